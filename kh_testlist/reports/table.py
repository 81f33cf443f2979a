"""Tables for the terminal. Elsewhere they are as wide as their text, so that other programs can cut them."""

from __future__ import annotations

import io
import shutil
from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kh_testlist.reports.terminal import printable

_UNCUT = 100_000


def table(headings: Sequence[str], rows: Sequence[Sequence[str | int]], *, color: bool, title: str = "") -> str:
    """A table of `rows`; numbers stand to the right. On a terminal it fits, folding what is long."""
    grid = Table(box=box.SIMPLE_HEAD, title=title or None, title_justify="left", pad_edge=False, show_edge=False)
    for position, heading in enumerate(headings):
        numeric = bool(rows) and isinstance(rows[0][position], int)
        grid.add_column(heading, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        grid.add_row(*(Text(f"{cell:,}" if isinstance(cell, int) else printable(cell)) for cell in row))
    out = io.StringIO()
    width = shutil.get_terminal_size().columns if color else _UNCUT
    Console(file=out, width=width, force_terminal=color, no_color=not color, legacy_windows=False).print(grid)
    return "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines())
