"""Compare the time of `check` on the hazard farm with curl, lychee and the shortest possible time, in one run.

    python benchmarks/check.py [--urls 2000] [--seed 7] [--repeat 1] [--quick] [--write]

Each program is a fresh process on the same farm, with the start of the interpreter. With --repeat they take turns. Then
costs are medians, and everything else is the worst result. CPU is that of the process and its children. Memory is its
peak. --write puts the table into docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import sys
import tempfile
from pathlib import Path
from typing import Final

import check_network
from check_contenders import CONNECT, TIMEOUT, contenders, version
from check_runs import GaveUpError, Run, across, measure, unlike
from check_tables import Result, comparisons, tables
from machine import today
from script import parser, prepare, report

from tests.farm.client import Farm

_QUICK: Final = 200
_FILES: Final = 65_536


def main() -> None:
    """Measure, print the tables, and write them down if asked to."""
    asked = parser(__doc__, f"{_QUICK} URLs")
    asked.add_argument("--urls", type=int, default=2000)
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--repeat", type=int, default=1, metavar="N")
    asked.add_argument(check_network.SEALED, action="store_true", help=argparse.SUPPRESS)
    options = asked.parse_args()
    sealed_out = "" if options.sealed else check_network.enter()
    _prepare()
    urls = _QUICK if options.quick else options.urls
    with tempfile.TemporaryDirectory(prefix="check-") as name:
        folder = Path(name)
        if not sealed_out:
            check_network.furnish(folder)
        told = ["--seed", str(options.seed), "--urls", str(urls), "--timeout", str(TIMEOUT)]
        with Farm.started(folder, *told) as farm:
            result = _measured(farm, sealed_out, options.repeat)
            details = f"{tables(result)}{_about(len(farm.truth), options.seed, options.repeat)}"
            asked_of_us = comparisons(result)
    report("check", details, asked_of_us, is_written=options.write)
    for name, run in result.runs.items():
        for wrong, count in sorted(run.answers.wrong.items()):
            print(f"{name}: wrong {count} times: {wrong}", file=sys.stderr)


def _prepare() -> None:
    """Prepare what every benchmark needs, and allow enough open files for all connections."""
    prepare()
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = _FILES if hard == resource.RLIM_INFINITY else hard
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _measured(farm: Farm, sealed_out: str, rounds: int) -> Result:
    resolver = farm["resolver"]
    if not sealed_out:
        check_network.Relay(resolver)
        # Ours asks through the same relay as the others.
        resolver = ":".join(map(str, check_network.RESOLVER))
    chosen, missing = contenders(farm, resolver, sealed_out)
    taken: dict[str, list[Run]] = {one.name: [] for one in chosen}
    for number in range(rounds):
        for one in chosen:
            if one.name in missing:
                continue
            print(f"{number + 1}/{rounds} {one.name}", file=sys.stderr, flush=True)
            try:
                taken[one.name].append(measure(one, farm))
            except GaveUpError as error:
                missing[one.name] = f"it {error}"
    runs = {name: across(them) for name, them in taken.items() if them and name not in missing}
    if runs:
        missing |= unlike(runs)
    tried = [one for one in chosen if one.name not in missing]
    return Result(farm, tried, {one.name: runs[one.name] for one in tried}, missing)


def _about(urls: int, seed: int, rounds: int) -> str:
    of = "one round" if rounds == 1 else f"medians of {rounds} rounds"
    versions = ", ".join((f"Python {platform.python_version()}", version("curl"), version("lychee")))
    return (
        f"{today()}, {urls} URLs of seed {seed}, {TIMEOUT} s for an attempt, {CONNECT} s to connect; {of}. "
        f"Measured with {versions}, on {os.cpu_count()} cores, shared with the farm.\n"
    )


if __name__ == "__main__":
    main()
