"""Compute the shortest possible time on a farm, also for a program that does not know which sites are slow."""

from __future__ import annotations

import heapq
import random
import statistics
from collections import Counter, defaultdict, deque
from typing import Final, NamedTuple

from check_contenders import AT_ONCE, PER_HOST, TIMEOUT

from tests.farm.client import Farm

_ORDERS: Final = 25

Visits = list[tuple[str, float]]
"""The host of each visit, and its seconds."""


def _visits(farm: Farm) -> Visits:
    return [(truth.host, min(truth.service_s, TIMEOUT)) for truth in farm.truth.values()]


def limit(farm: Farm) -> float:
    """Return the shortest possible seconds for one attempt at each URL, with the limit per host."""
    hosts: defaultdict[str, float] = defaultdict(float)
    for host, seconds in _visits(farm):
        hosts[host] += seconds
    return max(sum(hosts.values()) / AT_ONCE, TIMEOUT, max(hosts.values()) / PER_HOST)


class Spread(NamedTuple):
    """The range of seconds over random orders."""

    least: float
    median: float
    most: float


def without_foresight(farm: Farm) -> Spread:
    """Return the seconds of a program that wastes no time but takes the URLs in random orders."""
    visits = _visits(farm)
    chance = random.Random(7)  # noqa: S311 - orders, not secrets
    played = [_played(chance.sample(visits, len(visits))) for _ in range(_ORDERS)]
    return Spread(min(played), statistics.median(played), max(played))


def _played(visits: Visits) -> float:
    """Return the seconds for `visits` in their order. A visit waits while its host is busy."""
    now = 0.0
    free = AT_ONCE
    ready = deque(visits)
    kept: defaultdict[str, deque[tuple[str, float]]] = defaultdict(deque)
    busy: Counter[str] = Counter()
    ends: list[tuple[float, str]] = []
    while ready or ends:
        while free and ready:
            host, seconds = ready.popleft()
            if busy[host] < PER_HOST:
                busy[host] += 1
                free -= 1
                heapq.heappush(ends, (now + seconds, host))
            else:
                kept[host].append((host, seconds))
        now, host = heapq.heappop(ends)
        busy[host] -= 1
        free += 1
        if kept[host]:
            ready.appendleft(kept[host].popleft())
    return now
