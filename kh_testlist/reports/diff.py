"""The differences between our list and upstream's list, and the versions in a conflict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final, Literal

from kh_testlist.model import HEADER, Entry
from kh_testlist.records import written
from kh_testlist.reports.json import VERSION, dump
from kh_testlist.reports.markdown import code, escape
from kh_testlist.reports.terminal import Screen, Span, forms, paint, printable
from kh_testlist.text import counted, shorten
from kh_testlist.upstream.difference import Changed, Difference
from kh_testlist.upstream.settling import Conflict

_WIDEST: Final = 300


@dataclass(frozen=True, slots=True)
class RowRecord:
    """A row, by its columns."""

    url: str
    category_code: str
    category_description: str
    date_added: str
    source: str
    notes: str


@dataclass(frozen=True, slots=True)
class ChangedRecord:
    """A row that differs between the two lists. `url` is the old URL."""

    url: str
    before: RowRecord
    after: RowRecord


@dataclass(frozen=True, slots=True)
class DifferenceReport:
    """The report of `diff --format json`. `base` is upstream's commit at the last sync."""

    version: Literal[1]
    base: str
    added: list[RowRecord]
    changed: list[ChangedRecord]
    removed: list[RowRecord]


def json(path: str, base: str, found: Difference) -> str:
    """Return the report of `diff --format json`."""
    del path
    changed = [ChangedRecord(one.url, _row(one.before), _row(one.after)) for one in found.changed]
    report = DifferenceReport(VERSION, base, [*map(_row, found.added)], changed, [*map(_row, found.removed)])
    return dump(written(report))


def _row(entry: Entry) -> RowRecord:
    # If a row has too many cells, the extra cells become part of the notes.
    url, category, legend, day, source, *notes = (*entry.cells, *[""] * (len(HEADER) - len(entry.cells)))
    return RowRecord(url, category, legend, day, source, ",".join(notes))


def text(path: str, base: str, found: Difference, *, screen: Screen) -> str:
    """Return the default report of `diff`: a line for each row, and a line for each changed cell."""
    spans: list[Span] = []
    for entry in found.added:
        spans += [("+ ", "bold green"), (f"{_line(entry)}\n", "")]
    for one in found.changed:
        spans += [("~ ", "bold yellow"), (f"{shown(one.url)}\n", "")]
        spans += [(f"    {name}: {_quoted(was)} → {_quoted(now)}\n", "") for name, was, now in fields(one)]
    for entry in found.removed:
        spans += [("- ", "bold red"), (f"{_line(entry)}\n", "")]
    spans += [(f"{printable(path)} beside upstream's at {base[:10]}: {counts(found)}.\n", "")]
    return paint(spans, screen)


def counts(found: Difference) -> str:
    """Return the numbers of added, changed and removed rows, in words."""
    if not found:
        return "no difference"
    numbers = (len(found.added), "added"), (len(found.changed), "changed"), (len(found.removed), "removed")
    return ", ".join(f"{number:,} {word}" for number, word in numbers if number)


def fields(one: Changed) -> Iterator[tuple[str, str, str]]:
    """Yield the cells of a row that differ: the column, the old text, the new text."""
    names = (*HEADER, *(f"cell {place}" for place in range(len(HEADER) + 1, 1_000)))
    for name, was, now in zip(names, *_level(one.before, one.after), strict=False):
        if was != now:
            yield name, was, now


def _level(before: Entry, after: Entry) -> tuple[tuple[str, ...], tuple[str, ...]]:
    both = list(zip_longest(before.cells, after.cells, fillvalue=""))
    return tuple(was for was, _ in both), tuple(now for _, now in both)


def _line(entry: Entry) -> str:
    return shown("  ".join(filter(None, entry.cells)))


def shown(cell: str) -> str:
    """Return `cell`, cut if it is long."""
    return printable(shorten(cell, _WIDEST))


def _quoted(cell: str) -> str:
    return f'"{shown(cell)}"'


def markdown(path: str, base: str, found: Difference) -> str:
    """Return tables for a pull request."""
    parts = [f"### {escape(path)} beside upstream's at {base[:10]}: {counts(found)}\n"]
    columns = ("url", "category_code", "date_added", "source", "notes")
    for title, entries in (("added", found.added), ("removed", found.removed)):
        if entries:
            table = f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}\n"
            rows = "".join(_table_row(_row(entry)) for entry in entries)
            parts.append(f"**{counted(len(entries), 'row')} {title}**\n\n{table}{rows}")
    if found.changed:
        table = "| url | column | before | after |\n|---|---|---|---|\n" + "".join(map(_table_change, found.changed))
        parts.append(f"**{counted(len(found.changed), 'row')} changed**\n\n{table}")
    return "\n".join(parts)


def _table_row(row: RowRecord) -> str:
    rest = (row.category_code, row.date_added, row.source, row.notes)
    return f"| {code(row.url)} | {' | '.join(map(escape, rest))} |\n"


def _table_change(one: Changed) -> str:
    return "".join(f"| {code(one.url)} | {name} | {code(was)} | {code(now)} |\n" for name, was, now in fields(one))


def conflict(one: Conflict) -> str:
    """Return a conflict with all versions: for each row the cells that differ."""
    lines = [one.url] if len(one.rows) == 1 else [f"{one.url}, and the rows of the same site"]
    for record in one.dropped:
        why = f": {shown(record.reason)}" if record.reason else ""
        lines.append(f"  removed from our list on {record.last_reviewed}, as {record.url}{why}")
    for row in one.rows:
        for name, entry in (("before", row.base), ("ours", row.ours), ("theirs", row.theirs)):
            others = [other for other in row if other is not None and other is not entry]
            lines.append(f"  {name + ':':<8}{_version(entry, others)}")
    return "\n".join(lines)


def _version(entry: Entry | None, others: list[Entry]) -> str:
    if entry is None:
        return "no such row"
    if not others:
        return _line(entry)
    told = {name: mine for other in others for name, mine, _ in fields(Changed("", entry, other))}
    return (
        "  ".join(f"{name}={_quoted(told[name])}" for name in dict.fromkeys((*HEADER, *told)) if name in told)
        or "the same as the others"
    )


WRITERS: Final = forms(text, markdown=markdown, json=json)
