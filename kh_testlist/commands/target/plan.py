"""`target plan`: what to test next, in batches that fit a sitting."""

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
    "--minutes", type=Number(1, 1440), default=15, show_default=True, metavar="N", help="Of a batch, at most; about."
)
@click.option(
    "--seconds-each",
    type=Number(0.1, 600),
    metavar="SECONDS",
    default=SECONDS_EACH,
    show_default=True,
    help="What one site takes, about: more on slow networks, and where much is blocked.",
)
@options.country
@options.form("text", "json")
@options.output_to("Write each batch to DIR: an input file, and its v1 link.", is_folder=True)
@pass_session
def command(
    session: Session, minutes: float, seconds_each: float, country: str | None, form: str, output: Path | None
) -> None:
    """Say what to test next, in batches that fit a sitting.

    First the sites that no network tested six times, then those that some network did not, then the others; in each by
    how much OONI lets their category count, and the longest listed first. Goes by the evidence last fetched, and asks
    nobody.
    """
    found = planned(session.workspace, minutes, seconds_each, country=country, into=output, tell=session.say)
    session.report(reports.PLANS[form](found, screen=session.screen(None)))
