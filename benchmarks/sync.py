"""Compare the time of `sync` with git itself, in one run.

    python benchmarks/sync.py [FOLDER OF LISTS] [--quick] [--write]

Upstream is made from the snapshot. It has 300 commits that each add a row to a list, packed as a code host packs them.
`git http-backend` serves it over HTTP on loopback. This is done once as it is, and once with the round trips of a
distant server: two to connect with TLS, one for each answer. Each command is a fresh process, with the start of the
interpreter. The commands take turns. Times are medians of wall seconds. The start of Python with the imports of `sync`
has its own row, because it is most of what `sync` adds to git.
"""

from __future__ import annotations

import os
import platform
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from check_contenders import version
from comparison import Comparison
from machine import today
from script import NO_SNAPSHOT, SNAPSHOT, TOP, parser, prepare, program, report

from tests.upstream.git_server import Upstream, make_upstream, serving

COMMITS: Final = 300
ROUNDS: Final = 11
_QUICK_COMMITS: Final = 20
_QUICK_ROUNDS: Final = 2
FAR: Final = 0.15
"""Seconds of a round trip to a distant server. From Phnom Penh to a code host it is a quarter of a second."""

_START: Final = (
    "import kh_testlist.cli, kh_testlist.operations.sync, git.cmd, subprocess, filelock, platformdirs, json, tempfile"
)


class Contender(NamedTuple):
    """A command, what is done before it, and its highest allowed cost compared with another command."""

    name: str
    command: list[str]
    before: Callable[[], None]
    beside: str = ""
    at_most: float = 0.0


def history(folder: Path, lists: Path, commits: int) -> Upstream:
    """Make an upstream with the snapshot's lists and so many commits."""
    upstream = make_upstream(folder / "upstream.git")
    files = {f"lists/{path.name}": path.read_bytes() for path in sorted(lists.glob("*.csv"))}
    upstream.commit(files)
    chance = random.Random(0)  # noqa: S311 - the same history each time
    names = [name for name in files if "/00-" not in name]
    for number in range(commits - 1):
        name = chance.choice(names)
        files[name] += f"https://new{number}.example.com/,NEWS,News Media,2026-01-01,anon,\n".encode()
        upstream.commit({name: files[name]})
    upstream.git("gc", "--quiet")
    return upstream


def contenders(url: str, work: Path) -> Iterator[Contender]:
    """Return the commands to compare."""
    first, second, plain = work / "first", work / "second", work / "plain"

    def nothing() -> None:
        """Change nothing before the command."""

    def anew(folder: Path) -> Callable[[], None]:
        def remove() -> None:
            shutil.rmtree(folder, ignore_errors=True)
            (folder / "lists").mkdir(parents=True)

        return remove

    clone, listed, start = "git clone --depth 1", "git ls-remote", "start of Python and imports"
    yield Contender(start, [sys.executable, "-c", _START], nothing)
    yield Contender(clone, ["git", "clone", "--quiet", "--depth", "1", url, str(plain / "clone")], anew(plain))
    yield Contender(
        "first sync", program("--lists", str(first / "lists"), "sync", "--upstream", url), anew(first), clone, 1.2
    )
    yield Contender(listed, ["git", "ls-remote", "--quiet", url, "HEAD"], nothing)
    yield Contender("second sync", program("--lists", str(second / "lists"), "sync"), nothing, listed, 1.5)
    anew(second)()
    run(program("--lists", str(second / "lists"), "sync", "--upstream", url))


def run(command: list[str]) -> float:
    """Run `command` once, and return its seconds."""
    lists = Path(command[command.index("--lists") + 1]) if "--lists" in command else TOP
    environment = {**os.environ, "PYTHONPATH": str(TOP), "KH_TESTLIST_UPSTREAM": str(lists.parent / "cache")}
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment, cwd=TOP)
    return time.perf_counter() - start


def measure(url: str, work: Path, way: str, rounds: int) -> tuple[str, list[Comparison]]:
    """Measure all commands, and return the table of this line and its goals."""
    chosen = list(contenders(url, work))
    runs: dict[str, list[float]] = {one.name: [] for one in chosen}
    for number in range(rounds + 1):
        for one in chosen:
            one.before()
            seconds = run(one.command)
            if number:  # the first warms up
                runs[one.name].append(seconds)
    medians = {name: statistics.median(taken) for name, taken in runs.items()}
    start = medians[chosen[0].name]
    lines = [f"{way}:", "", "| command | wall s | compared with | without Python's start |", "|---|---:|---|---:|"]
    for one in chosen:
        beside = medians.get(one.beside)
        bare = f"{(medians[one.name] - start) / beside:.2f} x" if beside else ""
        lines.append(f"| {one.name} | {medians[one.name]:.3f} | {one.beside} | {bare} |")
    comparisons = [
        Comparison(
            f"{one.name}, {way}", medians[one.name], beside=one.beside, theirs=medians[one.beside], goal=one.at_most
        )
        for one in chosen
        if one.beside
    ]
    return "\n".join([*lines, ""]), comparisons


def main() -> None:
    """Measure on loopback and over the slow line."""
    asked = parser(__doc__, f"{_QUICK_COMMITS} commits, {_QUICK_ROUNDS} rounds")
    asked.add_argument("lists", type=Path, nargs="?", default=SNAPSHOT, metavar="FOLDER OF LISTS")
    options = asked.parse_args()
    if not options.lists.is_dir():
        missing = Comparison("sync", None, beside="git clone --depth 1", why=NO_SNAPSHOT)
        report("sync", "", [missing], is_written=False)
        return
    prepare()
    commits, rounds = (_QUICK_COMMITS, _QUICK_ROUNDS) if options.quick else (COMMITS, ROUNDS)
    with tempfile.TemporaryDirectory() as place:
        upstream = history(Path(place) / "host", options.lists, commits)
        with serving(upstream.folder.parent) as server:
            near, found = measure(server.url(), Path(place) / "near", "loopback", rounds)
            server.delay = FAR
            far, more = measure(server.url(), Path(place) / "far", f"a line of {FAR:g} s a round trip", rounds)
    said = f"{today()}, Python {platform.python_version()}, {version('git')}, {os.cpu_count()} cores"
    about = f"{said}; {commits} commits, median of {rounds} rounds."
    report("sync", f"{near}\n{far}\n{about}", found + more, is_written=options.write)


if __name__ == "__main__":
    main()
