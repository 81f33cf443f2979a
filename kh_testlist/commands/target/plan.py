"""`target plan`: what to test next, in batches that fit a sitting."""

from __future__ import annotations

from pathlib import Path

import click

from kh_testlist import store
from kh_testlist.commands.target.rows import inputs, listed
from kh_testlist.errors import Failure, Refused
from kh_testlist.model import CATEGORY_CODE, DATE_ADDED, Entry
from kh_testlist.ooni import plan
from kh_testlist.ooni.evidence import Evidence, NeverFetched
from kh_testlist.ooni.plan import Batch, Row
from kh_testlist.ooni.run import v1_links
from kh_testlist.reports import target as reports
from kh_testlist.terminal import evidence_options, options
from kh_testlist.terminal.parameters import Number
from kh_testlist.terminal.session import Outcome, Session, pass_session
from kh_testlist.text import counted


@click.command(
    "plan",
    epilog="""\b
Examples:
  kh-testlist target plan --minutes 20
  kh-testlist target plan --minutes 20 --output batches
  kh-testlist target plan --format json""",
)
@click.option(
    "--minutes", type=Number(1, 1440), default=15, show_default=True, metavar="N", help="Of a batch, at most; about."
)
@click.option(
    "--seconds-each",
    type=Number(0.1, 600),
    metavar="SECONDS",
    default=plan.SECONDS_EACH,
    show_default=True,
    help="What one site takes, about: more on slow networks, and where much is blocked.",
)
@evidence_options.country
@options.form("text", "json")
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write each batch to DIR: an input file, and its v1 link.",
)
@pass_session
def command(
    session: Session, minutes: float, seconds_each: float, country: str | None, form: str, output: Path | None
) -> Outcome:
    """Say what to test next, in batches that fit a sitting.

    First the sites that no network tested six times, then those that some network did not, then the others; in each by
    how much OONI lets their category count, and the longest listed first. Goes by the evidence last fetched, and asks
    nobody.
    """
    wanted = inputs(session).urls
    entries = {entry.url: entry for entry in reversed(listed(session).entries)}
    rows = [_row(entries[url]) for url in wanted]
    evidence = _evidence(session, country)
    tests = (
        {entry.url: [network.counts.measurements for network in entry.networks] for entry in evidence.entries}
        if evidence
        else {}
    )
    ordered = plan.by_need(rows, tests, len(evidence.networks) if evidence else 0)
    found = plan.batches([row.url for row in ordered], minutes, seconds_each)
    links = [link for batch in found for link in v1_links(batch.urls)]
    text = reports.plan_json(found, links) if form == "json" else reports.plan_text(found, color=session.paints(None))
    if output is not None:
        _write(session, output, found, links)
    session.report(text)
    return Outcome.DONE


def _row(entry: Entry) -> Row:
    if not entry.is_complete:
        return Row(entry.url, "", "")
    return Row(entry.url, entry.cells[CATEGORY_CODE], entry.cells[DATE_ADDED])


def _evidence(session: Session, country: str | None) -> Evidence | None:
    """What was fetched; None where nothing ever was, which is no reason not to plan."""
    from kh_testlist.operations.evidence import EvidenceQuery, stored  # noqa: PLC0415 - opens the cache

    try:
        return stored(session.workspace, EvidenceQuery(scope="list", by="url", country=country))
    except NeverFetched:
        session.say(
            "No evidence was fetched yet, so the order goes by category and age. "
            + session.step("To have it: kh-testlist evidence fetch"),
            "warning",
        )
        return None


def _write(session: Session, place: Path, found: list[Batch], links: list[str]) -> None:
    """Put each batch in a file of its own, with its link beside it."""
    if place.is_dir() and any(place.glob("batch-*")):
        raise Refused(f"There are batches in {store.display(place)} already.", "Name another folder, or empty it.")
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Failure(f"{store.display(place)} could not be made: {store.reason(error)}.", "Name another.") from error
    for number, (batch, link) in enumerate(zip(found, links, strict=True), 1):
        store.write(place / f"batch-{number:02}.txt", "".join(f"{url}\n" for url in batch.urls).encode())
        store.write(place / f"batch-{number:02}.link", f"{link}\n".encode())
    session.say(f"Written: {counted(len(found), 'batch', 'batches')} to {store.display(place)}")
