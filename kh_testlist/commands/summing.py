"""What a report takes beside its period: the period to compare with, and the categories of sites."""

from __future__ import annotations

import contextlib

from kh_testlist import folder
from kh_testlist.errors import Failure, Misuse
from kh_testlist.model import CATEGORY_CODE
from kh_testlist.ooni.evidence import Evidence, FetchedInPart, NeverFetched
from kh_testlist.ooni.period import Period, period
from kh_testlist.ooni.sites import domain_of
from kh_testlist.ooni.summary import CategoryOf
from kh_testlist.operations.evidence import EvidenceQuery, stored
from kh_testlist.review.quarter import parse_quarter
from kh_testlist.rules.date import parse_date
from kh_testlist.terminal.session import Session


def named_quarter(text: str) -> Period:
    """The calendar quarter that is written so: 2025Q3.

    Raises:
        Misuse: it is none.

    """
    quarter = parse_quarter(text)
    return Period(quarter.since, quarter.until)


def named_period(text: str) -> Period:
    """The period that is written so: 2025-07-01..2026-07-01, or 2025Q3 for a calendar quarter.

    Raises:
        Misuse: it is none.

    """
    since, dots, until = text.partition("..")
    if not dots:
        with contextlib.suppress(Misuse):
            return named_quarter(text)
    if parse_date(since) is None or parse_date(until) is None:
        raise Misuse(f"{text!r} is no period.", "Give it so: --previous 2025-07-01..2026-07-01, or 2025Q3")
    return period(since, until)


def evidence_before(session: Session, evidence: Evidence, compared: Period | None) -> Evidence | None:
    """The evidence to compare with: it must be there where it was named, and may be missing where it was not.

    Raises:
        Failure: it was named and is not there, or the cache can't be read.

    """
    chosen = compared or evidence.period.before
    query = EvidenceQuery(
        evidence.scope,
        evidence.by,
        chosen.since.isoformat(),
        chosen.until.isoformat(),
        evidence.country,
        evidence.source,
    )
    try:
        return stored(session.workspace, query)
    except (NeverFetched, FetchedInPart) as error:
        if compared:
            raise
        session.say(f"Not compared with the period before: {error.message} {session.step(error.next_step)}")
        return None


def categories(session: Session) -> CategoryOf:
    """The category of a URL, or of a domain by the first row that is on it: of our list, then of the global one.

    Raises:
        Failure: a list is there and can't be read.

    """
    try:
        path = session.workspace.path
    except Failure:  # the scope may be the country, and then it takes no lists folder
        return lambda _: None
    paths = [path] if path.exists() else []
    place = folder.global_list(path)
    paths += [place] if place else []
    codes: dict[str, str] = {}
    for one in paths:
        rows = folder.load(one).complete
        for entry in rows:
            codes.setdefault(entry.url, entry.cells[CATEGORY_CODE])
        for entry in rows:
            codes.setdefault(domain_of(entry.url), entry.cells[CATEGORY_CODE])
    return codes.get
