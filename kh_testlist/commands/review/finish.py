"""`review finish`: apply what was decided, in one step."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

import click

from kh_testlist import transaction
from kh_testlist.commands.change import hold
from kh_testlist.commands.review.applying import Applied, applied, put
from kh_testlist.commands.review.opened import Opened, opened, own_thresholds, quarter_option
from kh_testlist.commands.session import Outcome, Session, pass_session
from kh_testlist.errors import KhTestlistError, Refused
from kh_testlist.ledger import path_of
from kh_testlist.liveness.journal import CHECKS
from kh_testlist.phrases import counted
from kh_testlist.reports import review as reports
from kh_testlist.review import files, review_store
from kh_testlist.review.record import Review
from kh_testlist.store import display, typed

REPORTS: Final = ("report.html", "report.km.html", "report.md")
"""What is written into the folder of a finished review, in this order."""


@click.command(
    "finish",
    epilog="""\b
Example:
  kh-testlist review finish""",
)
@quarter_option
@pass_session
def command(session: Session, quarter: str | None) -> Outcome:
    """Apply what was decided, in one step.

    Refuses while a row that is due is undecided. Else the list and the ledger change together, or not at all; reports
    in English and in Khmer are written into the review's folder; and the next step is a pull request.
    """
    found = opened(session, quarter, unfinished=False)
    if found.review.finished:
        return _again(session, found)
    limits = own_thresholds()
    with hold(session) as held:
        # Read under the lock: another process may have decided, or finished, just now.
        review = review_store.load(found.folder)
        done = None
        if not review.finished:
            _require_decided(review)
            done = applied(review, held, limits)
            put(found.folder, held, done)
    if done is None:
        return _again(session, found._replace(review=review))
    review = replace(review, finished=done.finish)
    session.report(reports.finished(review, done.changed, held.urls.path))
    _tell(session, done, found.list_path)
    _write_reports(session, found.folder, review, found.list_path)
    session.say(session.step(f"Next: kh-testlist pr{_journals(found)}"))
    return Outcome.DONE


def _require_decided(review: Review) -> None:
    left = len(review.undecided)
    if left:
        rows = counted(len(review.due), "row is", "rows are")
        raise Refused(
            f"{left:,} of {rows} undecided: {reports.undecided(review)}. Nothing was changed.",
            "Decide them: kh-testlist review decide",
        )


def _tell(session: Session, done: Applied, path: Path) -> None:
    for url in done.finish.vanished:
        session.say(f"{url} has left the list since the review started; nothing of it goes to the ledger.", "yellow")
    if done.records:
        session.say(f"{counted(len(done.records), 'decision is', 'decisions are')} in {display(path_of(path))}")


def _again(session: Session, found: Opened) -> Outcome:
    """Nothing is left to do, but for reports that could not be written then."""
    finish = found.review.finished
    session.say(f"The review of {found.review.quarter} was finished on {finish.finished_on if finish else '?'}.")
    if not all((found.folder / name).exists() for name in REPORTS):
        _write_reports(session, found.folder, found.review, found.list_path)
    session.say(session.step(f"Next: kh-testlist pr{_journals(found)}"))
    return Outcome.DONE


def _write_reports(session: Session, folder: Path, review: Review, list_path: Path) -> None:
    """Write the reports; what was decided is applied already, so a report that fails undoes nothing."""
    from kh_testlist.commands.reporting import review_reports  # noqa: PLC0415 - templates, which nothing else here needs

    try:
        texts = review_reports(session, review, list_path)
        with transaction.locked(list_path):  # so that nobody else clears away what is being written
            for name in REPORTS:
                files.write(folder / name, texts[name].encode("utf-8", "backslashreplace"))
                session.say(f"Written: {display(folder / name)}")
    except KhTestlistError as error:
        error.message = f"The decisions are applied, but the reports could not be written: {error.message}"
        error.next_step = f"{error.next_step} Then again: kh-testlist review finish"
        raise


def _journals(found: Opened) -> str:
    """The journals to cite, of those that the review went by."""
    source = next((one for one in found.review.sources if one.name == "check" and one.has_data), None)
    names = str(source.details.get("journals", "")).split(", ") if source else []
    folder = found.folder.parent.parent / CHECKS
    there = [folder / name for name in names if name and "/" not in name and (folder / name).is_file()]
    return "".join(f" --journal {typed(path)}" for path in there)
