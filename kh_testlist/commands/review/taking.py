"""From the rows of a worksheet to decisions: those that can be taken, and why the others can't."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from kh_testlist.categories import code_of, nearest
from kh_testlist.commands.session import Session
from kh_testlist.errors import Refused
from kh_testlist.pasted import told
from kh_testlist.reports.terminal import printable
from kh_testlist.review.context import DecisionContext
from kh_testlist.review.record import Decision, RecordedDecision
from kh_testlist.review.sheet import Filled


class Refusal(NamedTuple):
    """A row that can't be taken."""

    row: Filled
    why: str


def take(session: Session, at: DecisionContext, rows: list[Filled], shown: str) -> tuple[int, list[Refusal]]:
    """Write the decisions that can be taken: how many those were, and the rows of the others.

    Raises:
        Failure: a decision can't be written; those before it are.

    """
    by_printed = {printable(row.url): row.url for row in at.review.rows}
    lines: dict[str, tuple[int, RecordedDecision]] = {}
    refused = []
    taken = 0
    for row in rows:
        if not row.decision:
            if not row.says_nothing:
                session.say(f"{shown}:{row.line}: {row.url}: it has no decision, so the rest of it is left alone.")
            continue
        try:
            settled = _settled(at, row._replace(url=by_printed.get(row.url, row.url)))
            if row.new_url and settled.new_url and (changed := told(row.new_url, settled.new_url)):
                session.say(f"{shown}:{row.line}: {changed}")
        except Refused as refusal:
            refused.append(Refusal(row, refusal.message.removeprefix(f"{row.url}: ")))
            continue
        earlier = lines.get(settled.url)
        if earlier and earlier[1] != settled:
            refused.append(Refusal(row, f"it is decided otherwise in line {earlier[0]}"))
            continue
        lines[settled.url] = row.line, settled
        taken += _put(session, at, settled)
    return taken, refused


def _put(session: Session, at: DecisionContext, settled: RecordedDecision) -> bool:
    """Write a decision, unless it was taken so already."""
    before = at.decisions.get(settled.url)
    if before is not None and replace(before, decided_on=settled.decided_on) == settled:
        return False
    warning = at.caution(settled)
    if warning:
        session.say(f"Mind: {warning}", "yellow")
    if before is not None:
        session.say(f"{settled.url}: {settled.decision}, before: {before.decision}")
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
