"""Which networks block a site: iMAP's arithmetic, step by step, from counts only.

Source of each step: Sinar/imap-data, 2024_Annual_Report/jupyter_notebook/2024_Confirmed_blocking_Jun24.ipynb. It uses
fractions and not floats, because a ratio of exactly the threshold must not depend on rounding.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from kh_testlist.ooni.episode import Episode, Kind
from kh_testlist.ooni.evidence import EPISODE_FLOOR, Counts, Status, Thresholds


class Score(NamedTuple):
    """What the counts of one network show about a site."""

    weighted: Fraction
    blocked: bool


def ratio(counts: Counts) -> Fraction:
    """Return the share of suspicious measurements among all (step 1). Failures stay in the denominator."""
    return Fraction(counts.suspicious, counts.measurements) if counts.measurements else Fraction(0)


def quantile(values: Sequence[Fraction | int], share: Fraction) -> Fraction:
    """Return the quantile with linear interpolation, as pandas does by default (step 2); 0 for no values."""
    if not values:
        return Fraction(0)
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def weight(measurements: int, usual: Fraction, thresholds: Thresholds) -> Fraction:
    """Return the weight of a network (step 3): 1 if its tests reach `usual` and the floor, else `light`."""
    is_full = measurements >= usual and measurements >= thresholds.floor
    return Fraction(1) if is_full else _exact(thresholds.light)


def scores(networks: Mapping[int, Counts], thresholds: Thresholds) -> dict[int, Score]:
    """Return the weighted ratio of each network, and whether the network blocks the site (step 4).

    The notebook lists no network with fewer tests than the floor, because its light weight is below any threshold. Here
    such a network never counts, with any settings. From the floor on, one confirmed measurement is enough, because OONI
    knows the mark.
    """
    usual = quantile([counts.measurements for counts in networks.values()], _exact(thresholds.quantile))
    found = {}
    for asn, counts in networks.items():
        weighted = weight(counts.measurements, usual, thresholds) * ratio(counts)
        is_enough = counts.measurements >= thresholds.floor
        is_over = weighted > _exact(thresholds.threshold)
        found[asn] = Score(weighted, is_enough and (is_over or counts.confirmed > 0))
    return found


def percentile(found: Iterable[Score], share: Fraction) -> Fraction:
    """Return P90 or P95 of a site's weighted ratios over its networks (step 5)."""
    return quantile([score.weighted for score in found], share)


P90, P95 = Fraction(9, 10), Fraction(19, 20)


def status(
    networks: Mapping[int, Counts],
    found: Mapping[int, Score],
    floor: int,
    episodes: Iterable[Episode] = (),
    *,
    is_doubtful: bool = False,
) -> Status:
    """Return what it shows. OONI's own meaning still holds: confirmed is a known mark, an anomaly is not proof.

    A site is never `ok` if one of its `episodes` has no end. It is also never `ok` if it `is_doubtful` at the end.
    """
    if not any(counts.measurements for counts in networks.values()):
        return Status.NOT_MEASURED
    blocked = [networks[asn] for asn, score in found.items() if score.blocked]
    if any(counts.confirmed for counts in blocked):
        return Status.BLOCKED_CONFIRMED
    if blocked:
        return Status.BLOCKED_LIKELY
    known = tuple(episodes)
    if any(map(is_block, known)):
        return Status.BLOCKED_IN_PART
    is_tested = any(counts.measurements >= floor for counts in networks.values())
    fails_now = is_doubtful or any(one.end is None for one in known)
    return Status.OK if is_tested and not fails_now else Status.INCONCLUSIVE


def is_block(episode: Episode) -> bool:
    """Return True if the site was blocked, and not down, and if there are enough tests."""
    is_dead = episode.kind is Kind.DOWN or episode.is_dead_name
    return not is_dead and episode.measurements >= EPISODE_FLOOR


@functools.cache
def _exact(number: float) -> Fraction:
    """Return the number as it was written: 0.9 is nine tenths."""
    return Fraction(repr(number))
