"""What happens in a made-up world: which network blocks which site and when, and what only looks like it."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from tests.ooni.truths.networks import ABROAD, NETWORKS
from tests.ooni.truths.records import Fate, Network, Site

SINCE: Final = dt.date(2025, 7, 1)
QUOTAS: Final = {
    "steady": 3, "start": 4, "end": 3, "again": 2, "partial": 3, "one-network": 3, "order": 7, "thin-end": 2,
    "vanished": 2, "respelt": 2, "erring": 1, "dead": 4, "answered": 3, "refused": 2, "erring-live": 2, "step": 4,
    "world-step": 2, "wave": 3, "evening": 1,
}  # fmt: skip
"""How many of 60 sites have each kind of truth. The others are clean."""
OUTAGES: Final = "outage"
BURSTS: Final = "bursts"
"""These two kinds belong to networks. A world can be made without them too."""
KINDS: Final = (*QUOTAS, OUTAGES, BURSTS)


class Spell(NamedTuple):
    """A span of days in which something is wrong with a site, on one network or on all."""

    kind: str
    site: int
    asn: int | None
    first: int
    """The first day. -1: before the period."""
    last: int | None
    """The last day. None: it lasts."""
    fates: tuple[Fate, ...]
    """What its tests see, one drawn for each test."""
    mechanism: str
    where: str
    strength: float = 0.97
    """How many of the tests that it meets are bad."""

    def covers(self, day: int) -> bool:
        """Return True if the spell has this day."""
        return self.first <= day and (self.last is None or day <= self.last)


class Outage(NamedTuple):
    """Some days on which the resolver of one provider is broken."""

    asn: int
    first: int
    last: int
    share: float


class Erring(NamedTuple):
    """Some days on which the control errs about a live site."""

    site: int
    first: int
    last: int
    share: float


class Step(NamedTuple):
    """A day from which a new version, or a new rule, sees anomalies of a site on every network."""

    site: int
    day: int
    rate: float
    is_rule: bool
    """False: only phones with the new version see them."""
    is_everywhere: bool
    """True: also in other countries."""


class Wave(NamedTuple):
    """Noise of a site that rises and falls over weeks."""

    site: int
    days: float
    height: float
    phase: float


class Evening(NamedTuple):
    """One phone's evening of many runs. Some of its sites may be bad."""

    asn: int
    day: int
    runs: int
    bad: frozenset[int]


@dataclass
class Scenario:
    """All that happens in one world."""

    seed: int = 0
    since: dt.date = SINCE
    days: int = 90
    networks: tuple[Network, ...] = NETWORKS
    abroad: tuple[Network, ...] = ABROAD
    sites: list[Site] = field(default_factory=list)
    spells: list[Spell] = field(default_factory=list)
    outages: list[Outage] = field(default_factory=list)
    erring: list[Erring] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    waves: list[Wave] = field(default_factory=list)
    evenings: list[Evening] = field(default_factory=list)
    thin: dict[int, int] = field(default_factory=dict)
    """Sites that are hardly tested after a day."""
    late_share: float = 0.06
    bad_runs: float = 0.02
    """How many runs have a bad phone, on which half of the sites are anomalous."""
    failures: float = 0.02
    homes: tuple[int, ...] = ()
    """The networks on which people live and measure all the time, the busiest first."""

    def date(self, day: int) -> dt.date:
        """Return the date of a day."""
        return self.since + dt.timedelta(day)

    def versions(self, day: int) -> list[str]:
        """Return the versions of the probe that are out on a day, the newest last."""
        steps = sorted({step.day for step in self.steps if not step.is_rule})
        return ["5.0.0", *(f"5.{number}.0" for number, step in enumerate(steps, 1) if step <= day)]


def fixed_sites(chance: random.Random, count: int) -> list[Site]:
    """Return so many sites. Most have little noise, some have a lot, and a few are tested less."""
    sites = []
    for number in range(count):
        scheme = "http" if number % 3 == 0 else "https"
        noise = chance.choice((0.01, 0.01, 0.015, 0.02, 0.03, 0.05, 0.1))
        sites.append(Site((f"{scheme}://site{number:02}.example.com/",), 0, noise, chance.choice((0.95, 0.95, 0.8))))
    return sites
