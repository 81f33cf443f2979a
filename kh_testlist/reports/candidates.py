"""Sites that a list may lack, as `candidates` gives them: for people, for programs, for `import`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kh_testlist.categories import LEGEND
from kh_testlist.model import HEADER
from kh_testlist.ooni.candidates import as_cells
from kh_testlist.operations.candidates import CategorisedCandidate
from kh_testlist.reports.json import dump
from kh_testlist.reports.terminal import Span, paint, printable
from kh_testlist.store import write_record
from kh_testlist.text import counted, shorten
from kh_testlist.typed_dict import TypedDict

_WIDEST: Final = 200


class CandidateRecord(TypedDict):
    """A line of `candidates --format jsonl`."""

    url: str
    reason: str
    evidence: str
    category_code: str
    confidence: float
    category_reason: str
    abstained: bool
    category_is_empty: bool


def text(found: Sequence[CategorisedCandidate], *, color: bool) -> str:
    """What to look at, by category; those that the list leaves empty first."""
    spans: list[Span] = []
    for one in found:
        empty = "  a category without a site so far" if one.fills_empty else ""
        doubt = ", not sure" if one.is_unsure else ""
        spans += [
            (f"{printable(shorten(one.candidate.url, _WIDEST))}\n", "bold"),
            (f"  {one.category_code} {LEGEND.get(one.category_code, '')} ({one.confidence:.0%}{doubt})", ""),
            (f"{empty}\n", "green"),
            (f"  {printable(shorten(one.candidate.reason, _WIDEST))}\n", ""),
        ]
        if one.candidate.evidence:
            spans.append((f"  {printable(shorten(one.candidate.evidence, _WIDEST))}\n", ""))
    spans.append((f"{counted(len(found), 'candidate')}\n", "bold"))
    return paint(spans, color=color)


def jsonl(found: Sequence[CategorisedCandidate]) -> str:
    """One object a line."""
    return "".join(dump(_record(one)) for one in found)


def _record(one: CategorisedCandidate) -> CandidateRecord:
    return {
        "url": one.candidate.url,
        "reason": one.candidate.reason,
        "evidence": one.candidate.evidence,
        "category_code": one.category_code,
        "confidence": one.confidence,
        "category_reason": one.why,
        "abstained": one.is_unsure,
        "category_is_empty": one.fills_empty,
    }


def csv(found: Sequence[CategorisedCandidate], day: str) -> str:
    """Upstream's six columns, which `import` takes; who adds them is for it to fill in.

    Where the category is not sure, its cell is empty, so that `import` asks for one. The suggestion stands in the cell
    beside it, which `import` fills anew.
    """
    rows = (as_cells(one.candidate, *_category(one), day, "") for one in found)
    return "".join(write_record(cells, "\n") for cells in (HEADER, *rows))


def doubt(found: Sequence[CategorisedCandidate]) -> str:
    """How many of the rows of `csv` have no category yet; empty where all have one."""
    unsure = sum(one.is_unsure for one in found)
    rows = counted(len(found), "row")
    return f"The category is not sure for {unsure} of {rows}, so category_code is empty there." if unsure else ""


def _category(one: CategorisedCandidate) -> tuple[str, str]:
    """The cells for the category's code and its description."""
    legend = LEGEND.get(one.category_code, "")
    if one.is_unsure:
        return "", f"not sure: {one.category_code} {legend} ({one.confidence:.0%})"
    return one.category_code, legend
