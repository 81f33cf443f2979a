"""`show`: rows of the list."""

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
@options.categories("--category", "categories", says="Only these categories.")
@options.report("text", "json", "csv")
@pass_session
def command(
    session: Session, pattern: str | None, categories: tuple[str, ...], form: str, output: Path | None
) -> Outcome:
    """Show rows of the list.

    All of them, those of a category, one site, or those that match a pattern. A URL finds its site in any spelling.
    Other words are looked for in URLs, sources and notes; * stands for anything.
    """
    urls = session.workspace.list
    chosen = matching(urls, pattern, categories)
    if not chosen:
        session.say(f"Nothing in {urls.path} matches.")
    if chosen or form != "text":
        text = rows.WRITERS[form](urls, chosen, screen=session.screen(output))
        if form == "csv" and output is None:
            # A file gets the bytes as they are, so that nothing is lost on the way; a screen only what is harmless.
            text = "".join(printable(line) + "\n" for line in text.removesuffix("\n").split("\n"))
        session.report(text, output)
    return Outcome.DONE if chosen else Outcome.NO
