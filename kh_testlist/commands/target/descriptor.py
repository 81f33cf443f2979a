"""`target descriptor`: the list as an OONI Run v2 descriptor, which runs from the file."""

from __future__ import annotations

from pathlib import Path

import click

from kh_testlist.operations.target.inputs import local_descriptor
from kh_testlist.terminal import options, target_options
from kh_testlist.terminal.parameters import OPEN_TEXT
from kh_testlist.terminal.session import Outcome, Session, pass_session


@click.command(
    "descriptor",
    epilog="""\b
Examples:
  kh-testlist target descriptor -o kh.json
  miniooni oonirun -f kh.json""",
)
@target_options.texts
@click.option("--author", type=OPEN_TEXT, default="kh-testlist", show_default=True, metavar="TEXT", help="Who made it.")
@options.output
@pass_session
def command(session: Session, /, author: str, output: Path | None, **given: str | None) -> Outcome:
    """Write the list as an OONI Run v2 descriptor.

    It runs from the file, without an account. To share it, publish it.
    """
    session.report(local_descriptor(session.workspace, given, author, tell=session.say), output)
    return Outcome.DONE
