"""A network of its own on loopback: a resolver that leads each name to one server, and what that server answers."""

from __future__ import annotations

import contextlib
import ipaddress
import socketserver
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

import dns.message
import dns.rdatatype
import dns.rrset

from kh_testlist.check_options import CheckOptions
from kh_testlist.web.resolve import Server

ADDRESS: Final = "127.64.9.1"
NETWORK: Final = "127.64.9.0/24"

Answered = tuple[int, str, dict[str, str]]
"""A status, a body, and headers."""


@contextlib.contextmanager
def network(answer: Callable[[str, str], Answered]) -> Iterator[tuple[int, str]]:
    """Serve each name with `answer`, a function of host and path; yield the port and the address of the resolver."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body, headers = answer((self.headers.get("Host") or "").partition(":")[0], self.path)
            data = body.encode()
            self.send_response(status)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Name(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            data, sock = self.request
            query = dns.message.from_wire(data)
            reply = dns.message.make_response(query)
            (asked,) = query.question
            if asked.rdtype == dns.rdatatype.A:
                reply.answer.append(dns.rrset.from_text(asked.name, 60, "IN", "A", ADDRESS))
            sock.sendto(reply.to_wire(), self.client_address)

    web = ThreadingHTTPServer((ADDRESS, 0), Site)
    names = socketserver.ThreadingUDPServer(("127.0.0.1", 0), Name)
    for server in (web, names):
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield web.server_address[1], f"127.0.0.1:{names.server_address[1]}"
    finally:
        for server in (web, names):
            server.shutdown()
            server.server_close()


def options(resolver: str, **others: Any) -> CheckOptions:  # noqa: ANN401 - of any type
    """Options that lead to such a network."""
    host, _, port = resolver.rpartition(":")
    chosen = {"timeout": 5, "connect_timeout": 2, "pause": 0} | others
    return CheckOptions(resolver=(Server(host, int(port)),), allow_private=(ipaddress.ip_network(NETWORK),), **chosen)
