"""Compare the time of `validate` with other commands, in one run.

    python benchmarks/validate.py [FOLDER OF LISTS] [--quick] [--write]

Each command is a fresh process, with the start of the interpreter. The commands take turns, so a busy machine slows all
of them. Times are medians of wall seconds. Memory is the peak of the process.
"""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path
from typing import Final, NamedTuple

from comparison import Comparison
from cost import Cost, across, cost
from machine import today
from script import NO_SNAPSHOT, SNAPSHOT, TOP, parser, prepare, program, report

_ROUNDS: Final = 15
_QUICK_ROUNDS: Final = 3
_CLICK: Final = "python -c 'import click'"
_LOOP: Final = "bare csv.reader loop, all lists"

_BARE: Final = """
import csv, glob, sys
for path in sorted(glob.glob(sys.argv[1] + "/*.csv")):
    if "/00-" not in path:
        with open(path, encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                pass
"""


class Contender(NamedTuple):
    """A command, and its highest allowed cost compared with another command."""

    name: str
    command: list[str]
    beside: str = ""
    at_most: float | None = None


def contenders(folder: Path) -> list[Contender]:
    """Return the commands to compare. Those for whole folders need a folder."""
    python = sys.executable
    own = str(TOP / "lists" / "kh.csv")
    found = [
        Contender(_CLICK, [python, "-c", "import click"]),
        Contender("--help", program("--help"), _CLICK, 1.5),
        Contender("validate lists/kh.csv", program("validate", own), _CLICK, 2.0),
    ]
    if folder.is_dir():
        whole = program("validate", str(folder))
        found += [
            Contender(_LOOP, [python, "-c", _BARE, str(folder)]),
            Contender("validate, all lists, text", whole, _LOOP, 6.0),
            Contender("validate, all lists, json", [*whole, "--format", "json"], _LOOP, 6.0),
        ]
    return found


def main() -> None:
    """Measure, and print the tables."""
    asked = parser(__doc__, f"{_QUICK_ROUNDS} rounds")
    asked.add_argument("lists", type=Path, nargs="?", default=SNAPSHOT, metavar="FOLDER OF LISTS")
    options = asked.parse_args()
    prepare()
    chosen = contenders(options.lists)
    rounds = _QUICK_ROUNDS if options.quick else _ROUNDS
    runs: dict[str, list[Cost]] = {one.name: [] for one in chosen}
    for number in range(rounds + 1):
        for one in chosen:
            taken = cost(one.command, TOP)
            if number:  # the first warms up
                runs[one.name].append(taken)
    found = {name: across(taken) for name, taken in runs.items()}
    lines = ["| command | wall s | peak MB |", "|---|---:|---:|"]
    lines += [f"| {name} | {one.seconds:.3f} | {one.megabytes:.0f} |" for name, one in found.items()]
    lines += ["", f"{today()}, Python {platform.python_version()}, {os.cpu_count()} cores, median of {rounds} rounds."]
    comparisons = [
        Comparison(one.name, found[one.name].seconds, "{:.3f} s", one.beside, found[one.beside].seconds, one.at_most)
        for one in chosen
        if one.beside
    ]
    if not options.lists.is_dir():
        comparisons.append(Comparison("validate, all lists", None, beside=_LOOP, goal=6.0, why=NO_SNAPSHOT))
    report("validate", "\n".join(lines), comparisons, is_written=options.write)


if __name__ == "__main__":
    main()
