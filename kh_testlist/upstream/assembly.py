"""Put rows of several lists together into one list: in which order, and with whose line ends. Pure."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from kh_testlist.errors import Failure
from kh_testlist.model import HEADER, Entry, UrlList
from kh_testlist.store import line_end, parse, prevailing_line_end, write_record
from kh_testlist.upstream.difference import Changed
from kh_testlist.upstream.settling import Choose, Conflict, Made, Plan, in_order, settle


class Style(NamedTuple):
    """The form of a list, without its rows."""

    header: Entry | None
    has_bom: bool
    end: str
    """The line end that most records have."""
    ends_open: bool
    """True if the last record has no line end."""

    @classmethod
    def of(cls, urls: UrlList) -> Self:
        """Return the style of a list."""
        last = urls.last
        end = prevailing_line_end(urls)
        header = _bare(urls.header, end) if urls.header else None
        return cls(header, urls.has_bom, end, last is not None and not line_end(last.raw))

    @classmethod
    def merged(cls, base: UrlList, ours: UrlList, theirs: UrlList) -> Self:
        """Return the style of the merged list: upstream's, except where ours is not that of the base."""
        was, mine, yours = (cls.of(urls) for urls in (base, ours, theirs))
        return cls(
            yours.header if text_of(mine.header) == text_of(was.header) else mine.header,
            yours.has_bom if mine.has_bom == was.has_bom else mine.has_bom,
            yours.end if mine.end == was.end else mine.end,
            yours.ends_open if mine.ends_open == was.ends_open else mine.ends_open,
        )


def text_of(entry: Entry | None) -> str | None:
    """Return the text of a row; None for None."""
    return entry.raw if entry else None


def bare(urls: UrlList) -> tuple[Entry, ...]:
    """Return the entries of a list without its usual line end. `assemble` adds it again. Other line ends are kept."""
    end = prevailing_line_end(urls)
    return tuple(_bare(entry, end) for entry in urls.entries)


def _bare(entry: Entry, end: str) -> Entry:
    return entry._replace(raw=entry.raw.removesuffix(end)) if line_end(entry.raw) == end else entry


@dataclass(frozen=True, slots=True)
class Merged:
    """The result of a merge."""

    urls: UrlList
    """The merged list. Each conflict has the version that was chosen."""
    conflicts: tuple[Conflict, ...] = ()
    rows: tuple[Made, ...] = ()
    """The result for each row that one of the lists has."""
    differing: tuple[Changed, ...] = ()
    """Without a base: rows that both lists have in different versions. `before` is ours, `after` upstream's."""
    off: tuple[Entry, ...] = ()
    """Without a base: rows that we dropped, that upstream has, and that stay off our list."""


def merged(path: str, plan: Plan, choose: Choose, style: Style) -> Merged:
    """Return the list at `path` that the planned rows make. `choose` settles their conflicts.

    Raises:
        Failure: a list is damaged, so its rows cannot be put together with others.

    """
    made, conflicts = settle(plan, choose)
    # Only the rows that stay decide whether a side changed the order. If the same merge is made again, the removed rows
    # are missing, and the result must be the same.
    order = ordered(
        *([place for place in in_order(plan.rows, side) if made[place].entry is not None] for side in range(3))
    )
    chosen = [entry for place in order if (entry := made[place].entry) is not None]
    return Merged(assemble(path, chosen, style), conflicts, made)


def ordered(base: Sequence[int], ours: Sequence[int], theirs: Sequence[int]) -> list[int]:
    """Return the order of the rows of both lists in the merged list.

    It is upstream's order. A row that only we have comes after the row that it follows in our list. If it is at the end
    of our list, it comes at the end. If we changed the order of rows and upstream did not, the order is ours.
    """
    if _kept_order(base, ours) or not _kept_order(base, theirs):
        return _woven(theirs, ours)
    return _woven(ours, theirs)


def _kept_order(base: Sequence[int], side: Sequence[int]) -> bool:
    """Return True if the rows that `side` has of `base` are in the order of `base`."""
    common = set(side)
    was = [place for place in base if place in common]
    known = set(was)
    return was == [place for place in side if place in known]


def _woven(frame: Sequence[int], other: Sequence[int]) -> list[int]:
    """Return `frame` with the places that only `other` has: each after its neighbour; those at its end, at the end."""
    placed = set(frame)
    behind: defaultdict[int | None, list[int]] = defaultdict(list)
    neighbour: int | None = None
    for place in other:
        if place in placed:
            neighbour = place
        else:
            behind[neighbour].append(place)
    last = next((place for place in reversed(other) if place in placed), None)
    tail = behind.pop(last, [])
    woven = list(behind.pop(None, []))
    for place in frame:
        woven += [place, *behind.pop(place, ())]
    return woven + tail


def assemble(path: str, rows: Sequence[Entry], style: Style) -> UrlList:
    """Return the list at `path` with these rows, in this style. The rows are as `bare` returns them.

    Raises:
        Failure: the list would be read back with other rows, because one row opens a quote and never closes it.

    """
    header = style.header or (Entry(0, 1, HEADER, write_record(HEADER, "")) if rows else None)
    texts = [_ended(record.raw, style.end) for record in ([header] if header else []) + list(rows)]
    if texts and style.ends_open:
        last = texts[-1][: len(texts[-1]) - len(line_end(texts[-1]))]
        texts[-1] = last or texts[-1]  # a blank row has only its line end
    bom = BOM_UTF8 if style.has_bom else b""
    urls = parse(bom + "".join(texts).encode("utf-8", "surrogateescape"), path)
    if [entry.cells for entry in urls.entries] != [row.cells for row in rows]:
        raise Failure(
            f"The rows of {path} cannot be merged: one of them opens a quote and never closes it.",
            "Show the row, then fix it: kh-testlist validate --select FIL004",
        )
    return urls


def _ended(text: str, end: str) -> str:
    return text if line_end(text) else text + end
