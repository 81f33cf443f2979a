"""The fetch of daily counts and of what the newer endpoints say: all of it true, and nothing of it necessary."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from kh_testlist.ooni import fetching, gathering, newer_reading
from kh_testlist.ooni.episode import More, Resolvers, State
from kh_testlist.ooni.evidence import SiteEvidence, Status
from tests.ooni.conftest import Clock
from tests.ooni.newer import NETWORKS, PERIOD, PIECES, Desk, desk, shown, small, true_series
from tests.ooni.stub.server import AGGREGATION, Answer, Asked, answered
from tests.ooni.truths.records import COUNTRY
from tests.ooni.truths.service import ANALYSIS, CONTROL, MORE, OBSERVATIONS, ROWS
from tests.ooni.truths.world import World

ENDPOINTS = tuple(path for path in MORE if "changepoints" not in path)


@pytest.fixture
def lab(tmp_path: Path, socket_enabled: None) -> Iterator[Desk]:
    """The small world, and an empty cache."""
    del socket_enabled
    with desk(tmp_path) as made:
        yield made


def at_home(made: World) -> list[Any]:
    """Return the tests of the country."""
    return [test for test in made.tests if test.run.country == COUNTRY]


def figures(site: SiteEvidence) -> SiteEvidence:
    """The old figures of a site: without what only daily counts show."""
    networks = tuple(dataclasses.replace(one, state=State.UNCLEAR) for one in site.networks)
    return dataclasses.replace(site, networks=networks, now=State.UNCLEAR, episodes=(), status=Status.OK)


class TestDaily:
    """The plain counts."""

    def test_series(self, lab: Desk) -> None:
        """The days of each URL and network are those of the tests, in their order, without failures."""
        lab.fetch()
        assert lab.series() == true_series(small())
        assert any(test.fate.outcome == "failure" for test in at_home(small()))

    def test_confirmed(self, lab: Desk) -> None:
        """Days with a confirmed measurement are told with all their counts."""
        lab.fetch()
        found = gathering.confirmed(lab.cache, lab.source, PERIOD)
        days: defaultdict[tuple[str, int, int], Counter[str]] = defaultdict(Counter)
        for test in at_home(small()):
            days[test.url, test.run.asn, small().date(test.run.day).toordinal()][test.fate.outcome] += 1
        expected = {key: counts for key, counts in days.items() if counts["confirmed"]}
        told = {
            (url, asn, day): counts
            for url, networks in found.items()
            for asn, of_network in networks.items()
            for day, counts in of_network.items()
        }
        assert told
        assert {key: counts._asdict() for key, counts in told.items()} == {
            key: {name: counts[name] for name in ("ok", "anomaly", "confirmed", "failure")}
            for key, counts in expected.items()
        }

    def test_a_cache_of_an_earlier_version(self, lab: Desk) -> None:
        """Without daily counts the old evidence is read as it was, and only the daily counts are asked for."""
        lab.fetch()
        expected = shown(lab)
        for piece in PERIOD.pieces:
            for network in NETWORKS:
                rows = lab.cache.daily(lab.source, network.asn, [piece], suspicious=True)
                lab.cache.put(lab.source, f"days:{network.asn}", {piece: rows}, fetching.now())
            for layers in ("daily:*", "analysis:*", "controls", "seen", "rows:*"):
                lab.cache.drop(lab.source, layers, piece)
        assert list(map(figures, shown(lab))) == list(map(figures, expected))
        assert not any(site.episodes for site in shown(lab))
        assert lab.series() == {}
        before = len(lab.served.asked)
        lab.fetch()
        plain = [one for one in lab.served.asked[before:] if one.path == AGGREGATION]
        assert {one.params["axis_y"] for one in plain} == {"measurement_start_day"}
        assert len(plain) == len(NETWORKS)
        assert shown(lab) == expected
        assert lab.series() == true_series(small())


class TestMore:
    """What the newer endpoints say."""

    @pytest.fixture
    def said(self, lab: Desk) -> More:
        """All of it."""
        lab.fetch()
        assert not lab.told
        assert gathering.lacking(lab.cache, lab.source, PERIOD) == ()
        return gathering.more(lab.cache, lab.source, PERIOD)

    def test_windows(self, said: More, lab: Desk) -> None:
        """Each test is in one window alone, those at midnight too."""
        by_day: Counter[tuple[str, int]] = Counter()
        by_network: Counter[tuple[str, int, int]] = Counter()
        first = {day: piece.since.toordinal() for piece in PERIOD.pieces for day in piece.numbers}
        for test in at_home(small()):
            day = small().date(test.run.day).toordinal()
            by_day[test.url, day] += 1
            by_network[test.url, test.run.asn, first[day]] += 1
        assert any(test.second == 0 for test in at_home(small()))
        told = {(url, day): layers.tests for url, days in said.by_day.items() for day, layers in days.items()}
        assert told.items() <= by_day.items()
        assert len(told) > len(by_day) / 2
        told_too = {
            (url, asn, piece): layers.tests
            for url, networks in said.by_network.items()
            for asn, pieces in networks.items()
            for piece, layers in pieces.items()
        }
        assert told_too.items() <= by_network.items()
        assert lab.served.asked

    def test_a_dead_site(self, said: More) -> None:
        """A site that died is down in all of the country on the days that follow."""
        dead = next(truth for truth in small().truths if truth.kind == "dead")
        days = said.by_day[dead.urls[0]]
        assert dead.days
        assert all(days[day.toordinal()].down >= 0.7 for day in dead.days[2:])

    def test_controls_and_probes(self, said: More) -> None:
        """Counts of controls and of probes are those of the tests, by window."""
        names: Counter[tuple[str, int, bool]] = Counter()
        seen: Counter[tuple[str, int, int]] = Counter()
        first = {day: piece.since.toordinal() for piece in PERIOD.pieces for day in piece.numbers}
        for test in small().tests:
            day = first[small().date(test.run.day).toordinal()]
            host = urlsplit(test.url).hostname or ""
            if test.fate.failure is not None:
                names[host, day, test.control == "nxdomain"] += 1
                if test.run.country == COUNTRY:
                    seen[host, test.run.asn, day] += 1
        told = [(host, one) for host, controls in said.controls.items() for one in controls]
        assert told
        for host, one in told:
            assert (one.ok, one.nxdomain, one.other) == (names[host, one.since, False], names[host, one.since, True], 0)
        answered_ = {urlsplit(truth.urls[0]).hostname for truth in small().truths if truth.kind == "answered"}
        assert answered_ & said.controls.keys()
        for host, networks in said.seen.items():
            for asn, windows in networks.items():
                for window in windows:
                    assert sum(window.failures.values()) == seen[host, asn, window.since]
        assert {name.partition(".")[0] for of in said.seen.values() for w in of.values() for one in w
                for name in one.failures} <= {"none", "dns_isp", "dns_other", "tcp", "tls", "http"}  # fmt: skip

    def test_resolvers(self, said: More) -> None:
        """The mix of resolvers is that of the tests, because a network of this world fits in one answer."""
        for asn, mix in said.resolvers.items():
            used = Counter(test.run.is_isp for test in at_home(small()) if test.run.asn == asn)
            assert mix == Resolvers(used[True], used[False], 0)
        assert 38623 in said.resolvers

    def test_versions(self, said: More) -> None:
        """Versions of probes and rules have the days on which they were seen."""
        assert {"probe 5.0.0", "test 0.5.28"} <= said.versions.keys()
        known = [test for test in at_home(small()) if test.run.asn in said.resolvers]
        assert sum(tests for _, tests in said.versions["test 0.5.28"]) == len(known)
        assert all(PERIOD.holds(dt.date.fromordinal(day)) for days in said.versions.values() for day, _ in days)

    def test_what_is_asked(self, said: More, lab: Desk) -> None:
        """Each endpoint gets the forms that it takes: numbers of networks, short URLs, no link of OONI Run."""
        assert said.by_day
        for one in lab.served.asked:
            names = [name for name, _ in one.query]
            assert "ooni_run_link_id" not in names
            assert "resolver_asn" not in names
            assert sum(len(name) + len(value) + 2 for name, value in one.query) < 6000
            if one.path in {OBSERVATIONS, CONTROL}:
                assert len(set(names)) < len(names)
                assert "probe_asn" not in names
        assert len([one for one in lab.served.asked if one.path == CONTROL]) == PIECES


def nothing(_asked: Asked, _answer: Answer) -> None:
    """Hang up."""


def first(change: Callable[[dict[str, Any]], object]) -> Callable[[Asked, Answer], Answer]:
    """Change the first row of an answer."""

    def fault(_asked: Asked, answer: Answer) -> Answer:
        value = json.loads(answer.body)
        change(value["results"][0])
        return answered(value)

    return fault


FAULTS: dict[str, Callable[[Asked, Answer], Answer | None]] = {
    "404": lambda _asked, _answer: answered({"detail": "Not Found"}, 404),
    "405": lambda _asked, _answer: answered({"detail": "Method Not Allowed"}, 405),
    "422": lambda _asked, _answer: answered({"detail": [{"loc": ["query", "since"], "msg": "x"}]}, 422),
    "429": lambda _asked, _answer: answered({"error": "quota exceeded"}, 429),
    "500": lambda _asked, _answer: answered({"detail": "Internal Server Error"}, 500),
    "502 as a page": lambda _asked, _answer: Answer(502, b"<html>Bad Gateway</html>", {}),
    "hanging up": nothing,
    "half a document": lambda _asked, answer: answer._replace(body=answer.body[: len(answer.body) // 2]),
    "a page": lambda _asked, _answer: Answer(200, b"<!doctype html><title>Welcome</title>", {}),
    "no rows": lambda _asked, _answer: answered({"results": []}),
    "another key": lambda _asked, _answer: answered({"rows": []}),
    "a list": lambda _asked, _answer: answered([]),
    "rows that are none": lambda _asked, _answer: answered({"results": [1]}),
    "a refusal with 200": lambda _asked, _answer: answered({"msg": "no", "v": 0}),
    "depth": lambda _asked, _answer: Answer(200, b"[" * 100_000, {}),
    "a redirect away": lambda _asked, _answer: Answer(302, b"", {"Location": "http://192.0.2.1/"}),
}
ODD: dict[str, tuple[str, Callable[[dict[str, Any]], object]]] = {
    "a score above one": (ANALYSIS, lambda row: row["loni"].__setitem__("dns_blocked", 1.5)),
    "a score as text": (ANALYSIS, lambda row: row["loni"].__setitem__("dns_blocked", "0.5")),
    "no scores": (ANALYSIS, lambda row: row.__delitem__("loni")),
    "half a test": (ANALYSIS, lambda row: row.__setitem__("count", 1.5)),
    "another day": (ANALYSIS, lambda row: row.__setitem__("measurement_start_day", "2020-01-01T00:00:00Z")),
    "no control": (CONTROL, lambda row: row.__delitem__("dns_nxdomain_count")),
    "a count below nothing": (CONTROL, lambda row: row.__setitem__("dns_success_count", -1)),
    "a count as text": (OBSERVATIONS, lambda row: row.__setitem__("observation_count", "5")),
    "a network by name": (ROWS, lambda row: row.__setitem__("probe_asn", "Cable")),
}


NOTHING = (
    "The service does not say how sites failed, what its controls saw, what probes saw and which resolvers they used. "
    "Episodes are made without it."
)


class TestMissing:
    """A service that lacks them, or some of them."""

    @pytest.mark.parametrize("name", FAULTS)
    def test_all_of_them(self, lab: Desk, clock: Clock, name: str) -> None:
        """Without them the counts are the same. One sentence says so, and nobody waits."""
        fault = FAULTS[name]
        lab.served.always = lambda asked, answer: fault(asked, answer) if asked.path in MORE else answer
        lab.fetch()
        assert lab.told == [NOTHING]
        assert not clock.slept
        counts = Counter(asked.path for asked in lab.served.asked if asked.path in MORE)
        assert set(counts) == set(ENDPOINTS)
        assert max(counts.values()) <= 2
        assert lab.series() == true_series(small())
        assert gathering.more(lab.cache, lab.source, PERIOD) == More()
        assert len(gathering.lacking(lab.cache, lab.source, PERIOD)) == 5
        assert shown(lab)

    @pytest.mark.parametrize("path", ENDPOINTS)
    def test_one_of_them(self, lab: Desk, path: str) -> None:
        """The others are still used."""
        lab.served.broken = {path: "404"}
        lab.fetch()
        assert len(lab.told) == 1
        assert len(lab.served.of(path)) == 1
        said = gathering.more(lab.cache, lab.source, PERIOD)
        there = {
            ANALYSIS: bool(said.by_day) and bool(said.by_network),
            CONTROL: bool(said.controls),
            OBSERVATIONS: bool(said.seen),
            ROWS: bool(said.resolvers),
        }
        assert there == {one: one != path for one in ENDPOINTS}

    @pytest.mark.parametrize("name", ODD)
    def test_another_form(self, lab: Desk, name: str) -> None:
        """No number is taken from an answer in another form."""
        path, change = ODD[name]
        fault = first(change)
        lab.served.always = lambda asked, answer: fault(asked, answer) if asked.path == path else answer
        lab.fetch()
        assert len(lab.told) == 1
        assert len(lab.served.of(path)) == 1
        assert lab.series() == true_series(small())

    def test_new_keys_do_no_harm(self, lab: Desk) -> None:
        """Keys that we don't know are left out."""
        lab.fetch()
        expected = gathering.more(lab.cache, lab.source, PERIOD)

        def change(asked: Asked, answer: Answer) -> Answer:
            value = json.loads(answer.body)
            if asked.path in MORE:
                value["new"] = 1
                for row in value["results"]:
                    row["new"] = {"x": [1]}
            return answered(value)

        lab.served.always = change
        lab.fetch(again=True)
        assert gathering.more(lab.cache, lab.source, PERIOD) == expected

    @pytest.mark.parametrize("how", ["404", "500", "empty"])
    def test_repaired(self, lab: Desk, monkeypatch: pytest.MonkeyPatch, how: Any) -> None:  # noqa: ANN401 - a literal
        """Two days later they are asked again, and only they."""
        lab.served.break_all(how)
        lab.fetch()
        lab.served.broken = {}
        before = len(lab.served.asked)
        later = fetching.now() + dt.timedelta(2)
        monkeypatch.setattr(fetching, "now", lambda: later)
        lab.fetch()
        assert not lab.told
        assert AGGREGATION not in {asked.path for asked in lab.served.asked[before:]}
        assert gathering.lacking(lab.cache, lab.source, PERIOD) == ()
        assert lab.fetch() == 0

    def test_an_old_service_is_not_asked_each_time(self, lab: Desk) -> None:
        """What was not there a moment ago is not asked for again."""
        lab.served.break_all("404")
        lab.fetch()
        assert lab.fetch() == 0
        assert len(lab.told) == 1

    def test_little_is_left_of_the_quota(self, lab: Desk, clock: Clock) -> None:
        """Then the counts are fetched, and what is not necessary is left for another time."""
        lab.served.always = lambda _asked, answer: answer._replace(headers={"X-RateLimit-Remaining": "12"})
        lab.fetch()
        assert not {asked.path for asked in lab.served.asked} & set(MORE)
        assert lab.told == ["Some details were not requested, to spare the service. A next fetch asks for them."]
        assert clock.slept
        lab.served.always = None
        lab.fetch()
        assert gathering.lacking(lab.cache, lab.source, PERIOD) == ()


def test_names_of_layers() -> None:
    """What is missing is said in a list."""
    assert newer_reading.named(["controls"]) == "what its controls saw"
    assert newer_reading.named(["analysis:days", "analysis:networks"]) == "how sites failed"
    assert newer_reading.named(["controls", "seen"]) == "what its controls saw and what probes saw"
