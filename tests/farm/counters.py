"""What the farm saw: each request and when, how many at once, what must never have come, and what went out."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from typing import Any


class Counters:
    """Everything that is counted; times are seconds of the monotonic clock, which all processes share."""

    def __init__(self) -> None:
        self.in_flight: Counter[str] = Counter()
        self.clear()

    def clear(self) -> None:
        """Forget what was counted; requests in flight stay in flight."""
        self.requests: defaultdict[str, list[float]] = defaultdict(list)
        self.held: defaultdict[str, list[float]] = defaultdict(list)
        """Seconds from each request to its end."""
        self.methods: Counter[str] = Counter()
        self.user_agents: Counter[str] = Counter()
        self.max_in_flight: Counter[str] = Counter()
        self.max_in_flight_total = 0
        self.connections = 0
        self.authorised = 0
        """Requests with a password, or with a cookie that nobody was given."""
        self.given: set[str] = set()
        """The cookies that were given, as `name=value`."""
        self.forbidden: list[str] = []
        self.promised: dict[str, float] = {}
        self.retry_after_violations: list[dict[str, Any]] = []
        self.bytes_sent: Counter[str] = Counter()
        self.dns: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.helper: list[dict[str, Any]] = []

    def arrive(self, host: str, url: str, method: str, agent: str) -> float:
        """Count a request, in flight until `leave`; the moment that it came."""
        now = time.monotonic()
        self.requests[url].append(now)
        self.methods[method] += 1
        self.user_agents[agent] += 1
        self.in_flight[host] += 1
        self.max_in_flight[host] = max(self.max_in_flight[host], self.in_flight[host])
        self.max_in_flight_total = max(self.max_in_flight_total, self.in_flight.total())
        promised = self.promised.pop(url, None)
        if promised is not None and now < promised:
            self.retry_after_violations.append({"url": url, "too_soon_by": promised - now})
        return now

    def leave(self, host: str, url: str, arrived: float) -> None:
        """A response is finished, or its connection closed."""
        self.in_flight[host] -= 1
        self.held[url].append(round(time.monotonic() - arrived, 3))

    def promise(self, url: str, seconds: float) -> None:
        """From now on, a request to `url` within `seconds` breaks what Retry-After asked for."""
        self.promised[url] = time.monotonic() + seconds

    def times(self, url: str) -> int:
        """How often `url` was asked for."""
        return len(self.requests.get(url, ()))

    def report(self) -> dict[str, Any]:
        """All of it, for JSON."""
        return {
            "requests": self.requests,
            "request_count": sum(map(len, self.requests.values())),
            "held": self.held,
            "methods": self.methods,
            "user_agents": self.user_agents,
            "max_in_flight": self.max_in_flight,
            "max_in_flight_total": self.max_in_flight_total,
            "in_flight": self.in_flight.total(),
            "connections": self.connections,
            "authorised": self.authorised,
            "given": sorted(self.given),
            "forbidden_hits": len(self.forbidden),
            "forbidden": self.forbidden[:100],
            "retry_after_violations": self.retry_after_violations,
            "bytes_sent": self.bytes_sent,
            "dns": self.dns,
            "helper": self.helper,
        }
