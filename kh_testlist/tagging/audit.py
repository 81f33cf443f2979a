"""Which rows of a list the evidence disagrees with."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from kh_testlist.model import CATEGORY_CODE, NOTES, UrlList
from kh_testlist.tagging.features import text_of_notes
from kh_testlist.tagging.suggest import Suggestion, Tagger


class Doubt(NamedTuple):
    """A row whose category may be another."""

    path: str
    line: int
    entry: int
    url: str
    category_code: str
    """What the row says."""
    confidence: float
    """How likely that is, by the evidence."""
    suggestion: Suggestion
    """What the evidence says."""


def audit(urls: UrlList, tagger: Tagger) -> list[Doubt]:
    """The rows of `urls` that `tagger` would put elsewhere and is sure enough to say so, the strongest doubt first.

    A row is not asked about itself; the rest of its list is.
    """
    return sorted(_doubts(urls, tagger), key=lambda doubt: (doubt.confidence - doubt.suggestion.confidence, doubt.line))


def _doubts(urls: UrlList, tagger: Tagger) -> Iterator[Doubt]:
    for entry in urls.complete:
        code = entry.cells[CATEGORY_CODE]
        ask = partial(tagger.tag, entry.url, text_of_notes(entry.cells[NOTES]), but=(urls.name, entry.number))
        found = ask()
        best = found.suggestions[0]
        if not found.abstained and best.category_code != code:
            # To suggest takes longest where reasons are looked for, so all 31 are asked for only where there is doubt.
            own = next((one.confidence for one in ask(top=_ALL).suggestions if one.category_code == code), 0.0)
            yield Doubt(urls.path, entry.line, entry.number, entry.url, code, own, best)


_ALL = 31
