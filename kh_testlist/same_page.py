"""When two URLs that are spelt as different sites show the same page.

`urls.equivalence_key` is about spelling. `same_page_key` goes further. These do not make another page: a fragment, a
doubled slash, `/index.html`, a tracking parameter, a blank at the end, another host name of the same platform.
Equivalent URLs are always the same page, because `same_page_key` starts from the equivalence key.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from kh_testlist.urls import equivalence_key
from kh_testlist.well_known import site_of, without_tracking

_SLASHES: Final = re.compile(r"//+")
_SLASH: Final = re.compile(r"/$")

_INDEX: Final = re.compile(r"/(?:index|default)\.(?:[sx]?html?|php[3-8]?|aspx?|jspx?|cfm|cgi|pl)$", re.IGNORECASE)
"""The file that a server shows for a folder."""

_BLANK: Final = re.compile(
    r"(?<!/\.)(?<!/\.\.)(?:%20|%0[9-D]|%C2%(?:85|A0|AD)|%CD%8F|%D8%9C|%E1%(?:85%(?:9F|A0)|9A%80|9E%B[45]|A0%8E)"
    r"|%E2%80%[8A][0-9A-F](?<!%80%A[0-7])|%E2%81%(?:9F|A[0-9A-F])|%E3%(?:80%80|85%A4)"
    r"|%EF%(?:B8%8[0-9A-F]|BB%BF|BE%A0))$"
)
"""Encoded white space, or a character without a shape, at the end of a text: what gets pasted with a URL."""

_WIDEST: Final = 20
"""Characters that these patterns look at before the end, at most."""

_VIDEO: Final = re.compile(r"/([A-Za-z0-9_-]{6,})")
"""The path of `youtu.be`."""


def same_page_key(url: str) -> str:
    """Return what all URLs of one page have in common. Works on any text.

    A fragment that starts with `#!` or `#/` is kept: an application in the browser shows another page for each.
    """
    return page_key(equivalence_key(url))


def page_key(key: str) -> str:
    """Return the same-page key for an equivalence key. A same-page key is its own."""
    while (shorter := _without_detours(key)) != key:
        key = shorter
    return key


class Cut(NamedTuple):
    """An equivalence key, cut."""

    host: str
    """With its port, if it has one."""
    path: str
    query: str
    """Without its question mark."""
    fragment: str
    """Without its number sign."""


def cut(key: str) -> Cut:
    """Cut an equivalence key, or any other text, into the parts of a URL."""
    rest, _, fragment = key.partition("#")
    rest, _, query = rest.partition("?")
    host, slash, path = rest.partition("/")
    return Cut(host, slash + path, query, fragment)


def may_differ(key: str) -> bool:
    """Return False if the equivalence key `key` is sure to be its own same-page key. Quick."""
    host = key.partition("/")[0]
    is_plain = "?" not in key and "#" not in key and "%" not in key and "//" not in key
    return not is_plain or key[-1:] == "/" or site_of(host) != host or _INDEX.search(key) is not None


def _without_detours(key: str) -> str:
    host, path, query, fragment = cut(key)
    path = _trimmed(_SLASHES.sub("/", path), _BLANK, _INDEX, _SLASH)
    if query:
        query = without_tracking(_trimmed(query, _BLANK), host)
    video = _VIDEO.fullmatch(path) if host == "youtu.be" else None
    if video:
        path, query = "/watch", "&".join(filter(None, (f"v={video[1]}", query)))
    fragment = _route(fragment)
    return site_of(host) + path + (query and f"?{query}") + (fragment and f"#{fragment}")


def _trimmed(text: str, *ends: re.Pattern[str]) -> str:
    """Return `text` without what any of `ends` finds at its end, as often as it does. Linear in the text."""
    stop = len(text)
    while found := next(filter(None, (end.search(text, max(0, stop - _WIDEST), stop) for end in ends)), None):
        stop = found.start()
    return text[:stop]


def _route(fragment: str) -> str:
    """Return `fragment` if it names a page of an application in the browser, and otherwise nothing."""
    if not fragment.startswith(("!", "/")):
        return ""
    route = _trimmed(fragment, _BLANK, _SLASH)
    return "" if route in {"", "!"} else route
