"""The options that say which evidence: of which API, country and period, of our list or of everything, by what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import click

from kh_testlist.terminal.options import Declaration
from kh_testlist.terminal.parameters import DATE

FORMATS: Final = ("text", "json", "csv", "markdown")

api: Final[Declaration] = click.option(
    "--api", metavar="URL", envvar="OONI_API_URL", help="The root of the API.  [default: https://api.ooni.org]"
)

country: Final[Declaration] = click.option(
    "--cc", "country", metavar="KH", help="The country that was measured.  [default: that of the list]"
)

_BY: Final[Declaration] = click.option(
    "--by", type=click.Choice(["url", "domain"]), help="What to count as one site.  [default: as fetched, or url]"
)


def period(usual: str = "the period that was fetched last") -> Declaration:
    """The options `--since` and `--until`; without both it is the `usual` period."""

    def give(command: Callable[..., Any]) -> Callable[..., Any]:
        until = click.option(
            "--until", type=DATE, metavar="YYYY-MM-DD", help=f"The day after the last, in UTC.  [default: {usual}]"
        )
        since = click.option("--since", type=DATE, metavar="YYYY-MM-DD", help="The first day, in UTC.")
        return since(until(command))

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


def quarter(says: str, example: str = "2026Q4") -> Declaration:
    """The option `--quarter`."""
    return click.option("--quarter", metavar=example, help=says)


def shared(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that `evidence fetch`, `show` and `gaps` have in common, but for period and scope."""
    for option in (api, _BY, country):
        command = option(command)
    return command
