"""A cell of a CSV for people who open it in a spreadsheet: text, and never a formula."""

from __future__ import annotations

from collections.abc import Iterable

from kh_testlist.reports.terminal import printable
from kh_testlist.review.sheet import guarded
from kh_testlist.store import write_record


def cell(value: object) -> str:
    """`value` as a spreadsheet takes it for text: a page may choose its title, and anybody what was measured."""
    return guarded(printable("" if value is None else str(value)))


def sheet(rows: Iterable[Iterable[object]]) -> str:
    """A CSV of `rows`."""
    return "".join(write_record(map(cell, row), "\n") for row in rows)
