"""A pull request may bring any file in a review's folder, and beside the list: none does harm, each is named."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any, Final

import pytest

from tests.hostile.processes import assert_one_error
from tests.review.damage import COMMANDS, TEXTS, assert_refused, decision_of
from tests.review.desk import QUARTER, Desk, record, write_journal
from tests.samples import row

pytestmark = pytest.mark.usefixtures("on_posix")


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("which", ["review.json", "rows.jsonl", "a decision"])
def test_a_file_that_is_damaged(started: Desk, which: str, text: str) -> None:
    """Whatever is in it: one clear error that names it."""
    path = decision_of(started) if which == "a decision" else started.review / which
    assert path.exists()
    path.write_bytes(text.encode("utf-8", "surrogateescape" if "\udcff" in text else "surrogatepass"))
    assert_refused(started, path.name, commands=COMMANDS[:1] if len(text) > 1_000_000 else COMMANDS)


WRONG: Final[dict[str, dict[str, Any]]] = {
    "a site that is not in the review": {"url": "https://elsewhere.example.net/"},
    "another site of the review": {"url": "https://b.example.com/"},
    "no decision that there is": {"decision": "explode"},
    "replace without a URL": {"decision": "replace"},
    "replace by a script": {"decision": "replace", "new_url": "javascript:alert(1)"},
    "replace by a row that is listed": {"decision": "replace", "new_url": "https://b.example.com/"},
    "recategorise without a category": {"decision": "recategorise"},
    "recategorise as what is none": {"decision": "recategorise", "new_category": "NOPE"},
    "a reason that is a book": {"reason": "x" * 300_000},
    "a day that is none": {"decided_on": "yesterday"},
    "an unknown key": {"approved_by": "nobody"},
    "a number for a word": {"decision": 7},
    "a reason with a line break and a row": {"reason": 'x\nhttps://evil.example.com/,NEWS,"'},
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_a_decision_that_nobody_could_make(started: Desk, change: dict[str, Any]) -> None:
    """What `decide` would refuse is refused from a file as well, or does no harm: the list keeps its rows."""
    path = decision_of(started)
    said = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**said, **change}), "utf-8")
    before = started.list.read_bytes()
    for url in started.urls():
        started.run("review", "decide", url, "keep", "--reason", "fine")
    path.write_text(json.dumps({**said, **change}), "utf-8")
    ended = started.run("review", "finish")
    assert ended.code in {0, 1, 3}
    assert started.list.read_bytes() == before
    assert "evil.example.com/,NEWS" not in started.list.read_text("utf-8")
    for one in started.decisions():
        assert one.url in {f"https://{name}.example.com/" for name in "abc"}
        assert one.decision == "keep"
        assert len(one.reason) < 10_000
    if set(change) & {"decision", "new_url", "decided_on", "approved_by"} or "elsewhere" in str(change):
        assert ended.code != 0, "finished on a decision that nobody could make"


@pytest.mark.parametrize("which", ["review.json", "rows.jsonl", "a decision", "decisions", "the review"])
def test_a_link_that_leads_out(started: Desk, tmp_path: Path, which: str) -> None:
    """A link out of the checkout is not followed: nothing of what it leads to is read out."""
    (started.project / ".git").mkdir()
    outside = tmp_path / "outside"
    shutil.copytree(started.review, outside)
    paths = {"a decision": decision_of(started), "decisions": decision_of(started).parent, "the review": started.review}
    path = paths.get(which, started.review / which)
    inside = path.relative_to(started.review)
    for found in outside.rglob("*"):
        if found.is_file():
            found.write_text(found.read_text("utf-8").replace("fine", "secret-of-the-machine"), "utf-8")
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    path.symlink_to(outside / inside)
    before = started.list.read_bytes()
    for command in COMMANDS:
        ended = started.run(*command)
        assert_one_error(ended, 1, 2, 3)
        assert "secret-of-the-machine" not in ended.out + ended.err
    started.run("review", "decide", "https://b.example.com/", "keep", "--reason", "fine")
    assert "b.example.com" not in "".join(
        found.read_text("utf-8")
        for found in (outside / inside.name if inside.name else outside).rglob("*.json")
        if found.parent.name == "decisions" and found.is_file()
    )
    assert started.list.read_bytes() == before


@pytest.mark.parametrize("what", ["the folder", "a journal"])
def test_a_journal_that_is_a_link(desk: Desk, tmp_path: Path, what: str) -> None:
    """Among the journals that lie beside the lists a link is none: a pull request may have it lead anywhere."""
    desk.put(row("https://a.example.com/"))
    found = record("https://a.example.com/", "down", vantage="secret-of-the-machine")
    elsewhere = write_journal(tmp_path / "outside" / "a.jsonl", [found], "secret-of-the-machine")
    if what == "the folder":
        desk.checks.symlink_to(elsewhere.parent)
    else:
        desk.checks.mkdir()
        (desk.checks / "a.jsonl").symlink_to(elsewhere)
    assert "no journal in checks/" in desk.done("review", "start").err
    for command in (("review", "status"), ("review", "worksheet"), ("report", "--format", "markdown")):
        ended = desk.done(*command)
        assert "secret-of-the-machine" not in ended.out + ended.err


@pytest.mark.parametrize("which", ["review.json", "rows.jsonl", "a decision"])
@pytest.mark.parametrize("kind", ["folder", "FIFO", "loop", "zero"])
def test_what_is_no_file(started: Desk, which: str, kind: str) -> None:
    """A folder, a pipe that nobody writes to, a link in a circle, a device without an end: an error, at once."""
    path = decision_of(started) if which == "a decision" else started.review / which
    path.unlink()
    if kind == "folder":
        path.mkdir()
    elif kind == "FIFO":
        os.mkfifo(path)
    else:
        path.symlink_to(path if kind == "loop" else "/dev/zero")
    # Where its head leads nowhere, a folder is no review, and nothing else of it is looked at.
    named = "no review" if (which, kind) == ("review.json", "loop") else path.name
    assert_refused(started, named, commands=COMMANDS[:1])


def test_two_decisions_on_one_row(started: Desk) -> None:
    """A second file for the same row under another name is not quietly taken for the one that counts."""
    path = decision_of(started)
    said = json.loads(path.read_text("utf-8"))
    path.with_name("aaa.json").write_text(json.dumps({**said, "decision": "drop", "reason": "gone"}), "utf-8")
    assert_refused(started, "aaa.json")


@pytest.mark.parametrize(
    "quarter", ["../../x", "2026Q5", "2026Q4/..", "", "\x1b[31m", "9999Q4", "0000Q1", "2026Q4\n", "../2026Q4"]
)
def test_a_quarter_that_is_none(started: Desk, quarter: str) -> None:
    """It is refused, and no folder is made of it."""
    before = sorted(path for path in started.project.parent.rglob("*"))
    ended = started.run("review", "start", "--quarter", quarter)
    if quarter.strip() != QUARTER:
        assert ended.code == 2, ended
    made = [path for path in started.project.parent.rglob("*") if path not in before and path.name[0] != "."]
    assert all(path.is_relative_to(started.project / "reviews") for path in made)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _intent(path: str, before: bytes, after: bytes, staged: Path) -> str:
    """An intent to put `after` in the place of `before`, as the program writes it where `staged` lies ready."""
    found = staged.stat()
    one = {"path": path, "before": _digest(before), "after": _digest(after), "stamp": [found.st_ino, found.st_mtime_ns]}
    return json.dumps({"version": 1, "files": [one]})


@pytest.mark.parametrize(
    "path",
    ["../secret", "/etc/hostname", "kh.csv/../../secret", "../reviews/../secret", "../reviews/x/finished.json", ""],
)
def test_a_change_of_something_else(started: Desk, path: str) -> None:
    """It names no file but the list's own, and goes through no link."""
    secret = started.project / "secret"
    secret.write_bytes(b"secret")
    (started.project / "reviews" / "x").symlink_to(started.project)
    (started.project / "finished.json").write_bytes(b"secret")
    for name in (".secret.next", ".finished.json.next"):
        (started.project / name).write_bytes(b"overwritten")
    staged = started.project / (".finished.json.next" if "finished" in path else ".secret.next")
    intent = _intent(path, b"secret", b"overwritten", staged)
    started.list.with_name(".kh.csv.intent").write_text(intent, "utf-8")
    for command in (("validate",), ("show",), ("review", "status")):
        assert_one_error(started.run(*command), 3)
    assert secret.read_bytes() == (started.project / "finished.json").read_bytes() == b"secret"


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_an_intent_that_is_none(started: Desk, text: str) -> None:
    """Whatever lies there: one clear error, and nothing is touched."""
    before = started.list.read_bytes()
    data = text.encode("utf-8", "surrogateescape" if "\udcff" in text else "surrogatepass")
    started.list.with_name(".kh.csv.intent").write_bytes(data)
    ended = started.run("show")
    assert_one_error(ended, 3)
    assert ".kh.csv.intent" in ended.err.replace("\n", "")
    assert started.list.read_bytes() == before
