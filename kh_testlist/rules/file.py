"""Rules on the whole file: faults that stop programs, or that make programs read it in different ways."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Final

from kh_testlist.model import HEADER, LONGEST_CELL, Fix, Safety, Severity
from kh_testlist.rules.rule import Remark, list_rule
from kh_testlist.rules.subject import Subject
from kh_testlist.store import line_end

_REWRITTEN: Final = Fix(Safety.SAFE, None)

_STRAY: Final = re.compile("[\udc80-\udcff]")
"""How Python keeps a byte that is not UTF-8 in text."""
_SHOWN: Final = 4
"""The number of such bytes to show. It is enough to recognise the text."""


@list_rule("FIL001", Severity.ERROR)
def not_utf8(subject: Subject) -> Iterator[Remark]:
    r"""
    The row has bytes that are not UTF-8, so nobody can tell which letters were meant.

    It mostly comes from a spreadsheet that saved in the code page of its computer. Save the file again as "CSV UTF-8".

    Bad:

        url,category_code,category_description,date_added,source,notes
        https://example.com/,CULTR,Culture,2024-01-31,Mus\udce9e,

    Good:

        url,category_code,category_description,date_added,source,notes
        https://example.com/,CULTR,Culture,2024-01-31,Mus\u00e9e,
    """
    if subject.urls.is_utf8:
        return
    for entry in subject.urls.records:
        stray = list(islice(_STRAY.finditer(entry.raw), _SHOWN + 1))
        if stray:
            shown = " ".join(f"{ord(match[0]) - 0xDC00:02X}" for match in stray[:_SHOWN])
            yield Remark(f"bytes that are not UTF-8: {shown}{' …' if len(stray) > _SHOWN else ''}", entry)


@list_rule("FIL002", Severity.ERROR)
def byte_order_mark(subject: Subject) -> Iterator[Remark]:
    r"""
    The file starts with a byte order mark, which upstream reads as part of the first column's name.

    Excel writes one when it saves "CSV UTF-8". Nothing is lost without it.

    Bad:

        \ufeffurl,category_code,category_description,date_added,source,notes

    Good:

        url,category_code,category_description,date_added,source,notes
    """
    if subject.urls.has_bom:
        yield Remark("the file starts with a byte order mark", fix=_REWRITTEN)


@list_rule("FIL003", Severity.ERROR)
def nul_byte(subject: Subject) -> Iterator[Remark]:
    r"""
    The row has a NUL byte in it, where many programs stop reading.

    It comes from a damaged file, or from one saved as UTF-16.

    Bad:

        url,category_code,category_description,date_added,source,notes
        https://example.com/,NEWS,News Media,2024-01-31,x,a\x00b

    Good:

        url,category_code,category_description,date_added,source,notes
        https://example.com/,NEWS,News Media,2024-01-31,x,ab
    """
    if "\0" not in subject.urls.text:
        return
    for entry in subject.urls.records:
        if "\0" in entry.raw:
            yield Remark("a NUL byte", entry)


@list_rule("FIL004", Severity.ERROR)
def unbalanced_quote(subject: Subject) -> Iterator[Remark]:
    r"""
    A quote is opened here and never closed, so the rest of the file is read as one cell.

    Close the quote, or double it (`""`) where the text itself has one.

    Bad:

        url,category_code,category_description,date_added,source,notes
        https://example.com/,NEWS,News Media,2024-01-31,x,"never closed\n

    Good:

        url,category_code,category_description,date_added,source,notes
        https://example.com/,NEWS,News Media,2024-01-31,x,"closed"\n
    """
    last = subject.urls.last
    if last is None or '"' not in last.raw:
        return
    # An added line is read as a second row only if no quote is open.
    if len(list(csv.reader(io.StringIO(last.raw.rstrip("\r\n") + "\nx\n", newline="")))) == 1:
        yield Remark("a quote is opened in this row and never closed", last)


@list_rule("FIL005", Severity.ERROR)
def wrong_header(subject: Subject) -> Iterator[Remark]:
    r"""
    The first line is not the header that every list has, so programs take the columns for others.

    Upstream's linter skips the first line unread: where the header is missing, the first site is lost in silence. A
    header that differs only in case, space or quotes is mended by a fix.

    Bad:

        URL,category_code,category_description,date_added,source,notes

    Good:

        url,category_code,category_description,date_added,source,notes
    """
    header = subject.urls.header
    if header is None:
        yield Remark(f"the file is empty; its first line should be: {','.join(HEADER)}")
        return
    if header.cells == HEADER:
        return
    if header.cells and "://" in header.cells[0]:
        yield Remark("the header is missing: the first line is a row", header)
        return
    same = tuple(cell.strip().lower() for cell in header.cells) == HEADER
    yield Remark(f"the header is not: {','.join(HEADER)}", header, fix=_REWRITTEN if same else None)


@list_rule("FIL006", Severity.ERROR)
def wrong_column_count(subject: Subject) -> Iterator[Remark]:
    """
    The row does not have six columns, so upstream can't tell which cell is which.

    Mostly a comma inside a note: put quotes around a cell that has commas in it.

    Bad:

        https://example.com/,NEWS,News Media,2024-01-31,x,daily, in Khmer

    Good:

        https://example.com/,NEWS,News Media,2024-01-31,x,"daily, in Khmer"
    """
    if subject.urls.complete is subject.urls.entries:
        return
    for entry in subject.urls.entries:
        if entry.cells and len(entry.cells) != len(HEADER):
            count = len(entry.cells)
            yield Remark(f"{count} column{'s' if count > 1 else ''} where a row has {len(HEADER)}", entry)


@list_rule("FIL007", Severity.ERROR)
def blank_row(subject: Subject) -> Iterator[Remark]:
    r"""
    The line is blank, which upstream counts as a row without columns.

    Bad:

        url,category_code,category_description,date_added,source,notes
        https://example.com/,NEWS,News Media,2024-01-31,x,
        \r
        https://example.org/,NEWS,News Media,2024-01-31,x,

    Good:

        url,category_code,category_description,date_added,source,notes
        https://example.com/,NEWS,News Media,2024-01-31,x,
        https://example.org/,NEWS,News Media,2024-01-31,x,
    """
    if subject.urls.complete is subject.urls.entries:
        return
    for entry in subject.urls.entries:
        if not entry.cells:
            yield Remark("a blank line", entry, fix=_REWRITTEN)


@list_rule("FIL008", Severity.ERROR)
def cell_too_long(subject: Subject) -> Iterator[Remark]:
    """
    A cell is longer than 131,072 characters, where upstream's reader stops with an error.

    There is no example here for its size. Look for a quote that was opened and not closed.
    """
    if len(subject.urls.text) <= LONGEST_CELL:
        return
    for entry in subject.urls.entries:
        if len(entry[3]) > LONGEST_CELL:
            for name, cell in zip(HEADER, entry.cells, strict=False):
                if len(cell) > LONGEST_CELL:
                    yield Remark(f"{len(cell):,} characters in one cell", entry, name)


@list_rule("FIL009", Severity.WARNING)
def foreign_line_ends(subject: Subject) -> Iterator[Remark]:
    r"""
    Lines end as Windows or old Macs write them, or not all alike, so the next editor changes every row.

    Lists upstream end their lines in LF. Where rows end differently, git shows the whole file as changed, and two
    people's work collides.

    Bad:

        url,category_code,category_description,date_added,source,notes\r
        https://example.com/,NEWS,News Media,2024-01-31,x,\r

    Good:

        url,category_code,category_description,date_added,source,notes
        https://example.com/,NEWS,News Media,2024-01-31,x,
    """
    if "\r" not in subject.urls.text:
        return
    ends = Counter(line_end(record.raw) for record in subject.urls.records)
    names = {"\r\n": "CRLF", "\r": "CR", "\n": "LF"}
    found = [names[end] for end in ("\r\n", "\r", "\n") if ends[end]]
    if ends["\r\n"] or ends["\r"]:
        yield Remark(f"lines end in {' and '.join(found)}", fix=_REWRITTEN)


@list_rule("FIL010", Severity.NOTE)
def no_final_line_end(subject: Subject) -> Iterator[Remark]:
    r"""
    The last line has no line end, so the next row that a plain editor appends may run into it.

    Bad:

        url,category_code,category_description,date_added,source,notes
        https://example.com/,NEWS,News Media,2024-01-31,x,no line end

    Good:

        url,category_code,category_description,date_added,source,notes
        https://example.com/,NEWS,News Media,2024-01-31,x,a line end\n
    """
    last = subject.urls.last
    if last is not None and not line_end(last.raw):
        yield Remark("the last line has no line end", last, fix=_REWRITTEN)
