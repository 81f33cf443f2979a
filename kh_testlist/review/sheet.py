"""A worksheet that came back from a spreadsheet: its cells, whatever the spreadsheet did to the file around them.

Spreadsheets change the separator, the encoding and the line ends, and people move, add and delete columns. What counts
is the names of the columns. A worksheet may come from anybody: it is bounded, and nothing in it is believed.
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
"""The last four are for people to fill."""

_FORMULA: Final = re.compile(r"[\s'\u00ad\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
"""What a spreadsheet may run: the four signs, also after what nobody sees, and in their full-width form, which some
programs fold. Source: OWASP, CSV Injection."""
_SEPARATORS: Final = ",;\t|"
_MOST_COLUMNS: Final = 200
_NO_TEXT: Final = {
    b"PK\x03\x04": "a spreadsheet's own file (.xlsx or .ods)",
    b"\xd0\xcf\x11\xe0": "a spreadsheet's own file (.xls)",
    b"%PDF": "a PDF",
}
_SAVE_AS: Final = "In the spreadsheet, save it as CSV: “Text CSV” in LibreOffice, “CSV UTF-8” in Excel."


class Filled(NamedTuple):
    """A row of a worksheet: the cells that count, without the space around them."""

    line: int
    """Where it starts, from 1."""
    url: str
    decision: str
    new_url: str
    new_category: str
    reason: str

    @property
    def says_nothing(self) -> bool:
        """Whether nobody filled in anything."""
        return not (self.decision or self.new_url or self.new_category or self.reason)


def guarded(cell: str) -> str:
    """`cell` so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """`cell` as it was before it was guarded."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def read(data: bytes, shown: str) -> list[Filled]:
    """The rows of the worksheet `data`; empty ones are passed over.

    Raises:
        Failure: it is no CSV, too large, or has no such columns.

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
            raise Failure(f"{shown} is {what}, and not a CSV.", _SAVE_AS)
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
    # Excel's “Unicode text” has a mark; other programs may leave it out, and then every other byte is nothing.
    if data[1:2] == b"\0" and data[:1] != b"\0":
        return "utf-16-le"
    if data[:1] == b"\0" and data[1:2] != b"\0":
        return "utf-16-be"
    return "utf-8-sig"


def _separator(text: str, shown: str) -> tuple[int, str]:
    """The line of the header, from 1, and what stands between cells: that by which the header has the columns."""
    lines = io.StringIO(text, newline=None)
    number = 0
    while line := lines.readline(_LONGEST_HEADER):
        number += 1
        if re.fullmatch(r"\s*(?:sep=.)?\s*", line):  # Excel's own hint, or nothing
            continue
        for separator in _SEPARATORS:
            names = {_name(cell) for cell in line.split(separator)}
            if {"url", "decision"} <= names:
                return number, separator
        break
    raise Failure(
        f"{shown} has no columns url and decision in its first line.",
        "Write a worksheet with `kh-testlist review worksheet`, and keep its first line.",
    )


_LONGEST_HEADER: Final = 20_000


def _name(cell: str) -> str:
    """The name of a column, as people and spreadsheets may change it."""
    return re.sub(r"[\s_-]+", "_", cell.strip().strip("\"'").strip().lower())


def _rows(text: str, separator: str, shown: str) -> Iterator[tuple[int, list[str]]]:
    """The records, with the line where each starts."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    start = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise Failure(f"{shown}:{start}: {error}.", "Mend that line, or save the worksheet as CSV again.") from None
        if cells is None:
            return
        if len(cells) > _MOST_COLUMNS:
            raise Failure(f"{shown}:{start} has {len(cells):,} columns.", "Check that this is the worksheet.")
        yield start, cells
        start = reader.line_num + 1


def _places(header: Sequence[str], shown: str) -> dict[str, int]:
    """Where each column stands."""
    names = [_name(cell) for cell in header]
    for name in COLUMNS:
        if names.count(name) > 1:
            raise Failure(f"{shown} has the column {name} twice.", "Take one of them out, and try again.")
    return {name: names.index(name) for name in COLUMNS if name in names}


def _filled(line: int, cells: Sequence[str], places: dict[str, int]) -> Filled:
    def cell(name: str) -> str:
        place = places.get(name, len(cells))
        return unguarded(cells[place].strip()).strip() if place < len(cells) else ""

    return Filled(line, cell("url"), cell("decision"), cell("new_url"), cell("new_category"), cell("reason"))
