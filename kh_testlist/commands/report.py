"""`report`: a summary of a period, made from the OONI measurements that were fetched."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kh_testlist.operations.report import EvidenceQuery, ReportRequest, period_material
from kh_testlist.reports.period import WRITERS
from kh_testlist.terminal import options
from kh_testlist.terminal.session import Session, pass_session


@click.command(
    "report",
    short_help="Write a report: what was blocked, what changed.",
    epilog="""\b
Examples:
  kh-testlist report
  kh-testlist report --quarter 2026Q3 --format html -o report.html
  kh-testlist report --quarter 2026Q3 --format html --lang km -o report.km.html
  kh-testlist report --since 2025-07-01 --until 2026-07-01 --format json -o report.json
  kh-testlist report --scope country --exclude-category GMB,PORN --format csv""",
)
@options.period()
@options.scope()
@options.country
@options.api
@options.categories("--exclude-category", says="Do not ask to unblock sites of these categories; the counts stay.")
@click.option(
    "--previous",
    metavar="PERIOD",
    help="Compare with this period: FROM..UNTIL, 2025Q3, or none.  [default: the same length just before, if fetched]",
)
@options.journals(
    "Results of `check` to report; repeatable.  [default: those in checks/, next to the lists folder]", exists=True
)
@options.report(*WRITERS)
@pass_session
def command(
    session: Session,
    /,
    exclude_category: tuple[str, ...],
    previous: str | None,
    journals: tuple[Path, ...],
    form: str,
    output: Path | None,
    **given: Any,  # noqa: ANN401 - what EvidenceQuery holds
) -> None:
    """Write a report about a period: which sites were blocked, and what changed in the list.

    The report uses what `evidence fetch` and `check` have saved, and the list, its ledger and its git history. No
    network is needed. The formats html and markdown are for people, in English or in Khmer (--lang km). The tables are
    those of iMAP's yearly report.
    """
    query = EvidenceQuery(**given)
    request = ReportRequest(query, tuple(sorted(set(exclude_category))), previous, journals)
    found = period_material(session.workspace, request, tell=session.say)
    session.report(WRITERS[form](found, lang=session.lang, screen=session.screen(output)), output)
