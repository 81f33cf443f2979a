"""Keep the cookies of one attempt, as browsers and OONI Probe do. They are forgotten when the attempt ends.

Many sites set a cookie and redirect to the same page. A client that does not send the cookie back goes in a circle.
`http.cookiejar` reads and keeps the cookies. This module adds what RFC 6265 and browsers refuse. It also limits number
and size, because a server may be hostile.
"""

from __future__ import annotations

import http.cookiejar
import re
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from email.message import Message
from typing import TYPE_CHECKING, Final, cast

from kh_testlist.suffixes import is_public_suffix
from kh_testlist.urls import address_of, parse

if TYPE_CHECKING:
    from http.client import HTTPResponse

_MOST_LINES: Final = 64
"""Cookies that one answer may set. RFC 6265, 6.1, asks for 50 at least."""
_MOST: Final = 100
"""Cookies of one attempt."""
_LONGEST: Final = 4096
"""Characters of one Set-Cookie line. Source: RFC 6265, 6.1."""
_LONGEST_ALL: Final = 16 * 1024
"""Characters of all names and values together. Few servers accept a longer header."""


class CookieJar:
    """The cookies of one attempt. It is never written to a file."""

    def __init__(self) -> None:
        self._policy = _Policy(strict_ns_domain=http.cookiejar.DefaultCookiePolicy.DomainStrictNonDomain)
        self._jar = http.cookiejar.CookieJar(self._policy)

    def keep(self, url: str, lines: Sequence[str]) -> None:
        """Keep the cookies that the answer from `url` may set. `lines` are its Set-Cookie headers."""
        for line in lines[:_MOST_LINES]:
            if len(line) > _LONGEST or _CONTROL.search(line):
                continue
            request = _request(url)
            for cookie in self._jar.make_cookies(cast("HTTPResponse", _Answer(line)), request):
                if self._policy.set_ok(cookie, request) and self._has_room(cookie):
                    self._jar.set_cookie(cookie)

    def header(self, url: str) -> str:
        """Return the header Cookie for a request to `url`, a web address; empty if no cookie is for it."""
        request = _request(url)
        self._jar.add_cookie_header(request)
        return request.get_header("Cookie", "")

    def state(self) -> frozenset[tuple[str, str, str, str]]:
        """Return all cookies, to see if an answer changed them: domain, path, name and value of each."""
        return frozenset((*_key(cookie), cookie.value or "") for cookie in self._jar)

    def _has_room(self, more: http.cookiejar.Cookie) -> bool:
        """Return True if `more` fits beside the other cookies, or in place of one of them."""
        others = [cookie for cookie in self._jar if _key(cookie) != _key(more)]
        return len(others) < _MOST and sum(map(_size, [*others, more])) <= _LONGEST_ALL


_CONTROL: Final = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
"""A line with such a character is ignored. The character could end a header of our next request."""


def _request(url: str) -> urllib.request.Request:
    """Return the request in the form that `http.cookiejar` reads. It would take a login as a part of the host."""
    parsed = parse(url)
    assert parsed is not None  # noqa: S101 - only a web address is requested
    return urllib.request.Request(f"{parsed.protocol}//{parsed.hostname}{parsed.pathname}")  # noqa: S310 - never opened


def _key(cookie: http.cookiejar.Cookie) -> tuple[str, str, str]:
    return cookie.domain, cookie.path, cookie.name


def _size(cookie: http.cookiejar.Cookie) -> int:
    return len(cookie.name) + len(cookie.value or "") + len("=; ")


class _Answer:
    """An answer with one Set-Cookie line, as `http.cookiejar` wants it."""

    def __init__(self, line: str) -> None:
        self._headers = Message()
        self._headers["Set-Cookie"] = _tidied(line)

    def info(self) -> Message:
        return self._headers


def _tidied(line: str) -> str:
    """Return a Set-Cookie line without the attributes that browsers ignore. `http.cookiejar` reads some of them."""
    pair, *attributes = line.split(";")
    return ";".join([pair, *filter(_is_attribute, attributes)])


def _is_attribute(text: str) -> bool:
    name, _, value = text.partition("=")
    is_good = _ATTRIBUTES.get(name.strip().lower())
    return is_good is not None and is_good(value.strip())


_SECONDS: Final = re.compile(r"-?[0-9]{1,12}")
_ATTRIBUTES: Final[Mapping[str, Callable[[str], bool]]] = {
    "expires": lambda _: True,
    "max-age": lambda value: _SECONDS.fullmatch(value) is not None,
    "domain": lambda value: value.strip(".") != "",
    "path": lambda value: value.startswith("/"),
    "secure": lambda _: True,
}
"""The attributes that matter here, and if a value of each is good. Source: RFC 6265, 5.2."""


class _Policy(http.cookiejar.DefaultCookiePolicy):
    """The rules for cookies in RFC 6265 and in browsers."""

    def set_ok(self, cookie: http.cookiejar.Cookie, request: urllib.request.Request) -> bool:
        """Return True if this server may set `cookie`. Without TLS, it may not set a secure one."""
        is_safe = not cookie.secure or request.type == "https"
        return is_safe and super().set_ok(cookie, request)

    def set_ok_domain(self, cookie: http.cookiejar.Cookie, request: urllib.request.Request) -> bool:
        """Return True if the cookie's domain is allowed. Browsers refuse addresses and public suffixes."""
        host = request.host.strip("[]")
        domain = cookie.domain.removeprefix(".")
        if cookie.domain_specified and (address_of(host) is not None or is_public_suffix(domain)):
            if domain != host:
                return False
            cookie.domain, cookie.domain_specified = host, False
        return super().set_ok_domain(cookie, request)
