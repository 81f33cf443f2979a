"""CSV for people who open it in a spreadsheet: cells are text, and never formulas."""

from __future__ import annotations

from collections.abc import Iterable

from kh_testlist.reports.terminal import printable
from kh_testlist.review.sheet import guarded
from kh_testlist.store import write_record


def cell(value: object) -> str:
    """Return `value` so that a spreadsheet reads it as text.

    Titles come from pages, and anybody can send measurements. So a value could be a formula.
    """
    return guarded(printable("" if value is None else str(value)))


def sheet(rows: Iterable[Iterable[object]]) -> str:
    """Return `rows` as CSV."""
    return "".join(write_record(map(cell, row), "\n") for row in rows)
