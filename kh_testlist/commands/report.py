"""`report`: a period summed up from what was fetched of OONI's measurements."""

from __future__ import annotations

from pathlib import Path

import click

from kh_testlist.commands.evidence_options import (
    api_option,
    country_of,
    country_option,
    period_options,
    scope_option,
)
from kh_testlist.commands.session import Outcome, Session, format_option, output_option, pass_session
from kh_testlist.commands.stored import Wish, caution, stored
from kh_testlist.commands.summing import categories, evidence_before, named_period
from kh_testlist.commands.types import flat
from kh_testlist.commands.vantage import CATEGORIES
from kh_testlist.ooni.evidence import NeverFetched
from kh_testlist.ooni.summary import summarise
from kh_testlist.reports import period as reports


@click.command(
    "report",
    epilog="""\b
Examples:
  kh-testlist report
  kh-testlist report --since 2025-07-01 --until 2026-07-01 --format json -o report.json
  kh-testlist report --scope country --exclude-category GMB,PORN --format csv""",
)
@period_options(required=False)
@scope_option()
@country_option
@api_option
@click.option(
    "--exclude-category",
    "exclude",
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
@format_option("text", "json", "csv", "markdown")
@output_option
@pass_session
def command(
    session: Session,
    since: str | None,
    until: str | None,
    scope: str,
    country: str | None,
    api: str | None,
    exclude: tuple[tuple[str, ...], ...],
    previous: str | None,
    form: str,
    output: Path | None,
) -> Outcome:
    """Sum a period up: what was measured, and what is blocked.

    From what `evidence fetch` has kept; nobody is asked. The tables are those of iMAP's yearly report.
    """
    excluded = tuple(sorted(set(flat(exclude))))
    wish = Wish(scope=scope, since=since, until=until, country=country, api=api)
    compared = None if previous in {None, "none"} else named_period(previous or "")
    try:
        evidence = stored(session, wish)
    except NeverFetched as error:
        session.say(f"{error.message} {error.next_step}", "yellow")
        report = reports.never_fetched(country_of(session, country), scope, excluded)
    else:
        caution(session, evidence)
        before = None if previous == "none" else evidence_before(session, evidence, compared)
        report = reports.record(summarise(evidence, categories(session), excluded, before))
    session.report(reports.WRITERS[form](report, color=session.paints(output)), output)
    return Outcome.DONE
