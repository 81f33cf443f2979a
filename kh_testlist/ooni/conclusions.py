"""What the measurements of a period show: the episodes of each site, its state at the end, outages, and notes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Final, NamedTuple

from kh_testlist.ooni import dead_names
from kh_testlist.ooni.detect import Span as Failing
from kh_testlist.ooni.detection import Detected, detect, joined
from kh_testlist.ooni.episode import Day, Episode, Kind, More, Outage, Series, State, Where
from kh_testlist.ooni.judging import judged
from kh_testlist.ooni.noise import BadDays
from kh_testlist.ooni.operators import OPERATORS, Use
from kh_testlist.ooni.period import Period
from kh_testlist.ooni.site_days import Site, Span, date
from kh_testlist.ooni.sites import Site as Named

_LATELY: Final = 14
"""The last days of a period that say how a site is now."""
_SEEN: Final = 30
"""A network that tested a site in these last days may say that it works."""
_TESTS, _DAYS, _WORKING = 6, 3, 3
_HALF: Final = 0.5
_STEPS: Final = 5
"""Steps that are named one by one."""


class SiteConclusion(NamedTuple):
    """What is concluded about a site."""

    episodes: tuple[Episode, ...] = ()
    now: State = State.NOT_MEASURED
    states: Mapping[int, State] = {}
    """By network."""
    is_doubtful: bool = False
    """True if a network's last tests are anomalous by half or more, though no episode is open there."""


@dataclass(frozen=True, slots=True)
class Conclusions:
    """What is concluded about all sites of a period."""

    sites: Mapping[str, SiteConclusion] = field(default_factory=dict)
    """By the name of the site."""
    outages: tuple[Outage, ...] = ()
    notes: tuple[str, ...] = ()
    versions: Mapping[str, int] = field(default_factory=dict)


class Measured(NamedTuple):
    """What was measured in a country."""

    country: str
    period: Period
    series: Mapping[str, Series]
    """By URL: also of URLs that belong to no site, because they show the noise of their networks."""
    methods: Mapping[str, Mapping[str, int]]
    """Anomalies by URL and blocking type."""
    confirmed: Mapping[str, Mapping[int, Mapping[int, int]]]
    """Confirmed measurements by URL, network and day."""
    more: More


def conclude(measured: Measured, named: Sequence[Named]) -> Conclusions:
    """Return what the measurements show about the sites `named`."""
    if not any(measured.series.values()):
        return Conclusions(versions=_versions(measured.more))
    sites = {one.name: _site(measured, one) for one in named}
    taken = {url for one in named for url in one.urls}
    series: dict[str, Series] = {name: site.series for name, site in sites.items()}
    series |= {url: of_url for url, of_url in measured.series.items() if url not in taken}
    spans = {name: dead_names.down_spans(site, measured.more) for name, site in sites.items()}
    found = detect(series, _down(spans), foreign(measured.country))
    new = _new_bad_days(found.bad_days, sites.values())
    concluded = {name: _concluded(measured, site, found.spans.get(name, {}), new) for name, site in sites.items()}
    outages = tuple(
        Outage(one.asn, date(one.first), date(one.last), one.sites, one.of)
        for one in sorted(found.bad_days)
        if one.is_outage
    )
    return Conclusions(concluded, outages, tuple(_notes(found, measured.more, sites)), _versions(measured.more))


def foreign(country: str) -> frozenset[int]:
    """Return the networks of a country whose users may be anywhere: VPN carriers, companies of other countries."""
    uses = {Use.VPN, Use.FOREIGN}
    return frozenset(asn for one in OPERATORS.get(country.lower(), ()) if one.use in uses for asn in one.asns)


def _site(measured: Measured, named: Named) -> Site:
    methods: dict[str, int] = {}
    for url in named.urls:
        for method, count in measured.methods.get(url, {}).items():
            methods[method] = methods.get(method, 0) + count
    return Site(named.urls, joined(measured.series, named.urls), methods)


def _down(spans: Mapping[str, Sequence[Span]]) -> Mapping[str, Sequence[tuple[int, int]]]:
    return {name: [(span.first, span.last) for span in of_site] for name, of_site in spans.items() if of_site}


def _new_bad_days(found: Sequence[BadDays], sites: Collection[Site]) -> dict[int, int]:
    """Return the first of the bad days that a network still had in its last tests.

    An order to block many sites begins as an outage does, so nothing is known about these sites yet.
    """
    last: dict[int, int] = {}
    for site in sites:
        for asn, days in site.series.items():
            if days:
                last[asn] = max(last.get(asn, 0), days[-1].day)
    return {one.asn: one.first for one in found if one.last >= last.get(one.asn, one.last + 1)}


def _concluded(
    measured: Measured, site: Site, failing: Mapping[int, Sequence[Failing]], new: Mapping[int, int]
) -> SiteConclusion:
    plain = [_episode(measured, site, asn, span) for asn, spans in failing.items() for span in spans]
    episodes = judged(site, plain, measured.more)
    last = measured.period.last.toordinal()
    states = {asn: _state(asn, days, episodes, last) for asn, days in site.series.items()}
    doubtful = {
        asn
        for asn, days in site.series.items()
        if states[asn] is not State.BLOCKED
        and (_fails_lately(days, last) or any(day.bad and day.day >= new.get(asn, day.day + 1) for day in days))
    }
    states |= {asn: State.UNCLEAR for asn in doubtful if states[asn] is State.OK}
    return SiteConclusion(episodes, _now(states.values()), states, bool(doubtful))


def _episode(measured: Measured, site: Site, asn: int, span: Failing) -> Episode:
    confirmed = sum(
        count
        for url in site.urls
        for day, count in measured.confirmed.get(url, {}).get(asn, {}).items()
        if span.first <= day <= span.last
    )
    return Episode(
        asn=asn,
        start=None if span.is_open_before else date(span.first),
        end=None if span.is_open_after else date(span.last),
        kind=Kind.UNKNOWN,
        where=Where.UNKNOWN,
        measurements=span.tests,
        anomalous=span.bad,
        confidence=round(span.confidence, 4),
        last_good=None if span.last_good is None else date(span.last_good),
        first_bad=date(span.first),
        last_bad=date(span.last),
        confirmed=min(confirmed, span.bad),
    )


def _state(asn: int, days: Sequence[Day], episodes: Sequence[Episode], last: int) -> State:
    """Return the state of a site on a network at the end of a period."""
    still = [one for one in episodes if one.asn == asn and one.end is None]
    if any(one.kind is not Kind.DOWN and not one.is_dead_name for one in still):
        return State.BLOCKED
    if still:
        return State.DOWN
    good = sum(day.tests - day.bad for day in _after(days, last - _SEEN))
    return State.OK if good >= _WORKING else State.UNCLEAR


def _fails_lately(days: Sequence[Day], last: int) -> bool:
    """Return True if the last two weeks have enough tests, and half of them or more are bad."""
    lately = _after(days, last - _LATELY)
    tests = sum(day.tests for day in lately)
    return tests >= _TESTS and len(lately) >= _DAYS and sum(day.bad for day in lately) >= _HALF * tests


def _after(days: Sequence[Day], day: int) -> Sequence[Day]:
    """Return the days after a day."""
    return days[bisect_right(days, day, key=itemgetter(0)) :]


def _now(states: Collection[State]) -> State:
    for state in (State.BLOCKED, State.DOWN, State.OK, State.UNCLEAR):
        if state in states:
            return state
    return State.NOT_MEASURED


def _notes(found: Detected, more: More, sites: Mapping[str, Site]) -> Iterator[str]:
    """Yield sentences on what looks like blocking and is not."""
    steps = sorted((one for one in found.steps if one.url in sites), key=lambda one: (one.first, one.url))
    for one in steps[:_STEPS]:
        new = _new_version(more, one.first)
        why = f"On that day {new} came." if new else "That may be a new version or rule, or trouble of its server."
        yield (
            f"From {date(one.first)} on, tests of {one.url} failed in part, on almost all networks at once. {why} "
            "It does not count as blocking."
        )
    if len(steps) > _STEPS:
        yield f"The same holds for {len(steps) - _STEPS} more sites."


def _new_version(more: More, day: int) -> str:
    """Return the version that was first seen near a day. Return an empty text if there is none."""
    firsts = {name: min(first for first, _ in days) for name, days in more.versions.items() if days}
    start = min(firsts.values(), default=0)
    near = [name for name, first in sorted(firsts.items()) if abs(first - day) <= _DAYS and first > start]
    return near[0] if near else ""


def _versions(more: More) -> dict[str, int]:
    return {name: sum(count for _, count in days) for name, days in sorted(more.versions.items())}
