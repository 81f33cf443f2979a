"""Periods: cut at the months, joined again the same; quarters; the period before."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.errors import Misuse
from kh_testlist.ooni.period import Period, last_three_months, period

DAYS = st.dates(dt.date(2013, 1, 1), dt.date(2030, 12, 31))


@given(DAYS, st.integers(1, 900))
def test_pieces(since: dt.date, days: int) -> None:
    """The pieces follow each other, fill the period, and each lies in one month."""
    whole = Period(since, since + dt.timedelta(days))
    pieces = whole.pieces
    assert (pieces[0].since, pieces[-1].until) == whole
    assert all(one.until == other.since for one, other in itertools.pairwise(pieces))
    for piece in pieces:
        last = piece.until - dt.timedelta(1)
        assert (piece.since.year, piece.since.month) == (last.year, last.month)
    assert sum(piece.days for piece in pieces) == days


@given(DAYS)
def test_last_three_months(today: dt.date) -> None:
    """Three whole months, the last of which is over and was the one before."""
    found = last_three_months(today)
    assert (found.since.day, found.until) == (1, today.replace(day=1))
    assert len(found.pieces) == 3


@given(DAYS, st.integers(1, 900))
def test_before(since: dt.date, days: int) -> None:
    """The period before ends where this one begins, and whole months are compared with whole months."""
    whole = Period(since, since + dt.timedelta(days))
    assert whole.before.until == whole.since
    if whole.since.day == whole.until.day == 1:
        assert whole.before.since.day == 1
        assert len(whole.before.pieces) == len(whole.pieces)
    else:
        assert whole.before.days == whole.days


@pytest.mark.parametrize(
    ("since", "name"), [("2026-01-01", "2026Q1"), ("2026-09-30", "2026Q3"), ("2026-10-01", "2026Q4")]
)
def test_the_quarter(since: str, name: str) -> None:
    """A period knows in which calendar quarter it begins."""
    assert period(since, "2027-01-01").quarter == name


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("2026-01-01", "2026-01-01"),
        ("2026-01-02", "2026-01-01"),
        ("2000-01-01", "2001-01-01"),
        ("2012-01-01", "2030-01-01"),
        ("9999-12-01", "9999-12-31"),
    ],
)
def test_none(since: str, until: str) -> None:
    """No day, or more than there can be, is no period."""
    with pytest.raises(Misuse):
        period(since, until)
