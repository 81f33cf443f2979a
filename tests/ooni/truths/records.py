"""The values of a made-up world: networks, sites, runs, tests, and what is true of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final, NamedTuple

COUNTRY: Final = "KH"
MECHANISMS: Final = ("dns", "tcp", "tls", "http")
BLOCKS: Final = frozenset(
    {"steady", "start", "end", "again", "partial", "one-network", "order", "thin-end", "vanished", "respelt", "erring"}
)
"""The kinds of truth in which a network really blocks a site."""
BLOCKED, UNBLOCKED, DOWN, OUTAGE = "blocked", "unblocked", "down", "outage"
"""What may be said of a site or network, and sometimes never may."""

Triple = tuple[float, float, float]
"""How the service scores a layer: blocked, down, ok. Zeros mean that the layer was not judged."""
OK: Final = (0.0, 0.0, 1.0)
UNJUDGED: Final = (0.0, 0.0, 0.0)


class Network(NamedTuple):
    """A network, and how people measure on it."""

    asn: int
    name: str
    rate: float
    """Runs a day at the median."""
    isp_share: float
    """How many of its phones use the resolver of their provider."""
    since: float = 0.0
    """When the first phone comes, as a part of the period."""
    until: float = 1.0
    """When the last phone leaves, as a part of the period."""
    holes: int = 1
    """How many spans of days have no tests."""
    country: str = COUNTRY
    is_vpn: bool = False


class Site(NamedTuple):
    """A site under one spelling or two."""

    urls: tuple[str, ...]
    switch: int
    """From about this day on, phones test the second spelling."""
    noise: float
    """The part of tests that are anomalous for no reason."""
    share: float
    """The part of runs that test the site."""


class Fate(NamedTuple):
    """What a test saw, and how the service counts it."""

    name: str
    outcome: str = "ok"
    """What the first version of the service says: ok, anomaly, confirmed or failure."""
    method: str = ""
    """The blocking_type of the first version."""
    failure: str | None = "none"
    """The failure of an observation, without the resolver's part. None: it has no DNS failure and no address."""
    dns: Triple = (0.0, 0.0, 0.9)
    tcp: Triple = OK
    tls: Triple = OK
    dns_rule: str = "dns_system_answer_matches_ctrl"
    tcp_rule: str = "connect_ok"
    tls_rule: str = "certificate_valid"
    answer: str | None = ""
    """The address that the resolver gave. Empty: the site's own. None: no address."""

    @property
    def is_bad(self) -> bool:
        """Return True if the first version calls the test suspicious."""
        return self.outcome in {"anomaly", "confirmed"}


class Run(NamedTuple):
    """One run of one phone through the list: it has one report."""

    number: int
    country: str
    asn: int
    day: int
    second: int
    """When it starts, in seconds of the day."""
    resolver: int
    """The network of its resolver."""
    version: str
    uploaded: int
    """The day on which its tests arrive."""

    @property
    def is_isp(self) -> bool:
        """Return True if the phone uses the resolver of its provider."""
        return self.resolver == self.asn


class Measurement(NamedTuple):
    """One test of one URL."""

    url: str
    run: Run
    fate: Fate
    control: str
    """What the control saw of the host: `fine`, `nxdomain` or `unreachable`."""
    second: int
    """When it starts, in seconds of the day."""


@dataclass(frozen=True)
class Truth:
    """What is true of one site on one network, or of more, and what must never be said of it."""

    kind: str
    urls: tuple[str, ...]
    """The spellings of the site. Empty: the truth is about a network."""
    asn: int | None
    """None: the truth is about every network."""
    start: dt.date | None
    """The first day. None: it began before the period."""
    end: dt.date | None
    """The last day. None: it lasts, as far as anybody could see."""
    mechanism: str
    """`dns`, `tcp`, `tls`, `http`, `down` or `none`."""
    where: str
    """`isp-resolver`, `path`, `server` or `unknown`."""
    never: frozenset[str] = frozenset()
    days: tuple[dt.date, ...] = ()
    """The days in it that have tests."""
    tests: int = 0
    """How many tests these days have."""

    @property
    def is_block(self) -> bool:
        """Return True if the network really blocks the site."""
        return self.kind in BLOCKS
