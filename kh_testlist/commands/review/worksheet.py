"""`review worksheet`: write a CSV for people who decide in a spreadsheet."""

from __future__ import annotations

from pathlib import Path

import click

from kh_testlist.operations.review.decide import to_fill_in
from kh_testlist.reports import worksheet as reports
from kh_testlist.reports.terminal import typed
from kh_testlist.terminal import options
from kh_testlist.terminal.session import Session, pass_session


@click.command(
    "worksheet",
    epilog="""\b
Example:
  kh-testlist review worksheet --output worksheet.csv""",
)
@options.which_review
@options.output
@pass_session
def command(session: Session, quarter: str | None, output: Path | None) -> None:
    """Write the due rows as a CSV for a spreadsheet.

    People fill in the last four columns: decision, new_url, new_category, reason. Then `review import` reads the file.
    """
    review = to_fill_in(session.workspace, quarter, output)
    session.report(reports.worksheet(review, as_file=output is not None), output)
    if output is not None:
        session.say(f"Write one of these in the column decision: {', '.join(reports.DECISIONS)}")
        session.say(session.step(f"Then read the decisions: kh-testlist review import {typed(output)}"))
