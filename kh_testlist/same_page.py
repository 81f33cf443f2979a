"""Find out if two different URLs show the same page.

`urls.equivalence_key` is about spelling. `same_page_key` goes further: some parts of a URL do not make another page.
These parts are a fragment, a doubled slash, `/index.html`, a tracking parameter and a space at the end. Another host
name of the same platform does not count either. Equivalent URLs always have the same page, because `same_page_key`
starts from the equivalence key.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from kh_testlist.urls import equivalence_key
from kh_testlist.well_known import site_of, without_tracking

_SLASHES: Final = re.compile(r"//+")
_SLASH: Final = re.compile(r"/$")

_INDEX: Final = re.compile(r"/(?:index|default)\.(?:[sx]?html?|php[3-8]?|aspx?|jspx?|cfm|cgi|pl)$", re.IGNORECASE)
"""The file that a server sends for a folder."""

_BLANK: Final = re.compile(
    r"(?<!/\.)(?<!/\.\.)(?:%20|%0[9-D]|%C2%(?:85|A0|AD)|%CD%8F|%D8%9C|%E1%(?:85%(?:9F|A0)|9A%80|9E%B[45]|A0%8E)"
    r"|%E2%80%[8A][0-9A-F](?<!%80%A[0-7])|%E2%81%(?:9F|A[0-9A-F])|%E3%(?:80%80|85%A4)"
    r"|%EF%(?:B8%8[0-9A-F]|BB%BF|BE%A0))$"
)
"""Encoded white space or an invisible character at the end of a text. People paste these with a URL."""

_WIDEST: Final = 20
"""The largest number of characters that these patterns look at before the end."""

_VIDEO: Final = re.compile(r"/([A-Za-z0-9_-]{6,})")
"""The path of `youtu.be`."""


def same_page_key(url: str) -> str:
    """Return a key that is the same for all URLs of one page. `url` can be any text.

    A fragment that starts with `#!` or `#/` is kept, because applications in the browser show a page for each.
    """
    return page_key(equivalence_key(url))


def page_key(key: str) -> str:
    """Return the same-page key for an equivalence key. The key of a same-page key is the same-page key itself."""
    while (shorter := _without_detours(key)) != key:
        key = shorter
    return key


class Cut(NamedTuple):
    """The parts of an equivalence key."""

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
    """Return False if the equivalence key `key` is certainly its own same-page key. This check is fast."""
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
    """Return `text` without the matches of `ends` at its end, repeated until there are none. Linear in the text."""
    stop = len(text)
    while found := next(filter(None, (end.search(text, max(0, stop - _WIDEST), stop) for end in ends)), None):
        stop = found.start()
    return text[:stop]


def _route(fragment: str) -> str:
    """Return `fragment` if it names a page of an application in the browser; otherwise an empty text."""
    if not fragment.startswith(("!", "/")):
        return ""
    route = _trimmed(fragment, _BLANK, _SLASH)
    return "" if route in {"", "!"} else route
