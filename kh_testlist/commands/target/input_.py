"""`target input`: the list as an input file of a probe."""

from __future__ import annotations

from pathlib import Path

import click

from kh_testlist.operations.target.inputs import input_file
from kh_testlist.terminal import options
from kh_testlist.terminal.session import Outcome, Session, pass_session


@click.command(
    "input",
    epilog="""\b
Examples:
  kh-testlist target input -o kh.txt
  ooniprobe run websites --input-file kh.txt""",
)
@options.output
@pass_session
def command(session: Session, output: Path | None) -> Outcome:
    """Write the list as an input file of ooniprobe or miniooni.

    One URL a line, byte for byte as the list has them, in its order. A URL that would end the probe's run is left out,
    and said.
    """
    session.report(input_file(session.workspace, tell=session.say), output)
    return Outcome.DONE
