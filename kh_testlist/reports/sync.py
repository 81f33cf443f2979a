"""What a sync did to our rows, beside the counts: row by row, so that nothing of ours goes without being named."""

from __future__ import annotations

from collections.abc import Iterable

from kh_testlist.model import Entry
from kh_testlist.reports.diff import fields
from kh_testlist.reports.terminal import printable
from kh_testlist.text import shorten
from kh_testlist.upstream.difference import Changed, Difference

_WIDEST = 300


def lost(found: Difference) -> str:
    """The cells of ours that gave way to upstream's, the rows that went, and the rows that came back.

    What is ours is shown in full, because it is nowhere else any more; upstream's is cut where it is long.
    """
    return (
        cells(found.changed)
        + "".join(f"- {_line(entry)}\n" for entry in found.removed)
        + "".join(f"+ {_cut(entry.url)} (we took it off, and it is back)\n" for entry in found.added)
    )


def cells(changed: Iterable[Changed]) -> str:
    """The cells that are not alike, ours first."""
    lines = []
    for one in changed:
        lines.append(f"~ {printable(one.url)}\n")
        lines += [f'    {name}: "{printable(was)}" → "{_cut(now)}"\n' for name, was, now in fields(one)]
    return "".join(lines)


def spelt(changed: Iterable[Changed]) -> str:
    """The URLs that a row had and has."""
    return "".join(f"~ {_cut(one.before.url)} → {_cut(one.after.url)}\n" for one in changed)


def urls(entries: Iterable[Entry]) -> str:
    """The URLs of rows."""
    return "".join(f"- {_cut(entry.url)}\n" for entry in entries)


def _line(entry: Entry) -> str:
    return printable("  ".join(filter(None, entry.cells)))


def _cut(cell: str) -> str:
    return printable(shorten(cell, _WIDEST))
