"""Who measures when: the runs of the phones of each network."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from tests.ooni.truths.networks import OTHER_RESOLVERS
from tests.ooni.truths.records import Network, Run
from tests.ooni.truths.scenario import Scenario

_LATEST_START: Final = 22 * 3600
_MOST_LATE: Final = 30


class Started(NamedTuple):
    """A run, and what is bad about its phone that evening."""

    run: Run
    bad: frozenset[int]
    """The sites that its bad connection breaks."""
    factor: float
    """How much more or less noise it has than others."""


def runs(made: Scenario, chance: random.Random) -> Iterator[Started]:
    """Yield the runs of a world, network by network, each by day."""
    number = 0
    for network in (*made.networks, *made.abroad):
        measured = _measured_days(network, made.days, chance)
        evenings = [one for one in made.evenings if one.asn == network.asn]
        blocked = Counter(spell.asn for spell in made.spells)[network.asn]
        late = made.late_share * (2.5 if blocked > 8 else 1)  # late uploads go with censorship
        deck = _deck(network.isp_share, chance)
        slots = max(1, math.ceil(network.rate * 1.25))
        for day in range(made.days):
            if day not in measured:
                continue
            for _ in range(sum(chance.random() < network.rate / slots for _ in range(slots))):
                number += 1
                bad = _bad_sites(made, chance) if chance.random() < made.bad_runs else frozenset[int]()
                start = 0 if chance.random() < 0.05 else chance.randrange(_LATEST_START)
                run = _run(made, chance, network, number, day, start, late, is_isp=next(deck))
                yield Started(run, bad, chance.gammavariate(1.5, 1 / 1.5))
            for evening in evenings:
                if evening.day == day:
                    is_isp = chance.random() < network.isp_share
                    first = _run(made, chance, network, number + 1, day, 17 * 3600, late, is_isp=is_isp)
                    factor = chance.gammavariate(1.5, 1 / 1.5)
                    for turn in range(evening.runs):
                        number += 1
                        yield Started(
                            first._replace(number=number, second=first.second + turn * 600), evening.bad, factor
                        )


def _bad_sites(made: Scenario, chance: random.Random) -> frozenset[int]:
    return frozenset(chance.sample(range(len(made.sites)), len(made.sites) // 2))


def _measured_days(network: Network, days: int, chance: random.Random) -> set[int]:
    """Return the days on which a network has phones at all."""
    found = set(range(round(network.since * days), round(network.until * days)))
    for _ in range(network.holes * max(1, days // 90)):
        first = chance.randrange(days)
        found -= set(range(first, first + chance.randint(2, 8)))
    return found


def _deck(share: float, chance: random.Random) -> Iterator[bool]:
    """Yield for each run if its phone uses the provider's resolver. Of ten runs in a row, the right part does."""
    while True:
        count = math.floor(share * 10 + chance.random())
        yield from chance.sample([True] * count + [False] * (10 - count), 10)


def _run(  # noqa: PLR0913, PLR0917 - the parts of one record
    made: Scenario, chance: random.Random, network: Network, number: int, day: int, second: int, late: float,
    *, is_isp: bool,
) -> Run:  # fmt: skip
    resolver = network.asn if is_isp else chance.choice(OTHER_RESOLVERS)
    versions = made.versions(day)
    version = versions[-1] if chance.random() < 0.93 else versions[max(0, len(versions) - 2)]
    uploaded = day + (chance.randint(1, _MOST_LATE) if chance.random() < late else 0)
    return Run(number, network.country, network.asn, day, second, resolver, version, uploaded)
