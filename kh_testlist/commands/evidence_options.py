"""The options that say which evidence: of which API, country and period, of our list or of everything, by what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any, Final

import click

from kh_testlist.errors import Misuse
from kh_testlist.model import GLOBAL
from kh_testlist.ooni.evidence import Thresholds
from kh_testlist.terminal.parameters import DATE
from kh_testlist.terminal.session import Session

FORMATS: Final = ("text", "json", "csv", "markdown")

API_VARIABLE: Final = "OONI_API_URL"

api_option: Final = click.option(
    "--api", metavar="URL", envvar=API_VARIABLE, help="The root of the API.  [default: https://api.ooni.org]"
)

country_option: Final = click.option(
    "--cc", "country", metavar="KH", help="The country that was measured.  [default: that of the list]"
)


def period_options(
    usual: str = "the period that was fetched last",
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The options `--since` and `--until`; without both it is the `usual` period."""

    def give(command: Callable[..., Any]) -> Callable[..., Any]:
        until = click.option(
            "--until", type=DATE, metavar="YYYY-MM-DD", help=f"The day after the last, in UTC.  [default: {usual}]"
        )
        since = click.option("--since", type=DATE, metavar="YYYY-MM-DD", help="The first day, in UTC.")
        return since(until(command))

    return give


def scope_option(default: str | None = "list") -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option `--scope`; without a default it is what was fetched."""
    usual = default or "what was fetched"
    return click.option(
        "--scope",
        type=click.Choice(["list", "country"]),
        default=default,
        help=f"The sites of the list, or everything that was measured in the country.  [default: {usual}]",
    )


_BY: Final = click.option(
    "--by", type=click.Choice(["url", "domain"]), help="What to count as one site.  [default: as fetched, or url]"
)


def evidence_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that `evidence fetch`, `show` and `gaps` have in common, but for period and scope."""
    for option in (api_option, _BY, country_option):
        command = option(command)
    return command


def country_of(session: Session, country: str | None) -> str:
    """The country that is meant, in two capital letters.

    Raises:
        Misuse: none is, or it is no country's code.

    """
    chosen = country or session.name
    if chosen == GLOBAL or not (len(chosen) == 2 and chosen.isascii() and chosen.isalpha()):  # noqa: PLR2004 - letters
        raise Misuse(f"{chosen!r} is no country.", "Name it by its two letters: --cc KH")
    return chosen.upper()


def thresholds(session: Session) -> Thresholds:
    """When a network blocks a site, by the settings.

    Raises:
        Misuse: they say what can't be.

    """
    said = session.workspace.settings.get("evidence", {})
    found = Thresholds(**{field.name: said[field.name] for field in fields(Thresholds) if field.name in said})
    for name in ("threshold", "quantile", "light"):
        if not 0 <= getattr(found, name) <= 1:
            raise Misuse(
                f"evidence.{name} is not from 0 to 1.", "Mend it in the settings, or go without: --config none"
            )
    if not 1 <= found.floor <= _MOST_TESTS:
        raise Misuse(f"evidence.floor is not from 1 to {_MOST_TESTS:,}.", "Mend it in the settings.")
    return found


_MOST_TESTS: Final = 1_000_000
