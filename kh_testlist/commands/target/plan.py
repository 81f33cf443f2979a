"""`target plan`: what to test next, in batches for the time that people have."""

from __future__ import annotations

from pathlib import Path

import click

from kh_testlist.operations.target.plan import SECONDS_EACH, planned
from kh_testlist.reports import target as reports
from kh_testlist.terminal import options
from kh_testlist.terminal.parameters import Number
from kh_testlist.terminal.session import Session, pass_session


@click.command(
    "plan",
    epilog="""\b
Examples:
  kh-testlist target plan --minutes 20
  kh-testlist target plan --minutes 20 --output batches
  kh-testlist target plan --format json""",
)
@click.option(
    "--minutes",
    type=Number(1, 1440),
    default=15,
    show_default=True,
    metavar="N",
    help="About how long a batch may take.",
)
@click.option(
    "--seconds-each",
    type=Number(0.1, 600),
    metavar="SECONDS",
    default=SECONDS_EACH,
    show_default=True,
    help="About how long one site takes. Use more on slow networks, or if many sites are blocked.",
)
@options.country
@options.form("text", "json")
@options.output_to("Write each batch to DIR, as an input file and a v1 link.", is_folder=True)
@pass_session
def command(
    session: Session, minutes: float, seconds_each: float, country: str | None, form: str, output: Path | None
) -> None:
    """Say what to test next, in batches for the time that you have.

    First come the sites that no network tested six times. Then come those that some networks tested fewer than six
    times, and then the rest. In each group, categories that OONI prefers come first, and then the oldest rows. The
    command uses the evidence that was fetched last, so no network is needed.
    """
    found = planned(session.workspace, minutes, seconds_each, country=country, into=output, tell=session.say)
    session.report(reports.PLANS[form](found, screen=session.screen(None)))
