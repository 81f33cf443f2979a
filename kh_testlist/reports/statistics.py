"""Counts of the rows of a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from kh_testlist.categories import BY_CODE, CATEGORIES
from kh_testlist.model import CATEGORY_CODE, DATE_ADDED, SOURCE, UrlList
from kh_testlist.reports.json import VERSION, dump
from kh_testlist.reports.markdown import escape
from kh_testlist.reports.table import table
from kh_testlist.reports.terminal import Screen, fold, forms, printable
from kh_testlist.text import counted
from kh_testlist.urls import split


class Statistics(NamedTuple):
    """The counts of a list."""

    path: str
    entries: int
    categories: dict[str, int]
    """Rows by category code, the most frequent first, with codes that upstream does not know."""
    empty: list[str]
    """The categories without a row."""
    schemes: dict[str, int]
    sources: dict[str, int]
    years: dict[str, int]


def count(urls: UrlList) -> Statistics:
    """Count the complete rows of `urls`."""
    rows = [entry.cells for entry in urls.complete]
    categories = Counter(row[CATEGORY_CODE] for row in rows)
    schemes = Counter(parts.scheme.lower() for row in rows if (parts := split(row[0])))
    years = Counter(row[DATE_ADDED][:4] for row in rows)
    return Statistics(
        urls.path,
        len(rows),
        dict(categories.most_common()),
        [category.code for category in CATEGORIES if category.code not in categories],
        dict(schemes.most_common()),
        dict(Counter(row[SOURCE] for row in rows).most_common()),
        dict(sorted(years.items())),
    )


def _sections(statistics: Statistics, lang: str) -> list[tuple[str, Sequence[tuple[str, str, int]]]]:
    def name(code: str) -> str:
        category = BY_CODE.get(code)
        if category is None:
            return "(no such category)"
        return category.name_km if lang == "km" else category.legend

    def plain(counts: dict[str, int]) -> list[tuple[str, str, int]]:
        return [(key or "(none)", "", number) for key, number in counts.items()]

    return [
        ("category", [(code, name(code), number) for code, number in statistics.categories.items()]),
        ("scheme", plain(statistics.schemes)),
        ("source", plain(statistics.sources)),
        ("year", plain(statistics.years)),
    ]


def text(statistics: Statistics, lang: str, *, screen: Screen) -> str:
    """Return a table for each kind of count, and the empty categories."""
    tables = [table((heading, "", "rows"), rows, screen) for heading, rows in _sections(statistics, lang) if rows]
    head = f"{printable(statistics.path)}: {counted(statistics.entries, 'row')}\n"
    return "\n".join([head, *tables, fold(_empty(statistics, lang), screen.width)])


def _empty(statistics: Statistics, lang: str) -> str:
    if not statistics.empty:
        return "No category is empty.\n"
    names = (f"{code} ({BY_CODE[code].name_km})" if lang == "km" else code for code in statistics.empty)
    return f"{len(statistics.empty)} of {len(CATEGORIES)} categories are empty: {' '.join(names)}\n"


def markdown(statistics: Statistics, lang: str) -> str:
    """Return the counts as tables in Markdown."""
    parts = [f"### {escape(statistics.path)}: {counted(statistics.entries, 'row')}\n"]
    for heading, rows in _sections(statistics, lang):
        body = "".join(f"| {escape(key)} | {escape(name)} | {number:,} |\n" for key, name, number in rows)
        parts.append(f"| {heading} | | rows |\n|---|---|---:|\n{body}")
    return "\n".join([*parts, _empty(statistics, lang)])


def json(statistics: Statistics, lang: str) -> str:
    """Return the counts for programs."""
    del lang
    return dump({"version": VERSION, **statistics._asdict()})


WRITERS: Final = forms(text, json=json, markdown=markdown)
