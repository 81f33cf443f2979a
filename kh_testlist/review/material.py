"""All that a report is made of: what OONI measured, how the list is, what became of it, and where each came from."""

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
    """What a report is made of. None is what is not there, and the report says so; it is never shown as nothing."""

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
    """As a person would write it; None where there is no list."""
    summary: Summary | None
    """None where OONI's measurements of the period were never fetched."""
    coverage: FullCoverage | None
    """None with the summary."""
    health: Health | None
    """None where there is no list. It may hold no checks."""
    changes: Changes | None
    """None where there is no list."""
    excluded: tuple[str, ...] = ()
    """Categories that are left out of what is asked to be unblocked."""
    asked_at: str | None = None
    """When OONI was asked for the newest of the measurements, in UTC."""
    review: str | None = None
    """The quarter whose review this ends."""
    wanted: Period | None = None
    """The period that was wanted, where another one had to do."""
