"""Tables for people. They fit the screen, and break no URL and no word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kh_testlist.reports.terminal import Screen, columns, fold, paint, printable

_GAP: Final = "   "
_RULE: Final = "─"


@dataclass(frozen=True, slots=True)
class _Column:
    heading: str
    cells: Sequence[str]
    is_number: bool

    @property
    def natural(self) -> int:
        """The columns on the screen that the longest cell takes."""
        return max(map(columns, (self.heading, *self.cells)))

    @property
    def least(self) -> int:
        """The columns on the screen that the longest word takes."""
        return max(columns(word) for text in (self.heading, *self.cells) for word in text.split(" "))


def table(headings: Sequence[str], rows: Sequence[Sequence[str | int]], screen: Screen) -> str:
    """Return a table of `rows`, with numbers to the right.

    A cell that does not fit the screen is folded at spaces. A long word, such as a URL, may run over the next columns.
    Then their cells follow on the line below. If that takes more lines, each row is printed as lines: its name, then
    the other cells with their headings. In a file or a pipe each row is one line, however long.
    """
    found = [
        _Column(
            heading,
            [f"{row[at]:,}" if isinstance(row[at], int) else printable(str(row[at])) for row in rows],
            is_number=bool(rows) and isinstance(rows[0][at], int),
        )
        for at, heading in enumerate(headings)
    ]
    natural = [one.natural for one in found]
    if screen.width is None or _total(natural) <= screen.width:
        return _grid(found, natural, screen)
    found = [one for one in found if any(one.cells)]
    as_lines = _lines(found, screen)
    widths = _widths(found, screen.width)
    if widths is None:
        return as_lines
    as_grid = _grid(found, widths, screen)
    return as_grid if as_grid.count("\n") <= as_lines.count("\n") else as_lines


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + len(_GAP) * (len(widths) - 1)


_LEAST_OVERFLOWING: Final = 20
"""Columns on the screen that the widest column of a table has at least. With fewer, most of its cells overflow."""
_MOST_OVERFLOWING: Final = 0.8
"""The share of cells that should fit the widest column, if the other columns leave it the space."""


def _widths(found: Sequence[_Column], width: int) -> list[int] | None:
    """Return a width for each column, or None if the screen is too narrow for a table.

    The column with the longest word gets what fits most of its cells. The others get what their longest word takes,
    and a share of what is left over.
    """
    widest = max(range(len(found)), key=lambda at: found[at].least)
    widths = [one.least for one in found]
    cells = sorted(map(columns, found[widest].cells))
    wanted = min(found[widest].natural, max(_LEAST_OVERFLOWING, cells[int(len(cells) * _MOST_OVERFLOWING)]))
    widths[widest] = 0
    widths[widest] = min(wanted, width - _total(widths))
    if widths[widest] < min(_LEAST_OVERFLOWING, found[widest].least):
        return None
    more = [one.natural - least for one, least in zip(found, widths, strict=True)]
    more[widest] = 0
    left = width - _total(widths)
    share = min(1.0, left / max(1, sum(more)))
    widths = [least + int(extra * share) for least, extra in zip(widths, more, strict=True)]
    widths[widest] = min(found[widest].natural, widths[widest] + width - _total(widths))
    start = _total([*widths[:widest], 0])
    return widths if widest == 0 or start + found[widest].least <= width else None


def _grid(found: Sequence[_Column], widths: Sequence[int], screen: Screen) -> str:
    head = _row([one.heading for one in found], found, widths)
    body = "".join(_row(cells, found, widths) for cells in zip(*(one.cells for one in found), strict=True))
    return paint([(head, "bold")], Screen(screen.color)) + _RULE * _total(widths) + "\n" + body


def _row(cells: Sequence[str], found: Sequence[_Column], widths: Sequence[int]) -> str:
    """Return one row, as high as its highest cell. After a cell that overflows, the others are a line lower."""
    lines: list[str] = []
    first, start = 0, 0
    for cell, width, column in zip(cells, widths, found, strict=True):
        folded = [line.strip() for line in fold(cell, width).split("\n")]
        for number, text in enumerate(folded, first):
            if number == len(lines):
                lines.append("")
            space = " " * (start - columns(lines[number]))
            lines[number] += space + (text.rjust(width) if column.is_number else text)
        if any(columns(text) > width for text in folded):
            first = len(lines)
        start += width + len(_GAP)
    return "".join(line.rstrip() + "\n" for line in lines)


def _lines(found: Sequence[_Column], screen: Screen) -> str:
    """Return each row as lines; the first column that is not a number comes first."""
    first = next((one for one in found if not one.is_number), found[0])
    others = [one for one in found if one is not first]
    parts = []
    for at, title in enumerate(first.cells):
        said = [f"{one.heading}: {one.cells[at]}".removeprefix(": ") for one in others if one.cells[at]]
        parts.append(paint([(f"{title}\n", "bold")], Screen(screen.color)) + _packed(said, screen.width or 0))
    return "".join(parts)


def _packed(pieces: Sequence[str], width: int) -> str:
    """Return the pieces in lines, as many in a line as fit; no piece is broken unless it is longer than a line."""
    lines: list[str] = []
    for piece in pieces:
        if lines and columns(lines[-1]) + len(_GAP) + columns(piece) <= width:
            lines[-1] += _GAP + piece
        else:
            lines.append(f"    {piece}")
    return "".join(fold(line, width) + "\n" for line in lines)
