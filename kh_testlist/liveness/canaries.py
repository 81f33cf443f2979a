"""Judge the canaries of a run: sites that are known to work. They show if this network is at fault.

An answer is not enough. A canary has to show its own page at its own domain. A captive portal and a used-up data plan
answer for all sites.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Final

from kh_testlist.liveness import verdict
from kh_testlist.liveness.attempt import Attempt
from kh_testlist.liveness.classify import site_of
from kh_testlist.liveness.shared import name_of
from kh_testlist.liveness.sketch import are_alike, likeness

_CHANGED: Final = 0.3
"""Share of words that a page keeps at least from one pass to the next. With less, it is another page."""


class Canaries:
    """What the canaries of a run showed so far."""

    def __init__(self) -> None:
        self._first: dict[str, bytes] = {}
        """The sketch of each one's first page, by URL."""

    def strange(self, attempts: Iterable[Attempt]) -> list[Attempt]:
        """Return those of `attempts` that ended well, but not at the canary's own page."""
        seen = [attempt for attempt in attempts if verdict.is_clean(attempt)]
        found = {attempt.url for attempt in seen if not _is_at_home(attempt)}
        plain = [attempt for attempt in seen if is_plain(attempt)]
        for one, other in combinations(plain[:_MOST_COMPARED], 2):
            if one.sketch and site_of(one.url) != site_of(other.url) and are_alike(one.sketch, other.sketch):
                found |= {one.url, other.url}
        for attempt in plain:
            first = self._first.get(attempt.url)
            if first and attempt.sketch and likeness(first, attempt.sketch) < _CHANGED:
                found.add(attempt.url)
        for attempt in plain:
            if attempt.url not in found:
                self._first.setdefault(attempt.url, attempt.sketch)
        return [attempt for attempt in seen if attempt.url in found]


_MOST_COMPARED: Final = 50


def is_plain(attempt: Attempt) -> bool:
    """Return True if the page came without TLS. Then a portal could have put its own page in its place."""
    return not (attempt.final_url or attempt.url).startswith("https:")


def _is_at_home(attempt: Attempt) -> bool:
    return name_of(site_of(attempt.final_url or attempt.url)) == name_of(site_of(attempt.url))


def enough_work(failed: int, canaries: Sequence[str]) -> bool:
    """Return True if at least half of the canaries work, or if there are none."""
    return not canaries or (2 * failed <= len(canaries) and failed < len(canaries))
