"""The material of a report: what OONI measured, how good the list is, how it changed, and the sources."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kh_testlist.ooni.period import Period
from kh_testlist.ooni.summary import Summary
from kh_testlist.review.changes import Changes
from kh_testlist.review.coverage import FullCoverage
from kh_testlist.review.health import Health


@dataclass(frozen=True, slots=True)
class Material:
    """The material of a report. None means that data is missing. The report says so, and never shows it as zero."""

    country: str
    """Two capital letters."""
    scope: str
    """`list`: the sites of the list. `country`: everything that was measured there."""
    period: Period
    made_on: dt.date
    """In UTC."""
    program: str
    """Its version."""
    list_path: str | None
    """As a person would write it. None if the list does not exist."""
    summary: Summary | None
    """None if OONI's measurements of the period were never fetched."""
    coverage: FullCoverage | None
    """None if `summary` is None."""
    health: Health | None
    """None if the list does not exist. It may have no checks."""
    changes: Changes | None
    """None if the list does not exist."""
    excluded: tuple[str, ...] = ()
    """Categories that are left out of the sites to unblock."""
    asked_at: str | None = None
    """When the newest measurements were fetched from OONI, in UTC."""
    review: str | None = None
    """The quarter of the review that this report ends."""
    wanted: Period | None = None
    """The period that was wanted, if the report is about another one."""
