"""The options of `target`: what a run is called, and which published link is meant."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import click

from kh_testlist.operations.target.inputs import V1_LONGEST
from kh_testlist.terminal.options import Declaration
from kh_testlist.terminal.parameters import OPEN_TEXT

_TEXTS: Final = {
    "--title": "What the run is called; at most 50 characters.",
    "--short-description": "In one line; apps show 50 characters of it.",
    "--description": "What is tested, and what to know before.",
    "--title-km": "The title in Khmer.",
    "--short-description-km": "The short description in Khmer.",
    "--description-km": "The description in Khmer.",
}


def texts(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say what a run is called."""
    for name, said in reversed(_TEXTS.items()):
        command = click.option(name, type=OPEN_TEXT, metavar="TEXT", help=said)(command)
    return command


def link(says: str, metavar: str = "ID") -> Declaration:
    """The option `--link`."""
    return click.option("--link", type=OPEN_TEXT, metavar=metavar, help=says)


longest: Final[Declaration] = click.option(
    "--longest",
    type=click.IntRange(500, V1_LONGEST),
    metavar="N",
    default=V1_LONGEST,
    show_default=True,
    help="Characters of a link, at most.",
)

link_argument: Final[Declaration] = click.argument("link", type=OPEN_TEXT, required=False, metavar="[ID]")
