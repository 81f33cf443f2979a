"""What the program tells of made-up worlds, from the service to the evidence, compared with the truth.

`KH_TESTLIST_TRUTHS=50` runs so many large worlds. Without it there are three small ones.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from functools import partial, reduce
from operator import add
from pathlib import Path
from typing import Final

import pytest

from kh_testlist.ooni import fetching
from kh_testlist.ooni.episode import Kind, State, Where
from kh_testlist.ooni.evidence import Status
from tests.ooni.told import Told, desk, tell
from tests.ooni.truths import events
from tests.ooni.truths.drawing import draw
from tests.ooni.truths.records import COUNTRY, Network
from tests.ooni.truths.score import Score
from tests.ooni.truths.world import build, world

_FIRST_SEED: Final = 301
_MANY: Final = int(os.environ.get("KH_TESTLIST_TRUTHS", "0"))  # read here, because tests hide it
_SEEDS: Final = range(_FIRST_SEED, _FIRST_SEED + (_MANY or 3))
_SITES: Final = 60 if _MANY else 20
_FEW: Final = (Network(38623, "Viettel", 1.2, 0.75), Network(45498, "Smart Axiata", 1.0, 0.7))

Once = Callable[[str, Callable[[Path], Told]], Told]


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """A function that makes what is told of a world once for all tests of this file."""
    made: dict[str, Told] = {}

    def once_(name: str, make: Callable[[Path], Told]) -> Told:
        if name not in made:
            made[name] = make(tmp_path_factory.mktemp("told"))
        return made[name]

    return once_


@pytest.fixture
def truths(socket_enabled: None, once: Once) -> list[Told]:
    """What is told of the worlds of all seeds."""
    del socket_enabled
    return [once(str(seed), partial(_of_seed, seed)) for seed in _SEEDS]


def _of_seed(seed: int, folder: Path) -> Told:
    return tell(world(seed, sites=_SITES), folder)


@pytest.fixture
def bare(socket_enabled: None, once: Once) -> Told:
    """What is told of a world if the service has none of the newer endpoints."""
    del socket_enabled
    made = world(_FIRST_SEED, sites=_SITES)
    return once("bare", lambda folder: tell(made, folder, lambda served: served.break_all("404")))


@pytest.fixture
def cen(socket_enabled: None, once: Once) -> Told:
    """What is told of the site of the issue."""
    del socket_enabled
    return once("cen", lambda folder: tell(events.cen_com_kh(), folder))


class TestTruths:
    """Worlds with every kind of truth, all of them together."""

    def test_score(self, truths: list[Told]) -> None:
        """The figures of the issue hold."""
        found: Score = reduce(add, (one.score for one in truths))
        assert found.recall >= 0.95, found.missed_by_kind
        assert found.precision >= 0.98, found.wrong_by_kind
        assert found.start_median <= 3
        assert (found.dead_sites_blocked, found.outage_blocks) == (0, 0)
        assert found.wrong_place_share <= 0.02
        assert found.dns_placed_share >= 0.6
        assert min(found.counted, found.dead_sites, found.placed, len(found.start_errors)) > 0

    def test_outages_are_named(self, truths: list[Told]) -> None:
        """Each outage is named with its network and days, if anybody measured on one of them."""
        outages = [truth for one in truths for truth in one.world.truths if truth.kind == "outage"]
        measured = sum(bool(truth.days) for truth in outages)
        assert sum(one.score.outages_named for one in truths) >= measured > 0

    def test_never_ok_while_it_lasts(self, truths: list[Told]) -> None:
        """A row with an open episode is never `ok`. An episode of blocking is at least `blocked-in-part`."""
        rows = [entry for one in truths for entry in one.evidence.entries]
        assert [row.url for row in rows if row.status is Status.OK and any(e.end is None for e in row.episodes)] == []
        assert {row.status for row in rows if row.blocking} <= {
            Status.BLOCKED_CONFIRMED, Status.BLOCKED_LIKELY, Status.BLOCKED_IN_PART,
        }  # fmt: skip
        assert [row.url for row in rows if row.blocking_now and row.now is not State.BLOCKED] == []

    def test_an_end_has_tests(self, truths: list[Told]) -> None:
        """Each end is followed by a good test on that network, and each start has the last good one before it."""
        for one in truths:
            good = {
                (test.url, test.run.asn, one.world.date(test.run.day).isoformat())
                for test in one.world.tests
                if test.fate.outcome == "ok"
            }
            for row in one.evidence.entries:
                spelt = {row.url, *row.joined}
                for episode in row.blocking:
                    days = {day for url, asn, day in good if url in spelt and asn == episode.asn}
                    assert episode.end is None or any(day > episode.end for day in days)
                    assert episode.start is None or episode.last_good in days


class TestAnOldService:
    """The service lacks all newer endpoints."""

    def test_episodes_still_work(self, bare: Told) -> None:
        """Blocks of live sites are found. How and where they happen is unknown."""
        found = bare.score
        assert found.recall >= 0.95
        assert found.start_median <= 3
        assert found.counted > 20
        episodes = [episode for row in bare.evidence.entries for episode in row.episodes]
        assert {episode.where for episode in episodes} == {Where.UNKNOWN}
        assert Kind.DOWN not in {episode.kind for episode in episodes}


class TestTheSiteOfTheIssue:
    """It is blocked on 8 of 12 networks from day 23 to the end. The ratio of the whole period calls it `ok`."""

    def test_cen(self, cen: Told) -> None:
        """The block is found on its networks, with its day. The status is at least `blocked-in-part`."""
        site = cen.site(events.CEN)
        day = cen.world.date(events.CEN_DAY)
        blocked = {truth.asn for truth in cen.world.truths if truth.is_block}
        assert {episode.asn for episode in site.blocking_now} == {episode.asn for episode in site.episodes} == blocked
        assert len(blocked) == 8
        starts = [dt.date.fromisoformat(episode.start) for episode in site.episodes if episode.start]
        assert min(starts) == day
        assert len(starts) == 7  # nobody tested it before on the eighth
        assert cen.score.start_median <= 3
        assert site.now is State.BLOCKED
        assert site.status in {Status.BLOCKED_IN_PART, Status.BLOCKED_LIKELY, Status.BLOCKED_CONFIRMED}
        states = {network.asn: network.state for network in site.networks}
        assert {asn for asn, state in states.items() if state is State.BLOCKED} == blocked


def test_late_uploads(tmp_path: Path, socket_enabled: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """On each day all is told that the service then has. What comes later is added by the next fetch."""
    del socket_enabled
    drawn = draw(_FIRST_SEED, sites=20, networks=_FEW, kinds=("steady", "start"), days=60)
    drawn.late_share = 0.4
    made = build(drawn)
    until = made.date(40)
    found: list[Told] = []
    with desk(made, tmp_path) as one:
        for days in (0, 20):
            today = until + dt.timedelta(days)
            noon = dt.datetime.combine(today, dt.time(12), dt.UTC)
            monkeypatch.setattr(fetching, "now", lambda noon=noon: noon)
            one.served.today = today
            one.fetch(until)
            found.append(one.read(until))
            known = made.as_of(today)
            asked = [test for test in known.tests if test.run.country == COUNTRY and test.run.day < 40]
            assert found[-1].evidence.measurements == len(asked)
    early, late = found
    assert early.evidence.measurements < late.evidence.measurements
    blocks = [{(e["url"], e["asn"]) for e in one.episodes if e["end"] is None} for one in found]
    assert blocks[0] <= blocks[1]
    assert blocks[0]


def test_a_leap_year(tmp_path: Path, socket_enabled: None) -> None:
    """A year of 366 days is told as a whole: the blocks of each season, to the last day."""
    del socket_enabled
    made = world(
        _FIRST_SEED,
        since=dt.date(2024, 1, 1),
        days=366,
        sites=12,
        networks=_FEW,
        kinds=("steady", "start", "end", "dead"),
    )
    assert made.date(365) == dt.date(2024, 12, 31)
    found = tell(made, tmp_path)
    assert found.requests <= 120
    assert found.score.counted > 3
    assert (found.score.recall, found.score.precision) == (1, 1)
    assert found.score.dead_sites_blocked == 0
    assert max(episode.last_bad or "" for row in found.evidence.entries for episode in row.episodes) >= "2024-12-24"
