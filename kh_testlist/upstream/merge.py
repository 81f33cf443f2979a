"""Two lists that came of one, made one again: three-way, by row. Pure: nothing here reads or writes a file.

A row that one side changed is as that side has it. Where both changed it, column by column: columns that one side
changed are as it has them, and those that both changed, and not alike, are a conflict. A category's code and its
description are one column here. Upstream's order stands, unless ours is the only one that was changed.
"""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from kh_testlist.model import CATEGORY_CODE, CATEGORY_DESCRIPTION, HEADER, Entry, UrlList
from kh_testlist.store import write_record
from kh_testlist.upstream.assembly import Style, assemble, bare, ordered
from kh_testlist.upstream.difference import pairs


class Side(enum.StrEnum):
    """Whose version of a row is to stand."""

    OURS = "ours"
    THEIRS = "theirs"


class Versions(NamedTuple):
    """A row as it was, as we have it, and as upstream has it; None where it isn't."""

    base: Entry | None
    ours: Entry | None
    theirs: Entry | None


class Conflict(NamedTuple):
    """What both sides changed, and not alike: a row; or rows of which two would have the same URL."""

    url: str
    rows: tuple[Versions, ...]


Choose = Callable[[Conflict], Side]


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of a merge."""

    urls: UrlList
    """The merged list; with conflicts, what was chosen for each."""
    conflicts: tuple[Conflict, ...] = ()


def keep_ours(conflict: Conflict) -> Side:
    """What is chosen where nobody chooses."""
    del conflict
    return Side.OURS


def merge(
    base: UrlList, ours: UrlList, theirs: UrlList, renamed: Mapping[str, str], choose: Choose = keep_ours
) -> Merged:
    """What `ours` and `theirs` make, which both came of `base`.

    Args:
        base: the list as both had it.
        ours: our list.
        theirs: upstream's list.
        renamed: for an old URL the new one, as `ledger.renames` tells it of our ledger.
        choose: whose version of a conflict is to stand.

    Raises:
        Failure: a list is damaged, so that its rows can't be put together with others.

    """
    rows = _aligned(bare(base), bare(ours), bare(theirs), renamed)
    merged = [_merge_row(row) for row in rows]
    conflicts: list[Conflict] = []
    for group in _conflicting(rows, merged):
        conflict = Conflict(_name(rows[group[0]]), tuple(rows[place] for place in group))
        conflicts.append(conflict)
        side = choose(conflict)
        for place in group:
            merged[place] = rows[place].ours if side is Side.OURS else rows[place].theirs
    # Of the rows that stay alone: whether a side put them in another order must not hang on rows that are gone when
    # the same merge is made again.
    order = ordered(*([place for place in _in_order(rows, side) if merged[place] is not None] for side in range(3)))
    chosen = [entry for place in order if isinstance(entry := merged[place], Entry)]
    return Merged(assemble(ours.path, chosen, Style.merged(base, ours, theirs)), tuple(conflicts))


def _aligned(
    base: Sequence[Entry], ours: Sequence[Entry], theirs: Sequence[Entry], renamed: Mapping[str, str]
) -> list[Versions]:
    """Every row that any of the three has, with its version in each."""
    to_ours, to_theirs = pairs(base, ours, renamed), pairs(base, theirs, renamed)
    rows = [
        Versions(
            entry,
            ours[to_ours[place]] if place in to_ours else None,
            theirs[to_theirs[place]] if place in to_theirs else None,
        )
        for place, entry in enumerate(base)
    ]
    new_ours, new_theirs = _others(ours, to_ours.values()), _others(theirs, to_theirs.values())
    both = pairs(new_ours, new_theirs, {})
    rows += [Versions(None, entry, new_theirs[both[at]] if at in both else None) for at, entry in enumerate(new_ours)]
    return rows + [Versions(None, None, entry) for entry in _others(new_theirs, both.values())]


def _others(entries: Sequence[Entry], taken: Iterable[int]) -> list[Entry]:
    known = set(taken)
    return [entry for place, entry in enumerate(entries) if place not in known]


def _in_order(rows: Sequence[Versions], side: int) -> list[int]:
    """The rows that a side has, by their places in `rows`, in that side's order."""
    found = [(entry.number, place) for place, row in enumerate(rows) if (entry := row[side]) is not None]
    return [place for _, place in sorted(found)]


_UNSETTLED: Final = object()


def _merge_row(row: Versions) -> object:
    """The merged row: an entry, None for no row, or `_UNSETTLED`."""
    base, ours, theirs = row
    if _cells(ours) == _cells(theirs):
        # Alike, but perhaps not in quotes or line ends: those are merged as well.
        return theirs if _raw(ours) == _raw(base) else ours
    if _cells(ours) == _cells(base):
        return theirs
    if _cells(theirs) == _cells(base):
        return ours
    if base is None or ours is None or theirs is None:
        return _UNSETTLED
    return _merge_cells(base, ours, theirs)


def _cells(entry: Entry | None) -> tuple[str, ...] | None:
    return entry.cells if entry else None


def _raw(entry: Entry | None) -> str | None:
    return entry.raw if entry else None


_COLUMNS: Final = tuple(
    (CATEGORY_CODE, CATEGORY_DESCRIPTION) if place == CATEGORY_CODE else (place,)
    for place in range(len(HEADER))
    if place != CATEGORY_DESCRIPTION
)


def _merge_cells(base: Entry, ours: Entry, theirs: Entry) -> object:
    if not len(base.cells) == len(ours.cells) == len(theirs.cells) == len(HEADER):
        return _UNSETTLED
    cells = list(base.cells)
    for columns in _COLUMNS:
        was, mine, yours = ([entry.cells[place] for place in columns] for entry in (base, ours, theirs))
        if mine not in (was, yours) and yours != was:
            return _UNSETTLED
        for place, value in zip(columns, yours if mine == was else mine, strict=True):
            cells[place] = value
    return Entry(0, 0, tuple(cells), write_record(cells, ""))


def _conflicting(rows: Sequence[Versions], merged: Sequence[object]) -> list[list[int]]:
    """The rows in conflict, in groups to be settled as one.

    A row may be in conflict for itself. Or two rows would have one URL, as where both sides made it of different rows.
    Settling one conflict must not make another, so all that could meet are in one group.
    """
    unsettled = {place for place, entry in enumerate(merged) if entry is _UNSETTLED}
    groups = {place: place for place in range(len(rows))}
    while found := _meeting(rows, merged, unsettled, groups):
        for one, other in found:
            unsettled |= {one, other}
            groups[_root(groups, other)] = _root(groups, one)
    members: defaultdict[int, list[int]] = defaultdict(list)
    for place in sorted(unsettled):
        members[_root(groups, place)].append(place)
    return list(members.values())


def _root(groups: dict[int, int], place: int) -> int:
    while groups[place] != place:
        groups[place] = place = groups[groups[place]]
    return place


def _meeting(
    rows: Sequence[Versions], merged: Sequence[object], unsettled: set[int], groups: dict[int, int]
) -> list[tuple[int, int]]:
    """Pairs of rows of different groups that would have one URL, and don't have it in either list."""
    holders: defaultdict[str, list[tuple[int, Entry]]] = defaultdict(list)
    for place, row in enumerate(rows):
        candidates = (row.ours, row.theirs) if place in unsettled else (merged[place],)
        for entry in candidates:
            if isinstance(entry, Entry) and entry.cells:
                holders[entry.url].append((place, entry))
    found = []
    for url, held in holders.items():
        places = list(dict.fromkeys(place for place, _ in held))
        if len(places) > 1:
            found += [
                (one, other)
                for one, other in (*pairwise(places), (places[0], places[-1]))
                if _root(groups, one) != _root(groups, other) and not _were_together(rows[one], rows[other], url)
            ]
    return found


def _were_together(one: Versions, other: Versions, url: str) -> bool:
    """Whether a side has both rows with that URL already: a duplicate of its own, which is not for a merge to judge."""
    return any(
        mine is not None and yours is not None and mine.url == yours.url == url
        for mine, yours in ((one.ours, other.ours), (one.theirs, other.theirs))
    )


def _name(row: Versions) -> str:
    entry = row.base or row.ours or row.theirs
    return entry.url if entry else ""
