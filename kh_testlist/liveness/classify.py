"""Find signals in the facts of a visit: is this page parked, missing, changed, or a known block page?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from kh_testlist.liveness import challenges, fingerprints, hosting, sorry
from kh_testlist.liveness.attempt import OK, Redirect, Signal
from kh_testlist.liveness.tables import missing, sale
from kh_testlist.urls import address_of, host_of, parse, registered_domain, site_host
from kh_testlist.web.failure import Cut, Refusal

if TYPE_CHECKING:  # reports load verdicts, and must not load the code that fetches pages
    from kh_testlist.web.fetch import Observation
    from kh_testlist.web.page import WebPage

PARKING: Final = frozenset({
    Signal.PARKING_NAMESERVER, Signal.PARKING_REDIRECT, Signal.PARKING_SCRIPT, Signal.SALE_WORDS,
    Signal.SAME_AT_RANDOM_PATH,
})  # fmt: skip
"""Independent signals. A page with two of them is parked."""

SAME: Final = frozenset({Signal.SAME_AT_RANDOM_PATH, Signal.SAME_END_AS_RANDOM_PATH})
"""Signals that a random path gets the same answer. They are one sign: each may come with the other."""
MISSING: Final = frozenset({
    Signal.NOT_FOUND_WORDS, Signal.NOT_FOUND_PAGE, Signal.REDIRECT_TO_ROOT, Signal.FRONT_PAGE_INSTEAD, *SAME,
})  # fmt: skip
"""A page with two of these is a soft 404: it answers 200, but it is missing. `SAME` counts once."""

ENOUGH: Final = 2
"""Independent signals that are needed, because one signal can mislead. Source: the issue that asked for this."""

_SHORT: Final = 2_500
"""Characters. In a longer text, words count as its topic only in the title or a heading, or if they are repeated."""
_REPEATED: Final = 3


def is_parked(signals: frozenset[Signal]) -> bool:
    """Return True if a page with `signals` is parked."""
    return len(signals & PARKING) >= ENOUGH


def is_missing(signals: frozenset[Signal]) -> bool:
    """Return True if a page with `signals` is a soft 404."""
    return len(signals & (MISSING - SAME)) + bool(signals & SAME) >= ENOUGH


def of_answer(observation: Observation, page: WebPage) -> frozenset[Signal]:
    """Return the signals of one answer."""
    signals = set()
    if observation.refusal is Refusal.SHUNNED:
        signals.add(Signal.KNOWN_DNS_ANSWER)
    if any(piece in observation.body for piece in fingerprints.BLOCK_PAGES):
        signals.add(Signal.KNOWN_BLOCK_PAGE)
    if challenges.is_challenge(observation, page):
        signals.add(Signal.CHALLENGE)
    elif observation.status is not None:
        signals |= hosting.of_answer(observation, page)
    if observation.disputed:
        signals.add(Signal.RESOLVERS_DISAGREE)
    if observation.unconfirmed:
        signals.add(Signal.NXDOMAIN_UNCONFIRMED)
    if observation.cut:
        signals.add(
            {Cut.FULL: Signal.LONG_BODY, Cut.SLOW: Signal.SLOW_BODY, Cut.BROKEN: Signal.BROKEN_BODY}[observation.cut]
        )
    if observation.status in OK and not observation.body:
        signals.add(Signal.EMPTY_BODY)
    return frozenset(signals)


def of_redirects(url: str, redirects: Sequence[Redirect], final_url: str) -> frozenset[Signal]:
    """Return the signals of the redirects from `url` to `final_url`."""
    if not redirects:
        return frozenset()
    signals = set()
    for redirect in redirects:
        if site_of(redirect.url) != site_of(redirect.target):
            signals.add(Signal.OTHER_DOMAIN if redirect.status in _PERMANENT else Signal.OTHER_DOMAIN_FOR_NOW)
        signals |= of_onward(url, redirect.target)
    if site_of(url) == site_of(final_url):
        signals -= {Signal.OTHER_DOMAIN, Signal.OTHER_DOMAIN_FOR_NOW}
        if url.startswith("http:") and final_url.startswith("https:"):
            signals.add(Signal.UPGRADED_TO_HTTPS)
    if is_deep(url) and not is_front(url) and (is_front(final_url) or is_error(final_url)):
        signals.add(Signal.REDIRECT_TO_ROOT)
    return frozenset(signals)


_PERMANENT: Final = frozenset({301, 308})


def of_onward(url: str, target: str) -> frozenset[Signal]:
    """Return the signals of a site `url` that sends browsers on to `target`."""
    if site_of(url) == site_of(target):
        return frozenset({Signal.PARKING_REDIRECT} if _is_own_parking_host(url, target) else ())
    says = _sells_name(url, target)
    if not says and not is_sale_address(target):
        return frozenset()
    # A platform that sells this name has it in the address of its page.
    names = _names(url)
    rest = target.lower().partition(host_of(target))[2]
    says = says or any(name in rest for name in names)
    return frozenset({Signal.PARKING_REDIRECT, Signal.SALE_WORDS} if says else {Signal.PARKING_REDIRECT})


def is_sale_address(url: str) -> bool:
    """Return True if `url` is one to which parked names are sent."""
    parsed = parse(url)
    if parsed is None:
        return False
    host, path = parsed.hostname, parsed.pathname.lower()
    # A market in one language has it first in the path: /en-us/forsale.
    path = path[len(found[0]) - 1 :] if (found := _LANGUAGE_FIRST.match(path)) else path
    if host in sale.SALE_HOSTS or registered_domain(host) in sale.SALE_PLATFORMS:
        return True
    return any(path.startswith(start) and f".{host}".endswith(f".{domain}") for domain, start in sale.SALE_PATHS)


_LANGUAGE_FIRST: Final = re.compile(r"/[a-z]{2}(?:-[a-z]{2})?/")


def _sells_name(url: str, target: str) -> bool:
    """Return True if the address `target` says that it sells the name of `url`, at any market."""
    parsed = parse(target)
    if parsed is None:
        return False
    parts = [part for part in parsed.pathname.lower().split("/") if part]
    is_sale_host = not sale.SALE_LABELS.isdisjoint(parsed.hostname.split(".")[:-2])
    if (
        not is_sale_host
        and sale.SALE_SEGMENTS.isdisjoint(parts)
        and sale.SALE_SEGMENTS.isdisjoint(_parts(parsed.pathname))
    ):
        return False
    pairs = (pair.lower().partition("=") for pair in parsed.search.removeprefix("?").split("&"))
    said = {*parts, *(value for key, _, value in pairs if key in sale.SALE_KEYS)}
    return any(name in said for name in _names(url))


def _is_own_parking_host(url: str, target: str) -> bool:
    """Return True if a parking service sends browsers to a host such as `ww25` below the name, with its own query."""
    parsed = parse(target)
    if parsed is None or not _NUMBERED.match(parsed.hostname) or _NUMBERED.match(host_of(url)):
        return False
    rest = _NUMBERED.sub("", parsed.hostname, count=1)
    is_large = _LARGE_NUMBER.match(parsed.hostname) is not None
    if is_large and rest == host_of(url).removeprefix("www.") and parsed.search:
        return True
    keys = {pair.partition("=")[0].lower() for pair in parsed.search.removeprefix("?").split("&")}
    return not keys.isdisjoint(sale.PARKING_QUERIES)


_NUMBERED: Final = re.compile(r"ww\d{1,3}\.")
_LARGE_NUMBER: Final = re.compile(r"ww\d{2,3}\.")
"""Sites share their work between hosts such as `ww2`, but not between so many."""


def of_page(url: str, page: WebPage) -> frozenset[Signal]:
    """Return the signals that a page is parked or missing. `url` is the URL before any redirects."""
    signals = set()
    has_script = any(piece in page.lower for piece in sale.PARKING_SCRIPTS) or _has_parking_attribute(url, page)
    if has_script or _sends_to_lander(page):
        signals.add(Signal.PARKING_SCRIPT)
    if _says_for_sale(url, page):
        signals.add(Signal.SALE_WORDS)
    if is_deep(url) and not is_front(url) and _says_missing(page):
        signals.add(Signal.NOT_FOUND_WORDS)
        if sorry.is_only_sorry(page):
            signals.add(Signal.NOT_FOUND_PAGE)
    return frozenset(signals)


def _sends_to_lander(page: WebPage) -> bool:
    """Return True if the page is empty, and its script sends browsers to the path of a parking page."""
    if len(page.text) > _EMPTY or len(page.source) > _SHORT or "location" not in page.lower:
        return False
    return any(f"{quote}{path}" in page.lower for path in sale.LANDERS for quote in "\"'`")


_EMPTY: Final = 40
"""Characters of the text of a page that only sends browsers on."""


def _names(url: str) -> set[str]:
    host = host_of(url)
    return {site_host(host), registered_domain(host) or site_host(host)}


def _has_parking_attribute(url: str, page: WebPage) -> bool:
    """Return True if a page with a parking service's attribute is empty but for the name of its host."""
    if not any(piece in page.lower for piece in sale.PARKING_ATTRIBUTES) or len(page.text) > _NAMED_ONLY:
        return False
    title = (page.title or "").casefold()
    return any(title == name or title.startswith(f"{name} ") for name in _names(url))


_NAMED_ONLY: Final = 600
"""Characters of the text of a parking page with an advertisement."""


def _says_for_sale(url: str, page: WebPage) -> bool:
    """Return True if the page says that this name is for sale, has expired, or was only just registered."""
    text = page.text
    title = (page.title or "").casefold()
    start = text[:_SHORT]
    if not any(word in start for word in sale.ABOUT_NAMES):
        return False
    names = _names(url)
    of_name = [words.format(name) for words in sale.SALE_OF_NAME for name in names if name in text]
    if len(text) <= _SHORT:
        if any(words in text for words in of_name):
            return True
        has_words = any(words in text for words in sale.SALE_WORDS) and not _has_menu(page, _MOST_LINKS)
        is_said = has_words or (_says_fate(text, names) and not _has_menu(page, _FEW_LINKS))
        is_said = is_said or (_tells_of_name(page, names) and not _has_menu(page, _MOST_LINKS))
        return is_said and not _sells_many(page, names)
    head = "\n".join((title, *page.headings[:3]))[:_SHORT]
    if any(words in head for words in (*of_name, *sale.SALE_WORDS)) or _says_fate(head, names):
        return not _sells_many(page, names)
    return sum(map(text.count, of_name)) >= _REPEATED or (
        sum(map(text.count, sale.SALE_WORDS)) >= _REPEATED and not _sells_many(page, names)
    )


def _tells_of_name(page: WebPage, names: set[str]) -> bool:
    """Return True if a short page tells what happens to the name, or if its head is the name and it bargains for it."""
    if len(page.text) > _NAMED_ONLY:
        return False
    head, text = "\n".join(((page.title or "").casefold(), *page.headings[:2])), page.text
    for name in sorted(names, key=len, reverse=True):
        head, text = head.replace(name, sale.NAME), text.replace(name, sale.NAME)
    if sale.NAME not in head:
        return False
    if _NAME_SPAN.search(text):
        return True
    is_of_names = any(words in text for words in sale.OF_NAMES)
    return is_of_names and sum(words in text for words in sale.BARGAINING) >= _BARGAINS


_NAME_SPAN: Final = re.compile("|".join(sale.NAME_SPANS))
_BARGAINS: Final = 3


def _says_fate(text: str, names: set[str]) -> bool:
    """Return True if a sentence says what happens to this domain, or to one of `names` on a page about domains."""
    if _SALE_SPAN.search(text):
        return True
    rest = text
    for name in names:
        rest = rest.replace(name, "")
    if not any(word in rest for word in sale.NAME_WORDS):
        return False
    for name in names:
        for piece in text.split(name, _MOST_PLACES)[1:]:
            said = _SENTENCE_END.split(piece[:_NEAR])[0]
            if _FATE.search(said) or _NEAR_FATE.search(said[:_NEXT]):
                return True
    return False


_FATE: Final = re.compile(sale.FATES)
_NEAR_FATE: Final = re.compile(sale.NEAR_FATES)
_NEXT: Final = 20
_SENTENCE_END: Final = re.compile(r"[!?។。\uff01]|\. (?!buy)")
_NEAR: Final = 60
"""Characters between a name and its fate."""
_MOST_PLACES: Final = 6


def _has_menu(page: WebPage, most: int) -> bool:
    """Return True if the page has the links of a site's own page. Advertising links have a query."""
    own = {link.target for link in page.links if "://" not in link.target and "?" not in link.target}
    return len(own) > most


_SALE_SPAN: Final = re.compile("|".join(sale.SPANS))
_FEW_LINKS: Final = 2
_MOST_LINKS: Final = 4
"""Links to the same site on a page about its name."""


def _sells_many(page: WebPage, names: set[str]) -> bool:
    """Return True for the page of a registrar or a market: it names several domains, or several services."""
    title = (page.title or "").casefold()
    if any(head.startswith(name) for head in (title, *page.headings[:1]) for name in names):
        return False
    others = {name for name in _DOMAIN.findall(page.text[:_NAMES_READ]) if not any(own in name for own in names)}
    services = sum(1 for word in sale.REGISTRAR_WORDS if word in page.text)
    return len(others) >= _MANY_NAMES or services >= _MANY_SERVICES


_DOMAIN: Final = re.compile(r"(?<![\w.@-])[a-z0-9-]{2,40}\.(?:com|net|org|info|biz|asia|io|co|kh|th|vn|id|cn)(?![\w-])")
_NAMES_READ: Final = 20_000
_MANY_NAMES: Final = 4
_MANY_SERVICES: Final = 4


def _says_missing(page: WebPage) -> bool:
    title = (page.title or "").casefold()
    text = page.text if len(page.text) <= _SHORT else "\n".join((title, *page.headings[:1]))
    text = text.replace("\u2019", "'")
    # In running text, the number 404 may be part of a telephone number.
    is_said = "404" in title or any(words in text for words in missing.NOT_FOUND_WORDS)
    return is_said or _MISSING_SPAN.search(text) is not None


_MISSING_SPAN: Final = re.compile("|".join(missing.NOT_FOUND_SPANS))


def has_changed(title: str | None, language: str | None, page: WebPage) -> bool:
    """Return True if the page has another language, or a title without a word of the `title` that it had."""
    if language and page.language and page.language != language:
        return True
    if not title or not page.title:
        return False
    before, now = _title_words(title), _title_words(page.title)
    return bool(before and now) and before.isdisjoint(now)


def _title_words(title: str) -> set[str]:
    """Return the words of a title. Of scripts without spaces, return each four letters in a row."""
    words: set[str] = set()
    for word in _TITLE_WORD.findall(title.casefold()):
        if word.isascii():
            words.add(word)
        else:
            words |= {word[start : start + _GRAM] for start in range(max(1, len(word) - _GRAM + 1))}
    return words


_TITLE_WORD: Final = re.compile(r"[^\s.,:;|()\[\]!?\"\u00b7\u2013\u2014\u17d4-]{2,}")
_GRAM: Final = 4


def is_parking_nameserver(name: str) -> bool:
    """Return True if the name server `name` serves parked domains."""
    return any(name == service or name.endswith(f".{service}") for service in sale.PARKING_NAMESERVERS)


def is_deep(url: str) -> bool:
    """Return True if `url` names a page of a site, and not its root.

    For a root, a missing page and a catch-all page look the same.
    """
    parsed = parse(url)
    return parsed is not None and (parsed.pathname not in {"", "/"} or bool(parsed.search))


def is_front(url: str) -> bool:
    """Return True if `url` is the front page of a site, or the front page in one language."""
    parsed = parse(url)
    if parsed is None:
        return False
    keys = {pair.partition("=")[0].lower() for pair in parsed.search.removeprefix("?").split("&")} - {""}
    return keys <= missing.HARMLESS_QUERIES and all(
        part in missing.FRONT_PATHS or part in missing.LANGUAGE_PATHS for part in _parts(parsed.pathname)
    )


def is_error(url: str) -> bool:
    """Return True if the path or the query of `url` says that a page is missing."""
    parsed = parse(url)
    if parsed is None:
        return False
    parts = _parts(parsed.pathname)
    said = {part.lower() for pair in parsed.search.removeprefix("?").split("&") for part in pair.split("=")}
    return bool(missing.ERROR_PATHS & {*parts[-2:], *said})


def _parts(path: str) -> list[str]:
    """Return the parts of a path in lower case, without endings such as `.php`."""
    return [re.sub(r"\.\w{2,5}$", "", part) for part in path.lower().split("/") if part]


def loses_its_path(url: str, final_url: str) -> bool:
    """Return True if a redirect from the page `url` leads higher up, to a page of another name."""
    here, there = parse(url), parse(final_url)
    if here is None or there is None or not is_deep(url) or is_front(url):
        return False
    parts, others = _parts(here.pathname), _parts(there.pathname)
    if parts and parts[-1] in others:
        return False
    return len(others) < len(parts) or (bool(here.search) and not there.search)


def site_of(url: str) -> str:
    """Return the site of a URL: its registered domain, or its host without one."""
    host = host_of(url).removesuffix(".")
    if address_of(host) is not None:
        return host
    # The rule of the suffix list for unknown names: the last label is the suffix.
    return registered_domain(host) or ".".join(host.split(".")[-2:])
