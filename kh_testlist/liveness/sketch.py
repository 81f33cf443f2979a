"""A sketch of a page: a few bytes that are almost the same for almost the same page, also on another site.

It is kept only in memory. Its size does not depend on the page, and it takes time in line with the page's length.
Source of the method: Li, Owen and Zhang, One Permutation Hashing, NIPS 2012.
"""

from __future__ import annotations

import array
import hashlib
import itertools
import re
import zlib
from collections.abc import Iterator
from typing import Final

from kh_testlist.urls import host_of, unicode_host
from kh_testlist.web.page import WebPage

_LANES: Final = 64
"""Parts of a sketch. Each is the lowest hash of the word pairs that belong to it."""
_EMPTY: Final = 0xFFFF
_LONG: Final = 2 * _LANES
"""Bytes of the sketch of a long page. A short page has fewer: the hash of all its words."""
_SHORT: Final = 8
_READ: Final = 16_384
"""Letters of a page that are read."""
_ENOUGH: Final = 20
"""Words of a long page. With fewer words, pages of different sites could be alike by chance."""
_FEW: Final = 5
"""With fewer words, a script writes the page, and the words of the source count."""
_ALIKE: Final = 0.8
"""Share of equal parts in the sketches of almost the same page."""
_KEYS: Final = 4
_WORD: Final = re.compile(r"\w+")


def sketch(page: WebPage, *urls: str) -> bytes:
    """Return the sketch of `page`, which one of `urls` showed; empty for a page without words.

    Numbers do not count, because they may be a time or a token. The names of the page's own hosts do not count.
    """
    own = {word for url in urls for word in _WORD.findall(unicode_host(host_of(url)).replace("_", " "))}
    words = _words(page.text, own)
    if len(words) < _ENOUGH:
        words = words if len(words) >= _FEW else _words(page.lower, own)
        return hashlib.blake2b(" ".join(words).encode(), digest_size=_SHORT).digest() if words else b""
    lanes = array.array("H", [_EMPTY]) * _LANES
    for first, second in set(itertools.pairwise(words)):
        number = zlib.crc32(f"{first} {second}".encode())
        lane, value = number % _LANES, number >> 16
        lanes[lane] = min(value, lanes[lane])
    return lanes.tobytes()


def _words(text: str, own: set[str]) -> list[str]:
    return [word for word in _WORD.findall(text[:_READ]) if word.isalpha() and word not in own]


def is_long(one: bytes) -> bool:
    """Return True if `one` is the sketch of a page with enough words to tell it from pages of other sites."""
    return len(one) == _LONG


def likeness(one: bytes, other: bytes) -> float:
    """Return about which share of their word pairs two pages have in common, from 0 to 1."""
    if not (is_long(one) and is_long(other)):
        return float(one == other)
    pairs = [pair for pair in zip(array.array("H", one), array.array("H", other), strict=True) if min(pair) != _EMPTY]
    return sum(first == second for first, second in pairs) / len(pairs) if pairs else 0.0


def are_alike(one: bytes, other: bytes) -> bool:
    """Return True if two pages are almost the same."""
    return likeness(one, other) >= _ALIKE


def keys(one: bytes) -> Iterator[bytes]:
    """Yield keys of a sketch. The sketches of almost the same page have at least one key in common, nearly always."""
    if not is_long(one):
        yield one
        return
    lanes = array.array("H", one)
    part = _LANES // (2 * _KEYS)
    lowest = [min(lanes[start : start + part]) for start in range(0, _LANES, part)]
    for number in range(_KEYS):
        yield bytes([number]) + array.array("H", lowest[2 * number : 2 * number + 2]).tobytes()
