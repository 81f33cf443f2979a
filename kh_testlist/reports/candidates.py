"""Sites that may be missing from a list, as `candidates` prints them for people, programs and `import`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kh_testlist.categories import LEGEND
from kh_testlist.model import HEADER
from kh_testlist.ooni.candidates import as_cells
from kh_testlist.operations.candidates import CategorisedCandidate
from kh_testlist.records import written
from kh_testlist.reports.json import dump
from kh_testlist.reports.terminal import Screen, Span, paint, printable
from kh_testlist.store import write_record
from kh_testlist.text import counted, shorten

_WIDEST: Final = 200


def text(found: Sequence[CategorisedCandidate], *, screen: Screen) -> str:
    """Return the candidates by category, with empty categories of the list first."""
    spans: list[Span] = []
    for one in found:
        empty = "  a category without a site so far" if one.category_is_empty else ""
        doubt = ", not sure" if one.abstained else ""
        spans += [
            (f"{printable(shorten(one.url, _WIDEST))}\n", "bold"),
            (f"  {one.category_code} {LEGEND.get(one.category_code, '')} ({one.confidence:.0%}{doubt})", ""),
            (f"{empty}\n", "green"),
            (f"  {printable(shorten(one.reason, _WIDEST))}\n", ""),
        ]
        if one.evidence:
            spans.append((f"  {printable(shorten(one.evidence, _WIDEST))}\n", ""))
    spans.append((f"{counted(len(found), 'candidate')}\n", "bold"))
    return paint(spans, screen)


def jsonl(found: Sequence[CategorisedCandidate]) -> str:
    """Return one JSON object on each line."""
    return "".join(dump(written(one)) for one in found)


def csv(found: Sequence[CategorisedCandidate], day: str) -> str:
    """Return rows with upstream's six columns for `import`. The source is empty, and `import` fills it.

    If the category is not sure, its cell is empty, so that `import` asks for it. The suggestion is in the cell next
    to it, which `import` fills again.
    """
    rows = (as_cells(one.candidate, *_category(one), day, "") for one in found)
    return "".join(write_record(cells, "\n") for cells in (HEADER, *rows))


def doubt(found: Sequence[CategorisedCandidate]) -> str:
    """Return how many rows of `csv` have no category yet, or an empty text if all have one."""
    unsure = sum(one.abstained for one in found)
    rows = counted(len(found), "row")
    return f"The category is not sure for {unsure} of {rows}, so category_code is empty there." if unsure else ""


def _category(one: CategorisedCandidate) -> tuple[str, str]:
    """Return the cells for the code and the description of the category."""
    legend = LEGEND.get(one.category_code, "")
    if one.abstained:
        return "", f"not sure: {one.category_code} {legend} ({one.confidence:.0%})"
    return one.category_code, legend
