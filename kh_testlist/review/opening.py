"""Make a review from a list and all that is known about its rows. Pure: nothing here reads or writes a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from kh_testlist.ledger import Record
from kh_testlist.liveness.attempt import Verdict
from kh_testlist.model import CATEGORY_CODE, NOTES, Entry, UrlList
from kh_testlist.ooni.evidence import SiteEvidence
from kh_testlist.review import questions
from kh_testlist.review.advice import advise
from kh_testlist.review.precedent import has_settled_category
from kh_testlist.review.quarter import Quarter
from kh_testlist.review.record import Advice, CheckResult, Decision, Facts, ReviewRow
from kh_testlist.review.successor import fault, shows_page, usable
from kh_testlist.review.thresholds import Thresholds
from kh_testlist.review.weighing import order
from kh_testlist.rules.subject import Indexed
from kh_testlist.tagging.audit import Doubt
from kh_testlist.urls import equivalence_key, host_of, site_host


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about the rows of a list, by their exact URLs."""

    seen: Mapping[str, tuple[CheckResult, ...]] = field(default_factory=dict)
    evidence: Mapping[str, SiteEvidence] = field(default_factory=dict)
    suspicious: Mapping[str, int] = field(default_factory=dict)
    """The number of measurements with signs of interference, by the equivalence key of a site."""
    doubts: Mapping[str, Doubt] = field(default_factory=dict)
    past: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)
    """The decisions on each site, the oldest first."""


class Frame(NamedTuple):
    """The quarter of a review, and how the review is made."""

    quarter: Quarter
    thresholds: Thresholds
    everything: bool = False
    """True if all rows are made due, not only those that need a decision."""


def rows(urls: UrlList, reference: Indexed | None, known: Known, frame: Frame) -> tuple[ReviewRow, ...]:
    """Return the rows of a review, in the order of the list. A URL that is listed twice is one row.

    Args:
        urls: the list.
        reference: the global list, to see if a successor is listed there.
        known: what is known about the rows.
        frame: the quarter of the review, and how it is made.

    """
    ours = Indexed(urls)
    entries = {entry.url: entry for entry in reversed(urls.complete) if entry.url.strip()}
    known = replace(known, doubts=_spread(known, entries, frame.quarter))
    listed = _Listed([one for one in (ours, reference) if one is not None])
    unfit = _Unfit.of(urls.complete, known.seen)
    return tuple(
        _row(facts, frame)
        for facts in (
            _facts(entry, urls, known, frame.quarter, listed, unfit)
            for entry in urls.complete
            if entries.get(entry.url) is entry
        )
    )


def _spread(known: Known, entries: Mapping[str, Entry], quarter: Quarter) -> Mapping[str, Doubt]:
    """Return the doubt that each row shows. A question about a site is shown by all its rows."""

    def is_settled(url: str, doubt: Doubt) -> bool:
        return has_settled_category(
            Facts(url, doubt.category_code, quarter, doubt=doubt, earlier=known.past.get(url, ()))
        )

    numbers = {url: entry.number for url, entry in entries.items()}
    return questions.spread(known.doubts.values(), numbers, is_settled)


@dataclass(frozen=True, slots=True)
class _Listed:
    lists: Iterable[Indexed]

    def where(self, url: str, own: Entry) -> str | None:
        """Return where `url` is listed, in any spelling. The row `own` does not count."""
        key = equivalence_key(url)
        for one in self.lists:
            found = one.by_key.get(key)
            if found is not None and found is not own:
                return f"{one.urls.path}:{found.line}"
        return None


@dataclass(frozen=True, slots=True)
class _Unfit:
    """Why pages can't be successors, from the visits of all rows."""

    pages: Mapping[str, str]
    """By the equivalence key of a row."""
    hosts: Mapping[str, str]
    """By the host at which a domain in other hands or on sale ended, without `www.`."""

    @classmethod
    def of(cls, entries: Iterable[Entry], seen: Mapping[str, tuple[CheckResult, ...]]) -> _Unfit:
        pages, hosts = {}, {}
        for entry in entries:
            latest = {one.place: one for one in sorted(filter(shows_page, seen.get(entry.url, ())), key=order)}
            for one in latest.values():
                why = fault(one, entry.cells[CATEGORY_CODE])
                if why and one.verdict is not Verdict.MOVED:
                    pages[equivalence_key(entry.url)] = why
                if one.verdict in _OF_A_WHOLE_SITE and one.final_url:
                    hosts[site_host(host_of(one.final_url))] = why
        return cls(pages, hosts)

    def why(self, url: str) -> str | None:
        """Return why `url` can't be a successor. Return None if no row shows that."""
        return self.pages.get(equivalence_key(url)) or self.hosts.get(site_host(host_of(url)))


_OF_A_WHOLE_SITE: Final = frozenset({Verdict.TAKEN_OVER, Verdict.PARKED})


def _facts(  # noqa: PLR0913, PLR0917 - a row, and all that is known
    entry: Entry, urls: UrlList, known: Known, quarter: Quarter, listed: _Listed, unfit: _Unfit
) -> Facts:
    url = entry.url
    seen = known.seen.get(url, ())
    evidence = known.evidence.get(url)
    own = evidence.counts.suspicious if evidence else 0
    past = tuple(_cut(record) for record in known.past.get(url, ()))
    return Facts(
        url=url,
        category_code=entry.cells[CATEGORY_CODE],
        quarter=quarter,
        notes=entry.cells[NOTES],
        is_global=urls.is_global,
        seen=seen,
        evidence=evidence,
        suspicious_variants=max(0, known.suspicious.get(equivalence_key(url), 0) - own) if evidence else 0,
        doubt=known.doubts.get(url),
        ledger=past[-1] if past else None,
        earlier=past[:-1],
        listed=dict(_successors(seen, lambda target: listed.where(target, entry))),
        unfit=dict(_successors(seen, unfit.why)),
    )


def _cut(record: Record) -> Record:
    """Return a record with shorter cells, for a review. The ledger has all of it."""
    return Record(*(cell[:_LONGEST] for cell in record))


_LONGEST = 4_000


def _successors(seen: Iterable[CheckResult], what: Callable[[str], str | None]) -> Iterator[tuple[str, str]]:
    """Yield the final URLs of visits that were led to another domain, with what `what` says of them."""
    for one in seen:
        if one.verdict is Verdict.MOVED and one.final_url:
            said = what(usable(one.final_url) or one.final_url)
            if said:
                yield one.final_url, said


def _row(facts: Facts, frame: Frame) -> ReviewRow:
    advice = advise(facts, frame.thresholds)
    return ReviewRow(facts, advice, frame.everything or is_due(facts, advice))


def is_due(facts: Facts, advice: Advice) -> bool:
    """Return True if people should decide on a row in this quarter.

    A row is due if it was never reviewed, or if its next review falls into the quarter or before. It is also due if the
    advice is not to keep it. A row with the advice keep-blocked is due if the last decision was another one.
    """
    last = facts.ledger
    if last is None or not _is_later(last.next_due, facts.quarter.last):
        return True
    if advice.word is Decision.KEEP_BLOCKED:
        return last.decision != Decision.KEEP_BLOCKED
    return advice.word is not Decision.KEEP


def _is_later(day: str, than: dt.date) -> bool:
    try:
        return dt.date.fromisoformat(day) > than
    except ValueError:
        return False
