"""`review import`: read the decisions from a worksheet."""

from __future__ import annotations

from pathlib import Path

import click

from kh_testlist.operations.review.decide import take
from kh_testlist.reports import review as reports
from kh_testlist.reports.terminal import printable
from kh_testlist.terminal import options
from kh_testlist.terminal.session import Outcome, Session, pass_session

_MOST_NAMED = 200
"""At most so many refused rows are named one by one."""


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
    """Read the decisions from a worksheet.

    Rows without a decision are skipped. A row that cannot be used is named with its line and the reason. The other rows
    are still read. The file may have any separator, encoding and order of columns that a spreadsheet writes.
    """
    done = take(session.workspace, file, quarter, printable=printable, tell=session.say)
    for one in done.refused[:_MOST_NAMED]:
        session.say(f"{done.path}:{one.row.line}: {one.row.url or '(no url)'}: {one.why}", "warning")
    if len(done.refused) > _MOST_NAMED:
        session.say(f"and {len(done.refused) - _MOST_NAMED:,} more rows", "warning")
    session.answer(reports.taken(done))
    if done.refused:
        session.say("Fix those rows in the worksheet and import it again. The decisions that were read are kept.")
        return Outcome.NO
    session.say(session.step(f"Next: kh-testlist review {'decide' if done.left else 'finish'}"))
    return Outcome.DONE
