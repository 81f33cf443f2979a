"""JSON over HTTP with one API: bounded in time and size, and to the API's own origin alone.

What goes wrong is a value, `NoAnswer`, which each caller puts in its own words. No token gets into one.
"""

from __future__ import annotations

import enum
import itertools
import json
import os
import re
import ssl
from collections.abc import Mapping
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
"""Of JSON in an answer: as many rows as are asked for at once have 2.4 million, and each may take 250 bytes to read."""

REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
"""Those of 3xx that send one elsewhere. Source: RFC 9110, 15.4."""
_UNCHANGED: Final = frozenset({307, 308})
"""Redirects that ask for the same request again."""
_MOST_REDIRECTS: Final = 3
_CHUNK: Final = 64 * 1024


class Limits(NamedTuple):
    """What one answer may take."""

    most_bytes: int
    """Of its body, inflated."""
    connect_seconds: float
    read_seconds: float
    """For each read; all together take no longer than is said with each request."""


class Query(NamedTuple):
    """What is asked."""

    method: str
    path: str
    """Below the API's root; or a URL that `Client.own` gave."""
    params: Mapping[str, str] = {}
    body: object = None
    """What goes along as JSON."""
    token: str | None = None

    def __repr__(self) -> str:
        """Without the token and the body: this may end up in a trace."""
        return f"Query({self.method} {self.path})"


class Answer(NamedTuple):
    """An answer as it came."""

    status: int
    headers: Mapping[str, str]
    """Upper and lower case are one."""
    body: bytes
    url: str
    """What was asked last."""


class Fault(enum.Enum):
    """Why there is no answer, in words that hold nothing of the request."""

    UNASKABLE = "its address, or that of a proxy, cannot be used"
    UNREACHED = "it can't be reached"
    PROXY = "the proxy does not lead there"
    CERTIFICATE = "its certificate or TLS handshake fails"
    LATE = "it took too long"
    CUT = "it broke the connection off"
    BROKEN = "its answer broke off"
    UNREADABLE = "its answer can't be read"
    TOO_LARGE = "its answer is larger than any that is read"
    OTHER_ORIGIN = "it redirects to another origin, where nothing was sent"
    CHANGED = "it redirects what may change something, in a way that is not followed"
    ENDLESS = "it redirects without an end"


class NoAnswer(NamedTuple):
    """That there is no answer, and why. It holds nothing of the request but where it went."""

    fault: Fault
    url: str
    """What was asked last."""
    is_sent: bool = True
    """Whether the API may have got the request."""
    said: str = ""
    """Where it redirects to, or what was raised."""


class Client:
    """Asks one API, from one thread."""

    def __init__(
        self,
        root: str,
        headers: Mapping[str, str],
        limits: Limits,
        *,
        sends_changes_on: bool = False,
        authorities: str | None = None,
    ) -> None:
        """Send nothing yet.

        Args:
            root: the URL that paths are below.
            headers: of each request.
            limits: what one answer may take.
            sends_changes_on: whether requests other than GET follow a redirect that asks for the same request again.
            authorities: a file or a folder of certificates to trust in place of the usual.

        Raises:
            Failure: `authorities` can't be read.

        """
        self._root = root
        self._limits = limits
        self._sends_changes_on = sends_changes_on
        self._watchdog = Watchdog()
        self._opener = Opener()
        self._session = BareSession()
        self._session.trust_env = False  # .netrc would give a password to whoever is at the root
        self._session.proxies = get_environ_proxies(root)
        self._session.verify = authorities or True
        self._session.headers.update(headers)
        context = _context(authorities) if root.lower().startswith("https:") else None
        for scheme in ("https://", "http://"):
            self._session.mount(scheme, OneServerAdapter(self._opener, context))

    def send(self, query: Query, seconds: float) -> Answer | NoAnswer:
        """Send one request, which takes no longer than `seconds`, redirects at the same origin included."""
        url = self._url(query)
        with self._watchdog.watch(seconds) as watch:
            self._opener.watch = watch
            try:
                for _ in range(_MOST_REDIRECTS + 1):
                    answer = self._exchange(query, url, watch)
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
        """Return where `place` leads from the URL `here`; None where that is no URL of the same origin."""
        try:
            target = parse(urljoin(here, place))
        except ValueError:  # a bracket that is no address
            return None
        root = parse(here)
        is_same = target and root and target[1:5] == root[1:5]  # protocol, credentials, host and port
        return target.href if target and is_same else None

    def _url(self, query: Query) -> str:
        url = self._root + query.path if query.path.startswith("/") else query.path
        return f"{url}?{urlencode(query.params)}" if query.params else url

    def _exchange(self, query: Query, url: str, watch: Watch) -> Answer | NoAnswer | str:
        """The answer, or where it redirects to."""
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
        """What came; None where that is more than is read."""
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
        if watch.is_over:  # a connection that was cut looks like one that ended
            raise TimeoutError
        return b"".join(parts)


def environment_authorities() -> str | None:
    """Return the certificates to trust that the environment names, as requests and curl read it."""
    return os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or None


def _context(authorities: str | None) -> ssl.SSLContext:
    if authorities and Path(authorities).is_dir():
        return ssl.create_default_context(capath=authorities)
    return tls_context(Path(authorities) if authorities else None)


_TIMEOUTS: Final = (requests.Timeout, TimeoutError, urllib3.exceptions.TimeoutError)


def _no_answer(error: Exception, url: str, watch: Watch) -> NoAnswer:
    """What `error` means. Its own message may hold what was sent, and is left out."""
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
    """Return what `body` says.

    Raises:
        ValueError: it is no JSON, is cut off, or is nested too deep.

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
"""APIs nest ten deep. Much deeper, the reader of some Pythons would overflow the small stack of a thread."""
