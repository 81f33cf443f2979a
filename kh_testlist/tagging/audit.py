"""Which rows of a list the evidence disagrees with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kh_testlist.categories import LEGEND
from kh_testlist.model import CATEGORY_CODE, NOTES, UrlList
from kh_testlist.tagging.features import text_of_notes
from kh_testlist.tagging.suggest import Suggestion, Tagger


@dataclass(frozen=True, slots=True)
class Doubt:
    """A line of `tag --audit --format jsonl`: a row, and the category that the evidence is for."""

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
        of_row = entry.url, text_of_notes(entry.cells[NOTES])
        itself = urls.name, entry.number
        # Reasons take longest to find: they are asked for, of all categories, only where there is doubt.
        if tagger.answer(*of_row, but=itself) not in {None, code}:
            best, *others = tagger.tag(*of_row, top=len(LEGEND), but=itself).suggestions
            own = next((one.confidence for one in others if one.category_code == code), 0.0)
            yield Doubt(urls.path, entry.line, entry.number, entry.url, code, own, best)
