"""What the newer endpoints are asked: a window of time, filters, and the tests that they leave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from tests.ooni.stub.server import Asked
from tests.ooni.truths.records import UNJUDGED, Measurement, Triple
from tests.ooni.truths.world import World

DAY: Final = 86_400
LAYERS: Final = ("dns", "tcp", "tls")


class Unprocessable(Exception):  # noqa: N818 - the name of HTTP's status 422
    """The request has a parameter of the wrong type, or lacks one."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True)
class Window:
    """A window of time, in seconds from the beginning of the world."""

    since: float
    until: float
    includes_since: bool
    includes_until: bool

    def has(self, second: int) -> bool:
        """Return True if the second is in the window."""
        return (second > self.since or (self.includes_since and second == self.since)) and (
            second < self.until or (self.includes_until and second == self.until)
        )


def window(world: World, asked: Asked, *, includes_since: bool, includes_until: bool, days: float = 30) -> Window:
    """Return the window of a request. Without dates it is the end of the world."""
    last = _second(world, world.until.isoformat(), "until")
    since, until = (asked.params.get(name) for name in ("since", "until"))
    return Window(
        _second(world, since, "since") if since else last - days * DAY,
        _second(world, until, "until") if until else last,
        includes_since,
        includes_until,
    )


def _second(world: World, text: str, name: str) -> float:
    try:
        moment = dt.datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError as error:
        raise Unprocessable(name) from error
    return (moment - dt.datetime.combine(world.since, dt.time())).total_seconds()


def at(test: Measurement) -> int:
    """Return when a test starts, in seconds from the beginning of the world."""
    return test.run.day * DAY + test.second


def instant(world: World, second: int) -> str:
    """Return a moment as the service writes it."""
    return (dt.datetime.combine(world.since, dt.time()) + dt.timedelta(seconds=second)).isoformat() + "Z"


def several(asked: Asked, name: str) -> list[str]:
    """Return all values of a parameter."""
    return [value for key, value in asked.query if key == name]


def number(text: str, name: str, prefix: str = "") -> int:
    """Return a number. `prefix` may be before it."""
    digits = text.removeprefix(prefix)
    if not (digits.isascii() and digits.isdigit()):
        raise Unprocessable(name)
    return int(digits)


def chosen(tests: Sequence[Measurement], asked: Asked, when: Window) -> Iterator[Measurement]:
    """Yield the tests that the filters of the analysis endpoints leave."""
    params = asked.params
    asn = number(params["probe_asn"], "probe_asn", "AS") if "probe_asn" in params else None
    country, name = params.get("probe_cc"), params.get("test_name", "web_connectivity")
    for test in tests:
        if (
            (asn is None or test.run.asn == asn)
            and country in {None, test.run.country}
            and name == "web_connectivity"
            and when.has(at(test))
        ):
            yield test


def host(url: str) -> str:
    """Return the host of a URL."""
    return urlsplit(url).netloc


def score(test: Measurement, layer: str) -> Triple:
    """Return how a layer of a test is scored. Without TLS there is nothing to score."""
    if layer == "tls" and test.url.startswith("http:"):
        return UNJUDGED
    return {"dns": test.fate.dns, "tcp": test.fate.tcp, "tls": test.fate.tls}[layer]


def failure(test: Measurement, layer: str) -> str | None:
    """Return the failure of a test in a layer."""
    first, _, rest = (test.fate.failure or "").partition(".")
    return rest if first == layer else None
