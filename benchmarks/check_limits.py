"""What nobody can beat on a farm, and what nobody can beat who does not know beforehand which sites are slow."""

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
"""The host of each, and the seconds that it takes."""


def _visits(farm: Farm) -> Visits:
    return [(truth.host, min(truth.service_s, TIMEOUT)) for truth in farm.truth.values()]


def limit(farm: Farm) -> float:
    """Seconds below which nobody can be who gives each URL one attempt, and no host more than its share at once."""
    hosts: defaultdict[str, float] = defaultdict(float)
    for host, seconds in _visits(farm):
        hosts[host] += seconds
    return max(sum(hosts.values()) / AT_ONCE, TIMEOUT, max(hosts.values()) / PER_HOST)


class Spread(NamedTuple):
    """What chance makes of it."""

    least: float
    median: float
    most: float


def without_foresight(farm: Farm) -> Spread:
    """Seconds for whoever wastes no moment but must take the URLs in some order, over many orders."""
    visits = _visits(farm)
    chance = random.Random(7)  # noqa: S311 - orders, not secrets
    played = [_played(chance.sample(visits, len(visits))) for _ in range(_ORDERS)]
    return Spread(min(played), statistics.median(played), max(played))


def _played(visits: Visits) -> float:
    """Play through `visits` in their order, of which a host that is busy keeps its own back."""
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
