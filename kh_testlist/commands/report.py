"""`report`: a period summed up from what was fetched of OONI's measurements."""

from __future__ import annotations

from pathlib import Path

import click

from kh_testlist.commands.reporting import Wanted, material
from kh_testlist.commands.summing import named_quarter
from kh_testlist.errors import Misuse
from kh_testlist.operations.evidence import EvidenceQuery
from kh_testlist.reports.period import WRITERS
from kh_testlist.terminal import evidence_options, options
from kh_testlist.terminal.parameters import CATEGORIES, flat
from kh_testlist.terminal.session import Outcome, Session, pass_session


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
@evidence_options.period()
@click.option("--quarter", metavar="2026Q3", help="A calendar quarter, in place of --since and --until.")
@evidence_options.scope()
@evidence_options.country
@evidence_options.api
@click.option(
    "--exclude-category",
    type=CATEGORIES,
    multiple=True,
    metavar="CODE…",
    help="Leave these out of what the report asks to unblock; the counts stay.",
)
@click.option(
    "--previous",
    metavar="PERIOD",
    help="What to compare with: FROM..UNTIL, 2025Q3, or none.  [default: as long a period just before, if fetched]",
)
@click.option(
    "--journal",
    "journals",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    multiple=True,
    metavar="FILE",
    help="A journal of `check`, for how the list is.  [default: those in checks/, beside the lists folder]",
)
@options.form(*WRITERS)
@options.output
@pass_session
def command(
    session: Session,
    since: str | None,
    until: str | None,
    quarter: str | None,
    scope: str,
    country: str | None,
    api: str | None,
    exclude_category: tuple[tuple[str, ...], ...],
    previous: str | None,
    journals: tuple[Path, ...],
    form: str,
    output: Path | None,
) -> Outcome:
    """Sum a period up: what is blocked, and how the list is.

    From what `evidence fetch` has kept, from the journals of `check`, from the list, its ledger and its history in
    git; nobody is asked. As html or markdown it is a report for people, in English or, with --lang km, in Khmer. The
    tables are those of iMAP's yearly report.
    """
    if quarter is not None:
        if since or until:
            raise Misuse("A quarter is a period already.", "Give --quarter, or --since and --until.")
        since, until = (day.isoformat() for day in named_quarter(quarter))
    query = EvidenceQuery(scope=scope, since=since, until=until, country=country, api=api)
    wanted = Wanted(query, tuple(sorted(set(flat(exclude_category)))), previous, journals)
    found = material(session, wanted)
    session.report(WRITERS[form](found, lang=session.lang, color=session.paints(output)), output)
    return Outcome.DONE
