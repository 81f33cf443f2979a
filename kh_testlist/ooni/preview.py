"""Which rows volunteers will be given: OONI's own order of what to test next, worked out as its backend does.

Source: ooni/backend, ooniprobe/prio.py: a URL's priority is the sum of all rules that fit it; what has none is never
given out; the rest goes by priority over the measurements of this week and the last, the highest first. Its counter
joins measurements with all rows of upstream's lists, and so counts a measurement once for each list that has the URL.
Source: ooni/backend, clickhouse tables, counters_asn_test_list.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

from kh_testlist.ooni.period import Period
from kh_testlist.records import Bounds, Text

if TYPE_CHECKING:
    from kh_testlist.ooni.answers import PriorityRule

ON_BATTERY: Final = 20
"""URLs of a run in the background on battery; on a charger `ON_CHARGER`; by hand all. Source: POST /api/v1/check-in."""
ON_CHARGER: Final = 100

GLOBAL_CODE: Final = "ZZ"
"""The country of the global list, as OONI's tables have it."""

_ANY: Final = ("", "*")
_NO_MEASUREMENT: Final = 0.1
"""What a URL without a measurement is divided by."""


class Listed(NamedTuple):
    """A row of one of the lists that volunteers in the country get."""

    url: str
    category_code: str
    cc: str
    """Upper case; `ZZ` for the global list."""
    domain: str


class When(enum.StrEnum):
    """When volunteers on default settings are given a row, as things stand."""

    NEXT = "next"
    """In the next run, whoever runs it."""
    SOON = "soon"
    """In the next run on a charger; on battery once what stands before it was measured."""
    LATER = "later"
    """Once what stands before it was measured, or when somebody runs all websites by hand."""
    NEVER = "never"
    """No rule gives it a priority above nothing."""
    NOT_UPSTREAM = "not-upstream"
    """OONI gives out upstream's list, and the row is not on it yet."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What becomes of a row; `rank` is its place in OONI's order, and `counted` what OONI makes of its measurements."""

    url: str
    category_code: str
    when: Annotated[When, Text(title="When", enum=list(When))]
    rank: int | None
    """Its place in the order, from 1; None where it is never given out."""
    priority: Annotated[float, Bounds(serialization={"type": "any"})]
    """A whole number is written as one."""
    measurements: int
    """Of this week and the last."""
    counted: int
    """What OONI makes of them: once for each of upstream's lists that has the URL."""


class Outlook(NamedTuple):
    """What becomes of the rows of a list."""

    country: str
    weeks: Period
    """The days whose measurements count."""
    rows: tuple[Preview, ...]


def counted_weeks(today: dt.date) -> Period:
    """The days whose measurements count against a row: this week and the last. OONI's weeks begin on Sunday."""
    return Period(today - dt.timedelta((today.weekday() + 1) % 7 + 7), today + dt.timedelta(1))


def preview(
    listed: Sequence[Listed],
    rules: Iterable[PriorityRule],
    counts: Mapping[str, int],
    cc: str,
    lists: Mapping[str, int] | None = None,
) -> list[Preview]:
    """Return what becomes of each of `listed`, upstream's rows of the country and of the global list, in OONI's order.

    Args:
        listed: the rows; a URL on both lists is there twice, and takes two places.
        rules: OONI's: what a rule fits gets its priority added.
        counts: for each URL, its measurements of this week and the last.
        cc: the country.
        lists: for each URL, how many of upstream's lists have it; without it, how many of the two.

    """
    rows = dict.fromkeys(listed)
    times = Counter(row.url for row in rows) if lists is None else lists
    fitting = [rule for rule in rules if rule["cc"] in {cc, *_ANY}]
    weighed = []
    for row in rows:
        priority = sum(rule["priority"] for rule in fitting if _fits(row, rule))
        weighed.append((row, priority, counts.get(row.url, 0) * times[row.url]))
    weighed.sort(key=lambda one: -one[1] / max(one[2], _NO_MEASUREMENT))
    found = []
    rank = 0
    for row, priority, counted in weighed:
        rank += priority > 0
        place = rank if priority > 0 else None
        seen = counts.get(row.url, 0)
        found.append(Preview(row.url, row.category_code, _when(place), place, priority, seen, counted))
    return found


def _fits(row: Listed, rule: PriorityRule) -> bool:
    return (
        rule["category_code"] in {row.category_code, *_ANY}
        and rule["domain"] in {row.domain, *_ANY}
        and rule["url"] in {row.url, *_ANY}
        and (row.cc == GLOBAL_CODE or rule["cc"].upper() in {row.cc, *_ANY})
    )


def _when(rank: int | None) -> When:
    if rank is None:
        return When.NEVER
    if rank <= ON_BATTERY:
        return When.NEXT
    return When.SOON if rank <= ON_CHARGER else When.LATER
