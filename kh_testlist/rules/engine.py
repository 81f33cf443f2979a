"""Run rules over lists, and return the findings."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from kh_testlist.model import HEADER, Checked, Finding, Safety, Skipped, UrlList, Validation
from kh_testlist.rules import file
from kh_testlist.rules.rule import Remark, Rule
from kh_testlist.rules.subject import Indexed, Subject

MOST_FINDINGS: Final = 10_000
"""Findings of one rule in one list, at most. A file with more is not a list, and its report would be gigabytes."""


DAMAGE: Final = frozenset({file.not_utf8.code, file.nul_byte.code, file.unbalanced_quote.code})
"""The rules on damaged files, in which it is not certain where a row ends."""


def validate(
    lists: Iterable[UrlList],
    rules: Sequence[Rule],
    references: Mapping[str, UrlList],
    today: dt.date,
    skipped: Sequence[Skipped] = (),
) -> Validation:
    """Run `rules` over `lists`.

    Args:
        lists: the lists to check, one after another. None is kept in memory.
        rules: the rules to run.
        references: the global list to compare a list with, by the path of the list. Without one, nothing is compared.
        today: the day in UTC. Later dates are in the future.
        skipped: what the caller could not check. It is part of the result.

    """
    indexed = {id(urls): Indexed(urls) for urls in references.values()}
    findings: list[Finding] = []
    checked = []
    for urls in lists:
        checked.append(Checked(urls.path, len(urls.entries)))
        reference = None if urls.is_global else references.get(urls.path)
        findings += check(Subject(urls, indexed[id(reference)] if reference else None, today), rules)
    return Validation(checked, findings, skipped)


def check(subject: Subject, rules: Sequence[Rule], most: int | None = MOST_FINDINGS) -> list[Finding]:
    """Return the findings of `rules` in one list, in the order of its lines.

    Each rule gives at most `most` findings. If `most` is None, it gives all of them.
    """
    findings = judge(subject, rules, most)
    if any(finding.code in DAMAGE for finding in findings):
        # It is not certain where a row ends, so a person must look before anything is fixed.
        return [finding._replace(fix=None) for finding in findings]
    return _without_collisions(subject, findings)


def judge(subject: Subject, rules: Sequence[Rule], most: int | None = MOST_FINDINGS) -> list[Finding]:
    """Return the same findings as `check`, but with all fixes, also if another row already has the fixed URL."""
    findings = [_finding(subject, rule, remark) for rule, remark in _remarks(subject, rules, most)]
    findings.sort(key=lambda finding: (finding.entry, finding.code))
    return findings


def _remarks(subject: Subject, rules: Sequence[Rule], most: int | None) -> Iterator[tuple[Rule, Remark]]:
    for rule in rules:
        if rule.check_list is not None:
            for remark in islice(rule.check_list(subject), most):
                yield rule, remark
    left = {rule.code: sys.maxsize if most is None else most for rule in rules}
    for place, column in enumerate(HEADER):
        # Most lists have no unusual cell.
        if unusual := subject.unusual(place):
            concerned = [(rule, rule.check_cell) for rule in rules if rule.check_cell and column in rule.columns]
            # The outer loop is over cells: a URL that one rule parsed is still in the cache for the next rule.
            for entry in unusual:
                for rule, check_cell in concerned:
                    if left[rule.code] and (fault := check_cell(entry.cells[place])) is not None:
                        left[rule.code] -= 1
                        yield rule, Remark(fault.message, entry, column, fix=fault.fix)


def _finding(subject: Subject, rule: Rule, remark: Remark) -> Finding:
    entry = remark.entry
    return Finding(
        rule.code,
        rule.name,
        remark.severity or rule.severity,
        subject.urls.path,
        entry.line if entry else 1,
        entry.number if entry else 0,
        remark.column,
        entry.url if entry and entry.number else None,
        remark.message,
        tuple(twin.place for twin in remark.related) if remark.related else (),
        remark.fix,
        entry,
    )


def _without_collisions(subject: Subject, findings: list[Finding]) -> list[Finding]:
    """Remove each fix that would give a row the URL of another row, in this list or in the global list."""
    # If two rows want the same URL, the safe fix gets it, because safe fixes can be applied without the others.
    wanted = sorted(
        (finding.fix.safety is not Safety.SAFE, finding.entry, finding.fix.value)
        for finding in findings
        if finding.column == "url" and finding.fix and finding.fix.value
    )
    taken: dict[str, int] = {}
    for _, number, value in wanted:
        taken.setdefault(value, number)
    if not wanted:
        return findings
    return [_unless_taken(subject, finding, taken) if finding.fix else finding for finding in findings]


def _unless_taken(subject: Subject, finding: Finding, taken: Mapping[str, int]) -> Finding:
    if finding.column != "url" or not finding.fix or not finding.fix.value:
        return finding
    value = finding.fix.value
    holder = subject.by_url[value].number if value in subject.by_url else taken[value]
    if holder != finding.entry:
        return _withheld(finding, f"entry {holder} has that URL or gets it")
    if subject.reference and value in subject.reference.by_url:
        return _withheld(finding, "the global list has that URL")
    return finding


def _withheld(finding: Finding, why: str) -> Finding:
    return finding._replace(fix=None, message=f"{finding.message} (not fixed: {why})")
