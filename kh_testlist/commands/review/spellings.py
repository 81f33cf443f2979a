"""What OONI saw of a site under any spelling of its URL: no row is dropped while there are signs of interference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from kh_testlist.commands.stored import Wish, wanted
from kh_testlist.ooni.cache import NETWORKS, Cache, place
from kh_testlist.terminal.session import Session
from kh_testlist.urls import equivalence_key


def suspicious(session: Session, wish: Wish) -> Mapping[str, int]:
    """By the equivalence key of a site: measurements with signs of interference, as they were fetched.

    Raises:
        Failure: the cache can't be read.
        Misuse: the options contradict each other.

    """
    found: Counter[str] = Counter()
    with Cache(place()) as cache:
        asked = wanted(session, wish, cache)
        for row in cache.read(asked.source, NETWORKS, asked.period.pieces, suspicious=True):
            found[equivalence_key(row.url)] += row.counts.suspicious
    return found
