"""Measure what a `report` costs: seconds, memory and size, for a year of a large list, in each form.

    python benchmarks/report.py [--rows 2000] [--networks 30] [--measurements 200000] [--quick] [--write]

The evidence is fetched once from a stub of OONI's API. Then a process of its own builds each report, as for a person.
This is compared with a program that uses only jinja2. It puts the same rows and networks into one table of a page, from
numbers that it has already. It reads no cache, adds nothing up and explains nothing. So it shows the time of the
template engine itself.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

from comparison import Comparison
from cost import Cost, cost
from evidence import HEADER, PERIOD, environment
from machine import today
from script import parser, prepare, program, report

_QUICK: Final = (200, 5, 20_000)
_ROUNDS: Final = 3
_FORMS: Final = {
    "html": ("--format", "html"),
    "html in Khmer": ("--format", "html", "--lang", "km"),
    "markdown": ("--format", "markdown"),
    "json": ("--format", "json"),
    "csv": ("--format", "csv"),
}
_PEER: Final = """
import sys
from jinja2 import Environment
rows, networks = int(sys.argv[1]), int(sys.argv[2])
page = Environment(autoescape=True).from_string(
    "<table>{% for url, cells in rows %}<tr><th>{{ url }}</th>"
    "{% for cell in cells %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>"
)
table = [(f"https://site{n}.example.com/", [(n * m) % 97 for m in range(networks)]) for n in range(rows)]
with open(sys.argv[-1], "w", encoding="utf-8") as file:
    file.write(page.render(rows=table))
"""


class Measured(NamedTuple):
    """A report, and its cost."""

    name: str
    cost: Cost
    size: int
    """The size in bytes."""


def main() -> None:
    """Measure, and print the table."""
    options = _options()
    prepare()
    with tempfile.TemporaryDirectory(prefix="report-") as name:
        folder = Path(name)
        # In a process of its own, because the memory of this one would count for the processes that it starts.
        numbers = (options.rows, options.networks, options.measurements)
        made = multiprocessing.get_context("spawn").Process(target=_prepare, args=(folder, *numbers))
        made.start()
        made.join()
        ours = [
            _measured(f"report, {form}", program("report", *PERIOD, *more, "-o"), folder)
            for form, more in _FORMS.items()
        ]
        alone = [sys.executable, "-c", _PEER, str(options.rows), str(options.networks), "-o"]
        peer = _measured("jinja2 alone, one table", alone, folder)
    html, khmer = ours[0], ours[1]
    comparisons = [
        Comparison("report in HTML, time", html.cost.seconds, "{:.2f} s", peer.name, peer.cost.seconds),
        Comparison("report in HTML, time", html.cost.seconds, "{:.2f} s", goal=3),
        Comparison("report in HTML, memory", html.cost.megabytes, "{:.0f} MB", goal=200),
        Comparison("report in HTML, size", max(html.size, khmer.size) / 1e6, "{:.2f} MB", goal=2),
    ]
    report("report", _details(options, [*ours, peer]), comparisons, is_written=options.write)


def _options() -> argparse.Namespace:
    rows, networks, measurements = _QUICK
    asked = parser(__doc__, f"{rows} rows, {networks} networks, {measurements:,} measurements")
    asked.add_argument("--rows", type=int, default=2000)
    asked.add_argument("--networks", type=int, default=30)
    asked.add_argument("--measurements", type=int, default=200_000)
    options = asked.parse_args()
    if options.quick:
        options.rows, options.networks, options.measurements = _QUICK
    return options


def _measured(name: str, command: list[str], folder: Path) -> Measured:
    """Return the quickest of some runs."""
    place = folder / "written"
    quickest = min((cost([*command, str(place)], folder, environment(folder)) for _ in range(_ROUNDS)), key=_seconds)
    return Measured(name, quickest, place.stat().st_size)


def _seconds(one: Cost) -> float:
    return one.seconds


def _details(options: argparse.Namespace, found: list[Measured]) -> str:
    lines = ["| report | seconds | peak MB | kB |", "|---|---:|---:|---:|"]
    lines += [
        f"| {one.name} | {one.cost.seconds:.2f} | {one.cost.megabytes:.0f} | {one.size / 1000:.0f} |" for one in found
    ]
    size = f"{options.rows:,} rows, {options.networks} networks, {options.measurements:,} measurements"
    lines += ["", f"{today()}, Python {platform.python_version()}, {os.cpu_count()} cores; {size}."]
    return "\n".join(lines)


def _prepare(folder: Path, rows: int, networks: int, measurements: int) -> None:
    """Make a list with all categories, and its evidence in the cache."""
    from kh_testlist.categories import LEGEND  # noqa: PLC0415 - the main process must stay small
    from tests.ooni.stub.server import serving  # noqa: PLC0415 - the same
    from tests.ooni.stub.world import year  # noqa: PLC0415 - the same

    codes = list(LEGEND.items())
    (folder / "lists").mkdir()
    lines = (
        f"https://site{n}.example.com/,{codes[n % len(codes)][0]},{codes[n % len(codes)][1]},20{10 + n % 15}-01-31,x,\n"
        for n in range(rows)
    )
    (folder / "lists" / "kh.csv").write_text(HEADER + "".join(lines), "utf-8")
    with serving(year(rows, networks, measurements)) as stub:
        fetch = program("evidence", "fetch", *PERIOD, "--api", stub.root)
        subprocess.run(fetch, cwd=folder, env=environment(folder), check=True)


if __name__ == "__main__":
    main()
