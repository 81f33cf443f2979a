"""Find signals in the facts of a visit: is this page parked, missing, a challenge, or a known block page?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from kh_testlist.liveness import fingerprints
from kh_testlist.liveness.attempt import OK, Redirect, Signal
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

MISSING: Final = frozenset({Signal.NOT_FOUND_WORDS, Signal.REDIRECT_TO_ROOT, Signal.SAME_AT_RANDOM_PATH})
"""A page with two of these is a soft 404: it answers 200, but it is missing."""

ENOUGH: Final = 2
"""Independent signals that are needed, because one signal can mislead. Source: the issue that asked for this."""

_SHORT: Final = 2_500
"""Characters. Words count as the topic of a page only in a text up to this length. An article may mention anything."""


def is_parked(signals: frozenset[Signal]) -> bool:
    """Return True if a page with `signals` is parked."""
    return len(signals & PARKING) >= ENOUGH


def is_missing(signals: frozenset[Signal]) -> bool:
    """Return True if a page with `signals` is a soft 404."""
    return len(signals & MISSING) >= ENOUGH


def of_answer(observation: Observation, page: WebPage) -> frozenset[Signal]:
    """Return the signals of one answer."""
    signals = set()
    if observation.refusal is Refusal.SHUNNED:
        signals.add(Signal.KNOWN_DNS_ANSWER)
    if any(piece in observation.body for piece in fingerprints.BLOCK_PAGES):
        signals.add(Signal.KNOWN_BLOCK_PAGE)
    if _is_challenge(observation, page):
        signals.add(Signal.CHALLENGE)
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


def _is_challenge(observation: Observation, page: WebPage) -> bool:
    return any(_shows(known, observation, page) for known in fingerprints.CHALLENGES)


def _shows(known: fingerprints.Challenge, observation: Observation, page: WebPage) -> bool:
    # A vendor's script is also on many pages that it served to us. Only its own header is proof with any status.
    if observation.status not in fingerprints.UNANSWERED and known.value != "challenge":
        return False
    said = observation.headers.get(known.header) if known.header else ""
    return said is not None and known.value in said.lower() and known.body in page.lower


def of_redirects(url: str, redirects: Sequence[Redirect], final_url: str) -> frozenset[Signal]:
    """Return the signals of the redirects from `url` to `final_url`."""
    if not redirects:
        return frozenset()
    signals = set()
    for redirect in redirects:
        if site_of(redirect.url) != site_of(redirect.target):
            signals.add(Signal.OTHER_DOMAIN if redirect.status in _PERMANENT else Signal.OTHER_DOMAIN_FOR_NOW)
            host = host_of(redirect.target)
            if host in fingerprints.SALE_HOSTS or registered_domain(host) in fingerprints.SALE_PLATFORMS:
                signals.add(Signal.PARKING_REDIRECT)
    if site_of(url) == site_of(final_url):
        signals -= {Signal.OTHER_DOMAIN, Signal.OTHER_DOMAIN_FOR_NOW}
        if url.startswith("http:") and final_url.startswith("https:"):
            signals.add(Signal.UPGRADED_TO_HTTPS)
    if is_deep(url) and (not is_deep(final_url) or _is_error_path(final_url)):
        signals.add(Signal.REDIRECT_TO_ROOT)
    return frozenset(signals)


_PERMANENT: Final = frozenset({301, 308})


def of_page(url: str, page: WebPage) -> frozenset[Signal]:
    """Return the signals that a page is parked or missing. `url` is the URL before any redirects."""
    signals = set()
    if any(piece in page.lower for piece in fingerprints.PARKING_SCRIPTS):
        signals.add(Signal.PARKING_SCRIPT)
    if len(page.text) <= _SHORT:
        host = host_of(url)
        names = {site_host(host), registered_domain(host) or site_host(host)}
        of_name = [words.format(name) for words in fingerprints.SALE_OF_NAME for name in names]
        if any(words in page.text for words in (*fingerprints.SALE_WORDS, *of_name)):
            signals.add(Signal.SALE_WORDS)
    if is_deep(url) and _says_missing(page):
        signals.add(Signal.NOT_FOUND_WORDS)
    return frozenset(signals)


def _says_missing(page: WebPage) -> bool:
    title = (page.title or "").casefold()
    text = page.text if len(page.text) <= _SHORT else title
    # In running text, the number 404 may be part of a telephone number.
    return "404" in title or any(words in text for words in fingerprints.NOT_FOUND_WORDS)


def is_parking_nameserver(name: str) -> bool:
    """Return True if the name server `name` serves parked domains."""
    return any(name == service or name.endswith(f".{service}") for service in fingerprints.PARKING_NAMESERVERS)


def is_deep(url: str) -> bool:
    """Return True if `url` names a page of a site, and not its root.

    For a root, a missing page and a catch-all page look the same.
    """
    parsed = parse(url)
    return parsed is not None and (parsed.pathname not in {"", "/"} or bool(parsed.search))


def _is_error_path(url: str) -> bool:
    parsed = parse(url)
    last = parsed.pathname.rstrip("/").rpartition("/")[2].lower() if parsed else ""
    return re.sub(r"\.\w{2,5}$", "", last) in fingerprints.ERROR_PATHS


def site_of(url: str) -> str:
    """Return the site of a URL: its registered domain, or its host without one."""
    host = host_of(url).removesuffix(".")
    if address_of(host) is not None:
        return host
    # The rule of the suffix list for unknown names: the last label is the suffix.
    return registered_domain(host) or ".".join(host.split(".")[-2:])
