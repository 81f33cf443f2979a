"""A review for people and for programs: its start, its progress, its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from kh_testlist.operations.review.decide import Decided, Taken
from kh_testlist.records import written
from kh_testlist.reports.json import VERSION, dump
from kh_testlist.reports.review_body import ORDER, body
from kh_testlist.reports.terminal import Screen, Span, forms, paint, printable
from kh_testlist.review.answering import told
from kh_testlist.review.record import Review
from kh_testlist.text import counted, shorten

_BAR: Final = 32
_MOST_NAMED: Final = 12


@dataclass(frozen=True, slots=True)
class Left:
    """The number of due rows in a category, and how many of them are decided."""

    category_code: str
    due: int
    decided: int


@dataclass(frozen=True, slots=True)
class StatusRecord:
    """The report of `review status --format json`."""

    version: Literal[1]
    quarter: str
    due: int
    decided: int
    undecided: int
    by_category: list[Left]


def by_category(review: Review) -> list[Left]:
    """Return the progress of each category, in the order of the codes."""
    due = Counter(row.facts.category_code for row in review.due)
    left = Counter(row.facts.category_code for row in review.undecided)
    return [Left(code, due[code], due[code] - left[code]) for code in sorted(due)]


def json(review: Review) -> str:
    """Return the report of `review status --format json`."""
    due, undecided = len(review.due), len(review.undecided)
    record = StatusRecord(VERSION, str(review.quarter), due, due - undecided, undecided, by_category(review))
    return dump(written(record))


def text(review: Review, *, screen: Screen) -> str:
    """Return the report of `review status`."""
    due, undecided = len(review.due), len(review.undecided)
    decided = due - undecided
    spans: list[Span] = [
        (f"Review of {review.list_name}, {review.quarter}: ", "bold"),
        (f"{decided:,} of {counted(due, 'row')} decided\n", ""),
        *_bar(decided, due, _BAR),
        (f" {_percent(decided, due)}\n\n", ""),
    ]
    spans += _categories(review)
    spans += [(f"{line}\n", "") for line in _advised(review)]
    extra = len(review.decisions.keys() - {row.url for row in review.due})
    if extra:
        spans.append((f"Also decided, but not due: {extra:,}\n", ""))
    for source in review.sources:
        if not source.has_data:
            spans.append((f"No data: {source.name}: {printable(shorten(source.says, 300))}\n", "yellow"))
    if review.finished:
        spans.append((f"Finished on {review.finished.finished_on}.\n", "green"))
    return paint(spans, screen)


def _categories(review: Review) -> list[Span]:
    found = by_category(review)
    width = max((len(printable(one.category_code)) for one in found), default=0)
    digits = max((len(f"{one.due:,}") for one in found), default=1)
    spans: list[Span] = []
    for one in found:
        spans.append((f"  {printable(one.category_code):<{width}}  ", ""))
        spans += _bar(one.decided, one.due, _BAR // 2)
        spans.append((f"  {one.decided:>{digits},} of {one.due:>{digits},}\n", ""))
    return [*spans, ("\n", "")] if spans else []


def _bar(done: int, whole: int, width: int) -> list[Span]:
    full = width if not whole else done * width // whole
    return [("█" * full, "green"), ("░" * (width - full), "")]


def _percent(done: int, whole: int) -> str:
    return f"{done * 100 // whole if whole else 100} %"


def _advised(review: Review) -> list[str]:
    left = Counter(row.advice.word for row in review.undecided)
    if not left:
        return ["Every row that is due is decided."]
    told = ", ".join(f"{left[word]:,} {word}" for word in ORDER if left[word])
    return [f"Advice for the {sum(left.values()):,} rows that are left: {told}"]


def started(review: Review, folder: str) -> str:
    """Return the message of `review start`."""
    due = len(review.due)
    counts = Counter(row.advice.word for row in review.due)
    of = f"{due:,} of {counted(len(review.rows), 'row')} due"
    lines = [
        f"Review of {review.list_name}, {review.quarter}, in {folder}: {of}",
        *(f"  {word:<13} {counts[word]:>6,}" for word in ORDER if counts[word]),
        *(f"  {source.name}: {source.says if source.has_data else 'no data'}" for source in review.sources),
    ]
    return "".join(printable(line) + "\n" for line in lines)


def finished(review: Review, changed: Sequence[str], path: str) -> str:
    """Return the message of `review finish`: the changes in the list, and the number of rows of each decision."""
    finish = review.finished
    counts = finish.counts if finish else {}
    told = ", ".join(f"{counts[word]:,} {word}" for word in ORDER if counts.get(word))
    lines = [f"Finished the review of {review.list_name}, {review.quarter}: {told or 'no row was due'}"]
    lines += [f"  {line}" for line in changed] or [f"  {path} did not change"]
    return "".join(printable(line) + "\n" for line in lines)


def decided(done: Decided) -> list[str]:
    """Return the lines about a decision: the row itself, and each row of its site that was decided with it."""
    new, before = done.decision, done.before
    towards = f" → {new.new_url or new.new_category}" if new.new_url or new.new_category else ""
    instead = f" (before: {before.decision})" if before is not None and before.decision is not new.decision else ""
    return [f"{new.url}: {new.decision}{towards}{instead}; {done.left:,} left to decide", *map(told, done.also)]


def taken(done: Taken) -> str:
    """Return what was imported from a worksheet, in one line."""
    without = f", {len(done.refused):,} refused" if done.refused else ""
    return f"{counted(done.taken, 'decision')} imported from {done.path}{without}; {done.left:,} left to decide"


WRITERS: Final = forms(text, json=json, markdown=body)
