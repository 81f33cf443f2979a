"""A worksheet that comes back, whatever the spreadsheet did to it; and cells that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.errors import Failure
from kh_testlist.review.sheet import COLUMNS, Filled, guarded, read, unguarded

REASON = "ដែនត្រូវបានបិទ; closed, says “the owner”"
ROWS = [
    ["https://a.example.com/", "NEWS", "drop", "dead", "down", "2026-10-01", "none", "drop", "", "", REASON],
    ["https://b.example.com/", "NEWS", "keep", "alive", "up", "2026-10-01", "none", "", "", "", ""],
    [
        "https://c.example.com/",
        "NEWS",
        "replace",
        "moved",
        "moved",
        "",
        "",
        "Replace",
        "https://d.example.com/",
        "",
        "x",
    ],
]
FILLED = [
    Filled(2, "https://a.example.com/", "drop", "", "", REASON),
    Filled(3, "https://b.example.com/", "", "", "", ""),
    Filled(4, "https://c.example.com/", "Replace", "https://d.example.com/", "", "x"),
]


def sheet(rows: Sequence[Sequence[str]], separator: str = ",", end: str = "\r\n", quoting: int = 0) -> str:
    """A CSV."""
    out = io.StringIO(newline="")
    kinds: dict[int, int] = {0: csv.QUOTE_MINIMAL, 1: csv.QUOTE_ALL}
    csv.writer(out, delimiter=separator, lineterminator=end, quoting=kinds[quoting]).writerows(rows)  # type: ignore[arg-type]  # two of its constants
    return out.getvalue()


PLAIN = sheet([COLUMNS, *ROWS])
WAYS: dict[str, Callable[[], bytes]] = {
    "as written": ("\ufeff" + PLAIN).encode,
    "no mark": PLAIN.encode,
    "semicolons": lambda: sheet([COLUMNS, *ROWS], ";").encode(),
    "tabs, UTF-16": lambda: sheet([COLUMNS, *ROWS], "\t").encode("utf-16"),
    "UTF-16 without its mark": lambda: sheet([COLUMNS, *ROWS], "\t").encode("utf-16-le"),
    "UTF-16, the other way round": lambda: sheet([COLUMNS, *ROWS], "\t").encode("utf-16-be"),
    "LF": lambda: sheet([COLUMNS, *ROWS], end="\n").encode(),
    "CR": lambda: sheet([COLUMNS, *ROWS], end="\r").encode(),
    "all quoted": lambda: sheet([COLUMNS, *ROWS], quoting=1).encode(),
    "no final line end": lambda: PLAIN.rstrip().encode(),
    "headings changed": lambda: PLAIN.replace("new_url", "New URL").replace("decision,", " Decision ,").encode(),
    "columns turned round": lambda: sheet([row[::-1] for row in [COLUMNS, *ROWS]]).encode(),
    "columns of one's own": lambda: sheet([["mine", *row, "theirs"] for row in [COLUMNS, *ROWS]]).encode(),
    "spaces": lambda: sheet([COLUMNS, *[[f"  {cell} " for cell in row] for row in ROWS]]).encode(),
    "dates changed": lambda: PLAIN.replace("2026-10-01", "01/10/2026").encode(),
    "short rows": lambda: sheet([COLUMNS, ROWS[0], ROWS[1][:8], ROWS[2]]).encode(),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_what_spreadsheets_do(way: Callable[[], bytes]) -> None:
    """Separators, encodings, line ends, quotes and the order of columns make no difference."""
    assert read(way(), "w.csv") == FILLED


def test_lines_are_those_of_the_file() -> None:
    """Empty rows and line breaks in cells are counted, so that a person finds the row; empty rows say nothing."""
    rows = [COLUMNS, [""] * 11, [*ROWS[0][:10], "two\nlines"], [], ROWS[2]]
    text = "sep=;\r\n" + sheet(rows, ";")
    assert [(one.line, one.url) for one in read(text.encode(), "w.csv")] == [
        (4, "https://a.example.com/"),
        (7, "https://c.example.com/"),
    ]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04rest", "xlsx or .ods"),
        (b"\xd0\xcf\x11\xe0rest", "xls"),
        (b"%PDF-1.7", "PDF"),
        (b"", "does not have the columns url and decision"),
        (b"url,reason\nhttps://a.example.com/,x\n", "does not have the columns url and decision"),
        (b"url,decision,url\n", "has the column url twice"),
        ("url,decision,reason\nhttps://a.example.com/,drop,fermé\n".encode("latin-1"), "not in UTF-8"),
        (b'url,decision\nhttps://a.example.com/,"drop\n', "w.csv:2"),
        (b"url,decision\n" + b"," * 100_000 + b"\n", "100,001 columns"),
        (b"url,decision\n" + b"\n" * 200_000, "lines"),
        (b"url,decision\n" + b"x" * 17 * 1024 * 1024, "larger than"),
        (bytes(range(256)) * 10, "w.csv"),
        (b"\0" * 1000, "not a CSV"),
    ],
)
def test_what_is_no_worksheet(data: bytes, says: str) -> None:
    """It is one clear error, and quick."""
    with pytest.raises(Failure, match=says) as caught:
        read(data, "w.csv")
    assert caught.value.next_step


@given(st.text())
def test_guarding_can_be_taken_back(cell: str) -> None:
    """Every text comes back as it was."""
    assert unguarded(guarded(cell)) == cell


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\u200b=1", "\ufeff=1", "\uff1d1+1", "\r=1", "'=1", "\n", "\t"],
)
def test_no_cell_is_a_formula(cell: str) -> None:
    """What a spreadsheet might run starts with an apostrophe."""
    assert guarded(cell) == f"'{cell}"


@given(st.text(alphabet="=+-@\uff1d' \t\r\nax", max_size=6))
def test_what_is_guarded_starts_harmlessly(cell: str) -> None:
    """No guarded text starts with a sign, whatever stands before it that nobody sees."""
    assert guarded(cell).strip(" \t\r\n")[:1] not in set("=+-@\uff1d")


@pytest.mark.parametrize("cell", ["https://a.example.com/", "វត្តមាន", "keep", "", "a=b", "1", "it's"])
def test_ordinary_cells_stay(cell: str) -> None:
    """Nothing is done to what no spreadsheet runs."""
    assert guarded(cell) == cell
