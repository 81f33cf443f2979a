"""How sites are visited, and from where: each option of `check` is declared here once.

The command line, the settings, the header of a journal and a run all use these declarations.
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
"""The default user agent. It is honest, and gives an address for complaints."""

_LONGEST_LABEL: Final = 64
_LONGEST_AGENT: Final = 250


class Declared(TypedDict, total=False):
    """The facts about an option, except its name, its type and its default."""

    says: str
    """The help text."""
    metavar: str
    bounds: tuple[float, float]
    """The smallest and the largest number."""
    no_zero: bool
    """True if the value must be more than 0, because it is a time limit."""
    setter: Literal["project", "own"]
    """The settings that may set it: `project` (also the project's) or `own` (only the user's). Without it, none."""
    judged: bool
    """True if a verdict may depend on it. The header of a journal then has it."""


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """How sites are visited, and from where. Times are in seconds.

    Raises:
        Misuse: options contradict each other, or a value is not possible.

    """

    concurrency: int = field(default=64, metadata=Declared(
        says="The most requests at the same time.",
        metavar="N", bounds=(1, 512), setter="project",
    ))  # fmt: skip
    per_host: int = field(default=4, metadata=Declared(
        says="The most requests to one host at the same time.",
        metavar="N", bounds=(1, 64), setter="project",
    ))  # fmt: skip
    timeout: float = field(default=10, metadata=Declared(
        says="The time limit of one attempt on a URL, with redirects; later passes have twice as long.",
        metavar="SECONDS", bounds=(0, 3600), no_zero=True, setter="project", judged=True,
    ))  # fmt: skip
    connect_timeout: float = field(default=5, metadata=Declared(
        says="The time limit to open a connection.",
        metavar="SECONDS", bounds=(0, 3600), no_zero=True, setter="project", judged=True,
    ))  # fmt: skip
    passes: int = field(default=2, metadata=Declared(
        says="How many times to try a site that does not answer with its page.",
        metavar="N", bounds=(1, 5), setter="project", judged=True,
    ))  # fmt: skip
    pause: float = field(default=30, metadata=Declared(
        says="The time to wait between passes.",
        metavar="SECONDS", bounds=(0, 3600), setter="project",
    ))  # fmt: skip
    control: str = field(default="none", metadata=Declared(
        says="A second vantage for sites that fail here: OONI's test helpers, another helper, or the journal of "
        "another vantage. Helpers learn those URLs.",
        metavar="none|ooni|URL|FILE", setter="own", judged=True,
    ))  # fmt: skip
    vantage: str = field(default="local", metadata=Declared(
        says="A label for the network you check from. It is public, so do not use a name or an address.",
        metavar="LABEL", setter="project",
    ))  # fmt: skip
    journal: Path | None = field(default=None, metadata=Declared(
        says="Write each attempt and result to FILE at once.",
        metavar="FILE",
    ))  # fmt: skip
    resume: bool = field(default=False, metadata=Declared(says="Continue the journal where it ended."))
    canary: tuple[str, ...] = field(default=(), metadata=Declared(
        says="A URL that is known to work; repeatable. If most canaries fail, this network is at fault.",
        metavar="URL…", setter="project", judged=True,
    ))  # fmt: skip
    no_canary: bool = field(default=False, metadata=Declared(
        says="Give verdicts even if nothing shows that this network works.",
        judged=True,
    ))  # fmt: skip
    resolver: tuple[Server, ...] = field(default=(), metadata=Declared(
        says="Ask these resolvers instead of the system's.",
        metavar="IP:PORT…", setter="own", judged=True,
    ))  # fmt: skip
    ca_file: Path | None = field(default=None, metadata=Declared(
        says="Trust these certificate authorities instead of the usual ones.",
        metavar="FILE", setter="own", judged=True,
    ))  # fmt: skip
    allow_private: tuple[Network, ...] = field(default=(), metadata=Declared(
        says="Visit these networks even if they are not public.",
        metavar="CIDR…", setter="own", judged=True,
    ))  # fmt: skip
    user_agent: str = field(default=USER_AGENT, metadata=Declared(
        says="The name that we give to sites; say how to contact you.  [default: this program and its address]",
        metavar="TEXT", setter="project", judged=True,
    ))  # fmt: skip

    def __post_init__(self) -> None:
        self._require_bounds()
        if self.canary and self.no_canary:
            raise Misuse("--canary and --no-canary cannot be used together.", "Remove one of them.")
        for url in self.canary:
            if canonical(url) is None:
                raise Misuse(
                    f"The canary {url!r} is not a web address.", "Give a URL that works: --canary https://example.org/"
                )
        for option, url in (("--control", self.control), *(("--canary", url) for url in self.canary)):
            parsed = parse(url)
            if parsed is not None and parsed.has_credentials:
                raise Misuse(f"There is a login in {option}. Journals and reports would show it.", "Remove the login.")
        if self.resume and self.journal is None:
            raise Misuse("--resume needs the journal to continue.", "Give it: --journal FILE")
        if not (self.vantage.isprintable() and 0 < len(self.vantage) <= _LONGEST_LABEL):
            raise Misuse(
                f"A vantage needs a label of 1 to {_LONGEST_LABEL} printable characters.",
                "Use a short word, for example: --vantage phnom-penh-isp1",
            )
        _require_agent(self.user_agent)

    def _require_bounds(self) -> None:
        """Raise Misuse if a number is out of its bounds. The command line has already checked its own."""
        for one in fields(self):
            least, most = one.metadata.get("bounds", (-math.inf, math.inf))
            value = getattr(self, one.name)
            if isinstance(value, int | float) and not (
                least <= value <= most and (value or not one.metadata.get("no_zero"))
            ):
                raise Misuse(f"{one.name} cannot be {value}.", f"Give a number from {least} to {most}.")

    @property
    def control_source(self) -> str | None:
        """The control as reports and journals name it, or None. A file loses its folder, which may name a person."""
        if self.control == "none":
            return None
        return self.control if self.control.startswith(("http://", "https://")) else Path(self.control).name

    @property
    def canaries(self) -> tuple[str, ...] | None:
        """URLs that are known to work. If empty, the run is its own canary. If None, failures always count."""
        return None if self.no_canary else self.canary

    @property
    def judged(self) -> dict[str, Any]:
        """The options that a verdict may depend on, as the header of a journal has them."""
        judged = sorted(one.name for one in fields(self) if one.metadata.get("judged"))
        found = {name.replace("_", "-"): _plain(getattr(self, name)) for name in judged}
        return found | {"control": self.control_source or "none"}


def _plain(value: object) -> object:
    """Return `value` as JSON has it. A path may name a person, so only its last part is kept."""
    if isinstance(value, tuple):
        return [str(one) for one in value]
    return value.name if isinstance(value, Path) else value


def _require_agent(text: str) -> None:
    if not (text.isascii() and text.isprintable() and text == text.strip() and 0 < len(text) <= _LONGEST_AGENT):
        raise Misuse(
            f"A user agent is one line of 1 to {_LONGEST_AGENT} ASCII characters, without spaces at its ends.",
            "Write it like this: --user-agent 'API-KH (mail@example.org)'",
        )
