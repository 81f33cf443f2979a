"""Advice against a table that was written by hand, and the six things that it must never do, for facts of any kind."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kh_testlist.ledger import Record
from kh_testlist.liveness.attempt import Verdict
from kh_testlist.ooni.episode import Episode, Kind, State, Where
from kh_testlist.ooni.evidence import Counts, NetworkEvidence, SiteEvidence, Status
from kh_testlist.review.advice import advise
from kh_testlist.review.quarter import Quarter
from kh_testlist.review.record import CheckResult, Decision, Facts
from kh_testlist.review.thresholds import Thresholds
from kh_testlist.tagging.audit import Doubt
from kh_testlist.tagging.suggest import Suggestion
from tests.review.cases import CASES, DEAD, FLAGGED, MOVED, NEW, OLD, Case

QUARTER: Final = Quarter(2026, 4)
FIRST_DAY: Final = dt.date(2026, 10, 5)
EARLIER: Final = "2026-07-20"
THIS: Final = "2026-10-20"
USUAL: Final = Thresholds()

_COUNTS: Final = {
    "unmeasured": (Counts(), Status.NOT_MEASURED),
    "thin": (Counts(ok=3), Status.INCONCLUSIVE),
    "ok": (Counts(ok=40, failure=1), Status.OK),
    "anomalies": (Counts(ok=30, anomaly=4), Status.OK),
    "thin-anomalies": (Counts(ok=1, anomaly=1), Status.INCONCLUSIVE),
    "thin-confirmed": (Counts(ok=3, confirmed=1), Status.INCONCLUSIVE),
    "likely": (Counts(ok=1, anomaly=39), Status.BLOCKED_LIKELY),
    "confirmed": (Counts(ok=10, anomaly=5, confirmed=25), Status.BLOCKED_CONFIRMED),
}
_MARKED: Final = (Counts(ok=10, confirmed=30), Counts(ok=40))
_REWRITING: Final = 38623
"""The network that answers for names that do not exist, as the table of known answers has it."""
_MARKS: Final = {
    "mark": ((_REWRITING, 64500), {"dns": 30}),
    "mark-elsewhere": ((64501, 64500), {"dns": 30}),
    "mark-at-both": ((_REWRITING, 64501), {"dns": 60}),
    "mark-and-resets": ((_REWRITING, 64500), {"dns": 30, "tcp_ip": 9}),
}
"""Confirmed blocks that may be such an answer, and some that may not: the networks, and the methods."""


def evidence(kind: str) -> SiteEvidence | None:
    """What OONI measured, of one of the kinds that cases name."""
    if kind == "none":
        return None
    if kind in _MARKS:
        return marked(kind)
    if kind in _EPISODES:
        return with_episodes(kind)
    counts, status = _COUNTS[kind]
    is_blocked = status.is_blocked
    networks = (NetworkEvidence(64500, "First Mobile", counts, 0.95 * is_blocked, is_blocked),) if any(counts) else ()
    first, last = ("2026-08-01", "2026-09-12") if is_blocked else (None, None)
    methods = {"dns": counts.suspicious} if counts.suspicious else {}
    return SiteEvidence(OLD, counts, networks, methods, first, last, status)


def marked(kind: str) -> SiteEvidence:
    """What OONI measured of a site with a known answer on some network."""
    asns, methods = _MARKS[kind]
    both = kind == "mark-at-both"
    networks = tuple(
        NetworkEvidence(asn, None, _MARKED[0] if bad else _MARKED[1], 0.75 * bad, bad)
        for asn, bad in zip(asns, (True, both), strict=True)
    )
    counts = networks[0].counts.plus(networks[1].counts)
    return SiteEvidence(OLD, counts, networks, methods, "2026-08-01", "2026-09-12", Status.BLOCKED_CONFIRMED)


def with_episodes(kind: str) -> SiteEvidence:
    """What OONI measured of a site with episodes."""
    asn, counts, change = _EPISODES[kind]
    usual = Episode(
        asn, "2026-07-23", None, Kind.DNS, Where.UNKNOWN, 44, 41, 0.99, last_good="2026-07-21", first_bad="2026-07-23"
    )
    found = replace(usual, **change)
    status = _STATUSES.get(kind, Status.OK)
    network = NetworkEvidence(asn, "First Mobile", counts, 0.4, status.is_blocked)
    return SiteEvidence(
        OLD, counts, (network,), {"dns": counts.suspicious}, None, None, status, now=State.BLOCKED, episodes=(found,)
    )


_EPISODES: Final[dict[str, tuple[int, Counts, dict[str, Any]]]] = {
    "open": (64500, Counts(ok=60, anomaly=41), {}),
    "open-unknown": (64500, Counts(ok=60, anomaly=41), {"kind": Kind.UNKNOWN}),
    "open-thin": (64500, Counts(ok=60, anomaly=4), {"measurements": 5, "anomalous": 4}),
    "open-server": (64500, Counts(ok=60, anomaly=41), {"kind": Kind.HTTP, "where": Where.SERVER}),
    "open-mark": (_REWRITING, Counts(ok=60, anomaly=1, confirmed=40), {}),
    "open-mark-alive": (_REWRITING, Counts(ok=60, anomaly=1, confirmed=40), {"is_alive_name": True}),
    "ended": (64500, Counts(ok=60, anomaly=41), {"end": "2026-08-09"}),
    "down": (64500, Counts(ok=60, anomaly=43), {"kind": Kind.DOWN}),
    "was-down": (64500, Counts(ok=60, anomaly=41), {"kind": Kind.DOWN, "end": "2026-08-09"}),
    "was-down-and-more": (64500, Counts(ok=60, anomaly=45), {"kind": Kind.DOWN, "end": "2026-08-09"}),
    "dead-name": (_REWRITING, Counts(ok=1, anomaly=1, confirmed=60), {"is_dead_name": True}),
}
_STATUSES: Final = {
    "open": Status.BLOCKED_IN_PART,
    "open-unknown": Status.BLOCKED_IN_PART,
    "open-thin": Status.INCONCLUSIVE,
    "open-server": Status.BLOCKED_IN_PART,
    "open-mark": Status.BLOCKED_IN_PART,
    "open-mark-alive": Status.BLOCKED_IN_PART,
    "ended": Status.BLOCKED_IN_PART,
    "down": Status.INCONCLUSIVE,
    "dead-name": Status.BLOCKED_CONFIRMED,
}
"""What status each has; `ok` where it is not named."""


def check_result(text: str) -> CheckResult:
    """A check result as cases write it."""
    where, _, said = text.partition("=")
    vantage, _, day = where.partition("@")
    control = {"-down": False, "-here": True}.get(said[-5:])
    said, _, title = (said if control is None else said[:-5]).partition("#")
    said, _, signals = said.partition("~")
    said, _, reason = said.partition("!")
    verdict, _, target = said.partition(">")
    at = f"{FIRST_DAY + dt.timedelta(int(day))}T10:00:00Z"
    return CheckResult(
        Verdict(verdict), at, vantage, reason, final_url=target or OLD, title=title.replace("_", " ") or None,
        control=control, signals=tuple(filter(None, signals.split("~"))),
    )  # fmt: skip


def doubt(text: str) -> Doubt | None:
    """What the audit says."""
    if not text:
        return None
    sure = 0.95 if text[0] != "?" else 0.4
    return Doubt("lists/kh.csv", 2, 1, OLD, "NEWS", 0.01, Suggestion(text.lstrip("?"), sure, "its words"))


def flag() -> str:
    """What the ledger says once the program has flagged a dead country row, and a person followed it."""
    dead = tuple(map(check_result, DEAD.split()))
    return (
        f"advice: {'; '.join(advise(Facts(OLD, 'NEWS', QUARTER, seen=dead, evidence=evidence('ok')), USUAL).reasons)}"
    )


def records(text: str) -> list[Record]:
    """The ledger of a row, the oldest first."""
    found = []
    for one in filter(None, text.split(" ; ")):
        words = one.removeprefix("now ")
        decision, _, reason = ("recheck", "", flag()) if words == FLAGGED else words.partition(":")
        found.append(Record(OLD, EARLIER if words == one else THIS, decision, reason.strip()))
    return found


def facts(case: Case) -> Facts:
    """The facts of a case."""
    bare = Facts(
        OLD,
        "NEWS",
        QUARTER,
        notes=case.notes,
        is_global=case.scope == "global",
        seen=tuple(map(check_result, case.seen.split())),
        evidence=evidence(case.evidence),
        doubt=doubt(case.doubt),
        listed=dict.fromkeys(case.listed.split(), "lists/kh.csv:3"),
        suspicious_variants=case.variants,
        unfit=dict.fromkeys(case.unfit.split(), "it is parked or for sale"),
    )
    past = records(case.ledger)
    return replace(bare, ledger=past[-1] if past else None, earlier=tuple(past[:-1]))


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_case(case: Case) -> None:
    """The word, what weighs most, and where to."""
    advice = advise(facts(case), USUAL)
    assert advice.word == case.word, advice
    assert advice.reasons, "advice without a reason"
    assert re.search(case.because, advice.reasons[0], re.IGNORECASE), advice
    assert case.says in " ".join([*advice.reasons, advice.new_url or ""]), advice
    if case.url:
        assert advice.new_url == case.url
    if case.category:
        assert advice.new_category == case.category
    if advice.word == Decision.DROP:
        assert advice.new_url is None


def test_the_table_is_long_enough() -> None:
    """No two cases are the same, and there are as many as were asked for."""
    assert len({case._replace(name="", word="", because="") for case in CASES}) == len(CASES)
    assert len(CASES) >= 60
    assert {case.word for case in CASES} == set(Decision)


def mostly(usual: st.SearchStrategy[Any], other: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Usually the one, now and then the other."""
    return st.integers(0, 4).flatmap(lambda number: usual if number else other)


NOTES = st.sampled_from(["", "", "", "keep: a symbol", "Kept for monitoring purposes", "a newspaper"])
PLACES = st.sampled_from(["isp1", "isp2", "abroad"])
TARGETS = st.sampled_from(
    [OLD, "https://new.example.com/", "https://other.example.net/", "javascript:alert(1)", "", None]
)
TIMES = st.builds(
    lambda day, hour: f"{FIRST_DAY + dt.timedelta(day)}T{hour:02}:00:00Z", st.integers(0, 60), st.integers(0, 23)
)
DEAD_VERDICTS = st.sampled_from([Verdict.DOWN, Verdict.GONE, Verdict.PARKED, Verdict.PLACEHOLDER, Verdict.TAKEN_OVER])
VERDICTS = st.sampled_from([*Verdict, Verdict.DOWN, Verdict.GONE, Verdict.PARKED, Verdict.MOVED])
REASONS = st.sampled_from(
    ["", "", "control-succeeds", "known-dns-answer", "known-block-page", "redirect-loop", "dns-failed", "challenge",
     "shared-page", "network-at-fault"]
)  # fmt: skip
SIGNALS = st.lists(
    st.sampled_from(
        ["known-dns-answer", "redirect-loop", "too-many-redirects", "shared-page", "challenge", "other-hands",
         "gambling-page", "host-placeholder", "no-such-site", "parking-redirect", "a-signal-of-tomorrow"]
    ),
    max_size=2,
    unique=True,
).map(tuple)  # fmt: skip
SIGHTINGS = st.builds(
    CheckResult, VERDICTS, TIMES, PLACES, REASONS, final_url=TARGETS, control=st.sampled_from([None, True, False]),
    title=st.sampled_from([None, "Slot Gacor", "a\nb\x1b[2J\u202e"]), signals=mostly(st.just(()), SIGNALS),
)  # fmt: skip
DEAD_SIGHTINGS = st.builds(CheckResult, DEAD_VERDICTS, TIMES, PLACES)
RECORDS = st.builds(
    Record,
    st.just(OLD),
    st.sampled_from(["2026-01-05", EARLIER, THIS, "", "yesterday"]),
    st.sampled_from([*map(str, Decision), "replace", "nonsense"]),
    st.sampled_from(["", "flagged: dead", "advice: flagged: dead at 2 networks", "comes back", "=1+1"]),
)
NO_PROOF = st.builds(
    lambda sign, in_reason, at, place, control, status: CheckResult(
        Verdict.POSSIBLY_BLOCKED, at, place, sign if in_reason else "control-succeeds", status=status, control=control,
        final_url=OLD, signals=() if in_reason else (sign,),
    ),
    st.sampled_from(["redirect-loop", "too-many-redirects", "shared-page", "known-dns-answer"]),
    st.booleans(),
    TIMES,
    PLACES,
    st.sampled_from([None, True, False]),
    st.sampled_from([None, 302]),
)  # fmt: skip
"""What looks like a block, and is none: unless a control resolves a name with a known answer."""
DNS_FAILED = st.builds(CheckResult, st.just(Verdict.DOWN), TIMES, PLACES, st.just("dns-failed"))
DOUBTFUL_SEEN = st.lists(st.one_of(NO_PROOF, DNS_FAILED), max_size=4).map(tuple)
AWAY_SEEN = st.just(tuple(map(check_result, MOVED.split())))
AT_NEW = st.builds(
    CheckResult,
    st.sampled_from([*[Verdict.MOVED] * 4, Verdict.TAKEN_OVER, Verdict.PARKED, Verdict.PLACEHOLDER,
                     Verdict.GONE, Verdict.RESTRICTED, Verdict.DOWN]),
    TIMES, PLACES, st.sampled_from(["", "challenge"]), final_url=st.just(NEW), signals=mostly(st.just(()), SIGNALS),
)  # fmt: skip
LED_SEEN = st.builds(lambda moved, there: (*moved, *there), AWAY_SEEN, st.lists(AT_NEW, max_size=3))
SEEN = st.lists(SIGHTINGS, max_size=6).map(tuple)
DEAD_SEEN = st.lists(DEAD_SIGHTINGS, min_size=2, max_size=6).map(tuple)
DOOMED_SEEN = st.just(tuple(map(check_result, DEAD.split())))
MEASURED = st.sampled_from([None, *_COUNTS, *_MARKS]).map(lambda kind: evidence(kind or "none"))
FLAGS = st.builds(Record, st.just(OLD), st.sampled_from([EARLIER, THIS]), st.just("recheck"), st.just("flagged: dead"))
LISTED = st.sampled_from([{}, {NEW: "lists/kh.csv:3"}])


def of_kind(
    notes: st.SearchStrategy[str],
    seen: st.SearchStrategy[tuple[CheckResult, ...]],
    measured: st.SearchStrategy[SiteEvidence | None],
    ledger: st.SearchStrategy[Record | None],
    listed: st.SearchStrategy[dict[str, str]],
) -> st.SearchStrategy[Facts]:
    """Facts of a row."""
    return st.builds(
        Facts,
        st.just(OLD),
        st.just("NEWS"),
        st.just(QUARTER),
        notes=notes,
        is_global=st.booleans(),
        seen=seen,
        evidence=measured,
        doubt=st.sampled_from(["", "", "HUMR", "?HUMR"]).map(doubt),
        ledger=ledger,
        earlier=st.lists(RECORDS, max_size=2).map(tuple),
        listed=listed,
        unfit=mostly(st.just({}), st.just({NEW: "it is parked or for sale"})),
    )


NOBODY = st.none()
EVERYTHING = st.one_of(
    of_kind(NOTES, st.one_of(SEEN, DEAD_SEEN), MEASURED, st.one_of(NOBODY, RECORDS, FLAGS), LISTED),
    of_kind(
        mostly(st.just(""), NOTES),
        mostly(st.one_of(DOOMED_SEEN, AWAY_SEEN), st.one_of(SEEN, DEAD_SEEN)),
        mostly(st.just(evidence("ok")), MEASURED),
        mostly(FLAGS, RECORDS),
        mostly(st.just({NEW: "lists/kh.csv:3"}), LISTED),
    ),
)
"""Facts of any kind, half of them close to those of a row that would be dropped."""


LED = of_kind(st.just(""), LED_SEEN, st.just(evidence("ok")), NOBODY, st.just({}))
"""Facts of a row that leads to another site, which some visits find bad."""
DOUBTFUL = of_kind(
    st.just(""), DOUBTFUL_SEEN, st.sampled_from(["none", "ok", "anomalies", "mark"]).map(evidence), NOBODY, LISTED
)
"""Facts of a row with signs of a block that are no proof."""


@pytest.mark.parametrize(
    ("kinds", "word"),
    [(EVERYTHING, "drop"), (mostly(LED, EVERYTHING), "replace"), (mostly(DOUBTFUL, EVERYTHING), "keep-blocked")],
)
def test_what_never_happens_could(kinds: st.SearchStrategy[Facts], word: str) -> None:
    """The tests below are given rows that get such advice: often enough for them to say something."""
    given_it = 0

    @settings(max_examples=200, derandomize=True)
    @given(kinds)
    def count(known: Facts) -> None:
        nonlocal given_it
        given_it += advise(known, USUAL).word == word

    count()
    assert given_it > 20


@pytest.mark.parametrize(
    ("strict", "word"),
    [
        (USUAL, "drop"),
        (replace(USUAL, drop_vantages=3), "recheck"),
        (replace(USUAL, drop_days=3), "recheck"),
        (replace(USUAL, drop_span_days=21), "recheck"),
        (replace(USUAL, drop_span_days=20), "drop"),
    ],
)
def test_each_number_counts(strict: Thresholds, word: str) -> None:
    """Two vantages, two days, twenty days apart: where the settings ask for more, it is too little."""
    [flagged] = [case for case in CASES if case.name == "flagged a quarter ago, and still dead"]
    assert advise(facts(flagged), strict).word == word


DEAD_OR_AWAY: Final = frozenset({"down", "gone", "parked", "placeholder", "taken-over", "moved"})
LOOPS: Final = frozenset({"redirect-loop", "too-many-redirects"})
KINDS: Final = frozenset({"other-hands", "gambling-page", "host-placeholder", "no-such-site", "parking-redirect"})


def is_no_proof(one: CheckResult) -> bool:
    """A loop, a portal, or an answer that dead names get too; a block page that is known is none of them."""
    signs = {one.reason, *one.signals}
    if one.reason == "known-block-page":
        return False
    has_answer_without_control = "known-dns-answer" in signs and one.control is not True
    return bool(signs & {*LOOPS, "shared-page", "network-at-fault"}) or has_answer_without_control


def resolves(one: CheckResult) -> bool:
    """A visit that shows that the name has an address of its own, by the words of this test."""
    return (one.control is True and one.verdict != "unknown") or one.verdict in {
        "up", "moved", "restricted", "server-error", "taken-over", "parked", "placeholder", "gone", "tls-failure",
    }  # fmt: skip


def is_bad_end(one: CheckResult) -> bool:
    """A visit whose page is nobody's successor."""
    signs = {one.reason, *one.signals}
    is_challenge = one.verdict == "restricted" and "challenge" in signs
    is_bad = one.verdict in {"taken-over", "parked", "placeholder", "gone"} or is_challenge
    return is_bad or (one.verdict == "moved" and bool(signs & {*KINDS, "challenge", "shared-page"}))


class TestNever:
    """Whatever the facts."""

    @given(mostly(LED, EVERYTHING))
    def test_replaced_by_a_bad_destination(self, known: Facts) -> None:
        """Nobody is sent to what the last look of some vantage found sold, taken over, empty or behind a challenge."""
        advice = advise(known, USUAL)
        if advice.new_url is None:
            return
        assert advice.new_url not in known.unfit
        there = [one for one in known.seen if one.final_url == advice.new_url]
        for place in {one.vantage for one in there}:
            newest = max(one.checked_at for one in there if one.vantage == place)
            last = [one for one in there if one.vantage == place and one.checked_at == newest]
            assert not all(map(is_bad_end, last)), advice

    @given(mostly(DOUBTFUL, EVERYTHING))
    def test_kept_as_blocked_without_proof(self, known: Facts) -> None:
        """A loop, a portal, or an answer that dead names get too is no block, whatever else is known."""
        bare = replace(known, ledger=None, earlier=(), notes="")  # a person may have a reason of their own
        if advise(bare, USUAL).word != Decision.KEEP_BLOCKED:
            return
        tampered = any(one.verdict == "possibly-blocked" and not is_no_proof(one) for one in known.seen)
        found = known.evidence
        has_block = found is not None and found.status.is_blocked
        is_mark = found == evidence("mark")
        assert tampered or (has_block and (not is_mark or any(map(resolves, known.seen))))

    @given(EVERYTHING)
    def test_from_one_vantage_or_one_day(self, known: Facts) -> None:
        """What is dropped was seen from two places, on two days."""
        if advise(known, USUAL).word != Decision.DROP:
            return
        dead_or_away = [one for one in known.seen if one.verdict in DEAD_OR_AWAY or is_no_proof(one)]
        assert len({one.vantage for one in dead_or_away}) >= 2
        assert len({one.day for one in dead_or_away}) >= 2

    @given(EVERYTHING)
    def test_while_ooni_shows_anomalies(self, known: Facts) -> None:
        """What is dropped was measured, and nothing in the country looked like interference."""
        if advise(known, USUAL).word == Decision.DROP:
            assert known.evidence is not None
            assert known.evidence.counts.suspicious == 0
            assert not known.evidence.status.is_blocked
            assert all(one.verdict != Verdict.POSSIBLY_BLOCKED or is_no_proof(one) for one in known.seen)

    @given(EVERYTHING)
    def test_against_a_reason_to_keep(self, known: Facts) -> None:
        """What a person keeps for a reason is neither dropped nor replaced where it can't be reached."""
        is_kept = (
            known.ledger is not None
            and known.ledger.decision in {"keep", "keep-blocked"}
            and known.ledger.reason in {"comes back", "=1+1"}
        ) or known.notes.lower().startswith(("keep:", "kept"))
        if is_kept:
            assert advise(known, USUAL).word != Decision.DROP

    @given(EVERYTHING)
    def test_a_dead_country_row_before_it_was_flagged(self, known: Facts) -> None:
        """A row of a country's list that is dropped as dead was flagged in an earlier quarter."""
        if advise(known, USUAL).word != Decision.DROP or known.is_global:
            return
        if max(known.seen, key=lambda one: one.checked_at).verdict == Verdict.MOVED:
            return
        assert known.ledger is not None
        assert known.ledger.decision == "recheck"
        assert "flagged" in known.ledger.reason
        assert known.ledger.last_reviewed < str(QUARTER.since)

    @given(EVERYTHING)
    def test_a_successor_that_is_no_web_address(self, known: Facts) -> None:
        """What is put in a row's place is another http or https URL."""
        advice = advise(known, USUAL)
        assert advice.new_url is None or re.match(r"https?://[a-z]", advice.new_url)
        if advice.word == Decision.REPLACE:
            assert advice.new_url not in {None, known.url, *known.listed}
        if advice.word == Decision.RECATEGORISE:
            assert advice.new_category not in {None, known.category_code}


class TestAlways:
    """Whatever the facts, once more."""

    @given(EVERYTHING)
    def test_a_reason(self, known: Facts) -> None:
        """There is one, it says something, and it is one line."""
        reasons = advise(known, USUAL).reasons
        assert reasons
        assert all(reason.strip() and "\n" not in reason for reason in reasons)
        assert len(set(reasons)) == len(reasons)

    @given(EVERYTHING, st.randoms(use_true_random=False))
    def test_the_same_in_any_order(self, known: Facts, chance: object) -> None:
        """Advice does not depend on the order of check results."""
        shuffled = list(known.seen)
        chance.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a Random
        assert advise(replace(known, seen=tuple(shuffled)), USUAL) == advise(known, USUAL)

    @given(EVERYTHING, PLACES)
    def test_one_who_sees_it_alive_saves_it(self, known: Facts, vantage: str) -> None:
        """A newest check result that finds it up never ends in a drop."""
        up = CheckResult(Verdict.UP, f"{FIRST_DAY + dt.timedelta(70)}T10:00:00Z", vantage, final_url=OLD)
        assert advise(replace(known, seen=(*known.seen, up)), USUAL).word not in {Decision.DROP, Decision.REPLACE}

    @given(EVERYTHING, st.sampled_from(["anomalies", "thin-anomalies", "thin-confirmed", "likely", "confirmed"]))
    def test_signs_of_interference_save_it(self, known: Facts, kind: str) -> None:
        """With anomalies in place of what was measured, nothing is dropped."""
        assert advise(replace(known, evidence=evidence(kind)), USUAL).word != Decision.DROP

    @given(EVERYTHING, st.integers(1, 9))
    def test_signs_under_another_spelling_save_it(self, known: Facts, count: int) -> None:
        """So it is where the site was measured under another spelling of its URL."""
        assert advise(replace(known, suspicious_variants=count), USUAL).word != Decision.DROP

    @given(EVERYTHING)
    def test_stricter_numbers_drop_no_more(self, known: Facts) -> None:
        """Where more is asked for, nothing is dropped that was not before."""
        strict = Thresholds(drop_vantages=3, drop_days=3, drop_span_days=30)
        if advise(known, strict).word == Decision.DROP:
            assert advise(known, USUAL).word == Decision.DROP
