"""How long `sync` takes beside git itself, in one run.

    python benchmarks/sync.py [FOLDER OF LISTS]

Upstream is made of the snapshot: 300 commits that each add a row to a list, packed as a code host packs, and served
over HTTP on loopback by `git http-backend`; once as it is, and once with the round trips of a far line: two to
connect with TLS, one for each answer. Each
command is a fresh process, interpreter start included; the commands take turns. Times are medians of wall seconds. The
start of Python with what `sync` imports is a row of its own, for it is most of what `sync` adds to git.
"""

from __future__ import annotations

import os
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

TOP: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TOP))

from tests.upstream.git_server import Upstream, make_upstream, serving  # noqa: E402 - the path to it comes first

SNAPSHOT: Final = TOP.parent / "shared" / "upstream" / "lists"
COMMITS: Final = 300
ROUNDS: Final = 11
FAR: Final = 0.15
"""Seconds of a round trip over a far line; from Phnom Penh to a code host it is a quarter of a second."""

_START: Final = (
    "import kh_testlist.cli, kh_testlist.commands.syncing, git.cmd, subprocess, filelock, platformdirs, json, tempfile"
)


class Contender(NamedTuple):
    """A command, what is done before it, and what it may cost at most beside another one."""

    name: str
    command: list[str]
    before: Callable[[], None]
    beside: str = ""
    at_most: float = 0.0


def history(folder: Path, lists: Path) -> Upstream:
    """An upstream with the snapshot's lists and as many commits as are wanted."""
    upstream = make_upstream(folder / "upstream.git")
    files = {f"lists/{path.name}": path.read_bytes() for path in sorted(lists.glob("*.csv"))}
    upstream.commit(files)
    chance = random.Random(0)  # noqa: S311 - the same history each time
    names = [name for name in files if "/00-" not in name]
    for number in range(COMMITS - 1):
        name = chance.choice(names)
        files[name] += f"https://new{number}.example.com/,NEWS,News Media,2026-01-01,anon,\n".encode()
        upstream.commit({name: files[name]})
    upstream.git("gc", "--quiet")
    return upstream


def contenders(url: str, work: Path) -> Iterator[Contender]:
    """What takes part."""
    program = [sys.executable, "-m", "kh_testlist", "--config", "none", "-q", "--lists"]
    first, second, plain = work / "first", work / "second", work / "plain"

    def nothing() -> None:
        """What was there stays."""

    def anew(folder: Path) -> Callable[[], None]:
        def remove() -> None:
            shutil.rmtree(folder, ignore_errors=True)
            (folder / "lists").mkdir(parents=True)

        return remove

    clone, listed, start = "git clone --depth 1", "git ls-remote", "start of Python and imports"
    yield Contender(start, [sys.executable, "-c", _START], nothing)
    yield Contender(clone, ["git", "clone", "--quiet", "--depth", "1", url, str(plain / "clone")], anew(plain))
    yield Contender("first sync", [*program, str(first / "lists"), "sync", "--upstream", url], anew(first), clone, 1.2)
    yield Contender(listed, ["git", "ls-remote", "--quiet", url, "HEAD"], nothing)
    yield Contender("second sync", [*program, str(second / "lists"), "sync"], nothing, listed, 1.5)
    anew(second)()
    run([*program, str(second / "lists"), "sync", "--upstream", url])


def run(command: list[str]) -> float:
    """Run `command` once: the seconds that it took."""
    lists = Path(command[command.index("--lists") + 1]) if "--lists" in command else TOP
    environment = {**os.environ, "PYTHONPATH": str(TOP), "KH_TESTLIST_UPSTREAM": str(lists.parent / "cache")}
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment, cwd=TOP)
    return time.perf_counter() - start


def measure(url: str, work: Path, title: str) -> None:
    """Measure all, and print the table."""
    chosen = list(contenders(url, work))
    runs: dict[str, list[float]] = {one.name: [] for one in chosen}
    for number in range(ROUNDS + 1):
        for one in chosen:
            one.before()
            seconds = run(one.command)
            if number:  # the first warms up
                runs[one.name].append(seconds)
    medians = {name: statistics.median(taken) for name, taken in runs.items()}
    start = medians[chosen[0].name]
    print(f"\n{title}\n\n| command | wall s | ratio | without Python's start | goal |\n|---|---:|---:|---:|---:|")
    for one in chosen:
        beside = medians.get(one.beside)
        ratio = f"{medians[one.name] / beside:.2f} x" if beside else ""
        bare = f"{(medians[one.name] - start) / beside:.2f} x" if beside else ""
        goal = f"<= {one.at_most:g} x" if beside else ""
        print(f"| {one.name} | {medians[one.name]:.3f} | {ratio} | {bare} | {goal} |")


def main() -> None:
    """Measure near and far."""
    lists = Path(sys.argv[1]) if len(sys.argv) > 1 else SNAPSHOT
    if not lists.is_dir():
        sys.exit(f"needs a folder of lists: {lists} is none")
    # Nobody's installed program lacks its compiled modules, which this would keep Python from writing.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as place:
        upstream = history(Path(place) / "host", lists)
        with serving(upstream.folder.parent) as server:
            measure(server.url(), Path(place) / "near", "Loopback:")
            server.delay = FAR
            measure(server.url(), Path(place) / "far", f"Round trips of {FAR:g} s:")
    version = subprocess.run(["git", "version"], check=True, capture_output=True, text=True).stdout.strip()  # noqa: S607 - whichever git is used
    print(f"\n{COMMITS} commits; Python {sys.version.split()[0]}, {version}, {os.cpu_count()} cores, {ROUNDS} rounds.")


if __name__ == "__main__":
    main()
