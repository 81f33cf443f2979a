"""Find rows whose category the evidence contradicts, and sites whose rows have different categories.

The rows of a site never prove each other right or wrong, in the list and in the global list. They are one question.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from kh_testlist.categories import LEGEND
from kh_testlist.model import CATEGORY_CODE, NOTES, Entry, UrlList
from kh_testlist.same_page import same_page_key
from kh_testlist.tagging.features import text_of_notes
from kh_testlist.tagging.sites import is_home, site_key
from kh_testlist.tagging.suggest import Suggestion, Tagger, Weighed
from kh_testlist.talk import NO_PROGRESS, Progress

NOTHING_ELSE: Final = "nothing else is known about it"
"""The reason of a suggestion that only another row of the site makes."""


_OWN: Final = 0.1
"""A row is not doubted if the evidence finds its own category more likely than this."""
_LISTS_ON_URL: Final = 2
"""Lists that must have another category for the same URL. A single one is as often wrong as the row."""
_LISTS_ON_HOST: Final = 3
"""Lists that must have it for other pages of the host."""
_BY_NOTES: Final = 0.85
"""How sure the words of URL and notes must be together. The notes must not make it less sure."""
_BY_URL: Final = 0.9
"""How sure the URL must be without notes. Source of all five: the judged rows in docs/audit-judged.md."""


_OF_AN_ARTICLE: Final = 0.5
"""How likely the category of a site is for one of its articles, at most: both rows may be right."""


@dataclass(frozen=True, slots=True)
class SiteRow:
    """Another row of the same site, in the list or in the global list."""

    path: str
    line: int
    url: str
    category_code: str
    confidence: float
    """How likely this category is, from the evidence without the rows of the site."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A line of `tag --audit --format jsonl`: a row, and the category that the evidence supports.

    If the rows of a site have different categories, the row is the one that the evidence supports least.
    """

    path: str
    line: int
    entry: int
    url: str
    category_code: str
    """The category in the row."""
    confidence: float
    """How likely this category is, from the evidence without the rows of the site."""
    suggestion: Suggestion
    """The category that the evidence supports, or that another row of the site has."""
    rows: tuple[SiteRow, ...] = ()
    """The other rows of the site that the question is about."""

    @property
    def disagrees(self) -> bool:
        """True if the rows of the site have different categories, so that a person must say which is right."""
        return any(row.category_code != self.category_code for row in self.rows)


class _Judged(NamedTuple):
    """A row, and the evidence on it."""

    urls: UrlList
    entry: Entry
    weighed: Weighed

    @property
    def code(self) -> str:
        return self.entry.cells[CATEGORY_CODE]

    @property
    def own(self) -> float:
        """The confidence in its own category."""
        return self.weighed.confidence(self.code)

    @property
    def place(self) -> tuple[str, str, str, int]:
        """A key to sort rows by, which does not depend on their order in the list as long as they differ."""
        return self.entry.url, self.code, self.entry.cells[NOTES], self.entry.line

    @property
    def notes(self) -> str:
        return text_of_notes(self.entry.cells[NOTES])

    @property
    def shown(self) -> SiteRow:
        return SiteRow(self.urls.path, self.entry.line, self.entry.url, self.code, self.own)


def audit(
    urls: UrlList, tagger: Tagger, reference: UrlList | None = None, progress: Progress = NO_PROGRESS
) -> list[Doubt]:
    """Return the rows for which `tagger` is sure of another category, and the sites whose rows disagree.

    The strongest doubt comes first. A site is one doubt, with all its rows. Its rows are not evidence about each other.
    This also holds for its rows in the global list `reference`. Other sites of the list are evidence.
    """
    found = _Audit(urls, tagger, reference).doubts(progress)
    return sorted(found, key=lambda doubt: (doubt.confidence - doubt.suggestion.confidence, doubt.line))


class _Audit:
    def __init__(self, urls: UrlList, tagger: Tagger, reference: UrlList | None) -> None:
        self._urls = urls
        self._tagger = tagger
        self._reference = reference if reference is not None and reference.name != urls.name else None

    def doubts(self, progress: Progress) -> Iterator[Doubt]:
        sites = _by_site(self._urls.complete)
        progress.stage("Auditing sites", len(sites))
        others = _by_site(self._reference.complete, sites) if self._reference else {}
        for key, entries in sites.items():
            rows = sorted((self._judged(self._urls, entry) for entry in entries), key=lambda row: row.place)
            against = self._opposite(entries, others.get(key, ()))
            theirs = [self._judged(self._reference, entry) for entry in against] if self._reference else []
            question = self._question(rows, theirs)
            if question:
                yield question
            else:
                yield from self._against(rows)
            progress.step()

    def _is_doubted(self, row: _Judged) -> bool:
        """Return True if the evidence is strong enough to doubt what a person wrote."""
        code, votes = row.weighed.answer, row.weighed.votes
        if code in {None, row.code} or row.own > _OWN:
            return False
        if any(voice.code == row.code for voice in (*votes.url, *votes.host)):
            return False
        if votes.url:
            return len({voice.list for voice in votes.url if voice.code == code}) >= _LISTS_ON_URL
        if not is_home(row.entry.url):
            return False
        if votes.host:
            return len({voice.list for voice in votes.host if voice.code == code}) >= _LISTS_ON_HOST
        return self._by_words(row, code or "")

    def _by_words(self, row: _Judged, code: str) -> bool:
        """Return True if the words of a row's URL and notes are enough to doubt it."""
        if not self._tagger.has_learned:
            return True  # then the threshold for an answer is as high
        sure = row.weighed.confidence(code)
        if not row.notes:
            return sure >= _BY_URL
        return sure >= max(_BY_NOTES, self._tagger.weigh(row.entry.url, "", self._urls.name).confidence(code))

    def _judged(self, urls: UrlList, entry: Entry) -> _Judged:
        return _Judged(urls, entry, self._tagger.weigh(entry.url, text_of_notes(entry.cells[NOTES]), self._urls.name))

    @staticmethod
    def _opposite(ours: Sequence[Entry], theirs: Sequence[Entry]) -> Sequence[Entry]:
        """Return the rows of the global list, if they contradict ours.

        If they have one of our pages, only those rows count. If not, they contradict ours if none has our category.
        """
        pages = {same_page_key(entry.url) for entry in ours} if theirs else set()
        counted = [entry for entry in theirs if same_page_key(entry.url) in pages] or theirs
        counted = [entry for entry in counted if entry.cells[CATEGORY_CODE] in LEGEND]
        codes = {entry.cells[CATEGORY_CODE] for entry in counted}
        return counted if codes and not {entry.cells[CATEGORY_CODE] for entry in ours} <= codes else ()

    def _question(self, ours: Sequence[_Judged], theirs: Sequence[_Judged]) -> Doubt | None:
        """Return the question of a site whose rows have different categories. Return None if they agree."""
        every = [*ours, *theirs]
        codes = {row.code for row in every}
        if len(codes) == 1:
            return None
        # None of them may be right, if the evidence is sure of another category.
        sure = {row.weighed.answer for row in ours if row.weighed.answer is not None}
        choices = [(row, code) for row in ours for code in sorted((codes | sure) & LEGEND.keys()) if code != row.code]
        if not choices:
            return None
        row, code = max(choices, key=lambda choice: choice[0].weighed.confidence(choice[1]) - choice[0].own)
        return self._doubt(row, self._suggested(row, code, ours), [other for other in every if other is not row])

    def _suggested(self, row: _Judged, code: str, ours: Iterable[_Judged]) -> Suggestion:
        """Return `code` for all rows of a site. It is only as likely as it is for the row that it fits least."""
        least = min(one.weighed.confidence(code) for one in ours if one.code != code)
        if not is_home(row.entry.url):
            least = min(least, _OF_AN_ARTICLE)
        return Suggestion(code, least, self._tagger.reason(row.weighed, code) or NOTHING_ELSE)

    def _against(self, rows: Sequence[_Judged]) -> Iterator[Doubt]:
        """Yield a doubt for each category that the evidence supports against rows that have the same category."""
        doubted: dict[str, list[_Judged]] = defaultdict(list)
        for row in rows:
            if self._is_doubted(row):
                doubted[row.weighed.ranked[0]].append(row)
        for code, found in doubted.items():
            strongest = max(found, key=lambda one: one.weighed.confidence(code) - one.own)
            pages = {same_page_key(one.entry.url) for one in found}
            elsewhere = [one for other, others in doubted.items() if other != code for one in others]
            rest = [
                one
                for one in rows
                if one is not strongest
                and (one in found or (one not in elsewhere and same_page_key(one.entry.url) in pages))
            ]
            yield self._doubt(strongest, self._tagger.suggestion(strongest.weighed, code), rest)

    @staticmethod
    def _doubt(row: _Judged, suggestion: Suggestion, rest: Iterable[_Judged]) -> Doubt:
        entry = row.entry
        rows = sorted((one.shown for one in rest), key=lambda one: (one.path != row.urls.path, one.line))
        return Doubt(row.urls.path, entry.line, entry.number, entry.url, row.code, row.own, suggestion, tuple(rows))


def _by_site(entries: Iterable[Entry], wanted: Mapping[str, object] | None = None) -> dict[str, list[Entry]]:
    """Return rows by their site. With `wanted`, return only those of these sites."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        key = site_key(entry.url)
        if wanted is None or key in wanted:
            found[key].append(entry)
    return found
