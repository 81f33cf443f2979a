"""Finish a review: apply its decisions to the list, add them to the ledger, and mark the review as finished.

All three are written together.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kh_testlist import ledger, transaction
from kh_testlist.categories import LEGEND
from kh_testlist.errors import KhTestlistError, Refused
from kh_testlist.ledger import Record, path_of
from kh_testlist.liveness.journal import CHECKS
from kh_testlist.model import CATEGORY_CODE, CATEGORY_DESCRIPTION, URL, Entry, UrlList
from kh_testlist.operations.change import against
from kh_testlist.operations.review.opened import Opened, opened
from kh_testlist.review import files, questions, review_store
from kh_testlist.review.link import chart
from kh_testlist.review.precedent import reason_for_ledger
from kh_testlist.review.record import Decision, Finish, RecordedDecision, Review, ReviewRow
from kh_testlist.review.thresholds import Thresholds, thresholds
from kh_testlist.rules import admission
from kh_testlist.store import display
from kh_testlist.talk import Tell, silent
from kh_testlist.text import counted
from kh_testlist.workspace import Held, Workspace

if TYPE_CHECKING:
    from kh_testlist.review.material import Material

_MOST_NAMED: Final = 12


@dataclass(frozen=True, slots=True)
class Applied:
    """The list after the decisions, and what is recorded about them."""

    urls: UrlList
    records: tuple[Record, ...]
    finish: Finish
    changed: tuple[str, ...]
    """The changes to the list, one line for each."""


def applied(review: Review, held: Held, limits: Thresholds) -> Applied:
    """Apply the decisions of `review` to the locked list, and return the result.

    Raises:
        Refused: the rules refuse the result. The message names each refused row.

    """
    entries = _entries(review, held)
    rows = {row.url: row for row in review.rows}
    twins: dict[str, list[Entry]] = defaultdict(list)
    for one in held.urls.complete:
        twins[one.url].append(one)
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
        if settled.decision is Decision.RECATEGORISE:
            for twin in twins[entry.url]:  # a URL that is listed twice is one row of the review
                if twin is not entry and (cells_of_twin := _after(twin, settled)) != twin.cells:
                    cells[twin.number] = cells_of_twin
                    changed += _told(twin, settled, cells_of_twin)
        changed += _told(entry, settled, after)
        url = after[URL]
        day = min(settled.decided_on, held.today)
        due = limits.due_in(settled.decision)
        records.append(
            Record(
                url,
                day.isoformat(),
                settled.decision.value,
                _reason(settled, rows.get(settled.url), entry.cells[CATEGORY_CODE]),
                chart(entry.url, review.list_name, since, until),
                (day + dt.timedelta(due)).isoformat() if due else "",
                entry.url if url != entry.url else "",
            )
        )
    counts = Counter(settled.decision for settled in review.decisions.values())
    finish = Finish(held.today, dict(sorted(counts.items())), vanished)
    return Applied(_admitted(held, cells, gone), tuple(records), finish, tuple(changed))


def _reason(settled: RecordedDecision, row: ReviewRow | None, category: str) -> str:
    advice, is_asked = (row.advice, questions.asks(row)) if row is not None else (None, False)
    return reason_for_ledger(settled, advice, category, is_asked=is_asked)


def _entries(review: Review, held: Held) -> Mapping[str, Entry]:
    """Return the current row of each decided URL: under this URL, or under the URL that `edit --url` gave it later."""
    renamed = ledger.renames(ledger.records(held.ledger))
    listed = {entry.url: entry for entry in reversed(held.urls.complete)}
    found: dict[str, Entry] = {}
    taken: set[str] = set(review.decisions)
    for url in review.decisions:
        now = url if url in listed else renamed.get(url, "")
        # If the new URL has a decision of its own, its row belongs to that decision.
        if now in listed and (now == url or now not in taken):
            found[url] = listed[now]
    return found


def _in_order(review: Review) -> list[RecordedDecision]:
    """Return the decisions, in the order of the list at the start of the review."""
    places = {row.url: number for number, row in enumerate(review.rows)}
    return sorted(review.decisions.values(), key=lambda settled: (places.get(settled.url, len(places)), settled.url))


def _after(entry: Entry, settled: RecordedDecision) -> tuple[str, ...]:
    cells = list(entry.cells)
    if settled.decision is Decision.REPLACE and settled.new_url:
        cells[URL] = settled.new_url
    if settled.decision is Decision.RECATEGORISE and settled.new_category:
        if settled.new_category not in LEGEND:
            raise Refused(
                f"The new category of {settled.url} is {settled.new_category}, which is not a category code. "
                "Nothing was changed.",
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
    """Return the period of the links to OONI's measurements: of the evidence, or the quarter if there is none."""
    for source in review.sources:
        if source.name == "evidence" and source.has_data:
            try:
                since, until = (dt.date.fromisoformat(str(source.details[key])) for key in ("since", "until"))
            except (KeyError, ValueError):
                break
            return since, until
    return review.quarter.since, review.quarter.until


def _admitted(held: Held, cells: Mapping[int, Sequence[str]], gone: set[int]) -> UrlList:
    """Return the list with the changed rows, and without those that are dropped."""
    admitted = admission.revise(held.urls, cells, gone, held.reference, held.today)
    if admitted.refused:
        named = "\n".join(
            f"{held.urls.entries[number - 1].url} → {cells[number][URL]}\n{against(found)}"
            for number, found in admitted.refused.items()
        )
        raise Refused(
            f"The list would not be valid with these decisions, so nothing was changed.\n{named}",
            "Decide again on those rows: kh-testlist review decide URL DECISION",
        )
    return admitted.urls


REPORTS: Final = ("report.html", "report.km.html", "report.md")
"""The reports that are written into the folder of a finished review, in this order."""


def finish(
    workspace: Workspace,
    quarter: str | None = None,
    *,
    render: Callable[[Material], Mapping[str, str]],
    on_applied: Callable[[Review, Sequence[str], str], None],
    tell: Tell = silent,
) -> Sequence[Path]:
    """Apply all decisions in one step, and return the journals to cite in a pull request.

    Args:
        workspace: the list.
        quarter: which review; by default the latest that is not finished.
        render: returns the reports, by the name of the file.
        on_applied: takes the review, the changes to the list in lines, and the list as reports write it. It is called
            after the decisions are applied, and before the reports are written.
        tell: is told what a person should know during the work.

    Raises:
        Failure: something can't be read or written.
        Refused: a row is not decided, or the rules refuse the result.

    """
    found = opened(workspace, quarter, unfinished=False)
    review, done = found.review, None
    if not review.finished:
        limits = thresholds(workspace.settings.get("review", {}))
        with workspace.held(tell) as held:
            # Read under the lock: another process may have decided, or finished, just now.
            review = review_store.load(found.folder)
            if not review.finished:
                _require_decided(review)
                done = applied(review, held, limits)
                mark = {found.folder / review_store.FINISHED: files.document(done.finish)}
                held.put(done.urls, done.records, mark)
    if done is None:
        on = review.finished.finished_on if review.finished else "?"
        tell(f"The review of {review.quarter} was finished on {on}.")
    else:
        review = replace(review, finished=done.finish)
        on_applied(review, done.changed, done.urls.path)
        _tell(done, workspace.path, tell)
    if done is not None or not all((found.folder / name).exists() for name in REPORTS):
        _write_reports(workspace, found._replace(review=review), render, tell)
    return _journals(found)


def _require_decided(review: Review) -> None:
    left = len(review.undecided)
    if left:
        rows = counted(len(review.due), "row is", "rows are")
        raise Refused(
            f"{left:,} of {rows} not decided yet: {_undecided(review)}. Nothing was changed.",
            "Decide on them with: kh-testlist review decide",
        )


def _tell(done: Applied, path: Path, tell: Tell) -> None:
    for url in done.finish.vanished:
        tell(
            f"{url} was removed from the list during the review, so its decision is not added to the ledger.",
            "warning",
        )
    if done.records:
        tell(f"{counted(len(done.records), 'decision is', 'decisions are')} in {display(path_of(path))}")


def _undecided(review: Review) -> str:
    """Return the number of undecided rows in each category, in one line."""
    left = Counter(row.facts.category_code for row in review.undecided)
    named = [f"{code} {number:,}" for code, number in left.most_common(_MOST_NAMED)]
    if len(left) > len(named):
        named.append(f"and {len(left) - len(named)} more categories")
    return ", ".join(named)


def _write_reports(
    workspace: Workspace, found: Opened, render: Callable[[Material], Mapping[str, str]], tell: Tell
) -> None:
    """Write the reports. The decisions are applied already, so they stay if a report fails."""
    from kh_testlist.operations.report import review_material  # noqa: PLC0415 - git, which nothing else here needs

    try:
        texts = render(review_material(workspace, found.review, tell=tell))
        with transaction.locked(workspace.path):  # so that no other process removes unfinished files
            for name in REPORTS:
                files.write(found.folder / name, texts[name].encode("utf-8", "backslashreplace"))
                tell(f"Written: {display(found.folder / name)}")
    except KhTestlistError as error:
        error.message = f"The decisions are applied, but the reports could not be written: {error.message}"
        error.next_step = f"{error.next_step} Then run again: kh-testlist review finish"
        raise


def _journals(found: Opened) -> list[Path]:
    """Return the journals to cite: those that the review used, and that still exist."""
    source = next((one for one in found.review.sources if one.name == "check" and one.has_data), None)
    names = str(source.details.get("journals", "")).split(", ") if source else []
    folder = found.folder.parent.parent / CHECKS
    return [folder / name for name in names if name and "/" not in name and (folder / name).is_file()]
