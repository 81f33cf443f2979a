"""JSON over HTTP with one API, with limits on time and size. Requests go only to the API's own origin.

A failure is a value, `NoAnswer`, and each caller writes its own message for it. It never contains a token.
"""

from __future__ import annotations

import enum
import itertools
import json
import os
import re
import ssl
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode, urljoin

import requests
import urllib3
from requests.utils import get_environ_proxies

from kh_testlist.urls import parse
from kh_testlist.web.raised import RAISED, UNASKABLE
from kh_testlist.web.session import BareSession, tls_context
from kh_testlist.web.watchdog import Watch, Watchdog
from kh_testlist.web.wire import OneServerAdapter, Opener

MOST_VALUES: Final = 3_500_000
"""JSON values in an answer. The largest request gets rows with 2.4 million values; each may take 250 bytes to read."""

REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
"""The 3xx statuses that redirect. Source: RFC 9110, 15.4."""
_UNCHANGED: Final = frozenset({307, 308})
"""Redirects that ask for the same request again."""
_MOST_REDIRECTS: Final = 3
_CHUNK: Final = 64 * 1024


class Limits(NamedTuple):
    """The limits for one answer."""

    most_bytes: int
    """Bytes of its inflated body."""
    connect_seconds: float
    read_seconds: float
    """Seconds for each read. Each request also has a limit for all reads together."""


class Query(NamedTuple):
    """A request to the API."""

    method: str
    path: str
    """The path under the API's root, or a URL that `Client.own` returned."""
    params: Mapping[str, str | Sequence[str]] = {}
    """A parameter with several values is sent once for each."""
    body: object = None
    """Data to send as JSON."""
    token: str | None = None

    def __repr__(self) -> str:
        """Leave out the token and the body, because a trace may show this text."""
        return f"Query({self.method} {self.path})"


class Answer(NamedTuple):
    """An answer as it came."""

    status: int
    headers: Mapping[str, str]
    """Names in upper and lower case are the same."""
    body: bytes
    url: str
    """The last URL that was requested."""


class Fault(enum.Enum):
    """The reason for a missing answer. The words contain nothing of the request."""

    UNASKABLE = "its address, or the address of a proxy, is not valid"
    UNREACHED = "it cannot be reached"
    PROXY = "the proxy does not connect to it"
    CERTIFICATE = "its certificate is not valid, or the TLS handshake failed"
    LATE = "it took too long"
    CUT = "it closed the connection"
    BROKEN = "its answer ended too early"
    UNREADABLE = "its answer cannot be read"
    TOO_LARGE = "its answer is too large"
    OTHER_ORIGIN = "it redirects to another origin, and nothing was sent there"
    CHANGED = "it redirects a request that may change data, and such a redirect is not followed"
    ENDLESS = "it redirects too many times"


class NoAnswer(NamedTuple):
    """The reason for a missing answer. Of the request, it contains only the URL."""

    fault: Fault
    url: str
    """The last URL that was requested."""
    is_sent: bool = True
    """True if the API may have got the request."""
    said: str = ""
    """The target of the redirect, or the name of the exception."""


class Client:
    """A client of one API. Only one thread may use it."""

    def __init__(
        self,
        root: str,
        headers: Mapping[str, str],
        limits: Limits,
        *,
        sends_changes_on: bool = False,
        authorities: str | None = None,
    ) -> None:
        """Make the client. This sends nothing yet.

        Args:
            root: the URL that all paths are under.
            headers: the headers of each request.
            limits: the limits for one answer.
            sends_changes_on: True if requests other than GET follow a redirect that asks for the same request again.
            authorities: a file or a folder of certificates to trust, and not the usual ones.

        Raises:
            Failure: `authorities` cannot be read.

        """
        self._root = root
        self._limits = limits
        self._sends_changes_on = sends_changes_on
        self._watchdog = Watchdog()
        self._opener = Opener()
        self._session = BareSession()
        self._session.trust_env = False  # .netrc would give a password to the server at the root
        self._session.proxies = get_environ_proxies(root)
        self._session.verify = authorities or True
        self._session.headers.update(headers)
        context = _context(authorities) if root.lower().startswith("https:") else None
        for scheme in ("https://", "http://"):
            self._session.mount(scheme, OneServerAdapter(self._opener, context))

    def send(self, query: Query, seconds: float) -> Answer | NoAnswer:
        """Send one request, in at most `seconds`. It follows redirects at the same origin."""
        url = self._url(query)
        with self._watchdog.watch(seconds) as watch:
            self._opener.watch = watch
            try:
                for _ in range(_MOST_REDIRECTS + 1):
                    answer = self._exchange_again(query, url, watch)
                    if not isinstance(answer, str):
                        return answer
                    place = self.own(url, answer)
                    if place is None:
                        return NoAnswer(Fault.OTHER_ORIGIN, url, said=answer)
                    url = place
                return NoAnswer(Fault.ENDLESS, url)
            except RAISED as error:
                return _no_answer(error, url, watch)
            finally:
                self._opener.watch = None

    def own(self, here: str, place: str) -> str | None:
        """Return where `place` leads from the URL `here`; None if that is not a URL of the same origin."""
        try:
            target = parse(urljoin(here, place))
        except ValueError:  # a bracket without an IPv6 address
            return None
        root = parse(here)
        is_same = target and root and target[1:5] == root[1:5]  # protocol, credentials, host and port
        return target.href if target and is_same else None

    def _url(self, query: Query) -> str:
        url = self._root + query.path if query.path.startswith("/") else query.path
        return f"{url}?{urlencode(query.params, doseq=True)}" if query.params else url

    def _exchange_again(self, query: Query, url: str, watch: Watch) -> Answer | NoAnswer | str:
        """Do the same as `_exchange`, and once more on a new connection if a kept one is closed at that moment.

        Only GET is sent again, because it changes nothing. Source: RFC 9112, 9.3.1.
        """
        tries = self._opener.tries
        try:
            return self._exchange(query, url, watch)
        except requests.ConnectionError:
            if query.method != "GET" or self._opener.tries > tries or watch.is_over:
                raise
            return self._exchange(query, url, watch)

    def _exchange(self, query: Query, url: str, watch: Watch) -> Answer | NoAnswer | str:
        """Return the answer, or the target of its redirect."""
        headers = {} if query.body is None else {"Content-Type": "application/json"}
        if query.token:
            headers["Authorization"] = f"Bearer {query.token}"
        with self._session.request(
            query.method,
            url,
            data=None if query.body is None else json.dumps(query.body).encode(),
            headers=headers,
            stream=True,
            allow_redirects=False,
            timeout=(min(self._limits.connect_seconds, watch.left), min(self._limits.read_seconds, watch.left)),
        ) as response:
            status, location = response.status_code, response.headers.get("location")
            if status in REDIRECTS and location is not None:
                return self._sent_on(query, url, status, location)
            body = self._body(response, watch)
            return NoAnswer(Fault.TOO_LARGE, url) if body is None else Answer(status, response.headers, body, url)

    def _sent_on(self, query: Query, url: str, status: int, location: str) -> NoAnswer | str:
        if query.method == "GET" or (self._sends_changes_on and status in _UNCHANGED):
            return location
        fault = Fault.OTHER_ORIGIN if self.own(url, location) is None else Fault.CHANGED
        return NoAnswer(fault, url, said=location)

    def _body(self, response: requests.Response, watch: Watch) -> bytes | None:
        """Return the body of the answer; None if it is over the limits."""
        parts: list[bytes] = []
        size = values = 0
        while part := response.raw.read1(_CHUNK, decode_content=True):
            parts.append(part)
            size += len(part)
            values += part.count(b",") + part.count(b"[") + part.count(b"{")
            if size > self._limits.most_bytes or values > MOST_VALUES:
                return None
            if watch.is_over:
                break
        if watch.is_over:  # a cut connection looks like one that ended normally
            raise TimeoutError
        return b"".join(parts)


def environment_authorities() -> str | None:
    """Return the certificates to trust from the environment, which requests and curl read too."""
    return os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or None


def _context(authorities: str | None) -> ssl.SSLContext:
    if authorities and Path(authorities).is_dir():
        return ssl.create_default_context(capath=authorities)
    return tls_context(Path(authorities) if authorities else None)


_TIMEOUTS: Final = (requests.Timeout, TimeoutError, urllib3.exceptions.TimeoutError)


def _no_answer(error: Exception, url: str, watch: Watch) -> NoAnswer:
    """Return the meaning of `error`. Its own message is left out, because it may contain what was sent."""
    fault, is_sent = Fault.UNREADABLE, True
    if isinstance(error, UNASKABLE):
        fault, is_sent = Fault.UNASKABLE, False
    elif watch.is_over or isinstance(error, _TIMEOUTS):
        fault, is_sent = Fault.LATE, not isinstance(error, requests.ConnectTimeout)
    elif isinstance(error, requests.exceptions.SSLError):
        fault, is_sent = Fault.CERTIFICATE, False
    elif isinstance(error, requests.exceptions.ProxyError):
        fault, is_sent = Fault.PROXY, False
    elif isinstance(error, urllib3.exceptions.ProtocolError):
        fault = Fault.BROKEN
    elif isinstance(error, requests.ConnectionError):
        is_new = "NewConnectionError" in repr(error) or "NameResolutionError" in repr(error)
        fault, is_sent = (Fault.UNREACHED, False) if is_new else (Fault.CUT, True)
    return NoAnswer(fault, url, is_sent, type(error).__name__)


def read_json(body: bytes) -> Any:  # noqa: ANN401 - what JSON may be
    """Return the value of the JSON in `body`.

    Raises:
        ValueError: it is not JSON, is cut off, or is nested too deep.

    """
    opens = (1 if bracket in b"[{" else -1 for bracket in _BRACKET.findall(body))
    if max(itertools.accumulate(opens), default=0) > _DEEPEST:
        raise ValueError("nested too deep")
    try:
        return json.loads(body)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


_BRACKET: Final = re.compile(rb"[\[\]{}]")
_DEEPEST: Final = 500
"""APIs nest up to ten levels. With many more, some Pythons would overflow the small stack of a thread."""
