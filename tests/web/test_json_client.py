"""The one client of APIs: whom it trusts, whom it tells a token, how long it waits, and what it makes of faults."""

from __future__ import annotations

import http.server
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
import trustme

from kh_testlist.web.json_client import Answer, Client, Fault, Limits, NoAnswer, Query, read_json
from kh_testlist.web.retry_after import retry_after

TOKEN: Final = "not-to-be-seen-by-others"  # noqa: S105 - nobody's
NOW: Final = 1_800_000_000.0
LIMITS: Final = Limits(1_000, 5.0, 5.0)
GET: Final = Query("GET", "/x", token=TOKEN)

Serving = Callable[..., AbstractContextManager[str]]


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers as the test says, over connections that stay open."""

    protocol_version = "HTTP/1.1"
    server: Any

    def do_GET(self) -> None:
        """Note the request, and answer it."""
        self.server.seen.append(self)
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        status, headers, body = self.server.answers(self)
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815 - http.server's name

    def log_message(self, *_: object) -> None:
        """Say nothing."""


SEEN: Final[list[Handler]] = []


@pytest.fixture
def serving(socket_enabled: None) -> Serving:
    """A function that serves answers, over TLS where it is given a context, and gives the root."""
    del socket_enabled
    SEEN.clear()

    @contextmanager
    def serve(
        answers: Callable[[Handler], tuple[int, dict[str, str], bytes]], context: ssl.SSLContext | None = None
    ) -> Iterator[str]:
        server: Any = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.answers, server.seen = answers, SEEN
        server.handle_error = lambda *_: None
        if context is not None:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield f"{'https' if context else 'http'}://localhost:{server.server_port}"
        finally:
            server.shutdown()
            server.server_close()

    return serve


def fine(_: Handler) -> tuple[int, dict[str, str], bytes]:
    """An answer."""
    return 200, {}, b"{}"


def to(place: str, status: int = 302) -> Callable[[Handler], tuple[int, dict[str, str], bytes]]:
    """A redirect of the first request, to a place that may name the server's port; the next is answered."""

    def answer(handler: Handler) -> tuple[int, dict[str, str], bytes]:
        where = place.format(port=handler.server.server_port)
        return (status, {"Location": where}, b"") if len(SEEN) == 1 else (200, {}, b"{}")

    return answer


def fault(found: Answer | NoAnswer) -> Fault | None:
    """What went wrong; the token is in no part of it."""
    assert TOKEN not in repr(found)
    return found.fault if isinstance(found, NoAnswer) else None


class TestTrust:
    """Whose certificates are taken."""

    @pytest.fixture
    def authority(self) -> trustme.CA:
        """An authority that nobody knows."""
        return trustme.CA()

    @pytest.fixture
    def context(self, authority: trustme.CA) -> ssl.SSLContext:
        """That of its server."""
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("localhost").configure_cert(made)
        return made

    def test_an_authority_that_is_named(
        self, serving: Serving, authority: trustme.CA, context: ssl.SSLContext, tmp_path: Path
    ) -> None:
        """A certificate is held against the authorities in a file, or in a folder."""
        file = tmp_path / "ca.pem"
        authority.cert_pem.write_to_path(str(file))
        with serving(fine, context) as root:
            assert fault(Client(root, {}, LIMITS, authorities=str(file)).send(GET, 5)) is None
            assert fault(Client(root, {}, LIMITS, authorities=str(tmp_path)).send(GET, 5)) is Fault.CERTIFICATE
        assert len(SEEN) == 1

    def test_a_stranger(self, serving: Serving, context: ssl.SSLContext) -> None:
        """One of another authority is refused, and nothing was sent."""
        with serving(fine, context) as root:
            found = Client(root, {}, LIMITS).send(GET, 5)
        assert fault(found) is Fault.CERTIFICATE
        assert isinstance(found, NoAnswer)
        assert not found.is_sent
        assert not SEEN

    def test_another_name(
        self, serving: Serving, authority: trustme.CA, context: ssl.SSLContext, tmp_path: Path
    ) -> None:
        """So is one of another host."""
        file = tmp_path / "ca.pem"
        authority.cert_pem.write_to_path(str(file))
        with serving(fine, context) as root:
            client = Client(root.replace("localhost", "127.0.0.1"), {}, LIMITS, authorities=str(file))
            assert fault(client.send(GET, 5)) is Fault.CERTIFICATE


class TestOrigin:
    """Where requests go."""

    @pytest.mark.parametrize("place", ["/y", "y", "?a=b", "http://localhost:{port}/y"])
    def test_within(self, serving: Serving, place: str) -> None:
        """A redirect within the origin is followed, with the token."""
        with serving(to(place)) as root:
            found = Client(root, {}, LIMITS).send(GET, 5)
        assert fault(found) is None
        assert [seen.headers["Authorization"] for seen in SEEN] == [f"Bearer {TOKEN}"] * 2

    @pytest.mark.parametrize(
        "place",
        ["http://127.0.0.1:{port}/", "https://localhost:{port}/", "http://localhost:9/", "//evil.example/", "http://[",
         "http://me@localhost:{port}/", "http://localhost:{port}@evil.example/", "http://localhost:9\\@localhost:{port}/",
         "ftp://localhost/"],
    )  # fmt: skip
    def test_elsewhere(self, serving: Serving, place: str) -> None:
        """One to another origin is not, whatever it looks like."""
        with serving(to(place)) as root:
            assert fault(Client(root, {}, LIMITS, sends_changes_on=True).send(GET, 5)) is Fault.OTHER_ORIGIN
        assert len(SEEN) == 1

    @pytest.mark.parametrize(
        ("status", "sends", "expected"),
        [(302, True, Fault.CHANGED), (307, True, None), (307, False, Fault.CHANGED), (308, True, None)],
    )
    def test_what_changes_something(
        self, serving: Serving, status: int, expected: Fault | None, *, sends: bool
    ) -> None:
        """It is sent on only where the caller wants that, and the redirect asks for the same again."""
        with serving(to("/y", status)) as root:
            client = Client(root, {}, LIMITS, sends_changes_on=sends)
            assert fault(client.send(Query("POST", "/x", body={"a": 1}, token=TOKEN), 5)) is expected
        assert len(SEEN) == (1 if expected else 2)

    def test_in_a_circle(self, serving: Serving) -> None:
        """Some are enough."""
        with serving(lambda _: (302, {"Location": "/x"}, b"")) as root:
            assert fault(Client(root, {}, LIMITS).send(GET, 5)) is Fault.ENDLESS
        assert len(SEEN) == 4

    def test_through_a_proxy(self, serving: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
        """The environment's proxy is asked, where it names one."""
        with serving(fine) as root:
            monkeypatch.setenv("HTTP_PROXY", root)
            monkeypatch.setenv("NO_PROXY", "")
            assert fault(Client("http://api.example.org", {}, LIMITS).send(GET, 5)) is None
        assert [seen.path for seen in SEEN] == ["http://api.example.org/x"]


class TestLimits:
    """How long, and how much."""

    def test_a_connection_is_kept(self, serving: Serving) -> None:
        """Two requests go over one connection, unless the caller has it closed."""
        with serving(fine) as root:
            for headers, ports in (({}, 1), ({"Connection": "close"}, 2)):
                SEEN.clear()
                client = Client(root, headers, LIMITS)
                assert [fault(client.send(GET, 5)) for _ in range(2)] == [None, None]
                assert len({seen.client_address for seen in SEEN}) == ports

    @pytest.mark.parametrize(("method", "expected"), [("GET", None), ("POST", Fault.CUT)])
    def test_a_kept_connection_is_closed(self, serving: Serving, method: str, expected: Fault | None) -> None:
        """The server may close it when the next request is on its way. Then only GET is sent again."""

        def closes_at_second(handler: Handler) -> tuple[int, dict[str, str], bytes]:
            if len(SEEN) == 2:
                handler.connection.shutdown(socket.SHUT_RDWR)
            return 200, {}, b"{}"

        with serving(closes_at_second) as root:
            client = Client(root, {}, LIMITS)
            assert fault(client.send(GET, 5)) is None
            assert fault(client.send(Query(method, "/x", token=TOKEN), 5)) is expected
        assert len(SEEN) == (2 if expected else 3)

    def test_a_new_connection_is_closed(self, serving: Serving) -> None:
        """Then the server does not want to answer, and nothing is sent again."""

        def closes(handler: Handler) -> tuple[int, dict[str, str], bytes]:
            handler.connection.shutdown(socket.SHUT_RDWR)
            return 200, {}, b""

        with serving(closes) as root:
            assert fault(Client(root, {}, LIMITS).send(GET, 5)) is Fault.CUT
        assert len(SEEN) == 1

    @pytest.mark.parametrize("after", [0, 1])
    def test_one_that_drips(self, serving: Serving, after: int) -> None:
        """A body that comes bit by bit is left when the time is up, on a new connection and on a kept one."""

        def drip(handler: Handler) -> tuple[int, dict[str, str], bytes]:
            if len(SEEN) > after:
                handler.wfile.write(b"HTTP/1.1 200 x\r\nContent-Length: 999\r\n\r\n")
                for _ in range(30):
                    handler.wfile.write(b" ")
                    time.sleep(0.05)
            return 200, {}, b"{}"

        with serving(drip) as root:
            client = Client(root, {}, LIMITS)
            for _ in range(after):
                assert fault(client.send(GET, 5)) is None
            started = time.monotonic()
            assert fault(client.send(GET, 0.3)) is Fault.LATE
            assert time.monotonic() - started < 1

    def test_too_large(self, serving: Serving) -> None:
        """More than is read is no answer."""
        with serving(lambda _: (200, {}, b" " * 1_001)) as root:
            assert fault(Client(root, {}, LIMITS).send(GET, 5)) is Fault.TOO_LARGE

    def test_headers_that_break_off(self, serving: Serving) -> None:
        """They are not taken for all of them."""

        def broken(handler: Handler) -> tuple[int, dict[str, str], bytes]:
            handler.wfile.write(b"HTTP/1.1 200 x\r\nLink: <a>\r\n")
            handler.connection.shutdown(socket.SHUT_WR)
            return 200, {}, b""

        with serving(broken) as root:
            assert fault(Client(root, {}, LIMITS).send(GET, 5)) is Fault.CUT


def test_nobody_there(socket_enabled: None) -> None:
    """Nothing was sent, and that is known."""
    del socket_enabled
    found = Client("http://127.0.0.1:9", {}, LIMITS).send(GET, 5)
    assert fault(found) is Fault.UNREACHED
    assert isinstance(found, NoAnswer)
    assert not found.is_sent


def test_the_token_is_not_shown() -> None:
    """Neither by what is asked, nor by who asks."""
    client = Client("http://127.0.0.1:9", {}, LIMITS)
    assert TOKEN not in f"{GET!r} {GET} {vars(client)!r}"


@pytest.mark.parametrize("body", [b"", b"{", b"<html>", b"\xff", b"[" * 501 + b"]" * 501, b"[" * 100_000])
def test_no_json(body: bytes) -> None:
    """What is none, or too deep."""
    with pytest.raises(ValueError, match=r"nested|Expecting|decode"):
        read_json(body)
    assert read_json(b"[" * 500 + b"]" * 500)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        (None, None), ("", None), ("soon", None), ("-1", None), ("²", None), ("1e9", None), (",", None),
        ("0", 0.0), ("7", 7.0), (" 7 ", 7.0), ("9" * 5_000, 604_800.0),
        ("Fri, 15 Jan 2027 08:00:20 GMT", 20.0), ("Fri, 15 Jan 2027 08:00:20 -0000", 20.0),
        ("Mon, 01 Jan 0001 00:00:00 -0000", 0.0), ("Fri, 31 Dec 9999 23:59:59 -2359", 604_800.0),
    ],
)  # fmt: skip
def test_retry_after(text: str | None, seconds: float | None) -> None:
    """Seconds or a date, at most a week; nothing of what is neither."""
    assert retry_after(text, NOW) == seconds
