"""Say how many pages of each kind a check gets right: `python -m tests.farm.wild.score [KIND…]` lists the wrong ones of kinds."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.farm.wild.runs import check_everything


def main(kinds: list[str]) -> int:
    """Print the table, and each page of `kinds` that is judged wrong (`all` for all kinds)."""
    with tempfile.TemporaryDirectory() as folder:
        runs = check_everything(Path(folder))
    found = [one for _, of_run in runs.values() for one in of_run]
    total = Counter(one.kind for one in found)
    right = Counter(one.kind for one in found if one.is_right)
    for kind in total:
        sys.stdout.write(f"{kind}: {right[kind]} of {total[kind]}\n")
    hazards = [one for one in found if not one.kind.startswith(("ordinary", "honest", "own-kind"))]
    for name, part in (("hazards", hazards), ("harmless", [one for one in found if one not in hazards]), ("all", found)):
        sys.stdout.write(f"{name}: {sum(one.is_right for one in part)} of {len(part)}\n")
    for one in found:
        if not one.is_right and ("all" in kinds or one.kind.startswith(tuple(kinds) or "-")):
            sys.stdout.write(f"{one}\n")
    for name, (checked, _) in runs.items():
        sys.stdout.write(f"run {name}: exit {checked.code}, {checked.seconds:.1f} s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
