"""OONI's measurements for people, programs, spreadsheets and pull requests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from kh_testlist.ooni.evidence import Evidence, Gaps, SiteEvidence, Status
from kh_testlist.records import written
from kh_testlist.reports import episodes
from kh_testlist.reports.episodes import EpisodeRecord, OutageRecord, StateName
from kh_testlist.reports.json import VERSION, dump
from kh_testlist.reports.markdown import code, escape
from kh_testlist.reports.site_name import SiteName, named
from kh_testlist.reports.spreadsheet import sheet
from kh_testlist.reports.table import table
from kh_testlist.reports.terminal import Screen, fold, forms, printable
from kh_testlist.text import counted

MEANING: Final = (
    "A site counts as blocked by iMAP's method. One anomaly does not prove that a site is blocked. A site that is down "
    "everywhere counts as ok."
)


@dataclass(frozen=True, slots=True)
class NetworkRecord:
    """The measurements of a site on one network."""

    asn: int
    name: str | None
    measurements: int
    ok: int
    anomaly: int
    confirmed: int
    failure: int
    weighted: float
    blocked: bool
    state: StateName
    """The state at the end of the period."""


class SiteRecord(SiteName):
    """The measurements of a site: of a `url`, or of a `domain` with `--by domain`."""

    measurements: int
    ok: int
    anomaly: int
    confirmed: int
    failure: int
    networks: list[NetworkRecord]
    blocking_types: dict[str, int]
    first_blocked: str | None
    last_blocked: str | None
    status: Literal["ok", "blocked-confirmed", "blocked-likely", "blocked-in-part", "inconclusive", "not-measured"]
    p90: float
    p95: float
    joined: list[str]
    now: StateName
    episodes: list[EpisodeRecord]


@dataclass(frozen=True, slots=True)
class EvidenceReport:
    """The report of `evidence show --format json`."""

    version: Literal[1]
    since: str
    until: str
    country: str
    scope: Literal["list", "country"]
    unfinished_from: str | None
    entries: list[SiteRecord]
    outages: list[OutageRecord]
    notes: tuple[str, ...]
    """Sentences on what may mislead."""
    versions: dict[str, int]
    """How many tests each version of the probe or of the rules made."""


class GapRecord(SiteName):
    """A network that tested a site less often than the floor."""

    asn: int
    measurements: int


@dataclass(frozen=True, slots=True)
class NamedRecord:
    """A network, and the number of sites that it tested too rarely."""

    asn: int
    name: str | None
    gaps: int
    measurements: int


@dataclass(frozen=True, slots=True)
class GapsReport:
    """The report of `evidence gaps --format json`."""

    version: Literal[1]
    since: str
    until: str
    floor: int
    gaps: list[GapRecord]
    networks: list[NamedRecord]
    untested: list[str]


def _site(evidence: Evidence, entry: SiteEvidence) -> SiteRecord:
    return {
        **named(evidence.by, entry.url),
        "measurements": entry.measurements,
        "ok": entry.counts.ok,
        "anomaly": entry.counts.anomaly,
        "confirmed": entry.counts.confirmed,
        "failure": entry.counts.failure,
        "networks": [
            NetworkRecord(
                one.asn,
                one.name,
                one.counts.measurements,
                *one.counts,
                round(one.weighted, 4),
                one.blocked,
                one.state.value,
            )
            for one in entry.networks
        ],
        "blocking_types": dict(entry.blocking_types),
        "first_blocked": entry.first_blocked,
        "last_blocked": entry.last_blocked,
        "status": entry.status.value,
        "p90": round(entry.p90, 4),
        "p95": round(entry.p95, 4),
        "joined": list(entry.joined),
        "now": entry.now.value,
        "episodes": [episodes.record(one) for one in entry.episodes],
    }


def json(evidence: Evidence) -> str:
    """Return all evidence for programs."""
    scope: Final = "country" if evidence.scope == "country" else "list"
    sites = [_site(evidence, entry) for entry in evidence.entries]
    of = evidence.since, evidence.until, evidence.country
    more = episodes.outages(evidence), evidence.notes, dict(evidence.versions)
    return dump(written(EvidenceReport(VERSION, *of, scope, evidence.unfinished, sites, *more)))


_COLUMNS: Final = (
    "status", "measurements", "ok", "anomaly", "confirmed", "failure", "first_blocked", "last_blocked",
    "blocked_networks", "blocking_types", "networks", "p90", "p95", "now", "blocked_now_on",
    "episodes",
)  # fmt: skip


def csv(evidence: Evidence) -> str:
    """Return a row for each site."""
    rows: list[Sequence[object]] = [(evidence.by, *_COLUMNS)]
    for entry in evidence.entries:
        types = " ".join(f"{name}:{count}" for name, count in entry.blocking_types.items())
        rows.append((
            entry.url, entry.status, entry.measurements, *entry.counts, entry.first_blocked, entry.last_blocked,
            _networks(entry), types,
            " ".join(f"AS{network.asn}:{network.counts.measurements}" for network in entry.networks),
            f"{entry.p90:.4f}", f"{entry.p95:.4f}", entry.now, episodes.now_on(entry), episodes.cell(entry.episodes),
        ))  # fmt: skip
    return sheet(rows)


def text(evidence: Evidence, *, screen: Screen, everything: bool = True) -> str:
    """Return tables of what was measured, blocked sites first; without `everything` only of sites with an anomaly."""
    found = evidence.entries if everything else with_signs(evidence)
    parts = [
        f"{status}: {counted(len(sites), 'site')}\n\n{_sites_table(evidence.by, sites, screen)}\n"
        for status in Status
        if (sites := [entry for entry in found if entry.status is status])
    ]
    parts.append(episodes.text(evidence, found, screen))
    rest = len(evidence.entries) - len(found)
    hidden = f"Not shown: {counted(rest, 'site')} without an anomaly.\n" if rest else ""
    remarks = "".join(f"{printable(one)}\n" for one in episodes.remarks(evidence))
    return "".join(parts) + fold(f"{summary(evidence)}{hidden}{remarks}{MEANING}\n", screen.width)


def _sites_table(by: str, sites: Sequence[SiteEvidence], screen: Screen) -> str:
    headings = (by, "tests", "anomaly", "confirmed", "failed", "blocked on", "how", "when")
    rows = [
        (entry.url, entry.measurements, entry.counts.anomaly, entry.counts.confirmed, entry.counts.failure,
         _networks(entry), ", ".join(entry.blocking_types), _when(entry))
        for entry in sites
    ]  # fmt: skip
    if sites[0].status.is_blocked:
        return table(headings, rows, screen)
    return table(headings[:5], [row[:5] for row in rows], screen)


def with_signs(evidence: Evidence) -> list[SiteEvidence]:
    """Return the sites that are blocked, or have an episode, an anomaly or a confirmed block."""
    return [entry for entry in evidence.entries if entry.status.is_blocked or entry.counts.suspicious or entry.episodes]


def _networks(entry: SiteEvidence) -> str:
    return " ".join(f"AS{network.asn}" for network in entry.blocked_networks)


def _when(entry: SiteEvidence) -> str:
    if entry.first_blocked is None:
        return ""
    return f"{entry.first_blocked} to {entry.last_blocked}"


def _counted(evidence: Evidence) -> str:
    counts = Counter(entry.status for entry in evidence.entries)
    return ", ".join(f"{counts[status]:,} {status}" for status in Status if counts[status]) or "nothing measured"


def summary(evidence: Evidence) -> str:
    """Return a summary in one line."""
    where = f"{evidence.country}, {evidence.since} to {evidence.until}"
    how_much = f"{counted(evidence.measurements, 'measurement')} of {counted(len(evidence.entries), 'site')}"
    note = f" The days from {evidence.unfinished} were not over when OONI was asked." if evidence.unfinished else ""
    return f"{where}: {how_much}: {_counted(evidence)}.{note}\n"


def markdown(evidence: Evidence) -> str:
    """Return tables for an issue or a pull request."""
    parts = [f"### OONI measurements: {escape(summary(evidence).strip())}\n", f"{escape(MEANING)}\n"]
    for status in Status:
        rows = "".join(
            f"| {code(entry.url)} | {entry.measurements:,} | {entry.counts.anomaly:,} | {entry.counts.confirmed:,} | "
            f"{_networks(entry)} | {escape(', '.join(entry.blocking_types))} | {_when(entry)} |\n"
            for entry in evidence.entries
            if entry.status is status
        )
        if rows:
            head = f"| {evidence.by} | tests | anomaly | confirmed | blocked on | how | when |\n"
            parts.append(f"**{status}**\n\n{head}|---|---:|---:|---:|---|---|---|\n{rows}")
    parts += episodes.markdown(evidence)
    return "\n".join(parts)


WRITERS: Final = forms(text, json=json, csv=csv, markdown=markdown)


def gaps_json(gaps: Gaps) -> str:
    """Return the gaps for programs, zeros included."""
    evidence = gaps.evidence
    records: list[GapRecord] = [
        {**named(evidence.by, gap.url), "asn": gap.asn, "measurements": gap.measurements} for gap in gaps.gaps
    ]
    of = evidence.since, evidence.until, evidence.floor
    return dump(written(GapsReport(VERSION, *of, records, _by_network(gaps), _untested(gaps))))


def _by_network(gaps: Gaps) -> list[NamedRecord]:
    thin = Counter(gap.asn for gap in gaps.gaps)
    measured: Counter[int] = Counter()
    for entry in gaps.evidence.entries:
        measured.update({network.asn: network.counts.measurements for network in entry.networks})
    names = gaps.evidence.networks
    return [NamedRecord(asn, names.get(asn), thin[asn], measured[asn]) for asn in gaps.asns]


def _untested(gaps: Gaps) -> list[str]:
    return [entry.url for entry in gaps.evidence.entries if entry.status is Status.NOT_MEASURED]


def gaps_csv(gaps: Gaps) -> str:
    """Return a row for each gap."""
    rows: list[Sequence[object]] = [(gaps.evidence.by, "asn", "name", "measurements")]
    names = gaps.evidence.networks
    rows += [(gap.url, f"AS{gap.asn}", names.get(gap.asn), gap.measurements) for gap in gaps.gaps]
    return sheet(rows)


def _facts(gaps: Gaps) -> list[str]:
    """Return the facts that a person wants to know first."""
    floor, evidence = gaps.evidence.floor, gaps.evidence
    silent = [f"AS{one.asn}" for one in _by_network(gaps) if not one.measurements]
    possible = len(evidence.entries) * len(gaps.asns)
    facts = [f"{len(gaps.gaps):,} of {possible:,} pairs of a site and a network have fewer than {floor} tests."]
    if silent:
        facts.append(f"Networks that tested no site of the {evidence.scope}: {' '.join(silent)}")
    untested = _untested(gaps)
    if untested:
        facts.append(f"Sites that nobody tested from {evidence.since} to {evidence.until}: {len(untested):,}")
    return facts


def gaps_text(gaps: Gaps, *, screen: Screen) -> str:
    """Return for each network the number of sites that it tests too rarely, and the sites that nobody tested."""
    rows = [(f"AS{one.asn}", one.name or "", one.gaps, one.measurements) for one in _by_network(gaps)]
    shown = table(("network", "name", "gaps", "tests"), rows, screen) + "\n" if rows else ""
    untested = "".join(f"  {printable(url)}\n" for url in _untested(gaps))
    facts = "".join(f"{printable(fact)}\n" for fact in _facts(gaps))
    return shown + fold(facts, screen.width) + untested


def gaps_markdown(gaps: Gaps) -> str:
    """Return the gaps as Markdown for an issue."""
    rows = "".join(
        f"| AS{one.asn} | {escape(one.name or '')} | {one.gaps:,} | {one.measurements:,} |\n"
        for one in _by_network(gaps)
    )
    untested = "".join(f"- {code(url)}\n" for url in _untested(gaps))
    facts = "".join(f"{escape(fact)}\n\n" for fact in _facts(gaps))
    return f"{facts}| network | name | gaps | tests |\n|---|---|---:|---:|\n{rows}\n{untested}"


GAP_WRITERS: Final = forms(gaps_text, json=gaps_json, csv=gaps_csv, markdown=gaps_markdown)
