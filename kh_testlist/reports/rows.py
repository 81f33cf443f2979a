"""Rows of a list, as `show` prints them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kh_testlist.model import CATEGORY_CODE, DATE_ADDED, HEADER, NOTES, SOURCE, Entry, UrlList
from kh_testlist.operations.add import Added
from kh_testlist.reports.json import VERSION, dump
from kh_testlist.reports.table import table
from kh_testlist.reports.terminal import Screen, forms
from kh_testlist.store import write_record


def text(urls: UrlList, entries: Sequence[Entry], *, screen: Screen) -> str:
    """Return a table of the rows, with their lines, dates and sources."""
    del urls
    return table(
        ("line", "url", "category", "added", "source", "notes"),
        [
            (
                entry.line,
                entry.url,
                entry.cells[CATEGORY_CODE],
                entry.cells[DATE_ADDED],
                entry.cells[SOURCE],
                entry.cells[NOTES],
            )
            for entry in entries
        ],
        screen,
    )


def json(urls: UrlList, entries: Sequence[Entry]) -> str:
    """Return the rows as objects, each with its line and entry."""
    rows = [
        {"line": entry.line, "entry": entry.number, **dict(zip(HEADER, entry.cells, strict=True))} for entry in entries
    ]
    return dump({"version": VERSION, "path": urls.path, "rows": rows})


def csv(urls: UrlList, entries: Sequence[Entry]) -> str:
    """Return the rows in upstream's form, header first. `import` can read it."""
    del urls
    return "".join(write_record(cells, "\n") for cells in (HEADER, *(entry.cells for entry in entries)))


def added(done: Added) -> list[str]:
    """Return the message of `add`, a line for each row."""
    return [f"added {row.url} ({row.cells[CATEGORY_CODE]}) to {done.path}:{row.line}" for row in done.rows]


WRITERS: Final = forms(text, json=json, csv=csv)
