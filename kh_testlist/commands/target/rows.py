"""The rows that a probe is given, and the options that say what a run of them is called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import click

from kh_testlist import folder
from kh_testlist.errors import Failure, Refused
from kh_testlist.model import UrlList
from kh_testlist.ooni.inputs import Inputs, inputs_of
from kh_testlist.ooni.run import Texts, changed, usual_texts
from kh_testlist.terminal.parameters import OPEN_TEXT
from kh_testlist.terminal.session import Session


def listed(session: Session) -> UrlList:
    """The chosen list.

    Raises:
        Failure: it can't be read, or is no text.

    """
    urls = folder.load(session.workspace.existing)
    if not urls.is_utf8:
        raise Failure(f"{urls.path} is not UTF-8 text, so its URLs can't be told.", "See: kh-testlist validate")
    return urls


def inputs(session: Session) -> Inputs:
    """What a probe is given of the chosen list; what it could not read is said to the person.

    Raises:
        Failure: the list can't be read.
        Refused: nothing is left of it.

    """
    urls = listed(session)
    found = inputs_of(entry.url for entry in urls.entries)
    for url, why in found.left_out:
        session.say(f"Left out, for it would end a probe's run: {url}: {why}.", "warning")
    if not found.urls:
        raise Refused(
            f"{urls.path} has no site, and a probe without inputs tests OONI's own choice.",
            "Add one first: kh-testlist add URL",
        )
    return found


_TEXTS: Final = {
    "--title": "What the run is called; at most 50 characters.",
    "--short-description": "In one line; apps show 50 characters of it.",
    "--description": "What is tested, and what to know before.",
    "--title-km": "The title in Khmer.",
    "--short-description-km": "The short description in Khmer.",
    "--description-km": "The description in Khmer.",
}


def text_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give `command` the options that say what a run is called."""
    for name, said in reversed(_TEXTS.items()):
        command = click.option(name, type=OPEN_TEXT, metavar="TEXT", help=said)(command)
    return command


def texts(session: Session, given: dict[str, str | None]) -> Texts:
    """What a run of the chosen list is called."""
    return changed(usual_texts(session.name), given)
