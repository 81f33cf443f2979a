"""Counts as a table or as a chart of bars."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kh_testlist.reports.page import drawing
from kh_testlist.reports.page.blocks import Bar, Bars, Cell, Column, Kind, Table
from kh_testlist.reports.page.words import Words


class Head(NamedTuple):
    """The id, the title and the description of a chart."""

    id: str
    title: str
    description: str


def columns(first: str, *others: str) -> tuple[Column, ...]:
    """Return the columns of a table: the things that are counted, and their numbers."""
    return (Column(first), *numbers(*others))


def numbers(*headings: str) -> tuple[Column, ...]:
    """Return columns of numbers."""
    return tuple(Column(heading, Kind.NUMBER) for heading in headings)


def rows(counted: Iterable[tuple[Cell, Sequence[int]]], words: Words) -> list[tuple[Cell, ...]]:
    """Return the rows of a table: the things that are counted, and their numbers."""
    return [(what, *map(words.number, counts)) for what, counts in counted]


def shares(caption: str, first: str, counted: Sequence[tuple[str, int]], whole: int, words: Words) -> Table:
    """Return a table that counts rows of the list, with their share of the `whole`."""
    cells = [(what, words.number(count), words.percent(count, whole)) for what, count in counted]
    return Table(caption, columns(first, words.say("rows"), words.say("share")), cells)


def chart(head: Head, counted: Sequence[tuple[str, int]], words: Words) -> Bars:
    """Return a chart with a bar for each of `counted`."""
    widths = drawing.shares([count for _, count in counted])
    bars = (Bar(what, words.number(count), width) for (what, count), width in zip(counted, widths, strict=True))
    return Bars(*head, tuple(bars))
