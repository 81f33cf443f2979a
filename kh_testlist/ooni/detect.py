"""Find episodes in daily counts: a hidden Markov model with two states for each site and network.

In a span of days a site is fine or it fails. The number of bad tests of a day is beta-binomial in both states. So it
varies more than a binomial. One day proves little, even with many tests: they may come from one phone. The
usual noise is learned from the other networks and the other sites of the same weeks. The likeliest path of states gives
the episodes (Viterbi).

Days without a test are gaps. They prove nothing, but in a long gap a change is more likely.

Sources: the method and its thresholds were chosen on made-up truths, see docs/evidence.md. Probes come in bursts, so
days are not binomial: ooni/data, docs, c8fcc72.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from kh_testlist.ooni.episode import Day

LEAST_TESTS: Final = 6
"""Tests in an episode, at least: iMAP's floor."""
LEAST_DAYS: Final = 3
"""Days with a bad test, at least: one evening of one phone is one day."""
LEAST_GAIN: Final = 6.0
"""How much likelier, as a logarithm, the days must be if the site fails."""
LEAST_SHARE: Final = 0.5
"""The share of bad tests in an episode, by days, at least."""

_FAILING: Final = ((4.5, 0.5), (3.0, 2.0))
"""Two beta distributions of bad tests if a site fails. The second is for blocks that part of the phones do not meet."""
_SPREAD: Final = 6.0
"""The weight of the beta distribution if a site is fine: its two parameters together."""
USUAL: Final = 0.04
"""The share of bad tests if a site is fine and nothing else is known."""
_LOWEST, _HIGHEST = 0.02, 0.45
_CAP: Final = 3.2
"""What one day can prove, at most."""
_TO_FAILING: Final = 1 / 250
"""How likely a site begins to fail on a day."""
_TO_FINE: Final = 1 / 90
_FROM_START: Final = 0.04
"""How likely it fails on its first day."""
_BUCKETS: Final = 50
_ROUNDING: Final = 1e-6


class Span(NamedTuple):
    """Days in which a site failed, from the first to the last bad day."""

    first: int
    """The number of the day."""
    last: int
    is_open_before: bool
    """True if it failed from its first test on."""
    is_open_after: bool
    """True if it failed until its last test."""
    tests: int
    bad: int
    gain: float
    """How much likelier the days are if the site failed, as a logarithm."""
    last_good: int | None
    """The last day with a good test before it."""

    @property
    def confidence(self) -> float:
        """How likely it is that it failed, from 0 to 1."""
        return 1 - 0.5 * math.exp(-(self.gain - LEAST_GAIN + 2) / 4)


def spans(days: Sequence[Day], usual: Callable[[int], float] = lambda _: USUAL) -> list[Span]:
    """Return the spans in which a site failed on one network, in their order.

    Args:
        days: its days with tests, in their order.
        usual: the share of tests that are bad on a day although the site is fine.

    """
    if not may_fail(days):
        return []
    gains = [gain(day.tests, day.bad, usual(day.day)) for day in days]
    found = [span for first, last in _failing(days, gains) if (span := _span(days, gains, first, last)) is not None]
    return found[::-1]


def may_fail(days: Sequence[Day]) -> bool:
    """Return False if no span of these days has enough bad days and bad tests, whatever is usual.

    This takes much less time than the model, and most sites are fine.
    """
    places = [place for place, day in enumerate(days) if day[2]]
    if len(places) < LEAST_DAYS:
        return False
    starts: list[float] = []
    lowest, together = math.inf, 0.0  # how much of the share lacks up to a day: the lowest one before an episode
    for number, place in enumerate(places):
        starts.append(together - LEAST_SHARE * place)
        together += days[place].bad / days[place].tests
        if number >= LEAST_DAYS - 1:
            lowest = min(lowest, starts[number - LEAST_DAYS + 1])
            if together - LEAST_SHARE * (place + 1) - lowest >= -_ROUNDING:
                return True
    return False


def gain(tests: int, bad: int, usual: float) -> float:
    """Return how much likelier a day is if the site fails, as a logarithm. It is never more than one day can prove."""
    bucket = round(min(max(usual, _LOWEST), _HIGHEST) * _BUCKETS)
    return _gain(min(tests, 40), round(bad * min(tests, 40) / tests), bucket)


@lru_cache(maxsize=100_000)
def _gain(tests: int, bad: int, bucket: int) -> float:
    mean = max(bucket, 1) / _BUCKETS
    fine = _beta_binomial(tests, bad, mean * _SPREAD, (1 - mean) * _SPREAD)
    failing = math.log(sum(math.exp(_beta_binomial(tests, bad, *kind)) for kind in _FAILING) / len(_FAILING))
    return max(-_CAP, min(_CAP, failing - fine))


def _beta_binomial(tests: int, bad: int, alpha: float, beta: float) -> float:
    """Return the logarithm of the likelihood, without the factor that both states have."""
    return _beta(alpha + bad, beta + tests - bad) - _beta(alpha, beta)


def _beta(alpha: float, beta: float) -> float:
    return math.lgamma(alpha) + math.lgamma(beta) - math.lgamma(alpha + beta)


def _failing(days: Sequence[Day], gains: Sequence[float]) -> Iterator[tuple[int, int]]:
    """Yield the first and last places of the days on which the likeliest path fails. The last ones come first."""
    fine, failing = math.log(1 - _FROM_START), math.log(_FROM_START) + gains[0]
    came: list[tuple[bool, bool]] = []  # for fine and failing: True if the day before was failing
    for place in range(1, len(days)):
        gap = days[place].day - days[place - 1].day
        (stay_fine, to_failing), (stay_failing, to_fine) = _moves(gap)
        from_failing = failing + to_fine > fine + stay_fine
        kept_failing = failing + stay_failing > fine + to_failing
        came.append((from_failing, kept_failing))
        fine, failing = (
            max(fine + stay_fine, failing + to_fine),
            max(failing + stay_failing, fine + to_failing) + gains[place],
        )
    is_failing = failing > fine
    last = len(days) - 1 if is_failing else None
    for place in range(len(days) - 1, 0, -1):
        before = came[place - 1][is_failing]
        if is_failing and not before:
            assert last is not None  # noqa: S101 - tells mypy what the loop has set
            yield place, last
            last = None
        elif before and not is_failing:
            last = place - 1
        is_failing = before
    if is_failing and last is not None:
        yield 0, last


@lru_cache(maxsize=4_000)
def _moves(gap: int) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the logarithms of staying and of changing after a gap of days, for both states."""
    found = []
    for chance in (_TO_FAILING, _TO_FINE):
        stays = (1 - chance) ** min(gap, 400)
        found.append((math.log(stays), math.log(1 - stays)))
    return found[0], found[1]


def _span(days: Sequence[Day], gains: Sequence[float], first: int, last: int) -> Span | None:
    """Return the span from the first to the last bad day of some days. Return None if it is below the floor."""
    bad = [place for place in range(first, last + 1) if days[place].bad]
    if len(bad) < LEAST_DAYS:
        return None
    inside = days[bad[0] : bad[-1] + 1]
    tests, together = sum(day.tests for day in inside), sum(gains[bad[0] : bad[-1] + 1])
    share = sum(day.bad / day.tests for day in inside) / len(inside)
    if tests < LEAST_TESTS or together < LEAST_GAIN or share < LEAST_SHARE:
        return None
    good = (day.day for day in reversed(days[: bad[0]]) if day.bad < day.tests)
    return Span(
        first=days[bad[0]].day,
        last=days[bad[-1]].day,
        is_open_before=first == 0,
        is_open_after=last == len(days) - 1,
        tests=tests,
        bad=sum(day.bad for day in inside),
        gain=together,
        last_good=next(good, None),
    )
