"""Cut text into records: find what separates cells, the header, and where each record starts.

Nothing is guessed: what can be read in two ways is refused.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from kh_testlist.categories import LEGEND
from kh_testlist.errors import Refused
from kh_testlist.invisible import trimmed
from kh_testlist.model import HEADER, URL
from kh_testlist.store import cut

SEPARATORS: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
ONE: Final = {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a bar"}
ANY_SEPARATOR: Final = re.compile(r"[,;\t|]")
_SEP_LINE: Final = re.compile(r' *"?sep=([^\r\n])"?[,;\t| ]*[\r\n]*', re.IGNORECASE)
"""What Excel writes, and reads, to say what separates cells."""
_A_NUMBER: Final = re.compile(r"#\s*[0-9]+\W*")
_MOST_COLUMNS: Final = 200
DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_A_URL: Final = re.compile(r"https?://\S+", re.IGNORECASE)


class Record(NamedTuple):
    """A record of the file."""

    line: int
    """The physical line where it starts, from 1."""
    cells: tuple[str, ...]
    raw: str
    """As it is in the file, without its line end."""
    refusal: str = ""
    """Why it is refused; empty if it may be a row."""


@dataclass(frozen=True, slots=True)
class Table:
    """The records of a file, without blank lines and comments."""

    separator: str
    """What separates cells; empty for one URL per line."""
    header: tuple[str, ...] | None
    """The names of the columns, in lower case; None without a header."""
    records: tuple[Record, ...]
    comments: int
    """How many lines start with `#` and were skipped."""
    above: int = 0
    """How many other lines above the header were skipped."""


def read(text: str, shown: str) -> Table:
    """Return the records of `text`. `shown` is the name of the file in errors.

    Raises:
        Failure: it has too many lines.
        Refused: a quote in it is not closed, or Excel's `sep=` line names a separator that is not supported.

    """
    lines = cut(text, shown)
    start, declared = _after_sep_line(lines, shown)
    first = header_line(lines, start)
    if first is not None:
        for separator in [declared] if declared else SEPARATORS:
            header = _header(lines[first:], separator)
            if len(header) > 1:
                return replace(_table(lines, first, separator, header, shown), above=_titles(lines[start:first]))
        if column_name(lines[first]) == HEADER[URL]:
            found = _one_a_line(lines, first + 1, (HEADER[URL],))
            return replace(found, above=_titles(lines[start:first]))
        raise Refused(
            f"{shown}:{first + 1}: the line names a column url, but it is not clear what separates its cells.",
            "Separate the cells of all lines by commas, and do not put a whole line in quotes.",
        )
    separator = declared or _separator(lines, start)
    table = _table(lines, start, separator, None, shown) if separator else None
    if table is None or all(len(record.cells) == 1 for record in table.records):
        found = _one_a_line(lines, start, None)
        _require_no_quoted_rows(found.records, shown)
        return found
    return table


def _require_no_quoted_rows(records: Sequence[Record], shown: str) -> None:
    """Refuse a file in which each whole line is in quotes: these may be the lines of a CSV."""
    lines = [record for record in records if not record.refusal]
    for separator, name in ONE.items():
        if lines and all(record.raw.lstrip().startswith('"') and separator in record.cells[0] for record in lines):
            raise Refused(
                f"{shown} was refused as a whole, because each line is in quotes. In a line, {name} may separate "
                "cells, or be part of the URL.",
                "Write url as the first line of the file if each line is one URL. If not, remove the outer quotes.",
            )


def column_name(cell: str) -> str:
    """Return the name of a column in upstream's form, however people or spreadsheets wrote it."""
    return re.sub(r"[\s_-]+", "_", trimmed(cell)[0].strip("\"'").lower())


def is_url(cell: str) -> bool:
    """Return True if the whole cell is a URL."""
    return _A_URL.fullmatch(trimmed(cell)[0]) is not None


def _after_sep_line(lines: Sequence[str], shown: str) -> tuple[int, str]:
    """Return the place of the line after Excel's `sep=` line, and the separator in it; without one, 0 and nothing."""
    for place, line in enumerate(lines):
        match = _SEP_LINE.fullmatch(line)
        if match and match[1] not in SEPARATORS:
            raise Refused(
                f"{shown} has {match[1]!r} between its cells.", "Save it again with commas, semicolons or tabs."
            )
        if match:
            return place + 1, match[1]
        if trimmed(line)[0]:
            break
    return 0, ""


def header_line(lines: Sequence[str], start: int = 0) -> int | None:
    """Return the place of the line that names a column url. Return None if a URL comes first, or no line names one.

    A few lines may be above it: comments, and the title of a spreadsheet.
    """
    for place in range(start, min(start + _MOST_ABOVE, len(lines))):
        cells = ANY_SEPARATOR.split(trimmed(lines[place])[0][:_LONGEST_HEADER])
        is_comment = cells[0].startswith("#")
        if not is_comment and any("://" in cell for cell in cells):
            return None
        if HEADER[URL] in map(column_name, cells):
            return place
    return None


def _titles(lines: Sequence[str]) -> int:
    bare = (trimmed(line.replace(",", "").replace(";", ""))[0] for line in lines)
    return sum(bool(text) and not text.startswith("#") for text in bare)


_MOST_ABOVE: Final = 20
_LONGEST_HEADER: Final = 20_000


def _header(lines: Sequence[str], separator: str) -> tuple[str, ...]:
    """Return the names of the columns; empty if no column is named url."""
    try:
        names = tuple(map(column_name, next(csv.reader(lines, delimiter=separator, strict=True), [])))
    except csv.Error:
        return ()
    return names if HEADER[URL] in names else ()


def _table(lines: Sequence[str], start: int, separator: str, header: tuple[str, ...] | None, shown: str) -> Table:
    reading = _Reading(lines, start, separator, has_header=header is not None)
    try:
        records = tuple(reading)
    except csv.Error as error:
        raise Refused(
            f"{shown}:{reading.line}: the file can't be read from here on: {error}.",
            f"Look at the quotes from line {reading.line} on: a cell that starts with one must end with one.",
        ) from None
    return Table(separator, header, records, reading.comments)


class _Reading:
    """The records from a line on. It knows where a record starts, because only there `#` starts a comment."""

    def __init__(self, lines: Sequence[str], start: int, separator: str, *, has_header: bool = False) -> None:
        self._lines = lines
        self._place = start
        self._separator = separator
        self._has_header = has_header
        self._is_between = True
        self.line = start + 1
        """The line where the current record starts."""
        self.comments = 0

    def __iter__(self) -> Iterator[Record]:
        reader = csv.reader(self._fed(), delimiter=self._separator, strict=True)
        if self._has_header:
            next(reader)
        self._has_header = False
        self._is_between = True
        for cells in reader:
            raw = "".join(self._lines[self.line - 1 : self._place]).rstrip("\r\n")
            if len(cells) > _MOST_COLUMNS:
                yield Record(self.line, (), raw, f"it has {len(cells):,} columns")
            elif any(trimmed(cell)[0] for cell in cells):
                yield Record(self.line, tuple(cells), raw)
            self._is_between = True

    def _fed(self) -> Iterator[str]:
        while self._place < len(self._lines):
            line = self._lines[self._place]
            self._place += 1
            if self._is_between and not self._has_header and _is_comment(line, self._separator):
                self.comments += 1
                continue
            if self._is_between:
                self.line = self._place
            self._is_between = False
            yield line


def _is_comment(line: str, separator: str) -> bool:
    """Return True if a line is a comment. `#` and a number before a URL is not one: that is a numbered list."""
    bare = trimmed(line)[0]
    if not bare.startswith("#"):
        return False
    first, *others = bare.split(separator)
    return not (_A_NUMBER.fullmatch(first) and any(map(is_url, others)))


def _separator(lines: Sequence[str], start: int) -> str:
    """Return what separates the cells of most records into equal numbers; empty if nothing does.

    A separator that gives cells with a code or a day is the right one. If none does, and a URL that one separator gives
    has another separator in it, nothing is certain. If a quote is not closed, cells can't be counted. Then return the
    separator that most lines have: the reader will say where the quote is.
    """
    found: list[_Cut] = []
    broken = ""
    for separator in SEPARATORS:
        holding = sum(separator in line for line in lines)
        if not holding:
            continue
        try:
            records = list(_Reading(lines, start, separator))
        except csv.Error:
            broken = broken or (separator if 2 * holding > len(lines) else "")
            continue
        counts = Counter(len(record.cells) for record in records)
        width, rows = counts.most_common(1)[0] if counts else (0, 0)
        if width > 1 and 2 * rows > len(records):
            cells = [cell for record in records for cell in record.cells]
            urls = [trimmed(cell)[0] for cell in cells if is_url(cell)]
            plain = sum(any(map(_is_plain_url, record.cells)) for record in records)
            found.append(_Cut(bool(urls), sum(map(_tells, cells)), plain, width, separator, tuple(urls)))
    if not found:
        return broken
    best = max(found)
    is_in_others = any(best.separator in url for other in found if other is not best for url in other.urls)
    return "" if is_in_others and not best.telling else best.separator


class _Cut(NamedTuple):
    """The result of one separator. The greatest is the right one."""

    has_urls: bool
    telling: int
    """Cells that are a category's code or a day."""
    plain: int
    """Records with a URL that has no separator in it."""
    width: int
    separator: str
    urls: tuple[str, ...]


def _tells(cell: str) -> bool:
    bare = trimmed(cell)[0]
    return bare in LEGEND or DAY.fullmatch(bare) is not None


def _is_plain_url(cell: str) -> bool:
    """Return True if a cell is a URL without any separator in it. Then the separator of the file is right."""
    return is_url(cell) and not ANY_SEPARATOR.search(trimmed(cell)[0])


def _one_a_line(lines: Sequence[str], start: int, header: tuple[str, ...] | None) -> Table:
    records = []
    comments = 0
    for number, line in enumerate(lines[start:], start + 1):
        bare = trimmed(line)[0]
        if bare.startswith("#"):
            comments += 1
        elif bare:
            records.append(_line(number, line.rstrip("\r\n")))
    return Table("", header, tuple(records), comments)


def _line(number: int, line: str) -> Record:
    """Return the record of a single line. If it may have several cells, it does not become a URL."""
    if '"' not in line and not ANY_SEPARATOR.search(trimmed(line)[0]):
        return Record(number, (line,), line)
    bare = trimmed(line)[0]
    cells: list[str] = []
    for separator in SEPARATORS:
        try:
            cells = next(csv.reader([bare], delimiter=separator, strict=True))
        except csv.Error:
            return Record(number, (), line, "a quote in it is not closed. Remove the quote.")
        if len(cells) > 1:
            return Record(
                number, (), line,
                f"there is {ONE[separator]} in it, which may separate cells. If it is part of the URL, put the URL in "
                "double quotes. If not, make a CSV whose first line names the columns.",
            )  # fmt: skip
    return Record(number, tuple(cells), line)
