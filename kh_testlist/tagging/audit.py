"""Find rows whose category the evidence contradicts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kh_testlist.categories import LEGEND
from kh_testlist.model import CATEGORY_CODE, NOTES, UrlList
from kh_testlist.tagging.features import text_of_notes
from kh_testlist.tagging.suggest import Suggestion, Tagger


@dataclass(frozen=True, slots=True)
class Doubt:
    """A line of `tag --audit --format jsonl`: a row, and the category that the evidence supports."""

    path: str
    line: int
    entry: int
    url: str
    category_code: str
    """The category in the row."""
    confidence: float
    """How likely this category is, from the evidence."""
    suggestion: Suggestion
    """The category that the evidence supports."""


def audit(urls: UrlList, tagger: Tagger) -> list[Doubt]:
    """Return the rows for which `tagger` is sure of another category, the strongest doubt first.

    A row does not count as evidence for itself, but the other rows of its list do.
    """
    return sorted(_doubts(urls, tagger), key=lambda doubt: (doubt.confidence - doubt.suggestion.confidence, doubt.line))


def _doubts(urls: UrlList, tagger: Tagger) -> Iterator[Doubt]:
    for entry in urls.complete:
        code = entry.cells[CATEGORY_CODE]
        of_row = entry.url, text_of_notes(entry.cells[NOTES])
        itself = urls.name, entry.number
        # To find reasons is slow. So all categories are tagged with reasons only if there is a doubt.
        if tagger.answer(*of_row, but=itself) not in {None, code}:
            best, *others = tagger.tag(*of_row, top=len(LEGEND), but=itself).suggestions
            own = next((one.confidence for one in others if one.category_code == code), 0.0)
            yield Doubt(urls.path, entry.line, entry.number, entry.url, code, own, best)
