"""`target preview`: will volunteers on default settings be given each row?"""

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
    """Say whether volunteers on default settings are given each row.

    OONI gives out what has the highest priority and was measured least, of upstream's list of the country and the
    global list together: 20 sites a run on battery, 100 on a charger, all by hand. This asks OONI for its rules and
    for the counts of this week and the last, and works out the order as OONI does: a measurement counts once for each
    of upstream's lists that has the URL.
    """
    found = outlook(session.workspace, country, api, tell=session.say)
    session.report(reports.PREVIEWS[form](found, screen=session.screen(output)), output)
