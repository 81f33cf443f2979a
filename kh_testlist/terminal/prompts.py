"""Asks for a category, where there is somebody to ask; suggests one first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from kh_testlist.categories import CATEGORIES
from kh_testlist.errors import Misuse, Refused
from kh_testlist.logins import without_logins
from kh_testlist.reports.tag import suggestion
from kh_testlist.reports.terminal import printable
from kh_testlist.tagging.suggest import Tagging
from kh_testlist.terminal.parameters import CATEGORY
from kh_testlist.terminal.session import Session
from kh_testlist.upstream import choice
from kh_testlist.upstream.address import Address


def categories(session: Session, urls: Sequence[str], *, given: str | None, yes: bool) -> list[str]:
    """The category of each of `urls`: `given`, or what the person says, or the first suggested where `yes` is said.

    Raises:
        Misuse: there is nobody to ask.

    """
    if given:
        return [given] * len(urls)
    from kh_testlist.operations.suggest import suggest  # noqa: PLC0415 - with a category given nothing is suggested

    taggings = suggest(urls, session.workspace, tell=session.say)
    shown = "\n".join(map(_shown, taggings))
    if yes:
        how = session.step("kh-testlist edit URL --category CODE")
        session.say(f"{shown}\nThe first is taken; to change it: {how}", "warning")
        return [tagging.suggestions[0].category_code for tagging in taggings]
    if not session.can_ask:
        raise Misuse(
            f"No category was given for {', '.join(urls)}.\n{shown}",
            "Give one with --category, or take the first suggested with --yes.",
        )
    session.say(explained(session.lang))
    return [_asked(session, tagging) for tagging in taggings]


def _asked(session: Session, tagging: Tagging) -> str:
    session.say(_shown(tagging))
    first = None if tagging.abstained else tagging.suggestions[0].category_code
    shown = printable(without_logins(tagging.url))
    code: str = click.prompt(f"Category of {shown}", type=CATEGORY, default=first, err=True)
    return code


def _shown(tagging: Tagging) -> str:
    """What is suggested for a site."""
    doubt = ", but not sure" if tagging.abstained else ""
    return "\n".join([f"Suggested for {tagging.url}{doubt}:", *map(suggestion, tagging.suggestions)])


def explained(lang: str) -> str:
    """The categories, with what belongs in each."""
    return "\n".join(
        f"  {category.code:<6}{category.name_km if lang == 'km' else category.definition}" for category in CATEGORIES
    )


def upstream_of(session: Session, list_path: Path, named: str | None) -> Address:
    """Return where upstream of the list at `list_path` is, and say so, however quiet it is to be.

    Raises:
        Misuse: `named` is nothing to fetch from.
        Refused: the person does not want to go where `upstream.json` says.
        Failure: what `upstream.json` says is not, or nobody could be asked about it.

    """
    found = choice.address(list_path, named, partial(_goes_there, session))
    session.loud.say(f"Upstream is {found.text}")
    return found


def _goes_there(session: Session, found: Address, file: str) -> bool:
    if not session.can_ask:
        return False
    session.loud.say(
        f"{file} names a place that this machine was never told to sync with. A pull request can change that file.",
        "warning",
    )
    if not click.confirm(f"Go to {printable(found.text)}?", default=False, err=True):
        raise Refused("Nothing was fetched.", "Name the right place: kh-testlist sync --upstream URL")
    return True
