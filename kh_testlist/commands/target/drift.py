"""`target drift`: does the published link still test what the list says?"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from kh_testlist.commands.target.link import published_link
from kh_testlist.commands.target.rows import inputs
from kh_testlist.errors import Failure
from kh_testlist.ooni.drift import SOON, drift
from kh_testlist.reports import target as reports
from kh_testlist.terminal import evidence_options, options
from kh_testlist.terminal.parameters import OPEN_TEXT
from kh_testlist.terminal.session import Outcome, Session, pass_session
from kh_testlist.text import counted


@click.command(
    "drift",
    epilog="""\b
Examples:
  kh-testlist target drift
  kh-testlist target drift 10123 --format json""",
)
@click.argument("link", type=OPEN_TEXT, required=False, metavar="[ID]")
@evidence_options.api
@options.form("text", "json")
@options.output
@pass_session
def command(session: Session, link: str | None, api: str | None, form: str, output: Path | None) -> Outcome:
    """Compare the published link with the list.

    What is missing from the link, what is too much in it, and when it expires. Needs no login. Exit code 1 where the
    two differ, or the link has expired.
    """
    from kh_testlist.ooni.api import Api  # noqa: PLC0415 - what asks takes 0.1 s to load
    from kh_testlist.ooni.run_api import RunApi  # noqa: PLC0415 - the same

    wanted = inputs(session).urls
    named = published_link(session, link)
    current = RunApi(Api(api)).read(named.id)
    if current is None:
        raise Failure(f"OONI has no link {named.id}.", "Name another, or publish the list: kh-testlist target publish")
    found = drift(named, wanted, current.urls, current.expires, dt.datetime.now(dt.UTC))
    session.report(reports.DRIFTS[form](found, color=session.paints(output)), output)
    if any(nettest.targets_name for nettest in current.nettests):
        session.say("The link has OONI choose what is tested; it names no sites.", "warning")
    if found.is_there:
        session.say(session.step("To set it right: kh-testlist target publish"), "warning")
    elif found.days_left < SOON:
        session.say(f"It ends in {counted(found.days_left, 'day')}; a publish prolongs it.", "warning")
    return Outcome.NO if found.is_there else Outcome.DONE
