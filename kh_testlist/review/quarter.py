"""Calendar quarters in UTC: the list is reviewed once in each."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, NamedTuple, Self

from kh_testlist.errors import Misuse

_WRITTEN: Final = re.compile(r"([0-9]{4})Q([1-4])", re.IGNORECASE)
_FIRST_YEAR, _LAST_YEAR = 2012, 2200
"""OONI began to measure in the first year. With the last year, all dates are in the range of Python."""


class Quarter(NamedTuple):
    """Three months. Quarters are ordered by time."""

    year: int
    number: int
    """From 1 to 4."""

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"

    @property
    def since(self) -> dt.date:
        """The first day."""
        return dt.date(self.year, 3 * self.number - 2, 1)

    @property
    def until(self) -> dt.date:
        """The day after the last."""
        return self.next.since

    @property
    def last(self) -> dt.date:
        """The last day."""
        return self.until - dt.timedelta(1)

    @property
    def next(self) -> Self:
        """The next quarter."""
        return type(self)(self.year + self.number // 4, self.number % 4 + 1)


def quarter_of(day: dt.date) -> Quarter:
    """Return the quarter of the day `day`."""
    return Quarter(day.year, (day.month + 2) // 3)


def parse_quarter(text: str) -> Quarter:
    """Return the quarter that is written like `2026Q4`.

    Raises:
        Misuse: it is not a quarter, or it is out of range.

    """
    found = _WRITTEN.fullmatch(text.strip())
    if found is None or not _FIRST_YEAR <= int(found[1]) < _LAST_YEAR:
        raise Misuse(f"{text!r} is not a quarter.", "Write it like this: --quarter 2026Q4")
    return Quarter(int(found[1]), int(found[2]))
