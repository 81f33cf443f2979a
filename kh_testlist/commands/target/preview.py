"""`target preview`: will volunteers on default settings be given each row?"""

from __future__ import annotations

from pathlib import Path

import click

from kh_testlist import folder
from kh_testlist.commands.evidence_options import api_option, country_of, country_option
from kh_testlist.commands.session import Outcome, Session, format_option, output_option, pass_session
from kh_testlist.commands.target.rows import listed
from kh_testlist.model import CATEGORY_CODE, UrlList
from kh_testlist.ooni.period import Period
from kh_testlist.ooni.preview import GLOBAL_CODE, Listed, Preview, Rule, When, counted_weeks, preview
from kh_testlist.reports import target as reports
from kh_testlist.urls import host_of


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
    for the counts of this week and the last, and works out the order as OONI does.
    """
    cc = country_of(session, country)
    urls = listed(session)
    upstream, listed_upstream = _upstream(session, urls, cc)
    weeks = counted_weeks(session.today())
    rules, counts = _asked(api, cc, weeks)
    places = {one.url: one for one in preview(upstream, rules, counts, cc)}
    found = [
        places[entry.url]
        if entry.url in listed_upstream
        else Preview(entry.url, entry.cells[CATEGORY_CODE], When.NOT_UPSTREAM, None, 0, counts.get(entry.url, 0))
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


def _upstream(session: Session, urls: UrlList, country: str) -> tuple[list[Listed], set[str]]:
    """What OONI gives out in the country, as far as it is here; and which URLs of our list are among that."""
    rows = _rows(urls, GLOBAL_CODE if urls.is_global else country)
    cloned = folder.clone_folder() / folder.FOLDER / f"{urls.name}.csv"
    if cloned.is_file():
        rows = _rows(folder.load(cloned), GLOBAL_CODE if urls.is_global else country)
    else:
        session.say(
            f"Upstream's list is not here, so all rows are taken to be on it. To have it: "
            f"{session.step(folder.HOW_TO_HAVE_UPSTREAM)}",
            "yellow",
        )
    known = {row.url for row in rows}
    found = None if urls.is_global else folder.global_list(session.list_path())
    if found is not None:
        rows += _rows(folder.load(found), GLOBAL_CODE)
    elif not urls.is_global:
        session.say(
            f"The global list is not here, and the rows compete with it: the order is too favourable. To have "
            f"it: {session.step(folder.HOW_TO_HAVE_UPSTREAM)}",
            "yellow",
        )
    return rows, known


def _rows(urls: UrlList, cc: str) -> list[Listed]:
    return [Listed(entry.url, entry.cells[CATEGORY_CODE], cc, host_of(entry.url)) for entry in urls.complete]


def _asked(api: str | None, country: str, weeks: Period) -> tuple[list[Rule], dict[str, int]]:
    from kh_testlist.ooni.api import Api  # noqa: PLC0415 - what asks takes 0.1 s to load

    asked = Api(api)
    rules = [
        Rule(one["category_code"], one["cc"], one["domain"], one["url"], one["priority"]) for one in asked.priorities()
    ]
    rows = asked.aggregation(country, weeks, ("input",))
    return rules, {url: row["measurement_count"] for row in rows if (url := row.get("input"))}
