"""Check if a top-level name exists, and find the name that was probably meant."""

from __future__ import annotations

import functools
from typing import Final

from kh_testlist.suffixes import top_level_names
from kh_testlist.urls import address_of, host_of, split, unicode_host
from kh_testlist.well_known import EVERYDAY_TOP_LEVELS

_EVERYDAY: Final = frozenset(EVERYDAY_TOP_LEVELS)
_FIRST: Final = frozenset({"com", "kh", "net", "org"})
"""If several names look equally similar to the written one, these are taken first."""


def is_known_top_level(name: str) -> bool:
    """Return True if the top-level name `name` exists: `kh`, or a name in other letters, plain or in punycode."""
    return name in _EVERYDAY or unicode_host(name.lower()) in top_level_names()


@functools.cache
def _by_letter() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in sorted(top_level_names()):
        found.setdefault(name[0], []).append(name)
    return found


def nearest_top_level(name: str) -> str:
    """Return the top-level name that looks most like `name`: `com` for `comm` and for `comhttps`."""
    written = unicode_host(name)[:_LONGEST]
    # Compare with a few names only, because a hostile list may have thousands of names that do not exist.
    letters = set(written)
    near = {
        known
        for known in _by_letter().get(written[:1], ())
        if abs(len(known) - len(written)) < _GLUED and len(letters.symmetric_difference(known)) <= _GLUED
    }
    near |= {written[1:], written[1::-1] + written[2:]} & top_level_names()
    near |= {known for known in _EVERYDAY if written.startswith(known)}
    return min(near or _FIRST, key=lambda known: _distance(written, known))


_GLUED: Final = 2
"""Typing errors. Letters that follow a common name without a space, as in `comhttps`, count as so many."""
_LONGEST: Final = 63
"""At most so many letters of a name are compared. Source: RFC 1035, 2.3.4."""


def _distance(written: str, known: str) -> tuple[float, bool, bool, str]:
    slips = _slips(written, known)
    if known in _FIRST and written.startswith(known):
        slips = min(slips, 1)
    elif known in _EVERYDAY and written.startswith(known):
        slips = min(slips, _GLUED)
    return slips, known not in _FIRST, known not in _EVERYDAY, known


def _slips(one: str, other: str) -> float:
    """Return the number of letters that are missing, extra, different or swapped in `one`, compared with `other`."""
    before, last = [0.0] * (len(other) + 1), [float(place) for place in range(len(other) + 1)]
    for row, letter in enumerate(one, 1):
        now = [float(row)]
        for column, wanted in enumerate(other, 1):
            cost = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != wanted))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == wanted:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        before, last = last, now
    return last[-1]


def has_unknown_top_level(url: str) -> bool:
    """Return True if the host of `url` is a name, and its top-level name does not exist."""
    parts = split(url)
    # If no browser can read the URL, its text still names a host.
    host = host_of(url) or (parts.authority.rpartition("@")[2].partition(":")[0].lower() if parts else "")
    bare = host.removesuffix(".")
    return bool(bare) and address_of(bare) is None and not is_known_top_level(bare.rpartition(".")[2])
