"""One request to a server that does its worst: one observation, in OONI's words."""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Iterator
from typing import Final

import pytest
import requests

from kh_testlist.web import failure
from kh_testlist.web.failure import Operation
from kh_testlist.web.fetch import Fetcher, Observation, Request
from kh_testlist.web.guard import Guard
from kh_testlist.web.raised import RAISED
from kh_testlist.web.resolve import Resolver, Server
from tests.hostile.servers import Hostile, sending

ANSWERS: Final = {
    "an encoding without a name": b"HTTP/1.1 200 x\r\nContent-Type: text/html; charset\r\n\r\nNews",
    "a cookie": b"HTTP/1.1 200 x\r\nSet-Cookie: a=b; expires=x; domain=\xff\r\n\r\nNews",
    "parameters that cannot be sorted": b"HTTP/1.1 200 x\r\nContent-Type: multipart/mixed; a*=x; a*0*=y\r\n\r\nNews",
    "a number without end": b"HTTP/1.1 200 x\r\nContent-Type: multipart/mixed; a*" + b"9" * 5_000 + b"*=x\r\n\r\nNews",
    "two lengths": b"HTTP/1.1 200 x\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nNews",
    "no status": b"HTTP/1.1 999999999 x\r\n\r\nNews",
}
READ: Final = {"an encoding without a name", "a cookie"}
"""Answers with a page in them, which a browser shows."""


@pytest.fixture(scope="module")
def servers() -> Iterator[Hostile]:
    """A server with these answers."""
    with sending(list(ANSWERS.values())) as found:
        yield found


@pytest.fixture
def fetcher(servers: Hostile, socket_enabled: None) -> Fetcher:
    """What asks it."""
    del socket_enabled
    host, _, port = servers.resolver.partition(":")
    allowed = Guard((ipaddress.ip_network("127.0.0.1/32"),))
    return Fetcher(Resolver([Server(host, int(port))]), allowed, ssl.create_default_context(), "test", 5.0)


@pytest.mark.parametrize("number", range(len(ANSWERS)), ids=list(ANSWERS))
def test_answers(servers: Hostile, fetcher: Fetcher, number: int) -> None:
    """An answer is read, or is no usable one; it never raises."""
    found = fetcher.send(Request(f"http://a.example.com:{servers.port}/{number}"), 5.0)
    if list(ANSWERS)[number] in READ:
        assert (found.status, found.body, found.failure) == (200, b"News", None)
    else:
        assert (found.status, found.operation) == (None, Operation.HTTP_ROUND_TRIP)
        assert found.failure is not None
        assert found.failure.startswith(failure.UNKNOWN)


@pytest.mark.parametrize(
    ("place", "operation", "said"),
    [
        ("*.example.com", Operation.HTTP_ROUND_TRIP, failure.NO_LOCATION_HOST),
        ("%E1%9E%80:x@a.example.com", Operation.HTTP_ROUND_TRIP, f"{failure.UNKNOWN}UnicodeEncodeError"),
        ("hangs-up.example.com", Operation.RESOLVE, failure.MISBEHAVING),
        ("a" * 64 + ".example.com", Operation.RESOLVE, failure.DNS_IMPOSSIBLE),
        ("", Operation.HTTP_ROUND_TRIP, failure.NO_LOCATION_HOST),
    ],
)
def test_places(servers: Hostile, fetcher: Fetcher, place: str, operation: Operation, said: str) -> None:
    """What cannot be looked up, or cannot be asked, is a fact as well: what failed, and how."""
    found = fetcher.send(Request(f"http://{place}:{servers.port}/"), 5.0)
    assert (found.status, found.operation, found.failure) == (None, operation, said)


@pytest.mark.parametrize("kind", RAISED)
def test_each_kind_becomes_a_fact(fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch, kind: type[Exception]) -> None:
    """Each kind that is named, raised while a request is made ready, ends in an observation."""

    def fail(_: requests.Request) -> None:
        raise kind("x")

    monkeypatch.setattr(requests.Request, "prepare", fail)
    found = fetcher.send(Request("http://a.example.com/"), 5.0)
    assert isinstance(found, Observation)
    assert found.failure


@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit])
def test_an_interrupt_passes(fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch, kind: type[BaseException]) -> None:
    """Ctrl-C is no answer of a server."""

    def fail(_: requests.Request) -> None:
        raise kind

    monkeypatch.setattr(requests.Request, "prepare", fail)
    with pytest.raises(kind):
        fetcher.send(Request("http://a.example.com/"), 5.0)
