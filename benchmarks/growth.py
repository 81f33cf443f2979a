"""Measure how time and memory grow with the list, for each command that takes one.

    python benchmarks/growth.py [COMMAND…] [--quick] [--write]

Made-up lists have 172 rows, ten times and a hundred times as many. Each run is a fresh process in a copy of the same
project. Times are processor times with child processes, the least of some runs. The time for a list of one row is
subtracted. The exponent is the slope between ten times and a hundred times, with logarithms on both axes. It is 1 if
ten times the rows take ten times as long, and 2 if they take a hundred times as long.
"""

from __future__ import annotations

import math
import os
import platform
import sys
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

from comparison import Comparison
from cost import Cost, FailedError, cost
from growth_works import LEFT_OUT, WORKS, Place, Work, place
from machine import today
from script import parser, prepare, report

ROWS: Final = 172
STEEPEST: Final = 1.15
"""A command above this exponent must be fixed, or must say why."""

_SIZES: Final = (ROWS, 10 * ROWS, 100 * ROWS)
_QUICK_SIZES: Final = (ROWS // 10, ROWS, 10 * ROWS)
_ROUNDS: Final = 5
_ENOUGH: Final = 2.0
"""After this number of seconds a command is not run again."""
_TELLING: Final = 0.02
"""An exponent means something only if ten times the rows take at least these seconds."""


class Growth(NamedTuple):
    """The time and memory of a work at each size."""

    work: Work
    start: Cost
    costs: tuple[Cost, ...]

    @property
    def seconds(self) -> tuple[float, ...]:
        """The seconds at each size, minus those for one row."""
        return tuple(max(one.cpu - self.start.cpu, 0.0) for one in self.costs)

    @property
    def exponent(self) -> float | None:
        """The exponent; None if the time is so short that it would be chance."""
        *_, few, many = self.seconds
        return math.log10(many / few) if few >= _TELLING and many > 0 else None


def main() -> int:
    """Measure, and print the tables."""
    asked = parser(__doc__, "a tenth of the rows, one round")
    asked.add_argument("works", nargs="*", metavar="COMMAND", help="these alone; all by default")
    options = asked.parse_args()
    prepare()
    sizes, rounds = (_QUICK_SIZES, 1) if options.quick else (_SIZES, _ROUNDS)
    works = [work for work in WORKS if not options.works or work.name in options.works]
    costs: dict[str, list[Cost]] = {work.name: [] for work in works}
    failed: dict[str, str] = {}
    for size in (1, *sizes):
        with tempfile.TemporaryDirectory(prefix="growth-") as name, place(Path(name), size) as here:
            for work in works:
                if work.name not in failed:
                    print(f"{size} rows: {work.name}", file=sys.stderr, flush=True)
                    try:
                        costs[work.name].append(least(work, here, rounds))
                    except FailedError as error:
                        failed[work.name] = str(error)
    grown = [Growth(work, *_parted(costs[work.name])) for work in works if work.name not in failed]
    details = f"{_table(grown, sizes)}\n{_left_out()}\n{_about(sizes)}"
    report("growth", details, _asked(grown, failed), is_written=options.write)
    return 1 if failed else 0


def least(work: Work, here: Place, rounds: int) -> Cost:
    """Return the least time that `work` took, and the highest peak of memory.

    Raises:
        FailedError: it did not do its work.

    """
    runs: list[Cost] = []
    while len(runs) < rounds and sum(run.seconds for run in runs) < _ENOUGH:
        command, folder, environment = here.turn(work)
        runs.append(cost(command, folder, environment, work.accepted))
    return Cost(min(run.seconds for run in runs), min(run.cpu for run in runs), max(run.megabytes for run in runs))


def _parted(costs: list[Cost]) -> tuple[Cost, tuple[Cost, ...]]:
    start, *others = costs
    return start, tuple(others)


def _table(grown: list[Growth], sizes: tuple[int, ...]) -> str:
    rows = [f"{size:,} rows" for size in sizes]
    heads = ["command", "one row", *rows, "each row of the most", "exponent", "MB, one row", *rows, ""]
    lines = [f"| {' | '.join(heads)} |", "|---" + "|---:" * (len(heads) - 2) + "|---|"]
    for one in grown:
        exponent = "too fast to tell" if one.exponent is None else f"{one.exponent:.2f}"
        each = f"{one.seconds[-1] / sizes[-1] * 1e6:,.0f} µs"
        cells = [
            one.work.name,
            f"{one.start.cpu:.2f} s",
            *(f"{seconds:.2f} s" for seconds in one.seconds),
            each,
            exponent,
        ]
        cells += [f"{one.start.megabytes:.0f}", *(f"{cost.megabytes:.0f}" for cost in one.costs), one.work.why]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _left_out() -> str:
    return "".join(f"- `{name}` is left out: {why}.\n" for name, why in LEFT_OUT.items())


def _about(sizes: tuple[int, ...]) -> str:
    where = f"{today()}, Python {platform.python_version()}, {os.cpu_count()} cores"
    return f"{where}; lists of {', '.join(f'{size:,}' for size in sizes)} rows; the time for one row is subtracted.\n"


def _asked(grown: list[Growth], failed: dict[str, str]) -> list[Comparison]:
    """Return the exponents of all commands as one comparison, and those that are not known."""
    unexplained = [one.exponent for one in grown if one.exponent is not None and not one.work.why]
    steepest = max(unexplained, default=None)
    which = next((one.work.name for one in grown if one.exponent == steepest), "none was measured")
    what = f"steepest exponent of {len(unexplained)} commands: {which}"
    found = [Comparison(what, steepest, "{:.2f}", goal=STEEPEST, why="all took too little time")]
    return found + [
        Comparison(f"exponent of {name}", None, "{:.2f}", goal=STEEPEST, why=why) for name, why in failed.items()
    ]


if __name__ == "__main__":
    sys.exit(main())
