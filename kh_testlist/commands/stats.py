"""`stats`: count the rows of the list, and name the empty categories."""

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
    """Count the rows by category, scheme, source and year.

    It also names the categories that have no row, because sites that are not listed are not measured.
    """
    counts = statistics.count(session.workspace.list)
    session.report(statistics.WRITERS[form](counts, session.lang, screen=session.screen(output)), output)
