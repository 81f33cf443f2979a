"""A small made-up world for tests of the fetch, with the service over it."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections import Counter
from collections.abc import Iterator
from functools import cache as cached
from pathlib import Path
from typing import Final

from kh_testlist.ooni import fetching, gathering
from kh_testlist.ooni.api import Api
from kh_testlist.ooni.cache import Cache, Source
from kh_testlist.ooni.episode import Day
from kh_testlist.ooni.evidence import SiteEvidence, Thresholds
from kh_testlist.ooni.gathering import Question
from kh_testlist.ooni.period import Period
from kh_testlist.ooni.sites import chooser
from kh_testlist.talk import NO_PROGRESS
from tests.ooni.truths.records import COUNTRY, Network
from tests.ooni.truths.service import Service, service
from tests.ooni.truths.world import World, world

NETWORKS: Final = (
    Network(38623, "Viettel", 2.0, 0.75),
    Network(45498, "Smart Axiata", 1.5, 0.7),
    Network(9009, "M247", 0.5, 0.0, is_vpn=True),
)
KINDS: Final = ("steady", "start", "dead", "answered", "refused", "respelt", "bursts")
SINCE: Final = dt.date(2025, 7, 10)
DAYS: Final = 60
PERIOD: Final = Period(SINCE, SINCE + dt.timedelta(DAYS))
PIECES: Final = len(PERIOD.pieces)


@cached
def small() -> World:
    """Two months of 20 sites on three networks: 4,000 tests."""
    return world(11, since=SINCE, days=DAYS, sites=20, networks=NETWORKS, kinds=KINDS)


class Desk:
    """A cache, and the service that fills it."""

    def __init__(self, cache: Cache, served: Service) -> None:
        self.cache = cache
        self.served = served
        self.source = Source(served.root, COUNTRY)
        self.told: list[str] = []

    def fetch(self, period: Period = PERIOD, *, again: bool = False) -> int:
        """Fetch a period. Return how many requests were sent."""
        api = Api(self.served.root)
        before = len(self.served.asked)
        self.told = []
        fetching.Fetch(api, self.cache, COUNTRY, period, NO_PROGRESS).run(
            again=again, tell=lambda text, _tone="": self.told.append(text)
        )
        assert len(self.served.asked) - before == api.requests
        return api.requests

    def series(self, period: Period = PERIOD) -> dict[str, dict[int, list[Day]]]:
        """Return the daily counts in the cache."""
        return gathering.series(self.cache, self.source, period)


@contextlib.contextmanager
def desk(folder: Path, made: World | None = None) -> Iterator[Desk]:
    """Open an empty cache, and serve a world."""
    with service(made or small()) as served, Cache(folder / "evidence.sqlite3") as cache:
        yield Desk(cache, served)


def true_series(made: World, period: Period = PERIOD) -> dict[str, dict[int, list[Day]]]:
    """Return the daily counts of a world, from its tests alone."""
    tests: Counter[tuple[str, int, int]] = Counter()
    bad: Counter[tuple[str, int, int]] = Counter()
    for test in made.tests:
        date = made.date(test.run.day)
        if test.run.country == COUNTRY and test.fate.outcome != "failure" and period.holds(date):
            at = test.url, test.run.asn, date.toordinal()
            tests[at] += 1
            bad[at] += test.fate.is_bad
    found: dict[str, dict[int, list[Day]]] = {}
    for url, asn, day in sorted(tests):
        found.setdefault(url, {}).setdefault(asn, []).append(Day(day, tests[url, asn, day], bad[url, asn, day]))
    return found


def shown(lab: Desk, period: Period = PERIOD) -> tuple[SiteEvidence, ...]:
    """Return the old evidence of all that was measured."""
    choose = chooser(None, {}, "url", join=False)
    found = gathering.evidence(lab.cache, Question(lab.source, period, "country", "url", choose, Thresholds()))
    return found.entries
