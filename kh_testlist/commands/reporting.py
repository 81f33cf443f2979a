"""What a report is made of, gathered: measurements from the cache, the list and its ledger, git's history, checks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from kh_testlist import __version__, folder, history, ledger
from kh_testlist.commands.evidence_options import country_of
from kh_testlist.commands.review import opened, sources
from kh_testlist.commands.session import Session, settings_of
from kh_testlist.commands.stored import Wish, asked_at, caution, chosen_period, stored
from kh_testlist.commands.summing import categories, evidence_before, named_period
from kh_testlist.errors import Failure, Misuse
from kh_testlist.model import UrlList
from kh_testlist.ooni.evidence import Evidence, FetchedInPart, NeverFetched
from kh_testlist.ooni.period import Period
from kh_testlist.ooni.summary import summarise
from kh_testlist.reports import period as reports
from kh_testlist.reports.page.material import Material
from kh_testlist.review.changes import DecidedAnew, changes
from kh_testlist.review.coverage import coverage
from kh_testlist.review.health import health
from kh_testlist.review.quarter import quarter_of
from kh_testlist.review.record import CheckResult, RecordedDecision, Review
from kh_testlist.store import checkout, display

NO_PREVIOUS: Final = "none"


class Wanted(NamedTuple):
    """Which report is wanted."""

    wish: Wish
    excluded: tuple[str, ...] = ()
    previous: str | None = None
    """A period, `none`, or None for the one just before, if that is there."""
    journals: tuple[Path, ...] = ()
    """Of checks; where none is named, those that lie beside the lists."""


class _Measured(NamedTuple):
    now: Evidence | None
    before: Evidence | None


def material(session: Session, wanted: Wanted) -> Material:
    """What the report `wanted` is made of.

    Raises:
        Failure: something is there and can't be read.
        FetchedInPart: of the period, only some is there.
        Misuse: the options contradict each other.

    """
    found = _measured(session, wanted)
    today = session.today()
    period = found.now.period if found.now else chosen_period(wanted.wish)
    quarter = quarter_of(today)
    made = _bare(
        country_of(session, wanted.wish.country),
        period or Period(quarter.since, quarter.until),
        today,
        wanted.excluded,
    )
    made = _with_evidence(session, replace(made, scope=wanted.wish.scope or "list"), found)
    path = session.list_if_any()
    if path is None:  # the scope may be the country, and then it takes no list
        return made
    listed = [entry.url for entry in folder.load(path).complete]
    seen = sources.seen(session, wanted.journals, listed, opened.own_thresholds().sighting_days)
    return _with_list(session, made, path, seen.by_url)


def review_reports(session: Session, review: Review, list_path: Path) -> dict[str, str]:
    """The reports of a review that ends, by the names of their files.

    They are on the review's quarter if OONI's measurements of it were fetched, else on the period that was fetched
    last, and then they say so.

    Raises:
        Failure: something is there and can't be read.

    """
    wanted = Period(review.quarter.since, review.quarter.until)
    excluded = tuple(sorted(settings_of("report").get("exclude_category", ())))
    found, country = _Measured(None, None), review.list_name.upper()
    try:
        country = country_of(session, review.list_name)
        found = _of_quarter(session, wanted, country)
    except Misuse:
        session.say("The global list is measured everywhere, so its report has no measurements.")
    made = _bare(country, wanted, session.today(), excluded)
    made = _with_evidence(session, made, found)
    seen = {row.url: row.facts.seen for row in review.rows if row.facts.seen}
    settled = [_decided(one) for one in review.decisions.values()]
    made = _with_list(session, made, list_path, seen, wanted, settled)
    is_other = found.now is not None and found.now.period != wanted
    made = replace(made, review=str(review.quarter), wanted=wanted if is_other else None)
    return {
        "report.html": reports.html(made, lang="en", color=False),
        "report.km.html": reports.html(made, lang="km", color=False),
        "report.md": reports.markdown(made, lang="en", color=False),
    }


def _bare(country: str, period: Period, today: dt.date, excluded: tuple[str, ...]) -> Material:
    return Material(
        country, "list", period, today, __version__, list_path=None, summary=None, coverage=None, health=None,
        changes=None, excluded=excluded,
    )  # fmt: skip


def _measured(session: Session, wanted: Wanted) -> _Measured:
    compared = None if wanted.previous in {None, NO_PREVIOUS} else named_period(wanted.previous or "")
    try:
        now = stored(session, wanted.wish)
    except NeverFetched as error:
        session.say(f"{error.message} {session.step(error.next_step)}", "yellow")
        return _Measured(None, None)
    caution(session, now)
    return _Measured(now, None if wanted.previous == NO_PREVIOUS else evidence_before(session, now, compared))


def _of_quarter(session: Session, quarter: Period, country: str) -> _Measured:
    """The measurements of a quarter; else those that were fetched last."""
    since, until = (day.isoformat() for day in quarter)
    try:
        now = stored(session, Wish("list", since=since, until=until, country=country))
    except (NeverFetched, FetchedInPart):
        try:
            now = stored(session, Wish("list", country=country))
        except (NeverFetched, FetchedInPart) as error:
            session.say(f"{error.message} {session.step(error.next_step)}", "yellow")
            return _Measured(None, None)
    return _Measured(now, evidence_before(session, now, None))


def _with_evidence(session: Session, made: Material, found: _Measured) -> Material:
    if found.now is None:
        return made
    category_of = categories(session)
    return replace(
        made,
        scope=found.now.scope,
        period=found.now.period,
        summary=summarise(found.now, category_of, made.excluded, found.before),
        coverage=coverage(found.now, category_of),
        asked_at=asked_at(found.now),
    )


def _with_list(
    session: Session,
    made: Material,
    path: Path,
    seen: Mapping[str, Sequence[CheckResult]],
    period: Period | None = None,
    settled: Iterable[DecidedAnew] = (),
) -> Material:
    now = folder.load(path)
    records = ledger.records(ledger.load(path))
    of = period or made.period
    before, after = _then(session, path, of.since), now
    if of.until <= made.made_on and before is not None:
        after = _then(session, path, of.until) or now
    return replace(
        made,
        list_path=display(path),
        health=health(now, seen, records, made.made_on),
        changes=changes(of, before, after, records, settled),
    )


def _then(session: Session, path: Path, day: dt.date) -> UrlList | None:
    """The list as it was when `day` began; None where nobody can tell, or there was none."""
    top = checkout(path.parent)
    if top is None:
        return None
    try:
        commit = history.last_before(top, day)
        return history.reader(commit)(path) if commit else None
    except Failure as error:
        session.say(f"{error.message} {session.step(error.next_step)}", "yellow")
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
