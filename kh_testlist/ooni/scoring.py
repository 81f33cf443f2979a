"""Which networks block a site: iMAP's arithmetic, step by step, on counts alone.

Source of each step: Sinar/imap-data, 2024_Annual_Report/jupyter_notebook/2024_Confirmed_blocking_Jun24.ipynb. Fractions
and not floats: a ratio of exactly the threshold must not depend on how a machine rounds.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from kh_testlist.ooni.evidence import Counts, Status, Thresholds


class Score(NamedTuple):
    """What the counts of one network say of a site."""

    weighted: Fraction
    blocked: bool


def ratio(counts: Counts) -> Fraction:
    """Step 1: suspicious measurements among all. Failures stay in the denominator."""
    return Fraction(counts.suspicious, counts.measurements) if counts.measurements else Fraction(0)


def quantile(values: Sequence[Fraction | int], share: Fraction) -> Fraction:
    """Step 2: the quantile with linear interpolation, as pandas has it by default; 0 of nothing."""
    if not values:
        return Fraction(0)
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def weight(measurements: int, usual: Fraction, thresholds: Thresholds) -> Fraction:
    """Step 3: full where a network made as many tests as is `usual` for the site, and the floor; light otherwise."""
    is_full = measurements >= usual and measurements >= thresholds.floor
    return Fraction(1) if is_full else _exact(thresholds.light)


def scores(networks: Mapping[int, Counts], thresholds: Thresholds) -> dict[int, Score]:
    """Step 4: by network, the weighted ratio, and whether it is over the threshold.

    The notebook lists no network with fewer tests than the floor, for its light weight is below any threshold; here
    that holds whatever the settings. A confirmed measurement blocks by itself from the floor on: OONI knows the mark.
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
    """Step 5: P90 or P95 of a site's weighted ratios over its networks."""
    return quantile([score.weighted for score in found], share)


P90, P95 = Fraction(9, 10), Fraction(19, 20)


def status(networks: Mapping[int, Counts], found: Mapping[int, Score], floor: int) -> Status:
    """What it amounts to. OONI's own meaning stays beside it: confirmed is a known mark, an anomaly is no proof."""
    if not any(counts.measurements for counts in networks.values()):
        return Status.NOT_MEASURED
    blocked = [networks[asn] for asn, score in found.items() if score.blocked]
    if any(counts.confirmed for counts in blocked):
        return Status.BLOCKED_CONFIRMED
    if blocked:
        return Status.BLOCKED_LIKELY
    is_tested = any(counts.measurements >= floor for counts in networks.values())
    return Status.OK if is_tested else Status.INCONCLUSIVE


@functools.cache
def _exact(number: float) -> Fraction:
    """The number as it was written: 0.9 is nine tenths."""
    return Fraction(repr(number))
