"""Real connections: interim answers, repeated headers, and a computer that has no IPv6."""

from __future__ import annotations

import errno
import ipaddress
import socket
from collections.abc import Iterator
from typing import Any, Final

import pytest

from kh_testlist.liveness.attempt import Attempt, Signal, now
from kh_testlist.liveness.control import ask_helpers
from kh_testlist.web import failure, pinned
from kh_testlist.web.failure import Operation, Refusal
from kh_testlist.web.fetch import Observation, Request
from tests.hostile.servers import sending
from tests.web.asking import PAGE, fetcher

HINT: Final = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n"

pytestmark = pytest.mark.usefixtures("socket_enabled")


def answered(*answers: bytes) -> list[Observation]:
    """What is observed of `answers`."""
    with sending(answers) as servers:
        asking = fetcher()
        return [
            asking.send(Request(f"http://a.example.com:{servers.port}/{number}"), 5.0) for number in range(len(answers))
        ]


@pytest.mark.parametrize(
    "before",
    [
        b"HTTP/1.1 100 Continue\r\n\r\n",
        b"HTTP/1.1 102 Processing\r\n\r\n",
        HINT,
        HINT * 20,
        b"HTTP/1.1 199 Miscellaneous\r\nX-A: b\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" + HINT + b"HTTP/1.1 102\r\n\r\n" + HINT,
        HINT.replace(b"\r\n", b"\n"),
    ],
)
def test_interim_answers_are_skipped(before: bytes) -> None:
    """The final answer counts, whatever was announced before it, and has its own headers alone."""
    (found,) = answered(before + PAGE)
    assert (found.status, found.body, found.failure, found.cut) == (200, b"News", None, None)
    assert "link" not in found.headers


def test_101_is_final() -> None:
    """Nothing that HTTP could read comes after 101."""
    (found,) = answered(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n" + PAGE)
    assert (found.status, found.body) == (101, b"")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (HINT, failure.EOF),
        (HINT[:-4], failure.EOF),
        (b"HTTP/1.1 100 Continue\r\n\r\n" * 3_000 + PAGE, f"{failure.UNKNOWN}malformed HTTP response"),
        (HINT * 2_000 + PAGE, f"{failure.UNKNOWN}malformed HTTP response"),
        (b"HTTP/1.1 103 " + b"x" * 60_000 + b"\r\n\r\n" + HINT * 200, f"{failure.UNKNOWN}malformed HTTP response"),
        (b"HTTP/1.1 103 x\r\nX: " + b"x" * 70_000 + b"\r\n\r\n" + PAGE, f"{failure.UNKNOWN}malformed HTTP response"),
        (HINT + b"nonsense\r\n\r\n", f"{failure.UNKNOWN}malformed HTTP response"),
    ],
)
def test_interim_answers_alone(answer: bytes, said: str) -> None:
    """Announcements without an answer are no answer, and there is a limit to them."""
    (found,) = answered(answer)
    assert (found.status, found.failure, found.operation) == (None, said, Operation.HTTP_ROUND_TRIP)


@pytest.mark.parametrize(
    ("values", "read"),
    [
        (["/a"], "/a"),
        (["/a", "/a"], "/a"),
        (["/a", "/a  ", "  /a"], "/a"),
        (["/a,b", "/a,b"], "/a,b"),
        (["/a", "/b"], ""),
        (["/a", "/A"], ""),
        (["/a", ""], ""),
        (["/a", "/a", "http://a.example.com/a"], ""),
    ],
)
def test_repeated_location(values: list[str], read: str) -> None:
    """The same place several times is one place; several places are none, as in browsers."""
    lines = "".join(f"Location: {value}\r\n" for value in values)
    (found,) = answered(f"HTTP/1.1 302 Found\r\n{lines}Content-Length: 0\r\n\r\n".encode())
    assert (found.status, found.headers["location"]) == (302, read)


def test_cookies_are_facts() -> None:
    """Each Set-Cookie is kept on its own, with the commas in it; none shows where an observation is printed."""
    lines = b"Set-Cookie: a=1; Expires=Wed, 21 Oct 2099 07:28:00 GMT\r\nset-cookie: b=secret-2, c\r\n"
    (found,) = answered(b"HTTP/1.1 200 OK\r\n" + lines + b"Content-Length: 0\r\n\r\n")
    assert found.set_cookies == ("a=1; Expires=Wed, 21 Oct 2099 07:28:00 GMT", "b=secret-2, c")
    assert "cookie='" not in repr(Request("http://a.example.com/", cookie="a=1"))


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port where nobody listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


def without_ipv6(monkeypatch: pytest.MonkeyPatch, error: int) -> None:
    """Let each connection to an IPv6 address fail with `error`."""
    usual = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:  # noqa: ANN401 - socket's own
        if self.family == socket.AF_INET6:
            if self.type != socket.SOCK_DGRAM:
                raise TimeoutError if error == errno.ETIMEDOUT else OSError(error, "x")
            raise OSError(errno.ENETUNREACH, "x")
        usual(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.mark.parametrize(
    "addresses", [("127.0.0.1", "ff0e::1"), ("ff0e::1", "127.0.0.1"), ("127.0.0.1", "127.0.0.2", "ff0e::1")]
)
def test_the_family_that_could_be_tried(closed_port: int, addresses: tuple[str, ...]) -> None:
    """Where the IPv4 address is dead, its failure is told, wherever it stands among the addresses."""
    found = fetcher(*addresses).send(Request(f"http://a.example.com:{closed_port}/"), 5.0)
    assert (found.failure, found.operation, found.refusal) == ("connection_refused", Operation.CONNECT, None)
    assert found.lacks_ipv6


@pytest.mark.parametrize("addresses", [("ff0e::1",), ("ff0e::1", "ff0e::2")])
def test_only_ipv6(addresses: tuple[str, ...]) -> None:
    """Where no address could be tried, it is the network that is missing."""
    found = fetcher(*addresses).send(Request("http://a.example.com/"), 5.0)
    assert (found.failure, found.operation, found.lacks_ipv6) == ("network_unreachable", Operation.CONNECT, True)


def test_a_living_address_is_enough() -> None:
    """Where the IPv4 address answers, nothing is said of IPv6."""
    with sending([PAGE]) as servers:
        found = fetcher("ff0e::1", "127.0.0.1").send(Request(f"http://a.example.com:{servers.port}/0"), 5.0)
    assert (found.status, found.lacks_ipv6) == (200, False)


@pytest.mark.parametrize(
    "error", [errno.ENETUNREACH, errno.EADDRNOTAVAIL, errno.EHOSTUNREACH, errno.EAFNOSUPPORT, errno.ETIMEDOUT]
)
def test_ways_to_lack_ipv6(monkeypatch: pytest.MonkeyPatch, closed_port: int, error: int) -> None:
    """Each system has its own word for it; none of them is the site's failure, nor a lack of sockets."""
    without_ipv6(monkeypatch, error)
    both = fetcher("127.0.0.1", "2600::1").send(Request(f"http://a.example.com:{closed_port}/"), 5.0)
    assert (both.failure, both.refusal, both.lacks_ipv6) == ("connection_refused", None, True)
    alone = fetcher("2600::1").send(Request("http://a.example.com/"), 5.0)
    assert (alone.failure, alone.refusal, alone.lacks_ipv6) == ("network_unreachable", None, True)


@pytest.mark.parametrize(
    ("error", "said", "refusal"),
    [
        (errno.ECONNREFUSED, "connection_refused", None),
        (errno.EHOSTUNREACH, "host_unreachable", None),
        (errno.ETIMEDOUT, failure.TIMEOUT, None),
        (errno.EADDRNOTAVAIL, None, Refusal.EXHAUSTED),
    ],
)
def test_a_failure_over_ipv6(
    monkeypatch: pytest.MonkeyPatch, error: int, said: str | None, refusal: Refusal | None
) -> None:
    """Where this computer has a way to the address, the failure is what it says."""
    without_ipv6(monkeypatch, error)
    monkeypatch.setattr(pinned, "_has_way", lambda _: True)
    found = fetcher("2600::1").send(Request("http://a.example.com/"), 5.0)
    assert (found.failure, found.refusal, found.lacks_ipv6) == (said, refusal, False)


@pytest.mark.parametrize(
    ("own", "address", "has_way"),
    [
        ("2600::9", "2600::1", True),
        ("fd00::9", "fd00::1", True),
        ("fe80::9%eth0", "fe80::1", True),
        ("fd00::9", "2600::1", False),
        ("fe80::9%eth0", "2600::1", False),
        ("::1", "2600::1", False),
    ],
)
def test_a_way_there(monkeypatch: pytest.MonkeyPatch, own: str, address: str, *, has_way: bool) -> None:
    """A computer whose only addresses are local ones has no way to the Internet, whatever its routes say."""
    monkeypatch.setattr(socket.socket, "connect", lambda *_: None)
    monkeypatch.setattr(socket.socket, "getsockname", lambda _: (own, 9, 0, 0))
    assert pinned._has_way(ipaddress.IPv6Address(address)) is has_way  # noqa: SLF001 - no such networks here


@pytest.mark.parametrize(
    ("endpoints", "succeeded"),
    [
        ({"203.0.113.5:80": True}, True),
        ({"203.0.113.5:80": False, "[2001:db8::5]:80": True}, False),
        ({"203.0.113.5:80": False, "203.0.113.6:80": True, "[2001:db8::5]:80": True}, True),
        ({"[2001:db8::5]:80": True}, None),
        ({}, None),
    ],
)
def test_a_control_with_ipv6(endpoints: dict[str, bool], *, succeeded: bool | None) -> None:
    """A helper that reaches a site over IPv6 proves nothing about its IPv4 address, which is what failed here."""
    down = Attempt(
        "http://a.example.com/", 1, now(), failure="connection_refused", operation=Operation.CONNECT,
        addresses=("203.0.113.5", "2001:db8::5"), signals=frozenset({Signal.NO_IPV6_HERE}),
    )  # fmt: skip
    tcp = {endpoint: {"status": works, "failure": None if works else "x"} for endpoint, works in endpoints.items()}
    question = ask_helpers(down, ["https://helper.example.org/"], now())
    next(question)
    body = str({"tcp_connect": tcp, "http_request": {"status_code": 200, "failure": None}})
    body = body.replace("'", '"').replace("True", "true").replace("False", "false").replace("None", "null")
    with pytest.raises(StopIteration) as ended:
        question.send(Observation("https://helper.example.org/", status=200, body=body.encode()))
    assert ended.value.value.succeeded is succeeded
