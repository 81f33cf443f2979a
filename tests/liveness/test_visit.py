"""One visit, played by hand: the test is the server."""

from __future__ import annotations

import dataclasses
import datetime as dt
import email.utils
import time
import urllib.parse
from collections.abc import Callable

import pytest

from kh_testlist.liveness.attempt import Attempt, Signal
from kh_testlist.liveness.following import Answer, Ask, Memory, Step
from kh_testlist.liveness.verdict import judge
from kh_testlist.liveness.visit import visit
from kh_testlist.web.failure import TIMEOUT, Operation
from kh_testlist.web.fetch import Observation

SITE = "http://example.org/"
MISSING = b"<title>Sorry</title><p>The page you are looking for is not found on this site, try the search instead."


def play(url: str, serve: Callable[[str], Observation], seconds: float = 10.0) -> tuple[Attempt, list[Ask]]:
    """Visit `url` with `serve` for a server; the attempt, and what was asked for."""
    asks: list[Ask] = []

    def answer(step: Step) -> Answer:
        if not isinstance(step, Ask):
            return ("ns1.example.net",)
        asks.append(step)
        assert len(asks) < 30
        return serve(step.request.url)

    visiting = visit(url, 1, seconds, Memory())
    step = next(visiting)
    while True:
        try:
            step = visiting.send(answer(step))
        except StopIteration as end:
            attempt: object = end.value
            break
    assert isinstance(attempt, Attempt)
    return attempt, asks


def ok(url: str, body: bytes = b"<title>Hello</title>") -> Observation:
    """An answer with a page."""
    return Observation(url, status=200, headers={"content-type": "text/html"}, body=body, elapsed=0.5)


def sent(url: str, target: str, elapsed: float = 0.5) -> Observation:
    """An answer that redirects."""
    return Observation(url, status=302, headers={"location": target}, elapsed=elapsed)


def urls(asks: list[Ask]) -> list[str]:
    """What was asked for."""
    return [ask.request.url for ask in asks]


def test_page() -> None:
    """A plain page takes one request."""
    attempt, asks = play("HTTP://Example.org", ok)
    assert urls(asks) == [SITE]
    assert (asks[0].host, asks[0].seconds, asks[0].not_before) == ("example.org", 10.0, 0.0)
    assert (attempt.url, attempt.final_url, attempt.number) == ("HTTP://Example.org", SITE, 1)
    assert (attempt.status, attempt.title, attempt.failure, attempt.elapsed) == (200, "Hello", None, 0.5)
    assert attempt.signals == frozenset()


def test_chain() -> None:
    """Redirects are followed, each with what is left of the time, and all are told."""
    way = {SITE: "/a", f"{SITE}a": "b?c=1", f"{SITE}b?c=1": "https://example.org/end"}
    attempt, asks = play(SITE, lambda url: sent(url, way[url]) if url in way else ok(url))
    assert urls(asks) == [*way, "https://example.org/end"]
    assert [ask.seconds for ask in asks] == [10.0, 9.5, 9.0, 8.5]
    assert [hop.url for hop in attempt.redirects] == list(way)
    assert [hop.target for hop in attempt.redirects] == urls(asks)[1:]
    assert (attempt.status, attempt.final_url, attempt.elapsed) == (200, "https://example.org/end", 2.0)
    assert attempt.signals == {Signal.UPGRADED_TO_HTTPS}


@pytest.mark.parametrize(
    ("here", "there", "verdict"),
    [
        ("newsite.kh", "www.newsite.kh", "up"),
        ("www.newsite.kh", "newsite.kh", "up"),
        ("newsite.kh", "km.newsite.kh", "up"),
        ("newsite.kh", "newsite.com.kh", "moved"),
        ("newsite.kh", "othersite.kh", "moved"),
        ("newsite.com.kh", "www.newsite.com.kh", "up"),
        ("newsite.mm", "www.newsite.mm", "up"),
        ("www.newsite.mm", "newsite.mm", "up"),
        ("newsite.com.mm", "www.newsite.com.mm", "up"),
        ("newsite.com.mm", "othersite.com.mm", "moved"),
        ("newsite.mm", "othersite.mm", "moved"),
        ("www.ck", "othersite.ck", "moved"),
        ("one.newsite.test", "www.newsite.test", "up"),
    ],
)
def test_a_move_to_another_domain(here: str, there: str, verdict: str) -> None:
    """A move for good is one to another domain only where the suffix list, or its wildcard, makes it another."""

    def serve(url: str) -> Observation:
        if urllib.parse.urlsplit(url).hostname == there:
            return ok(url)
        return dataclasses.replace(sent(url, f"https://{there}/"), status=301)

    attempt, _ = play(f"https://{here}/", serve)
    assert attempt.final_url == f"https://{there}/"
    assert judge(attempt).verdict == verdict


def test_loop() -> None:
    """A circle is left as soon as it closes."""
    attempt, asks = play(SITE, lambda url: sent(url, "/a" if url == SITE else "/"))
    assert urls(asks) == [SITE, f"{SITE}a"]
    assert Signal.REDIRECT_LOOP in attempt.signals


@pytest.mark.parametrize("hops", [10, 11])
def test_too_many(hops: int) -> None:
    """Ten redirects are followed, the eleventh is not."""
    attempt, asks = play(SITE, lambda url: ok(url) if url.count("q") == hops else sent(url, f"{url}q"))
    assert len(asks) == 11
    assert (Signal.TOO_MANY_REDIRECTS in attempt.signals) == (hops == 11)
    assert attempt.status == (200 if hops == 10 else 302)


@pytest.mark.parametrize("target", ["ftp://example.org/", "javascript:alert(1)", "http://", "", "http://a b/"])
def test_nowhere(target: str) -> None:
    """A redirect to what is no web address is not followed."""
    attempt, asks = play(SITE, lambda url: sent(url, target))
    assert len(asks) == 1
    assert Signal.REDIRECT_TO_NOWHERE in attempt.signals


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("is_date", [False, True])
def test_retry_after(status: int, *, is_date: bool) -> None:
    """Where a server asks for patience, by seconds or by date, it is asked again, and not before."""
    date = email.utils.format_datetime(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=40), usegmt=True)
    answers = [Observation(SITE, status=status, headers={"retry-after": date if is_date else "40"}), ok(SITE)]
    before = time.monotonic()
    attempt, asks = play(SITE, lambda _: answers.pop(0))
    assert urls(asks) == [SITE, SITE]
    assert asks[0].not_before == 0.0
    assert before + 38 <= asks[1].not_before <= time.monotonic() + 40
    assert (attempt.status, attempt.retry_after, attempt.elapsed) == (200, 0.0, 0.5)


def test_retry_after_for_ever() -> None:
    """A server that never has enough is asked three times."""
    attempt, asks = play(SITE, lambda url: Observation(url, status=429, headers={"retry-after": "1"}))
    assert len(asks) == 3
    assert (attempt.status, attempt.retry_after) == (429, 1.0)


@pytest.mark.parametrize("said", ["86400", "9" * 400])
def test_retry_after_a_day(said: str) -> None:
    """For a day no visit waits: it ends, and says so."""
    attempt, asks = play(SITE, lambda url: Observation(url, status=429, headers={"retry-after": said}))
    assert len(asks) == 1
    assert attempt.status == 429
    assert attempt.retry_after > 60


@pytest.mark.parametrize(
    "said",
    [
        "soon",
        "-1",
        "1.5",
        "Mon, 32 Foo",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Mon, 01 Jan 2024 00:00:00 +99999999999999999999",
        "Mon, 01 Jan 99999999999999999999 00:00:00 GMT",
    ],
)
def test_retry_after_nonsense(said: str) -> None:
    """What is no time to come is no reason to wait."""
    attempt, asks = play(SITE, lambda url: Observation(url, status=503, headers={"retry-after": said}))
    assert len(asks) == 1
    assert (attempt.status, attempt.retry_after) == (503, 0.0)


def test_time_is_up() -> None:
    """Redirects that use the time up end in a timeout."""
    attempt, asks = play(SITE, lambda url: sent(url, f"{url}x", elapsed=5.0))
    assert len(asks) == 2
    assert (attempt.status, attempt.failure, attempt.operation) == (None, TIMEOUT, Operation.HTTP_ROUND_TRIP)
    assert attempt.failure == "generic_timeout_error"


@pytest.mark.parametrize("is_honest", [False, True])
def test_soft_404(*, is_honest: bool) -> None:
    """A page that says there is none is missing where a made-up name is answered alike, not where that gets a 404."""
    url = f"{SITE}news/story"
    attempt, asks = play(
        url,
        lambda asked: (
            Observation(asked, status=404, body=MISSING) if is_honest and asked != url else ok(asked, MISSING)
        ),
    )
    assert len(asks) == 2
    assert asks[1].request.url.startswith(f"{SITE}news/")
    both = {Signal.NOT_FOUND_WORDS, Signal.SAME_AT_RANDOM_PATH}
    assert attempt.signals & both == ({Signal.NOT_FOUND_WORDS} if is_honest else both)


@pytest.mark.parametrize("word", ["ខ្មែរ", "តូច", "បេះដូង", "រហ"])
def test_khmer_location(word: str) -> None:
    """A path that comes as UTF-8, which http.client reads as Latin-1, is followed as browsers do."""
    target = f"/{word}".encode().decode("latin-1")
    attempt, asks = play(SITE, lambda url: sent(url, target) if url == SITE else ok(url))
    assert urls(asks)[1] == f"http://example.org/{urllib.parse.quote(word)}"
    assert attempt.status == 200
