"""The one shape in which each script hands over what it measured, so that no number is copied by hand.

A script writes its comparisons as JSON, one a line, to the file that `HANDED_OVER` names; `all.py` reads them there and
makes one table of all. The same table ends the report of a script that runs by itself.
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
    """Something of ours that was measured, by itself or beside a peer, and what was asked of it."""

    what: str
    ours: float | None
    """None where it was not measured."""
    form: str = "{:.2f} s"
    beside: str = ""
    theirs: float | None = None
    """What the peer has; the goal is one of the ratio then."""
    goal: float | None = None
    """None for what is only good to know."""
    wish: float | None = None
    """What would be better still."""
    is_least: bool = False
    """Whether more is better."""
    why: str = ""
    """Why it was not measured."""

    @property
    def ratio(self) -> float | None:
        """Of ours to theirs."""
        return self.ours / self.theirs if self.ours is not None and self.theirs else None

    @property
    def _judged(self) -> float | None:
        return self.ratio if self.beside else self.ours

    @property
    def is_missing(self) -> bool:
        """Whether it was not measured."""
        return self._judged is None

    @property
    def verdict(self) -> str:
        """Whether the goal is met."""
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
        """What stands in its line of the table."""
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
    """All of them, in Markdown."""
    return _HEAD + "".join(f"| {' | '.join(_inside(cell) for cell in one.cells)} |\n" for one in comparisons)


def _inside(cell: str) -> str:
    """`cell` on one line and in one column: why something failed is said by others."""
    return " ".join(cell.split()).replace("|", "\\|")


def hand_over(comparisons: Iterable[Comparison]) -> None:
    """Add them to the file of the run, if this script is part of one."""
    if HANDED_OVER in os.environ:
        with Path(os.environ[HANDED_OVER]).open("a", encoding="utf-8") as file:
            file.writelines(f"{json.dumps(asdict(one))}\n" for one in comparisons)


def handed_over(file: Path) -> list[Comparison]:
    """What is in the file of a run; none where there is no such file."""
    if not file.exists():
        return []
    return [Comparison(**json.loads(line)) for line in file.read_text("utf-8").splitlines()]
