"""The list goes on while a quarter is reviewed: rows leave, change and come between the start and the end."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest

from kh_testlist.ledger import HEADER
from kh_testlist.ooni.evidence import Counts
from kh_testlist.review import review_store
from tests.hostile.processes import Ended
from tests.review import desk as desks
from tests.review.desk import QUARTER, TODAY, Desk, write_journal
from tests.samples import record, row

SITES: Final = tuple(f"https://{name}.example.com/" for name in "abcd")
A, B, C, D = SITES
NEW: Final = "https://new.example.org/"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A review of four rows, every one of them up."""
    made = Desk(tmp_path)
    made.put(*(row(url) for url in SITES))
    made.seen_everywhere(dict.fromkeys(SITES, "up"))
    made.done("review", "start")
    return made


def assert_nothing_changed(desk: Desk, ended: Ended, *named: str) -> None:
    """`finish` refused, said which rows stand in the way, and left list and ledger as they were."""
    assert ended.code in {1, 3}, ended
    for url in named:
        assert url in ended.err
    assert not [one for one in desk.decisions() if one.last_reviewed == TODAY.isoformat() and one.decision == "keep"]
    assert desk.status()["undecided"] == 0


def test_undecided(desk: Desk) -> None:
    """While anything is undecided, `finish` says how much, of which category, and how to go on; nothing changes."""
    before = desk.list.read_bytes()
    desk.keep_all(A, B, C)
    ended = desk.run("review", "finish")
    assert ended.code == 1
    assert "1" in ended.err
    assert "NEWS" in ended.err
    assert "review decide" in ended.err
    assert desk.list.read_bytes() == before
    assert not desk.ledger.exists()
    assert not (desk.review / "report.html").exists()


def test_a_row_that_left(desk: Desk) -> None:
    """Its decision stays in the review; the ledger has only what became of it, and it is named."""
    desk.keep_all()
    desk.done("remove", A, "--reason", "it closed")
    ended = desk.done("review", "finish")
    assert A in ended.out + ended.err
    assert [(one.url, one.decision) for one in desk.decisions() if one.url == A] == [(A, "drop")]
    assert desk.urls() == [B, C, D]
    assert {one.url for one in desk.decisions() if one.decision == "keep"} == {B, C, D}


def test_a_row_that_left_undecided(desk: Desk) -> None:
    """Nobody has to decide on what is gone already, or whoever asks is told how."""
    desk.done("remove", A, "--reason", "it closed")
    desk.keep_all(B, C, D)
    ended = desk.run("review", "finish")
    if ended.code != 0:
        assert A in ended.err or "1" in ended.err
        desk.decide(A, "drop", "--reason", "it closed")
        desk.done("review", "finish")
    assert desk.urls() == [B, C, D]
    assert [one.decision for one in desk.decisions() if one.url == A] == ["drop"]


def test_a_row_with_another_url(desk: Desk) -> None:
    """Edited meanwhile, it is the same site: the decision is on it."""
    desk.decide(A, "keep-blocked", "--reason", "seen blocked")
    desk.keep_all(B, C, D)
    desk.done("edit", A, "--url", NEW)
    desk.done("review", "finish")
    assert desk.urls() == [NEW, B, C, D]
    assert [(one.url, one.decision) for one in desk.decisions() if one.decision == "keep-blocked"] == [
        (NEW, "keep-blocked")
    ]


def test_a_row_that_came(desk: Desk) -> None:
    """It is not due, and stays as it is."""
    desk.keep_all()
    desk.done("add", NEW, "--category", "HUMR")
    desk.done("review", "finish")
    assert desk.urls() == [*SITES, NEW]
    assert NEW not in {one.url for one in desk.decisions()}


def test_a_successor_that_came_by_itself(desk: Desk) -> None:
    """Somebody has added it since: the replacement would make it a duplicate, so nothing is changed."""
    desk.decide(A, "replace", "--url", NEW, "--reason", "it moved")
    desk.keep_all(B, C, D)
    desk.done("add", NEW, "--category", "HUMR")
    assert_nothing_changed(desk, desk.run("review", "finish"), NEW)
    assert desk.urls() == [*SITES, NEW]
    desk.decide(A, "drop", "--reason", "its new name is listed")
    desk.done("review", "finish")
    assert desk.urls() == [B, C, D, NEW]


@pytest.mark.parametrize("target", [B, "http://b.example.com/", "https://www.b.example.com/", "https://b.example.com"])
def test_a_successor_that_is_listed_in_other_words(tmp_path: Path, target: str) -> None:
    """A site that moved to where the list is already is not put there twice, however the redirect spells it."""
    desk = Desk(tmp_path / "moved")
    desk.put(row(A), row(B))
    desk.seen_everywhere({A: f"moved {target}", B: "up"})
    desk.measured({A: {64500: Counts(ok=20)}})
    desk.done("review", "start")
    found = review_store.load(desk.review).rows[0]
    assert found.advice.word == "drop"
    assert "listed already" in found.advice.reasons[0]


@pytest.mark.parametrize(("other", "word"), [(None, "drop"), ("http://www.a.example.com/", "recheck"), (NEW, "drop")])
def test_anomalies_under_another_spelling(tmp_path: Path, other: str | None, word: str) -> None:
    """A dead row that nobody measures stays where volunteers see interference with the same site, spelt otherwise."""
    desk = Desk(tmp_path / "spelt")
    desk.put(row(A), row(B))
    desk.ledger.write_text(f"{','.join(HEADER)}\n{A},2025-01-31,recheck,flagged: dead,,,\n", "utf-8")
    desk.seen_everywhere({A: "down", B: "up"})
    desk.measured({A: {64500: Counts(ok=2)}, **({other: {64501: Counts(ok=9, anomaly=2)}} if other else {})})
    desk.done("review", "start")
    assert review_store.load(desk.review).rows[0].advice.word == word


def test_two_rows_of_one_successor(desk: Desk) -> None:
    """At the latest when it is finished, the second is refused."""
    desk.decide(A, "replace", "--url", NEW, "--reason", "it moved")
    second = desk.run("review", "decide", B, "replace", "--url", "http://www.new.example.org/", "--reason", "it moved")
    desk.keep_all(C, D)
    if second.code == 0:
        assert_nothing_changed(desk, desk.run("review", "finish"), NEW)
        assert desk.urls() == list(SITES)
    else:
        assert second.code == 1
        assert NEW in second.err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("replace", "--reason", "x"), {1, 2}),
        (("replace", "--url", "javascript:alert(1)", "--reason", "x"), {1, 2}),
        (("replace", "--url", B, "--reason", "x"), {1}),
        (("replace", "--url", A, "--reason", "x"), {1, 2}),
        (("replace", "--url", "http://10.0.0.1/", "--reason", ""), {1, 2}),
        (("recategorise", "--reason", "x"), {1, 2}),
        (("recategorise", "--category", "NEWS", "--reason", "x"), {1, 2}),
        (("recategorise", "--category", "NOPE", "--reason", "x"), {1, 2}),
        (("drop",), {1, 2}),
        (("drop", "--reason", "  "), {1, 2}),
        (("keep-blocked",), {1, 2}),
        (("keep", "--url", NEW, "--reason", "x"), {1, 2}),
        (("explode", "--reason", "x"), {2}),
    ],
)
def test_what_nobody_can_decide(desk: Desk, words: tuple[str, ...], code: set[int]) -> None:
    """It is refused on the spot, with what to do, and no decision is left behind."""
    ended = desk.run("review", "decide", A, *words)
    assert ended.code in code, ended
    assert desk.status()["decided"] == 0
    assert ended.err.strip()


def test_a_drop_against_the_advice_is_loud(desk: Desk) -> None:
    """A person may drop what is up, yet is told what speaks against it."""
    ended = desk.run("review", "decide", A, "drop", "--reason", "nobody reads it")
    if ended.code != 0:
        ended = desk.run("review", "decide", A, "drop", "--reason", "nobody reads it", "--yes")
    assert ended.code == 0
    assert review_store.load(desk.review).decisions[A].decision == "drop"


def test_a_drop_of_what_is_blocked_is_loud(tmp_path: Path) -> None:
    """And where it is blocked, they are told so in so many words."""
    desk = Desk(tmp_path / "blocked")
    desk.put(row(A), row(B))
    desk.seen_everywhere({A: "possibly-blocked", B: "up"})
    desk.done("review", "start")
    ended = desk.run("review", "decide", A, "drop", "--reason", "nobody reads it")
    assert "blocked" in ended.err
    assert ended.code in {0, 1}


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"reason": "known-dns-answer", "signals": ["known-dns-answer"]}, "recheck"),
        ({"reason": "control-succeeds", "signals": ["redirect-loop"], "status": 302, "control": True}, "recheck"),
        ({"reason": "control-succeeds", "signals": ["shared-page"], "control": True}, "recheck"),
        ({"reason": "known-dns-answer", "signals": ["known-dns-answer"], "control": True}, "keep-blocked"),
        ({"reason": "control-succeeds", "signals": [], "control": True}, "keep-blocked"),
        ({"reason": "control-succeeds", "signals": "no list", "control": True}, "keep-blocked"),
        ({"reason": "known-block-page", "signals": [None, ["redirect-loop"], {}]}, "keep-blocked"),
    ],
)
def test_a_journal_with_a_sign_of_a_block(tmp_path: Path, said: dict[str, Any], word: str) -> None:
    """Journals of 0.1.0 call it possibly blocked. The review believes only what is a sign of that."""
    desk = Desk(tmp_path / "signs")
    desk.put(row(A))
    control = {"source": "abroad", "succeeded": True, "failure": None, "status": 200, "checked_at": ""}
    more = said | {"control": control if said.get("control") else None}
    write_journal(desk.checks / "old.jsonl", [desks.record(A, "possibly-blocked", **more)])
    desk.done("review", "start")
    assert [one.advice.word for one in review_store.load(desk.review).rows] == [word]


def test_every_byte_of_the_others(tmp_path: Path) -> None:
    """Line ends, quotes and odd spaces of rows that nobody changed stay; the last line gets no end."""
    desk = Desk(tmp_path / "bytes")
    odd = (
        b"url,category_code,category_description,date_added,source,notes\r\n"
        b'"https://a.example.com/",NEWS,News Media,2024-01-31,anon,"a ""quoted"" note, and more"\r\n'
        b"https://b.example.com/,NEWS,News Media,2024-01-31,anon,\xe1\x9e\x80\r\n"
        b"https://c.example.com/,NEWS,News Media,2024-01-31,anon,two  spaces \r\n"
        b"https://d.example.com/,NEWS,News Media,2024-01-31,anon,last"
    )
    desk.list.write_bytes(odd)
    desk.done("review", "start")
    desk.decide(B, "drop", "--reason", "gone")
    desk.decide(C, "replace", "--url", NEW, "--reason", "moved")
    desk.keep_all(A, D)
    desk.done("review", "finish")
    lines = odd.split(b"\r\n")
    expected = [lines[0], lines[1], lines[3].replace(C.encode(), NEW.encode()), lines[4]]
    assert desk.list.read_bytes() == b"\r\n".join(expected)


def test_the_ledger_keeps_what_it_had(tmp_path: Path) -> None:
    """Earlier lines stay byte for byte, odd ones too; a new one is added for each row."""
    desk = Desk(tmp_path / "ledger")
    desk.put(row(A), row(B))
    had = (
        "url,last_reviewed,decision,reason,evidence,next_due,previous_url\r\n"
        f'{A},2020-01-31,keep,"a ""reason"", in two\r\nlines",,2021-01-31,\r\n'
        + record(["https://gone.example.net/", "2019-01-31", "drop", "ខ្មែរ", "", "", ""])
        + "\r\nshort,line\r\n"
    ).encode()
    desk.ledger.write_bytes(had)
    desk.done("review", "start", "--all")
    desk.keep_all()
    desk.done("review", "finish")
    after = desk.ledger.read_bytes()
    assert after.startswith(had)
    assert [line.split(b",")[0].decode() for line in after[len(had) :].splitlines()] == [A, B]
    assert b"\r\n" in after[len(had) :]


def test_without_any_data(tmp_path: Path) -> None:
    """Never checked, never measured, never synced: it says which has nothing and how to have it, and goes on."""
    desk = Desk(tmp_path / "bare")
    desk.put(row(A), row(B))
    ended = desk.done("review", "start")
    told = ended.out + ended.err
    for command in ("kh-testlist check", "kh-testlist evidence fetch", "kh-testlist sync"):
        assert command in told
    review = review_store.load(desk.review)
    assert {source.name for source in review.sources if not source.has_data} >= {"check", "evidence", "upstream"}
    assert {row.advice.word for row in review.rows} == {"recheck"}
    body = desk.done("review", "status", "--format", "markdown").out
    assert "kh-testlist evidence fetch" in body
    desk.keep_all()
    desk.done("review", "finish")
    assert (desk.review / "report.html").exists()


def test_another_list(tmp_path: Path) -> None:
    """Two lists of one project have their reviews beside each other, and neither touches the other's."""
    desk = Desk(tmp_path / "two")
    desk.put(row(A))
    desk.put(row(B), name="th")
    desk.done("review", "start")
    desk.done("--list", "th", "review", "start")
    assert desk.status()["due"] == 1
    desk.done("--list", "th", "review", "decide", B, "drop", "--reason", "gone")
    desk.done("--list", "th", "review", "finish")
    assert desk.status()["decided"] == 0
    assert desk.urls() == [A]
    assert not desk.ledger.exists()
    assert B not in desk.list.with_name("th.csv").read_text("utf-8")
    assert sorted(path.name for path in (desk.project / "reviews").iterdir()) == [QUARTER, f"{QUARTER}-th"]


def test_started_twice(desk: Desk) -> None:
    """What was gathered and decided is not overwritten."""
    desk.keep_all(A)
    before = {path: path.read_bytes() for path in desk.review.rglob("*") if path.is_file()}
    ended = desk.run("review", "start")
    assert ended.code == 1
    assert "review status" in ended.err
    assert {path: path.read_bytes() for path in desk.review.rglob("*") if path.is_file()} == before


def test_deciding_again(desk: Desk) -> None:
    """The last word counts, and a row is counted once."""
    desk.decide(A, "drop", "--reason", "gone")
    desk.decide(A, "keep", "--reason", "it is back")
    assert desk.status()["decided"] == 1
    desk.keep_all(B, C, D)
    desk.done("review", "finish")
    assert desk.urls() == list(SITES)
    assert [(one.decision, one.reason) for one in desk.decisions() if one.url == A] == [("keep", "it is back")]


def test_a_site_named_in_other_words(desk: Desk) -> None:
    """Without `www.`, a slash or the right scheme it is the same row, and the program says which it took."""
    ended = desk.done("review", "decide", "http://www.a.example.com", "keep", "--reason", "fine")
    assert A in ended.out + ended.err
    assert set(review_store.load(desk.review).decisions) == {A}
    other = desk.run("review", "decide", "https://zzz.example.net/", "keep", "--reason", "fine")
    assert other.code == 1
