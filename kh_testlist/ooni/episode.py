"""Episodes: spans of days in which a site was blocked or down on a network.

A day is the number of a UTC day, as in `datetime.date.toordinal`.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Kind(enum.StrEnum):
    """How a site failed in an episode."""

    DNS = "dns"
    TCP = "tcp"
    TLS = "tls"
    HTTP = "http"
    DOWN = "down"
    """It failed everywhere, also for the control. That is not blocking."""
    UNKNOWN = "unknown"


class Where(enum.StrEnum):
    """Where the interference happens."""

    ISP_RESOLVER = "isp-resolver"
    """In the resolver of the network: another resolver answered rightly there in those days."""
    OTHER_RESOLVER = "other-resolver"
    """In a resolver outside the network."""
    PATH = "path"
    """On the way: independent resolvers gave the same false answer, or connections were broken."""
    SERVER = "server"
    """At the site's own server, for example a 403."""
    UNKNOWN = "unknown"


class State(enum.StrEnum):
    """The state of a site at the end of a period, on a network or on all."""

    BLOCKED = "blocked"
    DOWN = "down"
    OK = "ok"
    UNCLEAR = "unclear"
    """Not enough tests, or a cause that is not clear."""
    NOT_MEASURED = "not-measured"


@dataclass(frozen=True, slots=True)
class Episode:
    """A span of days in which a site failed on a network. It has tests on both sides, or its side is open."""

    asn: int
    start: str | None
    """The first UTC day with a bad test. None if it began before the period, or before the first test."""
    end: str | None
    """The last UTC day with a bad test. None if it lasts, or if nobody tested the site afterwards."""
    kind: Kind
    where: Where
    measurements: int
    """Tests in it, without those that failed."""
    anomalous: int
    """Anomalies and confirmed measurements in it."""
    confidence: float
    """How likely it is that the site failed there, from 0 to 1."""
    last_good: str | None = None
    """The UTC day of the last good test before it."""
    first_bad: str | None = None
    """The UTC day of the first bad test in it."""
    is_dead_name: bool = False
    """True if the control says that the name does not exist. Then a provider answers in its place."""
    last_bad: str | None = None
    """The UTC day of the last bad test in it. Without an end, it tells how far the tests go."""
    confirmed: int = 0
    """The confirmed measurements among `anomalous`: a mark of blocking was seen. A dead name may get that mark too."""
    is_alive_name: bool = False
    """True if the control says for the same days that the name exists. False if it is not known."""


@dataclass(frozen=True, slots=True)
class Outage:
    """Days in which most sites failed on one network at once. It does not show that single sites were blocked."""

    asn: int
    start: str
    """The first UTC day."""
    end: str
    """The last UTC day."""
    sites: int
    """How many sites failed on its worst day."""
    of: int
    """How many sites were tested on that day."""


class Day(NamedTuple):
    """The tests of a site on one network and day. Tests that failed themselves are left out."""

    day: int
    tests: int
    bad: int
    """Anomalies and confirmed measurements."""


Series = Mapping[int, Sequence[Day]]
"""The days of a site with tests, by network, in their order."""


class Layer(NamedTuple):
    """How the service judges a layer, each from 0 to 1. All are 0 if it was not judged."""

    blocked: float = 0.0
    down: float = 0.0
    ok: float = 0.0


class Layers(NamedTuple):
    """How the service judges the layers of a site, over some tests."""

    tests: int
    dns: Layer = Layer()
    tcp: Layer = Layer()
    tls: Layer = Layer()

    @property
    def down(self) -> float:
        """The strongest sign that the site is down."""
        return max(self.dns.down, self.tcp.down, self.tls.down)


class Control(NamedTuple):
    """What the controls of OONI saw of a host in a span of days."""

    since: int
    until: int
    """The day after the last."""
    ok: int
    """Answers to a DNS question."""
    nxdomain: int
    other: int
    """Other failures of DNS."""
    connected: int = 0
    """Connections that were made."""
    refused: int = 0
    """Connections that were not."""


class Seen(NamedTuple):
    """What probes on a network saw of a host in a span of days: observations by failure.

    A failure is `dns_isp.X`, `dns_other.X`, `tcp.X`, `tls.X`, `http.X` or `none`.
    """

    since: int
    until: int
    failures: Mapping[str, int]


class Resolvers(NamedTuple):
    """How many tests of a network used a resolver in that network, and how many used another one."""

    isp: int = 0
    other: int = 0


class Answers(NamedTuple):
    """How resolvers answered for a URL on a network and day: tests by resolver. A failure of the phone is unclear."""

    isp_right: int = 0
    """The network's own resolver answered as the control's did."""
    isp_wrong: int = 0
    """It said something that the control refutes."""
    isp_unclear: int = 0
    other_right: int = 0
    """A resolver outside the network answered as the control's did."""
    other_wrong: int = 0
    other_unclear: int = 0


@dataclass(frozen=True, slots=True)
class More:
    """What the newer endpoints say. Each part may be missing. Then mechanism and place are unknown."""

    by_day: Mapping[str, Mapping[int, Layers]] = field(default_factory=dict)
    """By URL and day, over all networks of the country."""
    by_network: Mapping[str, Mapping[int, Mapping[int, Layers]]] = field(default_factory=dict)
    """By URL, network and the first day of the answer's piece (`Period.pieces`, or several of them together)."""
    controls: Mapping[str, Sequence[Control]] = field(default_factory=dict)
    """By host name."""
    seen: Mapping[str, Mapping[int, Sequence[Seen]]] = field(default_factory=dict)
    """By host name and network."""
    resolvers: Mapping[int, Resolvers] = field(default_factory=dict)
    """By network."""
    versions: Mapping[str, Sequence[tuple[int, int]]] = field(default_factory=dict)
    """By version of the probe or of the rules: days and how many tests had it. Empty if the service does not tell."""
    answers: Mapping[str, Mapping[int, Mapping[int, Answers]]] = field(default_factory=dict)
    """By URL, network and day. Rows of single tests say it (`resolving.read`). It may have some of the tests only."""
