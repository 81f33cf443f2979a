"""Two lists that nobody knows the common origin of, made one. Pure.

So it is at the first sync, and at the first one after upstream's history was rewritten. Equivalent rows are one. What
only one list has is kept, but for a row that the ledger says we took off.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from kh_testlist.ledger import Record
from kh_testlist.model import Entry, UrlList
from kh_testlist.upstream.assembly import Style, assemble, bare, ordered
from kh_testlist.upstream.difference import Changed, pairs
from kh_testlist.upstream.merge import Side
from kh_testlist.urls import equivalence_key


@dataclass(frozen=True, slots=True)
class Union:
    """What became of two lists."""

    urls: UrlList
    differing: tuple[Changed, ...] = ()
    """Rows that both had, and not alike: `before` is ours, `after` upstream's."""


def union(
    ours: UrlList,
    theirs: UrlList,
    renamed: Mapping[str, str],
    dropped: Collection[str] = (),
    side: Side = Side.THEIRS,
) -> Union:
    """Our list and upstream's in one.

    Args:
        ours: our list.
        theirs: upstream's list.
        renamed: for an old URL the new one, as `ledger.renames` tells it of our ledger: ours stands.
        dropped: URLs that we took off, as `drops` tells it: they stay off.
        side: whose bytes equivalent rows take.

    """
    mine, yours = bare(ours), bare(theirs)
    exact = pairs(yours, mine, renamed)
    partner = exact | _equivalent(yours, mine, exact)
    origin = {after: before for before, after in partner.items()}
    rows: list[Entry] = []
    differing = []
    place_of: dict[int, int] = {}
    for place, entry in enumerate(mine):
        place_of[place] = len(rows)
        if place not in origin:
            rows.append(entry)
            continue
        other = yours[origin[place]]
        edited = renamed.get(other.url) == entry.url
        rows.append(other if other.cells == entry.cells or (side is Side.THEIRS and not edited) else entry)
        if other.cells != entry.cells and not edited:
            differing.append(Changed(entry.url, entry, other))
    listed = {entry.url for entry in mine}
    order = []
    for place, entry in enumerate(yours):
        if place in partner:
            order.append(place_of[partner[place]])
        elif entry.url not in dropped or entry.url in listed:
            order.append(len(rows))
            rows.append(entry)
    chosen = [rows[place] for place in ordered([], list(range(len(mine))), order)]
    return Union(assemble(ours.path, chosen, Style.of(theirs)), tuple(differing))


def _equivalent(yours: Sequence[Entry], mine: Sequence[Entry], paired: Mapping[int, int]) -> dict[int, int]:
    """Pairs among the rows that are no pair by their exact URLs."""
    taken = set(paired.values())
    free: defaultdict[str, list[int]] = defaultdict(list)
    for place in reversed(range(len(mine))):
        if place not in taken and mine[place].url:
            free[equivalence_key(mine[place].url)].append(place)
    found = {}
    for place, entry in enumerate(yours):
        if place not in paired and entry.url and (waiting := free.get(equivalence_key(entry.url))):
            found[place] = waiting.pop()
    return found


def drops(records: Sequence[Record]) -> frozenset[str]:
    """The URLs of which the ledger's last word is that they were taken off."""
    last = {record.url: record.decision for record in records}
    return frozenset(url for url, decision in last.items() if decision == "drop")
