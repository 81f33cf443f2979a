"""`review` from start to finish: what each of its commands says, takes, refuses and writes."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from kh_testlist import ledger, store
from kh_testlist.ooni.evidence import Counts
from kh_testlist.review import review_store
from kh_testlist.review.review_store import decision_path
from tests.hostile.processes import assert_one_error
from tests.review.desk import EARLIER, LATER, QUARTER, TODAY, Desk, record, write_journal
from tests.samples import row

A, B, C, D = (f"https://{name}.example.com/" for name in "abcd")
NEW = "https://new.example.org/"
OK = {64500: Counts(ok=20)}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Four rows: one is up, one has moved, one is dead, one is dead though its notes say to keep it."""
    made = Desk(tmp_path)
    made.put(row(A), row(B, "HUMR"), row(C, "ENV"), row(D, notes="keep: found blocked"))
    return made


@pytest.fixture
def seen(desk: Desk) -> Desk:
    """The same, with what checks saw of them."""
    desk.seen_everywhere({A: "up", B: f"moved {NEW}", C: "down", D: "down"})
    return desk


@pytest.fixture
def started(seen: Desk) -> Desk:
    """The same, under review."""
    seen.measured(dict.fromkeys((A, B, C), OK))
    seen.done("review", "start")
    return seen


class TestStart:
    """`review start`."""

    def test_what_it_says_and_leaves(self, started: Desk) -> None:
        """The advice on each row, the data used with versions and dates, and a folder for decisions."""
        review = review_store.load(started.review)
        assert {one.url: (one.advice.word, one.due) for one in review.rows} == {
            A: ("keep", True), B: ("replace", True), C: ("recheck", True), D: ("keep-blocked", True),
        }  # fmt: skip
        assert review.rows[2].advice.reasons[0].startswith(f"flagged: dead since {EARLIER}")
        sources = {one.name: one for one in review.sources}
        assert set(sources) == {"list", "check", "evidence", "audit", "upstream"}
        assert sources["check"].details["since"] == EARLIER.isoformat()
        assert sources["check"].details["until"] == LATER.isoformat()
        assert sources["evidence"].details["measurements"] == 60
        assert not sources["upstream"].has_data
        assert review.started == TODAY
        assert review.thresholds["drop_vantages"] == 2
        assert str(started.project) not in (started.review / "review.json").read_text("utf-8")

    def test_what_has_no_data_is_said_once(self, desk: Desk) -> None:
        """Without any source the review starts all the same, says which are missing, and how to have them."""
        ended = desk.done("review", "start")
        for name, step in (("check", "check --all"), ("evidence", "evidence fetch"), ("upstream", "sync")):
            (line,) = [one for one in ended.err.splitlines() if one.startswith(f"No data: {name}: ")]
            assert step in line
        assert {one.advice.word for one in review_store.load(desk.review).rows} == {"recheck"}

    def test_again(self, started: Desk) -> None:
        """A review that was started is not started anew; nothing of it changes."""
        before = (started.review / "rows.jsonl").read_bytes()
        ended = started.run("review", "start")
        assert_one_error(ended, 1)
        assert "review status" in ended.err
        assert (started.review / "rows.jsonl").read_bytes() == before

    def test_another_list(self, started: Desk) -> None:
        """Its review of the same quarter gets a folder of its own, and commands find each list's own."""
        started.put(row("https://x.example.net/"), name="th")
        started.done("--list", "th", "review", "start")
        assert (started.project / "reviews" / f"{QUARTER}-th" / "review.json").exists()
        assert started.status()["due"] == 4
        assert json.loads(started.done("--list", "th", "review", "status", "--format", "json").out)["due"] == 1

    def test_named_journals(self, desk: Desk) -> None:
        """Journals that are named count, and those beside the lists don't; one that can't be read is an error."""
        desk.seen_everywhere({A: "down"})
        here = write_journal(desk.project / "here.jsonl", [record(A, "up")])
        assert_one_error(desk.run("review", "start", "--journal", "nowhere.jsonl"), 3)
        desk.done("review", "start", "--journal", here.name)
        review = review_store.load(desk.review)
        assert [one.verdict for one in review.rows[0].facts.seen] == ["up"]

    def test_old_journals_are_not_believed(self, desk: Desk) -> None:
        """A check from long ago says nothing about now; how long is a setting."""
        desk.seen({A: "up"}, day=EARLIER)
        (desk.project / "kh-testlist.toml").write_text("[review]\nsighting_days = 20\n", "utf-8")
        ended = desk.done("review", "start")
        assert "No data: check: no result of the last 20 days" in ended.err

    def test_due(self, started: Desk) -> None:
        """After a review only what is due again, or what something speaks against, comes back; `--all` brings all."""
        for url in (A, B, C, D):
            started.decide(url, "keep", "--reason", "seen by hand")
        started.done("review", "finish")
        later = f"{int(QUARTER[:4]) + 1}Q1"
        started.seen({A: "up", B: "up", C: "up", D: "up"}, vantage="isp9")
        started.done("review", "start", "--quarter", later)
        assert [one.url for one in review_store.load(started.project / "reviews" / later).due] == []
        started.done("review", "start", "--quarter", f"{int(QUARTER[:4]) + 1}Q2", "--all")
        assert len(review_store.load(started.project / "reviews" / f"{int(QUARTER[:4]) + 1}Q2").due) == 4

    @pytest.mark.parametrize("text", ["[review]\ndrop_days = 1\n", "[review]\ndoubt = 2\n"])
    def test_settings_that_can_not_be(self, desk: Desk, text: str) -> None:
        """They are wrong usage, and name the key."""
        (desk.project / "kh-testlist.toml").write_text(text, "utf-8")
        assert_one_error(desk.run("review", "start"), 2)


class TestStatus:
    """`review status`."""

    def test_json(self, started: Desk) -> None:
        """Exactly the interface's keys."""
        started.decide(A, "keep")
        assert started.status() == {
            "version": 1, "quarter": QUARTER, "due": 4, "decided": 1, "undecided": 3,
            "by_category": [
                {"category_code": "ENV", "due": 1, "decided": 0},
                {"category_code": "HUMR", "due": 1, "decided": 0},
                {"category_code": "NEWS", "due": 2, "decided": 1},
            ],
        }  # fmt: skip

    def test_text(self, started: Desk) -> None:
        """A bar for all and for each category, the advice on what is left, and what to do next."""
        started.decide(A, "keep")
        ended = started.done("review", "status")
        assert "1 of 4 rows decided" in ended.out
        assert re.search(r"█{8}░{24} 25 %", ended.out)
        assert re.search(r"NEWS +█{8}░{8} +1 of 2", ended.out)
        assert "1 replace, 1 recheck, 1 keep-blocked" in ended.out
        assert "review decide" in ended.err

    def test_markdown(self, started: Desk) -> None:
        """What people must decide, why, how, and what it draws on."""
        body = started.done("review", "status", "--format", "markdown").out
        for part in ("What to decide", "How to decide", "Where the facts come from", "No data from", "review decide"):
            assert part in body
        assert f"`{B}`<br>→ `{NEW}`" in body
        assert body.count("<details>") == body.count("</details>") == 4

    def test_a_body_that_github_takes(self, desk: Desk) -> None:
        """However many rows there are, it is short enough, whole, and says how many it left out."""
        desk.put(*[row(f"https://site{number}.org/{'x' * 80}") for number in range(1_500)])
        desk.done("review", "start")
        body = desk.done("review", "status", "--format", "markdown").out
        assert 30_000 < len(body) < 65_536
        assert re.search(r"And 1,[0-9]{3} more rows", body)
        assert body.count("<details>") == body.count("</details>") == 1
        assert "Where the facts come from" in body

    def test_no_review(self, desk: Desk) -> None:
        """It says how to start one."""
        ended = desk.run("review", "status")
        assert_one_error(ended, 3)
        assert "review start" in ended.err


class TestDecide:
    """`review decide` with a URL."""

    def test_a_new_url_is_trimmed(self, started: Desk) -> None:
        """What nobody sees at its ends is taken off, and that is said."""
        ended = started.decide(B, "replace", "--reason", "x", "--url", f"{NEW}\u200b")
        assert f"→ {NEW}; " in ended.out
        assert "removed from its ends: zero width space (U+200B)" in ended.err

    def test_again_replaces(self, started: Desk) -> None:
        """One small file a row, rewritten; git has the one before."""
        started.decide(A, "keep")
        ended = started.decide(A, "recheck", "--reason", "on second thoughts")
        assert "(before: keep)" in ended.out
        (path,) = (started.review / "decisions").glob("*.json")
        assert json.loads(path.read_text("utf-8")) == {
            "version": 1, "url": A, "decision": "recheck", "reason": "on second thoughts",
            "decided_on": TODAY.isoformat(),
        }  # fmt: skip
        assert path == decision_path(started.review, A)

    def test_a_url_spelt_otherwise(self, started: Desk) -> None:
        """It is matched where one row alone is meant, and which one is said; else it is refused."""
        ended = started.decide("http://www.a.example.com", "keep")
        assert A in ended.out
        assert f"is listed as {A}" in ended.err
        assert_one_error(started.run("review", "decide", "https://nowhere.example.com/", "keep"), 1)

    @pytest.mark.parametrize("word", ["drop", "keep-blocked", "replace", "recategorise"])
    def test_what_takes_a_reason(self, started: Desk, word: str) -> None:
        """Without one it is refused, and nothing is written."""
        for reason in ((), ("--reason", " ")):
            assert_one_error(started.run("review", "decide", A, word, *reason), 1)
        assert not list((started.review / "decisions").glob("*.json"))

    @pytest.mark.parametrize(
        ("arguments", "code", "says"),
        [
            (("replace", "--reason", "x"), 1, "--url NEW"),
            (("replace", "--reason", "x", "--url", B), 1, "listed in line 3"),
            (("replace", "--reason", "x", "--url", "http://www.b.example.com/"), 1, "same site is listed"),
            (("replace", "--reason", "x", "--url", "javascript:alert(1)"), 1, "not a URL"),
            (("replace", "--reason", "x", "--url", f"{NEW} {A}"), 1, f"{NEW}⟦U+0020⟧{A}"),
            (("replace", "--reason", "x", "--url", A), 1, "the same as its URL now"),
            (("recategorise", "--reason", "x"), 1, "--category CODE"),
            (("recategorise", "--reason", "x", "--category", "NEWS"), 1, "has the category NEWS already"),
            (("recategorise", "--reason", "x", "--category", "NEWZ"), 2, "not a category code"),
            (("keep", "--url", NEW), 1, "belongs to the decision replace"),
            (("keep", "--category", "HUMR"), 1, "belongs to the decision recategorise"),
            (("keep", "--reason", "x" * 3_000), 1, "more than 2,000 characters"),
            ((), 2, "The decision is missing"),
            (("remove",), 2, "remove"),
        ],
    )
    def test_what_is_refused(self, started: Desk, arguments: tuple[str, ...], code: int, says: str) -> None:
        """With the reason, and nothing is written."""
        ended = started.run("review", "decide", A, *arguments)
        assert ended.code == code, ended
        assert says in ended.err
        assert not list((started.review / "decisions").glob("*.json"))

    def test_the_advised_successor(self, started: Desk) -> None:
        """Where replacing is advised, the successor found need not be typed."""
        started.decide(B, "replace", "--reason", "by its own notice")
        assert json.loads(decision_path(started.review, B).read_text("utf-8"))["new_url"] == NEW

    def test_what_speaks_against(self, started: Desk) -> None:
        """A person may drop what a person wanted kept, never without being told."""
        ended = started.decide(D, "drop", "--reason", "the domain is sold")
        assert "reasons against this drop: its notes: keep: found blocked" in ended.err
        assert "reasons against" not in started.decide(A, "drop", "--reason", "asked for by its owner").err

    def test_a_row_that_is_not_due(self, started: Desk) -> None:
        """A row that was listed since can be decided too, and is applied with the others."""
        started.done("add", "https://late.example.com/", "--category", "NEWS")
        started.decide("https://late.example.com/", "keep", "--reason", "new")
        started.keep_all(A, B, C, D)
        assert "Also decided, but not due: 1" in started.done("review", "status").out
        started.done("review", "finish")
        assert {one.url for one in started.decisions()} == {A, B, C, D, "https://late.example.com/"}

    def test_without_a_terminal(self, started: Desk) -> None:
        """The walk needs one, and says what does without."""
        ended = started.run("review", "decide")
        assert_one_error(ended, 2)
        assert "worksheet" in ended.err


def filled(started: Desk, **cells: dict[str, str]) -> bytes:
    """The worksheet with cells filled in, by the first letter of the row's host."""
    data = started.done("review", "worksheet").out
    found = csv.DictReader(io.StringIO(data, newline=""))
    rows = [one | cells.get(one["url"][8], {}) for one in found]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


class TestWorksheet:
    """`review worksheet` and `review import`."""

    def test_columns(self, started: Desk) -> None:
        """The interface's, with a byte order mark and the line ends of Windows; what was decided is filled in."""
        started.decide(B, "replace", "--reason", "=moved")
        started.done("review", "worksheet", "--output", "w.csv")
        data = (started.project / "w.csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbfurl,category_code,advice,reasons,verdict,checked_at,evidence,decision,")
        assert data.count(b"\r\n") == data.count(b"\n") == 5
        rows = {one["url"]: one for one in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))}
        assert [rows[B][key] for key in ("decision", "new_url", "new_category", "reason")] == [
            "replace",
            NEW,
            "",
            "'=moved",
        ]
        assert [rows[A][key] for key in ("decision", "new_url", "new_category", "reason")] == [""] * 4
        assert rows[A]["verdict"] == "up (abroad), up (isp1)"
        assert rows[A]["evidence"].startswith("ok: 0 of 20 suspicious; https://explorer.ooni.org/")
        assert rows[D]["evidence"].startswith("not")

    def test_work_in_a_worksheet_is_not_overwritten(self, started: Desk) -> None:
        """A sheet with decisions that nobody imported stays; once they are, or where there are none, it is renewed."""
        path = started.project / "w.csv"
        path.write_bytes(
            sheet := filled(started, a={"decision": "KEEP"}, d={"decision": "keep-blocked", "reason": "x"})
        )
        ended = started.run("review", "worksheet", "--output", "w.csv")
        assert_one_error(ended, 1)
        assert "w.csv has 2 decisions that were not imported yet" in ended.err
        assert path.read_bytes() == sheet
        started.done("review", "import", "w.csv")
        started.done("review", "worksheet", "--output", "w.csv")
        renewed = path.read_bytes()
        assert renewed != sheet
        path.write_text("a report of another kind\n", "utf-8")
        started.done("review", "worksheet", "--output", "w.csv")
        assert path.read_bytes() == renewed

    def test_all_good_rows_are_taken(self, started: Desk) -> None:
        """The others are named with line, URL and reason; the exit code says that there were some."""
        sheet = filled(
            started,
            a={"decision": "KEEP"},
            b={"decision": "replace", "new_url": A, "reason": "x"},
            c={"decision": "delete"},
            d={"decision": "keep blocked", "reason": "'-still blocked"},
        )
        (started.project / "w.csv").write_bytes(sheet)
        ended = started.run("review", "import", "w.csv")
        assert ended.code == 1
        assert f"w.csv:3: {B}: " in ended.err
        assert f"w.csv:4: {C}: 'delete' is not a decision" in ended.err
        assert "2 decisions imported from w.csv, 2 refused; 2 left" in ended.out
        decisions = review_store.load(started.review).decisions
        assert {url: (one.decision, one.reason) for url, one in decisions.items()} == {
            A: ("keep", ""), D: ("keep-blocked", "-still blocked"),
        }  # fmt: skip

    def test_again(self, started: Desk) -> None:
        """Imported twice, nothing changes the second time; a row changed in the sheet replaces the decision."""
        (started.project / "w.csv").write_bytes(filled(started, a={"decision": "keep"}))
        assert "1 decision imported" in started.done("review", "import", "w.csv").out
        before = decision_path(started.review, A).stat().st_mtime_ns
        assert "0 decisions imported" in started.done("review", "import", "w.csv").out
        assert decision_path(started.review, A).stat().st_mtime_ns == before
        (started.project / "w.csv").write_bytes(filled(started, a={"decision": "recheck"}))
        assert f"{A}: recheck, before: keep" in started.done("review", "import", "w.csv").err

    @pytest.mark.parametrize(
        ("cells", "says"),
        [
            ({"decision": "drop"}, "needs a reason"),
            ({"decision": "recategorise", "reason": "x"}, "needs the new category"),
            ({"decision": "recategorise", "reason": "x", "new_category": "Newz"}, "not a category code"),
            ({"decision": "keep", "new_url": NEW}, "belongs to the decision replace"),
            ({"decision": "keep", "url": "https://nowhere.example.com/"}, "is not in lists/kh.csv"),
            ({"decision": "keep", "url": ""}, "no URL"),
        ],
    )
    def test_rows_that_can_not_be_taken(self, started: Desk, cells: dict[str, str], says: str) -> None:
        """Each says why."""
        (started.project / "w.csv").write_bytes(filled(started, a=cells))
        ended = started.run("review", "import", "w.csv")
        assert ended.code == 1
        assert re.search(rf"w\.csv:2: .*{re.escape(says)}", ended.err)

    def test_a_row_twice(self, started: Desk) -> None:
        """Decided alike it is taken; decided otherwise the second is refused and the first named."""
        sheet = filled(started, a={"decision": "keep"}).decode().splitlines(keepends=True)
        (started.project / "w.csv").write_text(sheet[0] + sheet[1] + sheet[1], "utf-8", newline="")
        started.done("review", "import", "w.csv")
        (started.project / "w.csv").write_text(
            sheet[0] + sheet[1] + sheet[1].replace("keep,,,", "recheck,,,"), "utf-8", newline=""
        )
        ended = started.run("review", "import", "w.csv")
        assert ended.code == 1
        assert "w.csv:3:" in ended.err
        assert "line 2 has another decision" in ended.err

    def test_legend_names_and_no_decision(self, started: Desk) -> None:
        """The legend's name does for a code; a reason without a decision is left alone, and that is said."""
        started.decide(C, "keep")
        sheet = filled(
            started,
            a={"decision": "Recategorize", "new_category": "human rights issues", "reason": "x"},
            b={"reason": "ask them"},
        )
        (started.project / "w.csv").write_bytes(sheet)
        ended = started.done("review", "import", "w.csv")
        assert "the row has no decision" in ended.err
        assert set(review_store.load(started.review).decisions) == {A, C}
        assert review_store.load(started.review).decisions[A].new_category == "HUMR"


class TestFinish:
    """`review finish`."""

    def test_refuses_while_anything_is_undecided(self, started: Desk) -> None:
        """It says how many rows, in which categories, and the command; nothing changes."""
        started.decide(A, "keep")
        before = started.list.read_bytes()
        ended = started.run("review", "finish")
        assert_one_error(ended, 1)
        assert "3 of 4 rows are not decided yet: HUMR 1, ENV 1, NEWS 1" in ended.err
        assert "review decide" in ended.err
        assert started.list.read_bytes() == before
        assert not started.ledger.exists()

    def test_applies_what_was_decided(self, started: Desk) -> None:
        """The list changes in the rows meant alone; the ledger has a record of each, with a link and a day."""
        started.decide(A, "recategorise", "--category", "HUMR", "--reason", "a rights group")
        started.decide(B, "replace", "--reason", "by its own notice")
        started.decide(C, "drop", "--reason", "closed in 2023")
        started.decide(D, "keep-blocked", "--reason", "still blocked")
        before = started.list.read_text("utf-8").splitlines()
        ended = started.done("review", "finish")
        after = started.list.read_text("utf-8").splitlines()
        assert after == [
            before[0],
            before[1].replace("NEWS,News Media", "HUMR,Human Rights Issues"),
            before[2].replace(B, NEW),
            before[4],
        ]
        records = {one.url: one for one in started.decisions()}
        assert {url: (one.decision, one.reason, one.previous_url) for url, one in records.items()} == {
            A: ("recategorise", "a rights group", ""),
            NEW: ("replace", "by its own notice", B),
            C: ("drop", "closed in 2023", ""),
            D: ("keep-blocked", "still blocked", ""),
        }
        assert {one.last_reviewed for one in records.values()} == {TODAY.isoformat()}
        assert records[C].next_due == ""
        assert records[D].next_due > records[D].last_reviewed
        assert all("probe_cc=KH" in one.evidence and one.evidence.startswith("https://") for one in records.values())
        assert f"replaced {B} by {NEW}" in ended.out
        assert "Next: kh-testlist pr --journal checks/" in ended.err
        assert {"report.html", "report.km.html", "report.md"} <= {path.name for path in started.review.iterdir()}

    def test_again(self, started: Desk) -> None:
        """It says that it is finished, and changes nothing; a report that is missing is written then."""
        started.keep_all(A, B, C, D)
        started.done("review", "finish")
        before = {path: path.read_bytes() for path in started.project.rglob("*") if path.is_file()}
        ended = started.done("review", "finish")
        assert "was finished on" in ended.err
        assert {path: path.read_bytes() for path in started.project.rglob("*") if path.is_file()} == before
        (started.review / "report.html").unlink()
        started.done("review", "finish")
        assert (started.review / "report.html").exists()
        assert_one_error(started.run("review", "decide", A, "drop", "--reason", "x"), 1)

    def test_rows_that_changed_or_left(self, started: Desk) -> None:
        """A row that was edited is followed, one that left is named, and nothing of it goes to the ledger."""
        started.decide(A, "keep", "--reason", "of interest")
        started.decide(B, "keep", "--reason", "of interest")
        started.decide(C, "recategorise", "--category", "NEWS", "--reason", "news")
        started.decide(D, "keep", "--reason", "of interest")
        started.done("edit", A, "--url", "https://a2.example.com/")
        started.done("remove", B, "--reason", "asked for")
        ended = started.done("review", "finish")
        assert f"{B} was removed from the list" in ended.err
        by_review = [one for one in started.decisions() if one.evidence]
        assert [one.url for one in by_review] == ["https://a2.example.com/", C, D]
        found = review_store.finish(started.review)
        assert found is not None
        assert found.vanished == [B]

    def test_what_the_rules_object_to(self, started: Desk) -> None:
        """Where the list changed so that a decision no longer fits, nothing is applied and the row is named."""
        started.decide(B, "replace", "--reason", "moved")
        started.keep_all(A, C, D)
        started.done("add", NEW, "--category", "NEWS")
        before = started.list.read_bytes()
        ended = started.run("review", "finish")
        assert_one_error(ended, 1)
        assert f"{B} → {NEW}" in ended.err
        assert "DUP001" in ended.err
        assert started.list.read_bytes() == before
        assert not (started.review / "finished.json").exists()

    def test_a_ledger_that_is_there_stays(self, started: Desk) -> None:
        """Its earlier records keep every byte."""
        started.ledger.write_bytes(
            b'url,last_reviewed,decision,reason,evidence,next_due,previous_url\r\n"https://a.example.com/",2024-01-31,keep,old,,,\r\n'
        )
        before = started.ledger.read_bytes()
        started.keep_all(A, B, C, D)
        started.done("review", "finish")
        assert started.ledger.read_bytes().startswith(before)
        assert len(ledger.records(ledger.load(started.list))) == 5

    @pytest.mark.parametrize("end", ["\r\n", "\n"])
    def test_other_bytes_stay(self, seen: Desk, end: str) -> None:
        """Line ends, quotes that nobody needed, a missing end of the last line: all as it was."""
        text = seen.list.read_text("utf-8").replace("\n", end).replace(C, f'"{C}"').removesuffix(end)
        seen.list.write_text(text, "utf-8", newline="")
        seen.done("review", "start")
        for url in (A, C, D):
            seen.decide(url, "keep", "--reason", "fine")
        seen.decide(B, "replace", "--reason", "moved")
        seen.done("review", "finish")
        assert store.to_bytes(store.read(seen.list)) == text.replace(B, NEW).encode()

    def test_nothing_is_due(self, desk: Desk) -> None:
        """An empty list has an empty review, which ends at once."""
        desk.put()
        desk.done("review", "start")
        assert "no row was due" in desk.done("review", "finish").out


class TestSpellings:
    """OONI counts each spelling of a URL by itself; a site is one."""

    def test_a_block_under_another_spelling(self, seen: Desk) -> None:
        """A dead row is not on its way out while OONI shows signs of interference with the site, however spelt."""
        bad = {64500: Counts(ok=3, anomaly=2)}
        seen.measured({A: OK, C: OK, "http://www.c.example.com": bad, "https://c.example.com/other": bad})
        seen.done("review", "start")
        rows = {one.url: one for one in review_store.load(seen.review).rows}
        assert rows[C].advice.word == "recheck"
        assert (
            "in 2 measurements of other spellings of its URL: being dead may be the block" in rows[C].advice.reasons[0]
        )
        assert rows[C].facts.suspicious_variants == 2
        assert rows[A].facts.suspicious_variants == 0
