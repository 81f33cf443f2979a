"""Differences between two lists: rows added, changed and removed. Pure: nothing here reads or writes a file.

Rows of both lists are paired by their exact URL. If a URL was edited, the ledger says what it was before. If only the
spelling changed, rows are paired by the equivalent URL, if there is only one. Any list may have a URL twice, also
upstream's. Such rows are paired one by one: first the rows with the same cells, then the others in their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from kh_testlist.model import Entry, UrlList
from kh_testlist.upstream.kin import joined


class Changed(NamedTuple):
    """A row that both lists have, with at least one different cell."""

    url: str
    """The old URL, if the URL itself was changed."""
    before: Entry
    after: Entry


@dataclass(frozen=True, slots=True)
class Difference:
    """The rows that differ. Differences in blank lines, quotes and line ends are left out."""

    added: tuple[Entry, ...] = ()
    """In the order of the later list."""
    changed: tuple[Changed, ...] = ()
    """In the order of the later list."""
    removed: tuple[Entry, ...] = ()
    """In the order of the earlier list."""

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


NOTHING: Final = Difference()
"""Two lists have the same rows."""


def difference(base: UrlList, ours: UrlList, renamed: Mapping[str, str]) -> Difference:
    """Return the changes from `base` to `ours`. `renamed` has the new URL for an old one, from `ledger.renames`."""
    found, _ = joined(aligned(base.entries, ours.entries, renamed), renamed)
    both = [(before, after) for before, after in found if before is not None and after is not None]
    return Difference(
        tuple(after for before, after in found if before is None and after is not None and after.cells),
        tuple(
            Changed(before.url, before, after)
            for before, after in sorted(both, key=lambda pair: pair[1].number)
            if before.cells != after.cells
        ),
        tuple(before for before, after in found if after is None and before is not None and before.cells),
    )


def aligned(
    before: Sequence[Entry], after: Sequence[Entry], renamed: Mapping[str, str]
) -> list[tuple[Entry | None, Entry | None]]:
    """Return every row with its version in each list, paired by the exact URL: those of `before`, then the others."""
    partner = pairs(before, after, renamed)
    taken = set(partner.values())
    rows: list[tuple[Entry | None, Entry | None]]
    rows = [(entry, after[partner[at]] if at in partner else None) for at, entry in enumerate(before)]
    return rows + [(None, entry) for place, entry in enumerate(after) if place not in taken]


def pairs(before: Sequence[Entry], after: Sequence[Entry], renamed: Mapping[str, str]) -> dict[int, int]:
    """Return the place in `after` for the place of each entry of `before` that `after` has too.

    An edited URL is followed only if the old URL is gone and the new one is new.
    """
    old, new = _places(before), _places(after)
    partner: dict[int, int] = {}
    for url, places in old.items():
        partner |= _paired(before, places, after, new.get(url, ()))
    free = {url: places for url, places in new.items() if url is not None and url not in old}
    for url, places in old.items():
        if url is not None and url not in new and renamed.get(url) in free:
            partner |= _paired(before, places, after, free.pop(renamed[url]))
    return partner


def _places(entries: Iterable[Entry]) -> dict[str | None, list[int]]:
    """Return the places of each URL. The blank lines are under None."""
    places: defaultdict[str | None, list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        places[entry.url if entry.cells else None].append(place)
    return dict(places)


def _paired(before: Sequence[Entry], old: Sequence[int], after: Sequence[Entry], new: Sequence[int]) -> dict[int, int]:
    """Return the pairs of entries of one URL."""
    if len(old) == len(new) == 1:
        return {old[0]: new[0]}
    alike: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for place in reversed(new):
        alike[after[place].cells].append(place)
    partner = {place: alike[before[place].cells].pop() for place in old if alike[before[place].cells]}
    taken = set(partner.values())
    rest = (place for place in new if place not in taken)
    return partner | dict(zip((place for place in old if place not in partner), rest, strict=False))
