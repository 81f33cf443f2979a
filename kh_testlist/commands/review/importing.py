"""`review import`: take the decisions of a worksheet over."""

from __future__ import annotations

from pathlib import Path

import click

from kh_testlist.commands.review.context import decision_context
from kh_testlist.commands.review.opened import opened, quarter_option
from kh_testlist.commands.review.taking import take
from kh_testlist.review.sheet import read
from kh_testlist.store import display, inside
from kh_testlist.terminal.session import Outcome, Session, pass_session
from kh_testlist.text import counted

_MOST_NAMED = 200
"""Rows that could not be taken and are named one by one."""


@click.command(
    "import",
    epilog="""\b
Example:
  kh-testlist review import worksheet.csv""",
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@quarter_option
@pass_session
def command(session: Session, file: Path, quarter: str | None) -> Outcome:
    """Take the decisions of a worksheet over.

    Rows without a decision are left alone. A row that can't be taken is named with its line and the reason, and the
    others are taken all the same. Separators, encodings and the order of columns may be what a spreadsheet makes them.
    """
    shown = display(file)
    rows = read(inside.read_named(file), shown)
    at = decision_context(session, opened(session, quarter))
    taken, refused = take(session, at, rows, shown)
    for one in refused[:_MOST_NAMED]:
        session.say(f"{shown}:{one.row.line}: {one.row.url or '(no url)'}: {one.why}", "warning")
    if len(refused) > _MOST_NAMED:
        session.say(f"and {len(refused) - _MOST_NAMED:,} more rows", "warning")
    without = f", {len(refused):,} could not be taken" if refused else ""
    session.answer(f"{counted(taken, 'decision')} taken over from {shown}{without}; {at.left:,} left to decide")
    if refused:
        session.say("Mend those rows in the worksheet and import it again: what was taken stays.")
        return Outcome.NO
    session.say(session.step(f"Next: kh-testlist review {'decide' if at.left else 'finish'}"))
    return Outcome.DONE
