"""A sketch of a page: a few bytes, which are almost the same if the pages are almost the same.

It is kept only in memory. Its size does not depend on the page, and it takes time in line with the page's length.
Source of the method: Li, Owen and Zhang, One Permutation Hashing, NIPS 2012.
"""

from __future__ import annotations

import array
import re
import zlib
from collections.abc import Iterator
from typing import Final

from kh_testlist.urls import host_of, site_host, unicode_host
from kh_testlist.web.page import WebPage

_LANES: Final = 64
"""Parts of a sketch. Each is the lowest hash of the runs of words that belong to it."""
_EMPTY: Final = 0xFFFF
_SIZE: Final = 2 * _LANES
"""Bytes of a sketch. The sketch of a page that unrelated sites may share by chance has a mark behind them."""
_MARK: Final = b"s"
_READ: Final = 3_000
"""Letters of a page that are read. The start of a page is enough, and each page of a run takes this time."""
_CUT: Final = 12_288
"""Letters of the page's source in which these letters are looked for."""
_ENOUGH: Final = 12
"""Words. With fewer words, pages of different sites could be alike by chance."""
_FEW: Final = 5
"""With fewer words, a script writes the page, and the words of the source count."""
_ALIKE: Final = 0.65
"""Share of equal parts in the sketches of almost the same page. Two other words, far from each other, are allowed."""
_RUNS: Final = 12
"""A run of words is this part of a page, so that pages of the same sentences in another order are not alike."""
_SHORTEST_RUN: Final = 2
_PRIME: Final = 2**61 - 1
_BASE: Final = 0x1F3D5B79A
"""The numbers of a rolling hash. Source: Karp and Rabin, Efficient randomized pattern-matching algorithms, 1987."""
_KEYS: Final = 4
_SHORTEST_NAME: Final = 4
"""Letters of a site's name, so that a page without it is almost the same page."""
_WORD: Final = re.compile(r"\w+")
_PASSWORD: Final = re.compile(r"\btype=[\"']?password\b")
"""A form for a login. The same software shows it on many sites."""


def sketch(page: WebPage, *urls: str) -> bytes:
    """Return the sketch of `page`, which one of `urls` showed; empty for a page without words.

    Numbers do not count, because they may be a time or a token. The names of the page's own hosts do not count.
    """
    names = {name for url in urls for name in _names(url)}
    start = max(page.lower.find("<body"), 0)  # scripts and styles may fill the head
    words = _words(WebPage(page.source[start : start + _CUT]).text, names)
    is_weak = len(words) < _ENOUGH or _PASSWORD.search(page.lower) is not None
    if len(words) < _FEW:
        words = _words(page.lower, names)
    if not words:
        return b""
    lanes = [_EMPTY] * _LANES
    for number in _runs(words):
        lane, value = number % _LANES, number >> 24 & _EMPTY
        if value < lanes[lane]:  # noqa: PLR1730 - min() would take twice the time
            lanes[lane] = value
    return array.array("H", lanes).tobytes() + (_MARK if is_weak else b"")


def _runs(words: list[str]) -> Iterator[int]:
    """Yield a hash of each run of words. How long a run is depends on how many words there are."""
    length = max(_SHORTEST_RUN, 1 << (len(words) // _RUNS).bit_length() - 1) if len(words) >= _RUNS else _SHORTEST_RUN
    length = min(length, len(words))
    leaving = pow(_BASE, length, _PRIME)
    numbers = [zlib.crc32(word.encode()) for word in words]
    rolling = 0
    for place, number in enumerate(numbers, 1 - length):
        gone = numbers[place - 1] * leaving if place > 0 else 0
        rolling = (rolling * _BASE + number - gone) % _PRIME
        if place >= 0:
            yield rolling


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


def is_telling(one: bytes) -> bool:
    """Return True if unrelated sites do not share the page by chance: it is not very short, and no login."""
    return len(one) == _SIZE


def likeness(one: bytes, other: bytes) -> float:
    """Return about which share of their runs of words two pages have in common, from 0 to 1."""
    if not one or not other:
        return float(one == other)
    pairs = [pair for pair in zip(_lanes(one), _lanes(other), strict=True) if min(pair) != _EMPTY]
    return sum(first == second for first, second in pairs) / len(pairs) if pairs else 0.0


def are_alike(one: bytes, other: bytes) -> bool:
    """Return True if two pages are almost the same."""
    return likeness(one, other) >= _ALIKE


def _lanes(one: bytes) -> array.array[int]:
    return array.array("H", one[:_SIZE])


def keys(one: bytes) -> Iterator[bytes]:
    """Yield keys of a sketch. The sketches of almost the same page have at least one key in common, nearly always."""
    lanes = _lanes(one)
    part = _LANES // (2 * _KEYS)
    lowest = [min(lanes[start : start + part]) for start in range(0, _LANES, part)]
    for number in range(_KEYS):
        yield bytes([number]) + array.array("H", lowest[2 * number : 2 * number + 2]).tobytes()
