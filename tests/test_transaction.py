"""Several files put in place together: after a kill at any step they are all old or all new to whoever comes next."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kh_testlist import folder, ledger, transaction
from kh_testlist.errors import Failure
from tests.hostile.processes import SECONDS
from tests.samples import HEADER_LINE, row

OLD_LIST = (HEADER_LINE + row("https://old.example.com/") + "\n").encode()
NEW_LIST = (HEADER_LINE + row("https://new.example.com/") + "\n").encode()
NEW_LEDGER = b"url,last_reviewed,decision,reason,evidence,next_due,previous_url\nhttps://new.example.com/,,keep,,,,\n"
MARK = b'{"done": true}\n'

KILLED = """
import os, signal, sys
from pathlib import Path
from kh_testlist import transaction
folder, number = sys.argv[1], int(sys.argv[2])
steps = 0
def step():
    global steps
    steps += 1
    if steps == number:
        os.kill(os.getpid(), signal.SIGKILL)
def hook(event, arguments):
    if event in {"open", "os.rename", "os.chmod", "os.remove"} and isinstance(arguments[0], str | bytes):
        if os.fsdecode(arguments[0]).startswith(folder):
            step()
files = {Path(name): data.encode() for name, data in zip(sys.argv[3::2], sys.argv[4::2])}
path = next(iter(files))
with transaction.locked(path):
    sys.addaudithook(hook)
    transaction.commit(path, files)
"""
"""Puts files in place, and dies right before the so manieth step."""


class Place:
    """A project whose list, ledger and mark are to change together."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.list = project / "lists" / "kh.csv"
        self.ledger = project / "lists" / "kh.ledger.csv"
        self.mark = project / "reviews" / "2026Q4" / "finished.json"
        self.new = {self.list: NEW_LIST, self.ledger: NEW_LEDGER, self.mark: MARK}
        self.intent = project / "lists" / ".kh.csv.intent"
        self.list.parent.mkdir(parents=True)
        self.mark.parent.mkdir(parents=True)
        self.reset()

    def reset(self) -> None:
        """Take everything back to how it was."""
        for folder_ in (self.list.parent, self.mark.parent):
            for path in folder_.iterdir():
                path.unlink()
        self.list.write_bytes(OLD_LIST)

    def killed(self, number: int) -> int:
        """Change them in a process that dies at a step; its exit code."""
        named = [text for path, data in self.new.items() for text in (str(path), data.decode())]
        command = [sys.executable, "-c", KILLED, str(self.project), str(number), *named]
        return subprocess.run(command, check=False, timeout=SECONDS).returncode

    def is_new(self) -> bool:
        """Whether all are new, as the program reads them; all must be new or all old."""
        read = folder.load(self.list)
        states = [
            "new.example" in read.text,
            self.ledger.exists() and self.ledger.read_bytes() == NEW_LEDGER,
            self.mark.exists(),
        ]
        assert len(set(states)) == 1, states
        assert self.list.read_bytes() in {OLD_LIST, NEW_LIST}
        return states[0]

    def stamp(self, name: str) -> list[int]:
        """What tells which file lies ready."""
        path = self.list.parent / name
        staged = path.with_name(f".{path.name}.next")
        return [staged.lstat().st_ino, staged.lstat().st_mtime_ns] if staged.exists() else [0, 0]

    def intend(self, *files: tuple[str, bytes | None, bytes], foreign: bool = False) -> None:
        """Leave an intent behind, as a process that died would; name, what it was, what it is to be."""
        document = {
            "version": 1,
            "files": [
                {"path": name, "before": hashlib.sha256(was).hexdigest() if was is not None else None,
                 "after": hashlib.sha256(to_be).hexdigest(), "stamp": [1, 1] if foreign else self.stamp(name)}
                for name, was, to_be in files
            ],
        }  # fmt: skip
        self.intent.write_text(json.dumps(document), "utf-8")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A project."""
    return Place(tmp_path / "project")


def test_it_changes_all(place: Place) -> None:
    """All files are new, nothing else lies about, and permissions stay."""
    place.list.chmod(0o640)
    with transaction.locked(place.list):
        transaction.commit(place.list, place.new)
    assert {path: path.read_bytes() for path in place.new} == place.new
    assert {path.name for path in place.list.parent.iterdir()} <= {"kh.csv", "kh.ledger.csv", ".kh.csv.lock"}
    assert [path.name for path in place.mark.parent.iterdir()] == ["finished.json"]
    if os.name != "nt":
        assert place.list.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_what_lies_ready_is_private(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list that is closed to others is so at every moment: its new bytes are never open to them, not even before."""
    place.list.chmod(0o600)
    open_to_others: list[int] = []
    sync = os.fsync

    def looking(descriptor: int) -> None:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISREG(mode):
            open_to_others.append(mode & 0o077)
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", looking)
    with transaction.locked(place.list):
        transaction.commit(place.list, place.new)
    assert open_to_others == [0] * 4  # the list, the ledger, the mark, and the intent
    assert place.list.stat().st_mode & 0o777 == 0o600


def test_killed_at_every_step(place: Place) -> None:
    """Whoever reads the list next sees all of the change or none of it, and the change after that works."""
    outcomes = []
    for number in range(1, 200):
        place.reset()
        code = place.killed(number)
        if code == 0:
            break
        assert code == -signal.SIGKILL
        outcomes.append(place.is_new())
        assert not place.intent.exists()
        with transaction.locked(place.list):
            transaction.commit(place.list, place.new)
        assert place.is_new()
    else:
        pytest.fail("it never came to its end")
    assert number > 10, "the steps were not seen"
    assert False in outcomes
    assert True in outcomes
    assert outcomes == sorted(outcomes), "a later kill took back what an earlier one had decided"


@pytest.mark.parametrize("reader", [folder.load, ledger.load, transaction.settle])
def test_every_reader_settles(place: Place, reader: Callable[[Path], object]) -> None:
    """A list, its ledger, or the review: whatever is read first brings the change to its end."""
    for path, data in place.new.items():
        path.with_name(f".{path.name}.next").write_bytes(data)
    place.intend(
        ("kh.csv", OLD_LIST, NEW_LIST),
        ("kh.ledger.csv", None, NEW_LEDGER),
        ("../reviews/2026Q4/finished.json", None, MARK),
    )
    reader(place.list)
    assert not place.intent.exists()
    assert {path: path.read_bytes() for path in place.new} == place.new


def test_killed_while_it_is_brought_to_its_end(place: Place) -> None:
    """A second kill, in the middle of recovery, changes nothing of that."""
    place.list.with_name(".kh.csv.next").write_bytes(NEW_LIST)
    place.ledger.write_bytes(NEW_LEDGER)  # one is in place already
    place.mark.with_name(".finished.json.next").write_bytes(MARK)
    place.intend(
        ("kh.csv", OLD_LIST, NEW_LIST),
        ("kh.ledger.csv", None, NEW_LEDGER),
        ("../reviews/2026Q4/finished.json", None, MARK),
    )
    assert place.is_new()
    assert not list(place.list.parent.glob(".*.next"))


def test_an_edit_by_hand_is_not_overwritten(place: Place) -> None:
    """A file that is neither what it was nor what it is to be stays, with all others, until a person has looked."""
    place.list.with_name(".kh.csv.next").write_bytes(NEW_LIST)
    place.intend(("kh.csv", OLD_LIST, NEW_LIST), ("kh.ledger.csv", None, NEW_LEDGER))
    by_hand = OLD_LIST + row("https://byhand.example.com/").encode() + b"\n"
    place.list.write_bytes(by_hand)
    with pytest.raises(Failure, match="was changed since then") as caught:
        folder.load(place.list)
    assert ".kh.csv.intent" in caught.value.next_step
    assert place.list.read_bytes() == by_hand
    assert not place.ledger.exists()


def test_a_change_that_a_checkout_brought(place: Place) -> None:
    """New bytes and an intent out of a pull request are no change of ours, for all that they agree with each other."""
    place.list.with_name(".kh.csv.next").write_bytes(NEW_LIST)
    place.intend(("kh.csv", OLD_LIST, NEW_LIST), foreign=True)
    with pytest.raises(Failure, match=r"was not interrupted here\. Nothing was changed") as caught:
        folder.load(place.list)
    assert "git rm" in caught.value.next_step
    assert place.list.read_bytes() == OLD_LIST


def test_new_bytes_that_are_gone(place: Place) -> None:
    """Where what was staged is missing or is something else, nothing is touched."""
    place.intend(("kh.csv", OLD_LIST, NEW_LIST))
    with pytest.raises(Failure, match="Nothing was changed"):
        folder.load(place.list)
    place.list.with_name(".kh.csv.next").write_bytes(b"something else")
    with pytest.raises(Failure, match="Nothing was changed"):
        folder.load(place.list)
    assert place.list.read_bytes() == OLD_LIST


HOSTILE: dict[str, Any] = {
    "no JSON": "<<<<<<< HEAD",
    "deep": "[" * 100_000,
    "another version": {
        "version": 2,
        "files": [{"path": "kh.csv", "before": None, "after": "0" * 64, "stamp": [0, 0]}],
    },
    "no files": {"version": 1, "files": []},
    "many files": {"version": 1, "files": [{"path": "kh.csv", "before": None, "after": "0" * 64, "stamp": [0, 0]}] * 9},
    "more keys": {
        "version": 1,
        "files": [{"path": "kh.csv", "before": None, "after": "0" * 64, "stamp": [0, 0], "run": "x"}],
    },
    "no digest": {"version": 1, "files": [{"path": "kh.csv", "before": None, "after": "x", "stamp": [0, 0]}]},
    "no stamp": {"version": 1, "files": [{"path": "kh.csv", "before": None, "after": "0" * 64, "stamp": [True, 0]}]},
    "a number": 5,
    **{
        path: {
            "version": 1,
            "files": [{"path": path, "before": None, "after": hashlib.sha256(b"evil").hexdigest(), "stamp": [0, 0]}],
        }
        for path in (
            "../../outside",
            "/outside",
            "../README.md",
            "../reviews/../outside",
            "../reviews/a/b/finished.json",
            "../reviews/2026Q4/review.json",
            "th.csv",
            "",
            ".",
            "../.git/config",
            "..\\outside",
            "kh.csv/../x",
        )
    },
}


@pytest.mark.parametrize("what", HOSTILE.values(), ids=HOSTILE)
def test_an_intent_that_a_pull_request_brought(place: Place, what: object) -> None:
    """It can name nothing but what changes together with the list; all else is an error that says what to remove."""
    place.intent.write_text(what if isinstance(what, str) else json.dumps(what), "utf-8")
    before = {path: path.read_bytes() for path in place.project.rglob("*") if path.is_file()}
    with pytest.raises(Failure, match="Nothing was changed") as caught:
        folder.load(place.list)
    assert ".kh.csv.intent" in caught.value.next_step
    after = {path: path.read_bytes() for path in place.project.rglob("*") if path.is_file()}
    after.pop(place.list.with_name(".kh.csv.lock"), None)
    assert after == before


@pytest.mark.skipif(os.name == "nt", reason="needs links")
@pytest.mark.parametrize("link", ["mark", "folder", "reviews", "intent"])
def test_links(place: Place, tmp_path: Path, link: str) -> None:
    """A link on the way to the mark, or in the intent's place, leads nowhere."""
    outside = tmp_path / "outside"
    (outside / "2026Q4").mkdir(parents=True)
    place.list.with_name(".kh.csv.next").write_bytes(NEW_LIST)
    place.intend(("kh.csv", OLD_LIST, NEW_LIST), ("../reviews/2026Q4/finished.json", None, MARK))
    reviews = place.project / "reviews"
    if link == "intent":
        place.intent.rename(outside / "intent")
        place.intent.symlink_to(outside / "intent")
    elif link == "mark":
        place.mark.symlink_to(outside / "mark")
    else:
        place.mark.parent.rmdir()
        if link == "reviews":
            reviews.rmdir()
            reviews.symlink_to(outside)
        else:
            (reviews / "2026Q4").symlink_to(outside / "2026Q4")
        (outside / "2026Q4" / ".finished.json.next").write_bytes(MARK)
    with pytest.raises(Failure, match=r"is a link\. Nothing was read or written"):
        folder.load(place.list)
    assert place.list.read_bytes() == OLD_LIST
    assert not (outside / "2026Q4" / "finished.json").exists()


@pytest.mark.skipif(os.name == "nt", reason="needs links")
def test_a_link_in_the_place_of_new_bytes(place: Place, tmp_path: Path) -> None:
    """What lies where new bytes are to be staged is replaced, and never written through."""
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    place.list.with_name(".kh.csv.next").symlink_to(victim)
    with transaction.locked(place.list):
        transaction.commit(place.list, place.new)
    assert victim.read_bytes() == b"mine"
    assert place.list.read_bytes() == NEW_LIST
    assert not place.list.is_symlink()


def test_nothing_to_change(place: Place) -> None:
    """Files that are so already are left alone: nothing is staged, nothing is renamed."""
    before = place.list.stat()
    with transaction.locked(place.list):
        transaction.commit(place.list, {place.list: OLD_LIST})
    assert place.list.stat().st_ino == before.st_ino


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user whom file modes stop")
def test_a_folder_that_takes_nothing(place: Place) -> None:
    """Where nothing can be written, nothing changes, and the error says so."""
    place.mark.parent.chmod(0o500)
    try:
        with transaction.locked(place.list), pytest.raises(Failure, match="Nothing was changed"):
            transaction.commit(place.list, place.new)
    finally:
        place.mark.parent.chmod(0o700)
    assert place.list.read_bytes() == OLD_LIST


def test_a_disk_that_is_full(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """What can't be staged leaves everything as it was, and nothing behind."""

    def full(descriptor: int) -> None:
        del descriptor
        raise OSError(28, "No space left on device")

    with transaction.locked(place.list):
        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(Failure, match=r"No space left on device\. Nothing was changed"):
            transaction.commit(place.list, place.new)
        monkeypatch.undo()
    assert not place.is_new()
    assert not list(place.project.rglob(".*.next"))


def test_a_folder_in_the_place_of_new_bytes(place: Place) -> None:
    """Nobody waits for a lock that this process holds itself; the error names the folder and how to remove it."""
    staged = place.list.with_name(".kh.csv.next")
    (staged / "in").mkdir(parents=True)
    with transaction.locked(place.list):
        assert folder.load(place.list).text
        with pytest.raises(Failure, match=r"\.kh\.csv\.next is a folder") as caught:
            transaction.commit(place.list, place.new)
    assert caught.value.next_step.endswith(".kh.csv.next")
    assert not place.is_new()


def test_a_folder_in_the_place_of_the_intent(place: Place) -> None:
    """It is named for what it is, and not taken for a list."""
    place.intent.mkdir()
    with pytest.raises(Failure, match="Nothing was changed") as caught:
        folder.load(place.list)
    assert "rm -r" in caught.value.next_step
