"""Cells of a CSV that people open in a spreadsheet."""

from __future__ import annotations

import csv
import io

import pytest

from kh_testlist.ooni.preview import Preview, When
from kh_testlist.reports.spreadsheet import cell
from kh_testlist.reports.target import preview_csv


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum(a1)", " =1+1", "\u200b=1+1", "\uff1d1+1", "'=1+1"])
def test_no_formula(text: str) -> None:
    """What a spreadsheet might run begins with an apostrophe, also behind what nobody sees."""
    assert cell(text).startswith("'")
    assert cell(text) != text


@pytest.mark.parametrize(("value", "expected"), [(None, ""), (6, "6"), ("news", "news"), ("a\x1b[31mb", "a\\x1b[31mb")])
def test_the_rest(value: object, expected: str) -> None:
    """Nothing is an empty cell; what is harmless stays as it is, and what could steer a terminal is written out."""
    assert cell(value) == expected


def test_a_preview_of_a_hostile_row() -> None:
    """A URL of a list reaches neither terminal nor spreadsheet raw."""
    found = [Preview("=cmd\x1b]0;x", "\x9bNEWS", When.NEVER, None, 0.0, 0)]
    (row,) = csv.DictReader(io.StringIO(preview_csv(found)))
    assert row["url"] == "'=cmd\\x1b]0;x"
    assert row["category_code"] == "\\x9bNEWS"
    assert (row["rank"], row["measurements"]) == ("", "0")
