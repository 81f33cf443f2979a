"""The first and last day of a block, told from few answers: the same as from every measurement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.ooni.blocked_days import Days, Facts, span
from kh_testlist.ooni.cache import Tally
from kh_testlist.ooni.evidence import Counts
from kh_testlist.ooni.period import Period, period

WHOLE = period("2025-06-29", "2025-08-03")
URLS = ("https://a.example.com/", "https://b.example.com/")


class Bad(NamedTuple):
    """A suspicious measurement."""

    url: str
    asn: int
    day: dt.date
    confirmed: bool

    @property
    def counts(self) -> Counts:
        """It alone."""
        return Counts(confirmed=1) if self.confirmed else Counts(anomaly=1)


SEEN = st.lists(
    st.builds(
        Bad,
        st.sampled_from(URLS),
        st.integers(1, 3),
        st.sampled_from([WHOLE.since + dt.timedelta(number) for number in (0, 1, 2, 3, 20, 32, 33, 34)]),
        st.booleans(),
    ),
    max_size=12,
)


def facts_of(seen: Iterable[Bad]) -> dict[str, Facts]:
    """What is known for all URLs."""
    found: dict[str, Facts] = {}
    for url in URLS:
        networks: dict[Period, dict[int, Counts]] = {}
        days: dict[Period, dict[str, Counts]] = {}
        for one in seen:
            if one.url == url:
                piece = next(piece for piece in WHOLE.pieces if piece.holds(one.day))
                of_piece = networks.setdefault(piece, {})
                of_piece[one.asn] = of_piece.get(one.asn, Counts()).plus(one.counts)
                of_days = days.setdefault(piece, {})
                day = one.day.isoformat()
                of_days[day] = of_days.get(day, Counts()).plus(one.counts)
        found[url] = Facts(networks, days)
    return found


@given(SEEN, st.sets(st.integers(1, 3)))
def test_the_same_as_from_all(seen: list[Bad], blocking: set[int]) -> None:
    """What is not asked for was not needed; what is needed is named, one answer at a time, until nothing is missing."""
    expected = sorted(one.day.isoformat() for one in seen if one.confirmed or one.asn in blocking)
    known: set[tuple[int, Period]] = set()

    def read(asn: int, piece: Period) -> list[Tally] | None:
        if (asn, piece) not in known:
            return None
        here = [one for one in seen if one.asn == asn and piece.holds(one.day)]
        keys = {(one.url, one.day.isoformat()) for one in here}
        return [
            Tally(url, day, Counts(*map(sum, zip(*(
                one.counts for one in here if (one.url, one.day.isoformat()) == (url, day)
            ), strict=True))))
            for url, day in keys
        ]  # fmt: skip

    for _ in range(20):
        days = Days(read)
        found = span(facts_of(seen), blocking, WHOLE.pieces, days)
        if not days.missing:
            break
        known |= days.missing
    assert not days.missing
    assert found == ((expected[0], expected[-1]) if expected else (None, None))
    assert {asn for asn, _ in known} <= blocking
    assert len(known) <= 2 * len(blocking)


@given(SEEN)
def test_nothing_is_asked_where_all_or_none_block(seen: list[Bad]) -> None:
    """Where every network blocks, or none, the days are known already."""
    for blocking in (set[int](), {1, 2, 3}):
        days = Days(lambda _asn, _piece: None)
        span(facts_of(seen), blocking, WHOLE.pieces, days)
        assert not days.missing
