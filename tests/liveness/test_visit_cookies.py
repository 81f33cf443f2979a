"""Cookies in a visit: kept from answer to answer, told to their own host alone, and gone with the attempt."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from kh_testlist.liveness.attempt import Attempt, Control, Signal, Verdict
from kh_testlist.liveness.following import Ask, Memory
from kh_testlist.liveness.look import look
from kh_testlist.liveness.verdict import judge, needs_control, settle
from kh_testlist.liveness.visit import visit
from kh_testlist.web.failure import Operation
from kh_testlist.web.fetch import Observation, Request

SITE = "http://www.example.org/"
PAGE = b"<title>Hello</title><p>News of the day"
UP_THERE = Control("https://helper.example.org/", succeeded=True)

Serve = Callable[[Request], Observation]


def play(url: str, serve: Serve, memory: Memory | None = None) -> tuple[Attempt, list[Request]]:
    """Visit `url` with `serve` for a server; the attempt, and what was asked."""
    asked: list[Request] = []
    visiting = visit(url, 1, 10.0, memory or Memory())
    step = next(visiting)
    while True:
        try:
            if isinstance(step, Ask):
                assert len(asked) < 30
                asked.append(step.request)
                step = visiting.send(serve(step.request))
            else:
                step = visiting.send(("ns1.example.net",))
        except StopIteration as end:
            attempt: Attempt = end.value
            return attempt, asked


def page(request: Request, *cookies: str) -> Observation:
    """An answer with a page."""
    return Observation(request.url, status=200, body=PAGE, set_cookies=cookies, elapsed=0.1)


def sent(request: Request, target: str, *cookies: str) -> Observation:
    """An answer that redirects."""
    headers = {"location": target}
    return Observation(request.url, status=302, headers=headers, set_cookies=cookies, elapsed=0.1)


def wall(request: Request) -> Observation:
    """A site that shows its page to those who bring its cookie."""
    return page(request) if request.cookie == "k=1" else sent(request, request.url, "k=1; Path=/")


def detour(request: Request) -> Observation:
    """A site that sends everybody to its door first."""
    if request.url.endswith("/door"):
        return sent(request, "/", "k=1; Path=/")
    return page(request) if request.cookie else sent(request, "/door")


def counting(request: Request) -> Observation:
    """A site that wants to see its cookie change three times."""
    number = int(request.cookie.partition("=")[2] or 0)
    return page(request) if number == 3 else sent(request, "/", f"n={number + 1}; Path=/")


def parent(request: Request) -> Observation:
    """A site whose cookie another host of its domain gives."""
    if request.url == "http://id.example.org/":
        return sent(request, SITE, "k=1; Domain=example.org")
    return page(request) if request.cookie else sent(request, "http://id.example.org/")


@pytest.mark.parametrize(("serve", "hops"), [(wall, 1), (detour, 2), (counting, 3), (parent, 2)])
def test_a_cookie_opens_the_site(serve: Serve, hops: int) -> None:
    """The same URL with other cookies is another request, and no loop."""
    attempt, asked = play(SITE, serve)
    assert judge(attempt) == (Verdict.UP, "ok")
    assert len(attempt.redirects) == hops
    assert len(asked) == hops + 1
    assert asked[0].cookie == ""


@pytest.mark.parametrize(
    ("serve", "reason", "requests"),
    [
        (lambda request: sent(request, "/"), "redirect-loop", 1),
        (lambda request: sent(request, "/", "k=1"), "redirect-loop", 2),
        (lambda request: sent(request, "/", "k=1; Domain=com"), "redirect-loop", 1),
        (lambda request: sent(request, "/", "k=1; Domain=other.example.net"), "redirect-loop", 1),
        (lambda request: sent(request, "/", "k=1; Secure"), "redirect-loop", 1),
        (lambda request: sent(request, "/", "k=1; Path=/elsewhere"), "redirect-loop", 1),
        (lambda request: sent(request, "/", f"k={request.cookie[2:]}x"), "too-many-redirects", 11),
        (lambda request: sent(request, "ftp://example.org/", "k=1"), "redirect-to-nowhere", 1),
    ],
)
def test_a_loop_stays_one(serve: Serve, reason: str, requests: int) -> None:
    """The same URL with the same cookies is a loop. A control that gets a page makes it no block."""
    attempt, asked = play(SITE, serve)
    assert judge(attempt) == (Verdict.DOWN, reason)
    assert len(asked) == requests
    assert not needs_control((attempt,))
    assert settle((attempt, attempt), UP_THERE, network_works=True) == (Verdict.DOWN, reason)


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("target", ["/", "http://", "/a"])
def test_a_server_that_answered_once(target: str, *, is_first: bool) -> None:
    """A pass in which the server led in a circle outweighs one in which it was silent: it can be reached from here."""
    astray, _ = play(SITE, lambda request: sent(request, target if request.url == SITE else "/"))
    silent = dataclasses.replace(
        astray, redirects=(), status=None, signals=frozenset(), failure="generic_timeout_error",
        operation=Operation.CONNECT,
    )  # fmt: skip
    assert needs_control((silent, silent))
    attempts = (astray, silent) if is_first else (silent, astray)
    assert settle(attempts, UP_THERE, network_works=True).verdict is Verdict.DOWN


def test_cookies_stay_with_their_host() -> None:
    """A redirect to another site takes no cookie along, and the way back has it again."""

    def serve(request: Request) -> Observation:
        if request.url == SITE:
            return page(request) if request.cookie else sent(request, "http://example.net/", "k=1")
        return sent(request, SITE, "other=2")

    attempt, asked = play(SITE, serve)
    assert [(request.url, request.cookie) for request in asked] == [
        (SITE, ""),
        ("http://example.net/", ""),
        (SITE, "k=1"),
    ]
    assert attempt.status == 200


def test_attempts_share_nothing() -> None:
    """A second attempt starts without cookies, also in the same run."""
    memory = Memory()
    for _ in range(2):
        _, asked = play(SITE, wall, memory)
        assert [request.cookie for request in asked] == ["", "k=1"]
    assert "k=1" not in repr(memory)


def test_cookies_after_a_wait() -> None:
    """A server that asks for patience and gives a cookie gets it back."""

    def serve(request: Request) -> Observation:
        if request.cookie:
            return page(request)
        headers = {"retry-after": "1"}
        return Observation(request.url, status=503, headers=headers, set_cookies=("k=1",), elapsed=0.1)

    attempt, asked = play(SITE, serve)
    assert (attempt.status, [request.cookie for request in asked]) == (200, ["", "k=1"])


def test_the_random_path_brings_the_cookie() -> None:
    """A site that shows its pages behind a cookie is asked for a made-up page behind that cookie too."""
    missing = b"<title>Sorry</title><p>The page you are looking for is not found on this site."

    def serve(request: Request) -> Observation:
        if not request.cookie:
            return sent(request, request.url, "k=1; Path=/")
        if request.url == f"{SITE}news/story":
            return dataclasses.replace(page(request), body=missing)
        return Observation(request.url, status=404)

    attempt, asked = play(f"{SITE}news/story", serve)
    assert judge(attempt).verdict is Verdict.UP
    assert asked[-1].url.startswith(f"{SITE}news/")
    assert asked[-1].cookie == "k=1"


@pytest.mark.parametrize("serve", [wall, detour, counting, parent])
def test_a_look_keeps_cookies(serve: Serve) -> None:
    """A page that is fetched for its text is behind the same walls."""
    looking = look(SITE, 10.0)
    step: Ask | None = next(looking)
    while step is not None:
        try:
            step = looking.send(serve(step.request))
        except StopIteration as end:
            step, seen = None, end.value
    assert seen.page.title == "Hello"


@pytest.mark.parametrize("is_last", [True, False])
def test_signals_of_the_way(*, is_last: bool) -> None:
    """Old TLS at any host of the way is told."""

    def serve(request: Request) -> Observation:
        found = page(request) if request.url.endswith("/end") else sent(request, "/end")
        return dataclasses.replace(found, is_legacy_tls=request.url.endswith("/end") == is_last)

    attempt, _ = play(SITE, serve)
    assert judge(attempt).verdict is Verdict.UP
    assert Signal.LEGACY_TLS in attempt.signals


@pytest.mark.parametrize(
    ("failed", "verdict", "is_asked"),
    [
        ("network_unreachable", (Verdict.UNKNOWN, "no-ipv6"), False),
        ("connection_refused", (Verdict.DOWN, "connect-failed"), True),
        ("generic_timeout_error", (Verdict.DOWN, "connect-failed"), True),
    ],
)
def test_without_ipv6(failed: str, verdict: tuple[Verdict, str], *, is_asked: bool) -> None:
    """A site that only IPv6 reaches is unknown here; one whose IPv4 address is dead is down."""

    def serve(request: Request) -> Observation:
        return Observation(request.url, failure=failed, operation=Operation.CONNECT, lacks_ipv6=True)

    attempt, _ = play(SITE, serve)
    assert Signal.NO_IPV6_HERE in attempt.signals
    assert judge(attempt) == verdict
    assert needs_control((attempt,)) is is_asked


def by_path(path: str) -> Serve:
    """A site whose cookie is for one folder only, and that gives it there."""

    def serve(request: Request) -> Observation:
        if not request.url.startswith(f"{SITE}news"):
            return page(request) if request.cookie else sent(request, "/news/today")
        return page(request) if request.cookie == "c=1" else sent(request, "/", f"c=1{path}")

    return serve


@pytest.mark.parametrize("path", ["; Path=/news", "; Path=/news/", "", "; Path=", "; Path=news"])
def test_a_cookie_of_one_folder(path: str) -> None:
    """A cookie that is not for the next page still changes what comes after it: RFC 6265, 5.1.4."""
    attempt, asked = play(SITE, by_path(path))
    assert judge(attempt) == (Verdict.UP, "ok")
    assert [request.cookie for request in asked[:3]] == ["", "", ""]
    assert asked[3].cookie == "c=1"


@pytest.mark.parametrize("path", ["/other", "/news/today/deeper"])
def test_a_cookie_that_never_comes_back(path: str) -> None:
    """A browser takes a cookie for any path, and a site that never gets it back goes in a circle."""
    attempt, asked = play(SITE, by_path(f"; Path={path}"))
    assert judge(attempt) == (Verdict.DOWN, "redirect-loop")
    assert not any(request.cookie for request in asked)
