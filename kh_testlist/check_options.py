"""How sites are visited, and from where: each thing that `check` may be told is declared here, once.

The command line, the settings, the header of a journal and a run all go by these declarations.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from kh_testlist import __version__
from kh_testlist.errors import Misuse
from kh_testlist.typed_dict import TypedDict
from kh_testlist.urls import canonical, parse

if TYPE_CHECKING:
    from kh_testlist.web.guard import Network
    from kh_testlist.web.resolve import Server

USER_AGENT: Final = f"Mozilla/5.0 (compatible; kh-testlist/{__version__}; +https://github.com/kh-testlist/kh-testlist)"
"""Who we say we are, where the settings say nothing: honest, with a place to complain."""

_LONGEST_LABEL: Final = 64
_LONGEST_AGENT: Final = 250


class Declared(TypedDict, total=False):
    """What is known of an option beside its name, its type and its default."""

    says: str
    """The help."""
    metavar: str
    bounds: tuple[float, float]
    """The least number and the most."""
    no_zero: bool
    """Whether the least may not be 0 itself: a time that something has to end in."""
    setter: Literal["project", "own"]
    """Whose settings may say it: the project's too, or the user's alone; where this is absent, none may."""
    judged: bool
    """Whether a verdict may depend on it, so that the header of a journal has it."""


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """How sites are visited, and from where; times are in seconds.

    Raises:
        Misuse: options contradict each other, or say what can't be.

    """

    concurrency: int = field(default=64, metadata=Declared(
        says="Requests at once.",
        metavar="N", bounds=(1, 512), setter="project",
    ))  # fmt: skip
    per_host: int = field(default=4, metadata=Declared(
        says="Requests at once to one host.",
        metavar="N", bounds=(1, 64), setter="project",
    ))  # fmt: skip
    timeout: float = field(default=10, metadata=Declared(
        says="For one attempt on a URL, redirects included; later passes have twice that.",
        metavar="SECONDS", bounds=(0, 3600), no_zero=True, setter="project", judged=True,
    ))  # fmt: skip
    connect_timeout: float = field(default=5, metadata=Declared(
        says="For a connection.",
        metavar="SECONDS", bounds=(0, 3600), no_zero=True, setter="project", judged=True,
    ))  # fmt: skip
    passes: int = field(default=2, metadata=Declared(
        says="How often to try what does not answer with its page.",
        metavar="N", bounds=(1, 5), setter="project", judged=True,
    ))  # fmt: skip
    pause: float = field(default=30, metadata=Declared(
        says="Between passes.",
        metavar="SECONDS", bounds=(0, 3600), setter="project",
    ))  # fmt: skip
    control: str = field(default="none", metadata=Declared(
        says="A second vantage for what fails here: OONI's test helpers or another, which learn those URLs; or "
        "another vantage's journal.",
        metavar="none|ooni|URL|FILE", setter="own", judged=True,
    ))  # fmt: skip
    vantage: str = field(default="local", metadata=Declared(
        says="What to call the network you check from; the label is public, so no name and no address.",
        metavar="LABEL", setter="project",
    ))  # fmt: skip
    journal: Path | None = field(default=None, metadata=Declared(
        says="Note every attempt and result in FILE as they come.",
        metavar="FILE",
    ))  # fmt: skip
    resume: bool = field(default=False, metadata=Declared(says="Go on with the journal where it ended."))
    canary: tuple[str, ...] = field(default=(), metadata=Declared(
        says="A URL known to work: where most canaries fail, this network is at fault; repeatable.",
        metavar="URL…", setter="project", judged=True,
    ))  # fmt: skip
    no_canary: bool = field(default=False, metadata=Declared(
        says="Judge, though nothing shows that this network works.",
        judged=True,
    ))  # fmt: skip
    resolver: tuple[Server, ...] = field(default=(), metadata=Declared(
        says="Ask these resolvers in place of the system's.",
        metavar="IP:PORT…", setter="own", judged=True,
    ))  # fmt: skip
    ca_file: Path | None = field(default=None, metadata=Declared(
        says="Trust these certificate authorities in place of the usual ones.",
        metavar="FILE", setter="own", judged=True,
    ))  # fmt: skip
    allow_private: tuple[Network, ...] = field(default=(), metadata=Declared(
        says="Reach these networks though they are not public.",
        metavar="CIDR…", setter="own", judged=True,
    ))  # fmt: skip
    user_agent: str = field(default=USER_AGENT, metadata=Declared(
        says="Who we say we are; say how to reach you.  [default: this program and its address]",
        metavar="TEXT", setter="project", judged=True,
    ))  # fmt: skip

    def __post_init__(self) -> None:
        self._require_bounds()
        if self.canary and self.no_canary:
            raise Misuse("--canary and --no-canary contradict each other.", "Give one of them.")
        for url in self.canary:
            if canonical(url) is None:
                raise Misuse(
                    f"The canary {url!r} is no web address.", "Give one that works: --canary https://example.org/"
                )
        for option, url in (("--control", self.control), *(("--canary", url) for url in self.canary)):
            parsed = parse(url)
            if parsed is not None and parsed.has_credentials:
                raise Misuse(f"There is a login in {option}; it would stand in journals and reports.", "Leave it out.")
        if self.resume and self.journal is None:
            raise Misuse("There is no journal to go on with.", "Name it: --journal FILE")
        if not (self.vantage.isprintable() and 0 < len(self.vantage) <= _LONGEST_LABEL):
            raise Misuse("A vantage is called by a short word.", "For example: --vantage phnom-penh-isp1")
        _require_agent(self.user_agent)

    def _require_bounds(self) -> None:
        """Check the numbers, as the command line does before."""
        for one in fields(self):
            least, most = one.metadata.get("bounds", (-math.inf, math.inf))
            value = getattr(self, one.name)
            if isinstance(value, int | float) and not (
                least <= value <= most and (value or not one.metadata.get("no_zero"))
            ):
                raise Misuse(f"{one.name} can't be {value}.", f"Give a number from {least} to {most}.")

    @property
    def control_source(self) -> str | None:
        """The control as reports and journals name it; None for none. A file's folder may name whose computer it is."""
        if self.control == "none":
            return None
        return self.control if self.control.startswith(("http://", "https://")) else Path(self.control).name

    @property
    def canaries(self) -> tuple[str, ...] | None:
        """URLs that are known to work. Without any, a run is its own canary; with None, failures count whatever."""
        return None if self.no_canary else self.canary

    @property
    def judged(self) -> dict[str, Any]:
        """What a verdict may depend on, as the header of a journal has it."""
        judged = sorted(one.name for one in fields(self) if one.metadata.get("judged"))
        found = {name.replace("_", "-"): _plain(getattr(self, name)) for name in judged}
        return found | {"control": self.control_source or "none"}


def _plain(value: object) -> object:
    """`value` as JSON has it. A path may name whose computer this is, so its last name has to do."""
    if isinstance(value, tuple):
        return [str(one) for one in value]
    return value.name if isinstance(value, Path) else value


def _require_agent(text: str) -> None:
    if not (text.isascii() and text.isprintable() and text == text.strip() and 0 < len(text) <= _LONGEST_AGENT):
        raise Misuse(
            "A user agent is plain ASCII on one line, with no space around it.",
            "For example: --user-agent 'API-KH (mail@example.org)'",
        )
