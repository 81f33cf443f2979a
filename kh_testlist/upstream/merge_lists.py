"""What a sync makes of our list: the merge where there is a base, the first sync where there is none. Pure."""

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
    """What became of our list."""

    urls: UrlList
    came: Difference
    """What upstream changed in it."""
    to_send: Difference
    """What it has, now, that upstream does not."""
    conflicts: tuple[Conflict, ...] = ()
    differing: tuple[Changed, ...] = ()
    """Where there was no base: rows that both had, and not alike. `before` is ours, `after` upstream's."""
    respelt: tuple[Changed, ...] = ()
    """Rows that took upstream's URL in place of ours."""
    given_up: Difference = NOTHING
    """What of ours is gone because upstream's version of a conflict was chosen."""
    off: tuple[Entry, ...] = ()
    """Where there was no base: rows that we dropped, that upstream has, and that stay off."""
    records: tuple[Record, ...] = ()
    """What goes into our ledger."""


def merge_lists(  # noqa: PLR0913, PLR0917 - three lists, and what is said of them
    base: UrlList | None,
    ours: UrlList,
    theirs: UrlList,
    records: Sequence[Record],
    day: str,
    side: Side | None,
    choose: Choose,
) -> MergedLists:
    """Our list in step with upstream's.

    Args:
        base: the list as both had it at the last sync; None where there was none, or nobody has it any more.
        ours: our list.
        theirs: upstream's list.
        records: what our ledger says.
        day: today, for what goes into the ledger.
        side: whose version of all conflicts is to stand, and of rows that differ where there is no base.
        choose: where `side` says nothing, whose version of one conflict is to stand.

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
