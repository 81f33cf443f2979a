"""Questions in the terminal: the category of a site, the link in a mail, whether to publish."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from kh_testlist.categories import CATEGORIES
from kh_testlist.errors import Misuse
from kh_testlist.reports.tag import suggestion
from kh_testlist.tagging.suggest import Tagging
from kh_testlist.terminal.bar import Bar
from kh_testlist.terminal.parameters import CATEGORY
from kh_testlist.terminal.session import Session, shown


def categories(session: Session, urls: Sequence[str], *, given: str | None, yes: bool) -> list[str]:
    """Return the category of each of `urls`: `given`, or the person's answer, or with `yes` the first suggestion.

    Raises:
        Misuse: no category was given, and nobody can be asked.

    """
    if given:
        return [given] * len(urls)
    from kh_testlist.operations.suggest import suggest  # noqa: PLC0415 - not needed if a category is given

    with Bar(session) as bar:
        taggings = suggest(urls, session.workspace, progress=bar, tell=session.say)
    suggested = "\n".join(map(_suggested, taggings))
    if yes:
        how = session.step("kh-testlist edit URL --category CODE")
        session.say(f"{suggested}\nThe first one is used. To change it: {how}", "warning")
        return [tagging.suggestions[0].category_code for tagging in taggings]
    if not session.can_ask:
        raise Misuse(
            f"No category was given for {', '.join(urls)}.\n{suggested}",
            "Give one with --category CODE, or use --yes to take the first suggestion.",
        )
    session.say(explained(session.lang))
    return [_asked(session, tagging) for tagging in taggings]


def _asked(session: Session, tagging: Tagging) -> str:
    session.say(_suggested(tagging))
    first = None if tagging.abstained else tagging.suggestions[0].category_code
    code: str = click.prompt(f"Category of {shown(tagging.url)}", type=CATEGORY, default=first, err=True)
    return code


def _suggested(tagging: Tagging) -> str:
    """Return the suggestions for a site as text."""
    doubt = ", but not sure" if tagging.abstained else ""
    return "\n".join([f"Suggested for {tagging.url}{doubt}:", *map(suggestion, tagging.suggestions)])


def explained(lang: str) -> str:
    """Return the categories as text, with what belongs in each."""
    return "\n".join(
        f"  {category.code:<6}{category.name_km if lang == 'km' else category.definition}" for category in CATEGORIES
    )


def pasted_link() -> str:
    """Return the link that the person pastes, which is not shown. Without a terminal, read it from standard input."""
    if sys.stdin.isatty():
        text: str = click.prompt("Paste the link from the mail", hide_input=True, err=True)
        return text
    return sys.stdin.readline()


def publishing(session: Session, what: str, *, yes: bool) -> None:
    """Say what will be public, and ask for agreement if there is a terminal."""
    session.say(what)
    if not yes and session.can_ask:
        click.confirm("Publish it?", abort=True, err=True)
