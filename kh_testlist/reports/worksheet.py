"""A review as a CSV for people who work in a spreadsheet.

The file starts with a byte order mark, and its lines end as on Windows. So LibreOffice and Excel read it as UTF-8 and
show Khmer correctly. No cell is a formula: a cell that a spreadsheet might read as a formula gets an apostrophe first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kh_testlist.ooni.evidence import SiteEvidence
from kh_testlist.reports.terminal import printable
from kh_testlist.review.link import chart
from kh_testlist.review.record import CheckResult, Decision, Facts, Review, ReviewRow
from kh_testlist.review.sheet import COLUMNS, guarded
from kh_testlist.store import write_record
from kh_testlist.text import shorten

MARK: Final = "\ufeff"
"""The byte order mark at the start of the file."""
_LONGEST: Final = 2_000


def worksheet(review: Review, *, as_file: bool) -> str:
    """Return the rows that are due, and other rows that were decided.

    Only a file has the byte order mark and line ends as on Windows.
    """
    rows = [row for row in review.rows if row.due or row.url in review.decisions]
    lines = [COLUMNS, *(tuple(_cells(row, review)) for row in rows)]
    end = "\r\n" if as_file else "\n"
    return (MARK if as_file else "") + "".join(write_record(cells, end) for cells in lines)


def _cells(row: ReviewRow, review: Review) -> Iterator[str]:
    facts, advice = row.facts, row.advice
    words = list(_words(facts))
    target = advice.new_url or advice.new_category
    reasons = [f"→ {target}", *advice.reasons] if target else advice.reasons
    settled = review.decisions.get(row.url)
    cells = (
        facts.url,
        facts.category_code,
        advice.word,
        "; ".join(reasons),
        ", ".join(f"{one.verdict} ({one.vantage})" for one in words),
        max((one.checked_at for one in words), default=""),
        _evidence(facts.evidence, review, facts.url),
        settled.decision if settled else "",
        (settled.new_url if settled else None) or "",
        (settled.new_category if settled else None) or "",
        settled.reason if settled else "",
    )
    return (guarded(printable(shorten(cell, _LONGEST) if place else cell)) for place, cell in enumerate(cells))


def _words(facts: Facts) -> Iterator[CheckResult]:
    """Return the latest visit from each vantage."""
    latest = {one.place: one for one in sorted(facts.seen, key=lambda one: one.checked_at)}
    return (latest[vantage] for vantage in sorted(latest))


def _evidence(found: SiteEvidence | None, review: Review, url: str) -> str:
    if found is None:
        return "not fetched"
    source = next((one for one in review.sources if one.name == "evidence"), None)
    since, until = review.quarter.since, review.quarter.until
    if source and source.has_data:
        since, until = (type(since).fromisoformat(str(source.details[key])) for key in ("since", "until"))
    counts = found.counts
    told = f"{found.status}: {counts.suspicious:,} of {counts.measurements:,} suspicious"
    return f"{told}; {chart(url, review.list_name, since, until)}"


DECISIONS: Final = tuple(word.value for word in Decision)
"""The words that are valid in the column `decision`."""
