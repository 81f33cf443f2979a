"""Whether new or changed rows may stand in a list: the rules' word on those rows alone."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple

from kh_testlist import editing
from kh_testlist.model import NOTES, Finding, Severity, UrlList
from kh_testlist.rules import duplicate, target
from kh_testlist.rules.duplicate import kept_on_purpose
from kh_testlist.rules.engine import judge
from kh_testlist.rules.registry import RULES
from kh_testlist.rules.subject import Indexed, Subject

Cells = Sequence[str]

VARIANTS = frozenset({duplicate.equivalent_duplicate.code, duplicate.equivalent_of_global.code})
"""What stands against another spelling of a listed site, unless it is meant to stand beside it."""

SAME = VARIANTS | {duplicate.same_page.code, duplicate.same_page_as_global.code}
"""The same, and what stands against another address of a listed page."""

UNLESS_MEANT = SAME | {target.unknown_top_level.code}
"""What stands against a new row, unless its notes say that it is meant."""


class Admission(NamedTuple):
    """What became of some rows."""

    urls: UrlList
    """The list with the rows that were let in."""
    refused: Mapping[int, Sequence[Finding]]
    """For the rows that were not, by their place among those offered, what stands against them."""
    advice: Sequence[Finding]
    """What the rules have to say of those that were."""


def append(
    urls: UrlList, rows: Sequence[Cells], reference: Indexed | None, today: dt.date, meant: str | None = None
) -> Admission:
    """Return `urls` with those of `rows` at its end that upstream would take and that are listed nowhere yet.

    With a reason in `meant`, a row comes in that nothing else stands against than `UNLESS_MEANT`. Its notes then say
    `keep:` and the reason.
    """
    offered = dict(enumerate(rows))
    refused: dict[int, list[Finding]] = {}
    while True:
        after = editing.append(urls, list(offered.values()))
        first = len(urls.entries) + 1
        places = dict(enumerate(offered, start=first))
        findings = [finding for finding in judge(Subject(after, reference, today), RULES) if finding.entry >= first]
        against = [finding for finding in findings if _stands_against(finding, after, UNLESS_MEANT)]
        if not against:
            return Admission(after, refused, findings)
        if meant is not None and (excused := _excused(against)):
            kept = {place: _kept(offered[place], meant) for place in map(places.__getitem__, excused)}
            offered |= kept
            continue
        # A row that is refused is no twin: those with a fault of their own go first, then it is looked again.
        own = {finding.entry for finding in against if not _is_twin(finding, urls.path, first)}
        for finding in against:
            if not own or finding.entry in own:
                refused.setdefault(places[finding.entry], []).append(_among_offered(finding, urls.path, first))
        offered = {place: row for place, row in offered.items() if place not in refused}


def rewrite(urls: UrlList, number: int, cells: Cells, reference: Indexed | None, today: dt.date) -> Admission:
    """`urls` with other cells for entry `number`, unless that brings a fault which the row did not have before."""

    def of_entry(candidate: UrlList) -> list[Finding]:
        findings = judge(Subject(candidate, reference, today), RULES)
        return [
            finding
            for finding in findings
            if finding.entry == number or any(place.entry == number for place in finding.related)
        ]

    after = editing.rewrite(urls, {number: cells})
    had = Counter(finding.code for finding in of_entry(urls))
    findings = of_entry(after)
    against = [finding for finding in findings if _stands_against(finding, after, VARIANTS) and not had[finding.code]]
    if against:
        return Admission(urls, {0: against}, ())
    return Admission(after, {}, [finding for finding in findings if finding.entry == number])


def revise(
    urls: UrlList, cells: Mapping[int, Cells], gone: Collection[int], reference: Indexed | None, today: dt.date
) -> Admission:
    """`urls` with other cells for some entries and without others, unless that brings a changed row a new fault.

    All of it or nothing: what is refused, by the number of its entry, has `urls` stay as it is.
    """
    had: dict[int, Counter[str]] = {}
    for finding in judge(Subject(urls, reference, today), RULES, most=None):
        for number in _involved(finding, urls.path):
            had.setdefault(number, Counter())[finding.code] += 1
    after = editing.without(editing.rewrite(urls, cells), gone)
    left = [entry.number for entry in urls.entries if entry.number not in gone]
    was = dict(enumerate(left, start=1))
    refused: dict[int, list[Finding]] = {}
    advice = []
    for finding in judge(Subject(after, reference, today), RULES, most=None):
        for number in {was[place] for place in _involved(finding, after.path)} & cells.keys():
            is_meant = finding.code in VARIANTS and kept_on_purpose(cells[number][NOTES])
            is_new = not had.get(number, Counter())[finding.code]
            if is_new and not is_meant and (finding.severity is Severity.ERROR or finding.code in VARIANTS):
                refused.setdefault(number, []).append(finding)
            else:
                advice.append(finding)
    return Admission(urls, refused, ()) if refused else Admission(after, {}, advice)


def _involved(finding: Finding, path: str) -> set[int]:
    """The entries of the list at `path` that a finding is about."""
    return {finding.entry, *(place.entry for place in finding.related if place.path == path)} - {0}


def _is_twin(finding: Finding, path: str, first: int) -> bool:
    """Whether the finding holds an offered row against another one, and not against what is listed."""
    return any(place.path == path and place.entry >= first for place in finding.related)


def _among_offered(finding: Finding, path: str, first: int) -> Finding:
    """Return `finding` in words that fit a row which is in no file yet: its twin has no line that anybody could see."""
    if not _is_twin(finding, path, first):
        return finding
    if finding.code == duplicate.exact_duplicate.code:
        return finding._replace(message="it is given twice")
    return finding._replace(message=_IN_LINE.sub(", which is given too", finding.message))


_IN_LINE: Final = re.compile(r" in line [0-9]+")


def _excused(against: Sequence[Finding]) -> set[int]:
    """Return the entries that only what may be meant stands against."""
    others = {finding.entry for finding in against if finding.code not in UNLESS_MEANT}
    return {finding.entry for finding in against} - others


def _kept(cells: Cells, reason: str) -> Cells:
    notes = "; ".join(part for part in (cells[NOTES], f"keep: {reason}") if part)
    return [*cells[:NOTES], notes, *cells[NOTES + 1 :]]


def _stands_against(finding: Finding, urls: UrlList, unless_meant: frozenset[str]) -> bool:
    if finding.severity is Severity.ERROR:
        return True
    if finding.code not in unless_meant:
        return False
    # A keep note elsewhere excuses the pair that stands there, not one more variant of it.
    return not kept_on_purpose(urls.entries[finding.entry - 1].cells[NOTES])
