"""Look closer at a page: it may be in other hands, parked, or in place of a missing page.

The page itself is read first. More requests are made only where it is suspicious.
"""

from __future__ import annotations

import random
import string
from collections.abc import Generator
from typing import Final, NamedTuple
from urllib.parse import unquote

from kh_testlist.liveness import classify, in_place, trades
from kh_testlist.liveness.attempt import OK, Known, Signal
from kh_testlist.liveness.following import (
    Answer,
    AskNameservers,
    Memory,
    RandomPathResult,
    RedirectResult,
    Step,
    follow,
    urljoin,
)
from kh_testlist.urls import address_of, canonical, host_of, parse
from kh_testlist.web.cookies import CookieJar
from kh_testlist.web.page import WebPage, read

_RANDOM_LETTERS: Final = 25
"""Letters of a random path that cannot exist. Source: Bar-Yossef et al., Sic transit gloria telae, WWW 2004."""

SETTLED: Final = frozenset({
    Signal.CHALLENGE, Signal.KNOWN_BLOCK_PAGE, Signal.LOGIN_WALL, Signal.HOST_PLACEHOLDER, Signal.NO_SUCH_SITE,
})  # fmt: skip
"""A page with one of these is not the site's own page. Its text does not show what the site is."""


class Seen(NamedTuple):
    """What a visit has seen so far."""

    url: str
    """The URL of the visit, before any redirects."""
    led: RedirectResult
    page: WebPage


def look_closer(
    seen: Seen, signals: frozenset[Signal], seconds: float, memory: Memory
) -> Generator[Step, Answer, frozenset[Signal]]:
    """Return `signals` with those of other hands, parked or missing pages: from the page, then from more requests."""
    if seen.led.answer.status in OK and not signals & SETTLED:
        signals |= classify.of_page(seen.url, seen.page)
        signals |= yield from _whose(seen, seconds, memory)
    signals |= yield from _nameservers(seen.url, signals, seconds, memory)
    if _is_open(signals, classify.PARKING):
        random_path = yield from _random_path(urljoin(seen.url, "/"), seconds, memory, seen.led.jar)
        signals |= _same(random_path, seen, signals)
        if random_path.status is not None and not seen.led.redirects and seen.page.is_like(random_path.words):
            signals |= {Signal.SAME_AT_RANDOM_PATH}  # a parked name may show its page with any status
    if not seen.led.redirects and not signals & _EXPLAINED and in_place.may_be(seen.url, seen.page):
        signals |= yield from _front_instead(seen, seconds, memory)
    if _may_be_missing(seen, signals):
        random_path = yield from _random_path(urljoin(seen.url, "."), seconds, memory, seen.led.jar)
        signals |= _same(random_path, seen, signals)
        if Signal.SAME_END_AS_RANDOM_PATH in signals and not signals & _AT_THE_FRONT and _has_menu(seen.page):
            root = yield from follow(urljoin(seen.url, "/"), seconds, memory, returns=0)
            if _is_same_end(root.url, seen.led.url):
                signals |= {Signal.REDIRECT_TO_ROOT}
    return signals


_AT_THE_FRONT: Final = frozenset({Signal.REDIRECT_TO_ROOT, Signal.NOT_FOUND_WORDS})


_EXPLAINED: Final = classify.MISSING | classify.PARKING | SETTLED | {Signal.OTHER_HANDS}


def _front_instead(seen: Seen, seconds: float, memory: Memory) -> Generator[Step, Answer, frozenset[Signal]]:
    """Return the signals that the site shows its front page, or the frame of it, for the URL and for any path."""
    random_path = yield from _random_path(urljoin(seen.url, "."), seconds, memory, seen.led.jar)
    found = _same(random_path, seen, frozenset())
    if found:
        root = yield from follow(urljoin(seen.url, "/"), seconds, memory, returns=0, jar=seen.led.jar)
        is_there = root.answer.status in OK and classify.site_of(root.url) == classify.site_of(seen.url)
        if is_there and in_place.is_shown(seen.page, read(root.answer)):
            return found | {Signal.FRONT_PAGE_INSTEAD}
    return frozenset()


def _whose(seen: Seen, seconds: float, memory: Memory) -> Generator[Step, Answer, frozenset[Signal]]:
    """Return the signals that the page, or the page that it sends browsers to, is in other hands."""
    known = memory.known.get(seen.url, Known())
    has_changed = classify.has_changed(known.title, known.language, seen.page)
    signals = frozenset({Signal.CONTENT_CHANGED}) if has_changed else frozenset()
    page = seen.page
    found = trades.of_page(seen.url, seen.led.url, page, has_changed=has_changed)
    target = _onward(seen)
    if target is not None:
        signals |= classify.of_onward(seen.url, target)
        if not found and Signal.PARKING_REDIRECT not in signals:
            led = yield from follow(target, seconds, memory, returns=0)
            signals |= classify.of_redirects(seen.url, led.redirects, led.url) & classify.PARKING
            if led.answer.status in OK:
                page = read(led.answer)
                found = trades.of_page(seen.url, led.url, page, has_changed=has_changed)
    if trades.is_in_other_hands(seen.url, known.category, found, page):
        signals |= {Signal.OTHER_HANDS}
    return signals | found


_ONLY_ONWARD: Final = 400
"""Characters of the text of a page that only sends browsers on."""


def _onward(seen: Seen) -> str | None:
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
        words = _without_path(read(led.answer), urljoin(folder, name)).words
        memory.random_paths[folder] = RandomPathResult(led.answer.status, target, words, led.url if is_ended else None)
    return memory.random_paths[folder]


def _is_open(signals: frozenset[Signal], kinds: frozenset[Signal]) -> bool:
    """Return True if there are signals of these kinds, but not yet enough of them."""
    return 0 < len(signals & kinds) < classify.ENOUGH


def _may_be_missing(seen: Seen, signals: frozenset[Signal]) -> bool:
    """Return True if the page has a sign of a soft 404, but not enough of them yet."""
    if signals & classify.MISSING:
        return not classify.is_missing(signals)
    return bool(seen.led.redirects) and classify.loses_its_path(seen.url, seen.led.url)


def _same(random_path: RandomPathResult, seen: Seen, signals: frozenset[Signal]) -> frozenset[Signal]:
    """Return the signals that the random name got the same answer as the visit's URL."""
    if not seen.led.redirects:
        is_like = seen.page.is_like(random_path.words) or _without_path(seen.page, seen.url).is_like(random_path.words)
        is_same = random_path.status in OK and random_path.target is None and is_like
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


def _without_path(page: WebPage, url: str) -> WebPage:
    """Return the page without the path of `url`, which it may repeat."""
    parsed = parse(url)
    path = parsed.pathname if parsed is not None else ""
    source = page.source
    for written in {path, path + (parsed.search if parsed else ""), unquote(path), path.strip("/")}:
        if len(written) > _SHORTEST_PATH:
            source = source.replace(written, " ")
    return WebPage(source)


_SHORTEST_PATH: Final = 3


def _is_same_end(url: str, other: str) -> bool:
    """Return True if two redirects end at the same page. The query may repeat the path that was asked for."""
    return url.partition("?")[0].rstrip("/") == other.partition("?")[0].rstrip("/")


_FEWEST_LINKS: Final = 5


def _has_menu(page: WebPage) -> bool:
    """Return True if the page has the links of a front page, and does not ask for a password."""
    is_login = 'type="password"' in page.lower or "type=password" in page.lower or "type='password'" in page.lower
    return not is_login and len({link.target for link in page.links}) >= _FEWEST_LINKS
