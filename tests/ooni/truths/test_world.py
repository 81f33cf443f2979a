"""A made-up world is the same for each seed, and its tests show what its truths say."""

from __future__ import annotations

import datetime as dt
import hashlib
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from statistics import mean, median

import pytest

from tests.ooni.truths.drawing import draw
from tests.ooni.truths.networks import NETWORKS
from tests.ooni.truths.records import BLOCKED, BLOCKS, COUNTRY, UNBLOCKED, Measurement, Truth
from tests.ooni.truths.scenario import BURSTS, KINDS, OUTAGES
from tests.ooni.truths.telling import clean_urls, episodes_that_count
from tests.ooni.truths.world import World, build, world

SEEDS = (1, 2, 3, 4)
TOP = Path(__file__).resolve().parents[3]
FINGERPRINT = "from tests.ooni.truths.test_world import mark; print(mark(7))"


@pytest.fixture(scope="module", params=SEEDS)
def made(request: pytest.FixtureRequest) -> World:
    """The world of a seed."""
    return world(request.param)


def mark(seed: int) -> str:
    """Return a hash of all that a world has."""
    found = world(seed)
    truths = [(replace(truth, never=frozenset()), sorted(truth.never)) for truth in found.truths]
    return hashlib.sha256(repr((found.tests, truths)).encode()).hexdigest()


def of(made: World, truth: Truth, *, inside: bool = True) -> list[Measurement]:
    """Return the tests of a truth that say something, on its days or on all others."""
    days = set(truth.days)
    return [
        test
        for (url, asn), tests in made.by_cell.items()
        if (not truth.urls or url in truth.urls) and truth.asn in {asn, None}
        for test in tests
        if (made.date(test.run.day) in days) == inside
    ]


def bad(tests: Iterable[Measurement]) -> float:
    """Return the part of the tests that is anomalous or confirmed."""
    seen = [test.fate.is_bad for test in tests]
    return sum(seen) / max(1, len(seen))


def bad_by_day(tests: Iterable[Measurement]) -> float:
    """Return the same of a day, at the mean: an evening of many runs is one day."""
    days: defaultdict[int, list[Measurement]] = defaultdict(list)
    for test in tests:
        days[test.run.day].append(test)
    return mean([0.0] if not days else map(bad, days.values()))


def kind(made: World, *kinds: str) -> list[Truth]:
    """Return the truths of some kinds. Each kind must be there."""
    found = [truth for truth in made.truths if truth.kind in kinds]
    assert {truth.kind for truth in found} == set(kinds)
    return found


class TestSeed:
    """What a seed decides."""

    def test_the_same(self) -> None:
        """Another process makes the same world of a seed, whatever its hashes are."""
        found = subprocess.run(
            [sys.executable, "-c", FINGERPRINT], cwd=TOP, env={"PYTHONHASHSEED": "77"}, capture_output=True, check=True,
            text=True,
        )  # fmt: skip
        assert found.stdout.strip() == mark(7)

    def test_another(self) -> None:
        """Another seed gives another world, with other blocks."""
        assert world(1).tests != world(2).tests
        assert world(1).scenario.spells != world(2).scenario.spells

    @pytest.mark.parametrize(("days", "since"), [(30, dt.date(2025, 2, 1)), (366, dt.date(2024, 1, 1))])
    def test_length(self, days: int, since: dt.date) -> None:
        """A world may have a month or a leap year, and tests on its first and its last day."""
        found = world(3, days=days, since=since)
        assert {test.run.day for test in found.tests} == set(range(days))
        assert (found.until - found.since).days == days
        for truth in found.truths:
            assert all(found.since <= day < found.until for day in truth.days)
            assert truth.start is None or truth.end is None or truth.start <= truth.end

    @pytest.mark.parametrize("one", KINDS)
    def test_one_kind(self, one: str) -> None:
        """A world can have truths of one kind only."""
        found = {truth.kind for truth in world(5, sites=20, kinds={one}).truths}
        dead = {"dead"} if one == "answered" else set()
        expected = {BURSTS: "evening", OUTAGES: "outage"}.get(one, one)
        assert found == {expected} | dead

    def test_no_kind(self) -> None:
        """Without a kind the world is clean."""
        found = world(5, kinds=())
        assert not found.truths
        assert clean_urls(found) == set(found.listed)

    def test_sizes(self) -> None:
        """The number of sites and the rate of tests are parameters."""
        small, large = (world(5, sites=15, rate=rate) for rate in (0.5, 2))
        assert len(small.listed) == len(large.listed) == 15
        assert len(large.tests) > 2 * len(small.tests)


class TestMeasuring:
    """How people measure."""

    def test_rates(self, made: World) -> None:
        """The busiest network tests a site several times a day, the slowest about once a week."""
        tests = Counter(test.run.asn for test in made.tests)
        a_day = {one.asn: tests[one.asn] / len(made.listed) / made.scenario.days for one in NETWORKS}
        assert a_day[38623] > 3
        assert a_day[58424] < 0.6
        assert sum(rate > 0.8 for rate in a_day.values()) >= 6

    def test_a_run(self, made: World) -> None:
        """A run has one test of a site at most, of most sites, on one day."""
        runs: defaultdict[int, list[Measurement]] = defaultdict(list)
        for test in made.tests:
            runs[test.run.number].append(test)
        for tests in runs.values():
            assert len({test.url for test in tests}) == len(tests)
            assert len({test.run for test in tests}) == 1
            assert max(test.second for test in tests) < 86_400
        assert median(map(len, runs.values())) > 0.8 * len(made.listed)

    def test_evenings(self, made: World) -> None:
        """On some days one network has five runs or more, and on some days none."""
        runs = {test.run for test in made.tests if test.run.country == COUNTRY}
        by_day = Counter((run.asn, run.day) for run in runs)
        assert max(by_day.values()) >= 10
        assert len(by_day) < len(NETWORKS) * made.scenario.days

    def test_holes(self, made: World) -> None:
        """Some network has two days or more without tests, and then tests again."""
        days = sorted({test.run.day for test in made.tests if test.run.asn == 38623})
        assert max(after - before for before, after in pairwise(days)) > 2

    def test_come_and_go(self, made: World) -> None:
        """One network has no tests in the last weeks, and another none in the first."""
        days = {asn: {test.run.day for test in made.tests if test.run.asn == asn} for asn in (38600, 55769)}
        assert max(days[38600]) < 0.65 * made.scenario.days
        assert min(days[55769]) > 0.25 * made.scenario.days

    def test_late(self, made: World) -> None:
        """Some tests arrive after their day: within 30 days they are all there."""
        day = made.since + dt.timedelta(60)
        early = [test for test in made.tests if made.date(test.run.day) <= day]
        known = made.as_of(day).tests
        assert 0.9 * len(early) < len(known) < len(early)
        assert made.as_of(day + dt.timedelta(30)).tests[: len(known)] != known
        assert set(early) <= set(made.as_of(day + dt.timedelta(30)).tests)
        assert made.as_of(made.until + dt.timedelta(30)).tests == made.tests

    def test_spread(self, made: World) -> None:
        """Anomalies come in bursts: the daily counts of clean sites vary more than a binomial's."""
        clean = clean_urls(made) - {
            url for truth in kind(made, "dead", "step", "world-step", "wave") for url in truth.urls
        }
        tests, anomalies = Counter[int](), Counter[int]()
        for test in made.tests:
            if test.url in clean and test.run.asn == 45498:
                tests[test.run.day] += 1
                anomalies[test.run.day] += test.fate.is_bad
        outages = {day for truth in kind(made, "outage") for day in truth.days}
        days = [day for day in tests if made.date(day) not in outages]
        share = sum(anomalies[day] for day in days) / sum(tests[day] for day in days)
        off = [(anomalies[day] - tests[day] * share) ** 2 / (tests[day] * share * (1 - share)) for day in days]
        assert mean(off) > 1.5

    def test_noise(self, made: World) -> None:
        """Sites with only noise have anomalies in one to ten percent of tests, more or less."""
        named = {url for truth in made.truths if truth.kind not in {"evening", "outage"} for url in truth.urls}
        plain = [url for url in made.listed if url not in named]
        shares = [
            bad(test for (url, _), tests in made.by_cell.items() if url == one for test in tests) for one in plain
        ]
        assert len(plain) >= 5
        assert all(0.005 < share < 0.2 for share in shares), shares


class TestBlocks:
    """Truths of blocks."""

    def test_there(self, made: World) -> None:
        """Each kind of block is there, and at least forty are long enough to be found."""
        kind(made, *BLOCKS)
        assert len(episodes_that_count(made)) >= 40

    def test_days(self, made: World) -> None:
        """Blocks show in most tests, and not on other days. Those of a resolver show only to its users."""
        share = {one.asn: one.isp_share for one in NETWORKS}
        inside: defaultdict[str, list[float]] = defaultdict(list)
        for truth in episodes_that_count(made):
            assert truth.asn is not None
            found = bad_by_day(of(made, truth))
            inside[truth.where].append(found)
            if truth.kind != "erring":
                assert found > (share[truth.asn] - 0.25 if truth.where == "isp-resolver" else 0.8), truth
            if truth.kind not in {"again", "thin-end"}:
                assert bad_by_day(of(made, truth, inside=False)) < 0.4, truth
        assert median(inside["isp-resolver"]) >= 0.6
        assert median(inside["path"]) >= 0.9

    def test_partial(self, made: World) -> None:
        """A partial block shows in 60 to 80 percent of the tests, give or take what chance does."""
        shares = [bad(of(made, truth)) for truth in kind(made, "partial") if truth.tests > 60]
        assert 0.55 < mean(shares) < 0.87

    def test_other_resolvers(self, made: World) -> None:
        """Where the provider's resolver lies, others answer rightly. On the path all get the same lie."""
        for truth in episodes_that_count(made):
            others = [test for test in of(made, truth) if not test.run.is_isp]
            if len({test.run.day for test in others}) > 8 and truth.mechanism == "dns" and truth.kind != "erring":
                assert (bad_by_day(others) > 0.6) == (truth.where == "path"), truth

    def test_order(self, made: World) -> None:
        """An order names seven sites. It is carried out on one day by most networks, and it lasts."""
        ordered = kind(made, "order")
        assert len({truth.urls for truth in ordered}) == 7
        assert len({truth.start for truth in ordered} - {None}) == 1
        assert len({truth.asn for truth in ordered}) >= 7
        assert {truth.end for truth in ordered} == {None}

    def test_silence(self, made: World) -> None:
        """A network that goes silent leaves blocks without an end, and nobody may say that they ended."""
        for truth in kind(made, "vanished"):
            assert truth.end is None
            assert UNBLOCKED in truth.never
            assert max(truth.days) < made.date(60)

    def test_thin_end(self, made: World) -> None:
        """After some ends there are few tests."""
        for truth in kind(made, "thin-end"):
            assert sum(made.date(test.run.day) > truth.days[-1] for test in of(made, truth, inside=False)) < 12

    def test_again(self, made: World) -> None:
        """A site has several episodes on one network, with days between them."""
        by_cell: defaultdict[object, list[Truth]] = defaultdict(list)
        for truth in kind(made, "again"):
            by_cell[truth.urls, truth.asn].append(truth)
        several = [truths for truths in by_cell.values() if len(truths) > 1]
        assert several
        for truths in several:
            for before, after in pairwise(truths):
                assert before.end
                assert after.start
                assert (after.start - before.end).days > 7

    def test_one_network(self, made: World) -> None:
        """Some sites are blocked on one network only."""
        asns = Counter(truth.urls for truth in kind(made, "one-network"))
        assert set(asns.values()) == {1}

    def test_respelt(self, made: World) -> None:
        """A site under two spellings is tested under the first one, then under the other. Its truth has both."""
        for truth in kind(made, "respelt"):
            days = [{test.run.day for test in made.tests if test.url == url} for url in truth.urls]
            assert len(days) == 2
            assert min(days[0]) < min(days[1])
            assert max(days[0]) < max(days[1])
            assert truth.urls[1] in made.listed
            assert made.earlier[truth.urls[1]] == truth.urls[0]

    def test_open_sides(self, made: World) -> None:
        """A start in the period has tests before it, and an end has tests after it."""
        for truth in made.truths:
            if truth.is_block:
                days = {made.date(test.run.day) for test in of(made, truth, inside=False)}
                assert truth.start is None or min(days) < truth.start
                assert truth.end is None or max(days) > truth.end

    def test_vpn(self, made: World) -> None:
        """Nobody blocks on the VPN carrier's network."""
        assert not [truth for truth in made.truths if truth.is_block and truth.asn == 9009]


def each(made: World, one: str) -> Iterable[tuple[Truth, list[Measurement], list[Measurement]]]:
    """Yield the truths of a kind, with the tests on their days and on the other days."""
    for truth in kind(made, one):
        yield truth, of(made, truth), of(made, truth, inside=False)


class TestNoBlocks:
    """What only looks like a block."""

    def test_dead(self, made: World) -> None:
        """A dead site fails for the control too, here and abroad, and nobody may call it blocked."""
        for truth, inside, _ in each(made, "dead"):
            assert BLOCKED in truth.never
            assert {test.control for test in inside} <= {"nxdomain", "unreachable"}
            down = [max(test.fate.dns[1], test.fate.tcp[1]) for test in inside if test.run.asn not in {38623, 45498}]
            assert median(down) > 0.7

    def test_answered(self, made: World) -> None:
        """For some dead names a provider answers: often confirmed, while the control sees no such name."""
        outcomes = set()
        for truth, inside, _ in each(made, "answered"):
            assert BLOCKED in truth.never
            assert {test.control for test in inside} == {"nxdomain"}
            assert bad(test for test in inside if test.run.is_isp) > 0.95
            outcomes |= {test.fate.outcome for test in inside}
        assert {"anomaly", "confirmed"} <= outcomes

    def test_refused(self, made: World) -> None:
        """A site that refuses the country does so on every network. The control and other countries see it."""
        for truth, inside, _ in each(made, "refused"):
            assert truth.where == "server"
            assert {test.control for test in inside} == {"fine"}
            by_network: defaultdict[int, list[Measurement]] = defaultdict(list)
            for test in inside:
                by_network[test.run.asn].append(test)
            assert all(bad(tests) > 0.7 for tests in by_network.values() if len(tests) > 20)
            assert bad(test for test in made.tests if test.url in truth.urls and test.run.country != COUNTRY) < 0.2

    def test_erring(self, made: World) -> None:
        """On some days the control calls a live site dead, which the probes see."""
        for _, inside, outside in each(made, "erring-live"):
            assert 0.2 < mean(test.control != "fine" for test in inside) < 1
            assert {test.control for test in outside} == {"fine"}
            assert bad(inside) < 0.5

    @pytest.mark.parametrize("one", ["step", "world-step"])
    def test_step(self, made: World, one: str) -> None:
        """From one day on some sites have 30 to 60 percent anomalies on all networks, or in all countries."""
        truths = kind(made, one)
        assert len({truth.start for truth in truths}) == 1
        for truth, inside, outside in each(made, one):
            assert 0.2 < bad(inside) < 0.75
            assert bad(outside) < 0.25
            assert truth.start
            abroad = [test for test in made.tests if test.url in truth.urls and test.run.country != COUNTRY]
            later = bad(test for test in abroad if made.date(test.run.day) >= truth.start)
            assert (later > 0.2) == (one == "world-step")

    def test_step_is_named(self, made: World) -> None:
        """A new version or a new rule makes a step, and tests have it from that day on."""
        for truth in kind(made, "step", "world-step"):
            before, after = (
                {value for test in of(made, truth, inside=inside) for value in (test.run.version, test.fate.dns_rule)}
                for inside in (False, True)
            )
            assert after - before

    def test_outage(self, made: World) -> None:
        """An outage of a resolver breaks most sites on one network. It lasts a week at most."""
        for truth, inside, outside in each(made, "outage"):
            assert truth.start
            assert truth.end
            assert (truth.end - truth.start).days < 7
            isp = [test for test in inside if test.run.is_isp]
            assert not isp or bad(isp) > 0.75
            assert bad(outside) < 0.5

    def test_evening(self, made: World) -> None:
        """A bad evening breaks half of the sites in all runs of one phone, on one day."""
        assert any(len(inside) >= 5 and bad(inside) > 0.7 for _, inside, _ in each(made, "evening"))
        blocks = [truth for truth in made.truths if truth.is_block]
        for truth in kind(made, "evening"):
            assert truth.start == truth.end
            same = [one for one in blocks if one.urls == truth.urls and one.asn == truth.asn]
            assert not any(set(truth.days) <= set(one.days) for one in same)

    def test_wave(self, made: World) -> None:
        """Noise rises and falls over weeks, and no week is all bad."""
        for _, inside, _ in each(made, "wave"):
            weeks: defaultdict[int, list[Measurement]] = defaultdict(list)
            for test in inside:
                weeks[test.run.day // 10].append(test)
            shares = [bad(tests) for tests in weeks.values()]
            assert max(shares) > 0.1
            assert max(shares) > 2 * min(shares)
            assert max(shares) < 0.5


@pytest.mark.parametrize("change", [lambda made: made.spells.clear(), lambda made: made.sites.reverse()])
def test_scenarios_by_hand(change: Callable[[object], object]) -> None:
    """A scenario can be changed before its world is made."""
    made = draw(2, sites=10)
    change(made)
    found = build(made)
    assert [truth for truth in found.truths if truth.is_block] == [] or made.spells
