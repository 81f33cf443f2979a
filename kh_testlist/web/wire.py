"""Connections of urllib3 to one server, over sockets that an `Opener` opens: to a checked address, or with a deadline.

The host name does not change. The Host header, the TLS handshake and the check of the certificate use the name in the
URL.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from requests.utils import select_proxy
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from kh_testlist.urls import parse
from kh_testlist.web.failure import Operation
from kh_testlist.web.legacy_tls import Handshake, handshake_of
from kh_testlist.web.session import BareAdapter
from kh_testlist.web.watchdog import Watch

if TYPE_CHECKING:
    import requests
    from urllib3.connectionpool import ConnectionPool


class Opener:
    """Opens the sockets of one server as urllib3 does, but with the deadline of the current request."""

    operation = Operation.HTTP_ROUND_TRIP
    """The current step, which is the one that failed if there is an error."""
    handshake: Handshake | None = None
    """What TLS agreed on; None before that, and without TLS."""
    watch: Watch | None = None
    """The deadline of the request. It cuts the connection, also if the other side sends slowly."""
    tries = 0
    """How often a connection was opened, or not opened because of an error."""

    def open(self, port: int, usual: Callable[[], socket.socket]) -> socket.socket:
        """Return a connected socket; `usual` opens one as urllib3 does."""
        del port
        self.tries += 1
        connection = usual()
        if self.watch is not None:
            self.watch.hold(connection)
        return connection


class _Reader(io.BufferedReader):
    """A reader that knows if the last line was the end of the data."""

    ended = False

    def readline(self, size: int | None = -1, /) -> bytes:
        line = super().readline(size)
        self.ended = not line
        return line


_INTERIM: Final = frozenset(range(100, 200)) - {101}
"""Statuses after which another answer comes. 101 ends an exchange. Source: RFC 9110, 15.2."""
_MOST_INTERIM: Final = 64 * 1024
"""Bytes of all interim answers together. With 103, a server may name many files in advance."""
_REST_OF_LINE: Final = len(" 100 \r\n")


class _Response(http.client.HTTPResponse):
    """An answer whose headers must be complete. http.client takes a broken connection as the end of the headers.

    It is the final answer. http.client skips only 100 before it, and browsers skip 102 and 103 too.
    """

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - http.client's own
        super().__init__(*args, **options)
        self._reader = _Reader(self.fp.detach())
        self.fp = self._reader

    def begin(self) -> None:
        super().begin()
        if self._reader.ended:
            raise http.client.IncompleteRead(b"")

    def _read_status(self) -> tuple[str, int, str]:
        """Return the status line of the final answer."""
        left = _MOST_INTERIM
        while left > 0:
            version, status, reason = super()._read_status()  # type: ignore[misc]  # typeshed does not have it
            if status not in _INTERIM:
                return version, status, reason
            left -= len(version) + len(reason) + _REST_OF_LINE
            while left > 0 and (line := self._reader.readline(left)).strip():
                left -= len(line)
        raise http.client.HTTPException("too many interim answers")


class _Plain(HTTPConnection):
    response_class = _Response
    then = Operation.HTTP_ROUND_TRIP
    """The step after the connection is made."""

    def __init__(self, *args: Any, opener: Opener, **options: Any) -> None:  # noqa: ANN401 - urllib3's own
        super().__init__(*args, **options)
        self._opener = opener

    def _new_conn(self) -> socket.socket:
        connection = self._opener.open(self.port, super()._new_conn)
        self._opener.operation = self.then
        return connection


class _Secure(_Plain, HTTPSConnection):
    then = Operation.TLS_HANDSHAKE

    def connect(self) -> None:
        super().connect()
        self._opener.operation = Operation.HTTP_ROUND_TRIP
        self._opener.handshake = handshake_of(self.sock)


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class OneServerAdapter(BareAdapter):
    """An adapter for requests that sends all requests to one server, over sockets that `opener` opens."""

    def __init__(self, opener: Opener, context: ssl.SSLContext | None) -> None:
        super().__init__(pool_connections=1, pool_maxsize=1)
        self._opener = opener
        self._context = context
        self._pool: HTTPConnectionPool | None = None

    def get_connection_with_tls_context(
        self,
        request: requests.PreparedRequest,
        verify: bool | str | None,  # noqa: FBT001 - requests' own
        proxies: Mapping[str, str] | None = None,
        cert: Any = None,  # noqa: ANN401 - requests' own
    ) -> ConnectionPool:
        """Return the pool of the server, or of its proxy if the session has one."""
        if select_proxy(request.url or "", proxies):
            return super().get_connection_with_tls_context(request, verify, proxies, cert)
        self._pool = self._pool or self._made(request.url or "")
        return self._pool

    def _made(self, url: str) -> HTTPConnectionPool:
        parsed = parse(url)
        assert parsed is not None  # noqa: S101 - no caller sends anything else
        port = int(parsed.port) if parsed.port else None
        if parsed.protocol == "https:":
            return _SecurePool(parsed.hostname, port, opener=self._opener, ssl_context=self._context)
        return _PlainPool(parsed.hostname, port, opener=self._opener)

    def cert_verify(self, conn: HTTPConnectionPool, *arguments: Any) -> None:  # noqa: ANN401 - requests' own
        """Use the shared context. The original method would read the certificates again for every connection."""
        if conn is not self._pool:
            super().cert_verify(conn, *arguments)  # type: ignore[no-untyped-call]  # requests' own
