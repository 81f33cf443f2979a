"""Periods of whole UTC days. They are cut where a month ends, and fetched and kept in these pieces."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final, NamedTuple

from kh_testlist.errors import Misuse


class Period(NamedTuple):
    """The days from `since` up to `until`, without `until`."""

    since: dt.date
    until: dt.date

    def __str__(self) -> str:
        return f"{self.since}..{self.until}"

    @property
    def days(self) -> int:
        """The number of days."""
        return (self.until - self.since).days

    @property
    def numbers(self) -> range:
        """The numbers of its days, as in `datetime.date.toordinal`."""
        return range(self.since.toordinal(), self.until.toordinal())

    @property
    def last(self) -> dt.date:
        """The last day of the period."""
        return self.until - dt.timedelta(1)

    @property
    def pieces(self) -> tuple[Period, ...]:
        """The period cut where a month ends."""
        return tuple(self._pieces())

    def _pieces(self) -> Iterator[Period]:
        start = self.since
        while start < self.until:
            end = min(_next_month(start), self.until)
            yield Period(start, end)
            start = end

    @property
    def quarter(self) -> str:
        """The calendar quarter in which it begins: `2026Q3`."""
        return f"{self.since.year}Q{(self.since.month + 2) // 3}"

    def holds(self, day: dt.date) -> bool:
        """Return True if `day` is in the period."""
        return self.since <= day < self.until

    @property
    def before(self) -> Period:
        """The period of the same length just before. Whole months are counted in months, other periods in days."""
        if self.since.day == 1 and self.until.day == 1:
            months = (self.until.year - self.since.year) * 12 + self.until.month - self.since.month
            month = self.since.year * 12 + self.since.month - 1 - months
            return Period(dt.date(month // 12, month % 12 + 1, 1), self.since)
        return Period(self.since - dt.timedelta(self.days), self.since)


def _next_month(day: dt.date) -> dt.date:
    return dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)


def period(since: str, until: str) -> Period:
    """Return the period from the day `since` up to the day `until`, which is not in it.

    Raises:
        Misuse: it has no day, or it has days that no archive of measurements has.

    """
    found = Period(dt.date.fromisoformat(since), dt.date.fromisoformat(until))
    if not 0 < found.days <= _MOST_DAYS or found.since.year < _FIRST_YEAR or found.until.year > _LAST_YEAR:
        raise Misuse(
            f"{since} to {until} is not a period of 1 to {_MOST_DAYS:,} days from {_FIRST_YEAR} to {_LAST_YEAR}.",
            "Give the first day and the day after the last: --since 2026-07-01 --until 2026-10-01",
        )
    return found


def last_three_months(today: dt.date) -> Period:
    """Return the three whole months before the month of `today`. They are over, so they are fetched only once."""
    until = today.replace(day=1)
    month = until.year * 12 + until.month - 4
    return Period(dt.date(month // 12, month % 12 + 1, 1), until)


_MOST_DAYS: Final = 3660
_FIRST_YEAR: Final = 2012
"""OONI began to measure in this year."""
_LAST_YEAR: Final = 2200
