"""Turn facts into a verdict with a table. It is read from the top, and the first row that matches decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from kh_testlist.liveness.attempt import CLEAN, OK, Attempt, Control, Judgement, Signal, Verdict
from kh_testlist.liveness.classify import is_missing, is_parked
from kh_testlist.web.failure import NO_NETWORK, Operation, Refusal


class VerdictRule(NamedTuple):
    """A row of the table: if `holds` is true for an attempt, its verdict is `verdict`, with `reason`."""

    holds: Callable[[Attempt], bool]
    verdict: Verdict
    reason: str


def _has(signal: Signal) -> Callable[[Attempt], bool]:
    return lambda attempt: signal in attempt.signals


def _refused(refusal: Refusal) -> Callable[[Attempt], bool]:
    return lambda attempt: attempt.refusal is refusal


def _failed(operation: Operation) -> Callable[[Attempt], bool]:
    return lambda attempt: attempt.failure is not None and attempt.operation is operation


def _answered(*statuses: int) -> Callable[[Attempt], bool]:
    return lambda attempt: attempt.status in statuses


def _is_ok(attempt: Attempt) -> bool:
    return attempt.status in OK


def _is_ok_with(signal: Signal) -> Callable[[Attempt], bool]:
    return lambda attempt: _is_ok(attempt) and signal in attempt.signals


def _has_moved(attempt: Attempt) -> bool:
    has_for_now = Signal.OTHER_DOMAIN_FOR_NOW in attempt.signals
    return _is_ok(attempt) and Signal.OTHER_DOMAIN in attempt.signals and not has_for_now


TABLE: Final = (
    VerdictRule(_has(Signal.PROGRAM_ERROR), Verdict.UNKNOWN, "program-error"),
    VerdictRule(_refused(Refusal.EXHAUSTED), Verdict.UNKNOWN, "no-socket-left"),
    VerdictRule(_has(Signal.KNOWN_DNS_ANSWER), Verdict.DOWN, "known-dns-answer"),
    VerdictRule(_has(Signal.KNOWN_BLOCK_PAGE), Verdict.POSSIBLY_BLOCKED, "known-block-page"),
    VerdictRule(_refused(Refusal.BOGON), Verdict.REFUSED, "dns-bogon"),
    VerdictRule(_refused(Refusal.PRIVATE), Verdict.REFUSED, "private-address"),
    VerdictRule(
        lambda attempt: attempt.failure in NO_NETWORK and Signal.NO_IPV6_HERE in attempt.signals,
        Verdict.UNKNOWN,
        "no-ipv6",
    ),
    VerdictRule(lambda attempt: attempt.failure in NO_NETWORK, Verdict.UNKNOWN, "no-network"),
    VerdictRule(lambda attempt: is_parked(attempt.signals), Verdict.PARKED, "parked"),
    VerdictRule(_failed(Operation.RESOLVE), Verdict.DOWN, "dns-failed"),
    VerdictRule(_failed(Operation.CONNECT), Verdict.DOWN, "connect-failed"),
    VerdictRule(lambda attempt: (attempt.failure or "").startswith("ssl_"), Verdict.TLS_FAILURE, "tls-failed"),
    VerdictRule(_failed(Operation.TLS_HANDSHAKE), Verdict.DOWN, "handshake-broken"),
    VerdictRule(_failed(Operation.HTTP_ROUND_TRIP), Verdict.DOWN, "no-answer"),
    VerdictRule(_has(Signal.REDIRECT_LOOP), Verdict.DOWN, "redirect-loop"),
    VerdictRule(_has(Signal.TOO_MANY_REDIRECTS), Verdict.DOWN, "too-many-redirects"),
    VerdictRule(_has(Signal.REDIRECT_TO_NOWHERE), Verdict.DOWN, "redirect-to-nowhere"),
    VerdictRule(_has(Signal.CHALLENGE), Verdict.RESTRICTED, "challenge"),
    VerdictRule(_has(Signal.LOGIN_WALL), Verdict.RESTRICTED, "login-wall"),
    VerdictRule(_has(Signal.NO_SUCH_SITE), Verdict.GONE, "no-such-site"),
    VerdictRule(_has(Signal.HOST_PLACEHOLDER), Verdict.PLACEHOLDER, "host-placeholder"),
    VerdictRule(_is_ok_with(Signal.OTHER_HANDS), Verdict.TAKEN_OVER, "other-hands"),
    VerdictRule(_is_ok_with(Signal.DIRECTORY_INDEX), Verdict.PLACEHOLDER, "directory-index"),
    VerdictRule(_answered(404), Verdict.GONE, "not-found"),
    VerdictRule(_answered(410), Verdict.GONE, "gone-for-good"),
    VerdictRule(_answered(401), Verdict.UP, "asks-for-password"),
    VerdictRule(_answered(429), Verdict.RESTRICTED, "too-many-requests"),
    VerdictRule(_answered(451), Verdict.RESTRICTED, "legal-reasons"),
    VerdictRule(_answered(*range(400, 500)), Verdict.RESTRICTED, "not-served"),
    VerdictRule(_answered(*range(500, 600)), Verdict.SERVER_ERROR, "server-error"),
    VerdictRule(lambda attempt: _is_ok(attempt) and is_missing(attempt.signals), Verdict.GONE, "soft-404"),
    VerdictRule(_has_moved, Verdict.MOVED, "redirect-other-domain"),
    VerdictRule(_is_ok, Verdict.UP, "ok"),
    VerdictRule(_answered(*range(300, 400)), Verdict.DOWN, "redirect-to-nowhere"),
    VerdictRule(lambda attempt: attempt.status is not None, Verdict.RESTRICTED, "odd-status"),
)
"""The verdict of one attempt."""

MEANINGS: Final = {
    "program-error": "the program itself failed here: please report it",
    "no-socket-left": "this computer had no socket to spare: try a lower --concurrency",
    "known-dns-answer": (
        "DNS gives a known answer: a block, or what a provider answers for names that do not exist. "
        "Only a control shows which"
    ),
    "known-block-page": "a block page came in its place",
    "dns-bogon": "DNS leads to an address that is not public",
    "private-address": "it leads to an address that is not public",
    "no-ipv6": "it has only an IPv6 address, and this computer has no IPv6",
    "no-network": "this computer had no network",
    "dns-failed": "its name can't be resolved",
    "connect-failed": "its server takes no connection",
    "tls-failed": "its certificate or its handshake fails",
    "handshake-broken": "the connection breaks in the TLS handshake",
    "no-answer": "its server gives no usable answer",
    "redirect-loop": "it redirects in a circle",
    "too-many-redirects": "it redirects more than ten times",
    "redirect-to-nowhere": "it redirects to no web address",
    "parked": "a parking or for-sale page",
    "challenge": "it asks for proof that we are a browser",
    "login-wall": "it asks for a login",
    "no-such-site": "the platform says that it has no such site",
    "host-placeholder": "a page of the hosting company is shown in its place",
    "directory-index": "a list of files is shown in its place",
    "other-hands": "its domain seems to be in other hands",
    "not-found": "the server says that there is no such page",
    "gone-for-good": "the server says that the page is gone for good",
    "asks-for-password": "it answers, and asks for a password",
    "too-many-requests": "it says that it is asked too often",
    "legal-reasons": "it says that it may not serve this, for legal reasons",
    "not-served": "it answers, but would not serve us",
    "server-error": "its server reports an error of its own",
    "soft-404": "it answers 200 with a page that says that there is none",
    "redirect-other-domain": "it redirects for good to another domain",
    "ok": "it answers with its page",
    "odd-status": "it answers with a status that HTTP does not know",
    "shared-page": "its page is one that unrelated sites share, so it may not be its own",
    "network-at-fault": "this network is at fault: the canaries fail too, or it leads nearly all sites to one page",
    "interrupted": "the run ended before it was done",
    "not-a-web-address": "it is no web address that OONI could test",
    "too-long": "it is longer than any browser takes",
    "control-succeeds": "it fails here and works from the control",
}
"""The text of each reason in reports."""


def is_told(attempt: Attempt) -> bool:
    """Return True if some row matches `attempt`. All our attempts match, but a journal may have other ones."""
    return any(rule.holds(attempt) for rule in TABLE)


def judge(attempt: Attempt) -> Judgement:
    """Return the verdict of one attempt."""
    rule = next(rule for rule in TABLE if rule.holds(attempt))
    judgement = Judgement(rule.verdict, rule.reason)
    return SHARED_PAGE if Signal.SHARED_PAGE in attempt.signals and _is_doubtful(attempt, judgement) else judgement


def _is_doubtful(attempt: Attempt, judgement: Judgement) -> bool:
    """Return True if `judgement` is about the page, and that is a page of unrelated sites.

    What the page itself shows stays true: that it is parked, a placeholder, in other hands, or a challenge.
    """
    if shows_what_it_is(judgement):
        return False
    is_elsewhere = bool(attempt.signals & {Signal.OTHER_DOMAIN, Signal.OTHER_DOMAIN_FOR_NOW})
    is_of_network = attempt.status == _NETWORK_AUTHENTICATION_REQUIRED
    return judgement.verdict in (_OF_ANOTHER_HOST if is_elsewhere or is_of_network else CLEAN)


def shows_what_it_is(judgement: Judgement) -> bool:
    """Return True if the page itself shows what it is. Then it does not matter if other sites show it too."""
    return judgement.verdict in _SHOWN or judgement.reason in {"challenge", "login-wall", "no-such-site"}


_SHOWN: Final = frozenset({Verdict.TAKEN_OVER, Verdict.PARKED, Verdict.PLACEHOLDER, Verdict.POSSIBLY_BLOCKED})
_NETWORK_AUTHENTICATION_REQUIRED: Final = 511
"""A network answers this, and not a site. Source: RFC 6585, 6."""


_OF_ANOTHER_HOST: Final = CLEAN | {Verdict.RESTRICTED, Verdict.SERVER_ERROR, Verdict.GONE}
"""Verdicts on what the host to which a site redirects answers. If unrelated sites end there, it is not about the site.
Without an answer, the site is down as before, because the control can help."""


SHARED_PAGE: Final = Judgement(Verdict.UNKNOWN, "shared-page")
NETWORK_AT_FAULT: Final = Judgement(Verdict.UNKNOWN, "network-at-fault")
INTERRUPTED: Final = Judgement(Verdict.UNKNOWN, "interrupted")
NOT_A_URL: Final = Judgement(Verdict.UNKNOWN, "not-a-web-address")
TOO_LONG: Final = Judgement(Verdict.UNKNOWN, "too-long")
CONTROL_SUCCEEDS: Final = Judgement(Verdict.POSSIBLY_BLOCKED, "control-succeeds")


def is_clean(attempt: Attempt) -> bool:
    """Return True if no second pass is needed after this attempt."""
    return judge(attempt).verdict in CLEAN


def decisive(attempts: Sequence[Attempt]) -> Attempt:
    """Return the attempt that decides: one with a mark of blocking, else the most alive, else the last.

    Of attempts that are down, one with a known DNS answer decides, because a control can explain it. A page that
    unrelated sites share counts more than signs of death: something answered, and nobody knows what.
    """
    return min(reversed(attempts), key=_weight)


def _weight(attempt: Attempt) -> tuple[float, bool]:
    judgement = judge(attempt)
    weight = rank(Verdict.TAKEN_OVER) - 0.5 if judgement == SHARED_PAGE else rank(judgement.verdict)
    return weight, Signal.KNOWN_DNS_ANSWER not in attempt.signals


def rank(verdict: Verdict) -> int:
    """Return the rank of a verdict. The lowest rank decides: first a mark of blocking, then the most alive."""
    return _RANKS[verdict]


_RANKS: Final = {verdict: rank for rank, verdict in enumerate(Verdict)} | {Verdict.POSSIBLY_BLOCKED: -1}


def needs_control(attempts: Sequence[Attempt]) -> bool:
    """Return True if a second vantage could help: the site is down here, or an answer was tampered with.

    A server that redirects in a circle or to nowhere has answered, so it is not blocked. Other clients may get a page
    from it for many reasons, for example cookies or languages.
    """
    if any(judge(attempt).reason in _ASTRAY for attempt in attempts):
        return False
    attempt = decisive(attempts)
    verdict, reason = judge(attempt)
    is_sent_away = reason == "private-address" and bool(attempt.redirects)
    return verdict in {Verdict.DOWN, Verdict.TLS_FAILURE} or reason == "dns-bogon" or is_sent_away


_ASTRAY: Final = frozenset({"redirect-loop", "too-many-redirects", "redirect-to-nowhere"})


def settle(attempts: Sequence[Attempt], control: Control | None, *, network_works: bool) -> Judgement:
    """Return the verdict from all attempts on a URL, and from the control if it was asked.

    If the network did not work, failures do not count, but successes do.
    """
    judgement = judge(decisive(attempts))
    if judgement.verdict in CLEAN:
        return judgement
    if not network_works:
        return NETWORK_AT_FAULT
    if control is not None and control.succeeded and needs_control(attempts):
        return CONTROL_SUCCEEDS
    return judgement
