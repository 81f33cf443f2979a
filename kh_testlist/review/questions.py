"""The questions of a review: rows of one site that have different categories, or that the audit doubts together.

The audit asks about a site once, at one row. In a review, each row of the site shows the question. A person can
answer at any of them. The answer counts for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final

from kh_testlist.review import wording
from kh_testlist.review.record import ReviewRow
from kh_testlist.tagging.audit import Doubt, SiteRow
from kh_testlist.tagging.suggest import Suggestion

_MOST_ROWS: Final = 20
"""The other rows that a row shows. The row at which the audit asks has all of them."""


def spread(
    doubts: Iterable[Doubt], entries: Mapping[str, int], is_settled: Callable[[str, Doubt], bool]
) -> dict[str, Doubt]:
    """Return the doubt that each row shows, by URL.

    Args:
        doubts: what the audit says, the strongest doubt first.
        entries: the numbers of the rows of the list, by URL.
        is_settled: says if people have decided on the category of a row, by its URL and its doubt.

    """
    found: dict[str, Doubt] = {}
    for doubt in doubts:
        if not doubt.rows:
            found.setdefault(doubt.url, doubt)
            continue
        views = _views(doubt, entries)
        settled = {url for url, view in views.items() if is_settled(url, view)}
        answered = {views[url].category_code for url in settled}
        for url, view in views.items():
            # If people chose this category for another row of the site, they need not choose it again.
            if url in settled or view.category_code not in answered:
                found.setdefault(url, view)
    return found


def _views(doubt: Doubt, entries: Mapping[str, int]) -> dict[str, Doubt]:
    """Return the doubt as each row of the list shows it, by URL. A URL that is listed twice is one row."""
    asked = SiteRow(doubt.path, doubt.line, doubt.url, doubt.category_code, doubt.confidence)
    rows = [replace(one, path=one.path.rpartition("/")[2]) if one.path != doubt.path else one for one in doubt.rows]
    views = {doubt.url: replace(doubt, rows=tuple(rows))}
    for row in rows:
        if row.path == doubt.path and row.url in entries and row.url not in views:
            # The row at which the audit asks comes first, so that its question links all rows.
            others = sorted(
                (one for one in rows if one is not row), key=lambda one: one.category_code == row.category_code
            )
            views[row.url] = Doubt(
                row.path, row.line, entries[row.url], row.url, row.category_code, row.confidence,
                _suggested(doubt, row), (asked, *others[: _MOST_ROWS - 1]),
            )  # fmt: skip
    return views


def _suggested(doubt: Doubt, row: SiteRow) -> Suggestion:
    """Return the suggestion for another row of a site. If it has the suggested category, return the asked row's."""
    if row.category_code != doubt.suggestion.category_code:
        return doubt.suggestion
    return Suggestion(doubt.category_code, min(doubt.confidence, round(1 - row.confidence, 4)), "")


def sites(rows: Iterable[ReviewRow]) -> dict[str, frozenset[str]]:
    """Return the rows that a question is about, by the URL of each of them."""
    urls = {row.url for row in rows}
    found: dict[str, frozenset[str]] = {}
    asked = [row.facts.doubt for row in rows if row.facts.doubt is not None and row.facts.doubt.rows]
    for doubt in sorted(asked, key=lambda one: -len(one.rows)):
        if doubt.url not in found:
            members = {doubt.url, *(one.url for one in doubt.rows if one.path == doubt.path)}
            site = frozenset(members & urls)
            found |= dict.fromkeys(site - found.keys(), site)
    return found


def asks(row: ReviewRow) -> bool:
    """Return True if the advice on a row asks which category of its site is right."""
    doubt = row.facts.doubt
    return doubt is not None and doubt.disagrees and row.advice.reasons[0] == wording.question(doubt)
