"""The first and the last day of a block, found with as few requests as possible.

For each piece of a period, the suspicious counts are known by URL and network, and by URL and day. A day counts if a
measurement was confirmed. It also counts if there was an anomaly on a network that blocks the site. If all anomalies of
a piece are on such networks, or none is, the days are already known. If they are mixed in the first or last piece that
matters, the days of those networks are needed.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from kh_testlist.ooni.cache import Tally
from kh_testlist.ooni.evidence import Counts
from kh_testlist.ooni.period import Period

NetworkPiece = tuple[int, Period]
"""A network and a piece whose days are not known yet."""


class Facts(NamedTuple):
    """What is known about one URL."""

    networks: Mapping[Period, Mapping[int, Counts]]
    """Suspicious counts by piece and network."""
    days: Mapping[Period, Mapping[str, Counts]]
    """The same by piece and day."""


class Span(NamedTuple):
    """The first and last day of a block."""

    first: str | None
    last: str | None


class Days:
    """The suspicious days of single networks, as far as they were fetched."""

    def __init__(self, read: Callable[[int, Period], Iterable[Tally] | None]) -> None:
        self._read = read
        self._known: dict[NetworkPiece, dict[str, set[str]] | None] = {}
        self.missing: set[NetworkPiece] = set()
        """Networks and pieces that were needed, but are not there."""

    def of(self, asn: int, piece: Period, urls: Iterable[str]) -> set[str]:
        """Return the days in `piece` with an anomaly of one of `urls` on a network. Note it as missing if unknown."""
        wanted = (asn, piece)
        if wanted not in self._known:
            rows = self._read(asn, piece)
            found: dict[str, set[str]] = {}
            for row in rows or ():
                if row.counts.anomaly:
                    found.setdefault(row.url, set()).add(row.key)
            self._known[wanted] = None if rows is None else found
        known = self._known[wanted]
        if known is None:
            self.missing.add(wanted)
            return set()
        return {day for url in urls for day in known.get(url, ())}


def span(facts: Mapping[str, Facts], blocking: Collection[int], pieces: Sequence[Period], days: Days) -> Span:
    """Return the first and last day on which a site was blocked. `facts` has the facts of its URLs."""

    @functools.cache
    def of(piece: Period) -> set[str]:
        return _blocked_days(facts, blocking, piece, days)

    first = next((min(found) for piece in pieces if (found := of(piece))), None)
    last = next((max(found) for piece in reversed(pieces) if (found := of(piece))), None)
    return Span(first, last)


def _blocked_days(facts: Mapping[str, Facts], blocking: Collection[int], piece: Period, days: Days) -> set[str]:
    confirmed: set[str] = set()
    anomalous: set[str] = set()
    networks: dict[int, int] = {}
    for one in facts.values():
        for asn, counts in one.networks.get(piece, {}).items():
            networks[asn] = networks.get(asn, 0) + counts.anomaly
        for day, counts in one.days.get(piece, {}).items():
            confirmed |= {day} if counts.confirmed else set()
            anomalous |= {day} if counts.anomaly else set()
    concerned = [asn for asn, anomalies in networks.items() if anomalies and asn in blocking]
    if len(concerned) == sum(anomalies > 0 for anomalies in networks.values()):
        return confirmed | anomalous
    if confirmed and anomalous and min(confirmed) <= min(anomalous) and max(confirmed) >= max(anomalous):
        return confirmed
    found = set(confirmed)
    for asn in concerned:
        found |= days.of(asn, piece, facts)
    # If some are missing, no other piece matters until they are there.
    is_known = days.missing.isdisjoint((asn, piece) for asn in concerned)
    return found if is_known else {piece.since.isoformat()}
