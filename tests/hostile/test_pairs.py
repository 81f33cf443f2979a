"""kill -9 at any moment of what changes several files: list, ledger and the record of the last sync agree afterwards.

`KH_TESTLIST_KILLS=200` kills each command as often as was done once before a release; the suite does it 20 times.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from tests.hostile.processes import SECONDS, assert_civil
from tests.review.desk import Desk
from tests.samples import HEADER_LINE, row
from tests.upstream.git_server import make_upstream

KILLS: Final = int(os.environ.get("KH_TESTLIST_KILLS", "20"))
SITES: Final = tuple(f"https://site{number}.example.com/" for number in range(6))
NEXT: Final = (("validate",), ("show",), ("stats",), ("review", "status"))
"""What people may run next, in turn."""
STALE: Final = re.compile(r".*\.(tmp|next|intent)")
RECORDS: Final = ("lists/kh.csv", "lists/kh.ledger.csv", "lists/upstream.json", "finished.json")


class State(NamedTuple):
    """The files that change together."""

    files: tuple[bytes | None, ...]


class Ready(NamedTuple):
    """A project in which each command has something to do."""

    desk: Desk
    saved: Path
    commands: dict[str, tuple[str, ...]]

    def reset(self) -> None:
        """As if nothing had been run."""
        shutil.rmtree(self.desk.project)
        shutil.copytree(self.saved, self.desk.project)

    def state(self) -> State:
        """As it is."""
        project = self.desk.project
        places = [project / name for name in RECORDS[:3]] + [self.desk.review / RECORDS[3]]
        return State(tuple(place.read_bytes() if place.exists() else None for place in places))

    def stale(self) -> list[str]:
        """What a process that died has left."""
        return [str(path) for path in self.desk.project.rglob(".*") if STALE.fullmatch(path.name)]


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ready]:
    """A list in step with an upstream that has changed since, a review that is decided, and a file to import."""
    if os.name == "nt":
        pytest.skip("needs SIGKILL")
    folder = tmp_path_factory.mktemp("pairs")
    desk = Desk(folder)
    upstream = make_upstream(folder / "host" / "upstream.git")
    theirs = HEADER_LINE + "".join(f"{row(url)}\n" for url in SITES)
    upstream.put(kh=theirs)
    desk.done("sync", "--upstream", str(upstream.folder))
    desk.done("add", "https://ours.example.com/", "--category", "NEWS")
    desk.done("review", "start")
    desk.decide(SITES[0], "drop", "--reason", "it is gone for good")
    desk.keep_all(*SITES[1:], "https://ours.example.com/")
    upstream.put(kh=theirs.replace(row(SITES[2]), row(SITES[2], notes="seen")) + row("https://new.example.com/") + "\n")
    (desk.project / "new.csv").write_text(HEADER_LINE + row("https://import.example.com/") + "\n", "utf-8")
    saved = folder / "saved"
    shutil.copytree(desk.project, saved)
    commands = {
        "edit": ("edit", SITES[1], "--url", "https://edited.example.org/"),
        "remove": ("remove", SITES[1], "--reason", "closed"),
        "import": ("import", "new.csv"),
        "sync": ("sync", "--upstream", str(upstream.folder)),
        "finish": ("review", "finish"),
    }
    yield Ready(desk, saved, commands)
    shutil.rmtree(folder, ignore_errors=True)


def killed(ready: Ready, command: tuple[str, ...], chance: random.Random, steps: int, whole: float) -> bool:
    """Kill a run before a step on the project's files, or at a moment; False if it came to its end before that."""
    if chance.random() < 0.7:
        process = ready.desk.start(*command, fatal=[str(ready.desk.project), chance.randrange(1, steps + 1)])
        process.communicate(timeout=SECONDS)
    else:
        process = ready.desk.start(*command)
        try:
            process.communicate(timeout=whole * chance.uniform(0.5, 1.0))
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate(timeout=SECONDS)
    return process.wait(SECONDS) < 0


def steps_of(ready: Ready, command: tuple[str, ...]) -> int:
    """Return how many steps on the project's files a run takes."""
    number = 1
    while number < 4096:
        ready.reset()
        process = ready.desk.start(*command, fatal=[str(ready.desk.project), number])
        process.communicate(timeout=SECONDS)
        if process.returncode == 0:
            return number
        number *= 2
    pytest.fail("it never came to its end")


@pytest.mark.parametrize("name", ["edit", "remove", "import", "sync", "finish"])
def test_they_agree_after_a_kill(ready: Ready, name: str) -> None:
    """After the next command all are old or all are new, nobody decided twice, and nothing is left lying about."""
    command = ready.commands[name]
    ready.reset()
    before = ready.state()
    started = time.monotonic()
    assert ready.desk.apart(*command).code == 0
    whole = time.monotonic() - started
    after = ready.state()
    assert before != after
    steps = steps_of(ready, command)
    chance = random.Random(name)  # noqa: S311 - moments, not secrets
    kills, split, seen = 0, 0, set()
    while kills < KILLS:
        ready.reset()
        if not killed(ready, command, chance, steps, whole):
            continue
        kills += 1
        split += ready.state() not in {before, after}
        ready.desk.done(*NEXT[kills % len(NEXT)])
        found = ready.state()
        assert found in {before, after}, f"kill {kills}: some are old and others new"
        assert not [one for one in ready.stale() if "/lists/" in one], f"kill {kills}"
        seen.add(found)
        assert_civil(ready.desk.run(*command))
        if name == "import":  # it refuses a row that it added before it died
            assert ready.state().files[0] == after.files[0]
        else:
            assert ready.state() == after, f"kill {kills}: done twice, or not at all"
        assert not ready.stale(), f"kill {kills}"
    print(f"{name}: {kills} kills, {split} amid the change, {len(seen)} outcomes")  # noqa: T201 - for the long run
    assert before in seen
