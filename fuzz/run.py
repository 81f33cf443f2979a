"""Fuzz: `python fuzz/run.py [TARGET]... --minutes N`, with atheris installed, which has wheels for Linux alone.

Each target has a process of its own, which notes a crash and goes on. A crash is kept as small as it can be made,
once for each place that it comes from; a hang, or an input that takes too much memory, as it was found. What was
learned of a target stays in `.fuzz/`, and the next run starts from it.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Final, NamedTuple

_TOP: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(_TOP))

from fuzz import crash  # noqa: E402 - the path had to be set first

_ONE: Final = Path(__file__).with_name("one.py")
_LEARNED: Final = _TOP / ".fuzz"
_SECONDS: Final = 20
"""Above that, an input hangs."""
_MEBIBYTES: Final = 1024
"""Above that, an input takes too much memory: what the program may take of a hostile list."""
_LONGEST: Final = 8_192
"""Bytes of an input; what is large has tests of its own."""
_KEPT: Final = ("timeout-", "oom-", "crash-")
"""What libFuzzer itself notes: a hang, too much memory, an end of the process."""


class Sum(NamedTuple):
    """What fuzzing a target came to."""

    target: str
    executions: int
    coverage: int
    """Edges that were seen."""
    crashes: int
    minutes: float
    """Of processor time."""


def main() -> None:
    """Fuzz the targets that are named, or all, one after the other."""
    from fuzz.targets import TARGETS  # noqa: PLC0415 - the process of a target imports it instrumented

    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("target", nargs="*", choices=[*TARGETS, []], help="what to fuzz; without any, all")
    options.add_argument("--minutes", type=float, default=10.0, help="processor time for each target")
    given = options.parse_args()
    print("| target | executions | edges | crashes | CPU minutes |\n|---|---:|---:|---:|---:|")
    crashes = 0
    for name in given.target or TARGETS:
        one = fuzz(name, given.minutes)
        crashes += one.crashes
        numbers = f"{one.executions:,} | {one.coverage:,} | {one.crashes} | {one.minutes:.1f}"
        print(f"| {one.target} | {numbers} |", flush=True)
    sys.exit(crashes > 0)


def fuzz(name: str, minutes: float) -> Sum:
    """Fuzz one target for so many minutes of processor time, in as many processes as it takes."""
    before = set((crash.KEPT / name).glob("*"))
    executions = coverage = 0
    spent = 0.0
    while spent < minutes * 60:
        started = os.times()
        said = _process(name, max(10, round(minutes * 60 - spent)))
        ended = os.times()
        used = ended.children_user + ended.children_system - started.children_user - started.children_system
        spent += used
        counts = [int(count) for count in re.findall(r"^#(\d+)\s", said, re.MULTILINE)]
        executions += max(counts, default=0)
        coverage = max([coverage, *(int(count) for count in re.findall(r"\bcov: (\d+)", said))])
        _keep_odd_finds(name)
        if used < 1:
            sys.exit(f"{name} could not be fuzzed:\n{said[-2_000:]}")
    return Sum(name, executions, coverage, len(set((crash.KEPT / name).glob("*")) - before), spent / 60)


def _process(name: str, seconds: int) -> str:
    """Run the process of a target; what it said."""
    place = _LEARNED / name
    (place / "corpus").mkdir(parents=True, exist_ok=True)
    (place / "found").mkdir(exist_ok=True)
    (place / "tmp").mkdir(exist_ok=True)
    with (place / "log").open("w", encoding="utf-8") as log:
        subprocess.run(
            [sys.executable, str(_ONE), name, f"-max_total_time={seconds}",
             f"-timeout={_SECONDS}", f"-rss_limit_mb={_MEBIBYTES}", f"-max_len={_LONGEST}", "-print_final_stats=1",
             f"-artifact_prefix={place / 'found'}{os.sep}", f"-dict={place / 'words'}", str(place / "corpus")],
            stdout=log, stderr=subprocess.STDOUT, check=False, env={**os.environ, "TMPDIR": str(place / "tmp")},
        )  # fmt: skip
    return (place / "log").read_text("utf-8", "replace")


def _keep_odd_finds(name: str) -> None:
    for path in (_LEARNED / name / "found").iterdir():
        if path.name.startswith(_KEPT):
            crash.keep(name, path.name.partition("-")[0], path.read_bytes())
        path.unlink()


if __name__ == "__main__":
    main()
