"""What OONI measured of sites over a period: counts by network, methods, days, and the status of each site."""

from __future__ import annotations

import enum
import operator
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from kh_testlist.errors import Failure
from kh_testlist.ooni.episode import Episode, Kind, Outage, State
from kh_testlist.ooni.period import Period

FLOOR: Final = 6
"""A network needs at least this many tests of a site before it counts: iMAP's "more than 5"."""
EPISODE_FLOOR: Final = 6
"""An episode needs at least this many tests before it changes the status of a site."""


class Counts(NamedTuple):
    """The results of measurements. As in the API, each measurement is in exactly one of the four counts."""

    ok: int = 0
    """A site that is down everywhere is counted here, because OONI does not call that interference."""
    anomaly: int = 0
    """Signs of interference. Not proof of blocking."""
    confirmed: int = 0
    """A known mark of blocking was seen."""
    failure: int = 0
    """The measurement itself failed."""

    @property
    def measurements(self) -> int:
        """All measurements."""
        return self.ok + self.anomaly + self.confirmed + self.failure

    @property
    def suspicious(self) -> int:
        """Anomalies and confirmed measurements."""
        return self.anomaly + self.confirmed

    def plus(self, other: Counts) -> Counts:
        """Return the sum of the two."""
        return Counts(*map(operator.add, self, other))


def total(counts: Iterable[Counts]) -> Counts:
    """Return the sum of all `counts`."""
    columns = list(zip(*counts, strict=True))
    return Counts(*map(sum, columns)) if columns else Counts()


class Status(enum.StrEnum):
    """What the measurements of a site show over a period, in the order in which reports have it."""

    BLOCKED_CONFIRMED = "blocked-confirmed"
    """A network blocks it, and a known mark of blocking was seen there."""
    BLOCKED_LIKELY = "blocked-likely"
    """A network blocks it by its score, but no known mark of blocking was seen."""
    BLOCKED_IN_PART = "blocked-in-part"
    """No network blocks it over the whole period, but there is an episode of blocking."""
    OK = "ok"
    """A network tested it often enough, and none blocks it."""
    INCONCLUSIVE = "inconclusive"
    """No network tested it often enough. Or it fails at the end of the period, and the cause is not clear."""
    NOT_MEASURED = "not-measured"
    """Nobody tested it."""

    @property
    def is_blocked(self) -> bool:
        """True if a network blocks it over the whole period, as in iMAP. `blocked-in-part` does not count."""
        return self in {Status.BLOCKED_CONFIRMED, Status.BLOCKED_LIKELY}


@dataclass(frozen=True, slots=True)
class NetworkEvidence:
    """What was measured of a site on one network."""

    asn: int
    name: str | None
    """As the API has it; None if it has none."""
    counts: Counts
    weighted: float
    """The score: the share of measurements that are suspicious, weighted by how many there are."""
    blocked: bool
    state: State = State.UNCLEAR
    """The state of the site there at the end of the period."""


@dataclass(frozen=True, slots=True)
class SiteEvidence:
    """What was measured of one site."""

    url: str
    """As it is listed or was measured; a domain if evidence is by domain."""
    counts: Counts
    networks: tuple[NetworkEvidence, ...]
    """The networks that measured it, by number."""
    blocking_types: Mapping[str, int]
    """Anomalies and confirmed measurements by method: dns, tcp_ip, http-diff, http-failure."""
    first_blocked: str | None
    """The first UTC day with a confirmed measurement, or with an anomaly on a network that blocks it: `2026-11-21`."""
    last_blocked: str | None
    status: Status
    p90: float = 0.0
    """The 90th percentile of the scores of its networks, as in iMAP."""
    p95: float = 0.0
    joined: tuple[str, ...] = ()
    """The other URLs whose measurements are counted here: earlier URLs of the site, and equivalents if requested."""
    now: State = State.NOT_MEASURED
    """The state at the end of the period."""
    episodes: tuple[Episode, ...] = ()
    """The spans of days in which it was blocked or down on a network."""

    @property
    def measurements(self) -> int:
        """All measurements."""
        return self.counts.measurements

    @property
    def blocked_networks(self) -> tuple[NetworkEvidence, ...]:
        """The networks that block it."""
        return tuple(network for network in self.networks if network.blocked)

    @property
    def blocking(self) -> tuple[Episode, ...]:
        """The episodes that may be blocking: the site was not down, and its name was not dead."""
        return tuple(one for one in self.episodes if one.kind is not Kind.DOWN and not one.is_dead_name)

    @property
    def blocking_now(self) -> tuple[Episode, ...]:
        """The episodes of blocking without an end."""
        return tuple(one for one in self.blocking if one.end is None)

    @property
    def is_only_dead(self) -> bool:
        """True if all its episodes say that the site was down, or that its name was dead."""
        return bool(self.episodes) and not self.blocking


@dataclass(frozen=True, slots=True)
class Quarter:
    """What was measured in the part of a calendar quarter that is in the period: iMAP's Table 1."""

    name: str
    """`2026Q3`."""
    networks: frozenset[int]
    domains: frozenset[str]
    counts: Counts


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was measured in a country over a period."""

    period: Period
    country: str
    """Two capital letters."""
    scope: str
    """`list`: the sites of a list. `country`: everything that was measured there."""
    by: str
    """`url` or `domain`."""
    entries: tuple[SiteEvidence, ...]
    """In the order of the list; in alphabetical order if the scope is the country."""
    networks: Mapping[int, str | None]
    """All networks of the country that measured anything in the period, by number, with their names."""
    quarters: tuple[Quarter, ...] = ()
    """Of the entries only."""
    floor: int = FLOOR
    """A network needs at least this many tests of a site before it counts."""
    unfinished: str | None = None
    """The first day that was not over when the API was asked; None if all were over."""
    source: str = ""
    """The root of the API that was asked."""
    outages: tuple[Outage, ...] = ()
    """Days in which most sites failed on one network at once."""
    notes: tuple[str, ...] = ()
    """Sentences on what may mislead: new versions, parts of the service that gave no answer, late uploads."""
    versions: Mapping[str, int] = field(default_factory=dict)
    """How many tests each version of the probe or of the rules made. Empty if the service does not say."""

    @property
    def since(self) -> str:
        """The first day."""
        return self.period.since.isoformat()

    @property
    def until(self) -> str:
        """The day after the last."""
        return self.period.until.isoformat()

    @property
    def measurements(self) -> int:
        """All measurements of the entries."""
        return sum(entry.measurements for entry in self.entries)


class NeverFetched(Failure):
    """The cache has nothing for this period, or for any period."""


class FetchedInPart(Failure):
    """The cache has only a part of the period, so no number of it may be shown."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When a network counts as blocking a site. Source: iMAP, 2024_Confirmed_blocking_Jun24.ipynb."""

    threshold: float = 0.9
    """A network blocks a site if the weighted ratio is above this."""
    floor: int = FLOOR
    """A network needs at least this many tests of a site before it counts."""
    quantile: float = 0.4
    """A network that made fewer tests of a site than this quantile of the networks weighs less."""
    light: float = 0.3
    """The weight of such a network; others have the weight 1."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A network that did not test a site often enough."""

    url: str
    asn: int
    measurements: int


@dataclass(frozen=True, slots=True)
class Gaps:
    """Where evidence is thin."""

    evidence: Evidence
    asns: tuple[int, ...] = field(default=())
    """The networks that were compared."""
    gaps: tuple[Gap, ...] = ()
    """By site, then by network."""
