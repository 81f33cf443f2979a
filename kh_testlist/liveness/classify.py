"""From what a visit has gathered to signals: is this page parked, missing, a challenge, a known block page?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from kh_testlist.liveness import fingerprints
from kh_testlist.liveness.attempt import OK, Redirect, Signal
from kh_testlist.urls import address_of, host_of, parse, registered_domain, site_host
from kh_testlist.web.failure import Cut, Refusal

if TYPE_CHECKING:  # a report of what was seen loads verdicts, and nothing that fetches pages
    from kh_testlist.web.fetch import Observation
    from kh_testlist.web.page import WebPage

PARKING: Final = frozenset({
    Signal.PARKING_NAMESERVER, Signal.PARKING_REDIRECT, Signal.PARKING_SCRIPT, Signal.SALE_WORDS,
    Signal.SAME_AT_RANDOM_PATH,
})  # fmt: skip
"""Each is seen in a way of its own; two of them make a parked page."""

MISSING: Final = frozenset({Signal.NOT_FOUND_WORDS, Signal.REDIRECT_TO_ROOT, Signal.SAME_AT_RANDOM_PATH})
"""Two of these make a soft 404: a page that answers 200 and is not there."""

ENOUGH: Final = 2
"""Independent signals that it takes. Source: the issue that asked for this; a single one is bait."""

_SHORT: Final = 2_500
"""Characters of text up to which words are taken for what the page is about. An article may mention anything."""


def is_parked(signals: frozenset[Signal]) -> bool:
    """Whether `signals` make a parked page."""
    return len(signals & PARKING) >= ENOUGH


def is_missing(signals: frozenset[Signal]) -> bool:
    """Whether `signals` make a soft 404."""
    return len(signals & MISSING) >= ENOUGH


def of_answer(observation: Observation, page: WebPage) -> frozenset[Signal]:
    """What one answer shows by itself."""
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
    # A vendor's script is on many pages that it let us have; only its own header says more than the status does.
    if observation.status not in fingerprints.UNANSWERED and known.value != "challenge":
        return False
    said = observation.headers.get(known.header) if known.header else ""
    return said is not None and known.value in said.lower() and known.body in page.lower


def of_redirects(url: str, redirects: Sequence[Redirect], final_url: str) -> frozenset[Signal]:
    """What the redirects from `url` to `final_url` show."""
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
    """What a page served for `url` shows of being parked or missing; `url` is what was asked for first."""
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
    # In running text the number may be anybody's telephone.
    return "404" in title or any(words in text for words in fingerprints.NOT_FOUND_WORDS)


def is_parking_nameserver(name: str) -> bool:
    """Whether the name server `name` serves parked domains."""
    return any(name == service or name.endswith(f".{service}") for service in fingerprints.PARKING_NAMESERVERS)


def is_deep(url: str) -> bool:
    """Whether `url` names a page of a site, not its root: a root that is missing can't be told from a catch-all."""
    parsed = parse(url)
    return parsed is not None and (parsed.pathname not in {"", "/"} or bool(parsed.search))


def _is_error_path(url: str) -> bool:
    parsed = parse(url)
    last = parsed.pathname.rstrip("/").rpartition("/")[2].lower() if parsed else ""
    return re.sub(r"\.\w{2,5}$", "", last) in fingerprints.ERROR_PATHS


def site_of(url: str) -> str:
    """What two URLs of one site have in common: the registered domain, or the host where there is none."""
    host = host_of(url).removesuffix(".")
    if address_of(host) is not None:
        return host
    # The suffix list's own rule for names it does not know: the last label is the suffix.
    return registered_domain(host) or ".".join(host.split(".")[-2:])
