"""How a list is: what checks say of its rows, their ages, and when people looked."""

from __future__ import annotations

import datetime as dt
from dataclasses import astuple, replace

from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.ledger import Record
from kh_testlist.liveness.attempt import Verdict
from kh_testlist.review.health import VerdictCount, health, verdict_of
from kh_testlist.review.record import CheckResult
from tests.samples import TODAY, a_list, row

_URLS = ("https://a.example.com/", "https://b.example.com/", "https://c.example.com/")


def seen(verdict: Verdict, day: str = "2026-11-01", vantage: str = "home") -> CheckResult:
    """A visit."""
    return CheckResult(verdict, f"{day}T10:00:00Z", vantage)


class TestVerdict:
    """What several visits amount to."""

    def test_the_last_of_a_vantage(self) -> None:
        """What a vantage saw before no longer counts, in whatever order they come."""
        visits = [seen(Verdict.DOWN, "2026-11-02"), seen(Verdict.UP, "2026-11-01")]
        assert verdict_of(visits) is verdict_of(visits[::-1]) is Verdict.DOWN

    def test_the_most_alive_of_several(self) -> None:
        """Who comes through shows that it is there."""
        assert verdict_of([seen(Verdict.DOWN), seen(Verdict.UP, vantage="away")]) is Verdict.UP

    def test_a_vantage_by_any_spelling(self) -> None:
        """A vantage that somebody spelt otherwise is the same one: its last word counts, and no other of its words."""
        visits = [seen(Verdict.UP, "2026-11-01", "Home"), seen(Verdict.DOWN, "2026-11-02", " home")]
        assert verdict_of(visits) is Verdict.DOWN

    def test_a_sign_of_blocking(self) -> None:
        """A sign of blocking outweighs all."""
        assert (
            verdict_of([seen(Verdict.POSSIBLY_BLOCKED), seen(Verdict.UP, vantage="away")]) is Verdict.POSSIBLY_BLOCKED
        )

    def test_what_is_no_sign_of_blocking(self) -> None:
        """A loop, a portal, and an answer that dead names get too: journals of 0.1.0 call them possibly blocked."""
        seemed = seen(Verdict.POSSIBLY_BLOCKED)
        assert verdict_of([replace(seemed, reason="known-dns-answer")]) is Verdict.DOWN
        assert verdict_of([replace(seemed, reason="control-succeeds", signals=("redirect-loop",))]) is Verdict.DOWN
        assert verdict_of([replace(seemed, reason="control-succeeds", signals=("shared-page",))]) is Verdict.UNKNOWN


def test_a_list() -> None:
    """Every row is counted once, in each of the ways."""
    urls = a_list(
        row(_URLS[0], "NEWS", "2026-06-01"), row(_URLS[1], "NEWS", "2015-01-01"), row(_URLS[2], "GMB", "someday")
    )
    visits = {_URLS[0]: [seen(Verdict.UP)], _URLS[1]: [seen(Verdict.REFUSED, "2026-10-30", "away")]}
    ledger = [Record(_URLS[0], "2020-01-01", "keep"), Record(_URLS[0], "2026-10-01", "keep")]
    ledger += [Record(_URLS[1], "2019-01-01", "keep"), Record(_URLS[2], "never", "keep")]
    found = health(urls, visits, ledger, TODAY)
    assert (found.rows, found.checked, found.vantages) == (3, 2, ("away", "home"))
    assert (found.first_checked, found.last_checked) == ("2026-10-30", "2026-11-01")
    assert found.by_verdict == (VerdictCount(Verdict.UP, 1), VerdictCount(Verdict.REFUSED, 1))
    assert [astuple(one) for one in found.by_category] == [("NEWS", 2, 1, 0, 1, 0, 0), ("GMB", 1, 0, 0, 0, 0, 1)]
    ages = {(age.years, age.below): age.rows for age in found.by_age}
    assert ages == {(0, 1): 1, (1, 2): 0, (2, 5): 0, (5, 10): 0, (10, None): 1, (None, None): 1}
    assert (found.reviewed_within_a_year, found.reviewed_earlier, found.never_reviewed) == (1, 1, 1)


def test_nothing_checked() -> None:
    """Without a check there is nothing by verdict, and every row is unchecked."""
    found = health(a_list(row()), {}, (), TODAY)
    assert (found.checked, found.by_verdict, found.first_checked) == (0, (), None)
    assert found.by_category[0].unchecked == 1


@given(
    st.lists(st.tuples(st.sampled_from(list(Verdict)), st.dates(dt.date(2005, 1, 1), dt.date(2030, 1, 1))), max_size=20)
)
def test_sums(rows: list[tuple[Verdict, dt.date]]) -> None:
    """Whatever the verdicts and ages, the parts add up to the whole."""
    urls = a_list(*(row(f"https://{n}.example.com/", date=day.isoformat()) for n, (_, day) in enumerate(rows)))
    visits = {f"https://{n}.example.com/": [seen(verdict)] for n, (verdict, _) in enumerate(rows)}
    found = health(urls, visits, (), TODAY)
    assert sum(one.rows for one in found.by_verdict) == found.checked == len(rows)
    assert sum(age.rows for age in found.by_age) == found.rows == len(rows)
    assert all(sum(astuple(one)[2:]) == one.rows for one in found.by_category)
    assert found.reviewed_within_a_year + found.reviewed_earlier + found.never_reviewed == len(rows)
