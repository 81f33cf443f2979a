"""What daily counts also show: noise, outages of a network, steps of a new version.

A site is compared with other sites of its network, and a network with other networks.
"""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from kh_testlist.ooni.detect import USUAL, Span
from kh_testlist.ooni.episode import Day, Series

Spans = Mapping[str, Mapping[int, Sequence[Span]]]
"""Spans in which sites failed, by URL and network."""

_Weeks = dict[int, list[int]]
"""The tests of each week, and how many of them were bad."""
_WEEK: Final = 7
_WEIGHT: Final = 12
"""How many tests the usual noise counts for, if there are few."""


class Noise:
    """The share of bad tests of sites that are fine: by network, by site and by week."""

    def __init__(self, series: Mapping[str, Series], failing: Spans) -> None:
        self._series = series
        self._failing = failing
        self._of_network: dict[int, _Weeks] = {}
        self._of_site: dict[str, _Weeks] = {}
        for url, networks in series.items():
            for asn, days in networks.items():
                _add(self._of_network.setdefault(asn, {}), days, failing.get(url, {}).get(asn, ()))

    def usual(self, url: str, asn: int) -> Callable[[int], float]:
        """Return a function that returns the share of bad tests that is usual on a day.

        It is the share of the network, or that of the site on other networks, if this is higher.
        """
        network, site, own = self._of_network[asn], self._site(url), self._own({}, url, asn)
        known: dict[int, float] = {}

        def of_day(day: int) -> float:
            week = day // _WEEK
            if week not in known:
                tests, bad = (all_ - here for all_, here in zip(_sum(site, week), _sum(own, week), strict=True))
                known[week] = max(_share(*_sum(network, week)), _share(tests, bad))
            return known[week]

        return of_day

    def _site(self, url: str) -> _Weeks:
        if url not in self._of_site:
            weeks = self._of_site[url] = {}
            for asn in self._series[url]:
                self._own(weeks, url, asn)
        return self._of_site[url]

    def _own(self, weeks: _Weeks, url: str, asn: int) -> _Weeks:
        _add(weeks, self._series[url][asn], self._failing.get(url, {}).get(asn, ()))
        return weeks


def _add(weeks: _Weeks, days: Sequence[Day], spans: Sequence[Span]) -> None:
    """Add the tests of days to their weeks. Days in which the site failed are left out."""
    for day, tests, bad in _outside(days, spans):
        week = day // _WEEK
        if week in weeks:
            counts = weeks[week]
            counts[0] += tests
            counts[1] += bad
        else:
            weeks[week] = [tests, bad]


def _outside(days: Sequence[Day], spans: Iterable[Span | BadDays]) -> Sequence[Day]:
    """Return the days that are in none of the spans."""
    left = days
    for span in spans:
        left = [day for day in left if not span.first <= day.day <= span.last]
    return left


def _sum(weeks: _Weeks, week: int) -> tuple[int, int]:
    """Return the tests and the bad ones of a week and the two next to it."""
    tests = bad = 0
    for near in (week - 1, week, week + 1):
        if near in weeks:
            tests += weeks[near][0]
            bad += weeks[near][1]
    return tests, bad


def _share(tests: int, bad: int) -> float:
    return (bad + USUAL * _WEIGHT) / (tests + _WEIGHT)


class BadDays(NamedTuple):
    """Days on which most sites failed on one network at once: a week at most."""

    asn: int
    first: int
    last: int
    sites: int
    """How many sites failed on its worst day."""
    of: int
    """How many sites were tested on that day."""
    share: float
    """The share of sites that failed, on the mean of its days."""

    @property
    def is_outage(self) -> bool:
        """True if so many sites failed that it is worth a name. One evening of one phone is not."""
        return self.share >= (_ONE_DAY if self.first == self.last else _SEVERAL_DAYS)


_OVER: Final = 0.15
"""How much more sites than usual must fail. Source: measured research, the outage of one resolver."""
_GAP: Final = 3
"""Days from one bad day to the next, at most, if they are one outage."""
_LONGEST: Final = 7
"""A longer span is no outage: an order that blocks many sites persists."""
_SITES: Final = 6
"""Sites that must be tested on a day, so that their share means anything."""
_LONG: Final = 6
"""Days of a span that is surely not an outage, so that its site is left out."""
_ONE_DAY, _SEVERAL_DAYS = 0.7, 0.5
_BAD: Final = 0.5


def bad_days(series: Mapping[str, Series], failing: Spans) -> list[BadDays]:
    """Return the days on which most sites failed on one network. Sites that failed for long do not count."""
    tested: dict[int, Counter[int]] = defaultdict(Counter)
    failed: dict[int, Counter[int]] = defaultdict(Counter)
    for url, networks in series.items():
        for asn, days in networks.items():
            long = [span for span in failing.get(url, {}).get(asn, ()) if span.last - span.first > _LONG]
            left = _outside(days, long)
            tested[asn].update([day for day, _, _ in left])
            failed[asn].update([day for day, tests, bad in left if bad and bad / tests >= _BAD])
    return [found for asn, days in tested.items() for found in _of_network(asn, days, failed[asn])]


def _of_network(asn: int, sites: Mapping[int, int], failed: Mapping[int, int]) -> Iterator[BadDays]:
    """Yield the bad days of a network from how many sites were tested on each day, and how many failed."""
    tested = sorted(day for day, count in sites.items() if count >= _SITES)
    if not tested:
        return
    shares = {day: failed.get(day, 0) / sites[day] for day in tested}
    usual = statistics.median(shares.values())
    high = {day for day in tested if shares[day] > usual + _OVER}
    for run in _joined(_runs(tested, high)):
        if run[-1] - run[0] < _LONGEST:
            worst = max(run, key=lambda one: shares[one])
            mean = statistics.mean(shares[day] for day in run)
            yield BadDays(asn, run[0], run[-1], failed.get(worst, 0), sites[worst], mean)


def _runs(tested: Sequence[int], high: Collection[int]) -> Iterator[list[int]]:
    """Yield high days in groups with no other tested day between them."""
    run: list[int] = []
    for day in tested:
        if day in high:
            run.append(day)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _joined(runs: Iterable[list[int]]) -> Iterator[list[int]]:
    """Yield `runs`, but near ones as one, if this is not longer than an outage."""
    last: list[int] = []
    for run in runs:
        if last and run[0] - last[-1] <= _GAP and run[-1] - last[0] < _LONGEST:
            last = [*last, *run]
            continue
        if last:
            yield last
        last = run
    if last:
        yield last


def without(series: Mapping[str, Series], masked: Iterable[BadDays]) -> dict[str, dict[int, Sequence[Day]]]:
    """Return `series` without these days."""
    spans: dict[int, list[BadDays]] = defaultdict(list)
    for one in masked:
        spans[one.asn].append(one)
    return {
        url: {asn: _outside(days, spans.get(asn, ())) for asn, days in networks.items()}
        for url, networks in series.items()
    }


_LEAST: Final = 3
"""Tests of a network that are enough to compare with."""
_NETWORKS: Final = 4
_MOST_OF_THEM: Final = 0.8
_RAISED: Final = 0.2
_PARTLY: Final = 0.62
"""A block fails more often than this, where it is in force. A new version or rule fails for some of the phones."""
_PARTLY_ABROAD: Final = 0.93
_CLEARLY: Final = 0.4


def is_everywhere(asn: int, span: Span, days: Series, foreign: Collection[int] = ()) -> bool:
    """Return True if a site failed on almost all networks in a span, but only in some tests.

    The cause may be a new version of the probe or of the rules, or the server. It is not a block of one network. A
    network on which it failed clearly more often is left out. If it also failed on `foreign` networks, the part may be
    larger.
    """
    rates = {}
    for other, found in days.items():
        inside = [day for day in found if span.first <= day.day <= span.last]
        tests = sum(day.tests for day in inside)
        if tests >= _LEAST:
            rates[other] = sum(day.bad for day in inside) / tests
    raised = sum(rate >= _RAISED for rate in rates.values())
    if len(rates) < _NETWORKS or raised < _MOST_OF_THEM * len(rates):
        return False
    usual = statistics.median(rate for other, rate in rates.items() if other != asn)
    if span.bad / span.tests - usual >= _CLEARLY:
        return False
    is_abroad = any(rates.get(other, 0) >= _BAD * usual for other in foreign)
    return statistics.median(rates.values()) <= (_PARTLY_ABROAD if is_abroad else _PARTLY)


class Step(NamedTuple):
    """Days in which a site partly failed on almost all networks: a new version or rule, or its server."""

    url: str
    first: int
    last: int
    networks: int
