"""Find the episodes of all sites of a country: detect, compare, and detect again without what is not a block."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from kh_testlist.ooni.detect import USUAL, Span, may_fail, spans
from kh_testlist.ooni.episode import Day, Series
from kh_testlist.ooni.noise import BadDays, Noise, Step, bad_days, is_everywhere, without


@dataclass(frozen=True, slots=True)
class Detected:
    """What the daily counts show."""

    spans: Mapping[str, Mapping[int, Sequence[Span]]]
    """Spans in which sites failed, by URL and network."""
    bad_days: Sequence[BadDays]
    steps: Sequence[Step]


def detect(
    series: Mapping[str, Series],
    down: Mapping[str, Sequence[tuple[int, int]]] = MappingProxyType({}),
    foreign: Collection[int] = (),
) -> Detected:
    """Return the spans in which sites failed on networks of a country.

    Args:
        series: the days with tests, by URL and network. The more sites it has, the better noise is known.
        down: the first and last days on which a URL was down everywhere. Such days do not count.
        foreign: networks whose traffic is not the country's, such as those of VPN providers.

    """
    alive = {url: _alive(of_url, down.get(url, ())) for url, of_url in series.items()}
    outages = bad_days(alive, _all(alive, _always))
    kept = without(alive, outages)
    doubtful = {url: {asn: days for asn, days in of_url.items() if may_fail(days)} for url, of_url in kept.items()}
    second = _all(doubtful, Noise(kept, _all(doubtful, _always)).usual)
    third = _all(doubtful, Noise(kept, second).usual)
    steps, left = [], {}
    for url, of_url in third.items():
        dropped = {
            asn: [span for span in of_asn if is_everywhere(asn, span, kept[url], foreign)]
            for asn, of_asn in of_url.items()
        }
        everywhere = [span for of_asn in dropped.values() for span in of_asn]
        if everywhere:
            first, last = min(span.first for span in everywhere), max(span.last for span in everywhere)
            steps.append(Step(url, first, last, sum(map(bool, dropped.values()))))
        of_site = {
            asn: found
            for asn, of_asn in of_url.items()
            if (found := [span for span in of_asn if span not in dropped[asn]])
        }
        if of_site:
            left[url] = of_site
    return Detected(left, outages, steps)


def _alive(series: Series, down: Sequence[tuple[int, int]]) -> Series:
    if not down:
        return series
    return {
        asn: [day for day in days if not any(first <= day.day <= last for first, last in down)]
        for asn, days in series.items()
    }


def _always(_url: str, _asn: int) -> Callable[[int], float]:
    return lambda _day: USUAL


def _all(
    series: Mapping[str, Series], usual: Callable[[str, int], Callable[[int], float]]
) -> dict[str, dict[int, list[Span]]]:
    found: dict[str, dict[int, list[Span]]] = {}
    for url, networks in series.items():
        of_url = {asn: of_asn for asn, days in networks.items() if (of_asn := spans(days, usual(url, asn)))}
        if of_url:
            found[url] = of_url
    return found


def joined(series: Mapping[str, Series], urls: Sequence[str]) -> Series:
    """Return the days of several URLs of one site together."""
    measured = [series[url] for url in urls if url in series]
    if len(measured) == 1:
        return dict(measured[0])
    found: dict[int, dict[int, Day]] = {}
    for url in urls:
        for asn, days in series.get(url, {}).items():
            of_asn = found.setdefault(asn, {})
            for day in days:
                before = of_asn.get(day.day, Day(day.day, 0, 0))
                of_asn[day.day] = Day(day.day, before.tests + day.tests, before.bad + day.bad)
    return {asn: [of_asn[day] for day in sorted(of_asn)] for asn, of_asn in found.items()}
