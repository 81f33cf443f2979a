"""Record goldens: `python -m tests.goldens.record [FAMILY…]`, with `--check` to compare and write nothing."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.goldens import goldens
from tests.goldens.recorder import Recorder, Said
from tests.goldens.table import FAMILIES


def main() -> int:
    """Record, or compare."""
    parser = argparse.ArgumentParser(prog="python -m tests.goldens.record", description=__doc__)
    parser.add_argument("families", nargs="*", metavar="FAMILY", help=f"of {', '.join(FAMILIES)}; all without")
    parser.add_argument("--check", action="store_true", help="compare with what was recorded; exit 1 on differences")
    parser.add_argument("--apart", action="store_true", help="run each in a process of its own: slow, and the same")
    parser.add_argument("--full", type=Path, metavar="DIR", help="write every text in full to DIR too, for diff -r")
    parser.add_argument("--jobs", type=int, default=2, help="families at once")
    given = parser.parse_args()
    families = given.families or list(FAMILIES)
    if unknown := [name for name in families if name not in FAMILIES]:
        parser.error(f"no such family: {', '.join(unknown)}")
    os.umask(0o022)
    started = time.monotonic()
    found = record(families, given.jobs, apart=given.apart, full=given.full)
    if not given.check:
        changed = [name for name in families if goldens.save(name, found[name])]
        lines, seconds = sum(map(len, found.values())), time.monotonic() - started
        _say(f"{lines} command lines, {seconds:.0f} s; changed: {', '.join(changed) or 'nothing'}")
        return 0
    wanted = goldens.permitted()
    told = [line for name in families for line in goldens.differences(goldens.load(name), found[name], wanted)]
    _say("\n\n".join([*told, f"{len(told)} differences, {time.monotonic() - started:.0f} s"]))
    return 1 if told else 0


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def record(
    families: Sequence[str], jobs: int, *, apart: bool = False, full: Path | None = None
) -> dict[str, dict[str, Said]]:
    """What came of the command lines of `families`, several of these at once."""
    shares = [families[number::jobs] for number in range(min(jobs, len(families)))]

    def one(share: Sequence[str]) -> dict[str, dict[str, Said]]:
        with (
            tempfile.TemporaryDirectory() as base,
            Recorder(Path(base) / "goldens", apart=apart, full=full) as recorder,
        ):
            return {name: recorder.record(FAMILIES[name]) for name in share}

    with ThreadPoolExecutor(len(shares)) as pool:
        return {name: said for found in pool.map(one, shares) for name, said in found.items()}


if __name__ == "__main__":
    sys.exit(main())
