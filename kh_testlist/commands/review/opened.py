"""Which review is meant, and where it lies."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

import click

from kh_testlist import transaction
from kh_testlist.commands.session import Session, settings_of
from kh_testlist.errors import Failure, Refused
from kh_testlist.review import files, review_store
from kh_testlist.review.quarter import Quarter, parse_quarter
from kh_testlist.review.record import Review
from kh_testlist.review.thresholds import Thresholds, thresholds
from kh_testlist.store import display

quarter_option: Final[Callable[[Callable[..., Any]], Callable[..., Any]]] = click.option(
    "--quarter", metavar="2026Q4", help="Which review.  [default: the latest that is not finished]"
)


class Opened(NamedTuple):
    """A review, and where it lies."""

    folder: Path
    review: Review
    list_path: Path


def beside_lists(session: Session, name: str) -> Path:
    """The folder called `name` beside the lists folder."""
    # Not Path.resolve(): a lists folder that is a link has its neighbours where the person sees it.
    return Path(os.path.abspath(session.folder())).parent / name  # noqa: PTH100 - see above


def opened(session: Session, quarter: str | None, *, unfinished: bool = True) -> Opened:
    """The review that is meant: of the quarter that is named, else the latest.

    Raises:
        Failure: there is none, or it can't be read.
        Misuse: what is named is no quarter.
        Refused: it is finished, and should not be.

    """
    path = session.existing_list()
    transaction.settle(path)
    folder = _meant(session, quarter)
    if review_store.leftovers(folder):
        # Who may not write here can read all the same.
        with contextlib.suppress(Failure), transaction.locked(path):
            review_store.clear(folder)
    review = review_store.load(folder)
    if unfinished and review.finished:
        day = review.finished.finished_on
        raise Refused(
            f"The review of {review.quarter} was finished on {day}; its decisions are in the ledger.",
            "Start the next one with `kh-testlist review start`, or change a row with `kh-testlist edit`.",
        )
    return Opened(folder, review, path)


def _meant(session: Session, quarter: str | None) -> Path:
    wanted = parse_quarter(quarter) if quarter is not None else None
    found = [
        folder
        for folder in review_store.folders(beside_lists(session, files.REVIEWS))
        if review_store.list_of(folder) == session.name and (wanted is None or folder.name.startswith(str(wanted)))
    ]
    if not found:
        of = f" of {wanted}" if wanted else ""
        raise Failure(
            f"There is no review{of} of the list {session.name}.",
            "Start it with: kh-testlist review start" + (f" --quarter {wanted}" if of else ""),
        )
    return next((folder for folder in found if review_store.finish(folder) is None), found[0])


def new_folder(session: Session, quarter: Quarter) -> Path:
    """Where the review of `quarter` is to lie; with the list's name where another list has the quarter's own.

    Raises:
        Refused: there is one of this list already.

    """
    reviews = beside_lists(session, files.REVIEWS)
    for folder in (reviews / str(quarter), reviews / f"{quarter}-{session.name}"):
        if not review_store.is_there(folder):
            return folder
        if review_store.list_of(folder) == session.name:
            break
    raise Refused(
        f"The review of {quarter} has been started already, in {display(folder)}.",
        f"Go on with it: kh-testlist review status. To start again, remove {display(folder)}, decisions and all.",
    )


def own_thresholds() -> Thresholds:
    """What advice takes, by the settings.

    Raises:
        Misuse: they say what can't be.

    """
    return thresholds(settings_of("review"))
