"""Rows of several lists put together to one: in which order, and with whose line ends. Pure."""

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
    """What a list is beside its rows."""

    header: Entry | None
    has_bom: bool
    end: str
    """The line end that most records have."""
    ends_open: bool
    """Whether the last record has none."""

    @classmethod
    def of(cls, urls: UrlList) -> Self:
        """The style of a list."""
        last = urls.last
        end = prevailing_line_end(urls)
        header = _bare(urls.header, end) if urls.header else None
        return cls(header, urls.has_bom, end, last is not None and not line_end(last.raw))

    @classmethod
    def merged(cls, base: UrlList, ours: UrlList, theirs: UrlList) -> Self:
        """What our style and upstream's make, which both came of the base's: upstream's, but where we changed ours."""
        was, mine, yours = (cls.of(urls) for urls in (base, ours, theirs))
        return cls(
            yours.header if text_of(mine.header) == text_of(was.header) else mine.header,
            yours.has_bom if mine.has_bom == was.has_bom else mine.has_bom,
            yours.end if mine.end == was.end else mine.end,
            yours.ends_open if mine.ends_open == was.ends_open else mine.ends_open,
        )


def text_of(entry: Entry | None) -> str | None:
    """The text of a row that may not be there."""
    return entry.raw if entry else None


def bare(urls: UrlList) -> tuple[Entry, ...]:
    """The list's entries without the line end that is usual in it, which `assemble` puts back; others are kept."""
    end = prevailing_line_end(urls)
    return tuple(_bare(entry, end) for entry in urls.entries)


def _bare(entry: Entry, end: str) -> Entry:
    return entry._replace(raw=entry.raw.removesuffix(end)) if line_end(entry.raw) == end else entry


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of the lists."""

    urls: UrlList
    """The merged list; with conflicts, what was chosen for each."""
    conflicts: tuple[Conflict, ...] = ()
    rows: tuple[Made, ...] = ()
    """What became of each row that any of the lists has."""
    differing: tuple[Changed, ...] = ()
    """Where there was no base: rows that both had, and not alike. `before` is ours, `after` upstream's."""
    off: tuple[Entry, ...] = ()
    """Where there was no base: rows that we dropped, that upstream has, and that stay off."""


def merged(path: str, plan: Plan, choose: Choose, style: Style) -> Merged:
    """Return the list at `path` that the planned rows make, once `choose` has settled their conflicts.

    Raises:
        Failure: a list is damaged, so that its rows can't be put together with others.

    """
    made, conflicts = settle(plan, choose)
    # Of the rows that stay alone: whether a side put them in another order must not hang on rows that are gone when
    # the same merge is made again.
    order = ordered(
        *([place for place in in_order(plan.rows, side) if made[place].entry is not None] for side in range(3))
    )
    chosen = [entry for place in order if (entry := made[place].entry) is not None]
    return Merged(assemble(path, chosen, style), conflicts, made)


def ordered(base: Sequence[int], ours: Sequence[int], theirs: Sequence[int]) -> list[int]:
    """The order in which the rows of both lists stand in one.

    It is upstream's, and what only we have stands behind what it stands behind in ours, or at the end where it stands
    at our end. It is ours where we put rows in another order and upstream did not.
    """
    if _kept_order(base, ours) or not _kept_order(base, theirs):
        return _woven(theirs, ours)
    return _woven(ours, theirs)


def _kept_order(base: Sequence[int], side: Sequence[int]) -> bool:
    """Whether the rows that `side` has of `base` stand in the order that they had there."""
    common = set(side)
    was = [place for place in base if place in common]
    known = set(was)
    return was == [place for place in side if place in known]


def _woven(frame: Sequence[int], other: Sequence[int]) -> list[int]:
    """`frame`, and what `other` alone has: behind its neighbour; what stands at its end at the end."""
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
    """The list at `path` of these rows, which are as `bare` gives them, in this style.

    Raises:
        Failure: read again, the rows would not be what they are: one of them opens a quote and never closes it.

    """
    header = style.header or (Entry(0, 1, HEADER, write_record(HEADER, "")) if rows else None)
    texts = [_ended(record.raw, style.end) for record in ([header] if header else []) + list(rows)]
    if texts and style.ends_open:
        last = texts[-1][: len(texts[-1]) - len(line_end(texts[-1]))]
        texts[-1] = last or texts[-1]  # a blank row is nothing but its line end
    bom = BOM_UTF8 if style.has_bom else b""
    urls = parse(bom + "".join(texts).encode("utf-8", "surrogateescape"), path)
    if [entry.cells for entry in urls.entries] != [row.cells for row in rows]:
        raise Failure(
            f"The rows of {path} can't be put together: a quote is opened in one of them and never closed.",
            "See where with: kh-testlist validate --select FIL004",
        )
    return urls


def _ended(text: str, end: str) -> str:
    return text if line_end(text) else text + end
