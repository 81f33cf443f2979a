"""What became of a list in a period, and why: its rows then and now, beside what people decided. Pure."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Final

from kh_testlist import ledger
from kh_testlist.model import CATEGORY_CODE, DATE_ADDED, NOTES, Entry, UrlList
from kh_testlist.ooni.period import Period
from kh_testlist.records import Day, Text
from kh_testlist.rules.date import parse_date
from kh_testlist.upstream.difference import difference


class Kind(enum.StrEnum):
    """What became of a row."""

    ADDED = "added"
    REMOVED = "removed"
    REPLACED = "replaced"
    RECATEGORISED = "recategorised"
    EDITED = "edited"
    """Date, source or notes are different."""


@dataclass(frozen=True, slots=True)
class Decided:
    """The last decision on a site in the period."""

    url: str
    """The one that they looked at."""
    decision: str
    reason: str
    day: str


@dataclass(frozen=True, slots=True)
class DecidedAnew(Decided):
    """A decision with what takes the place of a URL or a category, by which a row's change is told."""

    new_url: str = ""
    new_category: str = ""


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that is not as it was. `before` is the URL or the category that it had, where that is what changed."""

    kind: Annotated[Kind, Text(title="Kind", enum=list(Kind))]
    url: str
    """As it is now; as it was, where it is gone."""
    category_code: str
    before: str | None
    reason: str
    day: str | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of the list. `compared`: with the list of the first day; else dates and the ledger alone tell."""

    since: Day
    until: Day
    compared: bool
    rows: tuple[RowChange, ...]
    decisions: tuple[Decided, ...]
    """The last one on each site in the period, in the order in which they were made."""

    def of(self, kind: Kind) -> tuple[RowChange, ...]:
        """The rows to which that happened."""
        return tuple(row for row in self.rows if row.kind is kind)

    def decided(self, word: str) -> tuple[Decided, ...]:
        """The decisions of one word."""
        return tuple(one for one in self.decisions if one.decision == word)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many decisions there are of each word."""
        return Counter(one.decision for one in self.decisions)


def changes(
    period: Period,
    before: UrlList | None,
    after: UrlList,
    records: Sequence[ledger.Record],
    settled: Iterable[DecidedAnew] = (),
) -> Changes:
    """What made the list `after` of the list `before` in `period`; `settled` is what a review adds to the ledger."""
    decided = _decided(period, records)
    pending = {one.url: one for one in settled}
    for url, one in pending.items():
        recorded = decided.get(url)
        decided[url] = replace(one, reason=one.reason or recorded.reason) if recorded else one
    if before is None:
        found = [*_added_by_date(after, period), *_by_decisions(decided.values(), after, pending)]
    else:
        found = _by_difference(before, after, records, decided)
        known = {(row.kind, row.before or row.url) for row in found} | {(row.kind, row.url) for row in found}
        late = _by_decisions(decided.values(), after, pending)
        found += [row for row in late if not {(row.kind, row.url), (row.kind, row.before)} & known]
    added = {row.url for row in found if row.kind is Kind.ADDED}
    # A row that came within the period has nothing before it: what was put right since is part of its coming.
    rows = [row for row in found if row.kind not in {Kind.REPLACED, Kind.RECATEGORISED} or row.url not in added]
    return Changes(*period, before is not None, tuple(sorted(rows, key=_order)), tuple(decided.values()))


def _order(row: RowChange) -> int:
    return list(Kind).index(row.kind)


def _decided(period: Period, records: Iterable[ledger.Record]) -> dict[str, DecidedAnew]:
    """The last decision on each site, by the URL that it had."""
    found: dict[str, DecidedAnew] = {}
    for record in records:
        if _is_in(period, record.last_reviewed):
            old = record.previous_url or record.url
            new = record.url if record.previous_url else ""
            found[old] = DecidedAnew(old, record.decision, record.reason, record.last_reviewed, new)
    return found


def _added_by_date(after: UrlList, period: Period) -> list[RowChange]:
    return [_added(entry) for entry in after.complete if _is_in(period, entry.cells[DATE_ADDED])]


def _is_in(period: Period, written: str) -> bool:
    day = parse_date(written)
    return day is not None and period.holds(day)


def _added(entry: Entry) -> RowChange:
    why = _cell(entry, NOTES), _cell(entry, DATE_ADDED)
    return _changed(Kind.ADDED, entry.url, _cell(entry, CATEGORY_CODE), why=why)


def _changed(kind: Kind, url: str, code: str, before: str = "", why: tuple[str, str] = ("", "")) -> RowChange:
    reason, day = why
    return RowChange(kind, url, code, before or None, reason, day or None)


def _cell(entry: Entry, column: int) -> str:
    return entry.cells[column] if column < len(entry.cells) else ""


_KINDS: Final = {"replace": Kind.REPLACED, "recategorise": Kind.RECATEGORISED, "drop": Kind.REMOVED}


def _by_decisions(decided: Iterable[DecidedAnew], after: UrlList, pending: Container[str]) -> list[RowChange]:
    """The changes that decisions speak of; a site that was dropped and is listed is back, unless it is pending."""
    codes = {entry.url: entry.cells[CATEGORY_CODE] for entry in after.complete}
    found = []
    for one in decided:
        kind = _KINDS.get(one.decision)
        if kind is None or (kind is Kind.REMOVED and one.url in codes and one.url not in pending):
            continue
        url = one.new_url or one.url
        code = codes.get(url, codes.get(one.url, ""))
        then = one.url if url != one.url else ""
        if kind is Kind.RECATEGORISED:
            then = code if one.new_category and one.new_category != code else ""
            code = one.new_category or code
        found.append(_changed(kind, url, code, then, _told(one)))
    return found


def _by_difference(
    before: UrlList, after: UrlList, records: Sequence[ledger.Record], decided: Mapping[str, DecidedAnew]
) -> list[RowChange]:
    found = difference(before, after, ledger.renames(records))
    rows = [_added(entry) for entry in found.added]
    for url, old, new in found.changed:
        told = _told(decided.get(url) or decided.get(new.url))
        code, then = _cell(new, CATEGORY_CODE), _cell(old, CATEGORY_CODE)
        if new.url != url:
            rows.append(_changed(Kind.REPLACED, new.url, code, url, told))
        elif code != then:
            rows.append(_changed(Kind.RECATEGORISED, url, code, then, told))
        else:
            rows.append(_changed(Kind.EDITED, url, code))
    for entry in found.removed:
        told = _told(decided.get(entry.url))
        rows.append(_changed(Kind.REMOVED, entry.url, _cell(entry, CATEGORY_CODE), "", told))
    return rows


def _told(decided: DecidedAnew | None) -> tuple[str, str]:
    return (decided.reason, decided.day) if decided else ("", "")
