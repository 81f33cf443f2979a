"""`show`: show rows of the list."""

from __future__ import annotations

from pathlib import Path

import click

from kh_testlist.operations.show import matching
from kh_testlist.reports import rows
from kh_testlist.reports.terminal import printable
from kh_testlist.terminal import options
from kh_testlist.terminal.completion import LISTED_URL
from kh_testlist.terminal.session import Outcome, Session, pass_session


@click.command(
    "show",
    epilog="""\b
Examples:
  kh-testlist show
  kh-testlist show https://www.example.com
  kh-testlist show "*.gov.kh/*"
  kh-testlist show --category NEWS,HUMR --format csv""",
)
@click.argument("pattern", type=LISTED_URL, required=False, metavar="[URL|PATTERN]")
@options.categories("--category", "categories", says="Show only rows of these categories.")
@options.report("text", "json", "csv")
@pass_session
def command(
    session: Session, pattern: str | None, categories: tuple[str, ...], form: str, output: Path | None
) -> Outcome:
    """Show rows of the list.

    Show all rows, one site, the rows of some categories, or the rows that match a pattern. A URL finds its site in any
    spelling. Other words are searched for in URLs, sources and notes. * matches any text.
    """
    urls = session.workspace.list
    chosen = matching(urls, pattern, categories)
    if not chosen:
        session.say(f"Nothing in {urls.path} matches.")
    if chosen or form != "text":
        text = rows.WRITERS[form](urls, chosen, screen=session.screen(output))
        if form == "csv" and output is None:
            # A file gets the exact bytes. A screen gets only characters that are safe to print.
            text = "".join(printable(line) + "\n" for line in text.removesuffix("\n").split("\n"))
        session.report(text, output)
    return Outcome.DONE if chosen else Outcome.NO
