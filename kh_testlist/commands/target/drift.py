"""`target drift`: check if the published link still tests what the list says."""

from __future__ import annotations

from pathlib import Path

import click

from kh_testlist.operations.target.link import compared
from kh_testlist.reports import target as reports
from kh_testlist.terminal import options
from kh_testlist.terminal.session import Outcome, Session, pass_session


@click.command(
    "drift",
    epilog="""\b
Examples:
  kh-testlist target drift
  kh-testlist target drift 10123 --format json""",
)
@options.link_argument
@options.api
@options.report("text", "json")
@pass_session
def command(session: Session, link: str | None, api: str | None, form: str, output: Path | None) -> Outcome:
    """Compare the published link with the list.

    It shows the sites that only the list has and those that only the link has. It also shows when the link expires. No
    login is needed. The exit code is 1 if the link and the list differ, or if the link has expired.
    """
    found = compared(session.workspace, link, api, tell=session.say)
    session.report(reports.DRIFTS[form](found, screen=session.screen(output)), output)
    if found.is_ooni_choosing:
        session.say("The link names no sites, so OONI chooses what is tested.", "warning")
    if found.is_there:
        session.say(session.step("To update the link: kh-testlist target publish"), "warning")
    elif found.is_ending:
        session.say(reports.ending(found), "warning")
    return Outcome.NO if found.is_there else Outcome.DONE
