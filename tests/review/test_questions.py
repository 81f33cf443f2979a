"""A site whose rows have different categories is one question: each row shows it, and one answer is for all of them."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.ledger import Record
from kh_testlist.liveness.attempt import Verdict
from kh_testlist.model import CATEGORY_CODE, UrlList
from kh_testlist.review import answering, questions
from kh_testlist.review.advice import advise
from kh_testlist.review.context import DecisionContext
from kh_testlist.review.opening import Frame, Known, is_due, rows
from kh_testlist.review.precedent import reason_for_ledger
from kh_testlist.review.quarter import Quarter
from kh_testlist.review.record import CheckResult, Decision, Facts, RecordedDecision, Review, ReviewRow
from kh_testlist.review.shapes import DoubtShape
from kh_testlist.review.thresholds import Thresholds
from kh_testlist.rules.subject import Indexed
from kh_testlist.tagging.audit import Doubt, SiteRow, audit
from kh_testlist.tagging.lookup import Index
from kh_testlist.tagging.sites import site_key
from kh_testlist.tagging.suggest import Suggestion, Tagger
from tests.samples import a_list, row
from tests.tagging.handmade import a_model

QUARTER = Quarter(2026, 4)
TODAY = dt.date(2026, 11, 22)
A, B, C = "http://zz.org/", "https://zz.org/", "https://zz.org/page"
UP = (CheckResult(Verdict.UP, "2026-11-20T10:00:00Z", "here"),)
DEAD = (CheckResult(Verdict.DOWN, "2026-11-20T10:00:00Z", "here"),)


def opened(urls: UrlList, *others: UrlList, reference: UrlList | None = None, **known: object) -> tuple[ReviewRow, ...]:
    """The rows of a review of `urls`, all of whose sites are up, as the audit by these lists says."""
    doubts = {one.url: one for one in audit(urls, Tagger(None, Index([urls, *others])), reference)}
    facts = {"seen": dict.fromkeys([entry.url for entry in urls.complete], UP), **known}
    frame = Frame(QUARTER, Thresholds())
    indexed = Indexed(reference) if reference else None
    return rows(urls, indexed, Known(doubts=doubts, **facts), frame)  # type: ignore[arg-type]  # each test names its own


class Desk(DecisionContext):
    """A review in memory: decisions are not written."""

    __slots__ = ()

    def put(self, settled: RecordedDecision) -> None:
        """Take a decision."""
        self.decisions[settled.url] = settled

    def decide(
        self, url: str, word: Decision, code: str | None = None, reason: str = "of interest"
    ) -> answering.Answer:
        """Decide as the command does."""
        settled = self.settle(self.row_of(url), word, reason, None, code)
        found = answering.answer(self, settled, self.decisions.get(url))
        answering.put(self, [settled, *found.also])
        return found

    def said(self) -> dict[str, tuple[str, str | None]]:
        """What was decided."""
        return {url: (str(one.decision), one.new_category) for url, one in self.decisions.items()}


def desk(urls: UrlList, found: tuple[ReviewRow, ...]) -> Desk:
    """A desk with this review."""
    review = Review(QUARTER, "kh", TODAY, (), found)
    return Desk(Path("nowhere"), review, Indexed(urls), None, {}, TODAY, {})


TWINS = a_list(row(A, "ENV"), row(B, "POLR"))
SAY_POLR = [a_list(row(B, "POLR"), path=f"lists/{name}.csv") for name in ("th", "vn")]


class TestAdvice:
    """What each row of a site is advised."""

    def test_nothing_else_is_known(self) -> None:
        """Both rows ask, neither is told to change, and both are due until a person answers."""
        first, second = opened(TWINS)
        for one, other, said in (
            (first, second, "ENV here and POLR in line 3"),
            (second, first, "POLR here and ENV in line 2"),
        ):
            assert one.advice.word is Decision.RECHECK
            assert one.advice.new_category is None
            assert one.advice.reasons[0] == f"two rows of this site disagree: {said}; which is right?"
            assert one.due
            assert questions.asks(one)
            later = Record(one.url, "2026-08-01", "keep", "advice: up", next_due="2027-08-01")
            assert is_due(replace(one.facts, ledger=later), one.advice)
            assert questions.sites([first, second])[one.url] == {one.url, other.url}
        reasons = [reason for one in (first, second) for reason in one.advice.reasons]
        assert any("nothing else is known about it" in reason for reason in reasons)
        assert not any("98%" in reason for reason in reasons)

    def test_the_evidence_decides(self) -> None:
        """Only the row that other lists contradict is told to change."""
        first, second = opened(TWINS, *SAY_POLR)
        assert (first.advice.word, first.advice.new_category) == (Decision.RECATEGORISE, "POLR")
        assert first.advice.reasons[0].startswith("two rows of this site disagree")
        assert "98%" in first.advice.reasons[1]
        assert second.advice.word is Decision.RECHECK

    def test_rows_that_agree(self) -> None:
        """If the evidence is against all rows of a site, each is told so, and they are one question."""
        urls = a_list(row(A, "ENV"), row(B, "ENV"))
        found = opened(urls, *SAY_POLR)
        assert [(one.advice.word, one.advice.new_category) for one in found] == [(Decision.RECATEGORISE, "POLR")] * 2
        assert "the same is true of line 3, of the same site" in found[0].advice.reasons
        assert questions.sites(found)[A] == {A, B}
        assert not any(map(questions.asks, found))

    def test_other_advice_comes_first(self) -> None:
        """A row that is down is told what to do about that; its site still asks at the other one."""
        first, second = opened(TWINS, seen={A: DEAD, B: UP})
        assert not questions.asks(first)
        assert questions.asks(second)

    def test_the_global_list(self) -> None:
        """A row there is named by its list; it is not a row that can be decided."""
        world = a_list(row("https://zz.org/x", "REL"), path="/home/someone/.cache/lists/global.csv")
        (only,) = opened(a_list(row(A, "ENV")), world, reference=world)
        assert only.advice.reasons[0].endswith("ENV here and REL in line 2 of global.csv; which is right?")
        assert questions.sites([only]) == {A: {A}}
        assert "someone" not in repr(only.facts.doubt)

    @pytest.mark.parametrize("who", [A, B])
    def test_settled_for_one_row(self, who: str) -> None:
        """The category that people chose for one row is not asked about again; the other category still is."""
        past = {who: (Record(who, "2026-08-01", "keep", "its category is right", next_due="2027-08-01"),)}
        found = {one.url: one for one in opened(TWINS, past=past)}
        (other,) = {A, B} - {who}
        assert (found[who].advice.word, found[who].due) == (Decision.KEEP, False)
        assert questions.asks(found[other])

    @pytest.mark.parametrize("code", ["ENV", "POLR"])
    def test_settled_for_the_site(self, code: str) -> None:
        """If rows agree with what people chose for one of them, the audit does not ask at the others."""
        urls = a_list(row(A, code), row(B, code))
        past = {A: (Record(A, "2026-08-01", "recategorise", "a forest group", next_due="2027-08-01"),)}
        theirs = [a_list(row(B, "REL"), path=f"lists/{name}.csv") for name in ("th", "vn")]
        assert {one.advice.word for one in opened(urls, *theirs, past=past)} == {Decision.KEEP}

    def test_a_kept_question_is_settled(self) -> None:
        """The ledger says that the category stays, for whoever looks next quarter."""
        for one in opened(TWINS):
            settled = RecordedDecision(one.url, Decision.KEEP, "both are right", decided_on=TODAY)
            reason = reason_for_ledger(settled, one.advice, one.facts.category_code, is_asked=questions.asks(one))
            assert reason == f"both are right (category stays {one.facts.category_code})"


class TestAnswers:
    """One decision, for all rows of the site."""

    @pytest.mark.parametrize(
        ("url", "word", "code", "said"),
        [
            (A, Decision.RECATEGORISE, "POLR", {A: ("recategorise", "POLR"), B: ("keep", None)}),
            (B, Decision.RECATEGORISE, "ENV", {A: ("keep", None), B: ("recategorise", "ENV")}),
            (A, Decision.RECATEGORISE, "REL", {A: ("recategorise", "REL"), B: ("recategorise", "REL")}),
            (A, Decision.KEEP, None, {A: ("keep", None), B: ("keep", None)}),
            (A, Decision.RECHECK, None, {A: ("recheck", None)}),
            (A, Decision.DROP, None, {A: ("drop", None)}),
        ],
    )
    def test_each(self, url: str, word: Decision, code: str | None, said: dict[str, tuple[str, str | None]]) -> None:
        """To recategorise and to keep are answers; other decisions leave the question open."""
        at = desk(TWINS, opened(TWINS))
        at.decide(url, word, code)
        assert at.said() == said

    def test_reasons(self) -> None:
        """The same new category has the same reason; a row that only follows does not count as kept by a person."""
        at = desk(TWINS, opened(TWINS))
        at.decide(A, Decision.RECATEGORISE, "REL", "a temple")
        assert at.decisions[B].reason == "a temple"
        at.decide(A, Decision.KEEP, None, "two programmes")
        assert at.decisions[B].reason == f"advice: as decided for {A}: two programmes"

    def test_a_change_of_mind(self) -> None:
        """Rows that followed an answer follow the next one; a person's own decision on them stays, and that is said."""
        at = desk(TWINS, opened(TWINS))
        at.decide(A, Decision.RECATEGORISE, "REL")
        at.decide(A, Decision.RECATEGORISE, "HUMR")
        assert at.said() == {A: ("recategorise", "HUMR"), B: ("recategorise", "HUMR")}
        at.decide(B, Decision.RECHECK)
        found = at.decide(A, Decision.RECATEGORISE, "NEWS")
        assert at.said()[B] == ("recheck", None)
        assert found.left == (f"{B} was decided already: recheck. That was not changed.",)

    def test_a_row_with_other_advice(self) -> None:
        """It gets no decision, and a person is told which row still has the other category."""
        urls = a_list(row(A, "ENV"), row(B, "POLR"), row(C, "REL"))
        at = desk(urls, opened(urls, seen={A: DEAD, B: UP, C: UP}))
        found = at.decide(B, Decision.RECATEGORISE, "HUMR")
        assert at.said() == {B: ("recategorise", "HUMR"), C: ("recategorise", "HUMR")}
        assert found.left == (f"{A} got no decision, because its advice is recheck.",)
        assert desk(urls, opened(urls, seen={A: DEAD, B: UP, C: UP})).decide(B, Decision.KEEP).left == ()

    def test_a_swap_is_warned_of(self) -> None:
        """Also in a review of an earlier version, whose advice was a swap."""

        def old_doubt(url: str, code: str, other: str) -> Doubt:
            return Doubt("lists/kh.csv", 2, 1, url, code, 0.01, Suggestion(other, 0.98, "listed"))

        old = [
            Facts(one[0], one[1], QUARTER, seen=UP, doubt=old_doubt(*one))
            for one in ((A, "ENV", "POLR"), (B, "POLR", "ENV"))
        ]
        at = desk(TWINS, tuple(ReviewRow(one, advise(one, Thresholds())) for one in old))
        at.decide(A, Decision.RECATEGORISE)
        assert "would swap their categories" in at.caution(at.settle(at.row_of(B), Decision.RECATEGORISE, "x"))
        assert at.caution(at.settle(at.row_of(B), Decision.RECATEGORISE, "x", None, "REL")) == ""


ADDRESSES = [
    A,
    B,
    C,
    "https://www.zz.org/",
    "https://a.org/",
    "http://a.org/",
    "https://b.a.org/",
    "https://a.org/casino",
]
CODES = st.sampled_from(["ENV", "POLR", "HUMR", "NEWS", "GMB", "NEWZ"])
LISTED = st.lists(st.tuples(st.sampled_from(ADDRESSES), CODES), min_size=2, max_size=8, unique_by=lambda one: one[0])
OTHERS = st.lists(st.lists(st.tuples(st.sampled_from(ADDRESSES), CODES), max_size=4), max_size=3)


@given(listed=LISTED, others=OTHERS, learned=st.booleans(), data=st.data())
def test_no_swap(
    *, listed: list[tuple[str, str]], others: list[list[tuple[str, str]]], learned: bool, data: st.DataObject
) -> None:
    """Whoever takes all advice, in any order, never gives two rows of a site each other's category."""
    urls = a_list(*(row(*one) for one in listed))
    theirs = [
        a_list(*(row(*one) for one in said), path=f"lists/{name}.csv")
        for name, said in zip(("global", "th", "vn"), others, strict=False)
    ]
    doubts = audit(urls, Tagger(a_model() if learned else None, Index([urls, *theirs])), theirs[0] if theirs else None)
    seen = {url: data.draw(st.sampled_from([UP, UP, DEAD])) for url, _ in listed}
    known = Known(seen=seen, doubts={one.url: one for one in doubts})
    found = rows(urls, None, known, Frame(QUARTER, Thresholds(doubt=0.5)))
    at = desk(urls, found)
    for one in data.draw(st.permutations(found)):
        if one.url not in at.decisions:
            at.decide(one.url, one.advice.word)
    after = {
        url: (code, (at.decisions[url].new_category if url in at.decisions else None) or code) for url, code in listed
    }
    for first, second in itertools.combinations(after, 2):
        if site_key(first) == site_key(second) and after[first][0] != after[first][1]:
            assert after[first] != after[second][::-1]


@given(LISTED)
def test_each_row_shows_its_question(listed: list[tuple[str, str]]) -> None:
    """All rows of a site that asks are one question, the doubt of each is about itself, and it survives on the disk."""
    urls = a_list(*(row(*one) for one in listed))
    found = opened(urls)
    sites = questions.sites(found)
    for one in found:
        doubt = one.facts.doubt
        if doubt is not None:
            assert (doubt.url, doubt.category_code) == (one.url, one.facts.category_code)
            assert doubt.suggestion.category_code != doubt.category_code
            assert DoubtShape.of(doubt).value(one.url) == doubt
            assert sites.get(one.url, {one.url}) <= {entry.url for entry in urls.complete}
            assert all(sites[url] == sites[one.url] for url in sites.get(one.url, ()))


def test_many_rows_of_one_host() -> None:
    """The facts of a site grow with its rows, and not with their square."""

    def size(count: int) -> int:
        urls = a_list(*(row(f"https://zz.org/{number}", ("ENV", "POLR")[number % 2]) for number in range(count)))
        found = opened(urls)
        assert len(questions.sites(found)["https://zz.org/0"]) == count
        return sum(len(one.facts.doubt.rows) for one in found if one.facts.doubt)

    assert size(400) < 25 * 400


def test_a_url_that_is_listed_twice() -> None:
    """It is one row of the review; its second category can be chosen, and so can its first."""
    urls = a_list(row(A, "ENV"), row(A, "POLR"))
    (only,) = opened(urls)
    assert questions.asks(only)
    for code in ("ENV", "POLR"):
        at = desk(urls, (only,))
        at.decide(A, Decision.RECATEGORISE, code)
        assert at.said() == {A: ("recategorise", code)}
    assert {entry.cells[CATEGORY_CODE] for entry in urls.complete} == {"ENV", "POLR"}


def test_rows_of_another_list() -> None:
    """A row of the global list with the URL of a row here is not taken for it."""
    doubt = Doubt(
        "lists/kh.csv", 2, 1, A, "ENV", 0.1, Suggestion("REL", 0.2, "x"), (SiteRow("global.csv", 7, B, "REL", 0.2),)
    )
    found = questions.spread([doubt], {A: 1, B: 2}, lambda *_: False)
    assert list(found) == [A]
