"""Which rows volunteers will get: OONI's own order of what to test next, calculated as its backend does.

A URL's priority is the sum of all rules that fit it. A URL without priority is never given out. The others are sorted
by their priority divided by the measurements of this week and last week, the highest first.
Source: ooni/backend, ooniprobe/prio.py.

The counter joins measurements with all rows of upstream's lists. So a measurement counts once for each list that has
the URL. Source: ooni/backend, clickhouse tables, counters_asn_test_list.
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
"""URLs of a background run on battery; `ON_CHARGER` on a charger, all by hand. Source: POST /api/v1/check-in."""
ON_CHARGER: Final = 100

GLOBAL_CODE: Final = "ZZ"
"""The country of the global list in OONI's tables."""

_ANY: Final = ("", "*")
_NO_MEASUREMENT: Final = 0.1
"""The divisor for a URL without measurements."""


class Listed(NamedTuple):
    """A row of one of the lists that volunteers in the country get."""

    url: str
    category_code: str
    cc: str
    """Upper case; `ZZ` for the global list."""
    domain: str


class When(enum.StrEnum):
    """When volunteers with default settings get a row, by today's numbers."""

    NEXT = "next"
    """In the next run of any kind."""
    SOON = "soon"
    """In the next run on a charger; on battery after the rows before it were measured."""
    LATER = "later"
    """After the rows before it were measured, or when somebody runs all websites by hand."""
    NEVER = "never"
    """No rule gives it a priority above 0."""
    NOT_UPSTREAM = "not-upstream"
    """OONI gives out upstream's list, and the row is not on it yet."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What happens to a row. `rank` is its place in OONI's order, and `counted` is how OONI counts its measurements."""

    url: str
    category_code: str
    when: Annotated[When, Text(title="When", enum=list(When))]
    rank: int | None
    """Its place in the order, from 1; None if it is never given out."""
    priority: Annotated[float, Bounds(serialization={"type": "any"})]
    """A whole number is written as one."""
    measurements: int
    """Of this week and last week."""
    counted: int
    """How OONI counts them: once for each of upstream's lists that has the URL."""


class Outlook(NamedTuple):
    """What happens to the rows of a list."""

    country: str
    weeks: Period
    """The days whose measurements count."""
    rows: tuple[Preview, ...]


def counted_weeks(today: dt.date) -> Period:
    """Return the days whose measurements lower a row's place: this week and last week. OONI's weeks begin on Sunday."""
    return Period(today - dt.timedelta((today.weekday() + 1) % 7 + 7), today + dt.timedelta(1))


def preview(
    listed: Sequence[Listed],
    rules: Iterable[PriorityRule],
    counts: Mapping[str, int],
    cc: str,
    lists: Mapping[str, int] | None = None,
) -> list[Preview]:
    """Return what happens to each row, in OONI's order.

    Args:
        listed: upstream's rows of the country and of the global list. A URL on both lists takes two places.
        rules: OONI's rules. The priority of a rule is added to each row that it fits.
        counts: for each URL, its measurements of this week and last week.
        cc: the country.
        lists: for each URL, how many of upstream's lists have it. By default, only the two lists are counted.

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
