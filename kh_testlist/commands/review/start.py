"""`review start`: gather what is known of each row, and say which are due."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from kh_testlist import transaction
from kh_testlist.commands.review.gathered import gathered
from kh_testlist.commands.review.opened import new_folder, own_thresholds
from kh_testlist.operations.evidence import EvidenceQuery
from kh_testlist.reports import review as reports
from kh_testlist.review import review_store
from kh_testlist.review.opening import Frame
from kh_testlist.review.quarter import parse_quarter, quarter_of
from kh_testlist.review.record import Source
from kh_testlist.store import display
from kh_testlist.terminal import evidence_options, options
from kh_testlist.terminal.session import Outcome, Session, pass_session


@click.command(
    "start",
    epilog="""\b
Examples:
  kh-testlist review start
  kh-testlist review start --quarter 2026Q4 --journal here.jsonl --journal there.jsonl
  kh-testlist --list th review start --all""",
)
@evidence_options.quarter("The quarter to review.  [default: the one of today, in UTC]")
@options.journals("Results of `check` to go by; repeatable.  [default: checks/*.jsonl]")
@click.option("--all", "everything", is_flag=True, help="Have every row decided on, not only those that are due.")
@evidence_options.period()
@evidence_options.country
@evidence_options.api
@pass_session
def command(
    session: Session,
    quarter: str | None,
    journals: tuple[Path, ...],
    since: str | None,
    until: str | None,
    country: str | None,
    api: str | None,
    *,
    everything: bool,
) -> Outcome:
    """Gather what is known of each row, and say which are due.

    Makes `reviews/2026Q4/` beside the lists folder, from the journals of `check`, the evidence that was fetched, the
    audit of categories and the ledger. Where one of them has nothing, the review says so and goes on.
    """
    frame = Frame(
        parse_quarter(quarter) if quarter is not None else quarter_of(session.workspace.today),
        own_thresholds(session),
        everything,
    )
    path = session.workspace.existing
    transaction.settle(path)
    where = new_folder(session, frame.quarter)
    review = gathered(session, path, frame, journals, EvidenceQuery("list", "url", since, until, country, api))
    _tell_lacking(session, review.sources, display(where))
    review_store.create(where, review)
    session.report(reports.started(review, display(where)))
    session.say(session.step("Decide in the terminal: kh-testlist review decide"))
    session.say(session.step("Or in a spreadsheet: kh-testlist review worksheet --output worksheet.csv"))
    return Outcome.DONE


def _tell_lacking(session: Session, sources: Sequence[Source], folder: str) -> None:
    """Say what is missing or old, while starting again costs nobody's decisions."""
    lacking = [one for one in sources if not one.has_data or (one.name == "evidence" and one.next_step)]
    for one in lacking:
        kind, wish = ("Old", "To have it newer") if one.has_data else ("No data", "To have it")
        session.say(f"{kind}: {one.name}: {one.says}. {wish}: {session.step(one.next_step)}", "warning")
    if lacking:
        session.say(f"What comes later is no part of this review. To have it in: remove {folder} and start again.")
