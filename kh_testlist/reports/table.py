"""Tables for the terminal. Elsewhere they are as wide as their text, so that other programs can cut them."""

from __future__ import annotations

import io
import shutil
from collections.abc import Sequence
from typing import Final

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kh_testlist.reports.terminal import printable

_GAP: Final = "   "


def table(headings: Sequence[str], rows: Sequence[Sequence[str | int]], *, color: bool) -> str:
    """A table of `rows`; numbers stand to the right. On a terminal it fits, folding what is long."""
    texts = [[f"{cell:,}" if isinstance(cell, int) else printable(cell) for cell in row] for row in rows]
    numeric = [bool(rows) and isinstance(cell, int) for cell in (rows[0] if rows else headings)]
    return _fitted(headings, texts, numeric) if color else _uncut(headings, texts, numeric)


def _fitted(headings: Sequence[str], rows: list[list[str]], numeric: list[bool]) -> str:
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for heading, is_number in zip(headings, numeric, strict=True):
        grid.add_column(heading, justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        grid.add_row(*map(Text, row))
    out = io.StringIO()
    Console(file=out, width=shutil.get_terminal_size().columns, force_terminal=True, legacy_windows=False).print(grid)
    return "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines())


def _uncut(headings: Sequence[str], rows: list[list[str]], numeric: list[bool]) -> str:
    widths = [max(map(cell_len, column)) for column in zip(headings, *rows, strict=True)]

    def line(cells: Sequence[str]) -> str:
        padded = (
            " " * (width - cell_len(cell)) + cell if is_number else cell + " " * (width - cell_len(cell))
            for cell, width, is_number in zip(cells, widths, numeric, strict=True)
        )
        return _GAP.join(padded).rstrip() + "\n"

    rule = "─" * (sum(widths) + len(_GAP) * (len(widths) - 1)) + "\n"
    return line(headings) + rule + "".join(map(line, rows))
