"""The options that say from where sites are visited, and how: what they take, and what they make together."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from kh_testlist import __version__
from kh_testlist.errors import Misuse
from kh_testlist.liveness.attempt import Verdict
from kh_testlist.terminal.parameters import OPEN_TEXT, ListOf, Number, flat
from kh_testlist.urls import canonical, parse
from kh_testlist.web.guard import Network

if TYPE_CHECKING:
    from kh_testlist.web.resolve import Server

USER_AGENT: Final = f"Mozilla/5.0 (compatible; kh-testlist/{__version__}; +https://github.com/kh-testlist/kh-testlist)"
"""Who we say we are, where the settings say nothing: honest, with a place to complain."""

_LONGEST_LABEL: Final = 64
_LONGEST_AGENT: Final = 250
_PORTS: Final = range(1, 65_536)


def _server(text: str) -> Server:
    """A resolver, as it is written: 192.0.2.1, 192.0.2.1:53, [2001:db8::1]:53."""
    host, colon, port = text.rpartition(":")
    if not colon or ("]" not in text and ":" in host):
        host, port = text, "53"
    number = int(port)
    if number not in _PORTS:
        raise ValueError
    from kh_testlist.web.resolve import Server  # noqa: PLC0415 - brings what looks names up; few name a resolver

    return Server(str(ipaddress.ip_address(host.strip("[]"))), number)


VERDICTS: Final = ListOf("verdict", Verdict, f"a verdict ({', '.join(Verdict)})")
_NETWORKS: Final = ListOf("cidr", ipaddress.ip_network, "a network such as 192.0.2.0/24")
_SERVERS: Final = ListOf("ip:port", _server, "an address such as 192.0.2.1 or 192.0.2.1:53")
_SECONDS: Final = Number(0, 3600, min_open=True)


@dataclass(frozen=True, slots=True)
class Options:
    """What the options below say."""

    concurrency: int
    per_host: int
    timeout: float
    connect_timeout: float
    passes: int
    pause: float
    control: str
    vantage: str
    journal: Path | None
    resume: bool
    canary: tuple[str, ...]
    no_canary: bool
    resolver: tuple[Server, ...]
    ca_file: Path | None
    allow_private: tuple[Network, ...]
    user_agent: str

    @property
    def control_source(self) -> str | None:
        """The control as reports and journals name it; None for none. A file's folder may name whose computer it is."""
        if self.control == "none":
            return None
        return self.control if self.control.startswith(("http://", "https://")) else Path(self.control).name


_OPTIONS: Final = (
    click.option(
        "--concurrency",
        type=click.IntRange(1, 512),
        metavar="N",
        default=64,
        show_default=True,
        help="Requests at once.",
    ),
    click.option(
        "--per-host",
        type=click.IntRange(1, 64),
        metavar="N",
        default=4,
        show_default=True,
        help="Requests at once to one host.",
    ),
    click.option(
        "--timeout",
        type=_SECONDS,
        default=10,
        show_default=True,
        metavar="SECONDS",
        help="For one attempt on a URL, redirects included; later passes have twice that.",
    ),
    click.option(
        "--connect-timeout",
        type=_SECONDS,
        default=5,
        show_default=True,
        metavar="SECONDS",
        help="For a connection.",
    ),
    click.option(
        "--passes",
        type=click.IntRange(1, 5),
        metavar="N",
        default=2,
        show_default=True,
        help="How often to try what does not answer with its page.",
    ),
    click.option(
        "--pause",
        type=Number(0, 3600),
        default=30,
        show_default=True,
        metavar="SECONDS",
        help="Between passes.",
    ),
    click.option(
        "--control",
        type=OPEN_TEXT,
        default="none",
        show_default=True,
        metavar="none|ooni|URL|FILE",
        help="A second vantage for what fails here: OONI's test helpers or another, which learn those URLs; or another "
        "vantage's journal.",
    ),
    click.option(
        "--vantage",
        type=OPEN_TEXT,
        default="local",
        show_default=True,
        metavar="LABEL",
        help="What to call the network you check from; the label is public, so no name and no address.",
    ),
    click.option(
        "--journal",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Note every attempt and result in FILE as they come.",
    ),
    click.option("--resume", is_flag=True, help="Go on with the journal where it ended."),
    click.option(
        "--canary",
        type=OPEN_TEXT,
        multiple=True,
        metavar="URL…",
        help="A URL known to work: where most canaries fail, this network is at fault; repeatable.",
    ),
    click.option("--no-canary", is_flag=True, help="Judge, though nothing shows that this network works."),
    click.option(
        "--resolver",
        type=_SERVERS,
        multiple=True,
        metavar="IP:PORT…",
        help="Ask these resolvers in place of the system's.",
    ),
    click.option(
        "--ca-file",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Trust these certificate authorities in place of the usual ones.",
    ),
    click.option(
        "--allow-private",
        type=_NETWORKS,
        multiple=True,
        metavar="CIDR…",
        help="Reach these networks though they are not public.",
    ),
    click.option(
        "--user-agent",
        type=OPEN_TEXT,
        default=USER_AGENT,
        metavar="TEXT",
        help="Who we say we are; say how to reach you.  [default: this program and its address]",
    ),
)


def visiting_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give `command` the options that `Options` is made of."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def options_of(given: dict[str, Any]) -> Options:
    """What `given`, by name, says together.

    Raises:
        Misuse: options contradict each other, or say what can't be.

    """
    options = Options(
        **{
            **{field.name: given[field.name] for field in fields(Options)},
            "resolver": flat(given["resolver"]),
            "allow_private": flat(given["allow_private"]),
        }
    )
    if options.canary and options.no_canary:
        raise Misuse("--canary and --no-canary contradict each other.", "Give one of them.")
    for url in options.canary:
        if canonical(url) is None:
            raise Misuse(f"The canary {url!r} is no web address.", "Give one that works: --canary https://example.org/")
    for option, url in (("--control", options.control), *(("--canary", url) for url in options.canary)):
        parsed = parse(url)
        if parsed is not None and parsed.has_credentials:
            raise Misuse(f"There is a login in {option}; it would stand in journals and reports.", "Leave it out.")
    if options.resume and options.journal is None:
        raise Misuse("There is no journal to go on with.", "Name it: --journal FILE")
    if not (options.vantage.isprintable() and 0 < len(options.vantage) <= _LONGEST_LABEL):
        raise Misuse("A vantage is called by a short word.", "For example: --vantage phnom-penh-isp1")
    agent = options.user_agent
    if not (agent.isascii() and agent.isprintable() and agent == agent.strip() and 0 < len(agent) <= _LONGEST_AGENT):
        raise Misuse(
            "A user agent is plain ASCII on one line, with no space around it.",
            "For example: --user-agent 'API-KH (mail@example.org)'",
        )
    return options


def usual() -> Options:
    """What `check` would go by if it were run here without options: its defaults, settings and environment."""
    root = click.get_current_context().find_root()
    group = root.command
    assert isinstance(group, click.Group)  # noqa: S101 - the program is one
    command = group.get_command(root, "check")
    assert command is not None  # noqa: S101 - and has this command
    with command.make_context("check", [], parent=root) as context:
        return options_of(context.params)
