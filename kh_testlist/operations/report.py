"""Gather the material of a report: measurements in the cache, the list, its ledger, its history in git, checks."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, NamedTuple

from kh_testlist import __version__, folder, history
from kh_testlist.errors import Failure, Misuse
from kh_testlist.model import CATEGORY_CODE, UrlList
from kh_testlist.ooni.evidence import Evidence, FetchedInPart, NeverFetched
from kh_testlist.ooni.period import Period, period
from kh_testlist.ooni.sites import domain_of
from kh_testlist.ooni.summary import CategoryOf, summarise
from kh_testlist.operations.evidence import (
    EvidenceQuery,
    asked_at,
    caution,
    chosen_period,
    country_of,
    read_evidence,
    read_with_episodes,
)
from kh_testlist.operations.review.sources import check_results
from kh_testlist.review.changes import DecidedAnew, changes
from kh_testlist.review.coverage import coverage
from kh_testlist.review.health import health
from kh_testlist.review.material import Material
from kh_testlist.review.quarter import parse_quarter, quarter_of
from kh_testlist.review.record import CheckResult, RecordedDecision, Review
from kh_testlist.review.thresholds import thresholds
from kh_testlist.rules.date import parse_date
from kh_testlist.store import checkout, display
from kh_testlist.talk import Tell, silent
from kh_testlist.workspace import Workspace

__all__ = ["EvidenceQuery", "Material", "ReportRequest", "period_material", "review_material"]

_NO_PREVIOUS: Final = "none"


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """Which report is wanted."""

    query: EvidenceQuery = field(default_factory=EvidenceQuery)
    """The period, the scope and the country."""
    excluded: tuple[str, ...] = ()
    """Categories that are left out of the sites to unblock."""
    previous: str | None = None
    """A period, `none`, or None for the period just before, if its evidence is there."""
    journals: tuple[Path, ...] = ()
    """The journals of checks. By default, those in the folder of checks next to the lists folder."""


class _Measured(NamedTuple):
    now: Evidence | None
    before: Evidence | None


def period_material(workspace: Workspace, request: ReportRequest = ReportRequest(), *, tell: Tell = silent) -> Material:
    """Return the material of the report that is requested.

    Raises:
        Failure: something exists, but can't be read.
        FetchedInPart: some of the period is missing.
        Misuse: the options contradict each other.

    """
    query = request.query
    found = _measured(workspace, query, request.previous, tell)
    chosen = found.now.period if found.now else chosen_period(query)
    made = _bare(workspace, country_of(workspace, query.country), chosen, request.excluded)
    made = _with_evidence(workspace, replace(made, scope=query.scope or "list"), found)
    if not workspace.has_list:  # the scope may be the country, which needs no list
        return made
    days = thresholds(workspace.settings.get("review", {})).sighting_days
    _, seen = check_results(workspace, request.journals, days, tell=tell)
    return _with_list(workspace, made, seen, tell=tell)


def review_material(workspace: Workspace, review: Review, *, tell: Tell = silent) -> Material:
    """Return the material of the report of a review that ends.

    The report is about the quarter of the review, if OONI's measurements of it were fetched. If not, the report is
    about the period that was fetched last, and says so.

    Raises:
        Failure: something exists, but can't be read.

    """
    wanted = Period(review.quarter.since, review.quarter.until)
    excluded = tuple(sorted(workspace.settings.get("report", {}).get("exclude_category", ())))
    found, country = _Measured(None, None), review.list_name.upper()
    try:
        country = country_of(workspace, review.list_name)
        found = _of_quarter(workspace, wanted, country, tell)
    except Misuse:
        tell("The global list is measured in every country, so its report has no measurements.")
    made = _with_evidence(workspace, _bare(workspace, country, wanted, excluded), found)
    seen = {row.url: row.facts.seen for row in review.rows if row.facts.seen}
    settled = [_decided(one) for one in review.decisions.values()]
    made = _with_list(workspace, made, seen, tell=tell, wanted=wanted, settled=settled)
    is_other = found.now is not None and found.now.period != wanted
    return replace(made, review=str(review.quarter), wanted=wanted if is_other else None)


def _named_period(text: str) -> Period:
    """Return the period that is written as 2025-07-01..2026-07-01, or as 2025Q3 for a calendar quarter."""
    since, dots, until = text.partition("..")
    if not dots:
        with contextlib.suppress(Misuse):
            quarter = parse_quarter(text)
            return Period(quarter.since, quarter.until)
    if parse_date(since) is None or parse_date(until) is None:
        raise Misuse(
            f"{text!r} is not a period.", "Write it like this: --previous 2025-07-01..2026-07-01 or --previous 2025Q3"
        )
    return period(since, until)


def _bare(workspace: Workspace, country: str, chosen: Period | None, excluded: tuple[str, ...]) -> Material:
    quarter = quarter_of(workspace.today)
    return Material(
        country, "list", chosen or Period(quarter.since, quarter.until), workspace.today, __version__, list_path=None,
        summary=None, coverage=None, health=None, changes=None, excluded=excluded,
    )  # fmt: skip


def _measured(workspace: Workspace, query: EvidenceQuery, previous: str | None, tell: Tell) -> _Measured:
    compared = None if previous in {None, _NO_PREVIOUS} else _named_period(previous or "")
    try:
        now = read_with_episodes(workspace, query)
    except NeverFetched as error:
        tell(f"{error.message} {workspace.step(error.next_step)}", "warning")
        return _Measured(None, None)
    caution(now, tell)
    return _Measured(now, None if previous == _NO_PREVIOUS else _evidence_before(workspace, now, compared, tell))


def _of_quarter(workspace: Workspace, quarter: Period, country: str, tell: Tell) -> _Measured:
    """Return the measurements of a quarter. If they were not fetched, return those that were fetched last."""
    since, until = (day.isoformat() for day in quarter)
    try:
        now = read_with_episodes(workspace, EvidenceQuery("list", since=since, until=until, country=country))
    except (NeverFetched, FetchedInPart):
        try:
            now = read_with_episodes(workspace, EvidenceQuery("list", country=country))
        except (NeverFetched, FetchedInPart) as error:
            tell(f"{error.message} {workspace.step(error.next_step)}", "warning")
            return _Measured(None, None)
    return _Measured(now, _evidence_before(workspace, now, None, tell))


def _evidence_before(workspace: Workspace, now: Evidence, compared: Period | None, tell: Tell) -> Evidence | None:
    """Return the evidence to compare with. If the person named no period, it may be missing."""
    chosen = compared or now.period.before
    since, until = (day.isoformat() for day in chosen)
    try:
        return read_evidence(workspace, EvidenceQuery(now.scope, now.by, since, until, now.country, now.source))
    except (NeverFetched, FetchedInPart) as error:
        if compared:
            raise
        tell(f"The report is not compared with the period before. {error.message} {workspace.step(error.next_step)}")
        return None


def _with_evidence(workspace: Workspace, made: Material, found: _Measured) -> Material:
    if found.now is None:
        return made
    category_of = _categories(workspace)
    return replace(
        made,
        scope=found.now.scope,
        period=found.now.period,
        summary=summarise(found.now, category_of, made.excluded, found.before),
        coverage=coverage(found.now, category_of),
        asked_at=asked_at(found.now),
    )


def _categories(workspace: Workspace) -> CategoryOf:
    """Return what gives the category of a URL or a domain, from our list, then from the global one.

    A domain has the category of the first row that is on it.
    """
    try:
        path = workspace.path
    except Failure:  # the scope may be the country, which needs no lists folder
        return lambda _: None
    paths = [path] if path.exists() else []
    place = folder.global_list(path)
    paths += [place] if place else []
    codes: dict[str, str] = {}
    for one in paths:
        rows = workspace.load(one).complete
        for entry in rows:
            codes.setdefault(entry.url, entry.cells[CATEGORY_CODE])
        for entry in rows:
            codes.setdefault(domain_of(entry.url), entry.cells[CATEGORY_CODE])
    return codes.get


def _with_list(
    workspace: Workspace,
    made: Material,
    seen: Mapping[str, Sequence[CheckResult]],
    *,
    tell: Tell,
    wanted: Period | None = None,
    settled: Iterable[DecidedAnew] = (),
) -> Material:
    path, now, records = workspace.path, workspace.list, workspace.records
    of = wanted or made.period
    before, after = _then(workspace, path, of.since, tell), now
    if of.until <= made.made_on and before is not None:
        after = _then(workspace, path, of.until, tell) or now
    return replace(
        made,
        list_path=display(path),
        health=health(now, seen, records, made.made_on),
        changes=changes(of, before, after, records, settled),
    )


def _then(workspace: Workspace, path: Path, day: dt.date, tell: Tell) -> UrlList | None:
    """Return the list as it was when `day` began. Return None if that is not known, or if there was none."""
    top = checkout(path.parent)
    if top is None:
        return None
    try:
        commit = history.last_before(top, day)
        return history.reader(commit)(path) if commit else None
    except Failure as error:
        tell(f"{error.message} {workspace.step(error.next_step)}", "warning")
        return None


def _decided(settled: RecordedDecision) -> DecidedAnew:
    return DecidedAnew(
        settled.url,
        settled.decision.value,
        settled.reason,
        settled.decided_on.isoformat(),
        settled.new_url or "",
        settled.new_category or "",
    )
