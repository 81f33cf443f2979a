"""`rules`: explain what each rule means, and what to do about it."""

from __future__ import annotations

from pathlib import Path

import click

from kh_testlist.operations.validate import explained
from kh_testlist.reports import rules as report
from kh_testlist.terminal import options
from kh_testlist.terminal.session import Session, pass_session


@click.command(
    "rules",
    epilog="""\b
Examples:
  kh-testlist rules
  kh-testlist rules DUP003
  kh-testlist rules not-canonical""",
)
@click.argument("code", required=False)
@options.report("text", "json", "markdown")
@pass_session
def command(session: Session, code: str | None, form: str, output: Path | None) -> None:
    """Explain the rules.

    Without CODE, each rule is shown in one line. With CODE, that rule is explained, with a bad and a good example.
    """
    session.report(report.WRITERS[form](explained(code), whole=code is not None, screen=session.screen(output)), output)
