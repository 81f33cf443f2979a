"""Compare ways to find episodes: each reads the same evidence of the same made-up worlds.

All but one have the same masks and the same floor. The masks leave out outages, days on which a site was down, dead
names, and steps on all networks. The floor says how many tests and days an episode needs.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import reduce
from itertools import pairwise
from operator import add
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from kh_testlist.ooni.episode import Day
from tests.ooni.told import desk
from tests.ooni.truths.score import Score
from tests.ooni.truths.world import world

_OURS: Final = "kh_testlist.ooni"
_FINE, _FAILS, _HEIGHT = 0.06, 0.6, 6.0
"""The CUSUM: the shares of bad tests of the two states, and how much evidence a change needs."""
_CHANGE: Final = 5.0
"""The partition: the penalty of each change, as a logarithm."""
_MOST_TESTS: Final = 3
"""The partition: tests of one day count at most so often, because one phone may have made all of them."""
_HALF: Final = 0.5

Places = Iterator[tuple[int, int]]
"""The first and last places of the days on which a site fails, the last ones first."""


def partition(days: Sequence[Day], _gains: Sequence[float]) -> Places:
    """Yield where the best partition of the days into segments of one share each has segments that fail.

    The share of a segment is not known: all shares are as likely (Jeffreys). All partitions are tried.
    """
    tests, bad = [0.0], [0.0]
    for day in days:
        weight = min(day.tests, _MOST_TESTS)
        tests.append(tests[-1] + weight)
        bad.append(bad[-1] + weight * day.bad / day.tests)
    best, came = [0.0], [0]
    for last in range(1, len(days) + 1):
        scores = [
            best[first] - _CHANGE + _segment(tests[last] - tests[first], bad[last] - bad[first])
            for first in range(last)
        ]
        came.append(max(range(last), key=scores.__getitem__))
        best.append(scores[came[-1]])
    cuts = [len(days)]
    while cuts[-1]:
        cuts.append(came[cuts[-1]])
    failing = [
        (first, last - 1)
        for last, first in pairwise(cuts)
        if bad[last] - bad[first] >= _HALF * (tests[last] - tests[first])
    ]
    yield from _joined(failing)


def _segment(tests: float, bad: float) -> float:
    """Return the logarithm of how likely the days of a segment are, over all shares."""
    alpha, beta = bad + _HALF, tests - bad + _HALF
    return math.lgamma(alpha) + math.lgamma(beta) - math.lgamma(alpha + beta) - math.log(math.pi)


def _joined(places: Iterable[tuple[int, int]]) -> Places:
    """Yield places, but those next to each other as one. The last ones come first."""
    known: tuple[int, int] | None = None
    for first, last in places:
        if known and last + 1 == known[0]:
            known = first, known[1]
            continue
        if known:
            yield known
        known = first, last
    if known:
        yield known


def cusum(days: Sequence[Day], _gains: Sequence[float]) -> Places:
    """Yield where the sum of evidence for a change, over all tests, came over the height, and then back."""
    found: list[tuple[int, int]] = []
    is_failing, total, since, start = False, 0.0, 0, 0
    for place, day in enumerate(days):
        for_failing = day.bad * math.log(_FAILS / _FINE) + (day.tests - day.bad) * math.log((1 - _FAILS) / (1 - _FINE))
        step = -for_failing if is_failing else for_failing
        if total == 0.0:
            since = place
        total = max(0.0, total + step)
        if total >= _HEIGHT:
            if is_failing:
                found.append((start, since - 1))
            start, is_failing, total = since, not is_failing, 0.0
    if is_failing:
        found.append((start, len(days) - 1))
    yield from reversed(found)


def _nothing(*_given: object) -> tuple[()]:
    return ()


def _no(*_given: object) -> None:
    return None


_BARE: Final[Mapping[str, Any]] = {
    "detection.bad_days": _nothing,
    "detection.is_everywhere": _no,
    "detection.may_fail": bool,
    "detect.may_fail": bool,
    "dead_names.down_spans": _nothing,
    "dead_names.dead_name": _no,
    "detect.LEAST_TESTS": 1,
    "detect.LEAST_DAYS": 1,
    "detect.LEAST_SHARE": 0.0,
    "detect.LEAST_GAIN": 0.0,
}
METHODS: Final[Mapping[str, Mapping[str, Any]]] = {
    "HMM, as in the program": {},
    "HMM without masks and floor": _BARE,
    "Bayesian partition": {"detect._failing": partition},
    "CUSUM (0.06 / 0.6, h = 6)": {"detect._failing": cusum},
}
"""The methods, each with what it has in place of parts of the program."""

_COLUMNS: Final[Mapping[str, Callable[[Score], str]]] = {
    "recall": lambda one: f"{one.recall:.3f}",
    "precision": lambda one: f"{one.precision:.3f}",
    "start, median (days)": lambda one: f"{one.start_median:.0f}",
    "start, 90th percentile": lambda one: f"{one.start_90th:.0f}",
    "clean rows blocked": lambda one: f"{one.clean_rows_blocked} of {one.clean_rows}",
    "dead sites blocked": lambda one: f"{one.dead_sites_blocked} of {one.dead_sites}",
    "episodes in outages": lambda one: f"{one.outage_blocks}",
}


def scores(seeds: Sequence[int]) -> dict[str, Score]:
    """Return the score of each method over the worlds of some seeds."""
    found: dict[str, list[Score]] = {name: [] for name in METHODS}
    for seed in seeds:
        with tempfile.TemporaryDirectory(prefix="told-") as name, desk(world(seed), Path(name)) as one:
            one.fetch()
            for method, parts in METHODS.items():
                with ExitStack() as stack:
                    for part, instead in parts.items():
                        stack.enter_context(patch(f"{_OURS}.{part}", instead))
                    found[method].append(one.read().score)
    return {method: reduce(add, of_method) for method, of_method in found.items()}


def table(found: Mapping[str, Score], seeds: Sequence[int]) -> str:
    """Return the scores as a table in Markdown."""
    lines = [f"| method | {' | '.join(_COLUMNS)} |", f"|---|{len(_COLUMNS) * '---:|'}"]
    lines += [
        f"| {name} | {' | '.join(column(score) for column in _COLUMNS.values())} |" for name, score in found.items()
    ]
    counted = next(iter(found.values())).counted
    which = f"seed {seeds[0]}" if len(seeds) == 1 else f"seeds {seeds[0]} to {seeds[-1]}"
    about = f"{len(seeds)} made-up worlds ({which}) with {counted} blocks to find, through the service."
    return "\n".join([*lines, "", about])
