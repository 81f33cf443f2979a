"""Connections that go to the address that was checked, whatever the name would resolve to by now.

The host name stays what it was, so the Host header, the name that TLS asks for and the name that the certificate is
held against are those of the URL.
"""

from __future__ import annotations

import http.client
import io
import ipaddress
import socket
import ssl
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from kh_testlist.urls import parse
from kh_testlist.web.failure import Operation
from kh_testlist.web.guard import Address
from kh_testlist.web.session import BareAdapter
from kh_testlist.web.watchdog import Watch

if TYPE_CHECKING:
    import requests

_MOST_TRIED: Final = 3
"""Addresses of one name that are tried in turn."""


class Trip:
    """The way of one request to its server: to which addresses, until when, and how far it got."""

    def __init__(self, addresses: Sequence[Address], watch: Watch, connect_timeout: float) -> None:
        self.operation = Operation.HTTP_ROUND_TRIP
        """What is being done, and so what failed: at first the request is made ready."""
        self._addresses = addresses[:_MOST_TRIED]
        self._watch = watch
        self._connect_timeout = connect_timeout

    def connect(self, port: int) -> socket.socket:
        """A connection to the first address that takes one.

        Raises:
            OSError: none did; this is what the last of them said.

        """
        self.operation = Operation.CONNECT
        *others, last = self._addresses
        for place, address in enumerate(others):
            try:
                return self._connect(address, port, self._watch.left / (len(self._addresses) - place))
            except OSError:
                continue
        return self._connect(last, port, self._watch.left)

    def _connect(self, address: Address, port: int, seconds: float) -> socket.socket:
        family = socket.AF_INET6 if isinstance(address, ipaddress.IPv6Address) else socket.AF_INET
        connection = socket.socket(family, socket.SOCK_STREAM)
        try:
            connection.settimeout(min(self._connect_timeout, seconds))
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.connect((str(address), port))
            self._watch.hold(connection)
        except BaseException:
            connection.close()
            raise
        return connection


class _Reader(io.BufferedReader):
    """Reads lines, and knows whether the last one was none."""

    ended = False

    def readline(self, size: int | None = -1, /) -> bytes:
        line = super().readline(size)
        self.ended = not line
        return line


class _Response(http.client.HTTPResponse):
    """An answer whose headers must come to their end: http.client takes a connection that breaks amid them for it."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - http.client's own
        super().__init__(*args, **options)
        self._reader = _Reader(self.fp.detach())
        self.fp = self._reader

    def begin(self) -> None:
        super().begin()
        if self._reader.ended:
            raise http.client.IncompleteRead(b"")


class _Plain(HTTPConnection):
    response_class = _Response
    then = Operation.HTTP_ROUND_TRIP
    """What comes once it is connected."""

    def __init__(self, *args: Any, trip: Trip, **options: Any) -> None:  # noqa: ANN401 - urllib3's own
        super().__init__(*args, **options)
        self._trip = trip

    def _new_conn(self) -> socket.socket:
        connection = self._trip.connect(self.port)
        self._trip.operation = self.then
        return connection


class _Secure(_Plain, HTTPSConnection):
    then = Operation.TLS_HANDSHAKE

    def connect(self) -> None:
        super().connect()
        self._trip.operation = Operation.HTTP_ROUND_TRIP


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class PinnedAdapter(BareAdapter):
    """Carries one request of requests along one trip."""

    def __init__(self, trip: Trip, context: ssl.SSLContext) -> None:
        super().__init__(pool_connections=1, pool_maxsize=1)
        self._trip = trip
        self._context = context

    def get_connection_with_tls_context(
        self, request: requests.PreparedRequest, *_: object, **__: object
    ) -> HTTPConnectionPool:
        """A pool for this request alone; there is no proxy, for its view of a site would not be this vantage's."""
        parsed = parse(request.url or "")
        assert parsed is not None  # noqa: S101 - Fetcher sends nothing else
        port = int(parsed.port) if parsed.port else None
        if parsed.protocol == "https:":
            return _SecurePool(parsed.hostname, port, trip=self._trip, ssl_context=self._context)
        return _PlainPool(parsed.hostname, port, trip=self._trip)

    def cert_verify(self, *_: object) -> None:
        """Leave it to the shared context: requests would read the authorities anew for every connection."""
