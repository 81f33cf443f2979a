"""A review of a site whose rows have different categories: decided once, by command, worksheet or key."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from kh_testlist import store
from kh_testlist.model import CATEGORY_CODE
from kh_testlist.review import review_store
from kh_testlist.review.record import RecordedDecision
from tests.hostile.processes import assert_one_error
from tests.review.desk import Desk
from tests.samples import row

A, B, C, D = "http://zz.org/", "https://zz.org/", "https://zz.org/c", "https://d.example.com/"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A site with two categories in three rows, and another site; all are up."""
    made = Desk(tmp_path)
    made.put(row(A, "ENV"), row(D), row(B, "POLR"), row(C, "ENV"))
    made.seen_everywhere(dict.fromkeys((A, B, C, D), "up"))
    made.done("review", "start")
    return made


def decisions(desk: Desk) -> dict[str, tuple[str, str | None]]:
    """What was decided."""
    found = review_store.load(desk.review).decisions
    return {url: (str(one.decision), one.new_category) for url, one in found.items()}


def sheet(desk: Desk, **cells: dict[str, str]) -> str:
    """The worksheet with cells filled in, by row: a, b, c, d."""
    rows = list(csv.DictReader(io.StringIO(desk.done("review", "worksheet").out, newline="")))
    names = {A: "a", B: "b", C: "c", D: "d"}
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows(one | cells.get(names[one["url"]], {}) for one in rows)
    (desk.project / "w.csv").write_text(out.getvalue(), "utf-8", newline="")
    return "w.csv"


def to(code: str) -> dict[str, str]:
    """The cells of a row that is recategorised."""
    return {"decision": "recategorise", "new_category": code, "reason": f"it is {code}"}


class TestStart:
    """What the review says."""

    def test_no_row_is_told_to_swap(self, desk: Desk) -> None:
        """All rows of the site ask; the worksheet and the pull request have the question."""
        found = {one.url: one.advice for one in review_store.load(desk.review).rows}
        assert [str(found[url].word) for url in (A, B, C, D)] == ["recheck"] * 3 + ["keep"]
        asked = "3 rows of this site disagree: ENV here, POLR in line 4 and ENV in line 5; which is right?"
        assert found[A].reasons[0] == asked
        assert asked in desk.done("review", "worksheet").out
        assert "3 rows of this site disagree" in desk.done("review", "status", "--format", "markdown").out

    def test_the_real_list(self, tmp_path: Path, upstream_lists: Path) -> None:
        """On upstream's Cambodian list, no two rows of a site are advised to take each other's category."""
        desk = Desk(tmp_path)
        desk.list.write_bytes((upstream_lists / "kh.csv").read_bytes())
        desk.seen_everywhere(dict.fromkeys(desk.urls(), "up"))
        desk.done("review", "start")
        found = review_store.load(desk.review).rows
        asked = [one.url for one in found if "of this site disagree" in one.advice.reasons[0]]
        assert len(asked) >= 6
        assert not [one.url for one in found if one.url in asked and one.advice.new_category]


class TestDecide:
    """`review decide`."""

    def test_to_another_category(self, desk: Desk) -> None:
        """The rows that differ get it too, the others are kept, and each is said; the list has one category after."""
        ended = desk.decide(A, "recategorise", "--category", "POLR", "--reason", "a party")
        assert ended.out.splitlines() == [
            f"{A}: recategorise → POLR; 1 left to decide",
            f"also decided: {B}: keep",
            f"also decided: {C}: recategorise → POLR",
        ]
        desk.keep_all(D)
        desk.done("review", "finish")
        assert [one.cells[CATEGORY_CODE] for one in store.read(desk.list).complete] == ["POLR", "NEWS", "POLR", "POLR"]
        records = {one.url: (one.decision, one.reason) for one in desk.decisions()}
        assert records[C] == ("recategorise", "a party")
        assert records[B] == ("keep", f"advice: as decided for {A}: a party (category stays POLR)")

    def test_all_are_right(self, desk: Desk) -> None:
        """To keep one keeps all, the list stays as it is, and the next review does not ask again."""
        assert desk.decide(B, "keep", "--reason", "two programmes").out.count("also decided") == 2
        desk.keep_all(D)
        before = desk.list.read_bytes()
        desk.done("review", "finish")
        assert desk.list.read_bytes() == before
        assert all("category stays" in one.reason for one in desk.decisions() if one.url != D)
        desk.done("review", "start", "--quarter", "2099Q4")
        later = review_store.load(desk.review.parent / "2099Q4")
        assert {str(one.advice.word) for one in later.rows} <= {"keep", "recheck"}
        assert not [one for one in later.rows if "disagree" in one.advice.reasons[0]]

    def test_a_decision_of_a_person_stays(self, desk: Desk) -> None:
        """It is named, and not changed."""
        desk.decide(C, "recheck", "--reason", "ask them")
        ended = desk.decide(A, "recategorise", "--category", "POLR", "--reason", "a party")
        assert f"{C} was decided already: recheck. That was not changed." in ended.err
        assert decisions(desk)[C] == ("recheck", None)


class TestWorksheet:
    """`review import`."""

    def test_one_answer(self, desk: Desk) -> None:
        """One filled row is for the blank ones of its site, and for no other."""
        ended = desk.done("review", "import", sheet(desk, b=to("ENV")))
        assert decisions(desk) == {A: ("keep", None), B: ("recategorise", "ENV"), C: ("keep", None)}
        assert f"w.csv:4: also decided: {A}: keep" in ended.err
        assert "1 decision imported" in ended.out
        again = desk.done("review", "import", sheet(desk))
        assert "0 decisions imported" in again.out
        assert "also decided" not in again.err

    def test_each_its_own(self, desk: Desk) -> None:
        """Rows that are filled are taken as they are."""
        desk.done("review", "import", sheet(desk, a=to("HUMR"), b={"decision": "keep"}, c={"decision": "recheck"}))
        assert decisions(desk) == {A: ("recategorise", "HUMR"), B: ("keep", None), C: ("recheck", None)}

    def test_two_answers(self, desk: Desk) -> None:
        """Two rows with different answers are taken; a blank row of the site gets none, and both lines are named."""
        ended = desk.done("review", "import", sheet(desk, a=to("HUMR"), b=to("REL")))
        assert decisions(desk) == {A: ("recategorise", "HUMR"), B: ("recategorise", "REL")}
        assert f"w.csv:4: {C} got no decision, because line 2 has another answer for its site" in ended.err

    def test_a_swap(self, desk: Desk) -> None:
        """Two rows that would swap their categories are refused, with both lines."""
        ended = desk.run("review", "import", sheet(desk, a=to("POLR"), b=to("ENV"), c={"decision": "keep"}))
        assert ended.code == 1
        assert f"w.csv:4: {B}: line 2 is of the same site, and the two would swap their categories" in ended.err
        assert decisions(desk)[A] == ("recategorise", "POLR")
        assert B not in decisions(desk) or decisions(desk)[B] == ("keep", None)


def test_a_url_that_is_listed_twice(tmp_path: Path) -> None:
    """Both of its rows get the category that was chosen."""
    desk = Desk(tmp_path)
    desk.put(row(A, "ENV"), row(A, "POLR"))
    desk.seen_everywhere({A: "up"})
    desk.done("review", "start")
    desk.decide(A, "recategorise", "--category", "ENV", "--reason", "a forest group")
    assert_one_error(desk.run("review", "decide", D, "keep"), 1)
    desk.done("review", "finish")
    assert [one.cells[CATEGORY_CODE] for one in store.read(desk.list).complete] == ["ENV", "ENV"]


def test_what_is_written(desk: Desk) -> None:
    """Decisions that follow are ordinary files of decisions, so an earlier version reads them too."""
    desk.decide(A, "recategorise", "--category", "POLR", "--reason", "a party")
    found = review_store.load(desk.review).decisions[C]
    assert found == RecordedDecision(C, found.decision, "a party", None, "POLR", decided_on=found.decided_on)
