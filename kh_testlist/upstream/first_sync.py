"""Merge two lists without a known common version. Pure.

This happens at the first sync, and at the first sync after upstream's history was rewritten. Equivalent rows become one
row, with upstream's version. Rows that only one list has are kept, except rows that we dropped, by the ledger.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from kh_testlist.model import Entry, UrlList
from kh_testlist.upstream.assembly import Merged, Style, bare, merged
from kh_testlist.upstream.difference import Changed, aligned
from kh_testlist.upstream.dropped import Dropped
from kh_testlist.upstream.kin import joined, keys_of
from kh_testlist.upstream.settling import Choose, Made, Plan, Side, Versions, keep_ours, returned


def first_sync(  # noqa: PLR0913, PLR0917 - two lists, and facts about them
    ours: UrlList,
    theirs: UrlList,
    renamed: Mapping[str, str],
    dropped: Dropped = Dropped(),  # noqa: B008 - frozen
    side: Side = Side.THEIRS,
    choose: Choose = keep_ours,
) -> Merged:
    """Return our list and upstream's merged into one.

    Args:
        ours: our list.
        theirs: upstream's list.
        renamed: the new URL for an old one, from `ledger.renames` of our ledger. Our version of these rows is kept.
        dropped: the rows that we dropped. They stay off; in another spelling they are a conflict.
        side: whose bytes equivalent rows get.
        choose: returns whose version of a conflict is kept, for example of rows with more than one possible pair.

    Raises:
        Failure: a list is damaged, so its rows cannot be put together with others.

    """
    mine = bare(ours)
    listed = {entry.url for entry in mine}
    off = [entry for entry in bare(theirs) if entry.url in dropped.exactly and entry.url not in listed]
    gone = {entry.number for entry in off}
    yours = [entry for entry in bare(theirs) if entry.number not in gone]
    found, unclear = joined(aligned(yours, mine, renamed), renamed)
    rows = [Versions(None, entry, other) for other, entry in found]
    edited = _edited(rows, renamed)
    standing = [_stands(row, is_edited=place in edited, side=side) for place, row in enumerate(rows)]
    plan = Plan(rows, standing, unclear, returned(rows, ours, ours, dropped))
    made = merged(ours.path, plan, choose, Style.of(theirs))
    return replace(made, differing=_differing(made.rows, edited), off=tuple(off))


def _edited(rows: Sequence[Versions], renamed: Mapping[str, str]) -> set[int]:
    """Return the rows whose URL we edited. Our version of them is kept."""
    both = {place: row for place, row in enumerate(rows) if row.ours is not None and row.theirs is not None}
    keys = keys_of(entry.url for row in both.values() for entry in row if entry is not None)
    return {
        place
        for place, (_, entry, other) in both.items()
        if entry is not None and other is not None
        if renamed.get(other.url) == entry.url or keys[entry.url] != keys[other.url]
    }


def _stands(row: Versions, *, is_edited: bool, side: Side) -> Entry | None:
    """Return the version that is kept if nobody chooses."""
    if row.ours is None or row.theirs is None:
        return row.ours or row.theirs
    is_theirs = row.ours.cells == row.theirs.cells or (side is Side.THEIRS and not is_edited)
    return row.theirs if is_theirs else row.ours


def _differing(made: Sequence[Made], edited: Collection[int]) -> tuple[Changed, ...]:
    """Return the rows that differ, in our order. Rows that somebody chose or edited are left out."""
    found = [
        (row.ours.number, Changed(row.ours.url, row.ours, row.theirs))
        for place, (row, _, side, _) in enumerate(made)
        if row.ours is not None and row.theirs is not None and side is None and place not in edited
        if row.ours.cells != row.theirs.cells
    ]
    return tuple(one for _, one in sorted(found))
