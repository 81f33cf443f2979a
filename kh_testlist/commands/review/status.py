"""`review status`: what is left to decide, and what to do next."""

from __future__ import annotations

from pathlib import Path

import click

from kh_testlist.operations.review.opened import opened
from kh_testlist.reports.review import WRITERS
from kh_testlist.terminal import options
from kh_testlist.terminal.session import Session, pass_session


@click.command(
    "status",
    epilog="""\b
Examples:
  kh-testlist review status
  kh-testlist review status --format json
  kh-testlist review status --format markdown --output body.md""",
)
@options.which_review
@options.report(*WRITERS)
@pass_session
def command(session: Session, quarter: str | None, form: str, output: Path | None) -> None:
    """Show what is left to decide.

    The Markdown format is the text of the quarter's pull request. It says what people must decide, why, and how.
    """
    found = opened(session.workspace, quarter, unfinished=False)
    session.report(WRITERS[form](found.review, screen=session.screen(output)), output)
    if form == "text" and not found.review.finished:
        rest = "decide" if found.review.undecided else "finish"
        session.say(session.step(f"Next: kh-testlist review {rest}"))
