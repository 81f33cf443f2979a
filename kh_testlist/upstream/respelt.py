"""The ledger's records of a sync, and the changes of ours that a sync gives up. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from kh_testlist.editing import rewrite
from kh_testlist.ledger import Record, latest, renames
from kh_testlist.model import Entry, UrlList
from kh_testlist.store import write_record
from kh_testlist.upstream.difference import Changed, Difference, difference
from kh_testlist.upstream.kin import keys_of
from kh_testlist.upstream.settling import Made, Side

RESPELT: Final = "upstream spells it so"
"""The reason of a record if no person gave one."""


def respelt(made: Iterable[Made]) -> tuple[Changed, ...]:
    """Return the rows of ours that have upstream's URL now, in the order of our list.

    Rows whose old URL now belongs to another row are left out: the history of that URL is not theirs.
    """
    made = tuple(made)
    listed = {entry.url for _, entry, *_ in made if entry is not None}
    found = [
        (row.ours.number, Changed(row.ours.url, row.ours, entry))
        for row, entry, *_ in made
        if row.ours is not None and entry is not None and entry.url != row.ours.url and row.ours.url not in listed
    ]
    return tuple(one for _, one in sorted(found))


def spelt_as_ours(theirs: UrlList, ours: UrlList, renamed: Mapping[str, str]) -> UrlList:
    """Return upstream's list in our spelling, except URLs that we edited, by the ledger. It replaces a missing base."""
    pairs = [(one.before, one.after.url) for one in difference(theirs, ours, renamed).changed]
    keys = keys_of(url for before, after in pairs for url in (before.url, after))
    cells = {
        before.number: (after, *before.cells[1:])
        for before, after in pairs
        if after not in (before.url, renamed.get(before.url)) and keys[after] == keys[before.url]
    }
    return rewrite(theirs, cells) if cells else theirs


def to_record(made: Sequence[Made], records: Sequence[Record], day: str) -> tuple[Record, ...]:
    """Return the records that the ledger does not have yet.

    Args:
        made: the result for each row.
        records: the records of the ledger, the oldest first.
        day: today.

    """
    known, past = renames(records), latest(records)
    found = [
        _carried(past.get(one.url), one.after.url, one.url, day)
        for one in respelt(made)
        if known.get(one.url) != one.after.url
    ]
    return (*found, *_decided(made, past, day))


def _carried(last: Record | None, url: str, previous: str, day: str) -> Record:
    """Return a record of the new URL. It repeats the last decision on the row, which stays valid."""
    if last is None or last.decision == "drop":
        return Record(url, day, "replace", RESPELT, previous_url=previous)
    return last._replace(url=url, previous_url=previous)


def _decided(made: Sequence[Made], past: Mapping[str, Record], day: str) -> Iterator[Record]:
    """Yield the decisions on rows that we dropped and that upstream has, changed or in another spelling."""
    still = {row.theirs.url for row, *_ in made if row.theirs is not None}
    for row, _, side, dropped in made:
        if side is None or row.ours is not None or row.theirs is None:
            continue
        url = row.theirs.url
        last = past.get(url)
        is_known = last is not None and last.decision == "drop"
        if side is Side.THEIRS and (dropped or is_known):
            before = dropped.url if dropped and dropped.url not in still else ""
            yield Record(url, day, "recheck", "upstream has it again", previous_url=before)
        elif side is Side.OURS and dropped and not is_known:
            yield dropped._replace(url=url, last_reviewed=day, next_due="", previous_url="")


def given_up(made: Iterable[Made]) -> Difference:
    """Return our changes that are lost because upstream's version was chosen: rows, cells, and rows that we removed."""
    lost = [one for one in made if one.side is Side.THEIRS]
    return Difference(
        tuple(
            entry
            for row, entry, _, dropped in lost
            if row.ours is None and entry is not None and (row.base is not None or dropped is not None)
        ),
        tuple(one for row, entry, *_ in lost if row.ours and entry and (one := _cells_lost(row.base, row.ours, entry))),
        tuple(row.ours for row, entry, *_ in lost if row.ours is not None and row.ours.cells and entry is None),
    )


def _cells_lost(base: Entry | None, ours: Entry, now: Entry) -> Changed | None:
    """Return the cells that we changed and that now have upstream's value."""
    width = max(len(entry.cells) for entry in (base, ours, now) if entry)
    mine, yours = _level(ours, width), _level(now, width)
    was = _level(base, width) if base else [None] * width
    cells = [mine[at] if mine[at] in (was[at], yours[at]) else yours[at] for at in range(width)]
    return Changed(ours.url, ours, Entry(0, 0, tuple(cells), write_record(cells, ""))) if cells != mine else None


def _level(entry: Entry, width: int) -> list[str]:
    return [*entry.cells, *[""] * (width - len(entry.cells))]
