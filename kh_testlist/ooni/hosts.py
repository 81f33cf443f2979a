"""The sites about which the newer endpoints are asked: those that may be blocked, the most likely first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import Final
from urllib.parse import urlsplit

from kh_testlist.ooni.cache import DAYS, NETWORKS, Cache, Source
from kh_testlist.ooni.evidence import Counts
from kh_testlist.ooni.period import Period

_TESTS: Final = 6
_DAYS: Final = 3
"""A site matters if so many tests on so many days were suspicious, or if one was confirmed."""


class Concern:
    """The sites of a period that matter, from the plain counts in the cache."""

    def __init__(self, cache: Cache, source: Source, period: Period) -> None:
        self._cache = cache
        self._source = source
        self._period = period
        self._known: dict[Period, Mapping[str, Mapping[int, Counts]]] = {}

    def suspicious(self, piece: Period, least: int) -> set[str]:
        """Return the URLs with at least `least` suspicious measurements in a piece, or a confirmed one."""
        return {
            url
            for url, networks in self._networks(piece).items()
            if sum(counts.suspicious for counts in networks.values()) >= least
            or any(counts.confirmed for counts in networks.values())
        }

    def hosts(self, piece: Period) -> list[str]:
        """Return the hosts that matter and were suspicious in a piece, those with the strongest signs first."""
        weights: dict[str, float] = {}
        for url, networks in self._networks(piece).items():
            host = _host(url)
            if url in self._urls and host:
                weights[host] = max(weights.get(host, 0.0), *map(_weight, networks.values()))
        return sorted(weights, key=lambda host: (-weights[host], host))

    def _networks(self, piece: Period) -> Mapping[str, Mapping[int, Counts]]:
        """Return the suspicious counts of a piece, by URL and network."""
        if piece not in self._known:
            found: defaultdict[str, dict[int, Counts]] = defaultdict(dict)
            for row in self._cache.read(self._source, NETWORKS, [piece], suspicious=True):
                found[row.url][int(row.key)] = row.counts
            self._known[piece] = found
        return self._known[piece]

    @cached_property
    def _urls(self) -> set[str]:
        """The URLs that matter in the whole period."""
        days: defaultdict[str, list[Counts]] = defaultdict(list)
        for row in self._cache.read(self._source, DAYS, self._period.pieces, suspicious=True):
            days[row.url].append(row.counts)
        return {
            url
            for url, found in days.items()
            if any(counts.confirmed for counts in found)
            or (len(found) >= _DAYS and sum(counts.suspicious for counts in found) >= _TESTS)
        }


def _weight(counts: Counts) -> float:
    """Return how much counts of a network look like a block: many suspicious tests, and few others."""
    certain = 1e6 if counts.confirmed else 0.0
    return certain + counts.suspicious**2 / max(counts.ok + counts.suspicious, 1)


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:  # a bracket without an IPv6 address
        return None
