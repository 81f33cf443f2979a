"""Make a new list from a list and a change. Pure: nothing here reads or writes a file.

Only the changed records are written again. All others keep the text they were read from.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from kh_testlist.model import HEADER, Entry, UrlList
from kh_testlist.store import line_end, parse, prevailing_line_end, to_bytes, write_record


def append(urls: UrlList, rows: Sequence[Sequence[str]]) -> UrlList:
    """Return `urls` with `rows` at its end, where upstream's editor also puts them.

    If the list has no final line end, the new list has none either. The line that was last gets one.
    """
    if not rows:
        return urls
    end = prevailing_line_end(urls)
    records = list(urls.records)
    ends_open = bool(records) and not line_end(records[-1].raw)
    if ends_open:
        records[-1] = records[-1]._replace(raw=records[-1].raw + end)
    records += [Entry(0, 0, tuple(row), write_record(row, end)) for row in rows]
    if ends_open:
        last = records[-1]
        records[-1] = last._replace(raw=last.raw.removesuffix(end))
    return _made_of(urls, records)


def rewrite(urls: UrlList, cells: Mapping[int, Sequence[str]]) -> UrlList:
    """Return `urls` with new cells for the numbered entries; 0 is the header. An entry keeps its own line end."""
    changed = [
        record._replace(cells=tuple(cells[record.number]), raw=write_record(cells[record.number], line_end(record.raw)))
        if record.number in cells
        else record
        for record in urls.records
    ]
    return _made_of(urls, changed)


def without(urls: UrlList, numbers: Collection[int]) -> UrlList:
    """Return `urls` without the numbered entries."""
    return _made_of(urls, [record for record in urls.records if record.number not in numbers])


def with_unix_line_ends(urls: UrlList) -> UrlList:
    """Return `urls` with LF at the end of every record, also of the last one. Line breaks inside cells stay."""
    ended = (
        record._replace(raw=record.raw[: len(record.raw) - len(line_end(record.raw))] + "\n") for record in urls.records
    )
    return _made_of(urls, list(ended))


def new_list(path: str) -> UrlList:
    """Return a list without entries."""
    return UrlList(path, Entry(0, 1, HEADER, write_record(HEADER, "\n")), ())


def _made_of(urls: UrlList, records: Sequence[Entry]) -> UrlList:
    """Return `urls` with other records, numbered as a reader of the file would number them."""
    header, entries = (records[0], records[1:]) if urls.header else (None, records)
    return parse(to_bytes(replace(urls, header=header, entries=tuple(entries))), urls.path)
