"""`review worksheet`: a CSV for people who work in a spreadsheet."""

from __future__ import annotations

from pathlib import Path

import click

from kh_testlist.commands.review.opened import opened, quarter_option
from kh_testlist.errors import Failure, Refused
from kh_testlist.reports import worksheet as reports
from kh_testlist.review.record import Review
from kh_testlist.review.sheet import read
from kh_testlist.store import display, read_bytes, typed
from kh_testlist.terminal import options
from kh_testlist.terminal.session import Outcome, Session, pass_session
from kh_testlist.text import counted


@click.command(
    "worksheet",
    epilog="""\b
Example:
  kh-testlist review worksheet --output worksheet.csv""",
)
@quarter_option
@options.output
@pass_session
def command(session: Session, quarter: str | None, output: Path | None) -> Outcome:
    """Write the due rows as a CSV for a spreadsheet.

    People fill the last four columns: decision, new_url, new_category, reason. `review import` reads it back.
    """
    found = opened(session, quarter)
    if output is not None:
        _spare(output, found.review)
    session.report(reports.worksheet(found.review, as_file=output is not None), output)
    if output is not None:
        session.say(f"The column decision takes: {', '.join(reports.DECISIONS)}")
        session.say(session.step(f"Read it back with: kh-testlist review import {typed(output)}"))
    return Outcome.DONE


def _spare(path: Path, review: Review) -> None:
    """Leave a worksheet alone that somebody has filled in and nobody has imported yet.

    Raises:
        Refused: there is one at `path`.

    """
    if not path.is_file():
        return
    shown = display(path)
    try:
        rows = read(read_bytes(path, shown), shown)
    except (Failure, Refused):
        return  # no worksheet, so it is overwritten as any report is
    decided = {url: settled.decision for url, settled in review.decisions.items()}
    waiting = sum(bool(row.decision) and decided.get(row.url) != row.decision.lower() for row in rows)
    if waiting:
        raise Refused(
            f"{shown} has {counted(waiting, 'decision')} that were never imported; it was left as it is.",
            f"Import it, or write to another file: kh-testlist review import {typed(path)}",
        )
