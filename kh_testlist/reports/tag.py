"""The suggestions of `tag`, and the doubts of its audit: for people and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kh_testlist.records import written
from kh_testlist.reports.json import dump
from kh_testlist.reports.terminal import Screen, Span, paint, printable
from kh_testlist.tagging.audit import Doubt, SiteRow
from kh_testlist.tagging.suggest import Suggestion, Tagging
from kh_testlist.text import counted, shorten

if TYPE_CHECKING:  # a question about a category shows suggestions, and must not load the code that makes them
    from kh_testlist.operations.suggest import Audit

_WIDEST: Final = 200
_LEAST: Final = 0.005
"""A smaller share would be rounded to 0%, so it is shown as <1%."""


def line(found: Tagging | Doubt) -> str:
    """Return a line of JSON. A doubt about a single row has no `rows`."""
    record = written(found)
    if not record.get("rows", True):
        del record["rows"]
    return dump(record)


def text(tagging: Tagging, screen: Screen) -> str:
    """Return the URL and its suggestions."""
    note = "  not sure: check for yourself" if tagging.abstained else ""
    spans: list[Span] = [(printable(shorten(tagging.url, _WIDEST)), "bold"), (f"{note}\n", "yellow")]
    for place, one in enumerate(tagging.suggestions):
        style = "bold green" if place == 0 and not tagging.abstained else ""
        spans += [(suggestion(one), style), ("\n", "")]
    return paint(spans, screen)


def suggestion(one: Suggestion) -> str:
    """Return a category, the confidence in it, and the reason."""
    return f"  {one.category_code:<6}{_percent(one.confidence):>5}  {printable(shorten(one.reason, _WIDEST))}"


def _percent(share: float) -> str:
    return f"{share:.0%}" if share >= _LEAST else "<1%"


def doubts(audit: Audit, screen: Screen) -> str:
    """Return the rows that the evidence contradicts, and the sites whose rows disagree. The strongest come first."""
    spans: list[Span] = []
    for doubt in audit.doubts:
        for one in _in_order(doubt):
            where = f"{printable(one.path)}:{one.line}: {printable(shorten(one.url, _WIDEST))}\n"
            code = f"  {printable(one.category_code):<6}{_percent(one.confidence):>5}  its category in the list\n"
            spans += [(where, "bold"), (code, "")]
        spans += [(f"  {question(doubt)}\n", "bold")] if doubt.disagrees else []
        spans.append((f"{suggestion(doubt.suggestion)}\n", "yellow"))
    spans.append((_ending(audit), "bold" if audit.doubts else ""))
    return paint(spans, screen)


def _in_order(doubt: Doubt) -> list[SiteRow]:
    """Return all rows of a doubt, in the order of the list, and then those of the global list."""
    own = SiteRow(doubt.path, doubt.line, doubt.url, doubt.category_code, doubt.confidence)
    return sorted([own, *doubt.rows], key=lambda one: (one.path != doubt.path, one.line))


def question(doubt: Doubt) -> str:
    """Return the question about rows of one site that have different categories."""
    count = len(doubt.rows) + 1
    return f"These {'two' if count == 2 else f'{count} rows'} disagree: which is right?"  # noqa: PLR2004 - two


def _ending(audit: Audit) -> str:
    """Return how many rows may be wrong. A site with several rows counts as one."""
    sites = sum(1 for doubt in audit.doubts if doubt.rows)
    singles, where = len(audit.doubts) - sites, printable(audit.path)
    if not sites:
        return f"{counted(singles, 'row')} of {audit.rows:,} in {where} may have the wrong category.\n"
    told = f"{counted(singles, 'row')} and {counted(sites, 'site')}" if singles else counted(sites, "site")
    return f"{told} may have the wrong category, of {counted(audit.rows, 'row')} in {where}.\n"
