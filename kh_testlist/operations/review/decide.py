"""Decide on rows of a review: one by one, or from a worksheet."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from kh_testlist.categories import code_of, nearest
from kh_testlist.errors import Failure, Refused
from kh_testlist.operations.review.opened import decision_context, opened
from kh_testlist.pasted import told
from kh_testlist.review import answering
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
    """The earlier decision that it replaces."""
    left: int
    """The number of due rows that are not decided yet."""
    also: tuple[RecordedDecision, ...] = ()
    """The decisions on other rows of its site, which follow from it."""


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
    """Decide on a row. The decision replaces an earlier one. If it answers the question of a site, its rows follow.

    Args:
        workspace: the list.
        url: the row's URL, in any equivalent spelling.
        decision: what is decided.
        reason: why. For keep and recheck, the default is the reason of the advice.
        new_url: the new URL, for replace.
        new_category: the new category, for recategorise; by default the one that is advised.
        quarter: which review; the latest by default.
        tell: is told the reasons against the decision, and how a URL was read.

    Raises:
        Failure: the review can't be read, or the decision can't be written.
        Refused: the decision is not complete, or the review is finished.

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
        tell(f"Warning: {warning}", "warning")
    before = at.decisions.get(row.url)
    found = answering.answer(at, settled, before)
    answering.put(at, [settled, *found.also])
    for sentence in found.left:
        tell(sentence, "warning")
    return Decided(settled, before, at.left, found.also)


@contextlib.contextmanager
def _in_a_sentence() -> Iterator[None]:
    """Let the message of a refusal start with a capital letter."""
    try:
        yield
    except Refused as refused:
        raise Refused(refused.message[0].upper() + refused.message[1:], refused.next_step) from None


class Refusal(NamedTuple):
    """A row that can't be imported."""

    row: Filled
    why: str


class Taken(NamedTuple):
    """What was imported from a worksheet."""

    path: str
    """The worksheet, as reports write it."""
    taken: int
    refused: list[Refusal]
    left: int
    """The number of due rows that are not decided yet."""


def take(
    workspace: Workspace,
    file: Path,
    quarter: str | None = None,
    *,
    printable: Callable[[str], str],
    tell: Tell = silent,
) -> Taken:
    """Write the decisions of a worksheet, as far as they can be imported.

    Args:
        workspace: the list.
        file: the worksheet.
        quarter: which review; the latest by default.
        printable: writes a URL as the worksheet shows it.
        tell: is told what a person should know of a row.

    Raises:
        Failure: the worksheet or the review can't be read, or a decision can't be written. Those before it are written.
        Refused: the review is finished.

    """
    shown = display(file)
    rows = read(inside.read_named(file), shown)
    at = decision_context(workspace, quarter, tell=tell)
    by_printed = {printable(row.url): row.url for row in at.review.rows}
    lines: dict[str, tuple[int, RecordedDecision]] = {}
    refused = []
    answers = []
    taken = 0
    for row in rows:
        if not row.decision:
            if not row.says_nothing:
                tell(f"{shown}:{row.line}: {row.url}: the row has no decision, so its other cells are ignored.")
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
            refused.append(Refusal(row, f"line {earlier[0]} has another decision on the same row"))
            continue
        opposite = at.swapped(settled, (one for _, one in lines.values())) if settled.new_category else None
        if opposite is not None:
            line = lines[opposite.url][0]
            refused.append(Refusal(row, f"line {line} is of the same site, and the two would swap their categories"))
            continue
        lines[settled.url] = row.line, settled
        before = at.decisions.get(settled.url)
        if _put(at, settled, tell):
            taken += 1
            answers.append((settled, before))
    _follow(at, answers, lines, shown, tell)
    return Taken(shown, taken, refused, at.left)


def _follow(
    at: DecisionContext,
    answers: Sequence[tuple[RecordedDecision, RecordedDecision | None]],
    lines: Mapping[str, tuple[int, RecordedDecision]],
    shown: str,
    tell: Tell,
) -> None:
    """Apply the answers of a worksheet to the blank rows of their sites. Each answer has the decision before it.

    If a row of a site is recategorised, a keep in another row says nothing about the blank rows. If two rows of a site
    get different categories, the blank rows get no decision.
    """
    said: dict[str, list[tuple[int, RecordedDecision]]] = {}
    for settled, before in sorted(answers, key=lambda one: one[0].decision is not Decision.RECATEGORISE):
        line = lines[settled.url][0]
        found = answering.answer(at, settled, before, lines)
        for sentence in found.left:
            tell(f"{shown}:{line}: {sentence}", "warning")
        for one in found.also:
            earlier = said.setdefault(one.url, [])
            if settled.decision is Decision.RECATEGORISE or not earlier:
                earlier.append((line, one))
    for url, given in said.items():
        (line, first), *others = given
        other = next((number for number, one in others if not answering.is_same(one, first)), None)
        if other is not None:
            tell(
                f"{shown}:{other}: {url} got no decision, because line {line} has another answer for its site",
                "warning",
            )
            continue
        at.put(first)
        tell(f"{shown}:{line}: {answering.told(first)}")


def _put(at: DecisionContext, settled: RecordedDecision, tell: Tell) -> bool:
    """Write a decision. Return False if the same decision was written already."""
    before = at.decisions.get(settled.url)
    if before is not None and replace(before, decided_on=settled.decided_on) == settled:
        return False
    warning = at.caution(settled)
    if warning:
        tell(f"Warning: {warning}", "warning")
    if before is not None:
        tell(f"{settled.url}: {settled.decision}, before: {before.decision}")
    at.put(settled)
    return True


def _settled(at: DecisionContext, row: Filled) -> RecordedDecision:
    if not row.url:
        raise Refused("the row has no URL", "Write the URL into the row again.")
    found = at.row_of(row.url)
    return at.settle(found, _word(row.decision), row.reason, row.new_url or None, _category(row.new_category))


def _word(typed: str) -> Decision:
    written = "-".join(typed.lower().replace("_", " ").replace("-", " ").split())
    try:
        return Decision("recategorise" if written == "recategorize" else written)
    except ValueError:
        raise Refused(
            f"{typed!r} is not a decision. The decisions are {', '.join(Decision)}", "Write one of these decisions."
        ) from None


def _category(typed: str) -> str | None:
    """Return the code that `typed` means: a code in upper or lower case, or its name in the legend."""
    if not typed:
        return None
    if (code := code_of(typed)) is not None:
        return code
    meant = nearest(typed)
    raise Refused(
        f"{typed!r} is not a category code" + (f". Did you mean {meant}?" if meant else ""), "Use a code of the legend."
    )


def to_fill_in(workspace: Workspace, quarter: str | None = None, file: Path | None = None) -> Review:
    """Return an unfinished review for its worksheet, which may be written to `file`.

    Raises:
        Failure: it can't be read.
        Misuse: `quarter` is not a quarter.
        Refused: it is finished, or the worksheet at `file` has decisions that were not imported yet.

    """
    review = opened(workspace, quarter).review
    if file is not None:
        _spare(file, review)
    return review


def _spare(path: Path, review: Review) -> None:
    """Refuse to overwrite a worksheet with decisions that were not imported yet."""
    if not path.is_file():
        return
    shown = display(path)
    try:
        rows = read(read_bytes(path, shown), shown)
    except (Failure, Refused):
        return  # it is not a worksheet, so it is overwritten like any report
    decided = {url: settled.decision for url, settled in review.decisions.items()}
    waiting = sum(bool(row.decision) and decided.get(row.url) != row.decision.lower() for row in rows)
    if waiting:
        raise Refused(
            f"{shown} has {counted(waiting, 'decision that was', 'decisions that were')} not imported yet. "
            "It was not overwritten.",
            f"Write to another file with --output FILE, or import this one: kh-testlist review import {typed(path)}",
        )
