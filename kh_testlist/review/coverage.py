"""Find how well a list is measured: its categories and rows, on the networks of a country. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from kh_testlist.ooni.evidence import Evidence, SiteEvidence


@dataclass(frozen=True, slots=True)
class CategoryCoverage:
    """How the sites of a category were tested. A gap is a pair of site and network with too few tests."""

    category_code: str | None
    websites: int
    tested_enough: int
    untested: int
    gaps: int


@dataclass(frozen=True, slots=True)
class CategoryMatrix(CategoryCoverage):
    """The same, with the number of sites that each network tested as often as the floor. Only pages show it."""

    by_network: dict[int, int]


@dataclass(frozen=True, slots=True)
class NetworkCoverage:
    """A network: the number of sites that it tested enough, and of the others."""

    asn: int
    name: str | None
    tested_enough: int
    gaps: int
    measurements: int


class SiteCoverage(NamedTuple):
    """How one site was tested."""

    url: str
    category: str | None
    measurements: int
    networks: int
    """The number of networks that tested it at all."""
    enough: int
    """The number of networks that tested it as often as the floor."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Where the list is measured. `floor` tests on a network are enough. Of all `pairs`, `gaps` have fewer."""

    floor: int
    websites: int
    pairs: int
    gaps: int
    by_category: tuple[CategoryCoverage, ...]
    """The largest first."""
    by_network: tuple[NetworkCoverage, ...]
    """The networks that tested most come first."""


@dataclass(frozen=True, slots=True)
class FullCoverage(Coverage):
    """The same, with values that only pages show."""

    by_category: tuple[CategoryMatrix, ...]
    by_site: tuple[SiteCoverage, ...]
    """The sites with the fewest tests come first."""


def coverage(evidence: Evidence, category_of: Callable[[str], str | None]) -> FullCoverage:
    """Return how the sites of `evidence` were tested, on all networks of the country."""
    categories = {site.url: category_of(site.url) for site in evidence.entries}
    by_category = _by_category(evidence, categories)
    return FullCoverage(
        evidence.floor,
        len(evidence.entries),
        len(evidence.entries) * len(evidence.networks),
        sum(row.gaps for row in by_category),
        by_category,
        _by_network(evidence),
        tuple(
            sorted(
                (_of_site(site, categories[site.url], evidence.floor) for site in evidence.entries),
                key=lambda one: (one.enough, one.measurements),
            )
        ),
    )


def _enough(site: SiteEvidence, floor: int) -> list[int]:
    """Return the numbers of the networks that tested a site as often as the floor."""
    return [network.asn for network in site.networks if network.counts.measurements >= floor]


def _of_site(site: SiteEvidence, category: str | None, floor: int) -> SiteCoverage:
    return SiteCoverage(site.url, category, site.measurements, len(site.networks), len(_enough(site, floor)))


def _by_category(evidence: Evidence, categories: dict[str, str | None]) -> tuple[CategoryMatrix, ...]:
    groups: dict[str | None, list[SiteEvidence]] = {}
    for site in evidence.entries:
        groups.setdefault(categories[site.url], []).append(site)
    found = []
    for category, sites in groups.items():
        tested = [_enough(site, evidence.floor) for site in sites]
        found.append(
            CategoryMatrix(
                category,
                len(sites),
                sum(map(bool, tested)),
                sum(not site.measurements for site in sites),
                len(sites) * len(evidence.networks) - sum(map(len, tested)),
                dict(Counter(asn for asns in tested for asn in asns)),
            )
        )
    return tuple(sorted(found, key=lambda row: (-row.websites, row.category_code is None, row.category_code or "")))


def _by_network(evidence: Evidence) -> tuple[NetworkCoverage, ...]:
    enough = Counter(asn for site in evidence.entries for asn in _enough(site, evidence.floor))
    measured: Counter[int] = Counter()
    for site in evidence.entries:
        measured.update({network.asn: network.counts.measurements for network in site.networks})
    sites = len(evidence.entries)
    found = (
        NetworkCoverage(asn, name, enough[asn], sites - enough[asn], measured[asn])
        for asn, name in evidence.networks.items()
    )
    return tuple(sorted(found, key=lambda row: (-row.tested_enough, -row.measurements, row.asn)))
