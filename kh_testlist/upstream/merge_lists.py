"""Sync our list with upstream's: a merge if there is a base, otherwise a first sync. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kh_testlist.ledger import Record, renames
from kh_testlist.model import Entry, UrlList
from kh_testlist.upstream.difference import NOTHING, Changed, Difference, difference
from kh_testlist.upstream.dropped import drops
from kh_testlist.upstream.first_sync import first_sync
from kh_testlist.upstream.merge import merge
from kh_testlist.upstream.respelt import given_up, respelt, to_record
from kh_testlist.upstream.settling import Choose, Conflict, Side


@dataclass(frozen=True, slots=True)
class MergedLists:
    """The result of a sync."""

    urls: UrlList
    came: Difference
    """What upstream changed in our list."""
    to_send: Difference
    """Changes that our list now has and upstream does not."""
    conflicts: tuple[Conflict, ...] = ()
    differing: tuple[Changed, ...] = ()
    """Without a base: rows that both lists have in different versions. `before` is ours, `after` upstream's."""
    respelt: tuple[Changed, ...] = ()
    """Rows that have upstream's URL now, and not ours."""
    given_up: Difference = NOTHING
    """Changes of ours that are lost because upstream's version of a conflict was chosen."""
    off: tuple[Entry, ...] = ()
    """Without a base: rows that we dropped, that upstream has, and that stay off our list."""
    records: tuple[Record, ...] = ()
    """New records for our ledger."""


def merge_lists(  # noqa: PLR0913, PLR0917 - three lists, and facts about them
    base: UrlList | None,
    ours: UrlList,
    theirs: UrlList,
    records: Sequence[Record],
    day: str,
    side: Side | None,
    choose: Choose,
) -> MergedLists:
    """Merge upstream's changes into our list.

    Args:
        base: the list at the last sync; None before the first sync, or if that list is lost.
        ours: our list.
        theirs: upstream's list.
        records: the records of our ledger.
        day: today, for new records of the ledger.
        side: whose version is kept in all conflicts, and without a base in all rows that differ.
        choose: returns whose version of one conflict is kept, if `side` is None.

    Raises:
        Failure: a list is damaged.

    """
    renamed, dropped = renames(records), drops(records)
    pick = choose if side is None else lambda _: side
    if base is None:
        merged = first_sync(ours, theirs, renamed, dropped, side or Side.THEIRS, pick)
    else:
        merged = merge(base, ours, theirs, renamed, pick, dropped)
    urls, rows = merged.urls, merged.rows
    new = to_record(rows, records, day)
    came, to_send = difference(ours, urls, {}), difference(theirs, urls, renames([*records, *new]))
    return MergedLists(
        urls, came, to_send, merged.conflicts, merged.differing, respelt(rows), given_up(rows), merged.off, new
    )
