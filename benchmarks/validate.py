"""How long `validate` takes, beside what it is measured against, in one run.

    python benchmarks/validate.py [FOLDER OF LISTS]

Each command is a fresh process, interpreter start included; the commands take turns, so that a noisy machine is noisy
to all of them. Times are medians of wall seconds; memory is the peak of the process.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Final, NamedTuple

TOP: Final = Path(__file__).resolve().parent.parent
SNAPSHOT: Final = TOP.parent / "shared" / "upstream" / "lists"
ROUNDS: Final = 15

_BARE: Final = """
import csv, glob, sys
for path in sorted(glob.glob(sys.argv[1] + "/*.csv")):
    if "/00-" not in path:
        with open(path, encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                pass
"""


class Contender(NamedTuple):
    """A command, and what it may cost at most beside another one."""

    name: str
    command: list[str]
    beside: str = ""
    at_most: float = 0.0


class Measured(NamedTuple):
    """What a command cost."""

    seconds: float
    megabytes: float


def contenders(folder: Path) -> list[Contender]:
    """What takes part; those on whole folders only where there is one."""
    python = sys.executable
    program = [python, "-m", "kh_testlist", "--config", "none", "-q", "validate"]
    own = str(TOP / "lists" / "kh.csv")
    found = [
        Contender("python -c 'import click'", [python, "-c", "import click"]),
        Contender("validate lists/kh.csv", [*program, own], "python -c 'import click'", 3.0),
    ]
    if folder.is_dir():
        bare = "bare csv.reader loop, all lists"
        found += [
            Contender(bare, [python, "-c", _BARE, str(folder)]),
            Contender("validate, all lists, text", [*program, str(folder)], bare, 6.0),
            Contender("validate, all lists, json", [*program, str(folder), "--format", "json"], bare, 6.0),
        ]
    return found


def measure(command: list[str]) -> Measured:
    """Run `command` once."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=TOP) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    if process.returncode:
        sys.exit(f"{' '.join(command)} exited {process.returncode}")
    return Measured(seconds, usage.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2))


def main() -> None:
    """Measure, and print the table."""
    # Nobody's installed program lacks its compiled modules, which this would keep Python from writing.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    chosen = contenders(Path(sys.argv[1]) if len(sys.argv) > 1 else SNAPSHOT)
    for one in chosen:
        measure(one.command)
    runs: dict[str, list[Measured]] = {one.name: [] for one in chosen}
    for _ in range(ROUNDS):
        for one in chosen:
            runs[one.name].append(measure(one.command))
    medians = {name: statistics.median(run.seconds for run in taken) for name, taken in runs.items()}
    print("| command | wall s | peak MB | ratio | goal |\n|---|---:|---:|---:|---:|")
    for one in chosen:
        megabytes = max(run.megabytes for run in runs[one.name])
        ratio = f"{medians[one.name] / medians[one.beside]:.2f} x" if one.beside else ""
        goal = f"<= {one.at_most:g} x" if one.beside else ""
        print(f"| {one.name} | {medians[one.name]:.3f} | {megabytes:.0f} | {ratio} | {goal} |")
    print(f"\nPython {sys.version.split()[0]}, {os.cpu_count()} cores, median of {ROUNDS} rounds.")


if __name__ == "__main__":
    main()
