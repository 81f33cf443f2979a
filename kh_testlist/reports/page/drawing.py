"""The geometry of charts: turn numbers and days into percent of a width. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final, NamedTuple

from kh_testlist.ooni.period import Period

_LEAST: Final = 0.6
"""The smallest width in percent, so that every value is visible."""
_MOST_TICKS: Final = 7


class Span(NamedTuple):
    """A part of the time axis, in percent of the width."""

    start: float
    width: float


def shares(values: Sequence[int]) -> list[float]:
    """Return the width of each bar in percent. The largest fills the width, and every value above 0 is visible."""
    largest = max(values, default=0)
    return [_rounded(max(100 * value / largest, _LEAST)) if value > 0 else 0.0 for value in values]


def span(period: Period, first: str, last: str) -> Span:
    """Return the place of the days `first` to `last`, inclusive, in `period`. Days outside it are cut off."""
    start = _place(period, dt.date.fromisoformat(first))
    end = _place(period, dt.date.fromisoformat(last) + dt.timedelta(1))
    width = max(end - start, _LEAST)
    return Span(_rounded(min(start, 100 - width)), _rounded(width))


def ticks(period: Period) -> list[tuple[dt.date, float]]:
    """Return the months that begin in `period`, as many as fit, with their places."""
    firsts = [piece.since for piece in period.pieces if piece.since.day == 1]
    step = -(-len(firsts) // _MOST_TICKS) or 1
    return [(day, _rounded(_place(period, day))) for day in firsts[::step]]


def _place(period: Period, day: dt.date) -> float:
    return min(100.0, max(0.0, 100 * (day - period.since).days / period.days))


def _rounded(percent: float) -> float:
    return round(percent, 2)
