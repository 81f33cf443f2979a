"""What is down and not blocked: sites that fail for the control too, and names that do not exist.

The plain counts call a site that is down everywhere `ok`. So a good test proves nothing if the control fails too. What
proves that a site is alive is a layer that succeeds: the service then says `ok` for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from kh_testlist.ooni.episode import Control, Day, Episode, Kind, Layer, Layers, More, Where
from kh_testlist.ooni.site_days import Site, Span, bad, date, in_any, span_of, tests

DOWN: Final = 0.7
_ALIVE: Final = 0.5
_NEARLY_ALL: Final = 0.9
_FEW: Final = 0.25
_SHORT: Final = 2
"""A site must be down on so many days with tests, and on so many networks."""
_ENOUGH: Final = 3
"""So few answers of the control say nothing."""
_PART: Final = 0.85
"""If a site is down in a part of a window, most controls of this part must fail. A control that errs fails less."""
_LEAST_PART: Final = 0.1


class Controlled(NamedTuple):
    """What the controls of a host said in a span of days."""

    answers: float
    """Answers to a DNS question, of any kind."""
    ok: float
    nxdomain: float
    expected: float
    """So many of them were asked in the span itself, by the tests of those days."""


def dead_name(site: Site, span: Span, more: More) -> bool | None:
    """Return True if the controls of those days say that the name does not exist. Return False if it exists.

    It is None if they do not tell, or do not agree. A control that errs for some days does not make a name dead.
    A window of the controls that lies in the span decides. A window that lies in it in part decides only if there is
    not a whole one. It must have as many bad answers as the days of the span have tests.
    """
    windows = [
        window
        for host in site.hosts
        for window in more.controls.get(host, ())
        if span.meets(window.since, window.until)
    ]
    whole = _summed(site, span, [one for one in windows if span.holds(one.since, one.until)])
    seen = whole if whole.answers >= _ENOUGH else _summed(site, span, windows)
    if seen.answers < _ENOUGH or not seen.expected:
        return None
    part = seen.nxdomain / seen.expected
    if seen.ok >= _ALIVE * seen.answers and part <= _FEW:
        return False
    is_enough = seen.nxdomain >= _ENOUGH and seen.expected >= _LEAST_PART * seen.answers
    return True if is_enough and part >= _NEARLY_ALL else None


def is_alive(site: Site, span: Span, more: More) -> bool:
    """Return True if the controls of those days found the name and could connect. False if nobody knows."""
    found = _windows(site, span, more)
    answers = sum(one.ok + one.nxdomain + one.other for one in found)
    tried = sum(one.connected + one.refused for one in found)
    return (
        answers >= _ENOUGH
        and sum(one.ok for one in found) >= _ALIVE * answers
        and sum(one.connected for one in found) > _ALIVE * tried
    )


def down_spans(site: Site, more: More) -> tuple[Span, ...]:
    """Return the days in which a site was down: for two networks or more, and for the control as well."""
    whole = _by_day(site, more)
    if not whole:
        return ()
    days = sorted({day.day for of_network in site.series.values() for day in of_network})
    spans: list[list[int]] = [[]]
    for day in days:
        layers = whole.get(day)
        if layers is None or _is_alive(layers):
            spans.append([])
        elif layers.down >= DOWN:
            spans[-1].append(day)
    found = (Span(span[0], span[-1]) for span in spans if len(span) >= _SHORT)
    return tuple(span for span in found if _networks(site, span) >= _SHORT and _agrees(site, span, more, whole))


def down_episodes(site: Site, more: More, spans: Iterable[Span]) -> tuple[Episode, ...]:
    """Return an episode of kind `down` for each network that tested the site while it was down."""
    return tuple(
        _episode(site, asn, span, is_dead=dead_name(site, span, more) is True)
        for span in spans
        for asn in sorted(site.series)
        if site.within(asn, span)
    )


def without_down(episode: Episode, site: Site, spans: Sequence[Span]) -> tuple[Episode, ...]:
    """Return what is left of an episode outside of the days in which the site was down. It may be in parts.

    A part without six tests and bad ones on three days is dropped.
    """
    days = site.within(episode.asn, span_of(episode))
    if not any(in_any(day.day, spans) for day in days):
        return (episode,)
    return tuple(_parts(episode, days, spans))


def _parts(episode: Episode, days: Sequence[Day], spans: Sequence[Span]) -> Iterator[Episode]:
    parts: list[list[Day]] = [[]]
    for day in days:
        if in_any(day.day, spans):
            parts.append([])
        else:
            parts[-1].append(day)
    for part in parts:
        failed = [day.day for day in part if day.bad]
        if len(failed) < _ENOUGH or tests(part) < 2 * _ENOUGH:
            continue
        is_first, is_last = part[0] == days[0], part[-1] == days[-1]
        yield replace(
            episode,
            start=episode.start if is_first else date(failed[0]),
            end=episode.end if is_last else date(failed[-1]),
            measurements=tests(part),
            anomalous=bad(part),
            last_good=episode.last_good if is_first else None,
            first_bad=episode.first_bad if is_first else date(failed[0]),
            last_bad=date(failed[-1]),
            confirmed=min(episode.confirmed, bad(part)),
        )


def _episode(site: Site, asn: int, span: Span, *, is_dead: bool) -> Episode:
    days = site.within(asn, span)
    before = [day.day for day in site.series[asn] if day.day < span.first]
    after = [day.day for day in site.series[asn] if day.day > span.last]
    first, last = days[0].day, days[-1].day
    return Episode(
        asn,
        start=date(first) if before else None,
        end=date(last) if after else None,
        kind=Kind.DOWN,
        where=Where.UNKNOWN,
        measurements=tests(days),
        anomalous=bad(days),
        confidence=1 - 0.5 ** len(days),
        last_good=date(before[-1]) if before else None,
        first_bad=date(first),
        is_dead_name=is_dead,
        last_bad=date(last),
    )


def _windows(site: Site, span: Span, more: More) -> list[Control]:
    return [one for host in site.hosts for one in more.controls.get(host, ()) if span.meets(one.since, one.until)]


def _summed(site: Site, span: Span, windows: Sequence[Control]) -> Controlled:
    answers = ok = nxdomain = expected = 0.0
    for window in windows:
        of_window = window.ok + window.nxdomain + window.other
        answers += of_window
        ok += window.ok
        nxdomain += window.nxdomain
        expected += of_window * _part(site, span, window)
    return Controlled(answers, ok, nxdomain, expected)


def _part(site: Site, span: Span, window: Control) -> float:
    """Return which part of the tests of a window is in a span. Without tests it is the part of the days."""
    if span.holds(window.since, window.until):
        return 1.0
    counts = [0, 0]
    for days in site.series.values():
        for day in days:
            if window.since <= day.day < window.until:
                counts[span.has(day.day)] += day.tests
    if sum(counts):
        return counts[1] / sum(counts)
    shared = min(span.last + 1, window.until) - max(span.first, window.since)
    return shared / (window.until - window.since)


def _by_day(site: Site, more: More) -> Mapping[int, Layers]:
    """Return the layers of each day, of all spellings together. The best `ok` and the worst `down` count."""
    found: dict[int, Layers] = {}
    for url in site.urls:
        for day, layers in more.by_day.get(url, {}).items():
            known = found.get(day)
            found[day] = layers if known is None else _merged(known, layers)
    return found


def _merged(one: Layers, other: Layers) -> Layers:
    pairs = zip(one[1:], other[1:], strict=True)
    return Layers(one.tests + other.tests, *(Layer(*map(max, *pair)) for pair in pairs))


def _is_alive(layers: Layers) -> bool:
    """Return True if some tests of that day got through. Then a control that calls the site down errs.

    All later layers must be looked at too: the control may fail to find a name to which probes connect.
    """
    order = (layers.dns, layers.tcp, layers.tls)
    failing = next((number for number, layer in enumerate(order) if layer.down >= DOWN), None)
    if failing is not None:
        return any(layer.ok >= _ALIVE for layer in order[failing:])
    return (layers.tls if any(layers.tls) else layers.tcp).ok >= _ALIVE


def _networks(site: Site, span: Span) -> int:
    """Return how many networks have a real part of the tests of a span."""
    counts = [tests(site.within(asn, span)) for asn in site.series]
    return sum(count > 0 and count >= _LEAST_PART * sum(counts) for count in counts)


def _agrees(site: Site, span: Span, more: More, whole: Mapping[int, Layers]) -> bool:
    """Return False if the controls of those days failed less than a site that is down makes them fail."""
    windows = _windows(site, span, more)
    days = [layers for day, layers in whole.items() if span.has(day)]
    is_name = sum(layers.dns.down >= DOWN for layers in days) * 2 > len(days)
    failed = expected = 0.0
    for one in windows:
        all_, bad_ = (
            (one.ok + one.nxdomain + one.other, one.nxdomain + one.other)
            if is_name
            else (one.connected + one.refused, one.refused)
        )
        failed += bad_
        expected += all_ * _part(site, span, one)
    return failed >= _PART * expected
