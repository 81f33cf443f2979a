"""Find what a visit counts as in a review, and what OONI's evidence counts as. Pure.

Some signs only look like a block. A redirect loop may be the answer to a program without cookies. A captive
portal answers for all sites. Some providers give names that do not exist the same answer as blocked names. Journals of
earlier versions have `possibly-blocked` for them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kh_testlist.liveness.attempt import Signal, Verdict
from kh_testlist.liveness.fingerprints import REWRITING_NETWORKS
from kh_testlist.ooni.episode import Episode, Where
from kh_testlist.ooni.evidence import EPISODE_FLOOR, SiteEvidence, Status
from kh_testlist.review.record import ALIVE, CheckResult

_LOOPS: Final = (Signal.REDIRECT_LOOP, Signal.TOO_MANY_REDIRECTS)
_PORTALS: Final = frozenset({"network-at-fault", "shared-page"})
_BLOCK_PAGE: Final = "known-block-page"
_CONTROL_SUCCEEDS: Final = "control-succeeds"
_REDIRECTS: Final = range(300, 400)
_ANSWERED: Final = ALIVE | {
    Verdict.SERVER_ERROR, Verdict.TAKEN_OVER, Verdict.PARKED, Verdict.PLACEHOLDER, Verdict.GONE, Verdict.TLS_FAILURE,
}  # fmt: skip
_BEYOND_DNS: Final = frozenset({"connect-failed", "handshake-broken", "no-answer"})


def order(seen: CheckResult) -> tuple[str, int, str, str, str]:
    """Return the key that sorts visits by time. In the same second, the more alive one is later."""
    rank = -list(Verdict).index(seen.verdict)
    return seen.checked_at, rank, seen.vantage, seen.reason, seen.final_url or ""


def weighed(seen: CheckResult) -> CheckResult:
    """Return `seen` with the verdict that it counts as.

    A visit that was `possibly-blocked` counts as `unknown` if a portal answered. It counts as `down` if it ended in a
    redirect loop. With a known DNS answer, it counts as `down` unless a control resolved the name. A known block page
    always counts.
    """
    if seen.verdict is not Verdict.POSSIBLY_BLOCKED or seen.reason == _BLOCK_PAGE:
        return seen
    if seen.reason in _PORTALS or Signal.SHARED_PAGE in seen.signals:
        return replace(seen, verdict=Verdict.UNKNOWN, reason="shared-page")
    loop = _loop(seen)
    if loop:
        return replace(seen, verdict=Verdict.DOWN, reason=loop)
    if has_known_answer(seen) and not seen.control:
        return replace(seen, verdict=Verdict.DOWN, reason=Signal.KNOWN_DNS_ANSWER.value)
    return seen


def _loop(seen: CheckResult) -> str:
    """Return the reason of a visit whose redirects did not end. Return an empty text for other visits."""
    for sign in _LOOPS:
        if sign in seen.signals or seen.reason == sign:
            return sign.value
    # Reviews of 0.1.0 have no signals. If nothing failed and the last answer is a redirect, the redirects did not end.
    is_redirect = not seen.signals and seen.failure is None and seen.status in _REDIRECTS
    return _LOOPS[0].value if seen.reason == _CONTROL_SUCCEEDS and is_redirect else ""


def has_known_answer(seen: CheckResult) -> bool:
    """Return True if DNS gave an answer that is known from blocked names. Names that do not exist get it too."""
    return seen.reason == Signal.KNOWN_DNS_ANSWER or Signal.KNOWN_DNS_ANSWER in seen.signals


def resolves(seen: CheckResult) -> bool:
    """Return True if a visit shows that the name has an address of its own, here or from the control."""
    if seen.verdict is Verdict.UNKNOWN or seen.reason in _PORTALS or Signal.SHARED_PAGE in seen.signals:
        return False
    if seen.control or seen.verdict in _ANSWERED:
        return True
    return seen.reason in _BEYOND_DNS and not has_known_answer(seen)


def rests_on_known_answer(evidence: SiteEvidence) -> bool:
    """Return True if all signs of a block are confirmed DNS answers on networks that rewrite them.

    Such a network gives names that do not exist the same answer. OONI's counts do not have the address. So the network
    tells which answer it was. If the control resolved the name in the days of an episode, the name exists.
    """
    methods = {method for method, count in evidence.blocking_types.items() if count}
    now = {one.asn for one in blocked_now(evidence)}
    if not (evidence.status is Status.BLOCKED_CONFIRMED or now) or methods != {"dns"}:
        return False
    if any(one.is_alive_name or one.where is Where.ISP_RESOLVER for one in evidence.blocking):
        return False
    marked = [one for one in evidence.networks if one.blocked or one.counts.confirmed or one.asn in now]
    known = all(network.asn in REWRITING_NETWORKS and network.counts.confirmed for network in marked)
    return bool(marked) and known


def blocked_now(evidence: SiteEvidence) -> tuple[Episode, ...]:
    """Return the episodes that show a block at the end of the period. A refusal of the site's own server is not one."""
    return tuple(
        one for one in evidence.blocking_now if one.measurements >= EPISODE_FLOOR and one.where is not Where.SERVER
    )


def is_dead(evidence: SiteEvidence) -> bool:
    """Return True if all its episodes say that the site was down, or that its name was dead.

    A confirmed measurement of another kind than DNS is a mark that no dead name explains.
    """
    has_other_mark = evidence.counts.confirmed > 0 and not evidence.blocking_types.get("dns")
    return evidence.is_only_dead and not has_other_mark


def unexplained(evidence: SiteEvidence) -> int:
    """Return the signs of interference that are not explained by a dead site.

    If it is still dead at the end of the period, that explains them all: the control found it dead.
    """
    if not is_dead(evidence):
        return evidence.counts.suspicious
    if any(one.end is None for one in evidence.episodes):
        return 0
    return max(0, evidence.counts.suspicious - sum(one.anomalous for one in evidence.episodes))
