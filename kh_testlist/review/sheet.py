"""Read a worksheet that a spreadsheet saved, even if the spreadsheet changed the form of the file.

Spreadsheets change the separator, the encoding and the line ends. People move, add and delete columns. Only the names
of the columns matter. A worksheet may come from anybody, so its size is limited, and everything in it is checked.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from kh_testlist.errors import Failure
from kh_testlist.store import MAX_BYTES, MAX_RECORDS

COLUMNS: Final = (
    "url", "category_code", "advice", "reasons", "verdict", "checked_at", "evidence",
    "decision", "new_url", "new_category", "reason",
)  # fmt: skip
"""People fill in the last four."""

_FORMULA: Final = re.compile(r"[\s'\u00ad\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
"""What a spreadsheet may run as a formula: the four signs, also after invisible characters, and in full width.

Some programs convert the full-width form. Source: OWASP, CSV Injection.
"""
_SEPARATORS: Final = ",;\t|"
_MOST_COLUMNS: Final = 200
_NO_TEXT: Final = {
    b"PK\x03\x04": "a spreadsheet's own file (.xlsx or .ods)",
    b"\xd0\xcf\x11\xe0": "a spreadsheet's own file (.xls)",
    b"%PDF": "a PDF",
}
_SAVE_AS: Final = "Save it as CSV in the spreadsheet program: “Text CSV” in LibreOffice, “CSV UTF-8” in Excel."


class Filled(NamedTuple):
    """A row of a worksheet: the cells that matter, without the space around them."""

    line: int
    """The line where it starts, from 1."""
    url: str
    decision: str
    new_url: str
    new_category: str
    reason: str

    @property
    def says_nothing(self) -> bool:
        """True if nothing was filled in."""
        return not (self.decision or self.new_url or self.new_category or self.reason)


def guarded(cell: str) -> str:
    """Return `cell` in a form that no spreadsheet runs as a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """Return `cell` as it was before `guarded`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def read(data: bytes, shown: str) -> list[Filled]:
    """Return the rows of the worksheet `data`, without empty rows.

    Raises:
        Failure: it is not a CSV, is too large, or does not have the columns.

    """
    text = _text(data, shown)
    if text.count("\n") + text.count("\r") > 2 * MAX_RECORDS:
        raise Failure(f"{shown} has more than {MAX_RECORDS:,} lines.", "Check that this is the worksheet.")
    start, separator = _separator(text, shown)
    rows = _rows(text, separator, shown)
    header = next((cells for line, cells in rows if line >= start), [])
    places = _places(header, shown)
    return [row for row in (_filled(line, cells, places) for line, cells in rows) if row.url or not row.says_nothing]


def _text(data: bytes, shown: str) -> str:
    for start, what in _NO_TEXT.items():
        if data.startswith(start):
            raise Failure(f"{shown} is {what}, not a CSV.", _SAVE_AS)
    if len(data) > MAX_BYTES:
        raise Failure(f"{shown} is larger than {MAX_BYTES // 1024**2} MiB.", "Check that this is the worksheet.")
    try:
        text = data.decode(_encoding(data))
    except UnicodeDecodeError:
        raise Failure(f"{shown} is not in UTF-8, so Khmer in it would be lost.", _SAVE_AS) from None
    if "\0" in text:
        raise Failure(f"{shown} is not a CSV.", _SAVE_AS)
    return text.removeprefix("\ufeff")


def _encoding(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    # Excel's “Unicode text” begins with a mark. Other programs may leave it out. Then every second byte is zero.
    if data[1:2] == b"\0" and data[:1] != b"\0":
        return "utf-16-le"
    if data[:1] == b"\0" and data[1:2] != b"\0":
        return "utf-16-be"
    return "utf-8-sig"


def _separator(text: str, shown: str) -> tuple[int, str]:
    """Return the line of the header, from 1, and the character between cells that gives the header its columns."""
    lines = io.StringIO(text, newline=None)
    number = 0
    while line := lines.readline(_LONGEST_HEADER):
        number += 1
        if re.fullmatch(r"\s*(?:sep=.)?\s*", line):  # Excel's own hint, or an empty line
            continue
        for separator in _SEPARATORS:
            names = {_name(cell) for cell in line.split(separator)}
            if {"url", "decision"} <= names:
                return number, separator
        break
    raise Failure(
        f"The first line of {shown} does not have the columns url and decision.",
        "Write a new worksheet with `kh-testlist review worksheet`, and keep its first line.",
    )


_LONGEST_HEADER: Final = 20_000


def _name(cell: str) -> str:
    """Return the name of a column without the changes that people and spreadsheets make."""
    return re.sub(r"[\s_-]+", "_", cell.strip().strip("\"'").strip().lower())


def _rows(text: str, separator: str, shown: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the records, each with the line where it starts."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    start = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise Failure(
                f"{shown}:{start} can't be read: {error}.", "Fix that line, or save the worksheet as CSV again."
            ) from None
        if cells is None:
            return
        if len(cells) > _MOST_COLUMNS:
            raise Failure(f"{shown}:{start} has {len(cells):,} columns.", "Check that this is the worksheet.")
        yield start, cells
        start = reader.line_num + 1


def _places(header: Sequence[str], shown: str) -> dict[str, int]:
    """Return the place of each column."""
    names = [_name(cell) for cell in header]
    for name in COLUMNS:
        if names.count(name) > 1:
            raise Failure(f"{shown} has the column {name} twice.", "Delete one of them, and run the command again.")
    return {name: names.index(name) for name in COLUMNS if name in names}


def _filled(line: int, cells: Sequence[str], places: dict[str, int]) -> Filled:
    def cell(name: str) -> str:
        place = places.get(name, len(cells))
        return unguarded(cells[place].strip()).strip() if place < len(cells) else ""

    return Filled(line, cell("url"), cell("decision"), cell("new_url"), cell("new_category"), cell("reason"))
