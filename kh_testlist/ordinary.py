"""A pattern for ordinary URLs, which nearly all URLs on the lists are. One match recognises them.

An ordinary URL has a lower-case ASCII host under a common top-level name. It has no port, query, fragment or escapes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kh_testlist.well_known import EVERYDAY_TOP_LEVELS

LABEL: Final = 63
"""The most characters between two dots of a host name. Source: RFC 1035, 2.3.4."""

SPECIAL_USE: Final = ("arpa", "example", "i2p", "internal", "invalid", "local", "localhost", "onion", "test")
"""Top-level names that never lead to a site on the public web. Source: IANA, Special-Use Domain Names. `internal` is
reserved by ICANN, and `i2p` by use."""

# Do not repeat a group possessively, here or elsewhere. Before 3.11.5, Python then misses matches
# (python/cpython 106052), and Debian 12 has 3.11.2.
_ONE_LABEL: Final = rf"[a-z0-9][a-z0-9-]{{0,{LABEL - 1}}}+(?<!-)\."


def _labels(most: int) -> str:
    """Return a pattern for up to `most` labels. It has no repeated group, because Python is slow at those."""
    return rf"(?:{_ONE_LABEL}{_labels(most - 1)}|)" if most else ""


def _one_of(names: Sequence[str]) -> str:
    """Return a pattern for `names`, grouped by first letter, because Python tries them one after another."""
    ends: dict[str, list[str]] = {}
    for name in names:
        ends.setdefault(name[0], []).append(name[1:])
    return "|".join(f"{start}(?:{'|'.join(found)})" for start, found in ends.items())


ORDINARY: Final = re.compile(
    rf"https?://(?:www\.|)({_ONE_LABEL}{_labels(4)}(?:com|org|net|{_one_of(EVERYDAY_TOP_LEVELS)})"
    r"/[A-Za-z0-9/_.~!$&'()*+,:@=;-]*+)"
)
"""Group 1 is the host without `www.` and the path."""
