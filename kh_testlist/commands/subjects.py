"""What `tag` is to look at: URLs, and what their pages say, from wherever that is to be had."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from kh_testlist.commands.sites import lines_of, rows_of_list
from kh_testlist.errors import Failure, Misuse
from kh_testlist.store import display, inside
from kh_testlist.terminal.session import Session

_PAGE_BYTES: Final = 256 * 1024
"""What is read of a saved page, as much as of a fetched one."""
_LONGEST_TEXT: Final = 20_000


class Subject(NamedTuple):
    """A site, and the words of its page where there are any."""

    url: str
    text: str = ""


def of_options(
    session: Session, urls: Sequence[str], file: Path | None, text: str | None, page: Path | None, *, fetch: bool
) -> list[Subject]:
    """The sites that the options name, in their order, with what is known of their pages.

    Raises:
        Failure: a file can't be read, or a line of it is neither a URL nor such JSON.
        Misuse: nothing is named, or options contradict each other.

    """
    if not urls and file is None:
        raise Misuse("No site is named.", "Name URLs, or a file of them with -i FILE. See: kh-testlist tag --help")
    if sum(map(bool, (text, page, fetch))) > 1:
        raise Misuse("--text, --page and --fetch all say what a page says.", "Give one of them.")
    if (text or page) and (len(urls) != 1 or file):
        raise Misuse("--text and --page are about one URL.", "Name one, or use -i FILE with JSON lines.")
    said = text or (_page(session, page) if page else "")
    subjects = [Subject(url, said) for url in urls]
    if file is not None:
        subjects += _of_file(file)
        if not subjects:
            raise Failure(f"There is no URL in {display(file)}.", "Give one URL a line, or a list.")
    if fetch:
        from kh_testlist.commands.looking import summaries  # noqa: PLC0415 - what visits sites takes 0.1 s to load

        found = summaries(session, [subject.url for subject in subjects if not subject.text])
        subjects = [Subject(one.url, one.text or found.get(one.url, "")) for one in subjects]
    return subjects


def _page(session: Session, path: Path) -> str:
    from kh_testlist.web.page import decode  # noqa: PLC0415 - brings what fetches pages

    shown = display(path)
    summary = decode(inside.read_named(path)[:_PAGE_BYTES]).summary
    if not summary:
        session.say(f"There are no words to be read in {shown}; the URL is judged alone.", "warning")
    return summary


def _of_file(file: Path) -> Iterator[Subject]:
    shown, lines = lines_of(file)
    rows = rows_of_list(shown, lines)
    if rows is not None:
        yield from (Subject(row.url) for row in rows)
        return
    for number, line in enumerate(lines, 1):
        bare = line.strip()
        if bare.startswith("{"):
            yield _of_json(bare, f"{shown}:{number}")
        elif bare and not bare.startswith("#"):
            yield Subject(bare)


def _of_json(line: str, where: str) -> Subject:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        raise Failure(f"{where} is no JSON.", f"A line is a URL, or: {_EXAMPLE}") from None
    url, text = value.get("url"), value.get("text") or ""
    if not isinstance(url, str) or not isinstance(text, str):
        raise Failure(f"{where} has no url, or its text is no text.", f"A line is a URL, or: {_EXAMPLE}")
    return Subject(url, text[:_LONGEST_TEXT])


_EXAMPLE: Final = '{"url": "https://example.com/", "text": "words of the page"}'
