"""Apply the fixes of findings until none is left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from kh_testlist import editing
from kh_testlist.model import HEADER, Finding, Safety, UrlList
from kh_testlist.rules import file
from kh_testlist.rules.engine import DAMAGE, check
from kh_testlist.rules.registry import RULES
from kh_testlist.rules.rule import Rule
from kh_testlist.rules.subject import Indexed, Subject

_MOST_ROUNDS = 10
"""Each round fixes at least one fault permanently, and a row has only a few."""


def fix(
    urls: UrlList, rules: Sequence[Rule], reference: Indexed | None, today: dt.date, safety: Safety = Safety.SAFE
) -> UrlList:
    """Return `urls` with every fix that is at least as safe as `safety`. A second call changes nothing.

    A damaged list is not changed: one with bytes that are not UTF-8, NUL bytes, or an open quote.
    In such a list it is not certain where a row ends.
    """
    if not is_sound(urls, today):
        return urls
    for _ in range(_MOST_ROUNDS):
        findings = check(Subject(urls, reference, today), rules, most=None)
        chosen = [finding for finding in findings if _is_wanted(finding, safety)]
        if not chosen:
            break
        urls = _apply(urls, chosen)
    return urls


def is_sound(urls: UrlList, today: dt.date) -> bool:
    """Return True if it is certain where each row of `urls` ends. Then a change to one row cannot harm another."""
    return not check(Subject(urls, None, today), [rule for rule in RULES if rule.code in DAMAGE])


def _is_wanted(finding: Finding, safety: Safety) -> bool:
    return finding.fix is not None and (finding.fix.safety is Safety.SAFE or safety is Safety.UNSAFE)


def _apply(urls: UrlList, findings: Sequence[Finding]) -> UrlList:
    cells: dict[int, list[str]] = {}
    touched: set[tuple[int, str]] = set()
    for finding in findings:
        if finding.fix is None or finding.fix.value is None or finding.column is None:
            continue
        place = (finding.entry, finding.column)
        if place not in touched:
            touched.add(place)
            row = cells.setdefault(finding.entry, list(urls.entries[finding.entry - 1].cells))
            row[HEADER.index(finding.column)] = finding.fix.value
    urls = editing.rewrite(urls, cells)
    codes = {finding.code for finding in findings if finding.fix and finding.fix.value is None}
    if file.byte_order_mark.code in codes:
        urls = replace(urls, has_bom=False)
    if file.wrong_header.code in codes:
        urls = editing.rewrite(urls, {0: HEADER})
    if codes & {file.foreign_line_ends.code, file.no_final_line_end.code}:
        urls = editing.with_unix_line_ends(urls)
    if file.blank_row.code in codes:
        urls = editing.without(urls, {finding.entry for finding in findings if finding.code == file.blank_row.code})
    return urls
