"""`review import`: take the decisions of a worksheet over."""

from __future__ import annotations

from pathlib import Path

import click

from kh_testlist.operations.review.decide import take
from kh_testlist.reports import review as reports
from kh_testlist.reports.terminal import printable
from kh_testlist.terminal import options
from kh_testlist.terminal.session import Outcome, Session, pass_session

_MOST_NAMED = 200
"""Rows that could not be taken and are named one by one."""


@click.command(
    "import",
    epilog="""\b
Example:
  kh-testlist review import worksheet.csv""",
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@options.which_review
@pass_session
def command(session: Session, file: Path, quarter: str | None) -> Outcome:
    """Take the decisions of a worksheet over.

    Rows without a decision are left alone. A row that can't be taken is named with its line and the reason, and the
    others are taken all the same. Separators, encodings and the order of columns may be what a spreadsheet makes them.
    """
    done = take(session.workspace, file, quarter, printable=printable, tell=session.say)
    for one in done.refused[:_MOST_NAMED]:
        session.say(f"{done.path}:{one.row.line}: {one.row.url or '(no url)'}: {one.why}", "warning")
    if len(done.refused) > _MOST_NAMED:
        session.say(f"and {len(done.refused) - _MOST_NAMED:,} more rows", "warning")
    session.answer(reports.taken(done))
    if done.refused:
        session.say("Mend those rows in the worksheet and import it again: what was taken stays.")
        return Outcome.NO
    session.say(session.step(f"Next: kh-testlist review {'decide' if done.left else 'finish'}"))
    return Outcome.DONE
