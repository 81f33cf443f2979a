"""Measure what `evidence` costs for a year of a country: requests, seconds, memory, and the size of the cache.

    python benchmarks/evidence.py [--rows 2000] [--networks 31] [--measurements 200000] [--quick] [--write]

A stub of OONI's API answers on loopback, in a process of its own. If possible, its answers are made before the
requests. But the time of the first row includes the stub. The times of all rows include the start of Python.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import platform
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final, NamedTuple

from comparison import Comparison
from cost import Cost, cost
from machine import today
from script import TOP, parser, prepare, program, report

from tests.ooni.stub.server import serving
from tests.ooni.stub.world import year

PERIOD: Final = ("--since", "2024-07-01", "--until", "2025-07-01")
FETCH: Final = ("evidence", "fetch", *PERIOD)
STEPS: Final = {
    "fetch": FETCH,
    "fetch again, nothing new": FETCH,
    "show": ("evidence", "show", "--format", "json"),
    "gaps": ("evidence", "gaps", "--format", "json"),
    "report, data alone": ("report", "--format", "json"),
}
_REQUESTS: Final = {"fetch": 60, "fetch again, nothing new": 0}
"""The most requests of the first step. The other steps may send none."""
HEADER: Final = "url,category_code,category_description,date_added,source,notes\n"
_QUICK: Final = (200, 5, 20_000)


class Step(NamedTuple):
    """A command, and its cost."""

    name: str
    requests: int
    cost: Cost


class Api(NamedTuple):
    """The stub of OONI's API."""

    root: str
    asked: Callable[[], int]
    """Return how many requests came since the last call."""


@contextmanager
def api(rows: int, networks: int, measurements: int, host: str = "example.com") -> Iterator[Api]:
    """Serve a year of so many rows and networks from a process of its own."""
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=_serve, args=(theirs, rows, networks, measurements, host), daemon=True)
    server.start()
    theirs.close()  # so that its output ends if it fails

    def count() -> int:
        ours.send("count")
        return int(ours.recv())

    try:
        yield Api(ours.recv(), count)
        ours.send("end")
        server.join()
    finally:
        server.kill()


def _serve(pipe: Connection, rows: int, networks: int, measurements: int, host: str) -> None:
    with serving(year(rows, networks, measurements, host)) as stub:
        pipe.send(stub.root)
        while pipe.recv() != "end":
            pipe.send(len(stub.asked))
            stub.asked.clear()


def write_list(folder: Path, rows: int) -> None:
    """Return the list with the rows that the stub knows."""
    (folder / "lists").mkdir()
    lines = (f"https://site{number}.example.com/,NEWS,News Media,2024-01-31,x,\n" for number in range(rows))
    (folder / "lists" / "kh.csv").write_text(HEADER + "".join(lines), "utf-8")


def main() -> None:
    """Measure, and print the tables."""
    options = _options()
    prepare()
    with (
        api(options.rows, options.networks, options.measurements) as served,
        tempfile.TemporaryDirectory(prefix="evidence-") as name,
    ):
        folder = Path(name)
        write_list(folder, options.rows)
        steps = []
        for what, arguments in STEPS.items():
            asking = ("--api", served.root) if arguments is FETCH else ()
            taken = cost(program(*arguments, *asking), folder, environment(folder))
            steps.append(Step(what, served.asked(), taken))
        kept = sum(path.stat().st_size for path in (folder / "cache").rglob("*.sqlite3*"))
    comparisons = [
        Comparison(f"{one.name}, requests", one.requests, "{:.0f}", goal=_REQUESTS.get(one.name, 0)) for one in steps
    ]
    comparisons += [Comparison(f"{one.name}, time", one.cost.seconds, "{:.1f} s") for one in steps]
    report("evidence", _details(options, steps, kept), comparisons, is_written=options.write)


def _options() -> argparse.Namespace:
    rows, networks, measurements = _QUICK
    asked = parser(__doc__, f"{rows} rows, {networks} networks, {measurements:,} measurements")
    asked.add_argument("--rows", type=int, default=2000)
    asked.add_argument("--networks", type=int, default=31)
    asked.add_argument("--measurements", type=int, default=200_000)
    options = asked.parse_args()
    if options.quick:
        options.rows, options.networks, options.measurements = _QUICK
    return options


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of a program in `folder`: this tree, and a cache of its own."""
    return os.environ | {"PYTHONPATH": str(TOP), "XDG_CACHE_HOME": str(folder / "cache")}


def _details(options: argparse.Namespace, steps: list[Step], kept: int) -> str:
    lines = ["| step | requests | seconds | peak MB |", "|---|---:|---:|---:|"]
    lines += [f"| {one.name} | {one.requests} | {one.cost.seconds:.1f} | {one.cost.megabytes:.0f} |" for one in steps]
    size = f"{options.rows:,} rows, {options.networks} networks, {options.measurements:,} measurements"
    about = (
        f"{today()}, Python {platform.python_version()}, {os.cpu_count()} cores; {size}; {kept / 1e6:.1f} MB are kept."
    )
    return "\n".join([*lines, "", about])


if __name__ == "__main__":
    main()
