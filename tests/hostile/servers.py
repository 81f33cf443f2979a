"""A server that sends bytes as they are, and a resolver that sends everybody to it, each on the loopback interface."""

from __future__ import annotations

import contextlib
import re
import socketserver
import threading
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import dns.exception
import dns.flags
import dns.message
import dns.rdatatype
import dns.rrset

_PATH = re.compile(rb"^\w+ [^ ]*?/(\d{1,6})(?=[ ?#/])")
_TLS = b"\x16"
"""How a hello of TLS begins: nobody here understands it."""
_MOST = 1024 * 1024
_PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<title>News</title><p>Daily news</p>"


class _Sites(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 128
    answers: Sequence[bytes] = ()


class _Site(socketserver.BaseRequestHandler):
    """Sends the answer that the first number of the path names; to anything else a page."""

    def handle(self) -> None:
        with contextlib.suppress(OSError):
            head = self._head()
            if not head:
                return
            found = _PATH.match(head)
            assert isinstance(self.server, _Sites)
            number = int(found[1]) if found else -1
            answers = self.server.answers
            self.request.sendall(answers[number] if 0 <= number < len(answers) else _PAGE)

    def _head(self) -> bytes:
        head = b""
        while b"\r\n\r\n" not in head and len(head) < _MOST:
            part = self.request.recv(65_536)
            if not part or part.startswith(_TLS):
                break
            head += part
        return head


class _Datagrams(socketserver.ThreadingUDPServer):
    daemon_threads = True


class _Names(socketserver.BaseRequestHandler):
    """Says of every name that it is at 127.0.0.1; of some it says something else."""

    def handle(self) -> None:
        packet, socket = self.request
        with contextlib.suppress(OSError, dns.exception.DNSException):
            query = dns.message.from_wire(packet)
            asked = query.question[0]
            host = asked.name.to_text()
            answer = dns.message.make_response(query)
            if asked.rdtype == dns.rdatatype.A:
                answer.answer.append(dns.rrset.from_text(asked.name, 0, "IN", "A", "127.0.0.1"))
            if host.startswith("hangs-up."):
                answer.flags |= dns.flags.TC
            wire = answer.to_wire()
            if host.startswith("garbage."):
                wire = packet[:2] + b"\xff\xff no DNS"
            socket.sendto(wire[:-3] if host.startswith("cut.") else wire, self.client_address)


class _HangsUp(socketserver.BaseRequestHandler):
    """Hangs up in the middle of its answer."""

    def handle(self) -> None:
        with contextlib.suppress(OSError):
            self.request.recv(1_024)
            self.request.sendall(b"\x00\x40\x00")


class Hostile(NamedTuple):
    """Where the servers are."""

    port: int
    resolver: str

    def environment(self, **more: str) -> dict[str, str]:
        """What has the program find them, and nobody else."""
        return {
            "KH_TESTLIST_CHECK_RESOLVER": self.resolver,
            "KH_TESTLIST_CHECK_ALLOW_PRIVATE": "127.0.0.1/32",
            "KH_TESTLIST_CHECK_TIMEOUT": "5",
            "KH_TESTLIST_CHECK_PAUSE": "0",
            "KH_TESTLIST_CHECK_PER_HOST": "64",
            **more,
        }


@contextlib.contextmanager
def running(server: Any) -> Iterator[int]:  # noqa: ANN401 - the two kinds have no class in common that serves
    """Run `server` until the block ends; give its port."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextlib.contextmanager
def sending(answers: Sequence[bytes]) -> Iterator[Hostile]:
    """Serve `answers`, each at the path of its number; `answers` may be filled in later."""
    with contextlib.ExitStack() as stack:
        sites = _Sites(("127.0.0.1", 0), _Site)
        sites.answers = answers
        port = stack.enter_context(running(sites))
        names = _Datagrams(("127.0.0.1", 0), _Names)
        resolver = stack.enter_context(running(names))
        with contextlib.suppress(OSError):  # a port that is taken for TCP hangs up too
            stack.enter_context(running(_Sites(("127.0.0.1", resolver), _HangsUp)))
        yield Hostile(port, f"127.0.0.1:{resolver}")
