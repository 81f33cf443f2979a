"""A report as programs read it."""

from __future__ import annotations

from kh_testlist.ooni.evidence import Quarter, SiteEvidence
from kh_testlist.ooni.summary import Change, Summary
from kh_testlist.reports.json import VERSION
from kh_testlist.reports.period_shape import (
    BlockedRecord,
    ChangesRecord,
    CoverageRecord,
    HealthRecord,
    NotAccessibleRecord,
    PeriodReport,
    PreviousRecord,
    QuarterRecord,
)
from kh_testlist.review.changes import Changes
from kh_testlist.review.coverage import Coverage
from kh_testlist.review.health import Health
from kh_testlist.review.material import Material


def record(material: Material) -> PeriodReport:
    """All of it as JSON has it: null is not zero."""
    report: PeriodReport = {
        "version": VERSION,
        "since": None,
        "until": None,
        "country": material.country,
        "scope": "country" if material.scope == "country" else "list",
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
        "health": _health(material.health) if material.health else None,
        "changes": _changes(material.changes) if material.changes else None,
        "coverage": _coverage(material.coverage) if material.coverage else None,
        "excluded_categories": list(material.excluded),
        "made_on": material.made_on.isoformat(),
        "program": material.program,
        "fetched_at": material.asked_at,
    }
    if material.summary:
        _measured(report, material.summary)
    return report


def _measured(report: PeriodReport, found: Summary) -> None:
    evidence, by = found.evidence, found.evidence.by
    report["since"], report["until"] = evidence.since, evidence.until
    report["evidence"] = "unfinished" if evidence.unfinished else "complete"
    report["measurements"] = evidence.measurements
    report["websites_tested"] = found.tested
    report["blocked"] = [_blocked(by, one.site, one.category, exempt=one.exempt) for one in found.blocked]
    report["not_accessible"] = [_not_accessible(by, one.site, one.category) for one in found.not_accessible]
    report["by_category"] = [
        {"category_code": row[0], "tested": row[1], "measurements": row[2], "blocked": row[3]}
        for row in found.by_category
    ]
    report["by_network"] = [
        {"asn": row[0], "name": row[1], "tested": row[2], "measurements": row[3], "blocked": row[4]}
        for row in found.by_network
    ]
    report["by_method"] = [
        {"blocking_type": row[0], "measurements": row[1], "blocked": row[2]} for row in found.by_method
    ]
    report["by_quarter"] = [_quarter(quarter) for quarter in evidence.quarters]
    report["total"] = _quarter(found.total)
    report["previous"] = _previous(found.change) if found.change else None


def _previous(change: Change) -> PreviousRecord:
    return {
        "since": change.period.since.isoformat(),
        "until": change.period.until.isoformat(),
        "measurements": change.measurements,
        "websites_tested": change.tested,
        "blocked": change.blocked,
        "newly_blocked": list(change.newly_blocked),
        "no_longer_blocked": list(change.no_longer_blocked),
    }


def _health(health: Health) -> HealthRecord:
    return {
        "rows": health.rows,
        "checked": health.checked,
        "vantages": list(health.vantages),
        "first_checked": health.first_day,
        "last_checked": health.last_day,
        "by_verdict": [{"verdict": verdict.value, "rows": rows} for verdict, rows in health.by_verdict],
        "by_category": [
            {
                "category_code": row.category,
                "rows": row.rows,
                "works": row.works,
                "fails": row.fails,
                "maybe_blocked": row.maybe_blocked,
                "unclear": row.unclear,
                "unchecked": row.unchecked,
            }
            for row in health.by_category
        ],
        "by_age": [{"years": age.least, "below": age.below, "rows": age.rows} for age in health.by_age],
        "reviewed_within_a_year": health.reviewed.within_a_year,
        "reviewed_earlier": health.reviewed.earlier,
        "never_reviewed": health.reviewed.never,
    }


def _changes(changes: Changes) -> ChangesRecord:
    return {
        "since": changes.period.since.isoformat(),
        "until": changes.period.until.isoformat(),
        "compared": changes.is_compared,
        "rows": [
            {
                "kind": row.kind.value,
                "url": row.url,
                "category_code": row.category,
                "before": row.before or None,
                "reason": row.reason,
                "day": row.day or None,
            }
            for row in changes.rows
        ],
        "decisions": [
            {"url": one.url, "decision": one.decision, "reason": one.reason, "day": one.day}
            for one in changes.decisions
        ],
    }


def _coverage(coverage: Coverage) -> CoverageRecord:
    return {
        "floor": coverage.floor,
        "websites": coverage.sites,
        "pairs": coverage.pairs,
        "gaps": coverage.gaps,
        "by_category": [
            {
                "category_code": row.category,
                "websites": row.sites,
                "tested_enough": row.enough,
                "untested": row.untested,
                "gaps": row.gaps,
            }
            for row in coverage.by_category
        ],
        "by_network": [
            {
                "asn": row.asn,
                "name": row.name,
                "tested_enough": row.enough,
                "gaps": row.gaps,
                "measurements": row.measurements,
            }
            for row in coverage.by_network
        ],
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
        "anomaly": site.counts.anomaly,
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
