"""Connections as the farm's servers see them: one request each, and when exactly it came and went."""

from __future__ import annotations

import asyncio
import contextlib
import re
import socket
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from tests.farm.counters import Counters

_ODD: Final = re.compile("[\x80-\xff]|%[0-9a-fA-F]{2}")
_MOST: Final = 256 * 1024
"""Bytes of a request that are kept."""

Serve = Callable[["Connection", "Request"], Awaitable[None]]


@dataclass(frozen=True)
class Request:
    """A request for a page."""

    method: str
    host: str
    """Without the port, in lower case."""
    target: str
    url: str
    """As the client meant it, with the port."""
    headers: dict[str, str]
    """By their names in lower case."""
    body: bytes = b""


def parse(head: bytes, scheme: str) -> Request | None:
    """Read the head of a request; None where it is none."""
    first, *lines = head.decode("latin-1").split("\r\n")
    method, _, rest = first.partition(" ")
    target = _ODD.sub(_escaped, rest.rpartition(" ")[0])
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines) if name}
    if not target:
        return None
    authority = headers.get("host", "").lower().replace(".:", ":")  # a final dot makes no other host
    host = authority.rpartition(":")[0] or authority
    return Request(method, host, target, f"{scheme}://{authority}{target}", headers)


def _escaped(found: re.Match[str]) -> str:
    return found[0].upper() if found[0].startswith("%") else f"%{ord(found[0]):02X}"


class Connection(asyncio.Protocol):
    """One connection: reads one request, serves it, closes."""

    def __init__(self, counters: Counters, serve: Serve, scheme: str = "http", *, wants_body: bool = False) -> None:
        self.counters = counters
        self.scheme = scheme
        self.kind = ""
        """Of the URL that is served, to count its bytes."""
        self._serve = serve
        self._wants_body = wants_body
        self._buffer = bytearray()
        self._task: asyncio.Task[None] | None = None
        self._in_flight: tuple[str, str, float] | None = None
        self._transport: asyncio.Transport | None = None
        loop = asyncio.get_running_loop()
        self.gone: asyncio.Future[None] = loop.create_future()
        """Done once the client is gone."""
        self._writable = asyncio.Event()
        self._writable.set()

    @property
    def transport(self) -> asyncio.Transport:
        """The connection itself."""
        assert self._transport is not None
        return self._transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Count it."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self.counters.connections += 1

    def data_received(self, data: bytes) -> None:
        """Serve as soon as the request is complete."""
        if self._task or len(self._buffer) > _MOST:
            return
        self._buffer += data
        head, end, body = bytes(self._buffer).partition(b"\r\n\r\n")
        if not end:
            return
        request = parse(head, self.scheme)
        if request is None:
            self.transport.close()
            return
        if self._wants_body:
            if len(body) < int(request.headers.get("content-length", "0")):
                return
            request = Request(request.method, request.host, request.target, request.url, request.headers, body)
        self._task = asyncio.get_running_loop().create_task(self._run(request))

    def arrive(self, request: Request, url: str) -> None:
        """Count the request as in flight, until it is finished or the client is gone."""
        arrived = self.counters.arrive(request.host, url, request.method, request.headers.get("user-agent", ""))
        self._in_flight = request.host, url, arrived
        shown = {pair.strip() for pair in request.headers.get("cookie", "").split(";")} - {""}
        self.counters.authorised += "authorization" in request.headers or not shown <= self.counters.given

    def leave(self) -> None:
        """The response is finished, or nobody waits for it any more."""
        if self._in_flight is not None:
            self.counters.leave(*self._in_flight)
            self._in_flight = None

    async def _run(self, request: Request) -> None:
        try:
            with contextlib.suppress(ConnectionError):
                await self._serve(self, request)
        finally:
            self.leave()
            self.transport.close()

    def eof_received(self) -> bool:
        """The client has closed, or shut its socket down: whatever it is, it waits no longer."""
        self._went()
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone."""
        del exc
        self._went()
        self._writable.set()

    def _went(self) -> None:
        self.leave()
        if not self.gone.done():
            self.gone.set_result(None)

    def pause_writing(self) -> None:
        """The client does not read."""
        self._writable.clear()

    def resume_writing(self) -> None:
        """It reads again."""
        self._writable.set()

    def write(self, data: bytes) -> None:
        """Send `data` without waiting.

        Raises:
            ConnectionResetError: the client is gone.

        """
        if self.gone.done() or self.transport.is_closing():
            raise ConnectionResetError
        self.transport.write(data)
        self.counters.bytes_sent[self.kind] += len(data)

    async def send(self, data: bytes) -> None:
        """Send `data`, as fast as the client takes it.

        Raises:
            ConnectionResetError: the client is gone.

        """
        self.write(data)
        await asyncio.sleep(0)  # lets the loop see that the client is gone
        await self._writable.wait()

    async def pause(self, seconds: float) -> None:
        """Wait, though not for a client that is gone.

        Raises:
            ConnectionResetError: the client is gone.

        """
        done, _ = await asyncio.wait({self.gone}, timeout=seconds)
        if done:
            raise ConnectionResetError

    def answer(self, code: int, body: bytes = b"", *headers: tuple[str, str], version: str = "1.1") -> None:
        """Send a whole response; the connection closes after it."""
        phrase = HTTPStatus(code).phrase if code in HTTPStatus.__members__.values() else "Other"
        lines = [f"HTTP/{version} {code} {phrase}", "Server: farm"]
        given = {name.lower() for name, _ in headers}
        if "content-type" not in given and body:
            lines.append("Content-Type: text/html; charset=utf-8")
        if "content-length" not in given and version != "1.0" and "transfer-encoding" not in given:
            lines.append(f"Content-Length: {len(body)}")
        lines += [f"{name}: {value}" for name, value in headers]
        head = "\r\n".join([*lines, "Connection: close", "", ""])
        self.write(head.encode() + body)

    def reset(self) -> None:
        """Close with RST."""
        reset(self.transport)


def reset(transport: asyncio.Transport) -> None:
    """Close `transport` with RST."""
    found = transport.get_extra_info("socket")
    if found is not None:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


class RawTls(asyncio.Protocol):
    """A server that talks no TLS, or talks it wrong, to whoever says hello."""

    def __init__(self, fault: str, interval: float) -> None:
        self._fault = fault
        self._interval = interval
        self._transport: asyncio.Transport | None = None
        self._drip: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Wait for the hello."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Do what is wrong here."""
        del data
        assert self._transport is not None
        if self._drip is not None or self._fault == "silent":
            return
        if self._fault == "reset":
            reset(self._transport)
        elif self._fault == "eof":
            self._transport.close()
        elif self._fault == "alert":
            self._transport.write(b"\x15\x03\x03\x00\x02\x02\x28")  # fatal: handshake_failure
            self._transport.close()
        elif self._fault == "plain":
            self._transport.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            self._transport.close()
        else:
            self._transport.write(b"\x16\x03\x03\x3f\xff\x02\x00\x3f\xfb\x03\x03")  # a hello of 16 KiB to come
            self._drop()

    def _drop(self) -> None:
        assert self._transport is not None
        if not self._transport.is_closing():
            self._transport.write(b"\x2a")
            self._drip = asyncio.get_running_loop().call_later(self._interval, self._drop)


def listening(address: str, port: int, *, small: bool = True) -> socket.socket:
    """A socket that listens; with a small send buffer, so that bytes a client doesn't read hardly leave the farm."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if small:
            found.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 64 * 1024)
        found.bind((address, port))
        found.listen(1024)
        found.setblocking(False)  # noqa: FBT003 - its only way
    except OSError:
        found.close()
        raise
    return found


def blackhole(address: str, port: int) -> list[socket.socket]:
    """Sockets by which `address` drops every SYN: a queue of one, and who fills it."""
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind((address, port))
    server.listen(0)
    held = [server]
    for _ in range(2):
        caller = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        caller.setblocking(False)  # noqa: FBT003 - its only way
        caller.connect_ex((address, port))
        held.append(caller)
    return held
