"""What a sync makes of our list: the merge where there is a base, the union where there is none. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kh_testlist.ledger import Record, renames
from kh_testlist.model import UrlList
from kh_testlist.upstream.difference import Changed, Difference, difference
from kh_testlist.upstream.merge import Choose, Conflict, Side, merge
from kh_testlist.upstream.union import drops, union


@dataclass(frozen=True, slots=True)
class Step:
    """What became of our list."""

    urls: UrlList
    came: Difference
    """What upstream changed in it."""
    to_send: Difference
    """What it has, now, that upstream does not."""
    conflicts: tuple[Conflict, ...] = ()
    differing: tuple[Changed, ...] = ()
    """Where there was no base: rows that both had, and not alike. `before` is ours, `after` upstream's."""


def step(  # noqa: PLR0913, PLR0917 - three lists, and what is said of them
    base: UrlList | None, ours: UrlList, theirs: UrlList, records: Sequence[Record], side: Side | None, choose: Choose
) -> Step:
    """Our list in step with upstream's.

    Args:
        base: the list as both had it at the last sync; None where there was none, or nobody has it any more.
        ours: our list.
        theirs: upstream's list.
        records: what our ledger says.
        side: whose version of all conflicts is to stand, and of rows that differ where there is no base.
        choose: where `side` says nothing, whose version of one conflict is to stand.

    Raises:
        Failure: a list is damaged.

    """
    renamed = renames(records)
    conflicts: tuple[Conflict, ...] = ()
    differing: tuple[Changed, ...] = ()
    if base is None:
        joined = union(ours, theirs, renamed, drops(records), side or Side.THEIRS)
        urls, differing = joined.urls, joined.differing
    else:
        merged = merge(base, ours, theirs, renamed, choose if side is None else lambda _: side)
        urls, conflicts = merged.urls, merged.conflicts
    return Step(urls, difference(ours, urls, {}), difference(theirs, urls, renamed), conflicts, differing)
