"""What a page is made of, whatever it is set in: sections of paragraphs, figures, tables and charts. Plain values.

Texts are in the reader's language already. They may hold what came from outside: each renderer escapes all of it.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Site(NamedTuple):
    """A URL or a domain, to be shown and copied, and never to be followed by accident."""

    name: str


class Lines(NamedTuple):
    """Several short texts in one cell."""

    texts: tuple[str, ...]


Cell = str | Site | Lines


class Kind(enum.StrEnum):
    """What a column holds."""

    TEXT = "text"
    WORD = "word"
    """Words of ours alone, which are never broken."""
    DAY = "day"
    """Days, each on a line of its own."""
    NUMBER = "number"
    """Set to the right, in figures of one width."""


class Column(NamedTuple):
    """A column of a table."""

    heading: str
    kind: Kind = Kind.TEXT
    is_narrow: bool = False
    """Whether its heading stands upright, to leave room for many of them."""


class Paragraph(NamedTuple):
    """Some sentences."""

    text: str
    is_note: bool = False
    """Whether it explains, and may be passed over."""
    is_caution: bool = False
    """Whether something is missing or doubtful, and must not be passed over."""


class Fact(NamedTuple):
    """A figure that matters, and what it is."""

    figure: str
    label: str
    is_grave: bool = False


class Facts(NamedTuple):
    """The few figures that matter."""

    facts: tuple[Fact, ...]


class Listing(NamedTuple):
    """Points, one below the other."""

    items: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table."""

    caption: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    summary: str = ""
    """Where it is folded away: what stands in its place."""
    left_out: str = ""
    """Where it is too long for paper: what is printed in its place."""
    has_total: bool = False
    """Whether the last row is the sum of the others."""
    is_stacked: bool = False
    """Whether on a narrow screen each row becomes a card."""


class Bar(NamedTuple):
    """A bar of a chart."""

    label: str
    shown: str
    """Its figure, as people read it."""
    percent: float
    """Of the width there is."""


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of bars; the table that it draws stands beside it."""

    id: str
    title: str
    description: str
    bars: tuple[Bar, ...]


class Tick(NamedTuple):
    """A mark on the line of time."""

    label: str
    percent: float


class Stretch(NamedTuple):
    """The days in which a site was seen blocked."""

    label: str
    shown: str
    start: float
    """In percent of the width there is."""
    width: float
    is_grave: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """A chart of time; the table that it draws stands beside it."""

    id: str
    title: str
    description: str
    ticks: tuple[Tick, ...]
    stretches: tuple[Stretch, ...]
    legend: tuple[str, str]
    """What a graver stretch is, and what another one."""


Block = Paragraph | Facts | Listing | Table | Bars | Timeline


class Section(NamedTuple):
    """A part of a page."""

    id: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A page."""

    lang: str
    title: str
    subtitle: str
    draft: tuple[str, ...]
    """That its language is a draft, until somebody who reads it has signed it off; in each language."""
    contents: str
    """The heading of the list of sections."""
    sections: tuple[Section, ...]
    colophon: tuple[str, ...]
    """Where its figures come from."""
