"""The options that say how sites are visited, and from where. They are made from `check_options`."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from dataclasses import Field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from kh_testlist.check_options import USER_AGENT, CheckOptions
from kh_testlist.liveness.attempt import Verdict
from kh_testlist.terminal.options import Declaration, several
from kh_testlist.terminal.parameters import OPEN_TEXT, ListOf, Number

if TYPE_CHECKING:
    from kh_testlist.web.resolve import Server

_PORTS: Final = range(1, 65_536)


def _server(text: str) -> Server:
    """Return the resolver that `text` names: 192.0.2.1, 192.0.2.1:53 or [2001:db8::1]:53."""
    host, colon, port = text.rpartition(":")
    if not colon or ("]" not in text and ":" in host):
        host, port = text, "53"
    number = int(port)
    if number not in _PORTS:
        raise ValueError
    from kh_testlist.web.resolve import Server  # noqa: PLC0415 - loads DNS code, which few runs need

    return Server(str(ipaddress.ip_address(host.strip("[]"))), number)


fail_on: Final = several(
    "--fail-on",
    kind=ListOf("verdict", Verdict, f"a verdict ({', '.join(Verdict)})"),
    metavar="VERDICT…",
    says="Exit with 1 if a site has one of these verdicts.",
)
_LISTS: Final = {
    "resolver": ListOf("ip:port", _server, "an address such as 192.0.2.1 or 192.0.2.1:53"),
    "allow_private": ListOf("cidr", ipaddress.ip_network, "a network such as 192.0.2.0/24"),
}


def options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give `command` an option for each field of `CheckOptions`."""
    for one in reversed(fields(CheckOptions)):
        command = _option(one)(command)
    return command


def _option(one: Field[Any]) -> Declaration:
    name, says = f"--{one.name.replace('_', '-')}", one.metadata["says"]
    if one.type == "bool":
        return click.option(name, is_flag=True, help=says)
    if one.name in _LISTS:
        return several(name, kind=_LISTS[one.name], metavar=one.metadata["metavar"], says=says)
    return click.option(
        name,
        type=_type(one),
        multiple=one.type.startswith("tuple"),
        default=one.default,
        show_default=one.type in {"int", "float", "str"} and one.default is not USER_AGENT,
        metavar=one.metadata["metavar"],
        help=says,
    )


def _type(one: Field[Any]) -> click.ParamType[Any]:
    """Return the click type for a field of `CheckOptions`, from the type that its declaration names."""
    match one.type:
        case "int":
            return click.IntRange(*one.metadata["bounds"])
        case "float":
            least, most = one.metadata["bounds"]
            return Number(least, most, min_open=one.metadata.get("no_zero", False))
        case "Path | None":
            return click.Path(path_type=Path, dir_okay=False)
        case _:
            return OPEN_TEXT


def options_of(given: dict[str, Any]) -> CheckOptions:
    """Return `CheckOptions` made from the values in `given`.

    Raises:
        Misuse: options contradict each other, or a value is not possible.

    """
    return CheckOptions(**{one.name: given[one.name] for one in fields(CheckOptions)})


def usual() -> CheckOptions:
    """Return the options of `check` without arguments: from its defaults, the settings and the environment."""
    root = click.get_current_context().find_root()
    group = root.command
    assert isinstance(group, click.Group)  # noqa: S101 - the program is one
    command = group.get_command(root, "check")
    assert command is not None  # noqa: S101 - and has this command
    with command.make_context("check", [], parent=root) as context:
        return options_of(context.params)
