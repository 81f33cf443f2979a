"""A sketch of a page: a few bytes that are almost the same for almost the same page, also on another site.

It is kept only in memory. Its size does not depend on the page, and it takes time in line with the page's length.
Source of the method: Li, Owen and Zhang, One Permutation Hashing, NIPS 2012.
"""

from __future__ import annotations

import array
import itertools
import re
import zlib
from collections.abc import Iterator
from typing import Final

from kh_testlist.urls import host_of, site_host, unicode_host
from kh_testlist.web.page import WebPage

_LANES: Final = 64
"""Parts of a sketch. Each is the lowest hash of the word pairs that belong to it."""
_EMPTY: Final = 0xFFFF
_SIZE: Final = 2 * _LANES
"""Bytes of a sketch. The sketch of a short page has a mark behind them."""
_MARK: Final = b"s"
_READ: Final = 16_384
"""Letters of a page that are read."""
_ENOUGH: Final = 12
"""Words of a long page. With fewer words, pages of different sites could be alike by chance."""
_FEW: Final = 5
"""With fewer words, a script writes the page, and the words of the source count."""
_ALIKE: Final = 0.8
_ALIKE_SHORT: Final = 0.6
"""Share of equal parts in the sketches of almost the same page. In a short page, one other word is a larger part."""
_KEYS: Final = 4
_SHORTEST_NAME: Final = 4
"""Letters of a site's name, so that a page without it is almost the same page."""
_WORD: Final = re.compile(r"\w+")


def sketch(page: WebPage, *urls: str) -> bytes:
    """Return the sketch of `page`, which one of `urls` showed; empty for a page without words.

    Numbers do not count, because they may be a time or a token. The names of the page's own hosts do not count.
    """
    names = {name for url in urls for name in _names(url)}
    words = _words(page.text, names)
    is_short = len(words) < _ENOUGH
    if len(words) < _FEW:
        words = _words(page.lower, names)
    if not words:
        return b""
    lanes = array.array("H", [_EMPTY]) * _LANES
    for first, second in set(itertools.pairwise(["", *words])):
        number = zlib.crc32(f"{first} {second}".encode())
        lane, value = number % _LANES, number >> 16
        lanes[lane] = min(value, lanes[lane])
    return lanes.tobytes() + (_MARK if is_short else b"")


def _names(url: str) -> Iterator[str]:
    """Yield the host of `url`, and the shorter names by which a page may call it."""
    host = unicode_host(host_of(url))
    yield from (host, site_host(host))
    yield from (part for part in host.split(".")[:-1] if len(part) >= _SHORTEST_NAME)


def _words(text: str, names: set[str]) -> list[str]:
    text = text[:_READ]
    for name in sorted(filter(None, names), key=len, reverse=True):
        text = text.replace(name, " ")
    return [word for word in _WORD.findall(text) if word.isalpha()]


def is_long(one: bytes) -> bool:
    """Return True if `one` is the sketch of a page with enough words to tell it from pages of other sites."""
    return len(one) == _SIZE


def likeness(one: bytes, other: bytes) -> float:
    """Return about which share of their word pairs two pages have in common, from 0 to 1."""
    if not one or not other:
        return float(one == other)
    pairs = [pair for pair in zip(_lanes(one), _lanes(other), strict=True) if min(pair) != _EMPTY]
    return sum(first == second for first, second in pairs) / len(pairs) if pairs else 0.0


def are_alike(one: bytes, other: bytes) -> bool:
    """Return True if two pages are almost the same."""
    return likeness(one, other) >= (_ALIKE if is_long(one) and is_long(other) else _ALIKE_SHORT)


def _lanes(one: bytes) -> array.array[int]:
    return array.array("H", one[:_SIZE])


def keys(one: bytes) -> Iterator[bytes]:
    """Yield keys of a sketch. The sketches of almost the same page have at least one key in common, nearly always."""
    lanes = _lanes(one)
    part = _LANES // (2 * _KEYS)
    lowest = [min(lanes[start : start + part]) for start in range(0, _LANES, part)]
    for number in range(_KEYS):
        yield bytes([number]) + array.array("H", lowest[2 * number : 2 * number + 2]).tobytes()
