"""`tag`: suggest categories with reasons, and list rows whose category may be wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kh_testlist.errors import Misuse
from kh_testlist.operations.suggest import AT_LEAST, Tagging, audit_list, subjects, suggest
from kh_testlist.reports import tag as reports
from kh_testlist.terminal import options, visiting
from kh_testlist.terminal.bar import Bar
from kh_testlist.terminal.parameters import TEXT
from kh_testlist.terminal.session import Session, pass_session


@click.command(
    "tag",
    epilog="""\b
Examples:
  kh-testlist tag https://example.com/
  kh-testlist tag https://example.com/ --text "Daily news from the provinces"
  kh-testlist tag https://example.com/ --page saved.html
  kh-testlist tag -i sites.txt --fetch --format jsonl -o tags.jsonl
  kh-testlist tag --audit

\b
A line of -i FILE is a URL, or JSON: {"url": "https://example.com/", "text": "words of the page"}""",
)
@click.argument("urls", type=TEXT, nargs=-1, metavar="[URL]...")
@options.sites_file("Tag the sites of a list, or of a file with a URL or JSON on each line.")
@click.option("--text", type=TEXT, metavar="TEXT", help="Text from the page.")
@click.option("--page", type=click.Path(path_type=Path), metavar="FILE", help="The page, saved with a browser.")
@click.option("--fetch", is_flag=True, help="Visit the pages and read them, with the settings of `check`.")
@click.option("--model", type=click.Path(path_type=Path), metavar="FILE", help="Use only this model.")
@click.option("--top", type=click.IntRange(AT_LEAST, 31), metavar="N", default=AT_LEAST, show_default=True,
              help="The number of suggestions for each URL.")  # fmt: skip
@click.option("--audit", "auditing", is_flag=True, help="List the rows whose category may be wrong.")
@options.report("text", "jsonl")
@pass_session
def command(session: Session, /, urls: tuple[str, ...], model: Path | None, top: int, form: str, output: Path | None, *,
            fetch: bool, auditing: bool, **given: Any) -> None:  # noqa: ANN401 - what is known of pages  # fmt: skip
    """Suggest a category for sites, and say why.

    A suggestion comes from other lists, from keywords, and from a model that was trained on upstream's lists. Text of
    the page helps more than the URL: with ten words, 15 more suggestions in 100 are right. A person decides.
    """
    screen = session.screen(output)
    if auditing:
        if fetch or any(given.values()):
            raise Misuse(
                "--audit only reads the rows of a list.", "Give a list, or leave it out: kh-testlist tag --audit [PATH]"
            )
        if len(urls) > 1:
            raise Misuse("--audit takes one list at a time.", "For example: kh-testlist tag --audit lists/kh.csv")
        with Bar(session) as bar:
            path = Path(urls[0]) if urls else None
            audit = audit_list(session.workspace, path, model, progress=bar, tell=session.say)
        lines = map(reports.line, audit.doubts)
        session.report("".join(lines) if form == "jsonl" else reports.doubts(audit, screen), output)
        return
    with Bar(session) as bar:
        how = visiting.usual() if fetch else None
        named = subjects(urls, **given, fetch=how, read=options.content, progress=bar, tell=session.tell)

    def shown(tagging: Tagging) -> str:
        return reports.line(tagging) if form == "jsonl" else reports.text(tagging, screen)

    def stream(tagging: Tagging) -> None:
        if output is None:
            session.report(shown(tagging))

    with Bar(session) as bar:
        found = suggest(named, session.workspace, model, top, on_result=stream, progress=bar, tell=session.say)
    if output is not None:
        session.report("".join(map(shown, found)), output)
