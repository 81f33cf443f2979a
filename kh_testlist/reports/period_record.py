"""The JSON of `report`. The schema in `schemas/` is made from its type."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from kh_testlist.ooni.evidence import Quarter
from kh_testlist.ooni.summary import Blocked, ByCategory, ByMethod, ByNetwork, Change, NotAccessible, Summary
from kh_testlist.records import Day
from kh_testlist.reports import episodes
from kh_testlist.reports.episodes import EpisodeRecord, OutageRecord, SiteEpisodeRecord, StateName
from kh_testlist.reports.json import VERSION
from kh_testlist.reports.site_name import SiteName, named
from kh_testlist.review.changes import Changes
from kh_testlist.review.coverage import Coverage
from kh_testlist.review.health import Health
from kh_testlist.review.material import Material


@dataclass(frozen=True, slots=True)
class NetworkRef:
    """A network that blocks a site."""

    asn: int
    name: str | None


class BlockedRecord(SiteName):
    """A blocked site. `ask_to_unblock` is false if its category is left out, or if it is dead for the control too."""

    category_code: str | None
    status: Literal["blocked-confirmed", "blocked-likely"]
    networks: list[NetworkRef]
    methods: list[str]
    first_blocked: str | None
    last_blocked: str | None
    ask_to_unblock: bool
    now: StateName
    is_dead: bool
    """True if all its episodes say that it was down, or that its name was dead."""
    episodes: list[EpisodeRecord]


@dataclass(frozen=True, slots=True)
class DownRecord:
    """Days in which a site was down, also for OONI's control. `until` is the last of them."""

    since: str
    until: str
    days: int


class NotAccessibleRecord(SiteName):
    """A site that was down for some days, or that no measurement could open although no network blocks it."""

    category_code: str | None
    measurements: int
    anomaly: int
    failure: int
    days_down: int
    down: list[DownRecord]


@dataclass(frozen=True, slots=True)
class QuarterRecord:
    """A row of iMAP's Table 1. A domain or a network counts once in a quarter."""

    quarter: str
    asn_count: int
    domain_count: int
    ok_count: int
    anomaly_count: int
    confirmed_count: int
    failure_count: int
    measurement_count: int


@dataclass(frozen=True, slots=True)
class PeriodReport:
    """The report of `report --format json`.

    If `evidence` is null, it was never fetched, and all values that need it are null. Without a list, `health` and
    `changes` are null.
    """

    version: Literal[1]
    since: str | None
    until: str | None
    country: str
    scope: Literal["list", "country"]
    evidence: Literal["complete", "unfinished"] | None
    measurements: int | None
    websites_tested: int | None
    blocked: list[BlockedRecord] | None
    not_accessible: list[NotAccessibleRecord] | None
    by_category: tuple[ByCategory, ...] | None
    by_network: tuple[ByNetwork, ...] | None
    by_method: tuple[ByMethod, ...] | None
    by_quarter: list[QuarterRecord] | None
    total: QuarterRecord | None
    previous: Change | None
    health: Health | None
    changes: Changes | None
    coverage: Coverage | None
    excluded_categories: tuple[str, ...]
    made_on: Day
    program: str
    fetched_at: str | None
    episodes: list[SiteEpisodeRecord] | None
    outages: list[OutageRecord] | None
    notes: tuple[str, ...] | None
    """Sentences on what may mislead."""


def record(material: Material) -> PeriodReport:
    """Return the report in the form of its JSON. A value is null, and not 0, if it is unknown."""
    bare = PeriodReport(
        version=VERSION, since=None, until=None, country=material.country,
        scope="country" if material.scope == "country" else "list", evidence=None, measurements=None,
        websites_tested=None, blocked=None, not_accessible=None, by_category=None, by_network=None, by_method=None,
        by_quarter=None, total=None, previous=None, health=material.health, changes=material.changes,
        coverage=material.coverage, excluded_categories=material.excluded, made_on=material.made_on,
        program=material.program, fetched_at=material.asked_at, episodes=None, outages=None, notes=None,
    )  # fmt: skip
    return _measured(bare, material.summary) if material.summary else bare


def _measured(report: PeriodReport, found: Summary) -> PeriodReport:
    evidence, by = found.evidence, found.evidence.by
    return replace(
        report, since=evidence.since, until=evidence.until,
        evidence="unfinished" if evidence.unfinished else "complete",
        measurements=evidence.measurements, websites_tested=found.tested,
        blocked=[_blocked(by, one) for one in found.blocked],
        not_accessible=[_not_accessible(by, one) for one in found.not_accessible],
        by_category=found.by_category, by_network=found.by_network, by_method=found.by_method,
        by_quarter=[_quarter(quarter) for quarter in evidence.quarters], total=_quarter(found.total),
        previous=found.change, episodes=[*episodes.site_records(found.in_time, evidence)],
        outages=episodes.outages(evidence), notes=evidence.notes,
    )  # fmt: skip


def _blocked(by: str, one: Blocked) -> BlockedRecord:
    site = one.site
    return {
        **named(by, site.url),
        "category_code": one.category,
        "status": "blocked-confirmed" if site.status == "blocked-confirmed" else "blocked-likely",
        "networks": [NetworkRef(network.asn, network.name) for network in site.blocked_networks],
        "methods": list(site.blocking_types),
        "first_blocked": site.first_blocked,
        "last_blocked": site.last_blocked,
        "ask_to_unblock": one.is_asked,
        "now": site.now.value,
        "is_dead": site.is_only_dead,
        "episodes": [episodes.record(episode) for episode in site.episodes],
    }


def _not_accessible(by: str, one: NotAccessible) -> NotAccessibleRecord:
    site = one.site
    return {
        **named(by, site.url),
        "category_code": one.category,
        "measurements": site.measurements,
        "anomaly": site.counts.anomaly,
        "failure": site.counts.failure,
        "days_down": sum(span.days for span in one.down),
        "down": [DownRecord(*span) for span in one.down],
    }


def _quarter(quarter: Quarter) -> QuarterRecord:
    counts = quarter.counts
    return QuarterRecord(
        quarter.name, len(quarter.networks), len(quarter.domains), *counts, measurement_count=counts.measurements
    )
