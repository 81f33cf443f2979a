"""`target preview`: say which rows OONI gives to volunteers with default settings."""

from __future__ import annotations

from pathlib import Path

import click

from kh_testlist.operations.target.preview import outlook
from kh_testlist.reports import target as reports
from kh_testlist.terminal import options
from kh_testlist.terminal.session import Session, pass_session


@click.command(
    "preview",
    epilog="""\b
Examples:
  kh-testlist target preview
  kh-testlist target preview --format csv -o preview.csv""",
)
@options.country
@options.api
@options.report("text", "json", "csv")
@pass_session
def command(session: Session, country: str | None, api: str | None, form: str, output: Path | None) -> None:
    """Say which rows OONI gives to volunteers with default settings.

    OONI takes upstream's list of the country together with the global list. It first gives out the sites with the
    highest priority and the fewest measurements. An automatic run gets 20 sites on battery and 100 on a charger. A run
    that a person starts gets all sites.

    This command asks OONI for its rules, and for the counts of this week and last week. Then it calculates the order in
    the same way as OONI. A measurement counts once for each upstream list that has the URL.
    """
    found = outlook(session.workspace, country, api, tell=session.say)
    session.report(reports.PREVIEWS[form](found, screen=session.screen(output)), output)
