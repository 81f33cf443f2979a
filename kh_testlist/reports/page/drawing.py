"""The geometry of charts: from numbers and days to percent of a width. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final, NamedTuple

from kh_testlist.ooni.period import Period

_LEAST: Final = 0.6
"""Percent: what is there must be seen."""
_MOST_TICKS: Final = 7


class Span(NamedTuple):
    """A piece of the line of time, in percent of the width there is."""

    start: float
    width: float


def shares(values: Sequence[int]) -> list[float]:
    """How wide each bar is, in percent: the largest fills the width, and nothing that is there is invisible."""
    largest = max(values, default=0)
    return [_rounded(max(100 * value / largest, _LEAST)) if value > 0 else 0.0 for value in values]


def span(period: Period, first: str, last: str) -> Span:
    """Where the days from `first` to `last`, both in it, lie in `period`; what is outside of it is cut off."""
    start = _place(period, dt.date.fromisoformat(first))
    end = _place(period, dt.date.fromisoformat(last) + dt.timedelta(1))
    width = max(end - start, _LEAST)
    return Span(_rounded(min(start, 100 - width)), _rounded(width))


def ticks(period: Period) -> list[tuple[dt.date, float]]:
    """The months that begin in `period`, as many as have room, and where."""
    firsts = [piece.since for piece in period.pieces if piece.since.day == 1]
    step = -(-len(firsts) // _MOST_TICKS) or 1
    return [(day, _rounded(_place(period, day))) for day in firsts[::step]]


def _place(period: Period, day: dt.date) -> float:
    return min(100.0, max(0.0, 100 * (day - period.since).days / period.days))


def _rounded(percent: float) -> float:
    return round(percent, 2)
