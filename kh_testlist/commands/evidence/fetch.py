"""`evidence fetch`: ask OONI what was measured over a period, and save it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kh_testlist.operations.evidence import EvidenceQuery, fetch
from kh_testlist.reports import evidence as reports
from kh_testlist.reports.terminal import PLAIN
from kh_testlist.terminal import options
from kh_testlist.terminal.bar import Bar
from kh_testlist.terminal.session import Session, pass_session


@click.command(
    "fetch",
    epilog="""\b
Examples:
  kh-testlist evidence fetch
  kh-testlist evidence fetch --since 2026-07-01 --until 2026-10-01
  kh-testlist evidence fetch --since 2025-07-01 --until 2026-07-01 --scope country""",
)
@options.evidence(options.period("the last three whole months"))
@click.option("--again", is_flag=True, help="Fetch finished months again too, because measurements may arrive late.")
@options.report(*reports.WRITERS)
@pass_session
def command(
    session: Session,
    /,
    form: str,
    output: Path | None,
    *,
    again: bool,
    **given: Any,  # noqa: ANN401 - what EvidenceQuery holds
) -> None:
    """Fetch what OONI measured over a period, and save it.

    If it is interrupted, or OONI refuses to answer, it keeps what it has. Run the same command again to continue.
    """
    with Bar(session) as bar:
        fetched = fetch(session.workspace, EvidenceQuery(**given), again=again, progress=bar, tell=session.say)
    evidence = fetched.evidence
    if not fetched.are_named:
        session.say("The API gave no names of networks, so their numbers are shown.", "warning")
    session.say(f"Sent {fetched.requests} requests to {evidence.source}.")
    report = reports.summary(evidence) if form == "text" else reports.WRITERS[form](evidence, screen=PLAIN)
    session.report(report, output)
