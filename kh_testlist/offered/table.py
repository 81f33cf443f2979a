"""Text to records: what stands between cells, whether there is a header, where each record starts.

Nothing is guessed in silence: what can be read in two ways is refused.
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
"""What Excel writes, and reads, to say what stands between cells."""
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
    """As it stands in the file, without its line end."""
    refusal: str = ""
    """Why it is no row; empty where it may be one."""


@dataclass(frozen=True, slots=True)
class Table:
    """The records of a file, without blank lines and comments."""

    separator: str
    """What stands between cells; empty for one URL a line."""
    header: tuple[str, ...] | None
    """The names of the columns, in small letters; None without a header."""
    records: tuple[Record, ...]
    comments: int
    """How many lines start with `#` and were passed over."""
    above: int = 0
    """How many lines above the header were passed over that are no comments."""


def read(text: str, shown: str) -> Table:
    """Return the records of `text`; `shown` is what errors call the file.

    Raises:
        Failure: it has too many lines.
        Refused: a quote in it is not closed, or Excel's `sep=` line names a separator that is not read here.

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
            f"{shown}:{first + 1}: the line names a column url, but it can't be told what separates its cells.",
            "Separate the cells of all lines by commas, and put no line in quotes as a whole.",
        )
    separator = declared or _separator(lines, start)
    table = _table(lines, start, separator, None, shown) if separator else None
    if table is None or all(len(record.cells) == 1 for record in table.records):
        found = _one_a_line(lines, start, None)
        _require_no_quoted_rows(found.records, shown)
        return found
    return table


def _require_no_quoted_rows(records: Sequence[Record], shown: str) -> None:
    """Refuse a file in which quotes stand around each line as a whole: that may be the lines of a CSV."""
    lines = [record for record in records if not record.refusal]
    for separator, name in ONE.items():
        if lines and all(record.raw.lstrip().startswith('"') and separator in record.cells[0] for record in lines):
            raise Refused(
                f"{shown} was refused as a whole: each line is in quotes, and {name} in it may stand between cells, or "
                "be part of the URL.",
                "If each line is one URL, write url as the first line of the file. If not, take away the outer quotes.",
            )


def column_name(cell: str) -> str:
    """Return the name of a column in upstream's form, whatever people and spreadsheets made of it."""
    return re.sub(r"[\s_-]+", "_", trimmed(cell)[0].strip("\"'").lower())


def is_url(cell: str) -> bool:
    """Return whether a cell, as a whole, is a URL."""
    return _A_URL.fullmatch(trimmed(cell)[0]) is not None


def _after_sep_line(lines: Sequence[str], shown: str) -> tuple[int, str]:
    """Return the place of the line after Excel's `sep=` line, and what that names; without one, 0 and nothing."""
    for place, line in enumerate(lines):
        match = _SEP_LINE.fullmatch(line)
        if match and match[1] not in SEPARATORS:
            raise Refused(f"{shown} is separated by {match[1]!r}.", "Save it with commas, semicolons or tabs.")
        if match:
            return place + 1, match[1]
        if trimmed(line)[0]:
            break
    return 0, ""


def header_line(lines: Sequence[str], start: int = 0) -> int | None:
    """Return the place of the line that names a column url; None where a URL comes first, or nothing names one.

    A few lines may stand above it: comments, and the title of a spreadsheet.
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
    """Return the names of the columns; empty where no column is named url."""
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
        """Where the record starts that is being read."""
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
    """Return whether a line is a comment: not where `#` and a number stand before a URL, as in a counted list."""
    bare = trimmed(line)[0]
    if not bare.startswith("#"):
        return False
    first, *others = bare.split(separator)
    return not (_A_NUMBER.fullmatch(first) and any(map(is_url, others)))


def _separator(lines: Sequence[str], start: int) -> str:
    """Return what stands between the cells of most records, alike in number; empty where nothing does.

    What makes codes or days of cells is the right one. Where nothing does, and a URL has the separator in it as another
    one cuts the line, it can't be told. Where a quote is not closed, so that no number can be told, return what most
    lines hold: reading on says where.
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
    """What a separator makes of a file; the greatest is the right one."""

    has_urls: bool
    telling: int
    """Cells that are a category's code or a day."""
    plain: int
    """Records with a URL in which nothing may stand between cells."""
    width: int
    separator: str
    urls: tuple[str, ...]


def _tells(cell: str) -> bool:
    bare = trimmed(cell)[0]
    return bare in LEGEND or DAY.fullmatch(bare) is not None


def _is_plain_url(cell: str) -> bool:
    """Return whether a cell is a URL in which nothing may stand between cells: then the separator is the right one."""
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
    """Return the record that a line alone is. Where it may be several cells, no URL is made of it."""
    if '"' not in line and not ANY_SEPARATOR.search(trimmed(line)[0]):
        return Record(number, (line,), line)
    bare = trimmed(line)[0]
    cells: list[str] = []
    for separator in SEPARATORS:
        try:
            cells = next(csv.reader([bare], delimiter=separator, strict=True))
        except csv.Error:
            return Record(number, (), line, "a quote in it is not closed. Take the quote out.")
        if len(cells) > 1:
            return Record(
                number, (), line,
                f"there is {ONE[separator]} in it, as between cells. If it is part of the URL, put the URL in double "
                "quotes. If not, make a CSV whose first line names the columns.",
            )  # fmt: skip
    return Record(number, tuple(cells), line)
