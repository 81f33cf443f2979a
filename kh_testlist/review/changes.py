"""Find what changed in a list in a period, and why. Pure: from its rows then and now, and from decisions."""

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
    """How a row changed."""

    ADDED = "added"
    REMOVED = "removed"
    REPLACED = "replaced"
    RECATEGORISED = "recategorised"
    EDITED = "edited"
    """Its date, source or notes changed."""


@dataclass(frozen=True, slots=True)
class Decided:
    """The last decision on a site in the period."""

    url: str
    """The URL that people decided on."""
    decision: str
    reason: str
    day: str


@dataclass(frozen=True, slots=True)
class DecidedAnew(Decided):
    """A decision with the new URL or the new category, which tells how the row changed."""

    new_url: str = ""
    new_category: str = ""


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that changed. `before` is its earlier URL or category, if that is what changed."""

    kind: Annotated[Kind, Text(title="Kind", enum=list(Kind))]
    url: str
    """The current URL. If the row was removed, the last one."""
    category_code: str
    before: str | None
    reason: str
    day: str | None


@dataclass(frozen=True, slots=True)
class Changes:
    """How the list changed.

    If `compared`, it was compared with the list of the first day. If not, only dates and the ledger were used.
    """

    since: Day
    until: Day
    compared: bool
    rows: tuple[RowChange, ...]
    decisions: tuple[Decided, ...]
    """The last decision on each site in the period, in the order in which they were made."""

    def of(self, kind: Kind) -> tuple[RowChange, ...]:
        """Return the rows that changed in this way."""
        return tuple(row for row in self.rows if row.kind is kind)

    def decided(self, word: str) -> tuple[Decided, ...]:
        """Return the decisions with this word, such as `drop`."""
        return tuple(one for one in self.decisions if one.decision == word)

    @property
    def counts(self) -> Mapping[str, int]:
        """The number of decisions with each word."""
        return Counter(one.decision for one in self.decisions)


def changes(
    period: Period,
    before: UrlList | None,
    after: UrlList,
    records: Sequence[ledger.Record],
    settled: Iterable[DecidedAnew] = (),
) -> Changes:
    """Return the changes from the list `before` to the list `after` in `period`.

    The decisions in `settled` are those that a review adds to the ledger.
    """
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
    # A row that was added in the period has no earlier state: later corrections are part of its addition.
    rows = [row for row in found if row.kind not in {Kind.REPLACED, Kind.RECATEGORISED} or row.url not in added]
    return Changes(*period, before is not None, tuple(sorted(rows, key=_order)), tuple(decided.values()))


def _order(row: RowChange) -> int:
    return list(Kind).index(row.kind)


def _decided(period: Period, records: Iterable[ledger.Record]) -> dict[str, DecidedAnew]:
    """Return the last decision on each site, by its URL at that time."""
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
    """Return the changes that decisions made.

    A site that was dropped but is listed was added again, unless its decision is pending.
    """
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
