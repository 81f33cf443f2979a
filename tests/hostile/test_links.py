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
