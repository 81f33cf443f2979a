"""`show`: rows of the list."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable
from pathlib import Path

import click

from kh_testlist import folder
from kh_testlist.model import CATEGORY_CODE, NOTES, SOURCE, Entry
from kh_testlist.reports import rows
from kh_testlist.reports.terminal import printable
from kh_testlist.terminal import options
from kh_testlist.terminal.completion import LISTED_URL
from kh_testlist.terminal.parameters import CATEGORIES, flat
from kh_testlist.terminal.session import Outcome, Session, pass_session
from kh_testlist.urls import canonical, equivalence_key, host_of, unicode_host


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
@click.option(
    "--category", "categories", type=CATEGORIES, multiple=True, metavar="CODE…", help="Only these categories."
)
@options.form("text", "json", "csv")
@options.output
@pass_session
def command(
    session: Session, pattern: str | None, categories: tuple[tuple[str, ...], ...], form: str, output: Path | None
) -> Outcome:
    """Show rows of the list.

    All of them, those of a category, one site, or those that match a pattern. A URL finds its site in any spelling.
    Other words are looked for in URLs, sources and notes; * stands for anything.
    """
    urls = folder.load(session.workspace.existing)
    wanted = flat(categories)
    matches = _matcher(pattern)
    chosen = [
        entry for entry in urls.complete if (not wanted or entry.cells[CATEGORY_CODE] in wanted) and matches(entry)
    ]
    if not chosen:
        session.say(f"Nothing in {urls.path} matches.")
    if chosen or form != "text":
        text = rows.WRITERS[form](urls, chosen, color=session.paints(output))
        if form == "csv" and output is None:
            # A file gets the bytes as they are, so that nothing is lost on the way; a screen only what is harmless.
            text = "".join(printable(line) + "\n" for line in text.removesuffix("\n").split("\n"))
        session.report(text, output)
    return Outcome.DONE if chosen else Outcome.NO


def _matcher(pattern: str | None) -> Callable[[Entry], bool]:
    if pattern is None:
        return lambda _: True
    whole = canonical(pattern)
    if whole is not None and "*" not in pattern:
        key = equivalence_key(whole)
        return lambda entry: equivalence_key(entry.url) == key
    word = pattern.casefold()
    if any(sign in word for sign in "*["):
        return lambda entry: fnmatch.fnmatchcase(entry.url.casefold(), f"*{word.strip('*')}*" if word == "*" else word)

    def contains(entry: Entry) -> bool:
        host = unicode_host(host_of(entry.url))
        return any(word in text.casefold() for text in (entry.url, host, entry.cells[SOURCE], entry.cells[NOTES]))

    return contains
