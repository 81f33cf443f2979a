"""What of a merge a person must settle, and what becomes of each row once it is settled. Pure.

A row may be in conflict for itself. Rows that can be paired in more than one way are in conflict together. So are rows
of which two would name the same site, as where both sides made it of different rows; and rows of a site that would be
gone, as where each side took off another spelling of it. Settling one conflict must not make another, so all that could
meet are in one group.
"""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from kh_testlist.ledger import Record
from kh_testlist.model import Entry, UrlList
from kh_testlist.upstream.dropped import Dropped
from kh_testlist.upstream.kin import Groups, is_kept, keys_of


class Side(enum.StrEnum):
    """Whose version of a row is to stand."""

    OURS = "ours"
    THEIRS = "theirs"


class Versions(NamedTuple):
    """A row as it was, as we have it, and as upstream has it; None where it isn't."""

    base: Entry | None
    ours: Entry | None
    theirs: Entry | None

    @property
    def url(self) -> str:
        """What the row is called: by its oldest URL."""
        entry = self.base or self.ours or self.theirs
        return entry.url if entry else ""


class Conflict(NamedTuple):
    """What a person is to settle: a row, or rows that may name one site."""

    url: str
    rows: tuple[Versions, ...]
    dropped: tuple[Record, ...] = ()
    """The decisions of our ledger to take rows off that are back upstream."""


class Made(NamedTuple):
    """What became of a row."""

    row: Versions
    entry: Entry | None
    """As it is now; None where it is gone."""
    side: Side | None = None
    """Whose version was chosen, where it was in conflict."""
    dropped: Record | None = None
    """The decision to take it off, where it is back upstream."""


class Plan(NamedTuple):
    """Rows, and what becomes of them as long as nobody chooses."""

    rows: Sequence[Versions]
    merged: Sequence[object]
    """For each row an entry, None for no row, or `UNSETTLED`."""
    unclear: Sequence[Sequence[int]]
    """Groups of rows that can be paired in more than one way."""
    returned: Mapping[int, Record]
    """Rows that we took off and that are back upstream."""


Choose = Callable[[Conflict], Side]

UNSETTLED: Final = object()


def keep_ours(conflict: Conflict) -> Side:
    """What is chosen where nobody chooses."""
    del conflict
    return Side.OURS


def returned(rows: Sequence[Versions], base: UrlList, ours: UrlList, dropped: Dropped) -> dict[int, Record]:
    """The rows that we took off and that upstream brings back, in whatever spelling, with the decision of each."""
    if not dropped.by_key and not dropped.exactly:
        return {}
    listed = {entry.url for entry in ours.entries}
    known = listed | {entry.url for entry in base.entries}
    found = {}
    for place, row in enumerate(rows):
        if row.theirs is not None and row.theirs.url not in known:
            # Where we have the site in another spelling, upstream's is one that we may have known nothing of.
            record = dropped.exactly.get(row.theirs.url) if row.ours else dropped.find(row.theirs.url)
            if record is not None and record.url not in listed:
                found[place] = record
    return found


def settle(plan: Plan, choose: Choose) -> tuple[tuple[Made, ...], tuple[Conflict, ...]]:
    """What becomes of each row, where `choose` says whose version of a conflict is to stand; and the conflicts."""
    made = [Made(row, entry if isinstance(entry, Entry) else None)
            for row, entry in zip(plan.rows, plan.merged, strict=True)]  # fmt: skip
    conflicts = []
    for group in _conflicting(plan):
        records = dict.fromkeys(plan.returned[place] for place in group if place in plan.returned)
        rows = tuple(plan.rows[place] for place in group)
        conflict = Conflict(rows[0].url, rows, tuple(records))
        conflicts.append(conflict)
        side = choose(conflict)
        for place, row in zip(group, rows, strict=True):
            entry = row.ours if side is Side.OURS else row.theirs
            made[place] = Made(row, entry, side, plan.returned.get(place))
    return tuple(made), tuple(conflicts)


def in_order(rows: Sequence[Versions], side: int) -> list[int]:
    """The rows that a side has, by their places in `rows`, in that side's order."""
    found = [(entry.number, place) for place, row in enumerate(rows) if (entry := row[side]) is not None]
    return [place for _, place in sorted(found)]


def _conflicting(plan: Plan) -> list[list[int]]:
    """The rows in conflict, in groups to be settled as one."""
    unsettled = {place for place, entry in enumerate(plan.merged) if entry is UNSETTLED} | set(plan.returned)
    groups = Groups()
    for group in plan.unclear:
        unsettled.update(group)
        groups.join(group)
    keys = keys_of(entry.url for row in plan.rows for entry in row if entry is not None)
    while found := [*_meeting(plan, keys, unsettled, groups), *_vanishing(plan, keys, unsettled, groups)]:
        for group in found:
            unsettled.update(group)
            groups.join(group)
    return groups.of(unsettled)


def _meeting(plan: Plan, keys: Mapping[str, str], unsettled: set[int], groups: Groups) -> list[list[int]]:
    """Rows of different groups that would name the same site, and that neither list has beside each other.

    Where a list has both it is a duplicate of its own, which is not for a merge to judge.
    """
    holders: defaultdict[str, set[int]] = defaultdict(set)
    for place, row in enumerate(plan.rows):
        for entry in (row.ours, row.theirs) if place in unsettled else (plan.merged[place],):
            if isinstance(entry, Entry) and entry.cells:
                for name in _names(entry, keys):
                    holders[name].add(place)
    found = []
    for name, places in holders.items():
        if len(places) > 1:
            here = {place for place in places if _goes_by(plan.rows[place].ours, name, keys)}
            there = {place for place in places if _goes_by(plan.rows[place].theirs, name, keys)}
            apart = [*sorted(here - there), *sorted(there - here)] if here - there and there - here else []
            if len(set(map(groups.root, apart))) > 1:
                found.append(apart)
    return found


def _vanishing(plan: Plan, keys: Mapping[str, str], unsettled: set[int], groups: Groups) -> list[list[int]]:
    """Rows of a site that both lists have and that would be gone: of two spellings each side took another one off."""
    here, there = _holders(plan.rows, keys, Side.OURS), _holders(plan.rows, keys, Side.THEIRS)
    standing = {
        keys[entry.url]
        for place, entry in enumerate(plan.merged)
        if place not in unsettled and isinstance(entry, Entry) and entry.url
    }
    found = []
    for key in here.keys() & there.keys() - standing:
        apart = sorted({*here[key], *there[key]})
        is_one = len(set(map(groups.root, apart))) == 1 and unsettled.issuperset(apart)
        if not is_one and not unsettled & here[key] & there[key]:
            found.append(apart)
    return sorted(found)


def _holders(rows: Sequence[Versions], keys: Mapping[str, str], side: Side) -> dict[str, set[int]]:
    """For each equivalence key the rows of one side that go by it."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for place, row in enumerate(rows):
        entry = row.ours if side is Side.OURS else row.theirs
        if entry is not None and entry.url:
            found[keys[entry.url]].add(place)
    return found


def _goes_by(entry: Entry | None, name: str, keys: Mapping[str, str]) -> bool:
    return entry is not None and name in _names(entry, keys)


def _names(entry: Entry, keys: Mapping[str, str]) -> tuple[str, ...]:
    """What no two rows should have in common: the URL, and where neither is kept on purpose the equivalence key."""
    # A merged row has the URL of one of the sides, so its key is known.
    return (entry.url,) if is_kept(entry) else (entry.url, keys[entry.url])
