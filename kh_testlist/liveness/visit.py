"""One attempt on a URL: the requests that it makes, one after the other, and the facts from their answers.

A visit sends no request itself. It yields the next step and gets the answer. So a pool can limit the requests to each
host, and a test can act as the server.
"""

from __future__ import annotations

import random
import string
import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import ada_url

from kh_testlist.liveness import classify, quirks, trades
from kh_testlist.liveness.attempt import OK, Attempt, Redirect, Signal, now
from kh_testlist.liveness.sketch import sketch
from kh_testlist.urls import address_of, canonical, host_of
from kh_testlist.web import failure
from kh_testlist.web.cookies import CookieJar
from kh_testlist.web.failure import Operation
from kh_testlist.web.fetch import MOST_READ, Observation, Request
from kh_testlist.web.json_client import REDIRECTS
from kh_testlist.web.page import WebPage, read
from kh_testlist.web.retry_after import retry_after

MOST_REDIRECTS: Final = 10
MOST_RETRY_AFTER: Final = 60.0
"""Seconds that a visit waits, at most, if a server asks it to come back later. If longer, the visit ends."""
_MOST_RETURNS: Final = 2
"""How many times a visit comes back."""
_BUSY: Final = frozenset({429, 503})
_RANDOM_LETTERS: Final = 25
"""Letters of a random path that cannot exist. Source: Bar-Yossef et al., Sic transit gloria telae, WWW 2004."""


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
Visit = Generator[Step, Answer, Attempt]


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


class Known(NamedTuple):
    """What is known about a URL before it is visited."""

    category: str | None = None
    """The category code of its row; None if it is on no list."""
    title: str | None = None
    """The title of its page when a check last found it up."""
    language: str | None = None
    """The language of that page."""


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


def visit(url: str, number: int, seconds: float, memory: Memory) -> Visit:
    """Visit `url`, a web address, with at most `seconds` for its requests. `number` is the number of the pass."""
    led = yield from follow(url, seconds, memory)
    answer, redirects = led.answer, led.redirects
    page = read(answer)
    signals = (
        classify.of_answer(answer, page)
        | classify.of_redirects(url, redirects, led.url)
        | quirks.of(led.url, answer.status)
        | led.signals
    )
    if led.ending:
        signals |= {led.ending}
    elif Signal.PARKING_REDIRECT in signals or (answer.status in OK and not signals & _SETTLED):
        signals = yield from _look_closer(_Seen(url, led, page), signals, seconds, memory)
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
        language=page.language if page.source else None,
        signals=signals,
        retry_after=led.retry_after,
        sketch=b"" if signals & _SETTLED - {Signal.KNOWN_BLOCK_PAGE} else _sketch(answer, page, url),
    )


def _sketch(answer: Observation, page: WebPage, url: str) -> bytes:
    return sketch(page, url, answer.url) if answer.status in SKETCHED else b""


SKETCHED: Final = frozenset({*OK, 403, 451, 511})
"""Statuses of pages that are compared: of sites, of block pages, and of portals. Source of 511: RFC 6585, 6."""


class _RedirectResult(NamedTuple):
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
) -> Generator[Ask, Observation, _RedirectResult]:
    """Request `url` and follow redirects to their end. Come back up to `returns` times if the server asks for that.

    At most `most` bytes of a page are read, as it is sent. Cookies are kept on the way, and only there. With a `jar`,
    its cookies are sent from the start.
    """
    redirects: list[Redirect] = []
    jar = jar or CookieJar()
    signals: frozenset[Signal] = frozenset()
    first = canonical(url) or url
    request = Request(first, most=most, cookie=jar.header(first))
    seen = {(request.url, request.cookie)}
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
            return _RedirectResult(answer, current, tuple(redirects), spent, wait, jar, signals)
        redirects.append(Redirect(current, answer.status or 0, target))
        ending = _why_not(target, jar, seen, len(redirects))
        if ending:
            return _RedirectResult(answer, current, tuple(redirects), spent, wait, jar, signals, ending)
        request = Request(target, most=most, cookie=jar.header(target))
        seen.add((target, request.cookie))
        if spent >= seconds:
            late = Observation(target, failure=failure.TIMEOUT, operation=Operation.HTTP_ROUND_TRIP)
            return _RedirectResult(late, target, tuple(redirects), spent, wait, jar, signals, is_late=True)


def _of_connection(answer: Observation) -> frozenset[Signal]:
    """Return the signals of the connection to one server."""
    facts = {Signal.LEGACY_TLS: answer.is_legacy_tls, Signal.NO_IPV6_HERE: answer.lacks_ipv6}
    return frozenset(signal for signal, is_so in facts.items() if is_so)


_SETTLED: Final = frozenset({
    Signal.CHALLENGE, Signal.KNOWN_BLOCK_PAGE, Signal.LOGIN_WALL, Signal.HOST_PLACEHOLDER, Signal.NO_SUCH_SITE,
})  # fmt: skip
"""A page with one of these is not the site's own page, so its text is no evidence about the site."""


class _Seen(NamedTuple):
    """What a visit has seen so far."""

    url: str
    """The URL of the visit, before any redirects."""
    led: _RedirectResult
    page: WebPage


def _look_closer(
    seen: _Seen, signals: frozenset[Signal], seconds: float, memory: Memory
) -> Generator[Step, Answer, frozenset[Signal]]:
    """Return `signals` with those of other hands, parked or missing pages: from the page, then from more requests."""
    if seen.led.answer.status in OK and not signals & _SETTLED:
        signals |= classify.of_page(seen.url, seen.page)
        signals |= yield from _whose(seen, seconds, memory)
    signals |= yield from _nameservers(seen.url, signals, seconds, memory)
    if _is_open(signals, classify.PARKING):
        random_path = yield from _random_path(urljoin(seen.url, "/"), seconds, memory, seen.led.jar)
        signals |= _same(random_path, seen, signals)
        if random_path.status is not None and not seen.led.redirects and seen.page.is_like(random_path.words):
            signals |= {Signal.SAME_AT_RANDOM_PATH}  # a parked name may show its page with any status
    if _may_be_missing(seen, signals):
        random_path = yield from _random_path(urljoin(seen.url, "."), seconds, memory, seen.led.jar)
        signals |= _same(random_path, seen, signals)
        if Signal.SAME_END_AS_RANDOM_PATH in signals and not signals & _AT_THE_FRONT and _has_menu(seen.page):
            root = yield from follow(urljoin(seen.url, "/"), seconds, memory, returns=0)
            if _is_same_end(root.url, seen.led.url):
                signals |= {Signal.REDIRECT_TO_ROOT}
    return signals


_AT_THE_FRONT: Final = frozenset({Signal.REDIRECT_TO_ROOT, Signal.NOT_FOUND_WORDS})


def _whose(seen: _Seen, seconds: float, memory: Memory) -> Generator[Step, Answer, frozenset[Signal]]:
    """Return the signals that the page, or the page that it sends browsers to, is in other hands."""
    known = memory.known.get(seen.url, Known())
    has_changed = classify.has_changed(known.title, known.language, seen.page)
    signals = frozenset({Signal.CONTENT_CHANGED}) if has_changed else frozenset()
    found = trades.of_page(seen.url, seen.led.url, seen.page, has_changed=has_changed)
    target = _onward(seen)
    if target is not None:
        signals |= classify.of_onward(seen.url, target)
        if not found and Signal.PARKING_REDIRECT not in signals:
            led = yield from follow(target, seconds, memory, returns=0)
            signals |= classify.of_redirects(seen.url, led.redirects, led.url) & classify.PARKING
            if led.answer.status in OK:
                found = trades.of_page(seen.url, led.url, read(led.answer), has_changed=has_changed)
    if trades.is_in_other_hands(seen.url, known.category, found):
        signals |= {Signal.OTHER_HANDS}
    return signals | found


_ONLY_ONWARD: Final = 400
"""Characters of the text of a page that only sends browsers on."""


def _onward(seen: _Seen) -> str | None:
    """Return the address on another site that an almost empty page sends browsers to, or None."""
    if len(seen.page.text) > _ONLY_ONWARD:
        return None
    said = seen.led.answer.headers.get("refresh", "").partition("=")[2].strip(" \"'")
    for address in (said, *seen.page.onward):
        target = urljoin(seen.led.url, address)
        if target and canonical(target) and classify.site_of(target) != classify.site_of(seen.led.url):
            return target
    return None


def _nameservers(
    url: str, signals: frozenset[Signal], seconds: float, memory: Memory
) -> Generator[Step, Answer, frozenset[Signal]]:
    """Ask for the name servers of a page with one sign of parking. Return the signal if they serve parked names."""
    domain = classify.site_of(url)
    if not _is_open(signals, classify.PARKING) or address_of(domain) is not None:
        return frozenset()
    if domain not in memory.nameservers:
        names = yield AskNameservers(domain, seconds)
        assert isinstance(names, tuple)  # noqa: S101 - the answer to AskNameservers
        memory.nameservers[domain] = names
    is_parking = any(map(classify.is_parking_nameserver, memory.nameservers[domain]))
    return frozenset({Signal.PARKING_NAMESERVER} if is_parking else ())


def _random_path(
    folder: str, seconds: float, memory: Memory, jar: CookieJar
) -> Generator[Step, Answer, RandomPathResult]:
    """Ask for a random name in `folder`, once in a run, and follow its redirects.

    With the cookies of the visit, a site that first sets one answers as it did to the URL.
    """
    if folder not in memory.random_paths:
        name = "".join(random.choices(string.ascii_lowercase, k=_RANDOM_LETTERS))  # noqa: S311 - not a secret
        led = yield from follow(urljoin(folder, name), seconds, memory, returns=0, jar=jar)
        target = led.redirects[0].target if led.redirects else None
        is_ended = led.ending is None and not led.is_late and led.answer.status is not None
        words = read(led.answer).words
        memory.random_paths[folder] = RandomPathResult(led.answer.status, target, words, led.url if is_ended else None)
    return memory.random_paths[folder]


def _is_open(signals: frozenset[Signal], kinds: frozenset[Signal]) -> bool:
    """Return True if there are signals of these kinds, but not yet enough of them."""
    return 0 < len(signals & kinds) < classify.ENOUGH


def _may_be_missing(seen: _Seen, signals: frozenset[Signal]) -> bool:
    """Return True if the page has a sign of a soft 404, but not enough of them yet."""
    if signals & classify.MISSING:
        return not classify.is_missing(signals)
    return bool(seen.led.redirects) and classify.loses_its_path(seen.url, seen.led.url)


def _same(random_path: RandomPathResult, seen: _Seen, signals: frozenset[Signal]) -> frozenset[Signal]:
    """Return the signals that the random name got the same answer as the visit's URL."""
    if not seen.led.redirects:
        is_same = random_path.status in OK and random_path.target is None and seen.page.is_like(random_path.words)
        return frozenset({Signal.SAME_AT_RANDOM_PATH} if is_same else ())
    found = set()
    if random_path.target is not None and random_path.target == seen.led.redirects[0].target:
        found.add(Signal.SAME_AT_RANDOM_PATH)
    if random_path.end is None or random_path.target is None:
        return frozenset(found)
    if _is_same_end(random_path.end, seen.led.url) and seen.page.is_like(random_path.words):
        found.add(Signal.SAME_END_AS_RANDOM_PATH)
    if Signal.PARKING_REDIRECT in signals and host_of(random_path.end) == host_of(seen.led.url):
        found.add(Signal.SAME_AT_RANDOM_PATH)
    return frozenset(found)


def _is_same_end(url: str, other: str) -> bool:
    """Return True if two redirects end at the same page. The query may repeat the path that was asked for."""
    return url.partition("?")[0].rstrip("/") == other.partition("?")[0].rstrip("/")


_FEWEST_LINKS: Final = 5


def _has_menu(page: WebPage) -> bool:
    """Return True if the page has the links of a front page, and does not ask for a password."""
    is_login = 'type="password"' in page.lower or "type=password" in page.lower or "type='password'" in page.lower
    return not is_login and len({link.target for link in page.links}) >= _FEWEST_LINKS


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


def _why_not(target: str, jar: CookieJar, seen: set[tuple[str, str]], hops: int) -> Signal | None:
    """Return why a redirect to `target` is not followed, or None if it is followed.

    The same URL with other cookies is another request, and so no loop. `seen` has each URL with its cookies.
    """
    if canonical(target) is None:
        return Signal.REDIRECT_TO_NOWHERE
    if (target, jar.header(target)) in seen:
        return Signal.REDIRECT_LOOP
    return Signal.TOO_MANY_REDIRECTS if hops > MOST_REDIRECTS else None
