"""Find the conflicts of a merge that a person must settle, and the result for each row. Pure.

A single row may be a conflict. Rows that can be paired in more than one way are one conflict together. Rows that would
name the same site twice are also one conflict. This happens if each side changed another row into that site. The last
case is a site that would be lost, because each side removed another spelling of it. The answer to one conflict must not
cause another conflict. So rows that depend on each other are in one group.
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
    """Whose version of a row is kept."""

    OURS = "ours"
    THEIRS = "theirs"


class Versions(NamedTuple):
    """A row in the base, in our list and in upstream's list; None if a list does not have it."""

    base: Entry | None
    ours: Entry | None
    theirs: Entry | None

    @property
    def url(self) -> str:
        """The name of the row: its oldest URL."""
        entry = self.base or self.ours or self.theirs
        return entry.url if entry else ""


class Conflict(NamedTuple):
    """A question for a person: a row, or rows that may name one site."""

    url: str
    rows: tuple[Versions, ...]
    dropped: tuple[Record, ...] = ()
    """The decisions in our ledger to drop rows that upstream has again."""


class Made(NamedTuple):
    """The result for a row."""

    row: Versions
    entry: Entry | None
    """The row now; None if it was removed."""
    side: Side | None = None
    """Whose version was chosen, if the row was in conflict."""
    dropped: Record | None = None
    """Our decision to drop the row, if upstream has it again."""


class Plan(NamedTuple):
    """Rows, and their results before anybody chooses."""

    rows: Sequence[Versions]
    merged: Sequence[object]
    """The result for each row: an entry, None for no row, or `UNSETTLED`."""
    unclear: Sequence[Sequence[int]]
    """Groups of rows that can be paired in more than one way."""
    returned: Mapping[int, Record]
    """The decisions on rows that we dropped and that upstream has again, by the place of the row."""


Choose = Callable[[Conflict], Side]

UNSETTLED: Final = object()


def keep_ours(conflict: Conflict) -> Side:
    """Choose our version of every conflict."""
    del conflict
    return Side.OURS


def returned(rows: Sequence[Versions], base: UrlList, ours: UrlList, dropped: Dropped) -> dict[int, Record]:
    """Return our decisions on rows that we dropped and that upstream has again in any spelling, by the row's place."""
    if not dropped.by_key and not dropped.exactly:
        return {}
    listed = {entry.url for entry in ours.entries}
    known = listed | {entry.url for entry in base.entries}
    found = {}
    for place, row in enumerate(rows):
        if row.theirs is not None and row.theirs.url not in known:
            # If we have the site in another spelling, we may never have seen upstream's spelling.
            record = dropped.exactly.get(row.theirs.url) if row.ours else dropped.find(row.theirs.url)
            if record is not None and record.url not in listed:
                found[place] = record
    return found


def settle(plan: Plan, choose: Choose) -> tuple[tuple[Made, ...], tuple[Conflict, ...]]:
    """Return the result for each row, and the conflicts. `choose` returns whose version of a conflict is kept."""
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
    """Return the places of the rows that a side has, in the order of that side."""
    found = [(entry.number, place) for place, row in enumerate(rows) if (entry := row[side]) is not None]
    return [place for _, place in sorted(found)]


def _conflicting(plan: Plan) -> list[list[int]]:
    """Return the places of the rows in conflict, in groups. Each group is settled as one."""
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
    """Return rows of different groups that would name the same site, if no list has both.

    If a list has both, they were a duplicate before the merge. A merge does not judge duplicates.
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
    """Return rows of a site that both lists have and that would be lost, because each side removed another spelling."""
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
    """Return the places of the rows of one side by their equivalence keys."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for place, row in enumerate(rows):
        entry = row.ours if side is Side.OURS else row.theirs
        if entry is not None and entry.url:
            found[keys[entry.url]].add(place)
    return found


def _goes_by(entry: Entry | None, name: str, keys: Mapping[str, str]) -> bool:
    return entry is not None and name in _names(entry, keys)


def _names(entry: Entry, keys: Mapping[str, str]) -> tuple[str, ...]:
    """Return what two rows must not share: the URL, and the equivalence key if the row has no `keep:`."""
    # A merged row has the URL of one of the sides, so its key is known.
    return (entry.url,) if is_kept(entry) else (entry.url, keys[entry.url])
