"""Options that several commands take: each is declared here, once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click

from kh_testlist.model import DEFAULT_SOURCE
from kh_testlist.terminal.parameters import CATEGORIES, CATEGORY, TEXT

Declaration = Callable[[Callable[..., Any]], Callable[..., Any]]
"""Gives a command an option."""


def output_to(says: str, *, is_folder: bool = False, is_required: bool = False) -> Declaration:
    """The option `--output`."""
    kind = click.Path(path_type=Path, dir_okay=is_folder, file_okay=not is_folder)
    metavar = "DIR" if is_folder else "FILE"
    return click.option("--output", "-o", type=kind, metavar=metavar, required=is_required, help=says)


output: Final[Declaration] = output_to("Write the report to FILE instead of stdout.")


def form(*formats: str) -> Declaration:
    """The option `--format`, with the formats that the command has."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="How to write the report.",
    )


def category(says: str) -> Declaration:
    """The option `--category`, of one category."""
    return click.option("--category", type=CATEGORY, metavar="CODE", help=says)


def categories(name: str, says: str) -> Declaration:
    """The option `name`, of several categories."""
    return click.option(name, "categories", type=CATEGORIES, multiple=True, metavar="CODE…", help=says)


def source(says: str) -> Declaration:
    """The option `--source`."""
    return click.option("--source", type=TEXT, default=DEFAULT_SOURCE, show_default=True, metavar="TEXT", help=says)


def journals(says: str, *, exists: bool = False) -> Declaration:
    """The option `--journal`, of journals to read."""
    kind = click.Path(path_type=Path, dir_okay=False, exists=exists)
    return click.option("--journal", "journals", type=kind, multiple=True, metavar="FILE", help=says)


def yes(says: str) -> Declaration:
    """The option `--yes`."""
    return click.option("--yes", is_flag=True, help=says)


allow_variant: Final[Declaration] = click.option(
    "--allow-variant", type=TEXT, metavar="REASON", help="Add a spelling, a page or a host name that is refused."
)


def sites_file(says: str) -> Declaration:
    """The option `-i`, which names a file of sites."""
    return click.option(
        "-i",
        "--input",
        "file",
        type=click.Path(path_type=Path, readable=False, allow_dash=True),
        metavar="FILE|-",
        help=says,
    )
