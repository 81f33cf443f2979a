"""From the decisions of a review to the list, the ledger and the mark that it is finished, put in place together."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kh_testlist import ledger
from kh_testlist.categories import LEGEND
from kh_testlist.commands.change import Held, against
from kh_testlist.errors import Refused
from kh_testlist.ledger import Record
from kh_testlist.model import CATEGORY_CODE, CATEGORY_DESCRIPTION, URL, Entry, UrlList
from kh_testlist.review import files, review_store
from kh_testlist.review.link import chart
from kh_testlist.review.precedent import reason_for_ledger
from kh_testlist.review.record import Decision, Finish, RecordedDecision, Review
from kh_testlist.review.thresholds import Thresholds
from kh_testlist.rules import admission


@dataclass(frozen=True, slots=True)
class Applied:
    """What the decisions make of the list."""

    urls: UrlList
    records: tuple[Record, ...]
    finish: Finish
    changed: tuple[str, ...]
    """What changes on the list, a line each."""


def applied(review: Review, held: Held, limits: Thresholds) -> Applied:
    """What the decisions of `review` make of the list that is held.

    Raises:
        Refused: the rules object to the outcome; each row that they object to is named.

    """
    entries = _entries(review, held)
    advice = {row.url: row.advice for row in review.rows}
    since, until = _period(review)
    cells: dict[int, tuple[str, ...]] = {}
    gone: set[int] = set()
    records, changed, vanished = [], [], []
    for settled in _in_order(review):
        entry = entries.get(settled.url)
        if entry is None:
            vanished.append(settled.url)
            continue
        after = _after(entry, settled)
        if settled.decision is Decision.DROP:
            gone.add(entry.number)
        elif after != entry.cells:
            cells[entry.number] = after
        changed += _told(entry, settled, after)
        url = after[URL]
        day = min(settled.decided_on, held.today)
        due = limits.due_in(settled.decision)
        records.append(
            Record(
                url,
                day.isoformat(),
                settled.decision.value,
                reason_for_ledger(settled, advice.get(settled.url), entry.cells[CATEGORY_CODE]),
                chart(entry.url, review.list_name, since, until),
                (day + dt.timedelta(due)).isoformat() if due else "",
                entry.url if url != entry.url else "",
            )
        )
    counts = Counter(settled.decision for settled in review.decisions.values())
    finish = Finish(held.today, dict(sorted(counts.items())), vanished)
    return Applied(_admitted(held, cells, gone), tuple(records), finish, tuple(changed))


def _entries(review: Review, held: Held) -> Mapping[str, Entry]:
    """Where each decided row stands now: under its URL, or under what `edit --url` made of it since."""
    renamed = ledger.renames(ledger.records(ledger.load(held.path)))
    listed = {entry.url: entry for entry in reversed(held.urls.complete)}
    found: dict[str, Entry] = {}
    taken: set[str] = set(review.decisions)
    for url in review.decisions:
        now = url if url in listed else renamed.get(url, "")
        # A row that was edited to a URL which is decided by itself is that other row.
        if now in listed and (now == url or now not in taken):
            found[url] = listed[now]
    return found


def _in_order(review: Review) -> list[RecordedDecision]:
    """The decisions, in the order of the list as it was at the start."""
    places = {row.url: number for number, row in enumerate(review.rows)}
    return sorted(review.decisions.values(), key=lambda settled: (places.get(settled.url, len(places)), settled.url))


def _after(entry: Entry, settled: RecordedDecision) -> tuple[str, ...]:
    cells = list(entry.cells)
    if settled.decision is Decision.REPLACE and settled.new_url:
        cells[URL] = settled.new_url
    if settled.decision is Decision.RECATEGORISE and settled.new_category:
        if settled.new_category not in LEGEND:
            raise Refused(
                f"{settled.url} is to become {settled.new_category}, which is no category code. Nothing was changed.",
                "Decide it again: kh-testlist review decide URL recategorise --category CODE --reason TEXT",
            )
        cells[CATEGORY_CODE] = settled.new_category
        cells[CATEGORY_DESCRIPTION] = LEGEND[settled.new_category]
    return tuple(cells)


def _told(entry: Entry, settled: RecordedDecision, after: Sequence[str]) -> list[str]:
    if settled.decision is Decision.DROP:
        return [f"dropped {entry.url}"]
    if after[URL] != entry.url:
        return [f"replaced {entry.url} by {after[URL]}"]
    if after[CATEGORY_CODE] != entry.cells[CATEGORY_CODE]:
        return [f"recategorised {entry.url}: {entry.cells[CATEGORY_CODE]} to {after[CATEGORY_CODE]}"]
    return []


def _period(review: Review) -> tuple[dt.date, dt.date]:
    """What the links to OONI's measurements show: the period of the evidence, else the quarter before its end."""
    for source in review.sources:
        if source.name == "evidence" and source.has_data:
            try:
                since, until = (dt.date.fromisoformat(str(source.details[key])) for key in ("since", "until"))
            except (KeyError, ValueError):
                break
            return since, until
    return review.quarter.since, review.quarter.until


def _admitted(held: Held, cells: Mapping[int, Sequence[str]], gone: set[int]) -> UrlList:
    """The list with the rows changed and gone.

    Raises:
        Refused: the rules object to a changed row.

    """
    admitted = admission.revise(held.urls, cells, gone, held.reference, held.today)
    if admitted.refused:
        named = "\n".join(
            f"{held.urls.entries[number - 1].url} → {cells[number][URL]}\n{against(found)}"
            for number, found in admitted.refused.items()
        )
        raise Refused(
            f"the list would not be valid with these decisions, so nothing was changed.\n{named}",
            "Decide those rows again: kh-testlist review decide URL DECISION",
        )
    return admitted.urls


def put(folder: Path, held: Held, done: Applied) -> None:
    """Put list, ledger and the mark that the review is finished in place together.

    Raises:
        Failure: they can't be written.

    """
    held.put(done.urls, done.records, {folder / review_store.FINISHED: files.document(done.finish)})
