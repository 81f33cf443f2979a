"""Options that several commands share. Each is declared here once."""

from __future__ import annotations

import functools
import itertools
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click

from kh_testlist.errors import Misuse
from kh_testlist.model import DEFAULT_SOURCE
from kh_testlist.store import MAX_BYTES, display, inside
from kh_testlist.terminal.parameters import CATEGORIES, CATEGORY, DATE, OPEN_TEXT, TEXT, ListOf

Declaration = Callable[[Callable[..., Any]], Callable[..., Any]]
"""Adds an option to a command."""


def output_to(says: str, *, is_folder: bool = False, is_required: bool = False) -> Declaration:
    """Return the option `--output`."""
    kind = click.Path(path_type=Path, dir_okay=is_folder, file_okay=not is_folder)
    metavar = "DIR" if is_folder else "FILE"
    return click.option("--output", "-o", type=kind, metavar=metavar, required=is_required, help=says)


output: Final[Declaration] = output_to("Write the report to FILE instead of stdout.")


def form(*formats: str) -> Declaration:
    """Return the option `--format`, with the formats of the command."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="The format of the report.",
    )


def report(*formats: str) -> Declaration:
    """Return the options `--format` and `--output`."""
    return lambda command: form(*formats)(output(command))


def several(*names: str, kind: ListOf, metavar: str, says: str) -> Declaration:
    """Return an option that takes several values, repeated or with commas. The command gets one tuple of all values."""

    def joined(_ctx: click.Context, _option: click.Parameter, groups: tuple[tuple[Any, ...], ...]) -> tuple[Any, ...]:
        return tuple(itertools.chain.from_iterable(groups))

    return click.option(*names, type=kind, multiple=True, callback=joined, metavar=metavar, help=says)


def category(says: str) -> Declaration:
    """Return the option `--category`, which takes one category."""
    return click.option("--category", type=CATEGORY, metavar="CODE", help=says)


def categories(*names: str, says: str) -> Declaration:
    """Return an option that takes several categories."""
    return several(*names, kind=CATEGORIES, metavar="CODE…", says=says)


def source(says: str) -> Declaration:
    """Return the option `--source`."""
    return click.option("--source", type=TEXT, default=DEFAULT_SOURCE, show_default=True, metavar="TEXT", help=says)


def journals(says: str, *, exists: bool = False) -> Declaration:
    """Return the option `--journal`, which names journals to read."""
    kind = click.Path(path_type=Path, dir_okay=False, exists=exists)
    return click.option("--journal", "journals", type=kind, multiple=True, metavar="FILE", help=says)


def yes(says: str) -> Declaration:
    """Return the option `--yes`."""
    return click.option("--yes", is_flag=True, help=says)


allow_variant: Final[Declaration] = click.option(
    "--allow-variant",
    type=TEXT,
    metavar="REASON",
    help="Add a URL even if its spelling, page or host name is refused. Say why.",
)


def sites_file(says: str) -> Declaration:
    """Return the option `-i`, which names a file of sites."""
    kind = click.Path(path_type=Path, readable=False, allow_dash=True)
    return click.option("-i", "--input", "file", type=kind, metavar="FILE|-", help=says)


def content(file: Path) -> tuple[bytes, str]:
    """Return the bytes of `file`, and the name to show for it. If `file` is `-`, read standard input.

    Raises:
        Failure: the file cannot be read.

    """
    if file == Path("-"):
        return sys.stdin.buffer.read(MAX_BYTES + 1), "<stdin>"
    return inside.read_named(file), display(file)


api: Final[Declaration] = click.option(
    "--api", metavar="URL", envvar="OONI_API_URL", help="The address of OONI's API.  [default: https://api.ooni.org]"
)

country: Final[Declaration] = click.option(
    "--cc", "country", metavar="KH", help="The country that was measured.  [default: the country of the list]"
)

_BY: Final[Declaration] = click.option(
    "--by", type=click.Choice(["url", "domain"]), help="What counts as one site.  [default: as it was fetched, or url]"
)


def quarter(says: str, example: str = "2026Q4") -> Declaration:
    """Return the option `--quarter`."""
    return click.option("--quarter", metavar=example, help=says)


_calendar_quarter: Final[Declaration] = quarter("A calendar quarter, instead of --since and --until.", "2026Q3")


def days(usual: str = "the period that was fetched last") -> Declaration:
    """Return the options `--since` and `--until`. `usual` describes the period that is used without them."""
    help_until = f"The day after the last day, in UTC.  [default: {usual}]"
    until = click.option("--until", type=DATE, metavar="YYYY-MM-DD", help=help_until)
    since = click.option("--since", type=DATE, metavar="YYYY-MM-DD", help="The first day, in UTC.")
    return lambda command: since(until(command))


def period(usual: str = "the period that was fetched last") -> Declaration:
    """Return the options of `days`, and `--quarter` for a whole quarter. The command is given `since` and `until`."""

    def give(command: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(command)
        def run(*args: object, quarter: str | None, **given: Any) -> Any:  # noqa: ANN401 - what the command takes
            if quarter is not None:
                if given["since"] or given["until"]:
                    raise Misuse("A quarter is a period already.", "Give --quarter, or --since and --until.")
                from kh_testlist.review.quarter import parse_quarter  # noqa: PLC0415 - few runs name a quarter

                named = parse_quarter(quarter)
                given |= {"since": named.since.isoformat(), "until": named.until.isoformat()}
            return command(*args, **given)

        return days(usual)(_calendar_quarter(run))

    return give


def scope(default: str | None = "list") -> Declaration:
    """Return the option `--scope`. Without a default, the scope is the one that was fetched."""
    usual = default or "as it was fetched"
    return click.option(
        "--scope",
        type=click.Choice(["list", "country"]),
        default=default,
        help=f"The sites of the list, or everything that was measured in the country.  [default: {usual}]",
    )


def evidence(of: Declaration = period(), sites: Declaration = scope()) -> Declaration:  # noqa: B008 - are values
    """Return the options that choose the evidence: its period, its sites, its country, and what counts as one site."""

    def give(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in (api, _BY, country, sites, of):
            command = option(command)
        return command

    return give


which_review: Final[Declaration] = quarter("The quarter of the review.  [default: the latest that is not finished]")

_RUN_TEXTS: Final = {
    "--title": "The title of the run; at most 50 characters.",
    "--short-description": "A description in one line; apps show its first 50 characters.",
    "--description": "What is tested, and what people should know before they run it.",
    "--title-km": "The title in Khmer.",
    "--short-description-km": "The short description in Khmer.",
    "--description-km": "The description in Khmer.",
}


def run_texts(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options for the title and the descriptions of an OONI Run link."""
    for name, said in reversed(_RUN_TEXTS.items()):
        command = click.option(name, type=OPEN_TEXT, metavar="TEXT", help=said)(command)
    return command


def link(says: str, metavar: str = "ID") -> Declaration:
    """Return the option `--link`, which names a published link."""
    return click.option("--link", type=OPEN_TEXT, metavar=metavar, help=says)


link_argument: Final[Declaration] = click.argument("link", type=OPEN_TEXT, required=False, metavar="[ID]")
