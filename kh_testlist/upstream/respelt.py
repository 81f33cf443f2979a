"""What a sync writes into the ledger, and what of ours it gives up. Pure."""

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
"""The reason of a record that nobody gave a reason for."""


def respelt(made: Iterable[Made]) -> tuple[Changed, ...]:
    """The rows of ours that have another URL now, which is upstream's; in the order of our list.

    But for those whose old URL is that of another row now: that one's past is not theirs.
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
    """Upstream's list in our spelling, where nobody says that we chose it: a base, where there is none."""
    pairs = [(one.before, one.after.url) for one in difference(theirs, ours, renamed).changed]
    keys = keys_of(url for before, after in pairs for url in (before.url, after))
    cells = {
        before.number: (after, *before.cells[1:])
        for before, after in pairs
        if after not in (before.url, renamed.get(before.url)) and keys[after] == keys[before.url]
    }
    return rewrite(theirs, cells) if cells else theirs


def to_record(made: Sequence[Made], records: Sequence[Record], day: str) -> tuple[Record, ...]:
    """What the ledger should say of the rows, and does not say yet.

    Args:
        made: what became of each row.
        records: what the ledger says, the oldest first.
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
    """A record of the new URL. The last decision on the row goes along: it stays the last one."""
    if last is None or last.decision == "drop":
        return Record(url, day, "replace", RESPELT, previous_url=previous)
    return last._replace(url=url, previous_url=previous)


def _decided(made: Sequence[Made], past: Mapping[str, Record], day: str) -> Iterator[Record]:
    """What was decided of rows that we took off and that upstream has, changed or in another spelling."""
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
    """What of ours is gone where upstream's version was chosen: rows, cells, and that we had taken a row off."""
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
    """The cells that we changed and that are not ours any more."""
    width = max(len(entry.cells) for entry in (base, ours, now) if entry)
    mine, yours = _level(ours, width), _level(now, width)
    was = _level(base, width) if base else [None] * width
    cells = [mine[at] if mine[at] in (was[at], yours[at]) else yours[at] for at in range(width)]
    return Changed(ours.url, ours, Entry(0, 0, tuple(cells), write_record(cells, ""))) if cells != mine else None


def _level(entry: Entry, width: int) -> list[str]:
    return [*entry.cells, *[""] * (width - len(entry.cells))]
