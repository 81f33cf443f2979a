"""The data of a report: every table of it, for programs and spreadsheets, for people and for pull requests."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal

from kh_testlist.ooni.evidence import Quarter, SiteEvidence
from kh_testlist.ooni.summary import Summary
from kh_testlist.reports.evidence import cell
from kh_testlist.reports.json import VERSION, dump
from kh_testlist.reports.markdown import code, escape
from kh_testlist.reports.terminal import printable
from kh_testlist.store import write_record

if sys.version_info >= (3, 12):
    from typing import NotRequired, TypedDict
else:
    from typing import NotRequired

    from typing_extensions import TypedDict


class NetworkRef(TypedDict):
    """A network that blocks a site."""

    asn: int
    name: str | None


class BlockedRecord(TypedDict):
    """A blocked site. `ask_to_unblock` is false where its category is left out of what the report asks for."""

    url: NotRequired[str]
    domain: NotRequired[str]
    category_code: str | None
    status: Literal["blocked-confirmed", "blocked-likely"]
    networks: list[NetworkRef]
    methods: list[str]
    first_blocked: str | None
    last_blocked: str | None
    ask_to_unblock: bool


class NotAccessibleRecord(TypedDict):
    """A site that no measurement could open, though by the arithmetic no network blocks it."""

    url: NotRequired[str]
    domain: NotRequired[str]
    category_code: str | None
    measurements: int
    anomaly: int
    failure: int


class CategoryRecord(TypedDict):
    """A category; null for what is on no list."""

    category_code: str | None
    tested: int
    measurements: int
    blocked: int


class NetworkRecord(TypedDict):
    """A network."""

    asn: int
    name: str | None
    tested: int
    measurements: int
    blocked: int


class MethodRecord(TypedDict):
    """A way of interfering: suspicious measurements, and blocked sites on which it was seen."""

    blocking_type: str
    measurements: int
    blocked: int


class QuarterRecord(TypedDict):
    """A row of iMAP's Table 1; a domain or a network counts once a quarter."""

    quarter: str
    asn_count: int
    domain_count: int
    ok_count: int
    anomaly_count: int
    confirmed_count: int
    failure_count: int
    measurement_count: int


class PreviousRecord(TypedDict):
    """The period before, and what is different."""

    since: str
    until: str
    measurements: int
    websites_tested: int
    blocked: int
    newly_blocked: list[str]
    no_longer_blocked: list[str]


class PeriodReport(TypedDict):
    """The report of `report --format json`. Where `evidence` is null it was never fetched, and so is all else."""

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
    by_category: list[CategoryRecord] | None
    by_network: list[NetworkRecord] | None
    by_method: list[MethodRecord] | None
    by_quarter: list[QuarterRecord] | None
    total: QuarterRecord | None
    previous: PreviousRecord | None
    excluded_categories: list[str]


NEVER: Final = "OONI's measurements were never fetched for this period, so there is nothing to say of blocking."


def record(found: Summary) -> PeriodReport:
    """All of it as JSON has it."""
    evidence, by = found.evidence, found.evidence.by
    change = found.change
    previous: PreviousRecord | None = change and {
        "since": change.period.since.isoformat(),
        "until": change.period.until.isoformat(),
        "measurements": change.measurements,
        "websites_tested": change.tested,
        "blocked": change.blocked,
        "newly_blocked": list(change.newly_blocked),
        "no_longer_blocked": list(change.no_longer_blocked),
    }
    return {
        "version": VERSION,
        "since": evidence.since,
        "until": evidence.until,
        "country": evidence.country,
        "scope": "country" if evidence.scope == "country" else "list",
        "evidence": "unfinished" if evidence.unfinished else "complete",
        "measurements": evidence.measurements,
        "websites_tested": found.tested,
        "blocked": [_blocked(by, one.site, one.category, exempt=one.exempt) for one in found.blocked],
        "not_accessible": [_not_accessible(by, one.site, one.category) for one in found.not_accessible],
        "by_category": [
            {"category_code": row[0], "tested": row[1], "measurements": row[2], "blocked": row[3]}
            for row in found.by_category
        ],
        "by_network": [
            {"asn": row[0], "name": row[1], "tested": row[2], "measurements": row[3], "blocked": row[4]}
            for row in found.by_network
        ],
        "by_method": [{"blocking_type": row[0], "measurements": row[1], "blocked": row[2]} for row in found.by_method],
        "by_quarter": [_quarter(quarter) for quarter in evidence.quarters],
        "total": _quarter(found.total),
        "previous": previous,
        "excluded_categories": list(found.excluded),
    }


def _blocked(by: str, site: SiteEvidence, category: str | None, *, exempt: bool) -> BlockedRecord:
    made: BlockedRecord = {
        "category_code": category,
        "status": "blocked-confirmed" if site.status == "blocked-confirmed" else "blocked-likely",
        "networks": [{"asn": network.asn, "name": network.name} for network in site.blocked_networks],
        "methods": list(site.blocking_types),
        "first_blocked": site.first_blocked,
        "last_blocked": site.last_blocked,
        "ask_to_unblock": not exempt,
    }
    return {"domain": site.url, **made} if by == "domain" else {"url": site.url, **made}


def _not_accessible(by: str, site: SiteEvidence, category: str | None) -> NotAccessibleRecord:
    made: NotAccessibleRecord = {
        "category_code": category,
        "measurements": site.measurements,
        "anomaly": site.anomaly,
        "failure": site.counts.failure,
    }
    return {"domain": site.url, **made} if by == "domain" else {"url": site.url, **made}


def _quarter(quarter: Quarter) -> QuarterRecord:
    return {
        "quarter": quarter.name,
        "asn_count": len(quarter.networks),
        "domain_count": len(quarter.domains),
        "ok_count": quarter.counts.ok,
        "anomaly_count": quarter.counts.anomaly,
        "confirmed_count": quarter.counts.confirmed,
        "failure_count": quarter.counts.failure,
        "measurement_count": quarter.counts.measurements,
    }


def never_fetched(country: str, scope: str, excluded: Sequence[str]) -> PeriodReport:
    """The report where nothing was fetched: null is not zero."""
    return {
        "version": VERSION,
        "since": None,
        "until": None,
        "country": country,
        "scope": "country" if scope == "country" else "list",
        "evidence": None,
        "measurements": None,
        "websites_tested": None,
        "blocked": None,
        "not_accessible": None,
        "by_category": None,
        "by_network": None,
        "by_method": None,
        "by_quarter": None,
        "total": None,
        "previous": None,
        "excluded_categories": list(excluded),
    }


def json(report: PeriodReport, *, color: bool) -> str:
    """All of it, for programs."""
    del color
    return dump(report)


TABLES: Final = ("by_quarter", "blocked", "not_accessible", "by_category", "by_network", "by_method", "previous")
"""The tables of a report, in their order."""

_TITLES: Final = {
    "by_quarter": "Measurements by quarter",
    "blocked": "Blocked",
    "not_accessible": "Opened by no measurement, and not taken for blocked",
    "by_category": "By category",
    "by_network": "By network",
    "by_method": "By method",
    "previous": "Against the period before",
}


def _rows(report: PeriodReport, name: str) -> list[dict[str, Any]]:
    """A table of the report as rows of plain cells; Table 1 ends with the total."""
    found: Any = report[name]  # type: ignore[literal-required] # one of TABLES
    if found is None:
        return []
    rows = [found] if isinstance(found, dict) else [*found]
    if name == "by_quarter" and report["total"]:
        rows.append(report["total"])
    return [{key: _flat(value) for key, value in row.items()} for row in rows]


def _flat(value: object) -> object:
    if isinstance(value, list):
        return " ".join(f"AS{one['asn']}" if isinstance(one, dict) else str(one) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else value


def csv(report: PeriodReport, *, color: bool) -> str:
    """Every table, one after the other; the first column says which, so that each can be cut out."""
    del color
    lines = []
    for name in TABLES:
        rows = _rows(report, name)
        if rows:
            lines.append(write_record(("table", *rows[0]), "\n"))
            lines += [write_record((name, *(cell(value) for value in row.values())), "\n") for row in rows]
    return "".join(lines)


def text(report: PeriodReport, *, color: bool) -> str:
    """The tables for people."""
    from kh_testlist.reports.table import table  # noqa: PLC0415 - rich, which the other formats need not load

    if report["evidence"] is None:
        return f"{NEVER}\n"
    parts = [_head(report)]
    for name in TABLES:
        rows = _rows(report, name)
        if rows:
            cells = [[value if isinstance(value, int) else str(value) for value in _named(row)] for row in rows]
            parts.append(f"\n{_TITLES[name]}\n\n{table(tuple(rows[0]), cells, color=color)}")
    return "".join(parts)


def _head(report: PeriodReport) -> str:
    tested, measurements = report["websites_tested"] or 0, report["measurements"] or 0
    blocked = len(report["blocked"] or ())
    excluded = report["excluded_categories"]
    what = "everything measured there" if report["scope"] == "country" else "our list"
    when = f"{report['country']}, {report['since']} to {report['until']}, {what}"
    lines = [f"{when}: {measurements:,} measurements of {tested:,} sites, {blocked:,} of them blocked."]
    if report["evidence"] == "unfinished":
        lines.append("Some days of the period were not over when the API was asked.")
    if excluded:
        lines.append(f"Not among what is asked to be unblocked: {', '.join(excluded)}. The counts hold them still.")
    return "".join(f"{printable(line)}\n" for line in lines)


def markdown(report: PeriodReport, *, color: bool) -> str:
    """The same tables in Markdown."""
    del color
    if report["evidence"] is None:
        return f"{NEVER}\n"
    parts = [escape(_head(report).strip()) + "\n"]
    for name in TABLES:
        rows = _rows(report, name)
        if rows:
            head = f"| {' | '.join(map(escape, rows[0]))} |\n|{'---|' * len(rows[0])}\n"
            body = "".join(f"| {' | '.join(_cells(row))} |\n" for row in rows)
            parts.append(f"### {_TITLES[name]}\n\n{head}{body}")
    return "\n".join(parts)


def _cells(row: Mapping[str, object]) -> Iterator[str]:
    """A row in Markdown; what names a site can be copied."""
    for key, value in zip(row, _named(row), strict=True):
        yield code(str(value)) if key in {"url", "domain"} else escape(str(value))


def _named(row: Mapping[str, object]) -> Iterator[object]:
    """A row for people: networks go by AS and number, which is no quantity."""
    for key, value in row.items():
        yield f"AS{value}" if key == "asn" else value


WRITERS: Final[dict[str, Callable[..., str]]] = {"text": text, "json": json, "csv": csv, "markdown": markdown}
