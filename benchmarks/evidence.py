"""What `evidence` costs for a year of a country: requests, seconds, memory, and the size of what is kept.

    python benchmarks/evidence.py [--rows 2000] [--networks 31] [--measurements 200000]

A stand-in for OONI's API answers on loopback, in a process of its own; its answers are made before they are asked for,
where that is possible, but its time is in the first row all the same.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from tests.ooni.stub.server import serving
from tests.ooni.stub.world import year

PERIOD: Final = ("--since", "2024-07-01", "--until", "2025-07-01")
_HEADER: Final = "url,category_code,category_description,date_added,source,notes\n"


def _serve(pipe: Connection, rows: int, networks: int, measurements: int) -> None:
    with serving(year(rows, networks, measurements)) as stub:
        pipe.send(stub.root)
        while pipe.recv() != "end":
            pipe.send(len(stub.asked))
            stub.asked.clear()


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--networks", type=int, default=31)
    parser.add_argument("--measurements", type=int, default=200_000)
    options = parser.parse_args()
    ours, theirs = multiprocessing.Pipe()
    numbers = (options.rows, options.networks, options.measurements)
    server = multiprocessing.Process(target=_serve, args=(theirs, *numbers), daemon=True)
    server.start()
    root = ours.recv()
    with tempfile.TemporaryDirectory(prefix="evidence-") as name:
        folder = Path(name)
        (folder / "lists").mkdir()
        rows = (f"https://site{number}.example.com/,NEWS,News Media,2024-01-31,x,\n" for number in range(options.rows))
        (folder / "lists" / "kh.csv").write_text(_HEADER + "".join(rows), "utf-8")
        print(f"{'':<28}{'requests':>9}{'seconds':>9}{'MB':>6}")
        fetch = ("evidence", "fetch", *PERIOD, "--api", root)
        for what, arguments in (
            ("fetch", fetch),
            ("fetch, nothing new", fetch),
            ("evidence show", ("evidence", "show", "--format", "json")),
            ("evidence gaps", ("evidence", "gaps", "--format", "json")),
            ("report", ("report", "--format", "json")),
        ):
            seconds, peak = _run(folder, arguments)
            ours.send("count")
            print(f"{what:<28}{ours.recv():>9}{seconds:>9.1f}{peak:>6.0f}", flush=True)
        kept = sum(path.stat().st_size for path in (folder / "cache").rglob("*.sqlite3*"))
        print(f"kept: {kept / 1e6:.1f} MB")
    ours.send("end")
    server.join()


def _run(folder: Path, arguments: tuple[str, ...]) -> tuple[float, float]:
    """Seconds and peak memory, in megabytes, of the program."""
    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "kh_testlist", "--config", "none", "-q", *arguments],
        cwd=folder,
        env=os.environ | {"XDG_CACHE_HOME": str(folder / "cache")},
        stdout=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{' '.join(arguments)} failed")
    return time.monotonic() - started, _megabytes(usage)


def _megabytes(usage: resource.struct_rusage) -> float:
    return usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


if __name__ == "__main__":
    main()
