"""The folder of a review: what is written is read back, names are safe everywhere, nothing goes through a link."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.errors import Failure
from kh_testlist.ledger import Record
from kh_testlist.liveness.attempt import Verdict
from kh_testlist.ooni.evidence import Counts, NetworkEvidence, SiteEvidence, Status
from kh_testlist.review import files, review_store
from kh_testlist.review.quarter import Quarter
from kh_testlist.review.record import (
    Advice,
    CheckResult,
    Decision,
    Facts,
    Finish,
    RecordedDecision,
    Review,
    ReviewRow,
    Source,
)
from kh_testlist.review.review_store import decision_path
from kh_testlist.tagging.audit import Doubt
from kh_testlist.tagging.suggest import Suggestion

URL = "https://www.example.com/"
DAY = dt.date(2026, 11, 22)


def full() -> Review:
    """A review in which every field says something."""
    evidence = SiteEvidence(
        URL, Counts(1, 2, 3, 4), (NetworkEvidence(64500, None, Counts(1, 2, 3, 4), 0.5, blocked=True),), {"dns": 5},
        "2026-10-01", "2026-10-31", Status.BLOCKED_CONFIRMED, 0.25, 0.75, ("http://old.example.com/",),
    )  # fmt: skip
    facts = Facts(
        URL, "NEWS", Quarter(2026, 4), "ព័ត៌មាន \x1b[31m\u202e",
        seen=(
            CheckResult(Verdict.MOVED, "2026-10-01T10:00:00Z", "here", "redirect-other-domain", None, 200,
                 "https://new.example.org/", "A title", control=True),
            CheckResult(Verdict.UNKNOWN, "2026-10-02T10:00:00Z", "there"),
        ),
        evidence=evidence,
        suspicious_variants=7,
        doubt=Doubt("lists/kh.csv", 2, 1, URL, "NEWS", 0.05, Suggestion("GMB", 0.9, "“bet” in its name")),
        ledger=Record(URL, "2026-01-31", "keep", "a reason", "a link", "2026-12-31", "http://old.example.com/"),
        earlier=(Record("http://old.example.com/", "2025-01-31", "recheck"),),
        listed={"https://new.example.org/": "lists/kh.csv:7"},
    )  # fmt: skip
    bare = ReviewRow(
        Facts("https://bare.example.com/", "", Quarter(2026, 4)), Advice(Decision.KEEP, ("fine",)), due=False
    )
    return Review(
        Quarter(2026, 4),
        "kh",
        DAY,
        (
            Source("check", "2 results", has_data=True, details={"results": 2}),
            Source("evidence", "none", has_data=False, next_step="x"),
        ),
        (ReviewRow(facts, Advice(Decision.REPLACE, ("it moved", "moved"), "https://new.example.org/", "GMB")), bare),
        program="1.0",
        thresholds={"drop_days": 2, "doubt": 0.8},
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a review in it."""
    found = tmp_path / "reviews" / "2026Q4"
    review_store.create(found, full())
    return found


def test_what_is_written_is_read_back(folder: Path) -> None:
    """Every field survives, whatever characters it has."""
    assert review_store.load(folder) == full()
    settled = RecordedDecision(
        URL, Decision.REPLACE, "it moved \u202e\x1b", "https://new.example.org/", None, decided_on=DAY
    )
    path = review_store.decide(folder, settled)
    (folder / review_store.FINISHED).write_bytes(
        files.document(Finish(DAY, {Decision.REPLACE: 1}, ["https://x.example/"]))
    )
    found = review_store.load(folder)
    assert found == replace(
        full(), decisions={URL: settled}, finished=Finish(DAY, {Decision.REPLACE: 1}, ["https://x.example/"])
    )
    review_store.undo(folder, URL, None)
    assert not path.exists()


def test_signals_and_pages_that_are_no_successors(tmp_path: Path) -> None:
    """They survive too. A review without them has no keys for them: see `test_what_0_1_0_wrote`."""
    first, *others = full().rows
    seen = tuple(replace(one, signals=("other-domain", "passes-differ")) for one in first.facts.seen)
    facts = replace(first.facts, seen=seen, unfit={"https://new.example.org/": "it is parked or for sale"})
    wanted = replace(full(), rows=(first._replace(facts=facts), *others))
    review_store.create(tmp_path / "reviews" / "2026Q4", wanted)
    assert review_store.load(tmp_path / "reviews" / "2026Q4") == wanted


def test_windows_line_ends(folder: Path) -> None:
    """A checkout may have the line ends of Windows in every file."""
    review_store.decide(folder, RecordedDecision(URL, Decision.KEEP, "", decided_on=DAY))
    for path in folder.rglob("*.json*"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert review_store.load(folder).decisions[URL].decision is Decision.KEEP


@given(st.lists(st.text(min_size=1, max_size=20).map(lambda path: f"https://Www.Example.COM/{path}"), max_size=8))
def test_names_of_decisions(urls: list[str]) -> None:
    """Two URLs never share a name, not even where case makes no difference; any file system takes it."""
    names = {url: decision_path(Path("x"), url).name for url in urls}
    assert len({name.casefold() for name in names.values()}) == len(names)
    assert all(re.fullmatch(r"example\.com-[0-9a-f]{16}\.json", name) for name in names.values())


@pytest.mark.parametrize(
    ("url", "start"),
    [
        ("https://con/", "con-"),
        ("https://" + "a" * 200 + ".example.com/", "a" * 60 + "-"),
        ("javascript:alert(1)", "row-"),
        ("../../etc/passwd", "row-"),
        ("https://ខ្មែរ.com/", "xn--j2e0cg3n2c.com-"),
        ("http://[::1]/", "1-"),
        ("https://example.com/\ud800", "row-"),
    ],
)
def test_names_of_odd_urls(url: str, start: str) -> None:
    """The name is short, plain, and never one that leads elsewhere or that Windows keeps for itself."""
    name = decision_path(Path("x"), url).name
    assert name.startswith(start)
    assert re.fullmatch(r"[a-z0-9][a-z0-9.-]{0,76}\.json", name)


DECISION = {"version": 1, "url": URL, "decision": "keep", "reason": "", "decided_on": "2026-11-22"}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"extra": 1}, "extra"),
        ({"decision": "delete"}, "decision"),
        ({"decided_on": "soon"}, "decided_on"),
        ({"url": "https://other.example.com/"}, "does not match the row"),
        ({"version": 2}, "version"),
        ({"reason": "x" * 3_000}, "reason"),
        ({"decision": "drop"}, "this decision needs a reason"),
        ({"decision": "replace", "reason": "moved"}, "new_url belongs to"),
        ({"decision": "keep", "new_category": "GMB"}, "new_category belongs to"),
    ],
)
def test_closed_shapes(folder: Path, change: dict[str, object], says: str) -> None:
    """A decision that says more or else than the program writes is an error that names the file."""
    path = decision_path(folder, URL)
    path.write_text(json.dumps({**DECISION, **change}), "utf-8")
    with pytest.raises(Failure, match=says) as caught:
        review_store.load(folder)
    assert path.name in caught.value.message


def test_a_conflict(folder: Path) -> None:
    """What git leaves in a file that two people wrote is called by its name."""
    path = decision_path(folder, URL)
    path.write_text("{\n<<<<<<< HEAD\n}\n=======\n}\n>>>>>>> theirs\n", "utf-8")
    with pytest.raises(Failure, match="marks of a conflict") as caught:
        review_store.load(folder)
    assert path.name in caught.value.message


def test_what_is_not_ours_is_left_alone(folder: Path) -> None:
    """Notes of people, leftovers of editors and of a killed process are no decisions."""
    for name in ("README.md", ".DS_Store", ".x.json.tmp", ".hidden.json", "notes.txt", "x.json.orig"):
        (folder / "decisions" / name).write_text("x", "utf-8")
    assert review_store.load(folder).decisions == {}


@pytest.mark.parametrize("name", ["review.json", "rows.jsonl"])
def test_a_file_that_is_missing(folder: Path, name: str) -> None:
    """It is a clear error."""
    (folder / name).unlink()
    with pytest.raises(Failure, match=re.escape(name)):
        review_store.load(folder)


def test_a_row_that_somebody_took_out(folder: Path) -> None:
    """A review with fewer rows than it started with would leave some undecided: it is not believed."""
    path = folder / "rows.jsonl"
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    with pytest.raises(Failure, match="was changed after the review started"):
        review_store.load(folder)


@pytest.mark.skipif(os.name == "nt", reason="needs links")
@pytest.mark.parametrize(
    "what", ["reviews", "folder", "decisions", "decision", "review.json", "rows.jsonl", "finished"]
)
def test_links(folder: Path, tmp_path: Path, what: str) -> None:
    """Nothing of a review is read or written through a link."""
    outside = tmp_path / "outside"
    outside.mkdir()
    settled = RecordedDecision(URL, Decision.KEEP, "", decided_on=DAY)
    path = review_store.decide(folder, settled)
    target = {
        "reviews": folder.parent, "folder": folder, "decisions": path.parent, "decision": path,
        "review.json": folder / "review.json", "rows.jsonl": folder / "rows.jsonl",
        "finished": folder / "finished.json",
    }[what]  # fmt: skip
    if what == "finished":
        target.write_bytes(files.document(Finish(DAY, {})))
    moved = outside / target.name
    target.rename(moved)
    target.symlink_to(moved)
    before = {one: one.read_bytes() for one in outside.rglob("*") if one.is_file()}
    with pytest.raises(Failure, match="is a link"):
        review_store.load(folder)
    if what in {"reviews", "folder", "decisions", "decision"}:
        with pytest.raises(Failure, match="is a link"):
            review_store.decide(folder, replace(settled, reason="other"))
    assert {one: one.read_bytes() for one in outside.rglob("*") if one.is_file()} == before


def test_folders(folder: Path) -> None:
    """The latest quarter comes first; what is not named like a review is none."""
    reviews = folder.parent
    for name in ("2026Q3", "2026Q4-th", "2027Q1-global", "notes", "2026Q9", "2026Q4-"):
        (reviews / name).mkdir()
        (reviews / name / "review.json").write_text("{}", "utf-8")
    (reviews / "2025Q4").mkdir()
    found = [path.name for path in review_store.folders(reviews)]
    assert found == ["2027Q1-global", "2026Q4-th", "2026Q4", "2026Q3"]
    assert review_store.folders(reviews / "nowhere") == ()


def test_what_0_1_0_wrote(tmp_path: Path) -> None:
    """A review that version 0.1.0 wrote is read unchanged, and this version would write the same bytes."""
    written = Path(__file__).with_name("before") / "reviews" / "2026Q4"
    found = review_store.load(written)
    assert replace(found, decisions={}, finished=None) == full()
    assert found.finished is not None
    again = tmp_path / "reviews" / "2026Q4"
    review_store.create(again, full())
    review_store.decide(again, found.decisions[URL])
    (again / review_store.FINISHED).write_bytes(files.document(found.finished))
    for path in written.rglob("*.json*"):
        assert (again / path.relative_to(written)).read_bytes() == path.read_bytes().replace(b"\r\n", b"\n")
