"""The suggestions of `tag`, and the doubts of its audit: for people and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kh_testlist.records import written
from kh_testlist.reports.json import dump
from kh_testlist.reports.terminal import Screen, Span, paint, printable
from kh_testlist.tagging.audit import Doubt
from kh_testlist.tagging.suggest import Suggestion, Tagging
from kh_testlist.text import counted, shorten

if TYPE_CHECKING:  # a question about a category shows suggestions, and must not load the code that makes them
    from kh_testlist.operations.suggest import Audit

_WIDEST: Final = 200
_LEAST: Final = 0.005
"""A smaller share would be rounded to 0%, so it is shown as <1%."""


def line(found: Tagging | Doubt) -> str:
    """Return a line of JSON."""
    return dump(written(found))


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
    """Return the rows that the evidence contradicts, the strongest doubt first."""
    spans: list[Span] = []
    for doubt in audit.doubts:
        one = doubt.suggestion
        spans += [
            (f"{printable(doubt.path)}:{doubt.line}: {printable(shorten(doubt.url, _WIDEST))}\n", "bold"),
            (f"  {printable(doubt.category_code):<6}{_percent(doubt.confidence):>5}  its category in the list\n", ""),
            (f"{suggestion(one)}\n", "yellow"),
        ]
    doubted = f"{counted(len(audit.doubts), 'row')} of {audit.rows:,}"
    ending = f"{doubted} in {printable(audit.path)} may have the wrong category.\n"
    spans.append((ending, "bold" if audit.doubts else ""))
    return paint(spans, screen)
