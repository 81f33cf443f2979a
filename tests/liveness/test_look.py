"""A look at a page, played by hand: the test is the server."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kh_testlist.liveness.following import Ask
from kh_testlist.liveness.look import Look, look
from kh_testlist.web.failure import Refusal
from kh_testlist.web.fetch import Observation

SITE = "http://example.org/"


def play(url: str, serve: Callable[[str], Observation], seconds: float = 10.0) -> tuple[Look, list[Ask]]:
    """Look at `url` with `serve` for a server; what was seen, and what was asked for."""
    asks: list[Ask] = []
    looking = look(url, seconds)
    step = next(looking)
    while True:
        asks.append(step)
        assert len(asks) < 30
        try:
            step = looking.send(serve(step.request.url))
        except StopIteration as end:
            seen: Look = end.value
            return seen, asks


def ok(url: str, body: bytes = b"<title>Hello</title>", status: int = 200, **headers: str) -> Observation:
    """An answer with a page."""
    kept = {"content-type": "text/html", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return Observation(url, status=status, headers=kept, body=body, elapsed=0.5)


def sent(url: str, target: str, elapsed: float = 0.5) -> Observation:
    """An answer that redirects."""
    return Observation(url, status=302, headers={"location": target}, elapsed=elapsed)


def urls(asks: list[Ask]) -> list[str]:
    """What was asked for."""
    return [ask.request.url for ask in asks]


@pytest.mark.parametrize("status", [200, 203, 206])
def test_page(status: int) -> None:
    """A plain page takes one request, for the canonical URL and with all of the time."""
    seen, asks = play("HTTP://Example.org", lambda url: ok(url, status=status))
    assert urls(asks) == [SITE]
    assert asks[0].seconds == 10.0
    assert seen.page is not None
    assert (seen.page.summary, seen.why) == ("Hello hello", "")


def test_chain() -> None:
    """Redirects are followed, each with what is left of the time."""
    way = {SITE: "/a", f"{SITE}a": "b?c=1", f"{SITE}b?c=1": "https://example.net/end"}
    seen, asks = play(SITE, lambda url: sent(url, way[url]) if url in way else ok(url))
    assert urls(asks) == [*way, "https://example.net/end"]
    assert [ask.seconds for ask in asks] == [10.0, 9.5, 9.0, 8.5]
    assert seen.page is not None


@pytest.mark.parametrize("target", ["/", "/a", "ftp://example.org/", "javascript:alert(1)", "http://", "file:///etc/x"])
def test_no_way(target: str) -> None:
    """A circle, and a redirect to what is no web address, end it."""
    seen, asks = play(SITE, lambda url: sent(url, target))
    assert len(asks) <= 2
    assert seen.page is None
    assert seen.why


def test_too_many() -> None:
    """A chain without end is left."""
    seen, asks = play(SITE, lambda url: sent(url, f"{url}q"))
    assert len(asks) <= 11
    assert (seen.page, seen.why) == (None, "its redirects lead nowhere")


def test_time_is_up() -> None:
    """Redirects that use up the time end it, and no request is made without any time."""
    seen, asks = play(SITE, lambda url: sent(url, f"{url}q", elapsed=6.0))
    assert len(asks) == 2
    assert all(ask.seconds > 0 for ask in asks)
    assert seen.page is None


@pytest.mark.parametrize("status", [304, 401, 403, 404, 410, 429, 451, 500, 503])
def test_another_status(status: int) -> None:
    """The page of an error is not the site's page; what came is said."""
    seen, asks = play(SITE, lambda url: ok(url, status=status))
    assert len(asks) == 1
    assert seen.page is None
    assert str(status) in seen.why


@pytest.mark.parametrize("failure", ["dns_nxdomain_error", "connection_refused", "generic_timeout_error"])
def test_no_answer(failure: str) -> None:
    """A failure is said in OONI's word for it."""
    seen, _ = play(SITE, lambda url: Observation(url, failure=failure, elapsed=1.0))
    assert seen == Look(None, failure)


@pytest.mark.parametrize("refusal", list(Refusal))
def test_refused(refusal: Refusal) -> None:
    """What the guard refuses is said to be refused."""
    seen, asks = play(SITE, lambda url: Observation(url, refusal=refusal))
    assert len(asks) == 1
    assert seen.page is None
    assert seen.why


def test_a_challenge() -> None:
    """A challenge is not the site's page, whatever its status."""
    seen, _ = play(SITE, lambda url: ok(url, cf_mitigated="challenge"))
    assert seen.page is None
    assert "challenge" in seen.why


@pytest.mark.parametrize(("body", "kind"), [(b"", "text/html"), (b"\x89PNG", "image/png")])
def test_an_empty_page(body: bytes, kind: str) -> None:
    """An empty page is one, with nothing on it; so is what is no text."""
    seen, _ = play(SITE, lambda url: Observation(url, status=200, headers={"content-type": kind}, body=body))
    assert seen.page is not None
    assert not seen.page.summary
