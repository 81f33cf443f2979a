"""Draw a scenario from a seed."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Collection
from typing import Final, Protocol

from tests.ooni.truths import fates
from tests.ooni.truths.networks import ANSWERS_DEAD_NAMES, NETWORKS
from tests.ooni.truths.records import Fate, Network, Site
from tests.ooni.truths.scenario import (
    BURSTS,
    KINDS,
    OUTAGES,
    QUOTAS,
    SINCE,
    Erring,
    Evening,
    Outage,
    Scenario,
    Spell,
    Step,
    Wave,
    fixed_sites,
)

_EDGE: Final = 12
"""Days between a start or end and the edge of the period, so that there are tests at both sides."""
_BUSY: Final = 0.9
_SITES: Final = 60
"""The sites of a world for which the quotas are given."""
_Cause = tuple[tuple[Fate, ...], str, str]


def draw(  # noqa: PLR0913 - each is one thing that a test may want otherwise
    seed: int,
    *,
    since: dt.date = SINCE,
    days: int = 90,
    sites: int = 60,
    networks: tuple[Network, ...] = NETWORKS,
    kinds: Collection[str] = KINDS,
    rate: float = 1.0,
) -> Scenario:
    """Return the scenario of a seed: `days` from `since`, so many sites, and truths of some kinds.

    Give `rate` to have more tests or fewer on each network.
    """
    chance = random.Random(f"scenario {seed}")  # noqa: S311 - the same each time, and no secret
    networks = tuple(network._replace(rate=network.rate * rate) for network in networks)
    made = Scenario(seed, since, days, networks, sites=fixed_sites(chance, sites))
    whole = [one for one in networks if not one.is_vpn and one.since == 0 and one.until == 1]
    made.homes = tuple(one.asn for one in sorted(whole, key=lambda one: -one.rate))
    free = chance.sample(range(sites), sites)
    for kind, quota in QUOTAS.items():
        if kind in kinds:
            count = max(1, quota * sites // _SITES)
            chosen, free = free[:count], free[count:]
            _DRAWERS[kind](made, chance, kind, chosen)
    if OUTAGES in kinds:
        _outages(made, chance)
    if BURSTS in kinds:
        _bursts(made, chance)
    return made


class _Drawer(Protocol):
    def __call__(self, made: Scenario, chance: random.Random, kind: str, chosen: list[int]) -> None: ...


def _cause(chance: random.Random, url: str, mechanism: str | None = None) -> _Cause:
    """Return what the tests of a block see, its mechanism and its place."""
    how = mechanism or chance.choices(("isp", "path", "tcp", "tls"), (40, 22, 14, 24))[0]
    match how:
        case "isp":
            return (chance.choice(fates.RESOLVER_LIES),), "dns", "isp-resolver"
        case "path":
            return (chance.choice(fates.PATH_LIES),), "dns", "path"
        case "tcp":
            return (fates.TCP,), "tcp", "path"
    if url.startswith("https"):
        return (chance.choice(fates.TLS_BLOCKS),), "tls", "path"
    return (chance.choice(fates.HTTP_BLOCKS),), "http", "path"


def _edge(made: Scenario) -> int:
    return min(_EDGE, made.days // 4)


def _middle(made: Scenario, chance: random.Random) -> int:
    edge = _edge(made)
    return chance.randrange(edge, made.days - edge - 2)


def _live(made: Scenario, chance: random.Random, least: int = 2, most: int = 8) -> list[int]:
    """Return some networks on which people live, also one that comes late or goes silent."""
    asns = [one.asn for one in made.networks if not one.is_vpn]
    return sorted(chance.sample(asns, min(len(asns), chance.randint(least, most))))


def _busy(made: Scenario) -> list[int]:
    return [one.asn for one in made.networks if one.asn in made.homes and one.rate >= _BUSY] or list(made.homes)


def _block(  # noqa: PLR0913, PLR0917 - the parts of one record
    made: Scenario, chance: random.Random, kind: str, site: int, asn: int, span: tuple[int, int | None],
    mechanism: str | None = None,
) -> None:  # fmt: skip
    cause = _cause(chance, made.sites[site].urls[-1], mechanism)
    made.spells.append(Spell(kind, site, asn, span[0], span[1], *cause))


def _by_span(span: Callable[[Scenario, random.Random], tuple[int, int | None]]) -> _Drawer:
    def drawer(made: Scenario, chance: random.Random, kind: str, chosen: list[int]) -> None:
        for site in chosen:
            days = span(made, chance)
            for asn in _live(made, chance):
                _block(made, chance, kind, site, asn, days)

    return drawer


def _steady(_made: Scenario, _chance: random.Random) -> tuple[int, int | None]:
    return -1, None


def _start(made: Scenario, chance: random.Random) -> tuple[int, int | None]:
    return _middle(made, chance), None


def _end(made: Scenario, chance: random.Random) -> tuple[int, int | None]:
    return -1, _middle(made, chance)


def _again(made: Scenario, chance: random.Random, kind: str, chosen: list[int]) -> None:
    for site in chosen:
        asns = _live(made, chance, 2, 5)
        causes = {asn: _cause(chance, made.sites[site].urls[0]) for asn in asns}
        first = chance.choice((-1, chance.randrange(10, 16)))
        while first < made.days - _EDGE:
            last = max(first, 0) + chance.randint(10, 20)
            ended = last if last < made.days - _EDGE else None
            made.spells += [Spell(kind, site, asn, first, ended, *causes[asn]) for asn in asns]
            first = last + 1 + chance.randint(14, 24)


def _partial(made: Scenario, chance: random.Random, kind: str, chosen: list[int]) -> None:
    mixed = [one.asn for one in made.networks if one.asn in _busy(made) and 0.6 <= one.isp_share <= 0.8]
    for site in chosen:
        span = chance.choice((_steady, _start, _end))(made, chance)
        for asn in chance.sample(mixed, min(len(mixed), chance.randint(1, 4))):
            _block(made, chance, kind, site, asn, span, "isp")


def _one_network(made: Scenario, chance: random.Random, kind: str, chosen: list[int]) -> None:
    for site in chosen:
        span = chance.choice((_steady, _start, _end))(made, chance)
        _block(made, chance, kind, site, chance.choice(_busy(made)), span)


def _order(made: Scenario, chance: random.Random, kind: str, chosen: list[int]) -> None:
    day = _middle(made, chance)
    asns = [one.asn for one in made.networks if not one.is_vpn]
    for asn in chance.sample(asns, max(1, len(asns) - chance.randint(1, 3))):
        how = chance.choices(("isp", "path", "tcp", "tls"), (50, 20, 10, 20))[0]
        for site in chosen:
            _block(made, chance, kind, site, asn, (day, None), how)


def _thin_end(made: Scenario, chance: random.Random, kind: str, chosen: list[int]) -> None:
    for site in chosen:
        last = made.days - chance.randint(20, 40) * made.days // 90
        made.thin[site] = last
        for asn in chance.sample(_busy(made), min(2, len(_busy(made)))):
            _block(made, chance, kind, site, asn, (-1, last))


def _vanished(made: Scenario, chance: random.Random, kind: str, chosen: list[int]) -> None:
    leaving = [one for one in made.networks if one.until < 1]
    for site in chosen:
        for one in leaving:
            first = chance.choice((-1, int(made.days * one.until / 2)))
            _block(made, chance, kind, site, one.asn, (first, None))


def _respelt(made: Scenario, chance: random.Random, kind: str, chosen: list[int]) -> None:
    for number, site in enumerate(chosen):
        first, second = f"http://www.site{site:02}.example.com/", f"https://www.site{site:02}.example.com/"
        start = _middle(made, chance)
        made.sites[site] = made.sites[site]._replace(urls=(first, second), switch=_middle(made, chance))
        if number % 2 == 0:  # the other is clean
            for asn in _live(made, chance):
                _block(made, chance, kind, site, asn, (start, None))


def _erring(made: Scenario, chance: random.Random, kind: str, chosen: list[int]) -> None:
    for site in chosen:
        first = _middle(made, chance)
        made.erring.append(Erring(site, first, first + chance.randint(2, 7), chance.uniform(0.4, 0.8)))
        if kind == "erring":
            for asn in _live(made, chance):
                _block(made, chance, kind, site, asn, (-1, None))


def _dead(made: Scenario, chance: random.Random, kind: str, chosen: list[int]) -> None:
    for number, site in enumerate(chosen):
        pair = ((fates.DEAD_NAME, fates.DEAD_NAME_BAD), (fates.DEAD_SERVER, fates.DEAD_SERVER_BAD))[number % 2]
        bad = chance.choice((0, 1, 4, 9))  # of ten tests, so many are anomalous
        seen = (pair[0],) * (10 - bad) + (pair[1],) * bad
        first = -1 if number % 4 == 0 else _middle(made, chance)
        made.spells.append(Spell(kind, site, None, first, None, seen, "down", "unknown", 1.0))


def _answered(made: Scenario, chance: random.Random, kind: str, chosen: list[int]) -> None:
    for number, site in enumerate(chosen):
        first = -1 if number % 2 == 0 else _middle(made, chance)
        made.spells.append(Spell("dead", site, None, first, None, (fates.DEAD_NAME,), "down", "unknown", 1.0))
        asn, seen = (ANSWERS_DEAD_NAMES, fates.ANSWERED_MARKED) if number % 3 < 2 else (45498, fates.ANSWERED)
        made.spells.append(Spell(kind, site, asn, first, None, (seen,), "down", "isp-resolver", 1.0))


def _refused(made: Scenario, chance: random.Random, kind: str, chosen: list[int]) -> None:
    for number, site in enumerate(chosen):
        made.sites[site] = made.sites[site]._replace(urls=(f"http://site{site:02}.example.com/",))
        first = -1 if number % 2 == 0 else _middle(made, chance)
        made.spells.append(Spell(kind, site, None, first, None, (fates.REFUSED,), "http", "server"))


def _steps(made: Scenario, chance: random.Random, kind: str, chosen: list[int]) -> None:
    day, is_rule = _middle(made, chance), chance.random() < 0.5
    is_everywhere = kind == "world-step"
    made.steps += [
        Step(site, day, chance.uniform(0.3, 0.6), is_rule and not is_everywhere, is_everywhere) for site in chosen
    ]


def _waves(made: Scenario, chance: random.Random, kind: str, chosen: list[int]) -> None:
    assert kind == "wave"
    made.waves += [Wave(site, chance.uniform(30, 60), chance.uniform(0.12, 0.25), chance.random()) for site in chosen]


def _evening(made: Scenario, chance: random.Random, kind: str, chosen: list[int]) -> None:
    assert kind == "evening"
    for site in chosen:
        runs = chance.randint(10, 30)
        made.evenings.append(Evening(chance.choice(_busy(made)), _middle(made, chance), runs, frozenset({site})))


_DRAWERS: Final[dict[str, _Drawer]] = {
    "steady": _by_span(_steady),
    "start": _by_span(_start),
    "end": _by_span(_end),
    "again": _again,
    "partial": _partial,
    "one-network": _one_network,
    "order": _order,
    "thin-end": _thin_end,
    "vanished": _vanished,
    "respelt": _respelt,
    "erring": _erring,
    "dead": _dead,
    "answered": _answered,
    "refused": _refused,
    "erring-live": _erring,
    "step": _steps,
    "world-step": _steps,
    "wave": _waves,
    "evening": _evening,
}


def _outages(made: Scenario, chance: random.Random) -> None:
    """Add one outage, and a second one in half of the worlds, of 1 to 7 days."""
    for _ in range(chance.randint(1, 2)):
        first = chance.randrange(8, made.days - 8)
        asn = chance.choice(_busy(made)[:5])
        if not any(one.asn == asn for one in made.outages):
            made.outages.append(Outage(asn, first, first + chance.randint(0, 6), chance.uniform(0.8, 0.95)))


def _bursts(made: Scenario, chance: random.Random) -> None:
    """Add evenings on which one phone makes 5 to 30 runs. A third of them are bad for half of the sites."""
    numbers = range(len(made.sites))
    for network in made.networks:
        for day in range(made.days):
            if chance.random() < min(1.0, network.rate) / 40:
                is_bad = chance.random() < 1 / 3
                bad = frozenset(chance.sample(numbers, len(numbers) // 2)) if is_bad else frozenset[int]()
                made.evenings.append(Evening(network.asn, day, chance.randint(5, 30), bad))


def clean_site(number: int, noise: float = 0.02, share: float = 0.95) -> Site:
    """Return a site for a scenario that is written by hand."""
    return Site((f"https://site{number:02}.example.com/",), 0, noise, share)
