"""kill -9 at any moment of `sync`, and several at once: the list and the clone serve the next run."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kh_testlist.folder import UPSTREAM_VARIABLE
from tests.hostile.processes import SECONDS, Ended, Process, end, environment, launch
from tests.samples import HEADER_LINE, row
from tests.upstream.git_server import GitServer, Upstream

BEFORE = HEADER_LINE + "".join(f"{row(f'https://{name}.example.com/')}\n" for name in ("one", "two", "three", "ours"))
AFTER = BEFORE.replace(row("https://one.example.com/"), row("https://one.example.com/", notes="seen")).replace(
    row("https://two.example.com/"), row("http://two.example.com/")
)


@pytest.fixture(autouse=True)
def on_posix() -> None:
    """Windows has no SIGKILL."""
    if os.name == "nt":
        pytest.skip("needs a POSIX system: signals, process groups")


class Place:
    """A project with a clone of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.list = folder / "lists" / "kh.csv"
        self.ledger = folder / "lists" / "kh.ledger.csv"
        self.list.parent.mkdir(parents=True)
        self.list.write_text(BEFORE)

    def start(self, *arguments: str, **options: Any) -> Process:  # noqa: ANN401 - see `launch`
        """Start the program, in a process group of its own."""
        env = environment(**{UPSTREAM_VARIABLE: str(self.folder / "clone")})
        return launch(*arguments, folder=self.folder, env=env, session=True, **options)

    def run(self, *arguments: str, **options: Any) -> Ended:  # noqa: ANN401 - the same
        """Run the program to its end."""
        return end(self.start(*arguments, **options))

    def assert_serves(self, address: str) -> None:
        """The list is the old one or the new, and the next run makes the new one of it."""
        assert self.list.read_text() in {BEFORE, AFTER}
        ended = self.run("sync", "--upstream", address)
        assert ended.code == 0, ended
        self.assert_in_step()
        assert self.run("diff").code == 0

    def assert_in_step(self) -> None:
        """The list is the new one, and the ledger says once what the row was that upstream spelt anew."""
        assert self.list.read_text() == AFTER
        assert self.ledger.read_text().count("https://two.example.com/") == 1


@pytest.fixture
def changed(upstream: Upstream) -> Upstream:
    """An upstream that changed a row since the base, and made its lists larger."""
    upstream.put(kh=AFTER.replace(row("https://ours.example.com/") + "\n", ""))
    return upstream


def synced(tmp_path: Path, upstream: Upstream, address: str, name: str) -> Place:
    """A project that was in step with upstream before it changed."""
    place = Place(tmp_path / name)
    first = upstream.git("rev-list", "--max-parents=0", "master")
    ended = place.run("sync", "--upstream", address, "--rev", first)
    assert ended.code == 0, ended
    assert place.list.read_text() == BEFORE
    return place


def test_at_every_step(tmp_path: Path, changed: Upstream) -> None:
    """Killed right before every third step that touches a file, in the clone or beside the list, or syncs one."""
    address = str(changed.folder)
    seen = set()
    for number in range(1, 600, 3):
        place = Place(tmp_path / f"at{number}")
        ended = place.run("sync", "--upstream", address, fatal=[str(place.folder), number])
        if ended.code == 0:
            break
        assert ended.code == -signal.SIGKILL, ended
        seen.add(place.list.read_text())
        if number % 2:
            place.assert_serves(address)
        else:
            assert place.run("sync", "--upstream", address).code == 0
            place.assert_in_step()
    else:
        pytest.fail("never came to the end")
    assert seen <= {BEFORE, AFTER}
    assert BEFORE in seen


def test_at_any_moment(tmp_path: Path, changed: Upstream, server: GitServer) -> None:
    """Killed at random moments, git with it."""
    chance = random.Random(5)  # noqa: S311 - moments, not secrets
    place = synced(tmp_path, changed, server.url(), "any")
    whole, killed = 0.6, 0
    for _ in range(6):
        started = time.monotonic()
        process = place.start("sync")
        try:
            process.communicate(timeout=whole * chance.random())
            whole = time.monotonic() - started  # it was over before it was killed
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate(timeout=SECONDS)
            killed += 1
        assert place.list.read_text() in {BEFORE, AFTER}
    assert killed
    place.assert_serves(server.url())


@pytest.fixture
def gate(server: GitServer) -> Iterator[threading.Event]:
    """The server holds back every pack until this is set."""
    server.gate = threading.Event()
    yield server.gate
    server.gate.set()


@pytest.mark.parametrize("fresh", [True, False])
def test_in_the_middle_of_a_fetch(tmp_path: Path, changed: Upstream, server: GitServer, *, fresh: bool) -> None:
    """Killed with its git while the pack is on its way: the locks that git leaves stop nobody."""
    place = Place(tmp_path / "place") if fresh else synced(tmp_path, changed, server.url(), "place")
    server.gate = threading.Event()
    server.reached.clear()
    process = place.start("sync", "--upstream", server.url())
    assert server.reached.wait(SECONDS)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=SECONDS)
    git_folder = place.folder / "clone" / ".git"
    for name in ("shallow.lock", "config.lock", "packed-refs.lock"):
        (git_folder / name).touch()
    server.gate.set()
    place.assert_serves(server.url())


def test_a_git_that_lives_on(tmp_path: Path, changed: Upstream, server: GitServer, gate: threading.Event) -> None:
    """Killed alone, it leaves a git that still fetches: the next run waits for that one, and then does its work."""
    place = Place(tmp_path / "place")
    first = place.start("sync", "--upstream", server.url())
    assert server.reached.wait(SECONDS)
    first.kill()
    first.wait(SECONDS)
    requests = len(server.seen)
    second = place.start("sync", "--upstream", server.url())
    with pytest.raises(subprocess.TimeoutExpired):
        second.wait(1.5)
    assert len(server.seen) == requests
    gate.set()
    out, err = second.communicate(timeout=SECONDS)
    assert second.returncode == 0, (out, err)
    assert place.list.read_text() == AFTER
    first.communicate(timeout=SECONDS)
    del changed


def test_two_at_once(tmp_path: Path, changed: Upstream, server: GitServer, gate: threading.Event) -> None:
    """Two syncs of one clone and one list: one waits for the other, and both do their work."""
    place = Place(tmp_path / "place")
    both = [place.start("sync", "--upstream", server.url()) for _ in range(2)]
    assert server.reached.wait(SECONDS)
    gate.set()
    for process in both:
        out, err = process.communicate(timeout=SECONDS)
        assert process.returncode == 0, (out, err)
    assert place.list.read_text() == AFTER
    del changed
