"""Scoring: iMAP's arithmetic step by step, its worked example, and what must hold of any counts."""

from __future__ import annotations

import random
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.ooni import scoring
from kh_testlist.ooni.episode import Episode, Kind, Where
from kh_testlist.ooni.evidence import Counts, Status, Thresholds

USUAL = Thresholds()
COUNTS = st.builds(Counts, *[st.integers(0, 12)] * 4)
NETWORKS = st.dictionaries(st.integers(1, 40), COUNTS, max_size=8)
LIMITS = st.builds(
    Thresholds,
    st.sampled_from((0.0, 0.5, 0.9, 0.95)),
    st.integers(1, 8),
    st.sampled_from((0.0, 0.25, 0.4, 1.0)),
    st.sampled_from((0.0, 0.3, 1.0)),
)


def blocked(networks: dict[int, Counts], limits: Thresholds = USUAL) -> set[int]:
    """The networks that block."""
    return {asn for asn, score in scoring.scores(networks, limits).items() if score.blocked}


class TestSteps:
    """Each step of the notebook."""

    @pytest.mark.parametrize(
        ("counts", "ratio"),
        [
            (Counts(), "0"),
            (Counts(ok=10), "0"),
            (Counts(anomaly=9, failure=1), "9/10"),
            (Counts(anomaly=4, confirmed=5, failure=1), "9/10"),
            (Counts(confirmed=3), "1"),
            (Counts(failure=3), "0"),
        ],
    )
    def test_ratio(self, counts: Counts, ratio: str) -> None:
        """Failures stay in the denominator."""
        assert scoring.ratio(counts) == Fraction(ratio)

    @given(st.lists(st.integers(1, 10_000), min_size=1, max_size=60), st.sampled_from(("0.4", "0.9", "0.95")))
    def test_quantile(self, values: list[int], share: str) -> None:
        """The quantile is numpy's, and so pandas', but for the rounding of floats."""
        assert float(scoring.quantile(values, Fraction(share))) == pytest.approx(np.quantile(values, float(share)))

    @pytest.mark.parametrize(
        ("tests", "usual", "weight"), [(6, "6", "1"), (5, "5", "3/10"), (6, "13/2", "3/10"), (100, "2", "1")]
    )
    def test_weight(self, tests: int, usual: str, weight: str) -> None:
        """Full from the quantile on and above five tests; 0.3 otherwise."""
        assert scoring.weight(tests, Fraction(usual), USUAL) == Fraction(weight)

    @pytest.mark.parametrize(
        ("networks", "expected"),
        [
            ({}, set()),
            ({1: Counts(anomaly=6)}, {1}),
            ({1: Counts(anomaly=5)}, set()),
            ({1: Counts(confirmed=5)}, set()),
            ({1: Counts(ok=5, confirmed=1)}, {1}),
            ({1: Counts(ok=1, anomaly=9)}, set()),  # exactly 0.9 is not above it
            ({1: Counts(ok=1, anomaly=10)}, {1}),
            ({1: Counts(failure=1, anomaly=9)}, set()),
            ({1: Counts(anomaly=6), 2: Counts(ok=100), 3: Counts(ok=100)}, set()),  # 6 is below the quantile
            ({1: Counts(anomaly=100), 2: Counts(ok=6), 3: Counts(ok=6)}, {1}),
        ],
    )
    def test_networks(self, networks: dict[int, Counts], expected: set[int]) -> None:
        """Who is listed."""
        assert blocked(networks) == expected

    def test_percentiles(self) -> None:
        """The notebook's own example has P90 0.86 and P95 1.0: most networks of the site are over the threshold."""
        networks = {asn: Counts(ok=10) for asn in range(1, 9)} | {asn: Counts(anomaly=10) for asn in (9, 10)}
        found = scoring.scores(networks, USUAL).values()
        assert scoring.percentile(found, scoring.P90) == 1
        assert scoring.percentile(found, Fraction(1, 2)) == 0
        assert scoring.percentile([], scoring.P95) == 0

    @pytest.mark.parametrize(
        ("networks", "expected"),
        [
            ({}, Status.NOT_MEASURED),
            ({1: Counts()}, Status.NOT_MEASURED),
            ({1: Counts(ok=5), 2: Counts(anomaly=5)}, Status.INCONCLUSIVE),
            ({1: Counts(ok=6)}, Status.OK),
            ({1: Counts(ok=6), 2: Counts(confirmed=5)}, Status.OK),
            ({1: Counts(anomaly=7)}, Status.BLOCKED_LIKELY),
            ({1: Counts(anomaly=7), 2: Counts(ok=5, confirmed=1)}, Status.BLOCKED_CONFIRMED),
            ({1: Counts(anomaly=7), 2: Counts(confirmed=2)}, Status.BLOCKED_LIKELY),
        ],
    )
    def test_status(self, networks: dict[int, Counts], expected: Status) -> None:
        """What it amounts to."""
        assert scoring.status(networks, scoring.scores(networks, USUAL), USUAL.floor) is expected


class TestProperties:
    """What holds of any counts and settings."""

    @given(NETWORKS, LIMITS, st.data())
    def test_an_anomaly_more_never_unblocks(
        self, networks: dict[int, Counts], limits: Thresholds, data: st.DataObject
    ) -> None:
        """Turning an ok, or a failure, into an anomaly leaves every network blocked that was."""
        able = [asn for asn, counts in networks.items() if counts.ok or counts.failure]
        if not able:
            return
        asn = data.draw(st.sampled_from(able))
        counts = networks[asn]
        worse = (
            counts._replace(ok=counts.ok - 1, anomaly=counts.anomaly + 1)
            if counts.ok
            else counts._replace(failure=counts.failure - 1, anomaly=counts.anomaly + 1)
        )
        assert blocked(networks, limits) <= blocked({**networks, asn: worse}, limits)

    @given(NETWORKS, LIMITS, st.randoms(use_true_random=False))
    def test_order_does_not_matter(
        self, networks: dict[int, Counts], limits: Thresholds, chance: random.Random
    ) -> None:
        """In another order the scores are the same."""
        shuffled = list(networks.items())
        chance.shuffle(shuffled)
        assert scoring.scores(dict(shuffled), limits) == scoring.scores(networks, limits)

    @given(NETWORKS, LIMITS)
    def test_never_below_the_floor(self, networks: dict[int, Counts], limits: Thresholds) -> None:
        """A network with fewer tests than the floor is never listed, confirmed or not, whatever the settings."""
        assert all(networks[asn].measurements >= limits.floor for asn in blocked(networks, limits))
        assert all(networks[asn].measurements > 5 for asn in blocked(networks))

    @given(NETWORKS)
    def test_scores_are_shares(self, networks: dict[int, Counts]) -> None:
        """A weighted ratio is from 0 to 1; what is nowhere suspicious is nowhere blocked."""
        found = scoring.scores(networks, USUAL)
        assert all(0 <= score.weighted <= 1 for score in found.values())
        assert all(networks[asn].suspicious for asn in blocked(networks))


def episode(tests: int = 6, end: str | None = "2026-08-09", kind: Kind = Kind.DNS, *, is_dead: bool = False) -> Episode:
    """An episode on some network."""
    return Episode(1, "2026-08-01", end, kind, Where.UNKNOWN, tests, tests, 0.99, is_dead_name=is_dead)


class TestEpisodes:
    """What episodes change in the status: only what no network blocks over the whole period."""

    @pytest.mark.parametrize(
        ("counts", "episodes", "is_doubtful", "status"),
        [
            (Counts(90, 10), (episode(),), False, Status.BLOCKED_IN_PART),
            (Counts(90, 10), (episode(end=None),), False, Status.BLOCKED_IN_PART),
            (Counts(90, 10), (episode(5),), False, Status.OK),
            (Counts(90, 10), (episode(5, None),), False, Status.INCONCLUSIVE),
            (Counts(90, 10), (episode(kind=Kind.DOWN),), False, Status.OK),
            (Counts(90, 10), (episode(end=None, kind=Kind.DOWN),), False, Status.INCONCLUSIVE),
            (Counts(90, 10), (episode(is_dead=True),), False, Status.OK),
            (Counts(90, 10), (episode(end=None, is_dead=True),), False, Status.INCONCLUSIVE),
            (Counts(90, 10), (episode(kind=Kind.DOWN), episode()), False, Status.BLOCKED_IN_PART),
            (Counts(90, 10), (), True, Status.INCONCLUSIVE),
            (Counts(90, 10), (), False, Status.OK),
            (Counts(3, 2), (), False, Status.INCONCLUSIVE),
            (Counts(0, 10), (episode(is_dead=True),), True, Status.BLOCKED_LIKELY),
            (Counts(9, 10, 1), (), True, Status.BLOCKED_CONFIRMED),
            (Counts(), (), False, Status.NOT_MEASURED),
        ],
    )
    def test_table(self, counts: Counts, episodes: tuple[Episode, ...], status: Status, *, is_doubtful: bool) -> None:
        """The first that holds."""
        networks = {1: counts}
        found = scoring.scores(networks, USUAL)
        assert scoring.status(networks, found, USUAL.floor, episodes, is_doubtful=is_doubtful) is status

    @given(NETWORKS, st.lists(st.builds(episode, st.integers(0, 9), st.sampled_from(["2026-08-09", None]))))
    def test_the_old_two_stay(self, networks: dict[int, Counts], episodes: list[Episode]) -> None:
        """Episodes change none of iMAP's figures, and a row with an open one is never ok."""
        found = scoring.scores(networks, USUAL)
        old = scoring.status(networks, found, USUAL.floor)
        new = scoring.status(networks, found, USUAL.floor, episodes)
        assert new.is_blocked == old.is_blocked
        if old.is_blocked or old is Status.NOT_MEASURED:
            assert new is old
        if any(one.end is None for one in episodes):
            assert new is not Status.OK
