"""Measure what a command costs as a fresh process. Its parent is smaller than the benchmark itself."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

_LAUNCHER: Final = Path(__file__).with_name("check_launch.py")
_TOLD: Final = 2_000
"""The most characters to show of what a command said before it failed."""


class Cost(NamedTuple):
    """The cost of a command, with the children that it waited for."""

    seconds: float
    cpu: float
    megabytes: float


def across(runs: Sequence[Cost]) -> Cost:
    """Return several runs as one: times as medians, the peak at its worst."""
    return Cost(
        statistics.median(run.seconds for run in runs),
        statistics.median(run.cpu for run in runs),
        max(run.megabytes for run in runs),
    )


class FailedError(Exception):
    """The command did not do its work."""


def cost(
    command: Sequence[str], cwd: Path, environment: Mapping[str, str] | None = None, accepted: Sequence[int] = (0,)
) -> Cost:
    """Run `command` once in `cwd`, and return its cost.

    Raises:
        FailedError: its exit code is not one of `accepted`.

    """
    with tempfile.NamedTemporaryFile("r", prefix="cost-", encoding="ascii") as file:
        launcher = [sys.executable, "-I", "-S", str(_LAUNCHER), file.name]
        ran = subprocess.run(
            [*launcher, *command],
            cwd=cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=True,
        )
        seconds, cpu, kilobytes, ended = map(float, file.read().split())
    if ended not in accepted:
        said = ran.stderr.decode("utf-8", "replace").strip()[-_TOLD:]
        raise FailedError(f"{' '.join(command)} ended with {ended:.0f} {said}".strip())
    return Cost(seconds, cpu, kilobytes / 1024)
