"""Run every comparison, and make one table of all of them.

    python benchmarks/all.py [--quick] [--write]

If a script fails, or its peer is missing, a line of the table says so. The rest goes on, and the exit code is 1. A goal
that is not met is not a failure: readers judge it. --write puts the table, with the machine and all versions, at the
top of docs/benchmarks.md, and the tables of each script below it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from comparison import HANDED_OVER, Comparison, handed_over, table
from machine import about
from script import TOP, parser, prepare, put

SCRIPTS: Final = (
    "validate",
    "check",
    "tag",
    "khmer",
    "sync",
    "evidence",
    "episodes",
    "report",
    "growth",
)
"""The scripts. Each takes --quick and --write, and hands its comparisons over."""

_HERE: Final = Path(__file__).resolve().parent
_NAME: Final = "all"


def main() -> int:
    """Run the scripts, print the table, and write it with --write."""
    options = _options()
    prepare()
    found: list[Comparison] = []
    for number, name in enumerate(SCRIPTS, 1):
        print(f"\n{number} of {len(SCRIPTS)}: {name}\n", file=sys.stderr, flush=True)
        arguments = [f"--{option}" for option in ("quick", "write") if getattr(options, option)]
        found += run([sys.executable, str(_HERE / f"{name}.py"), *arguments], name)
    quick = "\nA quick round: few rows, few rounds; no goal is judged by it.\n" if options.quick else ""
    text = f"{table(found)}\n{about()}{quick}"
    print(text, end="")
    if options.write:
        put(_NAME, text)
    return 1 if any(one.is_missing for one in found) else 0


def run(command: Sequence[str], name: str) -> list[Comparison]:
    """Return what one script hands over. If it fails or hands nothing over, return a line that says how it ended."""
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as place:
        handed = Path(place) / "comparisons.jsonl"
        path = os.pathsep.join(filter(None, (str(TOP), os.environ.get("PYTHONPATH", ""))))
        environment = {**os.environ, HANDED_OVER: str(handed), "PYTHONPATH": path}
        # Its output goes to stderr here, because the answer is the table.
        ended = subprocess.run(command, env=environment, stdout=sys.stderr, check=False).returncode
        found = handed_over(handed)
    if ended:
        found.append(Comparison("all of it" if not found else "the rest of it", None, why=f"it ended with {ended}"))
    elif not found:
        found.append(Comparison("all of it", None, why="it handed nothing over"))
    return [replace(one, what=f"{name}: {one.what}") for one in found]


def _options() -> argparse.Namespace:
    made = parser(__doc__, "few rows, few rounds")
    options = made.parse_args()
    if options.quick and options.write:
        made.error("a quick round is not worth writing down: take --quick or --write")
    return options


if __name__ == "__main__":
    sys.exit(main())
