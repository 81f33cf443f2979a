"""Make one request and return one observation: only facts, which other modules judge.

No server can raise an exception here, hang the program or fill its memory. The library requests sends the request. This
module adds three limits. The connection goes only to the checked address. The whole request has a time limit. The
bytes that are read and inflated have a limit too.
"""

from __future__ import annotations

import contextlib
import dataclasses
import ssl
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import requests

from kh_testlist.urls import address_of, parse
from kh_testlist.web import failure, legacy_tls
from kh_testlist.web.failure import Cut, Operation, Refusal
from kh_testlist.web.guard import Address, Guard, is_public
from kh_testlist.web.pinned import ConnectionPlan
from kh_testlist.web.raised import RAISED, UNASKABLE
from kh_testlist.web.resolve import Answer, Resolver
from kh_testlist.web.watchdog import Watch, Watchdog
from kh_testlist.web.wire import OneServerAdapter

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse

MOST_READ: Final = 64 * 1024
"""Bytes of a body that are read."""
MOST_INFLATED: Final = 256 * 1024
"""Bytes that they are inflated to."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request."""

    url: str
    """Canonical."""
    method: str = "GET"
    json: object = None
    """The data for the request's body."""
    most: int = MOST_READ
    """Bytes of the answer's body that are read."""
    cookie: str = field(default="", repr=False)
    """The header Cookie; empty if there is none."""


@dataclass(frozen=True, slots=True)
class Observation:
    """The facts of one request."""

    url: str
    addresses: tuple[str, ...] = ()
    """The addresses of the name."""
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    """By lower-case name. Several headers of one name are joined by commas, except `location`."""
    set_cookies: tuple[str, ...] = field(default=(), repr=False)
    """Each header Set-Cookie."""
    body: bytes = b""
    """The inflated body; only its start if it was long."""
    cut: Cut | None = None
    failure: str | None = None
    """The failure in OONI's words; None if there was any answer."""
    operation: Operation | None = None
    """The step that failed."""
    refusal: Refusal | None = None
    disputed: bool = False
    """The resolvers disagreed about whether the name exists."""
    unconfirmed: bool = False
    """Only one resolver said that the name does not exist."""
    lacks_ipv6: bool = False
    """An IPv6 address could not be tried, because this computer has no IPv6. No other address answered."""
    is_legacy_tls: bool = False
    """The server answered only to a handshake with old versions and ciphers."""
    elapsed: float = 0.0
    """Seconds, from the look-up of the name to the end of the body."""


def make_room(connections: int) -> None:
    """Raise the system's limit so that this process can hold so many connections, with two descriptors for each."""
    try:
        import resource  # noqa: PLC0415 - Windows does not have it, and has no such limit
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * connections + _OTHER_DESCRIPTORS
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


_OTHER_DESCRIPTORS: Final = 128
"""Descriptors for files, look-ups and the libraries."""


class Fetcher:
    """Sends requests, from any number of threads."""

    def __init__(
        self, resolver: Resolver, guard: Guard, context: ssl.SSLContext, user_agent: str, connect_timeout: float
    ) -> None:
        self.resolver = resolver
        self._guard = guard
        self._context = context
        self._lenient = legacy_tls.LenientContext(context)
        self._connect_timeout = connect_timeout
        self._watchdog = Watchdog()
        self._headers = {
            "User-Agent": user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "en-US,en;q=0.9,km;q=0.8",
            "Accept-Encoding": "gzip",
            "Connection": "close",
        }

    def send(self, request: Request, seconds: float) -> Observation:
        """Send `request`, in at most `seconds`. A redirect is a fact like others; it is not followed."""
        started = time.monotonic()
        with self._watchdog.watch(seconds) as watch:
            found = self._observe(request, watch)
        return dataclasses.replace(found, elapsed=time.monotonic() - started)

    def _observe(self, request: Request, watch: Watch) -> Observation:
        parsed = parse(request.url)
        if parsed is None:
            said = failure.NO_LOCATION_HOST
            return Observation(request.url, failure=said, operation=Operation.HTTP_ROUND_TRIP)
        literal = address_of(parsed.hostname)
        try:
            answer = Answer((literal,)) if literal else self.resolver.resolve(parsed.hostname, watch.left)
        except RAISED as error:
            return _failed(Observation(request.url), error, watch, Operation.RESOLVE)
        texts = tuple(str(address) for address in answer.addresses)
        found = Observation(request.url, texts, disputed=answer.disputed, unconfirmed=answer.unconfirmed)
        if answer.failure is not None:
            return dataclasses.replace(found, failure=answer.failure, operation=Operation.RESOLVE)
        if self._guard.refused(answer.addresses):
            return self._refusal(found, answer.addresses, is_literal=literal is not None)
        return self._connect(request, found, watch, answer.addresses)

    def _connect(
        self, request: Request, found: Observation, watch: Watch, addresses: tuple[Address, ...]
    ) -> Observation:
        """Return `found` with the facts of a connection, or of a second one if only old TLS can help."""
        plan = ConnectionPlan(addresses, watch, self._connect_timeout)
        try:
            return self._exchange(request, found, plan, watch, self._context)
        except RAISED as error:
            lacks_ipv6 = plan.lacks_ipv6 and plan.operation is Operation.CONNECT
            first = dataclasses.replace(_failed(found, error, watch, plan.operation), lacks_ipv6=lacks_ipv6)
            # Nothing was sent yet. A program must not trust an answer over old TLS, so this is only for pages.
            if request.method != "GET" or not _is_curable(first, error):
                return first
        context = self._lenient.context
        if context is None:
            return first
        plan = ConnectionPlan(addresses, watch, self._connect_timeout)
        try:
            second = self._exchange(request, found, plan, watch, context)
        except RAISED as error:
            second = _failed(found, error, watch, plan.operation)
            if second.failure in failure.CERTIFICATE_FAILURES:
                return second
        if plan.handshake is None:
            return first
        # Another try alone may help where a connection broke. Where the handshake failed, only old TLS helps.
        is_old = first.failure == failure.HANDSHAKE or self._lenient.is_old(plan.handshake)
        return dataclasses.replace(second, is_legacy_tls=is_old)

    def _refusal(self, found: Observation, addresses: tuple[Address, ...], *, is_literal: bool) -> Observation:
        if is_literal:
            return dataclasses.replace(found, refusal=Refusal.PRIVATE)
        is_shunned = not self._guard.shunned.isdisjoint(addresses)
        found = dataclasses.replace(found, refusal=Refusal.SHUNNED if is_shunned else Refusal.BOGON)
        if all(map(is_public, addresses)):
            return found
        return dataclasses.replace(found, failure=failure.BOGON, operation=Operation.RESOLVE)

    def _exchange(
        self, request: Request, found: Observation, plan: ConnectionPlan, watch: Watch, context: ssl.SSLContext
    ) -> Observation:
        sent = {**self._headers, "Cookie": request.cookie} if request.cookie else self._headers
        prepared = requests.Request(request.method, request.url, headers=sent, json=request.json).prepare()
        prepared.url = request.url  # requests would change some escapes, and that may be another page
        with contextlib.closing(OneServerAdapter(plan, context)) as adapter:
            answer = adapter.send(prepared, stream=True, timeout=(self._connect_timeout, watch.left))
        with answer:
            # A connection that was cut in the middle of the headers looks like a complete answer.
            if watch.fired:
                return dataclasses.replace(found, failure=failure.TIMEOUT, operation=plan.operation)
            raw, cut, said = _body(answer.raw, watch, request.most)
        if cut is Cut.BROKEN and not raw:
            return dataclasses.replace(found, failure=said, operation=plan.operation)
        headers = {name.lower(): value for name, value in answer.headers.items()}
        if "location" in headers:
            headers["location"] = _location(answer.raw.headers.getlist("location"))
        body = _inflated(raw, headers.get("content-encoding", ""))
        cookies = tuple(answer.raw.headers.getlist("set-cookie"))
        found = dataclasses.replace(found, status=answer.status_code, headers=headers, body=body, cut=cut)
        return dataclasses.replace(found, set_cookies=cookies)


def _location(values: list[str]) -> str:
    """Return the value of repeated headers Location; empty if they differ, because browsers refuse such an answer.

    Source: Chromium, net/http/http_stream_parser.cc, ERR_RESPONSE_HEADERS_MULTIPLE_LOCATION; Firefox,
    netwerk/protocol/http/nsHttpHeaderArray.cpp, IsSuspectDuplicateHeader.
    """
    distinct = {value.strip() for value in values}
    return distinct.pop() if len(distinct) == 1 else ""


def _is_curable(found: Observation, error: Exception) -> bool:
    """Return True if `error`, which made `found`, may be due to old TLS.

    Many servers hang up, without a word of TLS, if they know none of the ciphers that a client offers.
    """
    is_broken = found.failure in {failure.HANDSHAKE, failure.EOF, failure.RESET}
    return is_broken and found.operation is Operation.TLS_HANDSHAKE and legacy_tls.is_curable(error)


def _failed(found: Observation, error: Exception, watch: Watch, operation: Operation) -> Observation:
    """Return the observation `found` with `error` as a fact. Only here, an exception of a request becomes a fact."""
    if failure.is_exhausted(error):
        return dataclasses.replace(found, refusal=Refusal.EXHAUSTED)
    return dataclasses.replace(found, failure=_said(error, watch, operation), operation=operation)


def _said(error: Exception, watch: Watch, operation: Operation) -> str:
    if watch.fired:
        return failure.TIMEOUT
    if isinstance(error, UNASKABLE):
        return failure.NO_LOCATION_HOST
    said = failure.failure_of(error)
    # Inside TLS, a reset looks like a normal end. In the handshake Python sees the difference, and our own close causes
    # a reset.
    is_reset = said == failure.EOF and operation is Operation.HTTP_ROUND_TRIP and watch.was_reset
    return failure.RESET if is_reset else said


def _body(raw: BaseHTTPResponse, watch: Watch, most: int) -> tuple[bytes, Cut | None, str]:
    """Return the start of the body as it was sent, why it was cut, and the failure."""
    parts: list[bytes] = []
    size = 0
    while size < most:
        try:
            part = raw.read1(min(_CHUNK, most - size), decode_content=False)
        except RAISED as error:
            return (
                b"".join(parts),
                Cut.SLOW if watch.fired else Cut.BROKEN,
                _said(error, watch, Operation.HTTP_ROUND_TRIP),
            )
        if not part:
            return b"".join(parts), Cut.SLOW if watch.fired else None, ""
        parts.append(part)
        size += len(part)
    return b"".join(parts), Cut.FULL, ""


_CHUNK: Final = 16 * 1024
"""Bytes to read at once. So much memory is reserved for each read, and a small page needs little."""


def _inflated(raw: bytes, encoding: str) -> bytes:
    if encoding.strip().lower() not in {"gzip", "x-gzip"}:
        return raw[:MOST_INFLATED]
    try:
        return zlib.decompressobj(wbits=_GZIP).decompress(raw, MOST_INFLATED)
    except zlib.error:
        return b""


_GZIP: Final = 16 + zlib.MAX_WBITS
"""Tells zlib to expect a gzip header. Source: zlib.h, inflateInit2."""
