"""Apply the answer about a site to all its rows: find what else is decided, and what is not."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Final, NamedTuple

from kh_testlist.model import CATEGORY_CODE
from kh_testlist.review.advice import advise
from kh_testlist.review.context import DecisionContext
from kh_testlist.review.precedent import FOLLOWED
from kh_testlist.review.record import Decision, RecordedDecision, ReviewRow
from kh_testlist.review.thresholds import Thresholds
from kh_testlist.text import shorten

_LONGEST_REASON: Final = 2_000


class Answer(NamedTuple):
    """What a decision means for the other rows of its site."""

    also: tuple[RecordedDecision, ...] = ()
    """The decisions on other rows."""
    left: tuple[str, ...] = ()
    """A sentence about each row that the answer should change, but does not."""


def answer(
    at: DecisionContext,
    settled: RecordedDecision,
    before: RecordedDecision | None,
    explicit: Collection[str] = (),
) -> Answer:
    """Return what `settled` means for the other rows of its site. Nothing is written.

    To recategorise a row answers the question of its site: the other rows get the same category. To keep it means that
    all of them are right. Other decisions answer nothing. These rows stay as they are:

    - a row that a person decided already, unless that decision only followed an earlier answer about this row
    - a row with other advice, such as keep-blocked or drop, because one row has only one decision
    - a row in `explicit`

    Args:
        at: the review.
        settled: the decision.
        before: the decision on the same row that it replaces.
        explicit: the URLs of rows that get their own decision.

    """
    followed = {one.url: one for one in _wanted(at, before)} if before is not None else {}
    also, left = [], []
    for one in _wanted(at, settled):
        now = at.decisions.get(one.url)
        if one.url in explicit or (now is not None and is_same(now, one)):
            continue
        changes = Decision.RECATEGORISE in {one.decision, now.decision if now else None}
        if now is not None and not (one.url in followed and is_same(now, followed[one.url])):
            left += [f"{one.url} was decided already: {_shown(now)}. That was not changed."] if changes else []
        elif not _is_free(at.row_of(one.url)):
            word = at.row_of(one.url).advice.word
            left += [f"{one.url} got no decision, because its advice is {word}."] if changes else []
        else:
            also.append(one)
    return Answer(tuple(also), tuple(left))


def put(at: DecisionContext, decisions: Iterable[RecordedDecision]) -> list[tuple[str, RecordedDecision | None]]:
    """Write decisions. Return the decision that each row had before, to undo them.

    Raises:
        Failure: one can't be written.

    """
    before = []
    for one in decisions:
        before.append((one.url, at.decisions.get(one.url)))
        at.put(one)
    return before


def told(one: RecordedDecision) -> str:
    """Return that a row was decided with another one."""
    return f"also decided: {one.url}: {_shown(one)}"


def _wanted(at: DecisionContext, settled: RecordedDecision) -> list[RecordedDecision]:
    """Return the decisions on the other rows of the site that fit `settled`."""
    if settled.decision not in {Decision.KEEP, Decision.RECATEGORISE}:
        return []
    because = f"{FOLLOWED} {settled.url}{f': {settled.reason}' if settled.reason else ''}"
    keep = RecordedDecision(
        settled.url, Decision.KEEP, shorten(because, _LONGEST_REASON), decided_on=settled.decided_on
    )
    found = []
    for url in sorted(at.sites.get(settled.url, frozenset()) - {settled.url}):
        entry = at.entry_of(at.row_of(url))
        if entry is not None:
            is_right = settled.new_category in {None, entry.cells[CATEGORY_CODE]}
            found.append(replace(keep if is_right else settled, url=url))
    return found


def is_same(one: RecordedDecision, other: RecordedDecision) -> bool:
    """Return True if both decide the same, perhaps for other reasons."""
    return (one.decision, one.new_category) == (other.decision, other.new_category)


def _is_free(row: ReviewRow) -> bool:
    """Return True if the advice on a row would be to keep it, without the question about its category."""
    return advise(replace(row.facts, doubt=None), Thresholds()).word is Decision.KEEP


def _shown(one: RecordedDecision) -> str:
    return f"{one.decision} → {one.new_category}" if one.new_category else str(one.decision)
