"""What became of a list, and why: from its rows then and now, from dates, from the ledger, from a review."""

from __future__ import annotations

from dataclasses import astuple

from kh_testlist.ledger import Record
from kh_testlist.review.changes import DecidedAnew, Kind, changes
from tests.reports.materials import PERIOD
from tests.samples import a_list, row

OLD, NEW, STAYS = "https://old.example.com/", "https://new.example.org/", "https://stays.example.com/"


def told(*arguments: object, **more: object) -> list[tuple[str, ...]]:
    """The changes, as plain texts without their days."""
    return [tuple(cell or "" for cell in astuple(one)[:-1]) for one in changes(PERIOD, *arguments, **more).rows]  # type: ignore[arg-type] # passed on


class TestCompared:
    """With the list as it was."""

    def test_each_kind(self) -> None:
        """Added with its notes; removed, replaced and recategorised with the reasons that people wrote down."""
        then = a_list(row(OLD), row(STAYS), row("https://gone.example.com/"), row("https://b.example.com/"))
        now = a_list(
            row(STAYS, "CULTR"),
            row(NEW),
            row("https://c.example.com/", notes="why"),
            row("https://b.example.com/", notes="x"),
        )
        ledger = [
            Record(NEW, "2026-08-01", "replace", "it moved", "", "", OLD),
            Record("https://gone.example.com/", "2026-08-02", "drop", "it is dead"),
            Record(STAYS, "2026-08-03", "recategorise", "it is about books"),
        ]
        assert told(then, now, ledger) == [
            (Kind.ADDED, "https://c.example.com/", "NEWS", "", "why"),
            (Kind.REMOVED, "https://gone.example.com/", "NEWS", "", "it is dead"),
            (Kind.REPLACED, NEW, "NEWS", OLD, "it moved"),
            (Kind.RECATEGORISED, STAYS, "CULTR", "NEWS", "it is about books"),
            (Kind.EDITED, "https://b.example.com/", "NEWS", "", ""),
        ]

    def test_what_came_within_the_period_came_once(self) -> None:
        """A row that was added and then put right is one change, its coming: there was nothing of it before."""
        ledger = [
            Record(NEW, "2026-08-01", "replace", "it moved", "", "", OLD),
            Record(STAYS, "2026-08-03", "recategorise", "it is about books"),
        ]
        now = a_list(row(NEW), row(STAYS, "CULTR"))
        assert told(a_list(), now, ledger) == [
            (Kind.ADDED, NEW, "NEWS", "", ""),
            (Kind.ADDED, STAYS, "CULTR", "", ""),
        ]

    def test_removed_by_hand(self) -> None:
        """A row that left without a decision is told, without a reason."""
        assert told(a_list(row(OLD)), a_list(), []) == [(Kind.REMOVED, OLD, "NEWS", "", "")]

    def test_nothing(self) -> None:
        """The same list, and a decision to keep: no change, one decision."""
        found = changes(PERIOD, a_list(row()), a_list(row()), [Record("https://example.com/", "2026-07-01", "keep")])
        assert found.rows == ()
        assert found.counts == {"keep": 1}

    def test_only_decisions_of_the_period(self) -> None:
        """The day after the last is not in it."""
        ledger = [Record(STAYS, day, "keep", day) for day in ("2026-06-30", "2026-07-01", "2026-10-01")]
        found = changes(PERIOD, a_list(), a_list(), ledger)
        assert [one.reason for one in found.decisions] == ["2026-07-01"]


class TestByDates:
    """Without the list as it was."""

    def test_each_kind(self) -> None:
        """Rows by their dates, the rest by the ledger."""
        now = a_list(row(STAYS, "CULTR", "2026-07-01"), row(NEW, date="2015-01-01"))
        ledger = [
            Record(NEW, "2026-08-01", "replace", "it moved", "", "", OLD),
            Record("https://gone.example.com/", "2026-08-02", "drop", "it is dead"),
        ]
        found = changes(PERIOD, None, now, ledger)
        assert not found.compared
        assert [tuple(cell or "" for cell in astuple(one)[:-1]) for one in found.rows] == [
            (Kind.ADDED, STAYS, "CULTR", "", ""),
            (Kind.REMOVED, "https://gone.example.com/", "", "", "it is dead"),
            (Kind.REPLACED, NEW, "NEWS", OLD, "it moved"),
        ]

    def test_dropped_and_back(self) -> None:
        """A site that was dropped and is listed again was not removed."""
        assert told(None, a_list(row(OLD, date="2015-01-01")), [Record(OLD, "2026-08-01", "drop", "x")]) == []


class TestReview:
    """With what a review decided, beside the ledger."""

    def test_before_the_list_has_it(self) -> None:
        """A decision of the review is told once, whether or not the list has it yet."""
        settled = [
            DecidedAnew(OLD, "replace", "it moved", "2026-10-05", NEW),
            DecidedAnew(STAYS, "recategorise", "books", "2026-10-05", "", "CULTR"),
            DecidedAnew("https://gone.example.com/", "drop", "dead", "2026-10-05"),
        ]
        rows = (row("https://gone.example.com/"), row(STAYS), row(OLD))
        then, after = a_list(*rows), a_list(row(STAYS, "CULTR"), row(NEW))
        ledger = [Record(NEW, "2026-10-05", "replace", "it moved", "", "", OLD)]
        expected = {
            (Kind.REMOVED, "https://gone.example.com/"), (Kind.REPLACED, NEW), (Kind.RECATEGORISED, STAYS),
        }  # fmt: skip
        for before, now in ((then, then), (then, after), (None, after), (None, then)):
            found = changes(PERIOD, before, now, ledger if now is after else [], settled)
            assert {(one.kind, one.url) for one in found.rows} == expected
            assert len(found.rows) == 3
            assert {one.reason for one in found.rows} == {"dead", "it moved", "books"}
            assert len(found.decisions) == 3

    def test_a_reason_from_the_ledger(self) -> None:
        """Where the review has no reason of its own, the ledger has what was noted for it."""
        ledger = [Record(STAYS, "2026-08-01", "keep", "advice: it works")]
        found = changes(PERIOD, a_list(), a_list(), ledger, [DecidedAnew(STAYS, "keep", "", "2026-08-01")])
        assert [one.reason for one in found.decisions] == ["advice: it works"]
