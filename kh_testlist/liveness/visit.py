"""One attempt on a URL: which requests it makes, one after the other, and what it gathers from the answers.

A visit makes no request itself. It says what it wants next and is given the answer, so that a pool can see to whose
turn it is at which host, and a test can play the server.
"""

from __future__ import annotations

import random
import string
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import ada_url

from kh_testlist.liveness import classify, quirks
from kh_testlist.liveness.attempt import OK, Attempt, Redirect, Signal, now
from kh_testlist.urls import address_of, canonical, host_of
from kh_testlist.web import failure
from kh_testlist.web.failure import Operation
from kh_testlist.web.fetch import MOST_READ, Observation, Request
from kh_testlist.web.json_client import REDIRECTS
from kh_testlist.web.page import WebPage, read
from kh_testlist.web.retry_after import retry_after

MOST_REDIRECTS: Final = 10
MOST_RETRY_AFTER: Final = 60.0
"""Seconds that a visit waits where a server asks it to come back later; for longer, it is over."""
_MOST_RETURNS: Final = 2
"""How often it comes back."""
_BUSY: Final = frozenset({429, 503})
_RANDOM_LETTERS: Final = 25
"""Letters of a path that surely does not exist. Source: Bar-Yossef et al., Sic transit gloria telae, WWW 2004."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A request to make: not before a moment of the monotonic clock, in at most so many seconds."""

    request: Request
    seconds: float
    not_before: float = 0.0

    @property
    def host(self) -> str:
        """Whose turn it takes."""
        return host_of(self.request.url)


@dataclass(frozen=True, slots=True)
class AskNameservers:
    """The name servers of a domain to look up."""

    domain: str
    seconds: float
    not_before: float = 0.0
    host: str = ""
    """Nobody's turn: resolvers are asked."""


Step = Ask | AskNameservers
Answer = Observation | tuple[str, ...]
"""What a step is answered with: a request with an observation, a look-up with names."""
Visit = Generator[Step, Answer, Attempt]


class RandomPathResult(NamedTuple):
    """What a folder answers to a name that is surely not in it."""

    status: int | None
    target: str | None
    words: frozenset[str]


@dataclass(slots=True)
class Memory:
    """What the visits of one run know of each other."""

    random_paths: dict[str, RandomPathResult] = field(default_factory=dict)
    """By folder; asked once."""
    nameservers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By registered domain."""
    not_before: dict[str, float] = field(default_factory=dict)
    """For each URL, until when its server asked not to be asked again."""


def visit(url: str, number: int, seconds: float, memory: Memory) -> Visit:
    """Visit `url`, a web address, in at most `seconds` of requests; `number` is that of the pass."""
    led = yield from follow(url, seconds, memory)
    answer, redirects = led.answer, led.redirects
    page = read(answer)
    signals = (
        classify.of_answer(answer, page)
        | classify.of_redirects(url, redirects, led.url)
        | quirks.of(led.url, answer.status)
    )
    if led.ending:
        signals |= {led.ending}
    elif (answer.status in OK or Signal.PARKING_REDIRECT in signals) and not signals & _SETTLED:
        signals = yield from _look_closer(url, page, redirects, signals, seconds, memory)
    return Attempt(
        url,
        number,
        checked_at=now(),
        elapsed=led.spent,
        final_url=led.url,
        redirects=redirects,
        status=answer.status,
        failure=answer.failure,
        operation=answer.operation,
        refusal=answer.refusal,
        addresses=answer.addresses,
        title=page.title,
        signals=signals,
        retry_after=led.retry_after,
    )


class _RedirectResult(NamedTuple):
    """Where the redirects of a URL led."""

    answer: Observation
    """The last one."""
    url: str
    """What was asked for last."""
    redirects: tuple[Redirect, ...]
    spent: float
    """Seconds of requests."""
    retry_after: float
    """Seconds for which the last answer asks not to be asked again."""
    ending: Signal | None = None
    """Why its redirect was not followed."""
    is_late: bool = False
    """Whether no time was left to follow it."""


def follow(
    url: str, seconds: float, memory: Memory, *, most: int = MOST_READ, returns: int = _MOST_RETURNS
) -> Generator[Ask, Observation, _RedirectResult]:
    """Ask for `url`, come back `returns` times where the server asks for that, and follow redirects to their end.

    Of a page as it is sent, `most` bytes are read.
    """
    redirects: list[Redirect] = []
    current = canonical(url) or url
    seen = {current}
    spent = 0.0
    while True:
        answer = yield Ask(Request(current, most=most), seconds - spent, memory.not_before.get(current, 0.0))
        wait = (retry_after(answer.headers.get("retry-after")) if answer.status in _BUSY else None) or 0.0
        if wait:
            memory.not_before[current] = time.monotonic() + wait
            if wait <= MOST_RETRY_AFTER and returns:
                returns -= 1
                continue
        spent += answer.elapsed
        target = target_of(answer)
        if target is None or answer.failure:
            return _RedirectResult(answer, current, tuple(redirects), spent, wait)
        redirects.append(Redirect(current, answer.status or 0, target))
        ending = _why_not(target, seen, len(redirects))
        if ending:
            return _RedirectResult(answer, current, tuple(redirects), spent, wait, ending)
        current = target
        seen.add(current)
        if spent >= seconds:
            late = Observation(current, failure=failure.TIMEOUT, operation=Operation.HTTP_ROUND_TRIP)
            return _RedirectResult(late, current, tuple(redirects), spent, wait, is_late=True)


_SETTLED: Final = frozenset({Signal.CHALLENGE, Signal.KNOWN_BLOCK_PAGE, Signal.LOGIN_WALL})
"""With these a page is not the site's own, and what it says tells nothing about the site."""


def _look_closer(  # noqa: PLR0913, PLR0917 - what the visit has gathered so far
    url: str, page: WebPage, redirects: Sequence[Redirect], signals: frozenset[Signal], seconds: float, memory: Memory
) -> Generator[Step, Answer, frozenset[Signal]]:
    """Whether a page that was served is parked or missing: what it shows itself, then what only a question tells."""
    signals |= classify.of_page(url, page)
    domain = classify.site_of(url)
    if _is_open(signals, classify.PARKING) and address_of(domain) is None:
        if domain not in memory.nameservers:
            names = yield AskNameservers(domain, seconds)
            assert isinstance(names, tuple)  # noqa: S101 - what the question is answered with
            memory.nameservers[domain] = names
        if any(map(classify.is_parking_nameserver, memory.nameservers[domain])):
            signals |= {Signal.PARKING_NAMESERVER}
    for kinds, folder in ((classify.PARKING, urljoin(url, "/")), (classify.MISSING, urljoin(url, "."))):
        if _is_open(signals, kinds):
            if folder not in memory.random_paths:
                name = "".join(random.choices(string.ascii_lowercase, k=_RANDOM_LETTERS))  # noqa: S311 - no secret
                answer = yield Ask(Request(urljoin(folder, name)), seconds)
                assert isinstance(answer, Observation)  # noqa: S101 - what an Ask is answered with
                memory.random_paths[folder] = RandomPathResult(answer.status, target_of(answer), read(answer).words)
            if _is_same(memory.random_paths[folder], page, redirects):
                signals |= {Signal.SAME_AT_RANDOM_PATH}
    return signals


def _is_open(signals: frozenset[Signal], kinds: frozenset[Signal]) -> bool:
    """Whether there is a sign of a kind, and not yet enough of them."""
    return 0 < len(signals & kinds) < classify.ENOUGH


def _is_same(random_path: RandomPathResult, page: WebPage, redirects: Sequence[Redirect]) -> bool:
    """Whether a name made up on the spot was answered as the visit's own was."""
    if not redirects:
        return random_path.status in OK and page.is_like(random_path.words)
    return random_path.target is not None and random_path.target == redirects[0].target


def target_of(answer: Observation) -> str | None:
    """Where `answer` redirects to: a URL, perhaps of a kind that can't be asked for; None where it does not."""
    if answer.status not in REDIRECTS:
        return None
    return urljoin(answer.url, _as_utf8(answer.headers.get("location", "")).strip())


def _as_utf8(text: str) -> str:
    """A header's text as browsers read it: http.client takes every byte for a letter, and Khmer paths come as UTF-8."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def urljoin(base: str, relative: str) -> str:
    """`relative` as a browser reads it on the page `base`; empty where it can't be read, or there is nothing."""
    try:
        return ada_url.join_url(base, relative) if relative else ""
    except ValueError:
        return ""


def _why_not(target: str, seen: set[str], hops: int) -> Signal | None:
    """Why a redirect to `target` is not followed; None where it is."""
    if canonical(target) is None:
        return Signal.REDIRECT_TO_NOWHERE
    if target in seen:
        return Signal.REDIRECT_LOOP
    return Signal.TOO_MANY_REDIRECTS if hops > MOST_REDIRECTS else None
