"""`review start`: gather what is known of each row, and say which are due."""

from __future__ import annotations

from pathlib import Path

import click

from kh_testlist import transaction
from kh_testlist.commands.evidence_options import api_option, country_option, period_options
from kh_testlist.commands.review.gathered import gathered
from kh_testlist.commands.review.opened import command_line, new_folder, own_thresholds
from kh_testlist.commands.session import Outcome, Session, pass_session
from kh_testlist.commands.stored import Wish
from kh_testlist.reports import review as reports
from kh_testlist.review import place
from kh_testlist.review.opening import Frame
from kh_testlist.review.quarter import parse_quarter, quarter_of
from kh_testlist.store import display


@click.command(
    "start",
    epilog="""\b
Examples:
  kh-testlist review start
  kh-testlist review start --quarter 2026Q4 --journal here.jsonl --journal there.jsonl
  kh-testlist --list th review start --all""",
)
@click.option("--quarter", metavar="2026Q4", help="The quarter to review.  [default: the one of today, in UTC]")
@click.option("--journal", "journals", multiple=True, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Results of `check` to go by; may be repeated.  [default: checks/*.jsonl]")  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="Have every row decided on, not only those that are due.")
@period_options()
@country_option
@api_option
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
        parse_quarter(quarter) if quarter is not None else quarter_of(session.today()), own_thresholds(), everything
    )
    path = session.existing_list()
    transaction.settle(path)
    where = new_folder(session, frame.quarter)
    review = gathered(session, path, frame, journals, Wish("list", "url", since, until, country, api))
    for source in review.sources:
        if not source.has_data:
            session.say(f"No data: {source.name}: {source.says}. To have it: {source.next_step}", "yellow")
    place.create(where, review)
    session.report(reports.started(review, display(where)))
    session.say(f"Decide in the terminal: {command_line(session, 'review decide')}")
    session.say(f"Or in a spreadsheet: {command_line(session, 'review worksheet --output worksheet.csv')}")
    return Outcome.DONE
