"""Find rows of different lists that name the same site in different spellings. They may be one row. Pure.

Rows with the same exact URL are paired before, in another module. Here are the rows that some lists do not have. Two of
them may be one row if no list has both and their URLs are equivalent. A row with `keep:` in its notes is listed next to
an equivalent row on purpose. The two never become one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, pairwise
from typing import Final

from kh_testlist.model import NOTES, Entry
from kh_testlist.urls import equivalence_key, ordinary_keys

Row = Sequence[Entry | None]
"""The versions of a row, one for each list; None if a list does not have it. Edits start from the first list."""

_KEEP: Final = re.compile(r"\bkeep:", re.IGNORECASE)


def is_kept(entry: Entry | None) -> bool:
    """Return True if the row's notes have `keep:`, as `add --allow-variant` writes it."""
    return entry is not None and len(entry.cells) > NOTES and _KEEP.search(entry.cells[NOTES]) is not None


def keys_of(urls: Iterable[str]) -> dict[str, str]:
    """Return the equivalence key of each URL."""
    distinct = list(dict.fromkeys(urls))
    return {
        url: equivalence_key(url) if key is None else key
        for url, key in zip(distinct, ordinary_keys(distinct), strict=True)
    }


class Groups:
    """Groups of places. Groups can be joined."""

    def __init__(self) -> None:
        self._above: dict[int, int] = {}

    def root(self, place: int) -> int:
        """Return the place that represents the group of `place`."""
        above = self._above
        while (over := above.get(place, place)) != place:
            above[place] = place = above.get(over, over)
        return place

    def join(self, places: Iterable[int]) -> None:
        """Put places into one group."""
        for one, other in pairwise(places):
            self._above[self.root(other)] = self.root(one)

    def of(self, places: Iterable[int]) -> list[list[int]]:
        """Return the groups of these places: each group in order, and the groups in the order of their first places."""
        members: defaultdict[int, list[int]] = defaultdict(list)
        for place in sorted(set(places)):
            members[self.root(place)].append(place)
        return list(members.values())


def joined(rows: Sequence[Row], renamed: Mapping[str, str]) -> tuple[list[tuple[Entry | None, ...]], list[list[int]]]:
    """Join rows that differ only in their spelling into one row.

    Args:
        rows: the rows of all lists, each with its version in each list, paired by exact URLs.
        renamed: the new URL for an old one, from `ledger.renames`.

    Returns:
        The rows, and the groups of places of rows that can be paired in more than one way.

    """
    made: dict[int, tuple[Entry | None, ...]] = {place: tuple(row) for place, row in enumerate(rows)}
    unclear = []
    for group in _kindred(rows, renamed):
        versions = [made.pop(place) for place in group]
        sides = [[entry for entry in side if entry is not None] for side in zip(*versions, strict=True)]
        if max(map(len, sides)) > 1:
            made |= zip(group, versions, strict=True)
            unclear.append(group)
        else:
            made[group[0]] = tuple(next(iter(side), None) for side in sides)
    order = sorted(made)
    now = {place: number for number, place in enumerate(order)}
    return [made[place] for place in order], [[now[place] for place in group] for group in unclear]


def _kindred(rows: Sequence[Row], renamed: Mapping[str, str]) -> list[list[int]]:
    """Return the groups of places of rows that may be one row. A row that is like no other is in no group."""
    missing = [place for place, row in enumerate(rows) if None in row and not any(map(is_kept, row))]
    if len({_sides(rows[place]) for place in missing}) < 2:  # noqa: PLR2004 - it takes two kinds of them
        return []
    names = _names([rows[place] for place in missing], renamed)
    holders: defaultdict[str, defaultdict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, keys in zip(missing, names, strict=True):
        for key in keys:
            holders[key][_sides(rows[place])].append(place)
    groups = Groups()
    found: set[int] = set()
    for by_sides in holders.values():
        for (sides, ones), (others_sides, others) in combinations(by_sides.items(), 2):
            if not sides & others_sides:
                groups.join([*ones, *others])
                found.update(ones, others)
    return groups.of(found)


def _sides(row: Row) -> int:
    """Return which lists have the row, as bits."""
    return sum(1 << side for side, entry in enumerate(row) if entry is not None)


def _names(rows: Sequence[Row], renamed: Mapping[str, str]) -> list[set[str]]:
    """Return the equivalence keys of each row. A row that was edited also has the key of its new URL."""
    keys = keys_of(entry.url for row in rows for entry in row if entry is not None and entry.url)
    known = keys_of(url for pair in renamed.items() for url in pair)
    onward = {known[old]: known[new] for old, new in renamed.items() if known[old] != known[new]}
    found = []
    for row in rows:
        names = {keys[entry.url] for entry in row if entry is not None and entry.url}
        first = row[0]
        if first is not None and first.url:
            led = known.get(renamed.get(first.url, ""), onward.get(keys[first.url]))
            names |= {led} if led else set()
        found.append(names)
    return found
