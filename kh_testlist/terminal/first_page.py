"""The first page of help, and the options that end the program with a text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import click

from kh_testlist import __version__

GROUPS: Final[Mapping[str, Mapping[str, str]]] = {
    "Edit the list": {
        "add": "Add sites to the list.",
        "edit": "Change a row of the list.",
        "remove": "Remove a site from the list, and record the reason.",
        "show": "Show rows of the list.",
        "import": "Add many sites from a file.",
        "stats": "Count the rows by category, scheme, source and year.",
        "init": "Create a new list.",
    },
    "Check it": {
        "validate": "Check lists against the rules.",
        "normalize": "Correct the format of rows (safe fixes only).",
        "check": "Visit sites, and say which are up, gone or blocked.",
        "tag": "Suggest a category for sites, and say why.",
        "rules": "Explain the rules.",
        "train": "Train a model of the categories from lists.",
    },
    "See what OONI measured": {
        "evidence": "Show what OONI measured, and which sites are blocked.",
        "target": "Give the list to OONI Probe as a link, code or file.",
        "candidates": "Find sites that may be missing from the list.",
    },
    "Review and report": {
        "review": "Review the list each quarter: advice, then decisions.",
        "report": "Write a report: what was blocked, what changed.",
    },
    "Work with upstream": {
        "sync": "Merge upstream's changes into the list.",
        "diff": "Show how our list differs from upstream's.",
        "pr": "Send our changes to upstream as a pull request.",
    },
}
"""Each command with one line of help, by the kind of work, everyday work first. A start loads the module of the
command that it runs, and no other."""

COMMANDS: Final[Mapping[str, str]] = {name: says for group in GROUPS.values() for name, says in group.items()}
"""Each command with its line of help."""

_SHOWS_ALL: Final = "kh_testlist.shows_all"
_WIDTH: Final = max(map(len, COMMANDS))

_FIRST_PAGE: Final = """\
Usage: {program} [OPTIONS] COMMAND [ARGS]...

  Keep a test list correct: the websites that OONI Probe tests in a country.

{commands}
Examples:
  kh-testlist add https://example.com/ --category NEWS
  kh-testlist validate
  kh-testlist evidence show

Options (all of them: kh-testlist --help --verbose):
  --list CODE     The list: a country's two letters, or global.  [default: kh]
  --lang en|km    The language of reports.  [default: en]
  -h, --help      Show this page; after a command, explain that command.
"""


class HelpOption(click.Option):
    """`--help`, which shows all options with `-v`. The two may be in any order."""

    def handle_parse_result(
        self, ctx: click.Context, opts: Mapping[str, Any], args: list[str]
    ) -> tuple[Any, list[str]]:
        """Print the help and end."""
        if opts.get(self.name or "") and not ctx.resilient_parsing:
            ctx.meta[_SHOWS_ALL] = bool(opts.get("verbose"))
            click.echo(ctx.get_help())
            ctx.exit()
        return super().handle_parse_result(ctx, opts, args)


class VersionOption(click.Option):
    """`--version`, which says more with `-v`. The two may be in any order."""

    def handle_parse_result(
        self, ctx: click.Context, opts: Mapping[str, Any], args: list[str]
    ) -> tuple[Any, list[str]]:
        """Print the version and end, before anything else is looked at."""
        if opts.get(self.name or "") and not ctx.resilient_parsing:
            click.echo(f"kh-testlist, version {__version__}")
            if opts.get("verbose"):
                from kh_testlist import suffixes  # noqa: PLC0415 - only to say its date

                click.echo(f"public suffix list of {suffixes.date()}")
            ctx.exit()
        return super().handle_parse_result(ctx, opts, args)


def first_page(program: str) -> str:
    """Return the commands by the kind of work, three examples, and the options used most."""
    commands = "".join(
        f"{title}:\n" + "".join(f"  {name:<{_WIDTH}}  {says}\n" for name, says in group.items())
        for title, group in GROUPS.items()
    )
    return _FIRST_PAGE.format(program=program, commands=commands)


def shows_all(ctx: click.Context) -> bool:
    """Return True if the help must show all options, because `-v` was given."""
    return bool(ctx.meta.get(_SHOWS_ALL))
