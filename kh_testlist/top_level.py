"""Top-level names: whether one exists, and which one was meant."""

from __future__ import annotations

import functools
import re
from typing import Final

from kh_testlist.urls import address_of, host_of, suffix_rules, unicode_host

_EVERYDAY: Final = frozenset({"com", "edu", "gov", "info", "int", "kh", "net", "org"})
"""Top-level names that need no look into the suffix list: a list with these alone is judged without reading it."""


def last_labels(hosts: str) -> set[str]:
    """Return the top-level names in a text with a line for each host; an everyday one may be left out."""
    for name in _EVERYDAY_FIRST:
        hosts = hosts.replace(f".{name}\n", "")
    return set(re.findall(r"\.([a-z0-9-]+)\n", hosts))


def is_known_top_level(name: str) -> bool:
    """Return True if the top-level name `name`, in lower case or punycode, exists."""
    if name in _EVERYDAY:
        return True
    # Nearly every name is a rule of its own, or has one of these two. To take all rules apart takes longer.
    shown = unicode_host(name)
    written = shown.encode("utf-8", "surrogatepass")
    lines = _lines()
    return written in lines or b"*." + written in lines or b"co." + written in lines or shown in _top_levels()


_EVERYDAY_FIRST: Final = ("com", "org", "net")
"""Two in three rows. To take them out of a long text is quicker than to look at each."""


@functools.cache
def _lines() -> frozenset[bytes]:
    return frozenset(suffix_rules().split(b"\n"))


@functools.cache
def _top_levels() -> frozenset[str]:
    rules = [line.decode() for line in _lines() if line and not line.startswith(b"//")]
    return frozenset([rule.rpartition(".")[2] for rule in rules])


def nearest_top_level(name: str) -> str:
    """Return the top-level name that looks most like `name`: `com` for `comm` and for `comhttps`."""
    written = unicode_host(name)[:_LONGEST]

    def distance(known: str) -> tuple[float, bool, str]:
        # What is glued to the end of an everyday name is one slip, as in `comhttps`.
        slips = _EVERYDAY_SLIP if known in _EVERYDAY and written.startswith(known) else _slips(written, known)
        return slips, known not in _EVERYDAY, known

    return min(_top_levels(), key=distance)


_EVERYDAY_SLIP: Final = 1.0
_LONGEST: Final = 63
"""Letters of a name that are compared. Source: RFC 1035, 2.3.4."""


def _slips(one: str, other: str) -> float:
    """Return how many letters are missing, extra, other or in another order in `one` than in `other`."""
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
    host = host_of(url).removesuffix(".")
    if not host or address_of(host) is not None:
        return False
    return not is_known_top_level(host.rpartition(".")[2])
