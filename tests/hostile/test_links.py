"""Links that a pull request may bring: to read what is out of the checkout, to write it, or to make it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.hostile.processes import assert_one_error, run
from tests.samples import HEADER_LINE, row

LIST = (HEADER_LINE + row() + "\n").encode()
LEDGER = b"url,last_reviewed,decision,reason,evidence,next_due,previous_url\n"
REMOVE = ("remove", "https://example.com/", "--reason", "closed")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A checkout with a list."""
    checkout = tmp_path / "checkout"
    (checkout / "lists").mkdir(parents=True)
    (checkout / "lists" / "kh.csv").write_bytes(LIST)
    subprocess.run(["git", "init", "-q"], cwd=checkout, check=True)
    return checkout


@pytest.mark.parametrize("is_there", [True, False])
def test_a_ledger_out_of_the_checkout(project: Path, is_there: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """The ledger's link is not followed, whether it leads to a file or would make one; the list stays."""
    outside = project.parent / "outside"
    if is_there:
        outside.write_bytes(LEDGER)
    (project / "lists" / "kh.ledger.csv").symlink_to(outside)
    assert_one_error(run(*REMOVE, folder=project))
    assert outside.exists() is is_there
    assert not is_there or outside.read_bytes() == LEDGER
    assert (project / "lists" / "kh.csv").read_bytes() == LIST


def test_a_ledger_elsewhere_in_the_checkout(project: Path) -> None:
    """A link that stays in the checkout is not followed either: it may lead to what is no ledger."""
    (project / "decisions.csv").write_bytes(LEDGER)
    (project / "lists" / "kh.ledger.csv").symlink_to("../decisions.csv")
    assert_one_error(run(*REMOVE, folder=project))
    assert (project / "decisions.csv").read_bytes() == LEDGER


@pytest.mark.parametrize("name", ["kh.csv", ".gitignore"])
def test_a_list_that_would_be_made_elsewhere(project: Path, name: str) -> None:
    """What is not there yet is not made through a link either."""
    (project / "lists" / "kh.csv").unlink()
    outside = project.parent / "outside"
    (project / "lists" / name).symlink_to(outside)
    assert_one_error(run("init", folder=project))
    assert not outside.exists()


def test_a_lock_that_is_a_link(project: Path) -> None:
    """A lock's link is not followed: what it leads to would be emptied."""
    outside = project.parent / "outside"
    outside.write_text("precious\n", "utf-8")
    (project / "lists" / ".kh.csv.lock").symlink_to(outside)
    assert_one_error(run(*REMOVE, folder=project))
    assert outside.read_text("utf-8") == "precious\n"
    assert (project / "lists" / "kh.csv").read_bytes() == LIST


@pytest.mark.parametrize(
    "command", [("tag", "-i"), ("check", "--no-canary", "-i"), ("import",), ("candidates", "--from")]
)
@pytest.mark.parametrize("name", ["lists/kh.csv", "given/urls.txt"])
def test_a_file_that_is_named(project: Path, command: tuple[str, ...], name: str) -> None:
    """A link of the checkout is not followed by whoever names it either; nothing of the target is printed."""
    outside = project.parent / "outside"
    outside.mkdir()
    (outside / "urls.txt").write_text("https://secret.invalid/\n", "utf-8")
    if name.startswith("given"):
        (project / "given").symlink_to(outside)
    else:
        (project / name).unlink()
        (project / name).symlink_to(outside / "urls.txt")
    ran = run(*command, name, folder=project)
    assert_one_error(ran)
    assert "secret.invalid" not in ran.out + ran.err


def test_a_named_file_behind_a_link_of_the_users_own(project: Path) -> None:
    """Outside of a checkout a link is followed."""
    (project.parent / "urls.txt").write_text("https://example.org/\n", "utf-8")
    (project.parent / "link.txt").symlink_to("urls.txt")
    assert run("tag", "-i", "../link.txt", folder=project).code == 0


@pytest.mark.parametrize(
    "name",
    [
        ".git/new",
        ".git/a/b",
        ".GIT/new",
        ".git:x",
        ".git::$INDEX_ALLOCATION",
        "git~1:x",
        "link/new",
        "link/a/b",
        "inner/new",
    ],
)
def test_no_folder_is_made(project: Path, name: str) -> None:
    """Neither in `.git`, however it is written (Windows has `.git:x`), nor through a link does `init` make a folder."""
    outside = project.parent / "outside"
    outside.mkdir()
    (project / "link").symlink_to(outside)
    (project / "inner").symlink_to(".git")
    assert_one_error(run("--lists", name, "init", folder=project))
    assert not (project / name).exists()
    assert list(outside.iterdir()) == []


def test_folders_are_made(tmp_path: Path, project: Path) -> None:
    """Where no link is in the way, `init` makes all that are missing, with git and without."""
    for place in (tmp_path / "a" / "b" / "lists", project / "a" / "b" / "lists"):
        assert run("--lists", str(place), "init", folder=tmp_path).code == 0
        assert (place / "kh.csv").exists()


def test_back_from_a_link(project: Path) -> None:
    """`..` behind a link may mean two folders: neither is touched."""
    elsewhere = project.parent / "elsewhere"
    (elsewhere / "x").mkdir(parents=True)
    (elsewhere / "lists").mkdir()
    (elsewhere / "lists" / "kh.csv").write_bytes(LIST)
    desk = project.parent / "desk"
    (desk / "lists").mkdir(parents=True)
    (desk / "lists" / "kh.csv").write_bytes(LIST)
    (desk / "link").symlink_to("../elsewhere/x")
    assert_one_error(run("--lists", "link/../lists", *REMOVE, folder=desk))
    assert run("--lists", "link/../../desk/lists", "show", folder=desk).code == 3
    assert run("--lists", "lists/../lists", *REMOVE, folder=desk).code == 0
    assert (elsewhere / "lists" / "kh.csv").read_bytes() == LIST
