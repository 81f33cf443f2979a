"""How a list is: what the last check says of its rows, how old they are, when somebody last looked at them. Pure."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from kh_testlist import ledger
from kh_testlist.liveness.attempt import Verdict
from kh_testlist.liveness.verdict import rank
from kh_testlist.model import CATEGORY_CODE, DATE_ADDED, Entry, UrlList
from kh_testlist.review.record import ALIVE, CheckResult
from kh_testlist.rules.date import parse_date


class CategoryHealth(NamedTuple):
    """The rows of one category, by what the check says of them."""

    category: str
    rows: int
    works: int
    fails: int
    maybe_blocked: int
    unclear: int
    unchecked: int


class Age(NamedTuple):
    """Rows of an age in whole years: from `least` to, and without, `below`; None where the date can't be read."""

    least: int | None
    below: int | None
    rows: int


class Reviewed(NamedTuple):
    """When rows were last looked at by a person, as the ledger has it."""

    within_a_year: int
    earlier: int
    never: int


@dataclass(frozen=True, slots=True)
class Health:
    """How a list is."""

    rows: int
    checked: int
    vantages: tuple[str, ...]
    first_day: str | None
    """Of the checks: `2026-11-21`; None where there were none."""
    last_day: str | None
    by_verdict: tuple[tuple[Verdict, int], ...]
    """Only verdicts that there are, the most alive first."""
    by_category: tuple[CategoryHealth, ...]
    """The largest first."""
    by_age: tuple[Age, ...]
    reviewed: Reviewed


MAYBE_BLOCKED: Final = frozenset({Verdict.POSSIBLY_BLOCKED, Verdict.REFUSED})
"""Signs of tampering; an answer that leads to a private address is one of them."""
_EDGES: Final = (0, 1, 2, 5, 10, None)
_YEAR: Final = 365.25


def health(
    urls: UrlList, results: Mapping[str, Sequence[CheckResult]], records: Iterable[ledger.Record], today: dt.date
) -> Health:
    """How the list `urls` is on the day `today`."""
    rows = urls.complete
    verdicts = {entry.url: verdict_of(results[entry.url]) for entry in rows if results.get(entry.url)}
    counts = Counter(verdicts[entry.url] for entry in rows if entry.url in verdicts)
    seen = [result for entry in rows for result in results.get(entry.url, ())]
    days = sorted(result.checked_at[:10] for result in seen)
    return Health(
        rows=len(rows),
        checked=sum(counts.values()),
        vantages=tuple(sorted({result.vantage for result in seen})),
        first_day=days[0] if days else None,
        last_day=days[-1] if days else None,
        by_verdict=tuple((verdict, counts[verdict]) for verdict in Verdict if counts[verdict]),
        by_category=_by_category(rows, verdicts),
        by_age=_by_age(rows, today),
        reviewed=_reviewed(rows, records, today),
    )


def verdict_of(results: Iterable[CheckResult]) -> Verdict:
    """What several results amount to: the last of each vantage counts; among them a sign of blocking, then life."""
    last: dict[str, CheckResult] = {}
    for result in sorted(results, key=lambda one: one.checked_at):
        last[result.place] = result
    return min((one.verdict for one in last.values()), key=rank)


def _by_category(rows: Sequence[Entry], verdicts: Mapping[str, Verdict]) -> tuple[CategoryHealth, ...]:
    groups: dict[str, Counter[str]] = {}
    for entry in rows:
        groups.setdefault(entry.cells[CATEGORY_CODE], Counter())[_group(verdicts.get(entry.url))] += 1
    found = [CategoryHealth(code, count.total(), *(count[name] for name in _GROUPS)) for code, count in groups.items()]
    return tuple(sorted(found, key=lambda one: (-one.rows, one.category)))


_GROUPS: Final = CategoryHealth._fields[2:]


def _group(verdict: Verdict | None) -> str:
    if verdict is None:
        return "unchecked"
    if verdict in ALIVE:
        return "works"
    if verdict in MAYBE_BLOCKED:
        return "maybe_blocked"
    return "unclear" if verdict is Verdict.UNKNOWN else "fails"


def _by_age(rows: Sequence[Entry], today: dt.date) -> tuple[Age, ...]:
    years = [_years(entry.cells[DATE_ADDED], today) for entry in rows]
    found = []
    for least, below in itertools.pairwise(_EDGES):
        if least is not None:
            of_that_age = sum(one is not None and least <= one and (below is None or one < below) for one in years)
            found.append(Age(least, below, of_that_age))
    unknown = sum(one is None for one in years)
    return (*found, *([Age(None, None, unknown)] if unknown else []))


def _years(text: str, today: dt.date) -> float | None:
    """The age in years of a row that was added on a day; a day to come counts as today."""
    day = parse_date(text)
    return max(0.0, (today - day).days / _YEAR) if day else None


def _reviewed(rows: Sequence[Entry], records: Iterable[ledger.Record], today: dt.date) -> Reviewed:
    last: dict[str, float] = {}
    for record in records:
        years = _years(record.last_reviewed, today)
        if years is not None:
            last[record.url] = min(years, last.get(record.url, years))
    within = sum(last.get(entry.url, _NEVER) < 1 for entry in rows)
    never = sum(entry.url not in last for entry in rows)
    return Reviewed(within, len(rows) - within - never, never)


_NEVER: Final = float("inf")
