"""Decide what becomes of rows: one by one, or as the rows of a worksheet say."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from kh_testlist.categories import code_of, nearest
from kh_testlist.errors import Failure, Refused
from kh_testlist.operations.review.opened import decision_context, opened
from kh_testlist.pasted import told
from kh_testlist.review.context import DecisionContext, completed, require_whole
from kh_testlist.review.record import Decision, RecordedDecision, Review
from kh_testlist.review.sheet import Filled, read
from kh_testlist.store import display, inside, read_bytes, typed
from kh_testlist.talk import Tell, silent
from kh_testlist.text import counted
from kh_testlist.workspace import Workspace

__all__ = ["Decided", "Decision", "Taken", "decide", "decision_context", "take", "to_fill_in"]


class Decided(NamedTuple):
    """A decision that was written."""

    decision: RecordedDecision
    before: RecordedDecision | None
    """The decision in whose place it is."""
    left: int
    """How many rows that are due nobody has decided on yet."""


def decide(
    workspace: Workspace,
    url: str,
    decision: Decision,
    *,
    reason: str | None = None,
    new_url: str | None = None,
    new_category: str | None = None,
    quarter: str | None = None,
    tell: Tell = silent,
) -> Decided:
    """Decide what becomes of a row; the decision takes the place of an earlier one.

    Args:
        workspace: the list.
        url: the row's URL, in any equivalent spelling.
        decision: what is decided.
        reason: why; for keep and recheck the advice's, where none is given.
        new_url: what goes with replace.
        new_category: what goes with recategorise; the one advised, where none is given.
        quarter: which review; the latest by default.
        tell: is told what speaks against it, and how a URL was read.

    Raises:
        Failure: the review can't be read, or the decision can't be written.
        Refused: the decision lacks something, or the review is finished.

    """
    with _in_a_sentence():
        require_whole(decision, reason, new_url, new_category, names=("--url", "--category"))
    at = decision_context(workspace, quarter, tells=decision is Decision.REPLACE, tell=tell)
    row = at.row_of(url)
    if row.url != url:
        tell(f"{url} is listed as {row.url}")
    with _in_a_sentence():
        completed(row, decision, new_url, new_category)
    settled = at.settle(row, decision, reason, new_url, new_category)
    if new_url and settled.new_url and (changed := told(new_url, settled.new_url)):
        tell(changed)
    warning = at.caution(settled)
    if warning:
        tell(f"Mind: {warning}", "warning")
    before = at.decisions.get(row.url)
    at.put(settled)
    return Decided(settled, before, at.left)


@contextlib.contextmanager
def _in_a_sentence() -> Iterator[None]:
    """Have what is refused start with a capital letter."""
    try:
        yield
    except Refused as refused:
        raise Refused(refused.message[0].upper() + refused.message[1:], refused.next_step) from None


class Refusal(NamedTuple):
    """A row that can't be taken."""

    row: Filled
    why: str


class Taken(NamedTuple):
    """What became of a worksheet."""

    path: str
    """As reports write it."""
    taken: int
    refused: list[Refusal]
    left: int
    """How many rows that are due nobody has decided on yet."""


def take(
    workspace: Workspace,
    file: Path,
    quarter: str | None = None,
    *,
    printable: Callable[[str], str],
    tell: Tell = silent,
) -> Taken:
    """Write the decisions of a worksheet that can be taken.

    Args:
        workspace: the list.
        file: the worksheet.
        quarter: which review; the latest by default.
        printable: writes a URL as the worksheet shows it.
        tell: is told what a person should know of a row.

    Raises:
        Failure: the worksheet or the review can't be read, or a decision can't be written; those before it are.
        Refused: the file is no worksheet, or the review is finished.

    """
    shown = display(file)
    rows = read(inside.read_named(file), shown)
    at = decision_context(workspace, quarter, tell=tell)
    by_printed = {printable(row.url): row.url for row in at.review.rows}
    lines: dict[str, tuple[int, RecordedDecision]] = {}
    refused = []
    taken = 0
    for row in rows:
        if not row.decision:
            if not row.says_nothing:
                tell(f"{shown}:{row.line}: {row.url}: it has no decision, so the rest of it is left alone.")
            continue
        try:
            settled = _settled(at, row._replace(url=by_printed.get(row.url, row.url)))
            if row.new_url and settled.new_url and (changed := told(row.new_url, settled.new_url)):
                tell(f"{shown}:{row.line}: {changed}")
        except Refused as refusal:
            refused.append(Refusal(row, refusal.message.removeprefix(f"{row.url}: ")))
            continue
        earlier = lines.get(settled.url)
        if earlier and earlier[1] != settled:
            refused.append(Refusal(row, f"it is decided otherwise in line {earlier[0]}"))
            continue
        lines[settled.url] = row.line, settled
        taken += _put(at, settled, tell)
    return Taken(shown, taken, refused, at.left)


def _put(at: DecisionContext, settled: RecordedDecision, tell: Tell) -> bool:
    """Write a decision, unless it was taken so already."""
    before = at.decisions.get(settled.url)
    if before is not None and replace(before, decided_on=settled.decided_on) == settled:
        return False
    warning = at.caution(settled)
    if warning:
        tell(f"Mind: {warning}", "warning")
    if before is not None:
        tell(f"{settled.url}: {settled.decision}, before: {before.decision}")
    at.put(settled)
    return True


def _settled(at: DecisionContext, row: Filled) -> RecordedDecision:
    if not row.url:
        raise Refused("it has no URL", "Put it back.")
    found = at.row_of(row.url)
    return at.settle(found, _word(row.decision), row.reason, row.new_url or None, _category(row.new_category))


def _word(typed: str) -> Decision:
    written = "-".join(typed.lower().replace("_", " ").replace("-", " ").split())
    try:
        return Decision("recategorise" if written == "recategorize" else written)
    except ValueError:
        raise Refused(f"{typed!r} is no decision; those are {', '.join(Decision)}", "Write one of them.") from None


def _category(typed: str) -> str | None:
    """The code that is meant: itself in any case, or the legend's name for it."""
    if not typed:
        return None
    if (code := code_of(typed)) is not None:
        return code
    meant = nearest(typed)
    raise Refused(f"{typed!r} is no category code" + (f"; {meant}?" if meant else ""), "See the legend.")


def to_fill_in(workspace: Workspace, quarter: str | None = None, file: Path | None = None) -> Review:
    """Return an unfinished review, for a worksheet that may be written to `file`.

    Raises:
        Failure: it can't be read.
        Misuse: what is named is no quarter.
        Refused: it is finished, or somebody has filled in the worksheet at `file`, and nobody has imported that yet.

    """
    review = opened(workspace, quarter).review
    if file is not None:
        _spare(file, review)
    return review


def _spare(path: Path, review: Review) -> None:
    """Leave a worksheet alone that somebody has filled in and nobody has imported yet."""
    if not path.is_file():
        return
    shown = display(path)
    try:
        rows = read(read_bytes(path, shown), shown)
    except (Failure, Refused):
        return  # no worksheet, so it is overwritten as any report is
    decided = {url: settled.decision for url, settled in review.decisions.items()}
    waiting = sum(bool(row.decision) and decided.get(row.url) != row.decision.lower() for row in rows)
    if waiting:
        raise Refused(
            f"{shown} has {counted(waiting, 'decision')} that were never imported; it was left as it is.",
            f"Import it, or write to another file: kh-testlist review import {typed(path)}",
        )
