"""Follow the redirects of a URL, with the facts that the visits of one run share.

Nothing here sends a request. A visit yields the next step and gets the answer. So a pool can limit the requests to each
host, and a test can act as the server.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import ada_url

from kh_testlist.liveness.attempt import Known, Redirect, Signal
from kh_testlist.urls import canonical, host_of
from kh_testlist.web import failure
from kh_testlist.web.cookies import CookieJar
from kh_testlist.web.failure import Operation
from kh_testlist.web.fetch import MOST_READ, Observation, Request
from kh_testlist.web.json_client import REDIRECTS
from kh_testlist.web.retry_after import retry_after

MOST_REDIRECTS: Final = 10
MOST_RETRY_AFTER: Final = 60.0
"""Seconds that a visit waits, at most, if a server asks it to come back later. If longer, the visit ends."""
_MOST_RETURNS: Final = 2
"""How many times a visit comes back."""
_BUSY: Final = frozenset({429, 503})


@dataclass(frozen=True, slots=True)
class Ask:
    """A request to make in at most `seconds`, and not before a moment on the monotonic clock."""

    request: Request
    seconds: float
    not_before: float = 0.0

    @property
    def host(self) -> str:
        """The host whose limit it counts for."""
        return host_of(self.request.url)


@dataclass(frozen=True, slots=True)
class AskNameservers:
    """A look-up of the name servers of a domain."""

    domain: str
    seconds: float
    not_before: float = 0.0
    host: str = ""
    """Empty: it counts for no host, because resolvers are asked."""


Step = Ask | AskNameservers
Answer = Observation | tuple[str, ...]
"""The answer to a step: an observation for a request, names for a look-up."""


class RandomPathResult(NamedTuple):
    """The answer of a folder to a random name that cannot be in it."""

    status: int | None
    """The status at the end of its redirects."""
    target: str | None
    """The target of its first redirect."""
    words: frozenset[str]
    """The words of the page at the end of its redirects."""
    end: str | None = None
    """The URL at the end of its redirects; None if they do not end."""


@dataclass(slots=True)
class Memory:
    """Facts that the visits of one run share."""

    known: Mapping[str, Known] = field(default_factory=dict)
    """By URL."""

    random_paths: dict[str, RandomPathResult] = field(default_factory=dict)
    """By folder. Each folder is asked once."""
    nameservers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By registered domain."""
    not_before: dict[str, float] = field(default_factory=dict)
    """For each URL, the moment until which its server wants no new request."""


class RedirectResult(NamedTuple):
    """The end of the redirects of a URL."""

    answer: Observation
    """The last answer."""
    url: str
    """The last URL that was requested."""
    redirects: tuple[Redirect, ...]
    spent: float
    """Seconds that the requests took."""
    retry_after: float
    """Seconds for which the server wants no new request, from the last answer."""
    jar: CookieJar
    """The cookies of the attempt so far."""
    signals: frozenset[Signal]
    """What the connections to the servers on the way showed."""
    ending: Signal | None = None
    """Why the last redirect was not followed."""
    is_late: bool = False
    """True if no time was left to follow it."""


def follow(  # noqa: PLR0913 - what a request is made with
    url: str,
    seconds: float,
    memory: Memory,
    *,
    most: int = MOST_READ,
    returns: int = _MOST_RETURNS,
    jar: CookieJar | None = None,
) -> Generator[Ask, Observation, RedirectResult]:
    """Request `url` and follow redirects to their end. Come back up to `returns` times if the server asks for that.

    At most `most` bytes of a page are read, as it is sent. Cookies are kept on the way, and only there. With a `jar`,
    its cookies are sent from the start.
    """
    redirects: list[Redirect] = []
    jar = jar or CookieJar()
    signals: frozenset[Signal] = frozenset()
    first = canonical(url) or url
    request = Request(first, most=most, cookie=jar.header(first))
    seen = {(request.url, jar.state())}
    spent = 0.0
    while True:
        current = request.url
        answer = yield Ask(request, seconds - spent, memory.not_before.get(current, 0.0))
        jar.keep(current, answer.set_cookies)
        signals |= _of_connection(answer)
        wait = (retry_after(answer.headers.get("retry-after")) if answer.status in _BUSY else None) or 0.0
        if wait:
            memory.not_before[current] = time.monotonic() + wait
            if wait <= MOST_RETRY_AFTER and returns:
                returns -= 1
                request = Request(current, most=most, cookie=jar.header(current))
                continue
        spent += answer.elapsed
        target = target_of(answer)
        if target is None or answer.failure:
            return RedirectResult(answer, current, tuple(redirects), spent, wait, jar, signals)
        redirects.append(Redirect(current, answer.status or 0, target))
        ending = _why_not(request, target, jar, seen, len(redirects))
        if ending:
            return RedirectResult(answer, current, tuple(redirects), spent, wait, jar, signals, ending)
        request = Request(target, most=most, cookie=jar.header(target))
        seen.add((target, jar.state()))
        if spent >= seconds:
            late = Observation(target, failure=failure.TIMEOUT, operation=Operation.HTTP_ROUND_TRIP)
            return RedirectResult(late, target, tuple(redirects), spent, wait, jar, signals, is_late=True)


def _of_connection(answer: Observation) -> frozenset[Signal]:
    """Return the signals of the connection to one server."""
    facts = {Signal.LEGACY_TLS: answer.is_legacy_tls, Signal.NO_IPV6_HERE: answer.lacks_ipv6}
    return frozenset(signal for signal, is_so in facts.items() if is_so)


def target_of(answer: Observation) -> str | None:
    """Return the URL that `answer` redirects to, or None if it does not redirect. It may not be a web address."""
    if answer.status not in REDIRECTS:
        return None
    return urljoin(answer.url, _as_utf8(answer.headers.get("location", "")).strip())


def _as_utf8(text: str) -> str:
    """Return a header as browsers read it. http.client reads each byte as a letter, but Khmer paths are UTF-8."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def urljoin(base: str, relative: str) -> str:
    """Return `relative` as a browser resolves it on the page `base`, or an empty text if it cannot be read."""
    try:
        return ada_url.join_url(base, relative) if relative else ""
    except ValueError:
        return ""


_Cookies = frozenset[tuple[str, str, str, str]]


def _why_not(
    request: Request, target: str, jar: CookieJar, seen: set[tuple[str, _Cookies]], hops: int
) -> Signal | None:
    """Return why a redirect to `target` is not followed, or None if it is followed.

    The same URL with other cookies is no loop. If the redirect comes by way of another URL, the cookies may be for a
    path there. `seen` has each URL with all cookies at that time.
    """
    if canonical(target) is None:
        return Signal.REDIRECT_TO_NOWHERE
    is_same_request = (target, jar.header(target)) == (request.url, request.cookie)
    if is_same_request or (target, jar.state()) in seen:
        return Signal.REDIRECT_LOOP
    return Signal.TOO_MANY_REDIRECTS if hops > MOST_REDIRECTS else None
