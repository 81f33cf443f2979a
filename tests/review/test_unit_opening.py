"""From journals and a list to the rows of a review: what is believed of a journal, and which rows are due."""

from __future__ import annotations

import datetime as dt
from dataclasses import astuple
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.ledger import Record
from kh_testlist.liveness.attempt import Verdict
from kh_testlist.review.opening import Frame, Known, is_due, rows
from kh_testlist.review.quarter import Quarter
from kh_testlist.review.record import Advice, CheckResult, Decision, Facts
from kh_testlist.review.thresholds import Thresholds
from kh_testlist.review.visits import visits
from kh_testlist.rules.subject import Indexed
from tests.samples import a_list, row

URL = "https://a.example.com/"
TODAY = dt.date(2026, 11, 22)
SINCE = TODAY - dt.timedelta(120)
FRAME = Frame(Quarter(2026, 4), Thresholds())


def result(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON, hostile too
    """A line of a journal."""
    good = {
        "url": URL, "verdict": "down", "reason": "dns-failed", "failure": "dns_nxdomain_error", "status": None,
        "final_url": URL, "title": None, "vantage": "here", "checked_at": "2026-11-20T10:00:00Z", "control": None,
    }  # fmt: skip
    return {**good, **changes}


class TestVisits:
    """What is believed of a journal."""

    def test_what_a_check_says(self) -> None:
        """Every field that matters is taken over."""
        said = result(
            verdict="moved", status=200, final_url="https://b.example.org/", title="T", control={"succeeded": False}
        )
        found = visits([{URL: said}], [URL], SINCE, TODAY)
        assert found.by_url[URL] == (
            CheckResult(Verdict.MOVED, "2026-11-20T10:00:00Z", "here", "dns-failed", "dns_nxdomain_error", 200,
                 "https://b.example.org/", "T", control=False),
        )  # fmt: skip
        assert (found.used, found.passed_over, found.vantages) == (1, 0, ("here",))
        assert found.days == (dt.date(2026, 11, 20), dt.date(2026, 11, 20))

    @pytest.mark.parametrize(
        "change",
        [
            {"verdict": "fine"}, {"verdict": None}, {"verdict": []}, {"checked_at": None}, {"checked_at": "yesterday"},
            {"checked_at": "2026-13-45T10:00:00Z"}, {"checked_at": "2026-11-20"},
            {"checked_at": "2026-11-20T10:00:00Z "},
            {"checked_at": "2026-01-01T10:00:00Z"}, {"checked_at": "2027-11-20T10:00:00Z"}, {"checked_at": 5},
        ],
    )  # fmt: skip
    def test_what_is_passed_over(self, change: dict[str, Any]) -> None:
        """What is no result, is too old, or comes from the future, is counted and not used."""
        found = visits([{URL: result(**change)}], [URL], SINCE, TODAY)
        assert (found.by_url, found.used, found.passed_over) == ({}, 0, 1)

    def test_rows_of_other_lists(self) -> None:
        """A journal may be of more than the list."""
        found = visits([{"https://other.example.com/": result()}], [URL], SINCE, TODAY)
        assert (found.by_url, found.passed_over) == ({}, 1)

    @pytest.mark.parametrize("value", [7, {}, [], True, "\ud800", "x" * 100_000, -1, 10**9, {"succeeded": 5}])
    def test_fields_of_another_kind(self, value: object) -> None:
        """They are left out, cut or made clean, one by one, and never bring the rest down."""
        fields = ("reason", "failure", "status", "final_url", "title", "vantage", "control")
        found = visits([{URL: result(**{field: value})} for field in fields], [URL], SINCE, TODAY)
        assert found.used == len(fields)
        for seen in found.by_url[URL]:
            parts = [part for part in astuple(seen) if isinstance(part, str)]
            assert all(len(part) <= 4_096 for part in parts)
            assert "\ud800" not in "".join(parts)
            assert seen.status is None or 0 <= seen.status <= 999

    def test_a_day_of_a_vantage_counts_once(self) -> None:
        """The same found twice on a day is one visit, the later; what differs is kept; spelling makes no vantage."""
        journals = [
            {URL: result(checked_at="2026-11-20T10:00:00Z")},
            {URL: result(checked_at="2026-11-20T12:00:00Z", vantage=" HERE")},
            {URL: result(checked_at="2026-11-20T11:00:00Z", verdict="up")},
            {URL: result(checked_at="2026-11-21T10:00:00Z")},
        ]
        found = visits(journals, [URL], SINCE, TODAY).by_url[URL]
        assert [(one.verdict, one.checked_at[8:13]) for one in found] == [
            (Verdict.UP, "20T11"), (Verdict.DOWN, "20T12"), (Verdict.DOWN, "21T10"),
        ]  # fmt: skip

    def test_bounded(self) -> None:
        """However many vantages claim to have looked, a row keeps the newest visits."""
        journals = [{URL: result(vantage=f"v{number}")} for number in range(500)]
        assert len(visits(journals, [URL], SINCE, TODAY).by_url[URL]) == 60


class TestDue:
    """Which rows people decide on."""

    @pytest.mark.parametrize(
        ("decision", "next_due", "word", "due"),
        [
            (None, "", Decision.KEEP, True),
            ("keep", "2027-06-30", Decision.KEEP, False),
            ("keep", "2026-12-31", Decision.KEEP, True),
            ("keep", "2027-01-01", Decision.KEEP, False),
            ("keep", "", Decision.KEEP, True),
            ("keep", "whenever", Decision.KEEP, True),
            ("keep", "2027-06-30", Decision.DROP, True),
            ("keep", "2027-06-30", Decision.RECHECK, True),
            ("keep", "2027-06-30", Decision.KEEP_BLOCKED, True),
            ("keep-blocked", "2027-06-30", Decision.KEEP_BLOCKED, False),
            ("keep-blocked", "2027-06-30", Decision.KEEP, False),
            ("replace", "", Decision.KEEP, True),
        ],
    )
    def test_a_row(self, decision: str | None, next_due: str, word: Decision, due: bool) -> None:  # noqa: FBT001 - a column
        """Never reviewed, due by the quarter's end, or spoken against; a block on record need not be decided again."""
        record = Record(URL, "2026-01-31", decision, next_due=next_due) if decision else None
        facts = Facts(URL, "NEWS", Quarter(2026, 4), ledger=record)
        assert is_due(facts, Advice(word, ("x",))) is due

    def test_everything(self) -> None:
        """With `--all` every row is due."""
        urls = a_list(row(URL))
        up = CheckResult(Verdict.UP, "2026-11-20T10:00:00Z", "here")
        past = (Record(URL, "2026-01-31", "keep", next_due="2027-06-30"),)
        known = Known(seen={URL: (up,)}, past={URL: past})
        assert not rows(urls, None, known, FRAME)[0].due
        assert rows(urls, None, known, FRAME._replace(everything=True))[0].due


class TestRows:
    """The rows of a review."""

    def test_in_the_order_of_the_list(self) -> None:
        """Each URL once, in its order; lines that are no rows are none."""
        urls = a_list(row("https://b.example.com/"), "", row(URL), row("https://b.example.com/"), "short,row")
        assert [one.url for one in rows(urls, None, Known(), FRAME)] == ["https://b.example.com/", URL]

    def test_where_a_successor_is_listed(self) -> None:
        """In the list or in the global one, in whatever spelling; a site is no successor of its own."""
        moved = [
            CheckResult(Verdict.MOVED, "2026-11-20T10:00:00Z", "here", final_url=final)
            for final in ("http://b.example.org", "https://c.example.net/", "https://d.example.net/", URL)
        ]
        urls = a_list(row(URL), row("https://www.b.example.org/"))
        reference = Indexed(a_list(row("https://c.example.net/"), path="lists/global.csv"))
        (first, _) = rows(urls, reference, Known(seen={URL: tuple(moved)}), FRAME)
        assert first.facts.listed == {
            "http://b.example.org": "lists/kh.csv:3", "https://c.example.net/": "lists/global.csv:2",
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("other", "verdict", "final", "target", "why"),
        [
            ("https://b.example.org/", Verdict.TAKEN_OVER, None, "http://www.b.example.org", "other hands"),
            ("https://b.example.org/", Verdict.PARKED, None, "https://b.example.org/about", "for sale"),
            (
                "https://b.example.org/",
                Verdict.TAKEN_OVER,
                "https://c.example.net/",
                "https://c.example.net/x",
                "hands",
            ),
            ("https://b.example.org/", Verdict.PLACEHOLDER, None, "https://b.example.org/", "hosting company"),
            ("https://b.example.org/a", Verdict.PLACEHOLDER, None, "https://b.example.org/b", None),
            ("https://b.example.org/a", Verdict.GONE, None, "https://b.example.org/b", None),
            ("https://b.example.org/", Verdict.UP, None, "https://b.example.org/", None),
            ("https://b.example.org/", Verdict.DOWN, None, "https://b.example.org/", None),
        ],
    )
    def test_what_another_row_says_of_a_successor(
        self, other: str, verdict: Verdict, final: str | None, target: str, why: str | None
    ) -> None:
        """A row that is sold or taken over is no successor, with all its pages; one missing page is one page."""
        at = "2026-11-20T10:00:00Z"
        moved = CheckResult(Verdict.MOVED, at, "here", final_url=target)
        found = CheckResult(verdict, at, "here", final_url=final or other)
        (first, _) = rows(a_list(row(URL), row(other)), None, Known(seen={URL: (moved,), other: (found,)}), FRAME)
        if why is None:
            assert not first.facts.unfit
        else:
            assert why in first.facts.unfit[target]
            assert first.advice.word is Decision.RECHECK

    def test_a_row_that_nobody_could_visit_since(self) -> None:
        """A visit that is unknown, because this network was at fault, hides nothing."""
        other = "https://b.example.org/"
        moved = CheckResult(Verdict.MOVED, "2026-11-20T10:00:00Z", "here", final_url=other)
        found = (
            CheckResult(Verdict.PARKED, "2026-10-20T10:00:00Z", "here", final_url=other),
            CheckResult(Verdict.UNKNOWN, "2026-11-20T10:00:00Z", "here", "network-at-fault", final_url=other),
        )
        (first, _) = rows(a_list(row(URL), row(other)), None, Known(seen={URL: (moved,), other: found}), FRAME)
        assert "for sale" in first.facts.unfit[other]

    def test_a_row_that_was_mended(self) -> None:
        """What a vantage found there last counts."""
        other = "https://b.example.org/"
        moved = CheckResult(Verdict.MOVED, "2026-11-20T10:00:00Z", "here", final_url=other)
        found = (
            CheckResult(Verdict.PARKED, "2026-10-20T10:00:00Z", "here", final_url=other),
            CheckResult(Verdict.UP, "2026-11-20T10:00:00Z", "here", final_url=other),
        )
        (first, _) = rows(a_list(row(URL), row(other)), None, Known(seen={URL: (moved,), other: found}), FRAME)
        assert not first.facts.unfit

    def test_the_global_list(self) -> None:
        """It has a policy of its own."""
        (only,) = rows(a_list(row(URL), path="lists/global.csv"), None, Known(), FRAME)
        assert only.facts.is_global

    @given(st.lists(st.text(max_size=12), max_size=6))
    def test_whatever_stands_in_it(self, texts: list[str]) -> None:
        """Every row of any list gets advice with a reason."""
        urls = a_list(
            *[
                row(
                    f"https://{number}.example.com/",
                    notes=text.replace('"', "'").replace("\n", " ").replace("\r", " ").replace(",", " "),
                )
                for number, text in enumerate(texts)
            ]
        )
        found = rows(urls, None, Known(), FRAME)
        assert all(one.advice.reasons and one.advice.word is Decision.RECHECK for one in found)
