"""`review start`: collect what is known about each row, and say which rows are due."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kh_testlist.operations.evidence import EvidenceQuery
from kh_testlist.operations.review.start import start
from kh_testlist.reports import review as reports
from kh_testlist.terminal import options
from kh_testlist.terminal.bar import Bar
from kh_testlist.terminal.session import Session, pass_session


@click.command(
    "start",
    epilog="""\b
Examples:
  kh-testlist review start
  kh-testlist review start --quarter 2026Q4 --journal here.jsonl --journal there.jsonl
  kh-testlist --list th review start --all""",
)
@options.quarter("The quarter to review.  [default: the current one, in UTC]")
@options.journals("Results of `check` to use; repeatable.  [default: checks/*.jsonl]")
@click.option(
    "--all", "everything", is_flag=True, help="Ask for a decision on every row, not only on those that are due."
)
@options.days()
@options.country
@options.api
@pass_session
def command(
    session: Session,
    /,
    quarter: str | None,
    journals: tuple[Path, ...],
    *,
    everything: bool,
    **given: Any,  # noqa: ANN401 - what EvidenceQuery holds
) -> None:
    """Collect what is known about each row, and say which are due.

    It creates a folder such as `reviews/2026Q4/` next to the lists folder. It uses the journals of `check`, the
    evidence that was fetched, the audit of categories and the ledger. If one of them has nothing, the review says so
    and continues.
    """
    query = EvidenceQuery("list", "url", **given)
    with Bar(session) as bar:
        review, where = start(
            session.workspace, quarter, journals, query, everything=everything, progress=bar, tell=session.say
        )
    session.prose(reports.started(review, where))
    session.say(session.step("To decide in the terminal: kh-testlist review decide"))
    session.say(session.step("To decide in a spreadsheet: kh-testlist review worksheet --output worksheet.csv"))
