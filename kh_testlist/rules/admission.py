"""Decide if new or changed rows may be in a list, from the findings on those rows only."""

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
"""The rules that refuse another spelling of a listed site, unless it is listed on purpose."""

SAME = VARIANTS | {duplicate.same_page.code, duplicate.same_page_as_global.code}
"""`VARIANTS`, and the rules that refuse another address of a listed page."""

UNLESS_MEANT = SAME | {target.unknown_top_level.code}
"""The rules that refuse a new row, unless its notes say that it is there on purpose."""


class Admission(NamedTuple):
    """The result for some rows: which were accepted, and which were refused."""

    urls: UrlList
    """The list with the rows that were accepted."""
    refused: Mapping[int, Sequence[Finding]]
    """The reasons against each refused row, by its position in the offered rows."""
    advice: Sequence[Finding]
    """The findings on the rows that were accepted."""


def append(
    urls: UrlList, rows: Sequence[Cells], reference: Indexed | None, today: dt.date, meant: str | None = None
) -> Admission:
    """Return `urls` with `rows` added at its end, without the rows that upstream would refuse or that are listed.

    If `meant` gives a reason, a row is also accepted if only rules of `UNLESS_MEANT` are against it. Then `keep:` and
    the reason are added to its notes.
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
        # A refused row does not count as a twin. So first refuse rows with other faults, then check again.
        own = {finding.entry for finding in against if not _is_twin(finding, urls.path, first)}
        for finding in against:
            if not own or finding.entry in own:
                refused.setdefault(places[finding.entry], []).append(_among_offered(finding, urls.path, first))
        offered = {place: row for place, row in offered.items() if place not in refused}


def rewrite(urls: UrlList, number: int, cells: Cells, reference: Indexed | None, today: dt.date) -> Admission:
    """Return `urls` with new cells in entry `number`, or refuse them if they cause a new fault."""

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
    """Return `urls` with new cells in some entries and without the entries in `gone`.

    Refuse all of it if a changed row gets a new fault. Then `urls` is unchanged, and `refused` has the findings by
    the number of the entry.
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
    """Return the numbers of the entries that a finding is about, in the list at `path`."""
    return {finding.entry, *(place.entry for place in finding.related if place.path == path)} - {0}


def _is_twin(finding: Finding, path: str, first: int) -> bool:
    """Return True if the finding is on two offered rows, and not on an offered row and a listed one."""
    return any(place.path == path and place.entry >= first for place in finding.related)


def _among_offered(finding: Finding, path: str, first: int) -> Finding:
    """Return `finding` without the line number of a twin that is not in a file yet, because nobody can look it up."""
    if not _is_twin(finding, path, first):
        return finding
    if finding.code == duplicate.exact_duplicate.code:
        return finding._replace(message="it is given twice")
    return finding._replace(message=_IN_LINE.sub(", which is given too", finding.message))


_IN_LINE: Final = re.compile(r" in line [0-9]+")


def _excused(against: Sequence[Finding]) -> set[int]:
    """Return the entries that only rules of `UNLESS_MEANT` are against."""
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
    # A keep note on another row excuses the pair that is listed, and not one more variant.
    return not kept_on_purpose(urls.entries[finding.entry - 1].cells[NOTES])
