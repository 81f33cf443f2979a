"""`stats`: what the list is made of, and which categories it leaves empty."""

from __future__ import annotations

from pathlib import Path

import click

from kh_testlist.reports import statistics
from kh_testlist.terminal import options
from kh_testlist.terminal.session import Session, pass_session


@click.command(
    "stats",
    epilog="""\b
Examples:
  kh-testlist stats
  kh-testlist --list th stats --format json""",
)
@options.report("text", "json", "markdown")
@pass_session
def command(session: Session, form: str, output: Path | None) -> None:
    """Count the list by category, scheme, source and year.

    The categories that have no row are named: what nobody listed, nobody measures.
    """
    counts = statistics.count(session.workspace.list)
    session.report(statistics.WRITERS[form](counts, session.lang, screen=session.screen(output)), output)
