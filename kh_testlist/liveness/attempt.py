"""The values that a check passes on: what an attempt on a URL saw, and what it amounts to."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import Final, NamedTuple

from kh_testlist.web.failure import Operation, Refusal


class Verdict(enum.StrEnum):
    """What the facts amount to. In the order in which one pass outweighs another: the most alive first."""

    UP = "up"
    MOVED = "moved"
    RESTRICTED = "restricted"
    SERVER_ERROR = "server-error"
    PARKED = "parked"
    GONE = "gone"
    TLS_FAILURE = "tls-failure"
    POSSIBLY_BLOCKED = "possibly-blocked"
    DOWN = "down"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class Signal(enum.StrEnum):
    """Something seen on the way that may matter to the verdict, or to a reader."""

    KNOWN_DNS_ANSWER = "known-dns-answer"
    KNOWN_BLOCK_PAGE = "known-block-page"
    CHALLENGE = "challenge"
    LOGIN_WALL = "login-wall"
    PARKING_NAMESERVER = "parking-nameserver"
    PARKING_REDIRECT = "parking-redirect"
    PARKING_SCRIPT = "parking-script"
    SALE_WORDS = "sale-words"
    NOT_FOUND_WORDS = "not-found-words"
    REDIRECT_TO_ROOT = "redirect-to-root"
    SAME_AT_RANDOM_PATH = "same-at-random-path"
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
    RESOLVERS_DISAGREE = "resolvers-disagree"
    NXDOMAIN_UNCONFIRMED = "nxdomain-unconfirmed"
    PASSES_DIFFER = "passes-differ"
    PROGRAM_ERROR = "program-error"


class Redirect(NamedTuple):
    """A hop: the URL that answered with a redirect, its status, and where to."""

    url: str
    status: int
    target: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """What one attempt on a URL saw, redirects included."""

    url: str
    """As it stands on the list."""
    number: int
    """Of the pass, from 1."""
    checked_at: str
    """When it ended: UTC, ISO 8601, to the second."""
    elapsed: float = 0.0
    """Seconds spent on requests; not on waiting for a host's turn, nor for a Retry-After."""
    final_url: str | None = None
    """What was asked for last."""
    redirects: tuple[Redirect, ...] = ()
    status: int | None = None
    failure: str | None = None
    operation: Operation | None = None
    refusal: Refusal | None = None
    addresses: tuple[str, ...] = ()
    """Of the last host."""
    title: str | None = None
    signals: frozenset[Signal] = frozenset()
    retry_after: float = 0.0
    """Seconds for which the server asked, at the end of this attempt, not to be asked again."""


class Judgement(NamedTuple):
    """A verdict, and the one word that says why."""

    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True)
class Control:
    """What a second vantage says of a URL that failed here."""

    source: str
    """The address of the test helper, or the label of the other vantage."""
    succeeded: bool | None
    """Whether the step that failed here went well there; None where the control could not tell."""
    failure: str | None = None
    """What failed there, or why the control could not tell, in the source's own words."""
    status: int | None = None
    """What HTTP answered there."""
    checked_at: str = ""


def now() -> str:
    """The time as attempts and records have it: UTC, ISO 8601, to the second."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


OK: Final = range(200, 300)
"""Statuses with which a page comes. Source: RFC 9110, 15.3."""

CLEAN: Final = frozenset({Verdict.UP, Verdict.MOVED})
"""Verdicts that a first pass settles; everything else is tried again."""
