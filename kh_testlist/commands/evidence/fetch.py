"""`evidence fetch`: ask OONI what was measured over a period, and keep it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kh_testlist.commands.evidence_options import FORMATS, evidence_options, period_options, scope_option
from kh_testlist.commands.stored import Wish
from kh_testlist.reports import evidence as reports
from kh_testlist.terminal import options
from kh_testlist.terminal.session import Outcome, Session, pass_session


@click.command(
    "fetch",
    epilog="""\b
Examples:
  kh-testlist evidence fetch
  kh-testlist evidence fetch --since 2026-07-01 --until 2026-10-01
  kh-testlist evidence fetch --since 2025-07-01 --until 2026-07-01 --scope country""",
)
@period_options("the last three whole months")
@scope_option()
@evidence_options
@click.option("--again", is_flag=True, help="Ask for finished months too: late measurements may have come in.")
@options.form(*FORMATS)
@options.output
@pass_session
def command(
    session: Session,
    /,
    since: str | None,
    until: str | None,
    form: str,
    output: Path | None,
    *,
    again: bool,
    **given: Any,  # noqa: ANN401 - what evidence_options declares
) -> Outcome:
    """Fetch what OONI measured over a period, and keep it.

    Interrupted or refused, it keeps what has come, and the same command goes on from there.
    """
    from kh_testlist.commands.evidence.fetching import fetched  # noqa: PLC0415 - requests and pydantic, which `show` needs not

    evidence = fetched(session, Wish(since=since, until=until, **given), again=again)
    if form == "text":
        session.report(reports.summary(evidence), output)
    else:
        session.report(reports.WRITERS[form](evidence, color=False), output)
    return Outcome.DONE
