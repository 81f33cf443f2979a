"""Servers with old TLS: read at a second handshake, with the same trust."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme

from kh_testlist.web import failure
from kh_testlist.web.failure import Operation
from kh_testlist.web.fetch import Request
from kh_testlist.web.legacy_tls import Handshake, LenientContext
from kh_testlist.web.session import tls_context
from tests.farm import old_tls
from tests.hostile.servers import running
from tests.web.asking import PAGE, fetcher
from tests.web.unsafe_server import Unsafe

pytestmark = pytest.mark.usefixtures("socket_enabled")


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """Who signs."""
    return trustme.CA()


@pytest.fixture(scope="module")
def trusting(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    """A context that trusts them."""
    place: Path = tmp_path_factory.mktemp("authority") / "ca.pem"
    authority.cert_pem.write_to_path(str(place))
    return tls_context(place)


class _Secured(socketserver.ThreadingTCPServer):
    daemon_threads = True
    context: ssl.SSLContext
    hangs_up = False
    """Whether a handshake that fails ends without an alert, as with many servers."""
    breaks_first = False
    """Whether the first connection ends without a handshake."""
    hellos = 0


class _Page(socketserver.BaseRequestHandler):
    """Shakes hands, and answers a page."""

    def handle(self) -> None:
        assert isinstance(self.server, _Secured)
        self.server.hellos += 1
        if self.server.breaks_first and self.server.hellos == 1:
            self.request.recv(65_536)
            return
        with contextlib.suppress(OSError):
            if self.server.hangs_up:
                self._shake_quietly()
                return
            with self.server.context.wrap_socket(self.request, server_side=True) as secured:
                secured.recv(65_536)
                secured.sendall(PAGE)

    def _shake_quietly(self) -> None:
        came, goes = ssl.MemoryBIO(), ssl.MemoryBIO()
        talk = self.server.context.wrap_bio(came, goes, server_side=True)  # type: ignore[attr-defined]
        step: Any = talk.do_handshake
        while True:
            try:
                step()
            except ssl.SSLWantReadError:
                self.request.sendall(goes.read())
                part = self.request.recv(65_536)
                if not part:
                    return
                came.write(part)
            except ssl.SSLError:
                return
            else:
                if step != talk.do_handshake:
                    talk.write(PAGE)
                    self.request.sendall(goes.read())
                    return
                step = talk.read


@contextlib.contextmanager
def secured(context: ssl.SSLContext, *, hangs_up: bool = False) -> Iterator[tuple[int, _Secured]]:
    """A server that shakes hands with `context`; its port, and itself."""
    server = _Secured(("127.0.0.1", 0), _Page)
    server.context, server.hangs_up = context, hangs_up
    with running(server) as port:
        yield port, server


def leaf(authority: trustme.CA, *names: str, **more: Any) -> trustme.Blob:  # noqa: ANN401 - trustme's own
    """A certificate with its key."""
    made = authority.issue_cert(*names, key_type=trustme.KeyType.RSA, **more)
    return made.private_key_and_cert_chain_pem


@pytest.mark.parametrize("hangs_up", [False, True])
@pytest.mark.parametrize("shape", old_tls.SHAPES)
def test_old_tls(authority: trustme.CA, trusting: ssl.SSLContext, shape: str, *, hangs_up: bool) -> None:
    """A server that knows old TLS alone is read at the second handshake, also if it hung up at the first."""
    context = old_tls.context_of(old_tls.SHAPES[shape], leaf(authority, "a.example.com"))
    with secured(context, hangs_up=hangs_up) as (port, server):
        found = fetcher(context=trusting).send(Request(f"https://a.example.com:{port}/"), 5.0)
    assert (found.status, found.body, found.failure, found.is_legacy_tls) == (200, b"News", None, True)
    assert server.hellos == 2


def test_no_secure_renegotiation(authority: trustme.CA, trusting: ssl.SSLContext) -> None:
    """A server that a default client gives up for its renegotiation is read at the second handshake."""
    server = Unsafe(authority.issue_cert("a.example.com", key_type=trustme.KeyType.RSA), PAGE)
    with running(server) as port:
        found = fetcher(context=trusting).send(Request(f"https://a.example.com:{port}/"), 5.0)
    assert (found.status, found.body, found.is_legacy_tls) == (200, b"News", True)
    assert (server.hellos, server.served) == (2, 1)


def test_no_secure_renegotiation_and_no_trust(trusting: ssl.SSLContext) -> None:
    """Such a server is not trusted for that."""
    server = Unsafe(trustme.CA().issue_cert("a.example.com", key_type=trustme.KeyType.RSA), PAGE)
    with running(server) as port:
        found = fetcher(context=trusting).send(Request(f"https://a.example.com:{port}/"), 5.0)
    assert (found.status, found.failure) == (None, failure.UNKNOWN_AUTHORITY)
    assert (server.hellos, server.served) == (2, 0)


def test_new_tls_takes_one_handshake(authority: trustme.CA, trusting: ssl.SSLContext) -> None:
    """A healthy site is asked once, and is not called old."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("a.example.com").configure_cert(context)
    with secured(context) as (port, server):
        found = fetcher(context=trusting).send(Request(f"https://a.example.com:{port}/"), 5.0)
    assert (found.status, found.is_legacy_tls, server.hellos) == (200, False, 1)


@pytest.mark.parametrize("shape", ["legacy-rsa", "legacy-tls-1.0", "legacy-dh"])
@pytest.mark.parametrize("fault", ["stranger", "wrong host"])
def test_old_tls_with_a_bad_certificate(
    authority: trustme.CA, trusting: ssl.SSLContext, shape: str, fault: str
) -> None:
    """Certificates are checked at the second handshake as at the first."""
    bad = leaf(trustme.CA(), "a.example.com") if fault == "stranger" else leaf(authority, "b.example.com")
    with secured(old_tls.context_of(old_tls.SHAPES[shape], bad)) as (port, _):
        found = fetcher(context=trusting).send(Request(f"https://a.example.com:{port}/"), 5.0)
    said = failure.UNKNOWN_AUTHORITY if fault == "stranger" else failure.INVALID_HOSTNAME
    assert (found.status, found.failure, found.operation) == (None, said, Operation.TLS_HANDSHAKE)
    assert not found.is_legacy_tls


@pytest.mark.parametrize(
    ("name", "hellos"),
    [("a.example.com", 1), ("b.example.com", 1)],
)
def test_a_bad_certificate_alone_is_not_tried_again(trusting: ssl.SSLContext, name: str, hellos: int) -> None:
    """Old ciphers cure no certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert(name).configure_cert(context)
    with secured(context) as (port, server):
        found = fetcher(context=trusting).send(Request(f"https://a.example.com:{port}/"), 5.0)
    assert (found.failure, server.hellos) == (failure.UNKNOWN_AUTHORITY, hellos)


def test_nothing_is_sent_over_old_tls(authority: trustme.CA, trusting: ssl.SSLContext) -> None:
    """Old TLS is good enough to look at a page, not to ask a test helper."""
    context = old_tls.context_of(old_tls.SHAPES["legacy-rsa"], leaf(authority, "a.example.com"))
    with secured(context) as (port, server):
        asked = Request(f"https://a.example.com:{port}/", "POST", {"http_request": "http://example.org/"})
        found = fetcher(context=trusting).send(asked, 5.0)
    assert (found.failure, server.hellos) == (failure.HANDSHAKE, 1)


def test_luck_is_not_age(authority: trustme.CA, trusting: ssl.SSLContext) -> None:
    """A connection that broke once, and then agrees on new TLS, says nothing about the age of the server."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("a.example.com", key_type=trustme.KeyType.RSA).configure_cert(context)
    with secured(context) as (port, server):
        server.breaks_first = True
        found = fetcher(context=trusting).send(Request(f"https://a.example.com:{port}/"), 5.0)
    assert (found.status, found.is_legacy_tls, server.hellos) == (200, False, 2)


class _Fails(socketserver.BaseRequestHandler):
    """Fails in each handshake in the same way."""

    def handle(self) -> None:
        assert isinstance(self.server, _Failing)
        self.server.hellos += 1
        self.request.recv(65_536)
        if self.server.is_silent_at_last and self.server.hellos > 1:
            self.request.recv(65_536)  # until the client gives up
        elif self.server.answer is None:
            self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            self.request.close()
        else:
            self.request.sendall(self.server.answer)


class _Failing(socketserver.ThreadingTCPServer):
    daemon_threads = True
    answer: bytes | None = b""
    is_silent_at_last = False
    """Whether it says nothing to the second hello."""
    hellos = 0


@pytest.mark.parametrize(
    ("answer", "said", "hellos"),
    [
        (b"\x15\x03\x03\x00\x02\x02\x28", failure.HANDSHAKE, 2),
        (b"\x15\x03\x01\x00\x02\x02\x46", failure.HANDSHAKE, 2),
        (b"", failure.EOF, 2),
        (None, failure.RESET, 2),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", failure.HANDSHAKE, 1),
    ],
)
def test_what_old_tls_does_not_cure(trusting: ssl.SSLContext, answer: bytes | None, said: str, hellos: int) -> None:
    """Where the second handshake fails too, the first failure is told. What is no TLS is not tried again."""
    server = _Failing(("127.0.0.1", 0), _Fails)
    server.answer = answer
    with running(server) as port:
        found = fetcher(context=trusting).send(Request(f"https://a.example.com:{port}/"), 5.0)
    assert (found.status, found.failure, found.operation) == (None, said, Operation.TLS_HANDSHAKE)
    assert (found.is_legacy_tls, server.hellos) == (False, hellos)


@pytest.mark.parametrize("seconds", [0.3, 0.6])
def test_both_handshakes_share_the_time(trusting: ssl.SSLContext, seconds: float) -> None:
    """A second handshake that gets no answer ends with the time of the request, and the first failure is told."""
    server = _Failing(("127.0.0.1", 0), _Fails)
    server.answer, server.is_silent_at_last = b"\x15\x03\x03\x00\x02\x02\x28", True
    with running(server) as port:
        found = fetcher(context=trusting).send(Request(f"https://a.example.com:{port}/"), seconds)
    assert (found.failure, server.hellos) == (failure.HANDSHAKE, 2)


def test_lenient_only_about_age(trusting: ssl.SSLContext) -> None:
    """The context for old TLS checks names and authorities, and has no cipher without a certificate or a secret."""
    lenient = LenientContext(trusting)
    context = lenient.context
    assert context is not None
    assert context is lenient.context
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert context.verify_flags == trusting.verify_flags
    assert context.get_ca_certs() == trusting.get_ca_certs()
    named = " ".join(cipher["description"] for cipher in context.get_ciphers())
    assert "Au=None" not in named
    assert "Enc=None" not in named
    assert not {"Au=PSK", "Enc=RC4"} & set(named.replace("(", " ").split())


@pytest.mark.parametrize(
    ("version", "cipher", "is_old"),
    [
        ("TLSv1.3", "TLS_AES_256_GCM_SHA384", False),
        ("TLSv1.2", "ECDHE-RSA-AES128-GCM-SHA256", False),
        ("TLSv1.2", "AES128-SHA", True),
        ("TLSv1", "ECDHE-RSA-AES128-SHA", True),
        (None, "", True),
    ],
)
def test_age(trusting: ssl.SSLContext, version: str | None, cipher: str, *, is_old: bool) -> None:
    """A handshake is old if a default client would not take part in it."""
    assert LenientContext(trusting).is_old(Handshake(version, cipher)) is is_old
