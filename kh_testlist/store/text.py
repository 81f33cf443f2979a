"""Turn bytes into a `UrlList` and back, without losing a byte.

A list that is read and written back is the same file, byte for byte. Each entry keeps the text it was read from. Only
entries that an edit changed are written again.
"""

from __future__ import annotations

import codecs
import csv
import functools
import io
from collections.abc import Iterable, Iterator
from typing import Final

from kh_testlist.errors import Failure
from kh_testlist.model import Entry, UrlList

MAX_BYTES: Final = 16 * 1024 * 1024
MAX_RECORDS: Final = 50_000
"""A file above one of these limits is refused: upstream's 147 lists together are 3.5 MB and 39,206 rows."""

csv.field_size_limit(MAX_BYTES)


def parse(data: bytes, path: str) -> UrlList:
    """Read `data` as a list. Nothing in it is an error here, because the rules find what is wrong.

    Raises:
        Failure: it has more than `MAX_BYTES` or `MAX_RECORDS`.

    """
    if len(data) > MAX_BYTES:
        raise Failure(f"{path} is larger than {MAX_BYTES // 1024**2} MiB.", _TOO_LARGE)
    has_bom = data.startswith(codecs.BOM_UTF8)
    body = data[len(codecs.BOM_UTF8) :] if has_bom else data
    is_utf8 = True
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        is_utf8 = False
        text = body.decode("utf-8", "surrogateescape")
    records = _records(text, path)
    header = records[0] if records else None
    return UrlList(path, header, tuple(records[1:]), has_bom=has_bom, is_utf8=is_utf8)


_TOO_LARGE: Final = "Check that this is the file you mean, or split it. A test list has at most some thousand rows."


def cut(text: str, path: str) -> list[str]:
    """Return the physical lines of `text`, each with its line end.

    Raises:
        Failure: there are more than `MAX_RECORDS` of them.

    """
    # Python's reader also takes a single CR as a line end, as upstream's does; str.splitlines knows seven more.
    # Counted before it is cut, because a string for each of millions of lines would fill the memory.
    if len(text) > 2 * MAX_RECORDS < text.count("\n") + text.count("\r"):
        raise Failure(f"{path} has more than {MAX_RECORDS:,} lines.", _TOO_LARGE)
    lines = _lines(text)
    if len(lines) > MAX_RECORDS:
        raise Failure(f"{path} has more than {MAX_RECORDS:,} lines.", _TOO_LARGE)
    return lines


def _lines(text: str) -> list[str]:
    """Return `text` cut after each line end."""
    if "\r" in text:
        return list(io.StringIO(text, newline=""))
    *whole, last = text.split("\n")
    lines = [line + "\n" for line in whole]
    return [*lines, last] if last else lines


def _records(text: str, path: str) -> list[Entry]:
    lines = cut(text, path)
    reader = csv.reader(lines)
    rows = list(map(tuple, reader))
    if len(rows) == len(lines):
        # What Entry(...) does, without a Python call for each of 39,000 rows.
        make = functools.partial(tuple.__new__, Entry)
        return list(map(make, zip(range(len(lines)), range(1, len(lines) + 1), rows, lines, strict=True)))
    return list(_multiline_records(lines))


def _multiline_records(lines: list[str]) -> Iterator[Entry]:
    """Yield the same if quoted line breaks make some records longer than a line."""
    reader = csv.reader(lines)
    start = 0
    for number, cells in enumerate(reader):
        end = reader.line_num
        yield Entry(number, start + 1, tuple(cells), "".join(lines[start:end]))
        start = end


def to_bytes(urls: UrlList) -> bytes:
    """Return the bytes of the file of `urls`."""
    return (codecs.BOM_UTF8 if urls.has_bom else b"") + urls.text.encode("utf-8", "surrogateescape")


def line_end(raw: str) -> str:
    """Return the line end of the record `raw`: LF, CRLF, CR, or nothing."""
    if raw.endswith("\r\n"):
        return "\r\n"
    return raw[-1:] if raw.endswith(("\n", "\r")) else ""


def prevailing_line_end(urls: UrlList) -> str:
    """Return the line end of most records of the list; LF if it has none."""
    ends = [line_end(record.raw) for record in urls.records]
    return max(("\n", "\r\n", "\r"), key=ends.count)


def write_record(cells: Iterable[str], end: str) -> str:
    """Return the text of a record. Only cells that need quotes get them, as in upstream's editor."""
    buffer = io.StringIO(newline="")
    # A writer quotes only the line breaks that its own line end has.
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue().removesuffix("\r\n") + end
