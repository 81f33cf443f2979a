"""Say how many pages of each kind a check gets right.

python -m tests.farm.wild.score             # the table
python -m tests.farm.wild.score parked all  # and the pages that are judged wrong, of kinds that start so, or all
python -m tests.farm.wild.score second      # the table of the second set, with the wrong ones; so with third
python -m tests.farm.wild.score --json      # everything that was found, for the tests
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Final

from tests.farm.runs import Checked
from tests.farm.wild.runs import Found, check_everything

HARMLESS: Final = ("ordinary", "honest", "own-kind", "second-honest", "third-honest")


def main(arguments: list[str]) -> int:
    """Check everything, and print what was found."""
    with tempfile.TemporaryDirectory() as folder:
        runs = check_everything(Path(folder))
    if "--json" in arguments:
        data = {name: (checked.code, [asdict(one) for one in found]) for name, (checked, found) in runs.items()}
        sys.stdout.write(json.dumps(data) + "\n")
    else:
        _print(runs, tuple(arguments))
    return 0


def _print(runs: dict[str, tuple[Checked, list[Found]]], kinds: tuple[str, ...]) -> None:
    """Print the table, and each page of `kinds` that is judged wrong."""
    found = [one for _, of_run in runs.values() for one in of_run]
    if kinds in {("second",), ("third",)}:
        found = [one for one in found if one.kind.startswith(kinds)]
    total = Counter(one.kind for one in found)
    right = Counter(one.kind for one in found if one.is_right)
    for kind in total:
        sys.stdout.write(f"{kind}: {right[kind]} of {total[kind]}\n")
    hazards = [one for one in found if not one.kind.startswith(HARMLESS)]
    harmless = [one for one in found if one.kind.startswith(HARMLESS)]
    for name, part in (("hazards", hazards), ("harmless", harmless), ("all", found)):
        sys.stdout.write(f"{name}: {sum(one.is_right for one in part)} of {len(part)}\n")
    for name, (checked, _) in runs.items():
        sys.stdout.write(f"run {name}: exit {checked.code}, {checked.seconds:.1f} s\n")
    for one in found:
        if not one.is_right and ("all" in kinds or (kinds and one.kind.startswith(kinds))):
            sys.stdout.write(f"{one}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
