"""`check` on the hazard farm: each kind of site gets the right verdict, and no site gets more than it should."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from tests.farm.kinds import KINDS
from tests.farm.plan import FARM
from tests.farm.runs import PER_HOST, TIMEOUT, Survey
from tests.hostile.processes import Ended, assert_civil

EARLY = 0.5
"""Seconds by which an attempt may end before its time."""
LATE = 1.5
"""And after it: a busy machine is late, and the benchmark is where lateness is measured."""
MEGABYTE = 1_000_000
OPEN = frozenset({"up", "moved"})

FIELDS = {
    "url", "verdict", "reason", "failure", "status", "final_url", "redirects", "title", "addresses", "signals",
    "attempts", "elapsed_ms", "vantage", "checked_at", "control",
}  # fmt: skip


@pytest.fixture(params=["plain", "large"])
def survey(request: pytest.FixtureRequest) -> Survey:
    """A run over one URL of each kind, and a run over 2,000 URLs."""
    found: Survey = request.getfixturevalue(f"{request.param}_survey")
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_verdict(plain_survey: Survey, kind: str) -> None:
    """The verdict and OONI's word for the failure are right."""
    assert plain_survey.of_kind(kind)
    assert plain_survey.wrong(kind) == []


def test_verdicts_of_2000(large_survey: Survey) -> None:
    """So they are among 2,000 at once; of parked names and soft 404s, 95 in 100 at least."""
    lenient = {kind for kind in KINDS if kind.startswith(("parked", "soft-404"))}
    wrong = [text for kind in KINDS if kind not in lenient for text in large_survey.wrong(kind)]
    assert wrong == []
    for start in ("parked", "soft-404"):
        kinds = [kind for kind in lenient if kind.startswith(start)]
        missed = [text for kind in kinds for text in large_survey.wrong(kind)]
        assert len(missed) <= 0.05 * sum(len(large_survey.of_kind(kind)) for kind in kinds), missed


def test_nothing_alive_is_called_parked(large_survey: Survey) -> None:
    """None of more than 500 ordinary pages, whatever words are in them."""
    verdicts = large_survey.checked.verdicts()
    alive = [url for url, truth in large_survey.truth.items() if truth.verdict == "up"]
    assert len(alive) > 500
    assert [url for url in alive if verdicts[url] == "parked"] == []


def test_one_record_for_each_url(survey: Survey) -> None:
    """No URL is left out, none comes twice, and the run is content."""
    assert sorted(record["url"] for record in survey.checked.records) == sorted(survey.truth)
    assert survey.checked.code == 0
    assert_civil(Ended(survey.checked.code, "", survey.checked.err))


def test_nothing_where_nothing_must_go(survey: Survey) -> None:
    """Not one connection to an address that is not public and not allowed, however it was written or resolved."""
    assert survey.stats["forbidden"] == []


def test_patience(survey: Survey) -> None:
    """No server is asked again before the moment that it named, though they are asked again."""
    assert survey.stats["retry_after_violations"] == []
    for kind in ("429-then-ok", "429-date-then-ok", "503-then-ok"):
        for truth, _ in survey.of_kind(kind):
            assert len(survey.stats["requests"][truth.url]) == 2


def test_a_day_is_not_waited_for(plain_survey: Survey) -> None:
    """A server that wants to be left alone for a day is asked once, and holds nobody up."""
    ((truth, _),) = plain_survey.of_kind("429-for-a-day")
    assert len(plain_survey.stats["requests"][truth.url]) == 1
    assert plain_survey.checked.seconds < 30


def test_in_flight(survey: Survey) -> None:
    """Never more requests at once to one host than allowed; and the allowance is used, where there is enough to ask."""
    most = max(survey.stats["max_in_flight"].values())
    assert most <= PER_HOST
    if len(survey.truth) > 1000:
        assert survey.stats["max_in_flight"][survey.place["busy_host"]] == PER_HOST


def test_attempts_end_in_time(survey: Survey) -> None:
    """As the servers see it, no request outlives its time: once that of the first pass, then that of a later one."""
    for url, seconds in survey.stats["held"].items():
        first, *later = seconds
        assert first <= TIMEOUT + LATE, url
        assert max(later, default=0) <= 2 * TIMEOUT + LATE, url


@pytest.mark.parametrize("kind", ["hang", "header-drip", "continue-drip"])
def test_attempts_take_their_time(plain_survey: Survey, kind: str) -> None:
    """A silent server gets all of the time of each pass, and twice as much in the second."""
    ((truth, record),) = plain_survey.of_kind(kind)
    first, second = plain_survey.elapsed(truth.url)
    assert first > TIMEOUT - EARLY
    assert second > 2 * TIMEOUT - EARLY
    assert record["attempts"] == 2
    assert len(plain_survey.stats["held"][truth.url]) == 2


def test_elapsed(survey: Survey) -> None:
    """Nor does a record tell of an attempt that took longer."""
    assert max(record["elapsed_ms"] for record in survey.checked.records) <= 1000 * (2 * TIMEOUT + LATE)


def test_little_is_read(plain_survey: Survey) -> None:
    """Of an endless body, a bomb or a large page no more leaves the server than its and our buffers hold."""
    sent = plain_survey.stats["bytes_sent"]
    for kind in ("endless-body", "gzip-bomb", "body-5-mb"):
        assert 0 < sent[kind] < 2 * MEGABYTE, kind
    assert sent["header-flood"] < 8 * MEGABYTE


def test_memory(large_survey: Survey) -> None:
    """2,000 URLs, bombs, floods and endless pages among them, fit into 120 MB."""
    assert 0 < large_survey.checked.peak <= 120 * MEGABYTE


def test_who_we_say_we_are(plain_survey: Survey) -> None:
    """Every request names the program and where to reach those who run it."""
    assert plain_survey.stats["user_agents"]
    for agent in plain_survey.stats["user_agents"]:
        assert "kh-testlist" in agent
        assert "+https://" in agent


def test_one_pass_is_enough_for_what_is_clean(plain_survey: Survey) -> None:
    """What answers with its page is left in peace; what does not is tried again."""
    for kind, attempts in (("ok", 1), ("redirect-3", 1), ("moved-301", 1), ("404", 2), ("nxdomain", 2), ("500", 2)):
        ((_, record),) = plain_survey.of_kind(kind)
        assert record["attempts"] == attempts, kind
    ((truth, _),) = plain_survey.of_kind("ok")
    assert len(plain_survey.stats["requests"][truth.url]) == 1


def test_records(plain_survey: Survey) -> None:
    """Each has the fields of the interface, and says when and from where."""
    for record in plain_survey.checked.records:
        assert record.keys() >= FIELDS
        assert record["vantage"] == "local"
        assert record["control"] is None
        assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", record["checked_at"])
        assert record["failure"] is None or re.fullmatch(r"[a-z][a-z_]+|unknown_failure.+", record["failure"])


def test_redirects(plain_survey: Survey) -> None:
    """The way is told hop by hop: where each was asked, with what status, and where it ended."""
    for kind, hops in (("redirect-1", 1), ("redirect-2", 2), ("redirect-3", 3), ("redirect-10", 10)):
        ((truth, record),) = plain_survey.of_kind(kind)
        asked = [hop["url"] for hop in record["redirects"]]
        assert len(asked) == hops
        assert asked[0] == truth.url
        assert all(before != after for before, after in pairwise([*asked, record["final_url"]]))
        assert all(hop["status"] in {301, 302, 303, 307, 308} for hop in record["redirects"])
        assert record["status"] == 200


def test_where_it_was(plain_survey: Survey) -> None:
    """The address that was asked is told; one that must not be asked, too, as the evidence that it is."""
    ((_, record),) = plain_survey.of_kind("ok")
    assert record["addresses"][0].startswith(FARM.partition("64")[0] + "64.")
    for kind, address in (("bogon", "192.168.7.7"), ("known-dns-answer", "10.10.10.1")):
        ((_, record),) = plain_survey.of_kind(kind)
        assert address in record["addresses"], kind


def test_gone_says_which(plain_survey: Survey) -> None:
    """A soft 404 is told from a hard one by its reason."""
    hard = {plain_survey.of_kind(kind)[0][1]["reason"] for kind in ("404", "410")}
    soft = {plain_survey.of_kind(kind)[0][1]["reason"] for kind in KINDS if kind.startswith("soft-404")}
    assert soft
    assert not hard & soft


def test_titles(plain_survey: Survey) -> None:
    """Titles are told as they are, Khmer ones too, and cleared of what steers a terminal."""
    ((_, khmer),) = plain_survey.of_kind("ok-khmer")
    assert re.search("[\u1780-\u17ff]", khmer["title"])
    ((_, hostile),) = plain_survey.of_kind("hostile-title")
    assert hostile["title"].startswith("News")
    ((_, endless),) = plain_survey.of_kind("404-endless-title")
    assert endless["title"].startswith("Not here")
    assert len(endless["title"]) < 1000
    ((_, page),) = plain_survey.of_kind("pdf")
    assert page["verdict"] in OPEN
