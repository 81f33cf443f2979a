"""kill -9 at any moment: the list holds the old bytes or the new, and the next command works."""

from __future__ import annotations

import random
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kh_testlist import folder, ledger
from tests.hostile.processes import end, run, start
from tests.samples import HEADER_LINE, row

ADD = ("add", "https://new.example.com/", "--category", "NEWS", "--date", "2024-01-31")
COMMANDS = {
    "add": ADD,
    "edit": ("edit", "https://site7.example.com/", "--url", "https://seven.example.com/", "--notes", "new"),
    "normalize": ("normalize",),
    "remove": ("remove", "https://site7.example.com/", "--reason", "closed"),
}


def a_list(count: int) -> bytes:
    """A list of `count` rows, every tenth of them with something to fix."""
    rows = [
        row(f"https://{'Site' if number % 10 == 3 else 'site'}{number}.example.com/", notes="x" * 20)
        for number in range(count)
    ]
    return (HEADER_LINE + "".join(text + "\n" for text in rows)).encode()


def outcome(project: Path, before: bytes, name: str) -> bytes:
    """The bytes that the command makes when nobody stops it."""
    path = project / "lists" / "kh.csv"
    path.write_bytes(before)
    assert run(*COMMANDS[name], folder=project).code == 0
    after = path.read_bytes()
    assert after != before
    clean(project)
    path.write_bytes(before)
    return after


def clean(project: Path) -> None:
    """Take away everything but the list's folder."""
    for path in (project / "lists").iterdir():
        path.unlink()


def assert_whole(project: Path, before: bytes, after: bytes) -> None:
    """The list is the old one or the new one, its ledger can be read, and what is left over is no list."""
    path = project / "lists" / "kh.csv"
    assert path.read_bytes() in {before, after}
    assert [found.name for found in folder.lists_in(project / "lists")] == ["kh.csv"]
    records = ledger.records(ledger.load(path))
    assert len(records) <= 1
    if path.read_bytes() == after and b"site7.example.com" not in after:
        assert len(records) == 1, "the row is gone and its reason too"


def assert_works(project: Path) -> None:
    """The next command waits for nobody, and adds its row to a list without an error."""
    assert run("add", "https://next.example.com/", "--category", "NEWS", folder=project).code == 0
    assert b"https://next.example.com/" in (project / "lists" / "kh.csv").read_bytes()
    assert run("remove", "https://next.example.com/", "--reason", "closed", folder=project).code == 0
    assert run("validate", "lists", folder=project).code == 0


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project."""
    (tmp_path / "lists").mkdir()
    return tmp_path


@pytest.mark.parametrize("name", COMMANDS)
def test_at_every_step(project: Path, name: str) -> None:
    """Killed right before each step that touches a file (open, sync, mode, rename), and right after each sync."""
    before = a_list(30)
    after = outcome(project, before, name)
    path = project / "lists" / "kh.csv"
    seen = set()
    for number in range(1, 100):
        clean(project)
        path.write_bytes(before)
        process = start(*COMMANDS[name], folder=project, fatal=[str(project / "lists"), number])
        ended = end(process)
        if ended.code == 0:
            break
        assert ended.code == -signal.SIGKILL, ended
        assert_whole(project, before, path.read_bytes() if path.read_bytes() == after else after)
        seen.add(path.read_bytes())
        if number % 6 == 0:
            assert_works(project)
    else:
        pytest.fail("it never came to its end")
    assert number > 6, "the steps of a write were not seen"
    assert seen == {before, after}, "no kill fell before the change, or none after it"


def moments(seed: int, count: int) -> Iterator[float]:
    """Moments in a run, from its start (0) to its end (1); more of them towards the end, where it writes."""
    generator = random.Random(seed)  # noqa: S311 - moments, not secrets
    for _ in range(count):
        yield generator.random() ** 0.5


@pytest.mark.parametrize("name", COMMANDS)
def test_at_any_moment(project: Path, name: str) -> None:
    """Killed from outside at moments chosen by a seed, in the middle of whatever it does, on 5,000 rows."""
    import time

    before = a_list(5_000)
    started = time.monotonic()
    after = outcome(project, before, name)
    whole = time.monotonic() - started
    path = project / "lists" / "kh.csv"
    killed = 0
    for moment in moments(len(name), 12):
        process = start(*COMMANDS[name], folder=project)
        try:
            process.communicate(timeout=whole * moment)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            killed += 1
        assert_whole(project, before, after)
        clean(project)
        path.write_bytes(before)
    assert killed
    assert_works(project)


@pytest.mark.parametrize("name", ["add", "remove"])
def test_what_is_left_over(project: Path, name: str) -> None:
    """Temporary files of a killed process are hidden, no lists, and in nobody's way."""
    path = project / "lists" / "kh.csv"
    path.write_bytes(a_list(30))
    for number in range(6, 10):
        end(start(*COMMANDS[name], folder=project, fatal=[str(project / "lists"), number]))
    visible = {found.name for found in (project / "lists").iterdir() if not found.name.startswith(".")}
    assert visible <= {"kh.csv", "kh.ledger.csv"}
    assert '"lists": [{"path": "lists/kh.csv"' in run("validate", "lists", "--format", "json", folder=project).out
    assert_works(project)
