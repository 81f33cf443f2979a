"""Two users of one group who keep a list together, in a folder that both may write to."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile.processes import Ended, assert_one_error, run
from tests.samples import HEADER_LINE, row

GROUP, FIRST, SECOND = 54_000, 54_001, 54_002

pytestmark = pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="needs root, to be two other users")


@pytest.fixture
def project() -> Iterator[Path]:
    """A project whose lists folder belongs to a group."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        lists = folder / "lists"
        lists.mkdir()
        path = lists / "kh.csv"
        path.write_text(HEADER_LINE + row() + "\n" + row("https://example.org/") + "\n", "utf-8")
        os.chown(lists, FIRST, GROUP)
        os.chown(path, FIRST, GROUP)
        path.chmod(0o664)
        lists.chmod(0o775)
        yield folder


def run_as(user: int, *arguments: str, folder: Path) -> Ended:
    """Run the program as a user of the group, whose own group is another one, with the usual umask."""
    homes = {name: str(folder / "home") for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    return run(*arguments, folder=folder, env=homes, nobody=True, user=[user, user, GROUP])


def test_both_may_edit(project: Path) -> None:
    """Whoever comes first, the other may go on: the lock, the list and the ledger stay the group's."""
    steps = (
        (FIRST, ("add", "https://first.example.com/", "--category", "NEWS")),
        (SECOND, ("remove", "https://example.org/", "--reason", "closed")),
        (FIRST, ("edit", "https://example.com/", "--url", "https://example.net/")),
        (SECOND, ("add", "https://second.example.com/", "--category", "NEWS")),
        (FIRST, ("remove", "https://second.example.com/", "--reason", "closed")),
    )
    for user, command in steps:
        ended = run_as(user, *command, folder=project)
        assert ended.code == 0, (user, command, ended)
        for name in ("kh.csv", ".kh.csv.lock"):
            found = (project / "lists" / name).stat()
            assert (found.st_gid, stat.S_IMODE(found.st_mode)) == (GROUP, 0o664), (user, command, name)


def test_a_lock_of_an_earlier_version(project: Path) -> None:
    """A lock that the first user's umask closed to the group keeps nobody out."""
    lock = project / "lists" / ".kh.csv.lock"
    lock.touch()
    os.chown(lock, FIRST, FIRST)
    lock.chmod(0o644)
    assert run_as(SECOND, "add", "https://second.example.com/", "--category", "NEWS", folder=project).code == 0
    assert run_as(FIRST, "add", "https://first.example.com/", "--category", "NEWS", folder=project).code == 0
    assert stat.S_IMODE(lock.stat().st_mode) == 0o664


def test_a_lock_that_is_closed(project: Path) -> None:
    """One that nobody else may even read is named, and not the list, with what to do."""
    lock = project / "lists" / ".kh.csv.lock"
    lock.touch()
    os.chown(lock, FIRST, FIRST)
    lock.chmod(0o600)
    ended = run_as(SECOND, "add", "https://second.example.com/", "--category", "NEWS", folder=project)
    assert_one_error(ended, 3)
    assert "lists/.kh.csv.lock: Permission denied" in ended.err
    assert "rm -f lists/.kh.csv.lock" in ended.err


def test_a_list_that_is_closed_to_others_stays_so(project: Path) -> None:
    """Nor does a lock open a list: each has the permissions that the list has."""
    path = project / "lists" / "kh.csv"
    path.chmod(0o600)
    assert run_as(FIRST, "add", "https://first.example.com/", "--category", "NEWS", folder=project).code == 0
    for name in ("kh.csv", ".kh.csv.lock"):
        assert stat.S_IMODE((project / "lists" / name).stat().st_mode) == 0o600
