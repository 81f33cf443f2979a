"""`report`: a period summed up from what was fetched of OONI's measurements."""

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
@options.categories("--exclude-category", says="Leave these out of what the report asks to unblock; the counts stay.")
@click.option(
    "--previous",
    metavar="PERIOD",
    help="What to compare with: FROM..UNTIL, 2025Q3, or none.  [default: as long a period just before, if fetched]",
)
@options.journals(
    "A journal of `check`, for how the list is.  [default: those in checks/, beside the lists folder]", exists=True
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
    """Sum a period up: what is blocked, and how the list is.

    From what `evidence fetch` has kept, from the journals of `check`, from the list, its ledger and its history in
    git; nobody is asked. As html or markdown it is a report for people, in English or, with --lang km, in Khmer. The
    tables are those of iMAP's yearly report.
    """
    query = EvidenceQuery(**given)
    request = ReportRequest(query, tuple(sorted(set(exclude_category))), previous, journals)
    found = period_material(session.workspace, request, tell=session.say)
    session.report(WRITERS[form](found, lang=session.lang, screen=session.screen(output)), output)
