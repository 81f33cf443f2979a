"""CSV for spreadsheets: whatever a page, a list or an API says, no cell of it runs, and none steers a terminal."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from dataclasses import replace
from typing import Final

import pytest

from kh_testlist.ooni.preview import Outlook, Preview, When, counted_weeks
from kh_testlist.operations.check import CheckReport
from kh_testlist.reports import check, target
from kh_testlist.reports.spreadsheet import cell as as_cell
from kh_testlist.store import write_record
from tests.hostile.processes import HARMFUL
from tests.review.desk import record
from tests.review.inert import PAYLOADS

_STARTS: Final = (
    "=1+1", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", " =1+1", "\u200b=1+1", "\ufeff@x", "\u2060+1", "\uff1d1+1",
    "'=1+1", "\t=1+1", "\r\n=1+1", "\u00ad-1",
)  # fmt: skip
_RUNS: Final = re.compile("[\\s\u00ad\u200b-\u200f\u2060\ufeff]*[=+@\\-\uff1d\uff0b\uff0d\uff20]")
"""What some spreadsheet takes for a formula, what nobody sees before it included."""


@pytest.mark.parametrize("hostile", [*_STARTS, *PAYLOADS.values()])
def test_no_cell_is_a_formula(hostile: str) -> None:
    """Not of a check, nor of a preview, nor of evidence and what is written with the same cells."""
    ordinary = "https://example.com/?a=b"
    checked = record(ordinary, "up", vantage=hostile, title=hostile, final_url=hostile, signals=[hostile])
    previewed = Preview(hostile, hostile, When.NEXT, 1, 0.5, 3, 0)
    weeks = counted_weeks(dt.date(2026, 7, 1))
    outlook = Outlook("KH", weeks, (previewed, replace(previewed, url=ordinary)))
    for text in (
        check.csv(CheckReport([checked, record(hostile, "up")], "isp1", None)),
        target.preview_csv(outlook),
        write_record([ordinary, as_cell(hostile)], "\n"),
    ):
        cells = [cell for line in csv.reader(io.StringIO(text, newline="")) for cell in line]
        assert ordinary in cells
        assert [cell for cell in cells if _RUNS.match(cell)] == []
        assert HARMFUL.search(text) is None


@pytest.mark.parametrize(("value", "expected"), [(None, ""), (6, "6"), ("news", "news"), ("a\x1b[31mb", "a\\x1b[31mb")])
def test_the_rest(value: object, expected: str) -> None:
    """Nothing is an empty cell; what is harmless stays as it is, and what could steer a terminal is written out."""
    assert as_cell(value) == expected
