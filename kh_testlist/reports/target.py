"""The reports of `target`: on published links, on what to test next, and on what volunteers get."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final, Literal

from kh_testlist.ooni.drift import Drift
from kh_testlist.ooni.plan import Batch
from kh_testlist.ooni.preview import Outlook, Preview, When
from kh_testlist.records import Day, written
from kh_testlist.reports.json import VERSION, dump
from kh_testlist.reports.spreadsheet import sheet
from kh_testlist.reports.terminal import Screen, Span, forms, paint, printable
from kh_testlist.text import counted, shorten

_WIDEST: Final = 200

_MEANINGS: Final = {
    When.NEVER: "never: OONI's rules give them no priority",
    When.NOT_UPSTREAM: "not from OONI yet: OONI uses upstream's list, and they are not on it",
    When.LATER: "later: after the sites before them, or if a person runs all websites",
    When.SOON: "soon: in the next run while the phone is charging",
    When.NEXT: "next: in anybody's next run",
}
"""The cases that need an action are first."""
_STYLE: Final = {When.NEVER: "bold red", When.NOT_UPSTREAM: "bold yellow"}
_NAMED: Final = (When.NEVER, When.NOT_UPSTREAM)


@dataclass(frozen=True, slots=True)
class DriftReport:
    """The report of `target drift --format json`."""

    version: Literal[1]
    link: str
    missing: Sequence[str]
    extra: Sequence[str]
    expires: str
    expired: bool
    days_left: int


@dataclass(frozen=True, slots=True)
class PlanReport:
    """The report of `target plan --format json`."""

    version: Literal[1]
    batches: Sequence[Batch]


@dataclass(frozen=True, slots=True)
class PreviewReport:
    """The report of `target preview --format json`."""

    version: Literal[1]
    country: str
    since: Day
    until: Day
    rows: Sequence[Preview]
    summary: dict[str, int]


def drift_json(found: Drift) -> str:
    """Return the report of `target drift` for programs."""
    expires = found.expires.strftime("%Y-%m-%dT%H:%M:%SZ")
    report = DriftReport(VERSION, found.link, found.missing, found.extra, expires, found.has_ended, found.days_left)
    return dump(written(report))


def drift_text(found: Drift, *, screen: Screen) -> str:
    """Return for people the missing URLs, the extra URLs, and the end of the link."""
    spans: list[Span] = []
    for sign, style, urls in (("-", "red", found.missing), ("+", "yellow", found.extra)):
        spans += [(f"{sign} {printable(shorten(url, _WIDEST))}\n", style) for url in urls]
    day = found.expires.date().isoformat()
    ends = f"expired on {day}" if found.has_ended else f"ends in {counted(found.days_left, 'day')}, on {day}"
    said = f"{len(found.missing):,} missing from the link, {len(found.extra):,} only in the link; it {ends}"
    spans.append((f"{found.link}: {said}\n", "bold" if found.is_there else ""))
    return paint(spans, screen)


def ending(found: Drift) -> str:
    """Return a warning that the link ends soon."""
    return f"The link ends in {counted(found.days_left, 'day')}. Publish again to make it last longer."


def plan_json(batches: Sequence[Batch]) -> str:
    """Return the report of `target plan` for programs."""
    return dump(written(PlanReport(VERSION, batches)))


def plan_text(batches: Sequence[Batch], *, screen: Screen) -> str:
    """Return the batches for people, one after the other."""
    spans: list[Span] = []
    for number, batch in enumerate(batches, 1):
        spans.append((f"batch {number}: {counted(len(batch.urls), 'site')}, {batch.minutes:g} minutes\n", "bold"))
        spans += [(f"  {printable(shorten(url, _WIDEST))}\n", "") for url in batch.urls]
    return paint(spans, screen)


def preview_json(found: Outlook) -> str:
    """Return the report of `target preview` for programs."""
    report = PreviewReport(VERSION, found.country, *found.weeks, found.rows, summary(found.rows))
    return dump(written(report))


def summary(found: Sequence[Preview]) -> dict[str, int]:
    """Return the number of rows of each kind, without kinds that have none."""
    counts = Counter(one.when for one in found)
    return {when.value: counts[when] for when in _MEANINGS if counts[when]}


def preview_csv(found: Outlook) -> str:
    """Return the report of `target preview` for a spreadsheet."""
    cells = [
        (one.url, one.category_code, one.when, one.rank, f"{one.priority:g}", one.measurements, one.counted)
        for one in found.rows
    ]
    return sheet([[one.name for one in fields(Preview)], *cells])


def preview_text(found: Outlook, *, screen: Screen) -> str:
    """Return for people how many rows come when, and the names of those that never come."""
    spans: list[Span] = []
    for when, meaning in _MEANINGS.items():
        rows = [one for one in found.rows if one.when is when]
        if not rows:
            continue
        spans.append((f"{len(rows):,} {meaning}\n", _STYLE.get(when, "")))
        if when in _NAMED:
            spans += [(f"  {printable(shorten(one.url, _WIDEST))} ({one.category_code})\n", "") for one in rows]
    return paint(spans, screen)


DRIFTS: Final = forms(drift_text, json=drift_json)
PLANS: Final = forms(plan_text, json=plan_json)
PREVIEWS: Final = forms(preview_text, json=preview_json, csv=preview_csv)
