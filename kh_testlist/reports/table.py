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

    What does not fit the screen is folded at spaces. Where folding is not enough, or takes more lines, each row is
    printed as lines: its first cell, and below it the other cells with their headings. In a file or a pipe each row
    is one line, however long.
    """
    found = [
        _Column(
            heading,
            [f"{row[at]:,}" if isinstance(row[at], int) else printable(str(row[at])) for row in rows],
            is_number=bool(rows) and isinstance(rows[0][at], int),
        )
        for at, heading in enumerate(headings)
    ]
    if screen.width is None or _total([one.natural for one in found]) <= screen.width:
        return _grid(found, [one.natural for one in found], screen)
    found = [one for one in found if any(one.cells)]
    as_lines = _lines(found, screen)
    if _total([one.least for one in found]) > screen.width:
        return as_lines
    as_grid = _grid(found, _widths(found, screen.width), screen)
    return as_grid if as_grid.count("\n") <= as_lines.count("\n") else as_lines


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + len(_GAP) * (len(widths) - 1)


def _widths(found: Sequence[_Column], width: int) -> list[int]:
    """Return a width for each column: what its longest word takes, and a share of what is left over."""
    widths = [one.least for one in found]
    wanted = [one.natural - one.least for one in found]
    left = width - _total(widths)
    share = min(1.0, left / max(1, sum(wanted)))
    return [least + int(more * share) for least, more in zip(widths, wanted, strict=True)]


def _grid(found: Sequence[_Column], widths: Sequence[int], screen: Screen) -> str:
    head = _row([one.heading for one in found], found, widths)
    body = "".join(_row(cells, found, widths) for cells in zip(*(one.cells for one in found), strict=True))
    return paint([(head, "bold")], Screen(screen.color)) + _RULE * _total(widths) + "\n" + body


def _row(cells: Sequence[str], found: Sequence[_Column], widths: Sequence[int]) -> str:
    """Return one row, on as many lines as its highest cell."""
    folded = [
        [line.strip() for line in fold(cell, width).split("\n")] for cell, width in zip(cells, widths, strict=True)
    ]
    lines = []
    for number in range(max(map(len, folded))):
        padded = [
            _padded(cell[number] if number < len(cell) else "", width, to_the_right=column.is_number)
            for cell, width, column in zip(folded, widths, found, strict=True)
        ]
        lines.append(_GAP.join(padded).rstrip() + "\n")
    return "".join(lines)


def _padded(text: str, width: int, *, to_the_right: bool) -> str:
    space = " " * (width - columns(text))
    return space + text if to_the_right else text + space


def _lines(found: Sequence[_Column], screen: Screen) -> str:
    """Return each row as lines; the first column that is not a number comes first."""
    first = next((one for one in found if not one.is_number), found[0])
    others = [one for one in found if one is not first]
    parts = []
    for at, title in enumerate(first.cells):
        said = [
            f"{one.cells[at]} {one.heading}" if one.is_number else f"{one.heading} {one.cells[at]}".strip()
            for one in others
            if one.cells[at]
        ]
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
