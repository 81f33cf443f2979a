"""Find what earlier decisions and notes mean for the next one: who wants a row kept, and what is settled."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, NamedTuple

from kh_testlist.ledger import Record
from kh_testlist.review.record import Advice, Decision, Facts, RecordedDecision
from kh_testlist.rules.duplicate import kept_on_purpose
from kh_testlist.text import shorten
from kh_testlist.urls import host_of

FLAG: Final = "flagged: dead"
"""A reason with these words says that a row was found dead, but stays for now. The next review may drop it."""
_FLAGGED: Final = re.compile(r"\bflagged:? dead\b", re.IGNORECASE)

_TAKEN_OVER: Final = "advice: "
_AGAINST: Final = "against the advice"
FOLLOWED: Final = f"{_TAKEN_OVER}as decided for"
"""Reasons that no person wrote begin with these words. They do not count as a person's own reason to keep a row."""

_BLOCKED: Final = re.compile(r"(?<!\bnot )(?<!n't )(?<!\bno longer )(?<!\bnever )\bblocked\b", re.IGNORECASE)
_FOUND_BLOCKED: Final = re.compile(r"(?<!\bnot )\bfound (?:to be )?blocked\b", re.IGNORECASE)
"""With these words, upstream's curators say why a dead row stays, even if they do not write that they keep it."""
_OTHER_HOST: Final = re.compile(r"\bkeep\s+(?:https?://)?((?:[a-z0-9-]+\.)+[a-z]{2,})", re.IGNORECASE)
"""A note may ask to keep another row, for example the old name of the site."""


class Kept(NamedTuple):
    """A person's wish to keep a row."""

    reason: str
    is_blocked: bool
    """True if the reason is that it is blocked."""


def kept_by_person(facts: Facts) -> Kept | None:
    """Return why a person wants the row kept: from the last decision in the ledger, or from the row's notes.

    Return None if nobody said so.
    """
    last = last_on_staying(facts)
    if last is not None and last.decision in {Decision.KEEP, Decision.KEEP_BLOCKED} and is_own_reason(last.reason):
        is_blocked = last.decision == Decision.KEEP_BLOCKED or says_blocked(last.reason)
        return Kept(f"kept on {last.last_reviewed}: {shorten(last.reason, _LONGEST)}", is_blocked)
    if kept_on_purpose(facts.notes) or _FOUND_BLOCKED.search(facts.notes):
        return Kept(
            f"its notes: {shorten(facts.notes, _LONGEST)}", says_blocked(facts.notes) and not _is_of_another(facts)
        )
    return None


_LONGEST: Final = 500


def last_on_staying(facts: Facts) -> Record | None:
    """Return the last decision to keep or drop the row. A decision on its category does not count."""
    records = [*facts.earlier, *([facts.ledger] if facts.ledger else [])]
    return next((record for record in reversed(records) if record.decision != Decision.RECATEGORISE), None)


def is_own_reason(reason: str) -> bool:
    """Return True if a person wrote this reason. An empty reason and the reason of the advice do not count."""
    bare = reason.strip().casefold()
    return bool(bare) and not bare.startswith((_TAKEN_OVER.strip(), _AGAINST))


def says_blocked(text: str) -> bool:
    """Return True if `text` says that something is blocked."""
    return _BLOCKED.search(text) is not None


def _is_of_another(facts: Facts) -> bool:
    meant = _OTHER_HOST.search(facts.notes)
    return meant is not None and meant[1].lower() != host_of(facts.url)


def is_flagged_dead(facts: Facts) -> bool:
    """Return True if a review of an earlier quarter kept the row for now, although it was dead."""
    last = last_on_staying(facts)
    if last is None or last.decision != Decision.RECHECK or not _FLAGGED.search(last.reason):
        return False
    try:
        return dt.date.fromisoformat(last.last_reviewed) < facts.quarter.since
    except ValueError:
        return False


def has_settled_category(facts: Facts) -> bool:
    """Return True if people have decided on the row's category already."""
    records = [*facts.earlier, *([facts.ledger] if facts.ledger else [])]
    return any(_settles(record, facts) for record in records)


def _settles(record: Record, facts: Facts) -> bool:
    if record.decision == Decision.RECATEGORISE:
        return True
    codes = {facts.category_code, *([facts.doubt.suggestion.category_code] if facts.doubt else [])}
    words = set(re.findall(r"\w+", record.reason.casefold()))
    is_about_it = bool(words & {"category", *(code.casefold() for code in codes)})
    return record.decision in {Decision.KEEP, Decision.KEEP_BLOCKED} and is_about_it


def reason_for_ledger(
    settled: RecordedDecision, advice: Advice | None, category: str, *, is_asked: bool = False
) -> str:
    """Return the reason that the ledger gives for a decision: the person's, or the advice's, marked as such.

    If another category was advised and the row stays as it is, the reason says that the category stays. So it does if
    it `is_asked` which category of its site is right. If the advice flags the row as dead and it stays for now, the
    reason has the flag too. So the next review may drop it.
    """
    said = " ".join(settled.reason.split())
    if not said and advice is not None:
        given = "; ".join(advice.reasons)
        is_followed = advice.word is settled.decision
        said = f"{_TAKEN_OVER}{given}" if is_followed else f"{_AGAINST} ({advice.word}): {given}"
    if (
        advice is not None
        and (advice.word is Decision.RECATEGORISE or is_asked)
        and settled.decision in {Decision.KEEP, Decision.KEEP_BLOCKED}
    ):
        said += f" (category stays {category})"
    is_flagged = advice is not None and advice.reasons[0].startswith(FLAG)
    if is_flagged and settled.decision is Decision.RECHECK and not _FLAGGED.search(said):
        said += f" ({FLAG})"
    return said
