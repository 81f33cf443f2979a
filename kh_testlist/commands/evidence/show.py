"""`evidence show`: what was measured of each site."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kh_testlist.operations.evidence import EvidenceQuery, caution, matching, read_evidence
from kh_testlist.reports import evidence as reports
from kh_testlist.reports.terminal import PLAIN
from kh_testlist.terminal import options
from kh_testlist.terminal.completion import LISTED_URL
from kh_testlist.terminal.session import Outcome, Session, pass_session


@click.command(
    "show",
    epilog="""\b
Examples:
  kh-testlist evidence show
  kh-testlist evidence show --format csv -o evidence.csv
  kh-testlist evidence show https://www.example.com/ --join-equivalent""",
)
@click.argument("urls", type=LISTED_URL, nargs=-1, metavar="[URL]...")
@click.option("--all", "everything", is_flag=True, help="In the text report, show sites without an anomaly too.")
@click.option("--join-equivalent", "join", is_flag=True, help="Count http, https, www and similar URLs as one site.")
@options.evidence(sites=options.scope(None))
@options.report(*reports.WRITERS)
@pass_session
def command(
    session: Session,
    /,
    urls: tuple[str, ...],
    form: str,
    output: Path | None,
    *,
    everything: bool,
    **given: Any,  # noqa: ANN401 - what EvidenceQuery holds
) -> Outcome:
    """Show what was measured of each site, and whether it is blocked.

    The status is calculated as in iMAP's reports; `blocked-confirmed` and `blocked-likely` are iMAP's words. OONI's own
    counts are shown next to it. An anomaly does not prove that a site is blocked. OONI counts a site that is down
    everywhere as ok.
    """
    evidence = read_evidence(session.workspace, EvidenceQuery(**given))
    if urls:
        evidence = matching(evidence, urls)
        if not evidence.entries:
            session.say(
                f"Nothing in the {evidence.scope} matches. To search everything that was measured, add --scope country."
            )
            return Outcome.NO
    caution(evidence, session.say)
    if form != "text":
        session.report(reports.WRITERS[form](evidence, screen=PLAIN), output)
        return Outcome.DONE
    everything = everything or bool(urls)
    session.report(reports.text(evidence, screen=session.screen(output), everything=everything), output)
    if not everything and len(reports.with_signs(evidence)) < len(evidence.entries):
        session.say(session.step("Show all sites: kh-testlist evidence show --all"))
    return Outcome.DONE
