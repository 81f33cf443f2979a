"""`target preview`: will volunteers on default settings be given each row?"""

from __future__ import annotations

from pathlib import Path

import click

from kh_testlist.commands.evidence_options import api_option, country_of, country_option
from kh_testlist.commands.session import Outcome, Session, format_option, output_option, pass_session
from kh_testlist.commands.target.given_out import given_out
from kh_testlist.commands.target.rows import listed
from kh_testlist.model import CATEGORY_CODE
from kh_testlist.ooni.period import Period
from kh_testlist.ooni.preview import Preview, Rule, When, counted_weeks, preview
from kh_testlist.reports import target as reports


@click.command(
    "preview",
    epilog="""\b
Examples:
  kh-testlist target preview
  kh-testlist target preview --format csv -o preview.csv""",
)
@country_option
@api_option
@format_option("text", "json", "csv")
@output_option
@pass_session
def command(session: Session, country: str | None, api: str | None, form: str, output: Path | None) -> Outcome:
    """Say whether volunteers on default settings are given each row.

    OONI gives out what has the highest priority and was measured least, of upstream's list of the country and the
    global list together: 20 sites a run on battery, 100 on a charger, all by hand. This asks OONI for its rules and
    for the counts of this week and the last, and works out the order as OONI does: a measurement counts once for each
    of upstream's lists that has the URL.
    """
    cc = country_of(session, country)
    urls = listed(session)
    upstream = given_out(session, urls, cc)
    weeks = counted_weeks(session.today())
    rules, counts = _asked(api, cc, weeks)
    # The best place counts where both lists have a URL.
    places = {one.url: one for one in reversed(preview(upstream.rows, rules, counts, cc, upstream.lists))}
    found = [
        places.get(entry.url)
        or Preview(entry.url, entry.cells[CATEGORY_CODE], When.NOT_UPSTREAM, None, 0, counts.get(entry.url, 0), 0)
        for entry in {entry.url: entry for entry in urls.complete}.values()
    ]
    if form == "json":
        text = reports.preview_json(found, cc, weeks)
    elif form == "csv":
        text = reports.preview_csv(found)
    else:
        text = reports.preview_text(found, color=session.paints(output))
    session.report(text, output)
    return Outcome.DONE


def _asked(api: str | None, country: str, weeks: Period) -> tuple[list[Rule], dict[str, int]]:
    from kh_testlist.ooni.api import Api  # noqa: PLC0415 - what asks takes 0.1 s to load

    asked = Api(api)
    rules = [
        Rule(one["category_code"], one["cc"], one["domain"], one["url"], one["priority"]) for one in asked.priorities()
    ]
    rows = asked.aggregation(country, weeks, ("input",))
    return rules, {url: row["measurement_count"] for row in rows if (url := row.get("input"))}
