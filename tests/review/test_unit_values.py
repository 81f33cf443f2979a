"""Quarters, thresholds, precedents and successors: the small values that advice stands on."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.errors import Misuse
from kh_testlist.ledger import Record
from kh_testlist.liveness.attempt import Verdict
from kh_testlist.review import precedent
from kh_testlist.review.quarter import Quarter, parse_quarter, quarter_of
from kh_testlist.review.record import Advice, CheckResult, Decision, Facts, RecordedDecision
from kh_testlist.review.successor import successor, usable
from kh_testlist.review.thresholds import Thresholds, thresholds
from kh_testlist.settings.shape import ReviewSettings


def _settled(url: str, decision: Decision, reason: str) -> RecordedDecision:
    return RecordedDecision(url, decision, reason, decided_on=dt.date(2026, 11, 22))


URL = "https://www.example.com/"
FACTS = Facts(URL, "NEWS", Quarter(2026, 4))


class TestQuarter:
    """Calendar quarters."""

    @given(st.dates(dt.date(2012, 1, 1), dt.date(2199, 12, 31)))
    def test_every_day_is_in_one(self, day: dt.date) -> None:
        """The quarter of a day holds it, reads back from its name, and ends where the next begins."""
        quarter = quarter_of(day)
        assert quarter.since <= day <= quarter.last < quarter.until == quarter.next.since
        assert parse_quarter(str(quarter)) == quarter
        assert 90 <= (quarter.until - quarter.since).days <= 92

    @pytest.mark.parametrize("text", ["", "2026", "2026Q0", "2026Q5", "26Q4", "2026Q4-kh", "2011Q4", "9999Q4", "../x"])
    def test_what_is_none(self, text: str) -> None:
        """It is wrong usage, with an example."""
        with pytest.raises(Misuse) as caught:
            parse_quarter(text)
        assert "2026Q4" in caught.value.next_step

    def test_case_makes_no_difference(self) -> None:
        """People write it small."""
        assert parse_quarter(" 2026q4 ") == Quarter(2026, 4)


class TestThresholds:
    """What the settings may say."""

    def test_settings_and_thresholds_have_the_same_names(self) -> None:
        """A setting without a threshold would do nothing."""
        assert [one.name for one in fields(ReviewSettings)] == [one.name for one in fields(Thresholds)]

    @pytest.mark.parametrize(
        ("name", "value"),
        [("drop_vantages", 1), ("drop_days", 1), ("drop_vantages", 0), ("doubt", 1.5), ("keep_days", 10**9)],
    )
    def test_a_pull_request_can_not_make_advice_careless(self, name: str, value: float) -> None:
        """One look, or one network, is never enough, whatever the settings say."""
        with pytest.raises(Misuse, match=f"review.{name}"):
            thresholds({name: value})

    def test_more_careful(self) -> None:
        """More vantages and days may be asked for; what is not named stays."""
        assert thresholds({"drop_vantages": 3}) == Thresholds(drop_vantages=3)

    def test_when_rows_are_due_again(self) -> None:
        """A block is looked at sooner than a site that works; what is gone, never."""
        limits = Thresholds()
        days = {word: limits.due_in(word) for word in Decision}
        assert days.pop(Decision.DROP) is None
        assert days == {
            Decision.KEEP: 365, Decision.KEEP_BLOCKED: 90, Decision.RECHECK: 90, Decision.REPLACE: 365,
            Decision.RECATEGORISE: 365,
        }  # fmt: skip


class TestPrecedent:
    """What earlier decisions and notes mean."""

    @pytest.mark.parametrize(
        ("notes", "is_kept", "is_blocked"),
        [
            ("", False, False),
            ("news of the provinces", False, False),
            ("keep: the http name is blocked", True, True),
            ("keep: the http name is not blocked", True, False),
            ("Offline for now, keep and monitor", True, False),
            ("It was unblocked in 2020, keep for control", True, False),
            ("no page any more, but found to be blocked", True, True),
            ("not found to be blocked", False, False),
            ("Reportedly blocked in 2016", False, False),
            ("The new address, but keep old.example.com as it is blocked", True, False),
            ("keep www.example.com, it is blocked", True, True),
        ],
    )
    def test_notes(self, notes: str, is_kept: bool, is_blocked: bool) -> None:  # noqa: FBT001 - a table's columns
        """Upstream's ways of saying that a row stays, and whether that is because it is blocked."""
        found = precedent.kept_by_person(replace(FACTS, notes=notes))
        assert (found is not None) is is_kept
        assert (found is not None and found.is_blocked) is is_blocked

    @pytest.mark.parametrize(
        ("reason", "is_own"),
        [
            ("", False),
            ("  ", False),
            ("advice: up from here", False),
            ("against the advice (drop): down", False),
            ("the community asks for it", True),
            ("advised by our lawyers", True),
        ],
    )
    def test_whose_reason(self, reason: str, is_own: bool) -> None:  # noqa: FBT001 - a table's column
        """A reason that was taken over from the advice is nobody's own: else no row could go after one review."""
        record = Record(URL, "2026-01-31", "keep", reason)
        assert (precedent.kept_by_person(replace(FACTS, ledger=record)) is not None) is is_own

    def test_a_new_category_takes_no_reason_back(self) -> None:
        """Why a row is kept outlives a later change of its category, and so does the flag of a dead one."""
        moved = Record(URL, "2026-06-30", "recategorise", "from NEWS to POLR")
        kept = Record(URL, "2026-01-31", "keep-blocked", "found blocked by two networks")
        assert precedent.kept_by_person(replace(FACTS, ledger=moved, earlier=(kept,))) == precedent.kept_by_person(
            replace(FACTS, ledger=kept)
        )
        flagged = Record(URL, "2026-01-31", "recheck", f"{precedent.FLAG} at two networks")
        assert precedent.is_flagged_dead(replace(FACTS, ledger=moved, earlier=(flagged,)))
        assert precedent.kept_by_person(replace(FACTS, ledger=moved)) is None

    @pytest.mark.parametrize("word", Decision)
    def test_what_was_taken_over_is_told_apart(self, word: Decision) -> None:
        """Whatever is advised and decided without a word is never read as a person's reason later."""
        for advised in Decision:
            said = precedent.reason_for_ledger(_settled(URL, word, ""), Advice(advised, ("up", "down")), "NEWS")
            assert said
            assert not precedent.is_own_reason(said)

    def test_a_category_that_stays_is_settled(self) -> None:
        """Who keeps a row that was to be recategorised has settled its category; the audit does not ask again."""
        advice = Advice(Decision.RECATEGORISE, ("GMB likely",), new_category="GMB")
        said = precedent.reason_for_ledger(_settled(URL, Decision.KEEP, "sports  news"), advice, "NEWS")
        assert said == "sports news (category stays NEWS)"
        record = Record(URL, "2026-01-31", "keep", said)
        assert precedent.has_settled_category(replace(FACTS, ledger=record))
        later = Record(URL, "2026-06-30", "keep", "fine")
        assert precedent.has_settled_category(replace(FACTS, ledger=later, earlier=(record,)))
        assert not precedent.has_settled_category(replace(FACTS, ledger=later))

    def test_a_flag_stays(self) -> None:
        """Who rechecks a row that was flagged as dead leaves it flagged, in whatever words."""
        advice = Advice(Decision.RECHECK, (f"{precedent.FLAG} since 2026-10-01", "down"))
        for reason in ("", "wait for spring"):
            said = precedent.reason_for_ledger(_settled(URL, Decision.RECHECK, reason), advice, "NEWS")
            record = Record(URL, "2026-09-30", "recheck", said)
            assert precedent.is_flagged_dead(replace(FACTS, ledger=record))
            assert said.casefold().count(precedent.FLAG) == 1
        kept = precedent.reason_for_ledger(_settled(URL, Decision.KEEP, "it is back"), advice, "NEWS")
        assert kept == "it is back"

    @pytest.mark.parametrize(("day", "is_flagged"), [("2026-09-30", True), ("2026-10-01", False), ("soon", False)])
    def test_a_flag_of_an_earlier_quarter(self, day: str, is_flagged: bool) -> None:  # noqa: FBT001 - a column
        """A flag of the quarter under review does not count: the row had no quarter's grace yet."""
        record = Record(URL, day, "recheck", "Flagged dead by us")
        assert precedent.is_flagged_dead(replace(FACTS, ledger=record)) is is_flagged


class TestSuccessor:
    """Where a site has gone."""

    @pytest.mark.parametrize(
        ("url", "form"),
        [
            ("https://NEW.example.org", "https://new.example.org/"),
            ("https://new.example.org/?utm_source=x&a=1", "https://new.example.org/?a=1"),
            ("https://ខ្មែរ.com/", "https://xn--j2e0cg3n2c.com/"),
            ("javascript:alert(1)", None),
            ("https://user:word@new.example.org/", None),
            ("http://192.0.2.7/", None),
            ("http://router.local/", None),
            ("https://new.example.org/\x1b[31m", "https://new.example.org/%1B[31m"),
            ("", None),
        ],
    )
    def test_what_may_stand_on_a_list(self, url: str, form: str | None) -> None:
        """The canonical form, without what names a click; nothing that upstream refuses or no probe can reach."""
        assert usable(url) == form

    def test_the_latest_counts(self) -> None:
        """Of several the last; one that is listed says where; a look that was not led anywhere is passed over."""

        def moved(day: str, to: str | None) -> CheckResult:
            return CheckResult(Verdict.MOVED, f"2026-10-{day}T10:00:00Z", "here", final_url=to)

        visits = [
            moved("01", "https://one.example.org/"),
            moved("02", "https://www.two.example.org/"),
            moved("03", None),
        ]
        facts = replace(FACTS, listed={"https://www.two.example.org/": "lists/kh.csv:3"})
        found = successor(visits, facts)
        assert found is not None
        assert found == ("https://www.two.example.org/", "two.example.org", "lists/kh.csv:3")
        assert successor(visits[2:], facts) is None
