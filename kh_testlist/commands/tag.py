"""`tag`: suggest a category for sites, say why, and doubt those that a list has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from kh_testlist import folder
from kh_testlist.commands import tagger as taggers
from kh_testlist.commands.session import Outcome, Session, format_option, output_option, pass_session
from kh_testlist.commands.sites import input_option
from kh_testlist.commands.subjects import Subject, of_options
from kh_testlist.commands.types import TEXT
from kh_testlist.errors import Misuse
from kh_testlist.reports import tag as reports
from kh_testlist.tagging.audit import audit
from kh_testlist.tagging.suggest import AT_LEAST, Tagger


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
@input_option("A file of URLs, or of JSON objects with url and text, one a line; or a list.")
@click.option("--text", type=TEXT, metavar="TEXT", help="Words of the page.")
@click.option("--page", type=click.Path(path_type=Path), metavar="FILE", help="The page, saved from a browser.")
@click.option("--fetch", is_flag=True, help="Fetch the pages and read them, with the settings of check.")
@click.option("--model", type=click.Path(path_type=Path), metavar="FILE", help="Go by this model and nothing else.")
@click.option(
    "--top",
    type=click.IntRange(AT_LEAST, 31),
    metavar="N",
    default=AT_LEAST,
    show_default=True,
    help="Suggestions for each URL.",
)
@click.option("--audit", "auditing", is_flag=True, help="List the rows whose category the evidence disagrees with.")
@format_option("text", "jsonl")
@output_option
@pass_session
def command(
    session: Session,
    urls: tuple[str, ...],
    file: Path | None,
    text: str | None,
    page: Path | None,
    model: Path | None,
    top: int,
    form: str,
    output: Path | None,
    *,
    fetch: bool,
    auditing: bool,
) -> Outcome:
    """Suggest a category for sites, and say why.

    By what other lists say, by keywords, and by what was learned from upstream's lists. A site's page tells more than
    its URL: ten words make it right fifteen times more in a hundred. It is a suggestion; a person decides.
    """
    if auditing:
        if file or text or page or fetch:
            raise Misuse("--audit looks at the rows of a list.", "Name a list or none: kh-testlist tag --audit [PATH]")
        session.report(_audit(session, urls, model, form, color=session.paints(output)), output)
        return Outcome.DONE
    subjects = of_options(session, urls, file, text, page, fetch=fetch)
    tagger = taggers.named(model) if model else taggers.usual(session)
    lines = _lines(tagger, subjects, top, form, color=session.paints(output))
    if output is None:
        for line in lines:
            session.report(line)
    else:
        session.report("".join(lines), output)
    return Outcome.DONE


def _lines(tagger: Tagger, subjects: Sequence[Subject], top: int, form: str, *, color: bool) -> Iterator[str]:
    for subject in subjects:
        tagging = tagger.tag(subject.url, subject.text, top)
        yield reports.line(tagging) if form == "jsonl" else reports.text(tagging, color=color)


def _audit(session: Session, paths: Sequence[str], model: Path | None, form: str, *, color: bool) -> str:
    if len(paths) > 1:
        raise Misuse("--audit takes one list at a time.", "For example: kh-testlist tag --audit lists/kh.csv")
    urls = folder.load(Path(paths[0]) if paths else session.existing_list())
    found = audit(urls, taggers.named(model) if model else taggers.usual(session, judged=urls))
    if form == "jsonl":
        return "".join(map(reports.line, found))
    return reports.doubts(found, len(urls.complete), urls.path, color=color)
