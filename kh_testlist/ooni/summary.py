"""A summary of a period: what was tested and blocked, by category, network, method and quarter, and what changed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from kh_testlist.ooni import networks, words
from kh_testlist.ooni.episode import Kind
from kh_testlist.ooni.evidence import Evidence, Quarter, SiteEvidence, total
from kh_testlist.records import Day

CategoryOf = Callable[[str], str | None]
"""A function that gives the category of a URL or a domain, or None if it is on no list."""


class Blocked(NamedTuple):
    """A site that a network blocks."""

    site: SiteEvidence
    category: str | None
    exempt: bool
    """True if the report does not ask to unblock its category."""

    @property
    def is_asked(self) -> bool:
        """True if the report asks to unblock it. Nobody can unblock a site that is dead for the control too."""
        return not self.exempt and not self.site.is_only_dead


class Down(NamedTuple):
    """Days in which a site was down, on all networks together."""

    first: str
    last: str
    """The last day. If it lasts, this is the last day of the period."""
    days: int


class NotAccessible(NamedTuple):
    """A site that was down for some days, or that no measurement could open although no network blocks it."""

    site: SiteEvidence
    category: str | None
    down: tuple[Down, ...] = ()
    """When it was down for OONI's control too."""


class InTime(NamedTuple):
    """A site that failed in some days of the period."""

    site: SiteEvidence
    category: str | None


@dataclass(frozen=True, slots=True)
class ByCategory:
    """A category; null for sites that are on no list."""

    category_code: str | None
    tested: int
    measurements: int
    blocked: int


@dataclass(frozen=True, slots=True)
class ByNetwork:
    """A network."""

    asn: int
    name: str | None
    tested: int
    measurements: int
    blocked: int
    operator: str | None = None
    """Several networks may have the same one. Null if it is not known."""
    use: str = "access"
    """`access` if people live there. Other uses: `state`, `vpn`, `data-centre`, `foreign`."""


@dataclass(frozen=True, slots=True)
class ByMethod:
    """A way of interfering: suspicious measurements, and blocked sites on which it was seen."""

    blocking_type: str
    measurements: int
    blocked: int


@dataclass(frozen=True, slots=True)
class Change:
    """The period before, and what is different."""

    since: Day
    until: Day
    measurements: int
    websites_tested: int
    blocked: int
    newly_blocked: tuple[str, ...]
    no_longer_blocked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary of a period."""

    evidence: Evidence
    tested: int
    blocked: tuple[Blocked, ...]
    not_accessible: tuple[NotAccessible, ...]
    by_category: tuple[ByCategory, ...]
    by_network: tuple[ByNetwork, ...]
    by_method: tuple[ByMethod, ...]
    total: Quarter
    """All quarters together: a domain or a network counts once."""
    excluded: tuple[str, ...]
    change: Change | None
    in_time: tuple[InTime, ...] = ()
    """The sites with an episode, blocked or down."""


def summarise(
    evidence: Evidence, category_of: CategoryOf, excluded: Collection[str] = (), before: Evidence | None = None
) -> Summary:
    """Return the summary of `evidence`, compared with the period `before`."""
    tested = [site for site in evidence.entries if site.measurements]
    blocked = [site for site in tested if site.status.is_blocked]
    categories = {site.url: category_of(site.url) for site in evidence.entries}
    return Summary(
        evidence,
        len(tested),
        tuple(Blocked(site, categories[site.url], categories[site.url] in excluded) for site in blocked),
        tuple(_not_accessible(evidence, categories)),
        tuple(_by_category(evidence, categories)),
        tuple(_by_network(evidence)),
        tuple(_by_method(evidence)),
        _total(evidence),
        tuple(sorted(excluded)),
        _change(evidence, before) if before else None,
        tuple(InTime(site, categories[site.url]) for site in evidence.entries if site.episodes),
    )


def _not_accessible(evidence: Evidence, categories: dict[str, str | None]) -> Iterator[NotAccessible]:
    for site in evidence.entries:
        down = tuple(_down(site, evidence))
        if down or (site.measurements and _is_shut(site, evidence.floor)):
            yield NotAccessible(site, categories[site.url], down)


def _down(site: SiteEvidence, evidence: Evidence) -> Iterator[Down]:
    """Yield the days in which a site was down. Days of several networks that touch are one span."""
    spans: list[list[int]] = []
    found = [words.bounds(one, evidence.period) for one in site.episodes if one.kind is Kind.DOWN or one.is_dead_name]
    for first, last in sorted((first.toordinal(), last.toordinal()) for first, last in found):
        if spans and first <= spans[-1][1] + 1:
            spans[-1][1] = max(spans[-1][1], last)
        else:
            spans.append([first, last])
    for first, last in spans:
        since, until = dt.date.fromordinal(first), dt.date.fromordinal(last)
        yield Down(since.isoformat(), until.isoformat(), last - first + 1)


def _is_shut(site: SiteEvidence, floor: int) -> bool:
    """Return True if nobody could open the site, and it was tested often enough.

    OONI counts a site that is down everywhere as ok. So a dead site is not included: `check` finds it.
    """
    return not site.status.is_blocked and not site.counts.ok and site.measurements >= floor


def _by_category(evidence: Evidence, categories: dict[str, str | None]) -> list[ByCategory]:
    found: dict[str | None, ByCategory] = {}
    for site in evidence.entries:
        category = categories[site.url]
        past = found.get(category, ByCategory(category, 0, 0, 0))
        found[category] = ByCategory(
            category,
            past.tested + bool(site.measurements),
            past.measurements + site.measurements,
            past.blocked + site.status.is_blocked,
        )
    return sorted(
        found.values(), key=lambda row: (-row.blocked, -row.tested, row.category_code is None, row.category_code or "")
    )


def _by_network(evidence: Evidence) -> list[ByNetwork]:
    found = {
        asn: ByNetwork(
            asn, name, 0, 0, 0, networks.operator_name(asn, evidence.country), networks.use(asn, evidence.country)
        )
        for asn, name in evidence.networks.items()
    }
    for site in evidence.entries:
        for network in site.networks:
            past = found[network.asn]
            found[network.asn] = replace(
                past,
                tested=past.tested + bool(network.counts.measurements),
                measurements=past.measurements + network.counts.measurements,
                blocked=past.blocked + network.blocked,
            )
    return sorted(found.values(), key=lambda row: (-row.measurements, row.asn))


def _by_method(evidence: Evidence) -> list[ByMethod]:
    measurements: Counter[str] = Counter()
    blocked: Counter[str] = Counter()
    for site in evidence.entries:
        measurements.update(site.blocking_types)
        if site.status.is_blocked:
            blocked.update(site.blocking_types.keys())
    return [ByMethod(method, count, blocked[method]) for method, count in measurements.most_common()]


def _total(evidence: Evidence) -> Quarter:
    quarters = evidence.quarters
    networks = frozenset(asn for quarter in quarters for asn in quarter.networks)
    domains = frozenset(domain for quarter in quarters for domain in quarter.domains)
    return Quarter("total", networks, domains, total(quarter.counts for quarter in quarters))


def _change(evidence: Evidence, before: Evidence) -> Change:
    now = {site.url for site in evidence.entries if site.status.is_blocked}
    then = {site.url for site in before.entries if site.status.is_blocked}
    return Change(
        *before.period,
        before.measurements,
        sum(site.measurements > 0 for site in before.entries),
        len(then),
        tuple(sorted(now - then)),
        tuple(sorted(then - now)),
    )
