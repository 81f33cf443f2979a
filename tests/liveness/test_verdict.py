"""The tables that turn what was seen into a verdict, row by row, and what several passes come to."""

from __future__ import annotations

import dataclasses
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.liveness import fingerprints, verdict
from kh_testlist.liveness.attempt import Attempt, Control, Redirect, Signal, Verdict
from kh_testlist.liveness.classify import PARKING
from kh_testlist.liveness.verdict import MEANINGS, TABLE, decisive, is_clean, judge, needs_control, settle
from kh_testlist.web.failure import Operation, Refusal

URL: Final = "http://example.org/page"
SEEN: Final = Attempt(URL, 1, "2026-11-22T06:00:00Z")


def answered(status: int | None, *signals: Signal) -> Attempt:
    """An attempt that ended with `status`."""
    return dataclasses.replace(SEEN, status=status, signals=frozenset(signals))


def failed(operation: Operation, failure: str = "generic_timeout_error", *signals: Signal) -> Attempt:
    """An attempt that failed."""
    return dataclasses.replace(SEEN, failure=failure, operation=operation, signals=frozenset(signals))


def refused(refusal: Refusal, *signals: Signal) -> Attempt:
    """An attempt that we broke off ourselves."""
    return dataclasses.replace(
        SEEN, failure="x", operation=Operation.CONNECT, refusal=refusal, signals=frozenset(signals)
    )


CASES: Final = (
    (0, answered(200, Signal.PROGRAM_ERROR), "unknown", "program-error"),
    (1, refused(Refusal.EXHAUSTED), "unknown", "no-socket-left"),
    (2, refused(Refusal.SHUNNED, Signal.KNOWN_DNS_ANSWER), "down", "known-dns-answer"),
    (3, answered(403, Signal.KNOWN_BLOCK_PAGE), "possibly-blocked", "known-block-page"),
    (4, refused(Refusal.BOGON), "refused", "dns-bogon"),
    (5, refused(Refusal.PRIVATE), "refused", "private-address"),
    (6, failed(Operation.CONNECT, "network_unreachable", Signal.NO_IPV6_HERE), "unknown", "no-ipv6"),
    (7, failed(Operation.CONNECT, "network_unreachable"), "unknown", "no-network"),
    (7, failed(Operation.CONNECT, "network_down"), "unknown", "no-network"),
    (9, failed(Operation.RESOLVE, "dns_nxdomain_error"), "down", "dns-failed"),
    (10, failed(Operation.CONNECT, "connection_refused"), "down", "connect-failed"),
    (11, failed(Operation.TLS_HANDSHAKE, "ssl_invalid_hostname"), "tls-failure", "tls-failed"),
    (12, failed(Operation.TLS_HANDSHAKE, "connection_reset"), "down", "handshake-broken"),
    (13, failed(Operation.HTTP_ROUND_TRIP, "eof_error"), "down", "no-answer"),
    (14, answered(302, Signal.REDIRECT_LOOP), "down", "redirect-loop"),
    (15, answered(302, Signal.TOO_MANY_REDIRECTS), "down", "too-many-redirects"),
    (16, answered(302, Signal.REDIRECT_TO_NOWHERE), "down", "redirect-to-nowhere"),
    (8, answered(200, Signal.SALE_WORDS, Signal.PARKING_NAMESERVER), "parked", "parked"),
    (8, answered(403, Signal.PARKING_REDIRECT, Signal.SAME_AT_RANDOM_PATH, Signal.CHALLENGE), "parked", "parked"),
    (17, answered(403, Signal.CHALLENGE), "restricted", "challenge"),
    (18, answered(200, Signal.LOGIN_WALL), "restricted", "login-wall"),
    (19, answered(404, Signal.NO_SUCH_SITE), "gone", "no-such-site"),
    (19, answered(200, Signal.NO_SUCH_SITE), "gone", "no-such-site"),
    (20, answered(200, Signal.HOST_PLACEHOLDER), "placeholder", "host-placeholder"),
    (20, answered(503, Signal.HOST_PLACEHOLDER), "placeholder", "host-placeholder"),
    (21, answered(200, Signal.OTHER_HANDS, Signal.GAMBLING_PAGE), "taken-over", "other-hands"),
    (21, answered(200, Signal.OTHER_HANDS, Signal.OTHER_DOMAIN), "taken-over", "other-hands"),
    (22, answered(200, Signal.DIRECTORY_INDEX), "placeholder", "directory-index"),
    (23, answered(404), "gone", "not-found"),
    (23, answered(404, Signal.OTHER_HANDS), "gone", "not-found"),
    (24, answered(410), "gone", "gone-for-good"),
    (25, answered(401), "up", "asks-for-password"),
    (26, answered(429), "restricted", "too-many-requests"),
    (27, answered(451), "restricted", "legal-reasons"),
    (28, answered(400), "restricted", "not-served"),
    (28, answered(499), "restricted", "not-served"),
    (29, answered(500), "server-error", "server-error"),
    (29, answered(599), "server-error", "server-error"),
    (30, answered(200, Signal.NOT_FOUND_WORDS, Signal.SAME_AT_RANDOM_PATH), "gone", "soft-404"),
    (30, answered(200, Signal.REDIRECT_TO_ROOT, Signal.SAME_END_AS_RANDOM_PATH), "gone", "soft-404"),
    (30, answered(200, Signal.NOT_FOUND_WORDS, Signal.REDIRECT_TO_ROOT), "gone", "soft-404"),
    (31, answered(200, Signal.OTHER_DOMAIN), "moved", "redirect-other-domain"),
    (32, answered(200), "up", "ok"),
    (32, answered(299), "up", "ok"),
    (32, answered(200, Signal.OTHER_DOMAIN, Signal.OTHER_DOMAIN_FOR_NOW), "up", "ok"),
    (32, answered(200, Signal.NOT_FOUND_WORDS), "up", "ok"),
    (32, answered(200, Signal.SAME_AT_RANDOM_PATH, Signal.SAME_END_AS_RANDOM_PATH), "up", "ok"),
    (32, answered(200, Signal.GAMBLING_PAGE, Signal.CONTENT_CHANGED), "up", "ok"),
    (33, answered(304), "down", "redirect-to-nowhere"),
    (34, answered(999), "restricted", "odd-status"),
    (34, answered(199), "restricted", "odd-status"),
)

UP: Final = answered(200)
DOWN: Final = failed(Operation.CONNECT, "connection_refused")
KNOWN_ANSWER: Final = refused(Refusal.SHUNNED, Signal.KNOWN_DNS_ANSWER)
BLOCKED: Final = answered(403, Signal.KNOWN_BLOCK_PAGE)
CONTROL: Final = Control("https://helper.example.org/", succeeded=True)


@pytest.mark.parametrize(("row", "attempt", "expected", "reason"), CASES)
def test_row(row: int, attempt: Attempt, expected: str, reason: str) -> None:
    """Each row is the first to hold for what it is there for, and says what it should."""
    assert next(number for number, one in enumerate(TABLE) if one.holds(attempt)) == row
    assert judge(attempt) == (Verdict(expected), reason)


def test_every_row_is_tried() -> None:
    """No row is without a case above, and none without words for a reader."""
    assert {row for row, *_ in CASES} == set(range(len(TABLE)))
    assert {reason for *_, reason in CASES} == {row.reason for row in TABLE}
    assert {row.reason for row in TABLE} <= MEANINGS.keys()


def test_every_meaning_is_given() -> None:
    """No reason is explained that nothing gives."""
    others = (
        verdict.SHARED_PAGE,
        verdict.NETWORK_AT_FAULT,
        verdict.INTERRUPTED,
        verdict.NOT_A_URL,
        verdict.TOO_LONG,
        verdict.CONTROL_SUCCEEDS,
    )
    assert MEANINGS.keys() == {row.reason for row in TABLE} | {other.reason for other in others}


@pytest.mark.parametrize("attempts", [(DOWN, UP), (UP, DOWN), (UP,), (DOWN, DOWN, UP)])
@pytest.mark.parametrize("control", [None, CONTROL])
@pytest.mark.parametrize("network_works", [True, False])
def test_up_once_is_up(attempts: tuple[Attempt, ...], control: Control | None, *, network_works: bool) -> None:
    """One pass that went well outweighs the others, the control, and a network that failed later."""
    assert settle(attempts, control, network_works=network_works) == (Verdict.UP, "ok")


@pytest.mark.parametrize(
    ("succeeded", "expected"),
    [
        (True, (Verdict.POSSIBLY_BLOCKED, "control-succeeds")),
        (False, (Verdict.DOWN, "connect-failed")),
        (None, (Verdict.DOWN, "connect-failed")),
    ],
)
def test_control(succeeded: bool | None, expected: tuple[Verdict, str]) -> None:  # noqa: FBT001 - a table's column
    """Down here is blocked only where the control says that it works there."""
    control = dataclasses.replace(CONTROL, succeeded=succeeded)
    assert settle((DOWN, DOWN), control, network_works=True) == expected
    assert settle((DOWN, DOWN), None, network_works=True) == (Verdict.DOWN, "connect-failed")


@pytest.mark.parametrize("attempt", [DOWN, answered(404), answered(500), BLOCKED])
def test_network_at_fault(attempt: Attempt) -> None:
    """Where the network did not work, nothing is said of what did not go well."""
    assert settle((attempt,), CONTROL, network_works=False) == (Verdict.UNKNOWN, "network-at-fault")


@pytest.mark.parametrize("attempts", [(BLOCKED, UP), (UP, BLOCKED), (DOWN, BLOCKED), (BLOCKED, DOWN), (BLOCKED,)])
def test_mark_of_blocking_wins(attempts: tuple[Attempt, ...]) -> None:
    """A known block page in any pass outweighs every other pass."""
    assert settle(attempts, None, network_works=True) == (Verdict.POSSIBLY_BLOCKED, "known-block-page")


@pytest.mark.parametrize("attempts", [(KNOWN_ANSWER,), (KNOWN_ANSWER, DOWN), (DOWN, KNOWN_ANSWER)])
@pytest.mark.parametrize(
    ("succeeded", "expected"),
    [
        (True, (Verdict.POSSIBLY_BLOCKED, "control-succeeds")),
        (False, (Verdict.DOWN, "known-dns-answer")),
        (None, (Verdict.DOWN, "known-dns-answer")),
    ],
)
def test_known_answer(
    attempts: tuple[Attempt, ...],
    succeeded: bool | None,  # noqa: FBT001 - a table's column
    expected: tuple[Verdict, str],
) -> None:
    """A known DNS answer counts only where the control resolves the name: dead names get such answers too."""
    control = dataclasses.replace(CONTROL, succeeded=succeeded)
    assert needs_control(attempts)
    assert settle(attempts, control, network_works=True) == expected
    assert settle(attempts, None, network_works=True) == (Verdict.DOWN, "known-dns-answer")


def test_known_answer_once() -> None:
    """A site that another pass found up is up: one odd answer does not make it blocked."""
    assert settle((KNOWN_ANSWER, UP), CONTROL, network_works=True) == (Verdict.UP, "ok")


@pytest.mark.parametrize("signal", sorted(PARKING))
def test_one_sign_of_parking_is_bait(signal: Signal) -> None:
    """One signal leaves a site up; any other beside it makes it parked."""
    assert judge(answered(200, signal)).verdict is Verdict.UP
    other = Signal.SALE_WORDS if signal is not Signal.SALE_WORDS else Signal.PARKING_SCRIPT
    assert judge(answered(200, signal, other)).verdict is Verdict.PARKED


def test_decisive() -> None:
    """The most alive pass decides; of equals the last."""
    later = dataclasses.replace(DOWN, number=2)
    assert decisive((DOWN, later)) is later
    assert decisive((answered(404), answered(500), DOWN)).status == 500
    assert is_clean(UP)
    assert not is_clean(answered(403))


def test_needs_control() -> None:
    """A control is asked about what is down or tampered with on the way, and about nothing else."""
    sent_away = dataclasses.replace(refused(Refusal.PRIVATE), redirects=(Redirect(URL, 302, "http://10.0.0.1/"),))
    for attempt in (
        DOWN,
        KNOWN_ANSWER,
        failed(Operation.TLS_HANDSHAKE, "ssl_invalid_hostname"),
        refused(Refusal.BOGON),
        sent_away,
    ):
        assert needs_control((attempt,)), attempt
    for attempt in (UP, BLOCKED, answered(404), answered(500), answered(403), refused(Refusal.PRIVATE)):
        assert not needs_control((attempt,)), attempt
    assert not needs_control((DOWN, UP))


FAILURES: Final = ("network_unreachable", "connection_refused", "ssl_unknown_authority", "dns_nxdomain_error")
SIGNALS: Final = st.frozensets(st.sampled_from(Signal), max_size=4)
ATTEMPTS: Final = st.one_of(
    st.builds(lambda status, signals: answered(status, *signals), st.integers(100, 999), SIGNALS),
    st.builds(failed, st.sampled_from(Operation), st.sampled_from(FAILURES)),
    st.builds(lambda refusal, signals: refused(refusal, *signals), st.sampled_from(Refusal), SIGNALS),
).filter(lambda attempt: attempt.refusal is not Refusal.SHUNNED or Signal.KNOWN_DNS_ANSWER in attempt.signals)
CONTROLS: Final = st.none() | st.builds(lambda succeeded: Control("x", succeeded), st.none() | st.booleans())
MARKS: Final = {Signal.KNOWN_BLOCK_PAGE}


@given(st.lists(ATTEMPTS, min_size=1, max_size=3), CONTROLS, st.booleans())
def test_blocked_takes_evidence(attempts: list[Attempt], control: Control | None, network_works: bool) -> None:  # noqa: FBT001 - hypothesis gives it
    """Nothing is called blocked without a control that succeeded or a mark that is known."""
    judgement = settle(attempts, control, network_works=network_works)
    assert judgement.reason in MEANINGS
    if judgement.verdict is Verdict.POSSIBLY_BLOCKED:
        is_marked = any(attempt.signals & MARKS for attempt in attempts)
        assert is_marked or (control is not None and control.succeeded)


def test_the_fingerprints_of_cambodia() -> None:
    """The answers that OONI and iMAP know, each with where it was seen and when; and a page."""
    assert {str(one.address) for one in fingerprints.BLOCK_ADDRESSES} == {
        "36.37.242.94", "10.10.10.1", "203.190.164.182",
    }  # fmt: skip
    assert all(one.network and one.scope and one.source and one.date for one in fingerprints.BLOCK_ADDRESSES)
    assert {one.address for one in fingerprints.BLOCK_ADDRESSES} == fingerprints.SHUNNED_ADDRESSES
    assert fingerprints.BLOCK_PAGES == (b"<title>ERROR: Forbidden</title></head> \n<body><h2>ERROR: Forbidden</h2>",)
