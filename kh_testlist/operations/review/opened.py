"""Find the review that is meant, and its folder."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import NamedTuple

from kh_testlist import ledger, transaction
from kh_testlist.errors import Failure, Refused
from kh_testlist.review import files, review_store
from kh_testlist.review.context import DecisionContext
from kh_testlist.review.quarter import Quarter, parse_quarter
from kh_testlist.review.record import Review
from kh_testlist.rules.subject import Indexed
from kh_testlist.store import display
from kh_testlist.talk import Tell, silent
from kh_testlist.workspace import Workspace


class Opened(NamedTuple):
    """A review and its folder."""

    folder: Path
    review: Review


def opened(workspace: Workspace, quarter: str | None, *, unfinished: bool = True) -> Opened:
    """Return the review of `quarter`. By default, return the latest that is not finished, or else the latest.

    Raises:
        Failure: there is none, or it can't be read.
        Misuse: `quarter` is not a quarter.
        Refused: it is finished, but should be `unfinished`.

    """
    path = workspace.existing
    transaction.settle(path)
    folder = _meant(workspace, quarter)
    if review_store.leftovers(folder):
        # A person who may not write here can still read.
        with contextlib.suppress(Failure), transaction.locked(path):
            review_store.clear(folder)
    review = review_store.load(folder)
    if unfinished and review.finished:
        day = review.finished.finished_on
        raise Refused(
            f"The review of {review.quarter} was finished on {day}. Its decisions are in the ledger.",
            "Start the next review with `kh-testlist review start`, or change a row with `kh-testlist edit`.",
        )
    return Opened(folder, review)


def decision_context(
    workspace: Workspace, quarter: str | None = None, *, tells: bool = True, tell: Tell = silent
) -> DecisionContext:
    """Return an unfinished review, with all that is needed to check its decisions.

    Args:
        workspace: the list.
        quarter: which review; by default the latest.
        tells: tell if the global list is missing, which new URLs are compared with.
        tell: is told that.

    Raises:
        Failure: the review, the list, its ledger or the global list can't be read.
        Misuse: `quarter` is not a quarter.
        Refused: the review is finished.

    """
    found = opened(workspace, quarter)
    ours, reference = Indexed(workspace.list), workspace.indexed_reference
    if tells:
        workspace.tell_skipped(tell)
    renamed, decisions = ledger.renames(workspace.records), dict(found.review.decisions)
    return DecisionContext(found.folder, found.review, ours, reference, renamed, workspace.today, decisions)


def _meant(workspace: Workspace, quarter: str | None) -> Path:
    wanted = parse_quarter(quarter) if quarter is not None else None
    found = [
        folder
        for folder in review_store.folders(workspace.beside(files.REVIEWS))
        if review_store.list_of(folder) == workspace.name and (wanted is None or folder.name.startswith(str(wanted)))
    ]
    if not found:
        of = f" of {wanted}" if wanted else ""
        raise Failure(
            f"The list {workspace.name} has no review{of}.",
            "Start it with: kh-testlist review start" + (f" --quarter {wanted}" if of else ""),
        )
    return next((folder for folder in found if review_store.finish(folder) is None), found[0])


def new_folder(workspace: Workspace, quarter: Quarter) -> Path:
    """Return the folder for the review of `quarter`. Its name has the list's name if another list uses the plain one.

    Raises:
        Refused: this list has a review of the quarter already.

    """
    reviews = workspace.beside(files.REVIEWS)
    for folder in (reviews / str(quarter), reviews / f"{quarter}-{workspace.name}"):
        if not review_store.is_there(folder):
            return folder
        if review_store.list_of(folder) == workspace.name:
            break
    raise Refused(
        f"The review of {quarter} was started already, in {display(folder)}.",
        f"Continue it, and see what is left with `kh-testlist review status`. To start again, delete "
        f"{display(folder)} with all its decisions.",
    )
