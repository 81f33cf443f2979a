"""The values of a check: the facts of an attempt on a URL, and the verdict from them."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from kh_testlist.web.failure import Operation, Refusal


class Verdict(enum.StrEnum):
    """The result of a check, from the facts. The order decides between passes: the most alive is first."""

    UP = "up"
    MOVED = "moved"
    RESTRICTED = "restricted"
    SERVER_ERROR = "server-error"
    TAKEN_OVER = "taken-over"
    PARKED = "parked"
    PLACEHOLDER = "placeholder"
    GONE = "gone"
    TLS_FAILURE = "tls-failure"
    POSSIBLY_BLOCKED = "possibly-blocked"
    DOWN = "down"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class Signal(enum.StrEnum):
    """A fact from a visit that may matter for the verdict, or for a reader."""

    KNOWN_DNS_ANSWER = "known-dns-answer"
    KNOWN_BLOCK_PAGE = "known-block-page"
    CHALLENGE = "challenge"
    LOGIN_WALL = "login-wall"
    PARKING_NAMESERVER = "parking-nameserver"
    PARKING_REDIRECT = "parking-redirect"
    PARKING_SCRIPT = "parking-script"
    SALE_WORDS = "sale-words"
    GAMBLING_PAGE = "gambling-page"
    PORNOGRAPHY_PAGE = "pornography-page"
    PHARMACY_PAGE = "pharmacy-page"
    OTHER_HANDS = "other-hands"
    CONTENT_CHANGED = "content-changed"
    HOST_PLACEHOLDER = "host-placeholder"
    DIRECTORY_INDEX = "directory-index"
    NO_SUCH_SITE = "no-such-site"
    SHARED_PAGE = "shared-page"
    NOT_FOUND_WORDS = "not-found-words"
    NOT_FOUND_PAGE = "not-found-page"
    FRONT_PAGE_INSTEAD = "front-page-instead"
    REDIRECT_TO_ROOT = "redirect-to-root"
    SAME_AT_RANDOM_PATH = "same-at-random-path"
    SAME_END_AS_RANDOM_PATH = "same-end-as-random-path"
    REDIRECT_LOOP = "redirect-loop"
    TOO_MANY_REDIRECTS = "too-many-redirects"
    REDIRECT_TO_NOWHERE = "redirect-to-nowhere"
    OTHER_DOMAIN = "other-domain"
    OTHER_DOMAIN_FOR_NOW = "other-domain-for-now"
    UPGRADED_TO_HTTPS = "upgraded-to-https"
    LONG_BODY = "long-body"
    SLOW_BODY = "slow-body"
    BROKEN_BODY = "broken-body"
    EMPTY_BODY = "empty-body"
    LEGACY_TLS = "legacy-tls"
    NO_IPV6_HERE = "no-ipv6-here"
    RESOLVERS_DISAGREE = "resolvers-disagree"
    NXDOMAIN_UNCONFIRMED = "nxdomain-unconfirmed"
    PASSES_DIFFER = "passes-differ"
    PROGRAM_ERROR = "program-error"


class Redirect(NamedTuple):
    """A redirect: the URL that answered with it, the status, and the target."""

    url: str
    status: int
    target: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """The facts of one attempt on a URL, redirects included."""

    url: str
    """The URL, as it is in the list."""
    number: int
    """The number of the pass, from 1."""
    checked_at: str
    """When it ended: UTC, ISO 8601, to the second."""
    elapsed: float = 0.0
    """Seconds for requests, without the time to wait for other requests to the host or for a Retry-After."""
    final_url: str | None = None
    """The last URL that was requested."""
    redirects: tuple[Redirect, ...] = ()
    status: int | None = None
    failure: str | None = None
    operation: Operation | None = None
    refusal: Refusal | None = None
    addresses: tuple[str, ...] = ()
    """The IP addresses of the last host."""
    title: str | None = None
    language: str | None = None
    """The language of the page's visible text, as an ISO 639 code; None if it is not known."""
    signals: frozenset[Signal] = frozenset()
    retry_after: float = 0.0
    """Seconds for which the server wants no new request, counted from the end of this attempt."""
    sketch: bytes = field(default=b"", repr=False, metadata={"journal": False})
    """The sketch of its page, to find the page again on other sites. It is not written to the journal."""


class Known(NamedTuple):
    """What is known about a URL before it is visited."""

    category: str | None = None
    """The category code of its row; None if it is on no list."""
    title: str | None = None
    """The title of its page when a check last found it up."""
    language: str | None = None
    """The language of that page."""


class Judgement(NamedTuple):
    """A verdict, and the keyword of its reason."""

    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True)
class Control:
    """The result of a second vantage for a URL that failed here."""

    source: str
    """The address of the test helper, or the label of the other vantage."""
    succeeded: bool | None
    """True if the step that failed here worked there. None if the control does not know."""
    failure: str | None = None
    """What failed there, or why the control does not know, in the words of the source."""
    status: int | None = None
    """The HTTP status there."""
    checked_at: str = ""


def now() -> str:
    """Return the current time in the form of attempts and records: UTC, ISO 8601, to the second."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


OK: Final = range(200, 300)
"""Statuses of a successful answer. Source: RFC 9110, 15.3."""

CLEAN: Final = frozenset({Verdict.UP, Verdict.MOVED})
"""Verdicts that one pass can settle. With any other verdict, the URL is tried again."""
