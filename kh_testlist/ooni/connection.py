"""One request to an API that one may have to wait for: bounded in time and size, to the API's own origin alone."""

from __future__ import annotations

import contextvars
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import requests
import urllib3
from requests.utils import get_environ_proxies
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from kh_testlist import __version__
from kh_testlist.errors import Failure
from kh_testlist.urls import parse
from kh_testlist.web.raised import RAISED, UNASKABLE
from kh_testlist.web.session import BareAdapter, BareSession
from kh_testlist.web.watchdog import Watch, Watchdog

if TYPE_CHECKING:
    import socket

MOST_BYTES: Final = 96 * 1024 * 1024
"""Of an answer, inflated. A month of a busy country is some 10 MB."""

_MOST_VALUES: Final = 3_500_000
"""Of JSON in an answer: as many rows as are asked for at once have 2.4 million, and each may take 250 bytes to read."""

_CONNECT_SECONDS: Final = 15.0
_CHUNK: Final = 64 * 1024
_MOST_REDIRECTS: Final = 3
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})

_watching: Final[contextvars.ContextVar[Watch | None]] = contextvars.ContextVar("watching", default=None)


class Question(NamedTuple):
    """What is asked."""

    method: str
    path: str
    """Below the API's root."""
    params: Mapping[str, str]
    body: object = None
    """What goes along as JSON."""
    token: str | None = None


class Raw(NamedTuple):
    """An answer as it came."""

    status: int
    body: bytes
    remaining: int | None
    """What is left of our quota, in units of 10 ms of the server's time; None where it does not say."""
    retry_after: float | None


class Trouble(Exception):  # noqa: N818 - it is none yet: the request may be made again
    """No answer, or none that can be read. It may be over in a moment."""

    def __init__(self, said: str, *, sent: bool = True, retry_after: float | None = None) -> None:
        super().__init__(said)
        self.said = said
        self.sent = sent
        """Whether the API may have got the request."""
        self.retry_after = retry_after


class TooLarge(Failure):
    """The answer is larger than any that is read."""


class _Plain(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        connection = super()._new_conn()
        if watch := _watching.get():
            watch.hold(connection)
        return connection


class _Secure(_Plain, HTTPSConnection):
    pass


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class _WatchedAdapter(BareAdapter):
    """Connections that a watch can cut, however slowly the other side drips."""

    def init_poolmanager(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - urllib3's own
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}


class Connection:
    """The way to one API."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._watchdog = Watchdog()
        self._session = BareSession()
        self._session.trust_env = False  # .netrc would give a password to whoever is at the root
        self._session.proxies = get_environ_proxies(root)
        for scheme in ("https://", "http://"):
            self._session.mount(scheme, _WatchedAdapter(max_retries=0))
        self._session.headers.update(
            {
                "User-Agent": f"kh-testlist/{__version__} (+https://github.com/kh-testlist/kh-testlist)",
                "Accept": "application/json",
                "Accept-Encoding": "gzip",
                "Connection": "close",  # the watch holds a connection from its beginning
            }
        )

    def send(self, question: Question, seconds: float) -> Raw:
        """Send one request, which takes no longer than `seconds`, redirects at the same origin included.

        Raises:
            Failure: it was sent on to another origin, or the answer is too large.
            Trouble: there is no answer.

        """
        with self._watchdog.watch(seconds) as watch:
            token_of_watch = _watching.set(watch)
            try:
                return self._follow(question, watch)
            except RAISED as error:
                raise self._unanswered(error, watch) from None  # the message of the cause may hold what was sent
            finally:
                _watching.reset(token_of_watch)

    def _follow(self, question: Question, watch: Watch) -> Raw:
        """The answer to a question, redirects at the same origin followed."""
        method, path, params, body, token = question
        url = requests.Request(method, self._root + path, params=dict(params)).prepare().url or ""
        for _ in range(_MOST_REDIRECTS + 1):
            answer = self._exchange(method, url, body, token, watch)
            if isinstance(answer, Raw):
                return answer
            url = self._same_origin(url, answer, method)
        raise Trouble("it redirects without an end")

    def _unanswered(self, error: Exception, watch: Watch) -> Trouble | Failure:
        """What to raise in place of what a request raised: whether it is worth another try."""
        if isinstance(error, UNASKABLE):
            return Failure(
                f"The API at {self._root} cannot be asked: its address, or that of a proxy, cannot be used.",
                "Check --api, OONI_API_URL and the proxy that HTTPS_PROXY names, and run the command again.",
            )
        return _trouble(error, watch)

    def _same_origin(self, url: str, location: str, method: str) -> str:
        try:
            target = parse(requests.compat.urljoin(url, location))
        except ValueError:  # a bracket that is no address
            target = None
        here = parse(url)
        is_same = target and here and target[1:5] == here[1:5]  # protocol, credentials, host and port
        if target is None or not is_same or method != "GET":
            raise Failure(
                f"The API at {self._root} redirects to {location[:200]!r}, where nothing is sent.",
                "If the API has moved, name its new root: --api URL",
            )
        return target.href

    def _exchange(self, method: str, url: str, body: object, token: str | None, watch: Watch) -> Raw | str:
        """The answer, or where it redirects to."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        with self._session.request(
            method,
            url,
            json=body,
            headers=headers,
            stream=True,
            allow_redirects=False,
            timeout=(min(_CONNECT_SECONDS, watch.left), watch.left),
        ) as answer:
            if answer.status_code in _REDIRECTS and "location" in answer.headers:
                return str(answer.headers["location"])
            return Raw(
                answer.status_code,
                self._body(answer, watch),
                _number(answer.headers.get("x-ratelimit-remaining")),
                _number(answer.headers.get("retry-after")),
            )

    def _body(self, answer: requests.Response, watch: Watch) -> bytes:
        parts: list[bytes] = []
        size = values = 0
        while part := answer.raw.read1(_CHUNK, decode_content=True):
            parts.append(part)
            size += len(part)
            values += part.count(b",") + part.count(b"[") + part.count(b"{")
            if size > MOST_BYTES or values > _MOST_VALUES:
                raise TooLarge(
                    f"The API at {self._root} answers with more than {MOST_BYTES // 1024**2} MiB, or with more "
                    f"than {_MOST_VALUES:,} values.",
                    "Ask for a shorter period.",
                )
        if watch.fired:
            raise Trouble("it took too long")
        return b"".join(parts)


def _trouble(error: Exception, watch: Watch) -> Trouble:
    """What happened, in words that hold nothing of the request."""
    if watch.fired or isinstance(error, _TIMEOUTS):
        return Trouble("it took too long", sent=not isinstance(error, requests.ConnectTimeout))
    if isinstance(error, requests.exceptions.SSLError):
        return Trouble("its certificate or TLS handshake fails", sent=False)
    if isinstance(error, requests.exceptions.ProxyError):
        return Trouble("the proxy does not lead there", sent=False)
    if isinstance(error, urllib3.exceptions.ProtocolError):
        return Trouble("its answer broke off")
    if isinstance(error, requests.ConnectionError):
        is_new = "NewConnectionError" in repr(error) or "NameResolutionError" in repr(error)
        return Trouble("it can't be reached" if is_new else "it broke the connection off", sent=not is_new)
    return Trouble("its answer can't be read")


_TIMEOUTS: Final = (requests.Timeout, TimeoutError, urllib3.exceptions.ReadTimeoutError)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None  # noqa: PLR2004 - digits


def parsed_json(raw: Raw) -> Any:  # noqa: ANN401 - what JSON may be
    """The body as JSON.

    Raises:
        Trouble: it is none: truncated, or a page.

    """
    try:
        return json.loads(raw.body)
    except (ValueError, RecursionError):
        said = "a page" if raw.body.lstrip()[:1] == b"<" else "something that is no JSON, or is cut off"
        raise Trouble(f"it answers with {said}") from None
