"""What the farm serves: hosts, what DNS says of them, and what each URL does. Drawn from one seed."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field
from typing import Any, Final

FARM: Final = "127.64.0.0/16"
"""The addresses that a check of the farm must be allowed to reach."""
FORBIDDEN: Final = "127.200.0.1"
"""An address where servers listen too, and where nothing must ever arrive."""

REFUSED: Final = tuple(f"127.64.250.{last}" for last in range(1, 21))
"""Nobody listens there."""
BLACKHOLES: Final = tuple(f"127.64.251.{last}" for last in range(1, 11))
"""Servers whose queues are full listen there."""
NO_ROUTE_6: Final = "ff0e::1"
"""An IPv6 address that no computer connects to over TCP, with IPv6 or without: it is one of a group of computers."""
SITES: Final = tuple(f"127.64.1.{last}" for last in range(1, 41))

ZONES: Final = (
    "alpha-farm.test", "bravo-farm.test", "delta-farm.test", "mekong-farm.test", "river-farm.test", "example.com",
    "example.org", "example.net",
)  # fmt: skip
"""Domains with many hosts. None of them can belong to anyone: RFC 2606."""

TLS: Final = {
    "self-signed": "127.64.10.1",
    "unknown-authority": "127.64.10.2",
    "expired": "127.64.10.3",
    "wrong-host": "127.64.10.4",
    "drip": "127.64.10.5",
    "alert": "127.64.10.6",
    "plain": "127.64.10.7",
    "reset": "127.64.10.8",
    "eof": "127.64.10.9",
    "silent": "127.64.10.10",
    "client-certificate": "127.64.10.11",
    "legacy-rsa": "127.64.10.21",
    "legacy-cbc": "127.64.10.22",
    "legacy-tls-1.0": "127.64.10.23",
    "legacy-tls-1.1": "127.64.10.24",
    "legacy-dh": "127.64.10.25",
    "legacy-expired": "127.64.10.26",
    "legacy-self-signed": "127.64.10.27",
    "legacy-wrong-host": "127.64.10.28",
}
"""Where TLS goes wrong: what is wrong, and the address it is wrong at."""

CAMBODIAN: Final = ("kh-testlist-farm-a.com.kh", "kh-testlist-farm-b.com.kh")
"""Two domains registered under one suffix of two labels: no one's, and asked of no resolver but the farm's own."""
UNLISTED: Final = ("left-farm.test", "right-farm.test")
"""Two domains below a suffix that the public suffix list does not have, where its rule `*` holds."""
CERTIFIED: Final = (*ZONES, *CAMBODIAN, *UNLISTED)
"""Domains whose hosts have a certificate."""

_ALPHABET: Final = "abcdefghjkmnpqrstvwxyz23456789"


@dataclass
class Route:
    """What one URL does."""

    act: str
    kind: str
    latency: float
    options: dict[str, Any]
    seed: int
    served: int = 0
    """How often it was asked for since the counters were cleared."""


@dataclass
class Name:
    """What DNS says of a host name."""

    says: str = "addresses"
    """`addresses`, or the name of what is wrong: see `nameserver.py`."""
    addresses: tuple[str, ...] = ()
    addresses_6: tuple[str, ...] = ()
    alias: str = ""
    nameservers: tuple[str, ...] = ()
    """Of the domain that the name is in."""
    asked: int = 0
    """How often its addresses were asked for since the counters were cleared."""


@dataclass
class Site:
    """A host: its name, and what it does with a path that nobody planned."""

    host: str
    otherwise: Route
    address: str
    """Of the server; empty where none must be asked."""


@dataclass
class Listed:
    """A URL of the list, and the truth about it."""

    url: str
    kind: str
    verdict: str | list[str]
    failure: str | list[str | None] | None
    host: str
    service_s: float
    deterministic: bool
    with_control: str | list[str]
    """The verdict with the stub test helper as control."""
    control: str
    """What the test helper sees; see `helper.py`."""


@dataclass
class Plan:
    """The whole farm, before any server runs."""

    seed: int
    timeout: float
    speed: float
    literal: bool = False
    """Whether hosts are addresses, for peers that can't be told to ask another resolver."""
    http_port: int = 0
    https_port: int = 0
    routes: dict[str, Route] = field(default_factory=dict)
    sites: dict[str, Site] = field(default_factory=dict)
    names: dict[str, Name] = field(default_factory=dict)
    listed: list[Listed] = field(default_factory=list)
    seen_elsewhere: dict[str, str] = field(default_factory=dict)
    """What the test helper sees of hosts that are on no list, but on the way; see `helper.py`."""
    kind: str = ""
    """What is being planned now."""
    service: float = 0.0
    """Seconds that the server takes for what is being planned now."""

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 - a plan, not a secret
        self._pool: list[str] = []
        self._last = 0

    def word(self, length: int = 6) -> str:
        """A word that tells nothing."""
        return "".join(self.chance.choices(_ALPHABET, k=length))

    def path(self) -> str:
        """A path that tells nothing, of one part to three."""
        parts = [self.word(self.chance.randrange(3, 9)) for _ in range(self.chance.choices((1, 2, 3), (3, 5, 2))[0])]
        return "/" + "/".join(parts) + self.chance.choice(("", "", "/", ".html"))

    def latency(self) -> float:
        """Seconds that an answer takes: log-normal around 0.3, up to 3, at the farm's speed."""
        return min(3.0, max(0.01, self.chance.lognormvariate(math.log(0.3), 0.7))) * self.speed

    def make_pool(self, count: int) -> None:
        """Make the ordinary hosts; the first of them is the busy one."""
        self.kind = "host"
        self._pool = [self.host() for _ in range(count)]

    @property
    def busy_host(self) -> str:
        """The host that holds a twentieth of the URLs."""
        return self._pool[0]

    def pooled(self) -> str:
        """One of the ordinary hosts: the busy one often enough that a twentieth of all URLs are there."""
        return self._pool[0] if self.chance.random() < 0.07 else self.chance.choice(self._pool[1:])

    def host(
        self,
        *,
        zone: str = "",
        name: Name | None = None,
        act: str = "status",
        address: str = "",
        exactly: str = "",
        **options: Any,  # noqa: ANN401 - what the act takes
    ) -> str:
        """Make a host in `zone`, and return its name: `act` is what it does with any path that nobody planned.

        `zone` is `own` for a domain of its own. Without `name`, DNS gives the address of a server that does as planned.
        """
        address = address or self._address()
        if exactly:
            host = exactly
        elif self.literal and name is None:
            host = address
        elif zone == "own":
            host = self.chance.choice(("", "www.")) + f"{self.word(9)}-site.test"
        else:
            host = f"h{self.word(4)}.{zone or self.chance.choice(ZONES)}"
        if host in self.sites and not self.literal:
            return self.host(zone=zone, name=name, act=act, address=address, **options)
        if name is None:
            name = Name(addresses=(address,))
        elif name.says == "addresses" and not name.addresses and not name.alias:
            name.addresses = (address,)
        otherwise = Route(act, self.kind, self.latency(), {"code": 404} | options, self.chance.getrandbits(32))
        self.sites[host] = Site(host, otherwise, address)
        if host != address:
            self.names[host] = name
        return host

    def _address(self) -> str:
        if not self.literal:
            return self.chance.choice(SITES)
        self._last += 1
        return f"127.64.{100 + self._last // 250}.{1 + self._last % 250}"

    def page(  # noqa: PLR0913 - each with a default that fits most
        self,
        act: str,
        *,
        host: str = "",
        scheme: str = "",
        path: str = "",
        latency: float | None = None,
        stall: float = 0.0,
        **options: Any,  # noqa: ANN401 - what the act takes
    ) -> str:
        """Plan a URL that does `act`, on an ordinary host unless another is named; return it."""
        host = host or self.pooled()
        if not scheme:
            secure = self.chance.random() < 0.2
            scheme = "https" if secure and host.endswith(CERTIFIED) else "http"
        url = self.url(scheme, host, path or self.path())
        if url in self.routes:
            return self.page(act, host=host, scheme=scheme, path="", latency=latency, stall=stall, **options)
        takes = self.latency() if latency is None else latency
        self.service += takes + stall
        self.routes[url] = Route(act, self.kind, takes, options, self.chance.getrandbits(32))
        return url

    def url(self, scheme: str, host: str, path: str) -> str:
        """The URL of `path` on `host`, at the port where the farm serves `scheme`."""
        return f"{scheme}://{host}:{self.http_port if scheme == 'http' else self.https_port}{path}"

    def addresses(self) -> set[str]:
        """Where sites have to be served."""
        everywhere = {site.address for site in self.sites.values()} | set(SITES)
        return everywhere - {*REFUSED, *BLACKHOLES, *TLS.values(), ""}
