"""Options that several commands take: each is declared here, once."""

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
from kh_testlist.review.quarter import parse_quarter
from kh_testlist.store import MAX_BYTES, display, inside
from kh_testlist.terminal.parameters import CATEGORIES, CATEGORY, DATE, OPEN_TEXT, TEXT, ListOf

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


def report(*formats: str) -> Declaration:
    """The options `--format` and `--output`: how the report is written, and where to."""
    return lambda command: form(*formats)(output(command))


def several(*names: str, kind: ListOf, metavar: str, says: str) -> Declaration:
    """An option that may be given again, or with commas; the command is given all that was named, as one tuple."""

    def joined(_ctx: click.Context, _option: click.Parameter, groups: tuple[tuple[Any, ...], ...]) -> tuple[Any, ...]:
        return tuple(itertools.chain.from_iterable(groups))

    return click.option(*names, type=kind, multiple=True, callback=joined, metavar=metavar, help=says)


def category(says: str) -> Declaration:
    """The option `--category`, of one category."""
    return click.option("--category", type=CATEGORY, metavar="CODE", help=says)


def categories(*names: str, says: str) -> Declaration:
    """An option of several categories."""
    return several(*names, kind=CATEGORIES, metavar="CODE…", says=says)


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
    kind = click.Path(path_type=Path, readable=False, allow_dash=True)
    return click.option("-i", "--input", "file", type=kind, metavar="FILE|-", help=says)


def content(file: Path) -> tuple[bytes, str]:
    """Return the bytes of `file`, or what is piped in where it is `-`; and what to call it.

    Raises:
        Failure: it can't be read.

    """
    if file == Path("-"):
        return sys.stdin.buffer.read(MAX_BYTES + 1), "<stdin>"
    return inside.read_named(file), display(file)


api: Final[Declaration] = click.option(
    "--api", metavar="URL", envvar="OONI_API_URL", help="The root of the API.  [default: https://api.ooni.org]"
)

country: Final[Declaration] = click.option(
    "--cc", "country", metavar="KH", help="The country that was measured.  [default: that of the list]"
)

_BY: Final[Declaration] = click.option(
    "--by", type=click.Choice(["url", "domain"]), help="What to count as one site.  [default: as fetched, or url]"
)


def quarter(says: str, example: str = "2026Q4") -> Declaration:
    """The option `--quarter`."""
    return click.option("--quarter", metavar=example, help=says)


_calendar_quarter: Final[Declaration] = quarter("A calendar quarter, in place of --since and --until.", "2026Q3")


def days(usual: str = "the period that was fetched last") -> Declaration:
    """Return the options `--since` and `--until`; without both it is the `usual` period."""
    help_until = f"The day after the last, in UTC.  [default: {usual}]"
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
                named = parse_quarter(quarter)
                given |= {"since": named.since.isoformat(), "until": named.until.isoformat()}
            return command(*args, **given)

        return days(usual)(_calendar_quarter(run))

    return give


def scope(default: str | None = "list") -> Declaration:
    """The option `--scope`; without a default it is what was fetched."""
    usual = default or "what was fetched"
    return click.option(
        "--scope",
        type=click.Choice(["list", "country"]),
        default=default,
        help=f"The sites of the list, or everything that was measured in the country.  [default: {usual}]",
    )


def evidence(of: Declaration = period(), sites: Declaration = scope()) -> Declaration:  # noqa: B008 - are values
    """The options that say which evidence: of which period, of our list or of everything, of which country, by what."""

    def give(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in (api, _BY, country, sites, of):
            command = option(command)
        return command

    return give


which_review: Final[Declaration] = quarter("Which review.  [default: the latest that is not finished]")

_RUN_TEXTS: Final = {
    "--title": "What the run is called; at most 50 characters.",
    "--short-description": "In one line; apps show 50 characters of it.",
    "--description": "What is tested, and what to know before.",
    "--title-km": "The title in Khmer.",
    "--short-description-km": "The short description in Khmer.",
    "--description-km": "The description in Khmer.",
}


def run_texts(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say what an OONI Run link is called."""
    for name, said in reversed(_RUN_TEXTS.items()):
        command = click.option(name, type=OPEN_TEXT, metavar="TEXT", help=said)(command)
    return command


def link(says: str, metavar: str = "ID") -> Declaration:
    """The option `--link`, of a published link."""
    return click.option("--link", type=OPEN_TEXT, metavar=metavar, help=says)


link_argument: Final[Declaration] = click.argument("link", type=OPEN_TEXT, required=False, metavar="[ID]")
