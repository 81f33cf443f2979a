"""Evidence put straight into the cache, as a fetch of one finished month leaves it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final

from kh_testlist.ooni.cache import Asked, Cache, Source, Tally, place
from kh_testlist.ooni.evidence import Counts
from kh_testlist.ooni.gathering import LAYERS
from kh_testlist.ooni.period import Period

MONTH: Final = Period(dt.date(2026, 7, 1), dt.date(2026, 8, 1))
_SOURCE: Final = Source("https://api.ooni.org", "KH")
_LATER: Final = dt.datetime(2026, 9, 1, tzinfo=dt.UTC)


def seed(scope: str, counts: Mapping[str, Mapping[int, Counts]], until: dt.date = MONTH.until) -> None:
    """Have the cache say that this was measured, by URL and network; up to `until` it was wanted."""
    rows = [Tally(url, str(asn), said) for url, networks in counts.items() for asn, said in networks.items()]
    with Cache(place()) as cache:
        for layer in LAYERS:
            cache.put(_SOURCE, layer, {MONTH: rows if layer == LAYERS[0] else []}, _LATER)
        cache.put_names(_SOURCE.root, {})
        cache.note(Asked(_SOURCE, Period(MONTH.since, until), scope, "url"))
