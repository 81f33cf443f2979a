"""Merge two lists that started from the same version, row by row (three-way). Pure: it reads and writes no file.

If one side changed a row, its version is taken. If both changed it, the columns are merged. A column that one side
changed is taken from that side. A column that both changed in different ways is a conflict. A category's code and its
description are one column here. The order is upstream's, unless only ours was changed.

A URL in a new spelling is merged like any other column. Rows are paired by their exact URLs first, then by equivalent
URLs. If rows can be paired in more than one way, all of them are one conflict.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from kh_testlist.model import CATEGORY_CODE, CATEGORY_DESCRIPTION, HEADER, URL, Entry, UrlList
from kh_testlist.store import write_record
from kh_testlist.upstream.assembly import Merged, Style, bare, merged, text_of
from kh_testlist.upstream.difference import aligned, pairs
from kh_testlist.upstream.dropped import Dropped
from kh_testlist.upstream.kin import joined
from kh_testlist.upstream.settling import UNSETTLED, Choose, Plan, Versions, keep_ours, returned


def merge(  # noqa: PLR0913, PLR0917 - three lists, and facts about them
    base: UrlList,
    ours: UrlList,
    theirs: UrlList,
    renamed: Mapping[str, str],
    choose: Choose = keep_ours,
    dropped: Dropped = Dropped(),  # noqa: B008 - frozen
) -> Merged:
    """Merge `ours` and `theirs`, which both started from `base`.

    Args:
        base: the last version that both had.
        ours: our list.
        theirs: upstream's list.
        renamed: the new URL for an old one, from `ledger.renames` of our ledger.
        choose: returns whose version of a conflict is kept.
        dropped: the rows that we dropped, by our ledger. One that returns is a conflict.

    Raises:
        Failure: a list is damaged, so its rows cannot be put together with others.

    """
    rows, groups = _paired(_aligned(bare(base), bare(ours), bare(theirs), renamed), renamed)
    unclear = [group for group in groups if _both_changed([rows[place] for place in group])]
    plan = Plan(rows, [_merge_row(row) for row in rows], unclear, returned(rows, base, ours, dropped))
    return merged(ours.path, plan, choose, Style.merged(base, ours, theirs))


def _aligned(
    base: Sequence[Entry], ours: Sequence[Entry], theirs: Sequence[Entry], renamed: Mapping[str, str]
) -> list[Versions]:
    """Return every row with its version in each list, paired by the exact URL and by the ledger."""
    to_ours, to_theirs = pairs(base, ours, renamed), pairs(base, theirs, renamed)
    rows = [
        Versions(
            entry,
            ours[to_ours[place]] if place in to_ours else None,
            theirs[to_theirs[place]] if place in to_theirs else None,
        )
        for place, entry in enumerate(base)
    ]
    new_ours, new_theirs = _others(ours, to_ours.values()), _others(theirs, to_theirs.values())
    return rows + [Versions(None, *row) for row in aligned(new_ours, new_theirs, {})]


def _others(entries: Sequence[Entry], taken: Iterable[int]) -> list[Entry]:
    known = set(taken)
    return [entry for place, entry in enumerate(entries) if place not in known]


def _paired(rows: Sequence[Versions], renamed: Mapping[str, str]) -> tuple[list[Versions], list[list[int]]]:
    """Join rows that differ only in spelling. Return the rows, and the groups that have more than one possible pair."""
    # First without the rows that both sides removed: they must not make a clear pair unclear. If the same merge is made
    # again, more of them are gone, and the result must be the same.
    standing, _ = joined([row for row in rows if row.ours or row.theirs], renamed)
    found, groups = joined([*standing, *(row for row in rows if not row.ours and not row.theirs)], renamed)
    return [Versions(*row) for row in found], groups


def _both_changed(rows: Sequence[Versions]) -> bool:
    """Return True if both sides changed these rows, taken together, in different ways."""
    base, ours, theirs = (Counter(entry.cells for entry in side if entry) for side in zip(*rows, strict=True))
    return base not in (ours, theirs) and ours != theirs


def _merge_row(row: Versions) -> object:
    """Return the merged row: an entry, None for no row, or `UNSETTLED`."""
    base, ours, theirs = row
    if _cells(ours) == _cells(theirs):
        # The cells are the same, but quotes or line ends may differ: those are merged too.
        return theirs if text_of(ours) == text_of(base) else ours
    if _cells(ours) == _cells(base):
        return theirs
    if _cells(theirs) == _cells(base):
        return ours
    if ours is None or theirs is None:
        return UNSETTLED
    if base is None:
        # Both added the site. If only the spelling of the URL differs, upstream's URL is taken.
        return theirs if ours.cells[URL + 1 :] == theirs.cells[URL + 1 :] else UNSETTLED
    return _merge_cells(base, ours, theirs)


def _cells(entry: Entry | None) -> tuple[str, ...] | None:
    return entry.cells if entry else None


COLUMNS: Final = tuple(
    (CATEGORY_CODE, CATEGORY_DESCRIPTION) if place == CATEGORY_CODE else (place,)
    for place in range(len(HEADER))
    if place != CATEGORY_DESCRIPTION
)


def _merge_cells(base: Entry, ours: Entry, theirs: Entry) -> object:
    if not len(base.cells) == len(ours.cells) == len(theirs.cells) == len(HEADER):
        return UNSETTLED
    cells = list(base.cells)
    for columns in COLUMNS:
        was, mine, yours = ([entry.cells[place] for place in columns] for entry in (base, ours, theirs))
        if mine not in (was, yours) and yours != was:
            return UNSETTLED
        for place, value in zip(columns, yours if mine == was else mine, strict=True):
            cells[place] = value
    return Entry(0, 0, tuple(cells), write_record(cells, ""))
