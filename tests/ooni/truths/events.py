"""Worlds of real events in Cambodia: the sites, networks, days and answers are facts. How often people test is made up.

The facts come from Sinar's notebook for Cambodia of 2024 (Sinar/imap-data) and from OONI's finding 373150675601. Some
are in the notes of upstream's list. The sources do not say whose resolver lies. In these worlds it is the provider's
own, and other resolvers answer rightly. Sites under example.com are there to compare with. The fifteen sites of 2018
are under example.com too, because the sources do not name them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from tests.ooni.truths import fates
from tests.ooni.truths.networks import NETWORKS
from tests.ooni.truths.records import Fate, Network, Site
from tests.ooni.truths.scenario import Evening, Scenario, Spell, fixed_sites
from tests.ooni.truths.world import World, build, random_of

CEN: Final = "http://www.cen.com.kh/home"
HON, YCC = "http://www.hon.ch/", "http://www.ycc.org.kh/"
RFA: Final = "https://www.rfa.org/"
VOD: Final = ("https://vodkhmer.news/", "https://vodenglish.news/")
LETTER: Final = ("https://www.cambodiadaily.com/", "https://english.cambodiadaily.com/", RFA, "https://kamnotra.io/")
ELECTION: Final = tuple(f"https://ordered{number:02}.example.com/" for number in range(15))
ELECTION_DAY: Final = dt.date(2018, 7, 28)
VOD_DAY: Final = dt.date(2023, 2, 13)
LETTER_DAY: Final = dt.date(2023, 7, 17)
"""The day on which OONI saw the blocks begin. The letter is of 12 July."""
HON_DAY: Final = dt.date(2022, 12, 15)
"""The site closed in December 2022. The day in that month is made up."""
CEN_DAY: Final = 23
CEN_TESTS, CEN_ANOMALIES = 369, 195

_ADDRESS: Final = "203.190.164.182"
"""The address that several networks give for news sites. No fingerprint knows it."""
_FORGED: Final = fates.FORGED._replace(name="forged-news", answer=_ADDRESS)
_Cause = tuple[tuple[Fate, ...], str, str]
_LOOPBACK: Final[_Cause] = (fates.LOOPBACK,), "dns", "isp-resolver"
_SENT_ON: Final[_Cause] = (_FORGED,), "dns", "isp-resolver"
_NXDOMAIN: Final[_Cause] = (fates.NXDOMAIN,), "dns", "isp-resolver"
RFA_BY_NETWORK: Final[dict[int, _Cause]] = {
    38901: _LOOPBACK,
    131178: _LOOPBACK,
    131207: _LOOPBACK,
    38235: _LOOPBACK,
    23673: ((fates.LOOPBACK, fates.NXDOMAIN), "dns", "isp-resolver"),
    38623: _SENT_ON,
    9723: _SENT_ON,
    24492: _NXDOMAIN,
    17976: _NXDOMAIN,
    45498: ((fates.TLS_RESET,), "tls", "path"),
    58424: ((fates.TLS_TIMEOUT,), "tls", "path"),
}
"""What www.rfa.org met on each network from April to June 2024."""
EVENT_NETWORKS: Final = (
    Network(38623, "Viettel", 2.0, 0.75),
    Network(45498, "Smart Axiata", 1.8, 0.7),
    Network(38901, "EZECOM", 1.5, 0.8),
    Network(131178, "EZECOM", 1.1, 0.75),
    Network(17976, "CamGSM", 1.3, 0.7),
    Network(38235, "Angkor Data", 1.2, 0.85),
    Network(23673, "COGETEL", 1.1, 0.78),
    Network(24492, "WiCAM", 1.1, 0.8),
    Network(131207, "S.I Group", 1.0, 0.72),
    Network(58424, "Xinwei", 1.0, 0.8),
    Network(9723, "iseek", 1.0, 0.9),
)


def _scene(
    seed: int, since: dt.date, days: int, urls: Sequence[str], networks: tuple[Network, ...] = EVENT_NETWORKS
) -> Scenario:
    """Return a scenario with the sites of an event, and twenty others."""
    others = fixed_sites(random_of(seed), 20)
    sites = [*(Site((url,), 0, 0.02, 0.95) for url in urls), *others]
    homes = tuple(one.asn for one in networks if not one.is_vpn)
    return Scenario(seed, since, days, networks, sites=sites, homes=homes)


def _ordered(made: Scenario, kind: str, count: int, day: int, causes: Mapping[int, _Cause]) -> World:
    """Return the world in which the first `count` sites are blocked from a day on."""
    made.spells += [Spell(kind, site, asn, day, None, *cause) for asn, cause in causes.items() for site in range(count)]
    return build(made)


def election_2018(seed: int = 2018) -> World:
    """Return the world of July 2018: an order about 15 sites, a day before the election."""
    made = _scene(seed, dt.date(2018, 6, 1), 90, ELECTION)
    asns = (38623, 45498, 38901, 17976, 38235, 23673, 131207)
    return _ordered(made, "order", len(ELECTION), (ELECTION_DAY - made.since).days, dict.fromkeys(asns, _LOOPBACK))


def vod_2023(seed: int = 213) -> World:
    """Return the world of 13 February 2023, when VOD was blocked at ten in the morning."""
    made = _scene(seed, dt.date(2023, 1, 1), 90, VOD)
    return _ordered(made, "start", len(VOD), (VOD_DAY - made.since).days, _news())


def letter_2023(seed: int = 712) -> World:
    """Return the world of July 2023, when a letter of the regulator named news sites."""
    made = _scene(seed, dt.date(2023, 6, 1), 92, LETTER)
    return _ordered(made, "order", len(LETTER), (LETTER_DAY - made.since).days, _news())


def _news() -> dict[int, _Cause]:
    """Return how networks block news sites by their resolvers, as they did www.rfa.org."""
    return {asn: cause for asn, cause in RFA_BY_NETWORK.items() if cause[1] == "dns"}


def rfa_2024(seed: int = 2024) -> World:
    """Return the world of April to June 2024: www.rfa.org is blocked on each network in its own way."""
    return _ordered(_scene(seed, dt.date(2024, 4, 1), 91, [RFA]), "steady", 1, -1, RFA_BY_NETWORK)


def dead_names(seed: int = 36) -> World:
    """Return the world in which Viettel's network answers for two dead names, and OONI calls that confirmed."""
    made = _scene(seed, dt.date(2022, 11, 1), 90, [HON, YCC])
    for site, day in enumerate(((HON_DAY - made.since).days, -1)):
        made.spells += [
            Spell("dead", site, None, day, None, (fates.DEAD_NAME,), "down", "unknown", 1.0),
            Spell("answered", site, 38623, day, None, (fates.ANSWERED_MARKED,), "down", "isp-resolver", 1.0),
        ]
    return build(made)


def cen_com_kh(seed: int = 1) -> World:
    """Return the world of a site that is blocked on 8 of 12 networks from day 23 to the end.

    The ratio of the whole period calls it `ok`. It has about 195 anomalies of 369 tests.
    """
    made = _scene(seed, dt.date(2025, 7, 1), 90, [CEN], NETWORKS)
    made.sites[0] = made.sites[0]._replace(share=0.284)
    blocked = [one.asn for one in NETWORKS if not one.is_vpn and one.asn not in {38600, 38235, 58424}]
    made.evenings += [Evening(asn, day, 6, frozenset()) for asn, day in ((38623, 12), (45498, 40))]
    causes: tuple[_Cause, ...] = (_LOOPBACK, _NXDOMAIN, ((fates.TCP,), "tcp", "path"))
    return _ordered(made, "start", 1, CEN_DAY, {asn: causes[turn % 3] for turn, asn in enumerate(blocked)})


EVENTS: Final = {
    "election 2018": election_2018,
    "VOD 2023": vod_2023,
    "letter 2023": letter_2023,
    "RFA 2024": rfa_2024,
    "dead names": dead_names,
    "cen.com.kh": cen_com_kh,
}
