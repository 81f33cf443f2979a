"""`candidates`: sites that may be missing from the list, each with its reason."""

from __future__ import annotations

from pathlib import Path

import click

from kh_testlist.operations.candidates import candidates
from kh_testlist.reports import candidates as reports
from kh_testlist.terminal import options, visiting
from kh_testlist.terminal.bar import Bar
from kh_testlist.terminal.parameters import TEXT
from kh_testlist.terminal.session import Session, pass_session


@click.command(
    "candidates",
    epilog="""\b
Examples:
  kh-testlist candidates
  kh-testlist candidates --from ooni --since 2026-07-01 --until 2026-10-01
  kh-testlist candidates --from lists --format csv -o new.csv
  kh-testlist candidates --from saved-page.html
  kh-testlist candidates --from https://example.org/links""",
)
@click.option(
    "--from",
    "sources",
    type=TEXT,
    multiple=True,
    metavar="ooni|lists|FILE|URL",
    help="Where to look; repeatable.  [default: the fetched evidence and the other lists]",
)
@options.period()
@options.report("text", "csv", "jsonl")
@pass_session
def command(
    session: Session, sources: tuple[str, ...], since: str | None, until: str | None, form: str, output: Path | None
) -> None:
    """Find sites that may be missing from the list.

    Candidates come from OONI's measurements in the country, and from rows of other lists that are about the country.
    With --from FILE or URL, they are the links in a page, a saved document or a text. Sites that are already on this
    list or on the global list are left out, in any spelling.

    Each candidate has a suggested category. Categories that have no row on the list yet come first.

    Write a CSV file, delete the rows that you do not want, and add the rest with `import`. If a suggestion is not sure,
    its category cell is empty. Fill it in, or use `import --category` for all such rows.
    """
    with Bar(session) as bar:
        found = candidates(session.workspace, sources, (since, until), visiting.usual, progress=bar, tell=session.tell)
    if form == "csv":
        text = reports.csv(found, session.workspace.today.isoformat())
        if doubt := reports.doubt(found):
            session.say(
                f"{doubt} {session.step('Fill it in, or use one for all: kh-testlist import FILE --category CODE')}",
                "warning",
            )
    elif form == "jsonl":
        text = reports.jsonl(found)
    else:
        text = reports.text(found, screen=session.screen(output))
    session.report(text, output)
