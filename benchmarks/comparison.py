"""The form in which each script hands over its results, so that no number is copied by hand.

A script writes its comparisons as JSON, one on each line, to the file that `HANDED_OVER` names. `all.py` reads them
there and makes one table of all. The report of a script that runs by itself ends with the same table.
"""

from __future__ import annotations

import json
import operator
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

HANDED_OVER: Final = "KH_BENCHMARK_COMPARISONS"
"""The environment variable that names the file."""

_HEAD: Final = "| comparison | ours | compared with | ratio | goal | |\n|---|---:|---|---:|---|---|\n"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measurement of our program, by itself or compared with a peer, and its goal."""

    what: str
    ours: float | None
    """Our figure; None if it was not measured."""
    form: str = "{:.2f} s"
    beside: str = ""
    theirs: float | None = None
    """The figure of the peer. If there is one, the goal is for the ratio."""
    goal: float | None = None
    """The goal; None if the figure is only for information."""
    wish: float | None = None
    """A better value than the goal."""
    is_least: bool = False
    """True if more is better."""
    why: str = ""
    """The reason why it was not measured."""

    @property
    def ratio(self) -> float | None:
        """The ratio of our figure to the peer's."""
        return self.ours / self.theirs if self.ours is not None and self.theirs else None

    @property
    def _judged(self) -> float | None:
        return self.ratio if self.beside else self.ours

    @property
    def is_missing(self) -> bool:
        """True if it was not measured."""
        return self._judged is None

    @property
    def verdict(self) -> str:
        """The word for the table: if the goal is met."""
        value = self._judged
        if value is None:
            return f"not measured: {self.why or 'nobody said why'}"
        if self.goal is None:
            return ""
        fits = operator.ge if self.is_least else operator.le
        if not fits(value, self.goal):
            return "**not met**"
        return "met, and the wish too" if self.wish is not None and fits(value, self.wish) else "met"

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of its line in the table."""
        ours = "" if self.ours is None else self.form.format(self.ours)
        beside = self.beside if self.theirs is None else f"{self.beside}, {self.form.format(self.theirs)}"
        ratio = "" if self.ratio is None else f"{self.ratio:.2f} x"
        return self.what, ours, beside, ratio, self._asked, self.verdict

    @property
    def _asked(self) -> str:
        if self.goal is None:
            return "none"
        sign, form = "≥" if self.is_least else "≤", "{:.2f} x" if self.beside else self.form
        wish = "" if self.wish is None else f", wished {form.format(self.wish)}"
        return f"{sign} {form.format(self.goal)}{wish}"


def table(comparisons: Iterable[Comparison]) -> str:
    """Return all comparisons, in Markdown."""
    return _HEAD + "".join(f"| {' | '.join(_inside(cell) for cell in one.cells)} |\n" for one in comparisons)


def _inside(cell: str) -> str:
    """Return `cell` on one line and in one column, because other programs write the reasons of failures."""
    return " ".join(cell.split()).replace("|", "\\|")


def hand_over(comparisons: Iterable[Comparison]) -> None:
    """Add them to the file of the run, if this script is part of one."""
    if HANDED_OVER in os.environ:
        with Path(os.environ[HANDED_OVER]).open("a", encoding="utf-8") as file:
            file.writelines(f"{json.dumps(asdict(one))}\n" for one in comparisons)


def handed_over(file: Path) -> list[Comparison]:
    """Return the comparisons in the file of a run; none if there is no such file."""
    if not file.exists():
        return []
    return [Comparison(**json.loads(line)) for line in file.read_text("utf-8").splitlines()]
