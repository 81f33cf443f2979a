"""The words about an option that a command does not have."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import Final

import click

_ALIKE: Final = 0.75
"""How much of two options' letters must agree for one to be a slip for the other, as difflib counts it. Below that,
`--quarter` would be taken for `--quiet`."""


def unknown_option(error: click.NoSuchOption, cli: click.Group, names: Iterable[str]) -> str:
    """Return the words about an option that the command does not have."""
    name = error.option_name
    known = [option for one in error.ctx.command.params for option in one.opts] if error.ctx else []
    near = difflib.get_close_matches(name, known, n=1, cutoff=_ALIKE)
    if near:
        return f"There is no option {name}. Did you mean {near[0]}?"
    if any(name in option.opts for option in cli.params):
        return f"Write {name} before the name of the command."
    commands = [
        path for path, command in _all_commands(cli, names) if any(name in option.opts for option in command.params)
    ]
    return f"There is no option {name} here." + (f" These commands have it: {', '.join(commands)}." if commands else "")


def _all_commands(cli: click.Group, names: Iterable[str]) -> Iterator[tuple[str, click.Command]]:
    ctx = click.Context(cli)
    for name in names:
        command = cli.get_command(ctx, name)
        assert command is not None  # noqa: S101 - tells mypy what every name here has
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {inner}", one) for inner, one in command.commands.items())
