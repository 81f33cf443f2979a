"""The parts of a page in every format: sections of paragraphs, figures, tables and charts. They are plain values.

Texts are already in the reader's language. They may hold text from outside, so each renderer escapes all of them.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Site(NamedTuple):
    """A URL or a domain that people see and copy. It is never a link, so that nobody opens it by accident."""

    name: str


class Lines(NamedTuple):
    """Several short texts in one cell."""

    texts: tuple[str, ...]


Cell = str | Site | Lines


class Kind(enum.StrEnum):
    """The kind of values in a column."""

    TEXT = "text"
    WORD = "word"
    """Only words of this program, which are never broken."""
    DAY = "day"
    """Days, each on its own line."""
    NUMBER = "number"
    """Numbers, aligned to the right, with digits of equal width."""


class Column(NamedTuple):
    """A column of a table."""

    heading: str
    kind: Kind = Kind.TEXT
    is_narrow: bool = False
    """True if its heading is vertical, so that many columns fit."""


class Paragraph(NamedTuple):
    """Some sentences."""

    text: str
    is_note: bool = False
    """True if it explains something and may be skipped."""
    is_caution: bool = False
    """True if it says that something is missing or doubtful, so it must be seen."""


class Fact(NamedTuple):
    """An important figure, and its meaning."""

    figure: str
    label: str
    is_grave: bool = False


class Facts(NamedTuple):
    """The few important figures."""

    facts: tuple[Fact, ...]


class Listing(NamedTuple):
    """A list of points."""

    items: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table."""

    caption: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    summary: str = ""
    """The text that is shown if the table is folded."""
    left_out: str = ""
    """The text that is printed if the table is too long for paper."""
    has_total: bool = False
    """True if the last row is the sum of the others."""
    is_stacked: bool = False
    """True if each row becomes a card on a narrow screen."""


class Bar(NamedTuple):
    """A bar of a chart."""

    label: str
    shown: str
    """Its figure, as people read it."""
    percent: float
    """The length of the bar in percent of the width."""


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of bars. A table next to it has the same numbers."""

    id: str
    title: str
    description: str
    bars: tuple[Bar, ...]


class Tick(NamedTuple):
    """A mark on the time axis."""

    label: str
    percent: float


class Stretch(NamedTuple):
    """The days when a site was seen blocked."""

    label: str
    shown: str
    start: float
    """In percent of the width."""
    width: float
    is_grave: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """A chart of time. A table next to it has the same days."""

    id: str
    title: str
    description: str
    ticks: tuple[Tick, ...]
    stretches: tuple[Stretch, ...]
    legend: tuple[str, str]
    """The meaning of a grave stretch, and of another stretch."""


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
    """The notice that the translation is a draft, in each language. Empty after a native reader has approved it."""
    contents: str
    """The heading of the list of sections."""
    sections: tuple[Section, ...]
    colophon: tuple[str, ...]
    """The sources of its figures."""
