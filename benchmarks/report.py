"""What a `report` costs: seconds, memory and size, for a year of a large list, in each form.

    python benchmarks/report.py [--rows 2000] [--networks 30] [--measurements 200000] [--repeat 3]

The evidence is fetched once from a stand-in for OONI's API; then each report is built by a process of its own, as a
person would. Beside it stands jinja2 alone: a program that does nothing but put as many rows by networks into one
table of a page, cell by cell, from numbers that it has already. It has neither the cache to read nor anything to sum
up or to explain, and says what the template engine itself takes.
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
from pathlib import Path
from typing import Final, NamedTuple

PERIOD: Final = ("--since", "2024-07-01", "--until", "2025-07-01")
_HEADER: Final = "url,category_code,category_description,date_added,source,notes\n"
_PEER: Final = """
import sys
from jinja2 import Environment
rows, networks = int(sys.argv[1]), int(sys.argv[2])
page = Environment(autoescape=True).from_string(
    "<table>{% for url, cells in rows %}<tr><th>{{ url }}</th>"
    "{% for cell in cells %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>"
)
table = [(f"https://site{n}.example.com/", [(n * m) % 97 for m in range(networks)]) for n in range(rows)]
sys.stdout.write(page.render(rows=table))
"""


class Cost(NamedTuple):
    """What a run took."""

    seconds: float
    megabytes: float
    size: int


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--networks", type=int, default=30)
    parser.add_argument("--measurements", type=int, default=200_000)
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="report-") as name:
        folder = Path(name)
        # In a process of its own: what this one holds would count as the memory of those that it starts.
        numbers = (options.rows, options.networks, options.measurements)
        made = multiprocessing.get_context("spawn").Process(target=_prepare, args=(folder, *numbers))
        made.start()
        made.join()
        print(f"{'':<28}{'seconds':>9}{'MB':>6}{'kB':>8}")
        ours = [sys.executable, "-m", "kh_testlist", "--config", "none", "-q", "report", *PERIOD, "--format"]
        for what, command in (
            ("report, html", [*ours, "html"]),
            ("report, html in Khmer", [*ours, "html", "--lang", "km"]),
            ("report, markdown", [*ours, "markdown"]),
            ("report, json", [*ours, "json"]),
            ("report, csv", [*ours, "csv"]),
            ("jinja2 alone, one table", [sys.executable, "-c", _PEER, str(options.rows), str(options.networks)]),
        ):
            cost = min((_run(folder, command) for _ in range(options.repeat)), key=lambda one: one.seconds)
            print(f"{what:<28}{cost.seconds:>9.2f}{cost.megabytes:>6.0f}{cost.size / 1000:>8.0f}", flush=True)


def _prepare(folder: Path, rows: int, networks: int, measurements: int) -> None:
    """A list of all categories, and its evidence in the cache."""
    from kh_testlist.categories import LEGEND  # noqa: PLC0415 - nothing that fills memory is for the main process
    from tests.ooni.stub.server import serving  # noqa: PLC0415 - the same
    from tests.ooni.stub.world import year  # noqa: PLC0415 - the same

    codes = list(LEGEND.items())
    (folder / "lists").mkdir()
    lines = (
        f"https://site{n}.example.com/,{codes[n % len(codes)][0]},{codes[n % len(codes)][1]},20{10 + n % 15}-01-31,x,\n"
        for n in range(rows)
    )
    (folder / "lists" / "kh.csv").write_text(_HEADER + "".join(lines), "utf-8")
    with serving(year(rows, networks, measurements)) as stub:
        fetch = [sys.executable, "-m", "kh_testlist", "--config", "none", "-q", "evidence", "fetch", *PERIOD]
        subprocess.run([*fetch, "--api", stub.root], cwd=folder, env=_environment(folder), check=True)


def _environment(folder: Path) -> dict[str, str]:
    return os.environ | {"XDG_CACHE_HOME": str(folder / "cache")}


def _run(folder: Path, command: list[str]) -> Cost:
    """Run it once, with its report in a file."""
    place = folder / "report"
    started = time.monotonic()
    with place.open("wb") as out:
        process = subprocess.Popen(command, cwd=folder, env=_environment(folder), stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{' '.join(command)} failed")
    return Cost(time.monotonic() - started, _megabytes(usage), place.stat().st_size)


def _megabytes(usage: resource.struct_rusage) -> float:
    return usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


if __name__ == "__main__":
    main()
