"""Asks for a category, where there is somebody to ask."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from kh_testlist.categories import CATEGORIES
from kh_testlist.commands.session import Session
from kh_testlist.commands.types import CATEGORY
from kh_testlist.errors import Misuse


def ask_category(session: Session, urls: Sequence[str], *, yes: bool) -> str:
    """The category that the person gives `urls`.

    Raises:
        Misuse: there is nobody to ask, or nobody is to be asked.

    """
    if yes or not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise Misuse(
            f"No category was given for {', '.join(urls)}.",
            f"Give one with --category:\n{_explained(session.lang)}",
        )
    session.say(_explained(session.lang))
    code: str = click.prompt(f"Category of {', '.join(urls)}", type=CATEGORY, err=True)
    return code


def _explained(lang: str) -> str:
    """The category that the person gives `urls`.

    Raises:
        Misuse: there is nobody to ask, or nobody is to be asked.

    """
    return "\n".join(
        f"  {category.code:<6}{category.name_km if lang == 'km' else category.definition}" for category in CATEGORIES
    )
