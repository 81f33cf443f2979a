"""Start a review: gather what is known about each row, and find the rows that are due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from kh_testlist import __version__, ledger, transaction
from kh_testlist.operations.evidence import EvidenceQuery
from kh_testlist.operations.review import sources
from kh_testlist.operations.review.opened import new_folder
from kh_testlist.review import review_store
from kh_testlist.review.opening import Frame, Known, rows
from kh_testlist.review.quarter import parse_quarter, quarter_of
from kh_testlist.review.record import Review, Source
from kh_testlist.review.thresholds import thresholds
from kh_testlist.store import display
from kh_testlist.talk import NO_PROGRESS, Progress, Tell, silent
from kh_testlist.workspace import Workspace


def start(
    workspace: Workspace,
    quarter: str | None = None,
    journals: Sequence[Path] = (),
    query: EvidenceQuery = EvidenceQuery("list", "url"),
    *,
    everything: bool = False,
    progress: Progress = NO_PROGRESS,
    tell: Tell = silent,
) -> tuple[Review, str]:
    """Start the review of a quarter. Return it, and its folder as reports write it.

    Args:
        workspace: the list.
        quarter: such as 2026Q4; the current one by default.
        journals: the journals of checks to use; those in `checks/` by default.
        query: the evidence to use.
        everything: make all rows due, and not only those that need a decision.
        progress: is told how far the audit of categories is.
        tell: is told what is missing or old.

    Raises:
        Failure: the list, its ledger, or a named journal can't be read.
        Misuse: the options or the settings are not valid.
        Refused: the list is damaged, or the review was started before.

    """
    chosen = parse_quarter(quarter) if quarter is not None else quarter_of(workspace.today)
    frame = Frame(chosen, thresholds(workspace.settings.get("review", {})), everything)
    transaction.settle(workspace.existing)
    folder = new_folder(workspace, frame.quarter)
    review = _gathered(workspace, frame, journals, query, progress, tell)
    _tell_lacking(workspace, review.sources, display(folder), tell)
    review_store.create(folder, review)
    return review, display(folder)


def _gathered(
    workspace: Workspace,
    frame: Frame,
    journals: Sequence[Path],
    query: EvidenceQuery,
    progress: Progress,
    tell: Tell,
) -> Review:
    urls = workspace.sound_list
    workspace.tell_skipped(tell)
    past = ledger.histories(workspace.records)
    checks, seen = sources.check_results(workspace, journals, frame.thresholds.sighting_days, tell=tell)
    measured, evidence, suspicious = sources.evidence(workspace, query, frame.quarter)
    audit, doubts = sources.doubts(workspace, progress, tell)
    used = (sources.own(workspace), checks, measured, audit, sources.upstream(workspace))
    known = Known(seen, evidence, suspicious, doubts, past)
    return Review(
        frame.quarter,
        workspace.name,
        workspace.today,
        used,
        rows(urls, workspace.indexed_reference, known, frame),
        program=__version__,
        thresholds=asdict(frame.thresholds),
    )


def _tell_lacking(workspace: Workspace, used: Sequence[Source], folder: str, tell: Tell) -> None:
    """Tell what is missing or old now, because starting again later would lose decisions."""
    lacking = [one for one in used if not one.has_data or (one.name == "evidence" and one.next_step)]
    for one in lacking:
        kind, wish = ("Old data", "To update it") if one.has_data else ("No data", "To get it")
        tell(f"{kind}: {one.name}: {one.says}. {wish}: {workspace.step(one.next_step)}", "warning")
    if lacking:
        tell(f"This review does not use data that you get later. To use it, delete {folder} and start again.")
