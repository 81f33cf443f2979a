"""Two users of one group who keep a list together, in a folder that both may write to."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kh_testlist.store import inside
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


@pytest.mark.parametrize("umask", ["022", "077"])
@pytest.mark.parametrize("mode", [0o775, 0o2775], ids=["plain", "setgid"])
def test_what_is_made_is_the_groups_too(project: Path, monkeypatch: pytest.MonkeyPatch, umask: str, mode: int) -> None:
    """The first user's umask closes neither the ledger nor a review to the others."""
    monkeypatch.setenv("TEST_UMASK", umask)
    for place in (project, project / "lists"):
        os.chown(place, FIRST, GROUP)
        place.chmod(mode)
    steps = (
        (FIRST, ("remove", "https://example.org/", "--reason", "closed")),
        (SECOND, ("edit", "https://example.com/", "--url", "https://example.net/")),
    )
    for user, command in steps:
        ended = run_as(user, *command, folder=project)
        assert ended.code == 0, (user, command, ended)
    ledger = (project / "lists" / "kh.ledger.csv").stat()
    assert (ledger.st_gid, stat.S_IMODE(ledger.st_mode)) == (GROUP, 0o664)


@pytest.mark.parametrize("mode", [0o775, 0o2775], ids=["plain", "setgid"])
def test_a_review_is_the_groups_too(project: Path, mode: int) -> None:
    """In a folder that a group may write to, so may it in what is made there, whoever makes it."""
    os.chown(project, FIRST, GROUP)
    project.chmod(mode)
    _write_with_closed_umask(project)
    for place, its in (("reviews", 0o770), ("reviews/2026Q4", 0o770), ("reviews/2026Q4/review.json", 0o660)):
        found = (project / place).stat()
        kept = mode & 0o2000 if its == 0o770 else 0
        assert (found.st_gid, stat.S_IMODE(found.st_mode)) == (GROUP, its | kept), place


def test_a_review_of_one_user_stays_theirs(project: Path) -> None:
    """Where no group may write, what is new is as the umask has it."""
    os.chown(project, FIRST, GROUP)
    _write_with_closed_umask(project)
    assert all(place.stat().st_mode & 0o077 == 0 for place in (project / "reviews", *(project / "reviews").rglob("*")))


def _write_with_closed_umask(project: Path) -> None:
    before = os.umask(0o077)
    try:
        inside.replace(project / "reviews" / "2026Q4" / "review.json", b"{}", project, make=True)
    finally:
        os.umask(before)


def test_a_ledger_is_as_closed_as_its_list(project: Path) -> None:
    """It tells of the same sites."""
    (project / "lists" / "kh.csv").chmod(0o600)
    assert run_as(FIRST, "remove", "https://example.org/", "--reason", "closed", folder=project).code == 0
    assert stat.S_IMODE((project / "lists" / "kh.ledger.csv").stat().st_mode) == 0o600


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
