"""Two lists that nobody knows the common origin of, made one. Pure.

So it is at the first sync, and at the first one after upstream's history was rewritten. Equivalent rows are one, and
upstream's stands. What only one list has is kept, but for a row that the ledger says we took off.
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


def first_sync(  # noqa: PLR0913, PLR0917 - two lists, and what is said of them
    ours: UrlList,
    theirs: UrlList,
    renamed: Mapping[str, str],
    dropped: Dropped = Dropped(),  # noqa: B008 - frozen
    side: Side = Side.THEIRS,
    choose: Choose = keep_ours,
) -> Merged:
    """Our list and upstream's in one.

    Args:
        ours: our list.
        theirs: upstream's list.
        renamed: for an old URL the new one, as `ledger.renames` tells it of our ledger: ours stands.
        dropped: the rows that our ledger says we took off: they stay off; in another spelling they are a conflict.
        side: whose bytes equivalent rows take.
        choose: whose version of a conflict is to stand: of rows that can be paired in more than one way, say.

    Raises:
        Failure: a list is damaged, so that its rows can't be put together with others.

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
    """The rows whose URL we edited: what we made of upstream's stands."""
    both = {place: row for place, row in enumerate(rows) if row.ours is not None and row.theirs is not None}
    keys = keys_of(entry.url for row in both.values() for entry in row if entry is not None)
    return {
        place
        for place, (_, entry, other) in both.items()
        if entry is not None and other is not None
        if renamed.get(other.url) == entry.url or keys[entry.url] != keys[other.url]
    }


def _stands(row: Versions, *, is_edited: bool, side: Side) -> Entry | None:
    """Which version stands as long as nobody chooses."""
    if row.ours is None or row.theirs is None:
        return row.ours or row.theirs
    is_theirs = row.ours.cells == row.theirs.cells or (side is Side.THEIRS and not is_edited)
    return row.theirs if is_theirs else row.ours


def _differing(made: Sequence[Made], edited: Collection[int]) -> tuple[Changed, ...]:
    """The rows that both had and not alike, but for those that somebody chose or edited; in the order of ours."""
    found = [
        (row.ours.number, Changed(row.ours.url, row.ours, row.theirs))
        for place, (row, _, side, _) in enumerate(made)
        if row.ours is not None and row.theirs is not None and side is None and place not in edited
        if row.ours.cells != row.theirs.cells
    ]
    return tuple(one for _, one in sorted(found))
