"""Read the results of checks for the rows of a review. Journals may come from a pull request.

So each field of a journal is checked. What is not a result is left out and counted.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from kh_testlist.liveness.attempt import Signal, Verdict
from kh_testlist.review.record import CheckResult

_MOST_OF_A_ROW: Final = 60
"""The newest visits that are kept of one row."""
_STAMP: Final = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_LONGEST_WORD: Final = 100
_LONGEST_TEXT: Final = 300
_LONGEST_URL: Final = 4_096
_MOST_SIGNALS: Final = 100
_SIGNALS: Final = frozenset(signal.value for signal in Signal)


class Visits(NamedTuple):
    """What journals say about the rows of a list."""

    by_url: Mapping[str, tuple[CheckResult, ...]]
    """The visits by the exact URL, the oldest first."""
    used: int
    """The number of results that are about a row of the list and not too old."""
    passed_over: int
    """The number of results that are too old, from the future, of other URLs, or in a wrong form."""
    vantages: tuple[str, ...]
    days: tuple[dt.date, ...]
    """The first and the last day. Empty without visits."""


def visits(
    journals: Iterable[Mapping[str, Mapping[str, Any]]], listed: Iterable[str], since: dt.date, today: dt.date
) -> Visits:
    """Return what journals say about the `listed` URLs, from the day `since` on. A journal has results by URL."""
    rows = set(listed)
    found: defaultdict[str, dict[tuple[str, dt.date, Verdict], CheckResult]] = defaultdict(dict)
    passed_over = 0
    used = 0
    for journal in journals:
        for url, result in journal.items():
            seen = _check_result(result) if url in rows else None
            if seen is None or not since <= seen.day <= today + _CLOCKS_DIFFER:
                passed_over += 1
                continue
            used += 1
            # For each vantage, day and verdict, the latest result is kept.
            key = (seen.place, seen.day, seen.verdict)
            if key not in found[url] or found[url][key].checked_at < seen.checked_at:
                found[url][key] = seen
    by_url = {
        url: tuple(sorted(of_row.values(), key=lambda one: (one.checked_at, one.vantage)))[-_MOST_OF_A_ROW:]
        for url, of_row in found.items()
    }
    everything = [one for of_row in by_url.values() for one in of_row]
    days = sorted({one.day for one in everything})
    ends = (days[0], days[-1]) if days else ()
    return Visits(by_url, used, passed_over, tuple(sorted({one.vantage for one in everything})), ends)


_CLOCKS_DIFFER: Final = dt.timedelta(1)


def _check_result(result: Mapping[str, Any]) -> CheckResult | None:
    """Return the result of a check. Return None if it is not one."""
    stamp, control = result.get("checked_at"), result.get("control")
    status = result.get("status")
    try:
        verdict = Verdict(str(result.get("verdict")))
        if not isinstance(stamp, str) or not _STAMP.fullmatch(stamp):
            return None
        dt.datetime.fromisoformat(stamp)
    except ValueError:
        return None
    succeeded = control.get("succeeded") if isinstance(control, dict) else None
    return CheckResult(
        verdict,
        stamp,
        _text(result.get("vantage"), _LONGEST_WORD) or "?",
        _text(result.get("reason"), _LONGEST_WORD) or "",
        _text(result.get("failure"), _LONGEST_WORD),
        status if isinstance(status, int) and not isinstance(status, bool) and 0 <= status <= 999 else None,  # noqa: PLR2004 - three digits
        _url(result.get("final_url")),
        _text(result.get("title"), _LONGEST_TEXT),
        succeeded if isinstance(succeeded, bool) else None,
        _signals(result.get("signals")),
    )


def _signals(value: object) -> tuple[str, ...]:
    """Return the signals that this version knows, in alphabetical order."""
    said = value[:_MOST_SIGNALS] if isinstance(value, list) else []
    return tuple(sorted({one for one in said if isinstance(one, str) and one in _SIGNALS}))


def _text(value: object, most: int) -> str | None:
    """Return the start of a text that can be written as UTF-8: JSON may have halves of characters."""
    if not isinstance(value, str) or not value:
        return None
    return value[:most].encode("utf-8", "replace").decode("utf-8")


def _url(value: object) -> str | None:
    """Return the whole URL, or None if it is too long: a part of it would be another URL."""
    return _text(value, _LONGEST_URL) if isinstance(value, str) and len(value) <= _LONGEST_URL else None
