"""Where a site was blocked. It is better to say that nobody knows than to name the wrong provider.

Only the network of the episode is looked at, and the control. So tests on another network never change a place. The one
exception is `server`, because only a server does the same to all networks.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Final, NamedTuple

from kh_testlist.ooni import dead_names, marks
from kh_testlist.ooni.episode import Answers, Day, Episode, Kind, More, Resolvers, Where
from kh_testlist.ooni.site_days import Site, Span, bad, failures, span_of, tests

LIES: Final = ("nxdomain", "bogon", "no_answer", "refused", "servfail", "misbehaving")
"""Failures of the DNS that a lie makes. A timeout is none of them, because bad connections have it too."""
BREAKS: Final = ("reset", "timeout", "eof", "aborted")
"""Failures of connections that a device on the way makes. A wrong certificate is none of them."""
_ERROR: Final = 0.01
"""A hypothesis is refuted if what was seen has at most this probability."""
_DOUBT: Final = 0.1
_LIKELY: Final = 0.05
_GOOD_BY_CHANCE: Final = 0.1
"""So many tests are good where something on the way lies to all resolvers, but misses some questions."""
_CHANCE: Final = 0.03
"""So many other resolvers lie by chance, or because a phone is wrong about its network."""
_A_DAY: Final = 2
"""Tests of one day count at most so often, because one phone may have made all of them."""
_DAYS: Final = 3
_LEAST: Final = 6
_MOST_RIGHT: Final = 0.2
_MOSTLY: Final = 0.8
_STRONG: Final = 0.6
_MIXED: Final = 50
"""So many tests must say which resolver they used."""
_OTHERS: Final = (0.02, 0.98)
"""If fewer or more tests than this use another resolver, the two kinds cannot be compared."""
_NETWORKS: Final = 4


class _Lies(NamedTuple):
    """Observations of the most frequent lie, by resolver."""

    isp: int
    other: int


def place(episode: Episode, site: Site, more: More, seen_marks: Collection[str] = ()) -> Where:
    """Return where the interference of an episode happens. `seen_marks` are names of fingerprints, if they are known.

    A fingerprint of a home, an office or a product never speaks about a provider.
    """
    span = span_of(episode)
    if dead_names.dead_name(site, span, more) or not marks.speaks_of_provider(seen_marks):
        return Where.UNKNOWN
    days = site.within(episode.asn, span)
    match episode.kind:
        case Kind.DNS:
            return _of_dns(site, episode.asn, span, days, more)
        case Kind.TCP | Kind.TLS:
            return _of_breaks(site, episode, span, more)
        case Kind.HTTP:
            return Where.SERVER if _is_server(site, span, more) else _of_breaks(site, episode, span, more)
    return Where.UNKNOWN


def _of_dns(site: Site, asn: int, span: Span, days: Sequence[Day], more: More) -> Where:
    """Return the place of a block by the DNS. What was seen test by test and what was counted must not differ."""
    found = {_by_answers(site, asn, span, more), _by_counts(site, asn, span, days, more)} - {Where.UNKNOWN}
    return found.pop() if len(found) == 1 else Where.UNKNOWN


def _by_answers(site: Site, asn: int, span: Span, more: More) -> Where:
    """Return the place that single tests show. Days count, and not tests alone.

    An answer that the control did not happen to see is not wrong: content networks have many addresses.
    """
    whole, days = Answers(), Counter[str]()
    for url in site.urls:
        for day, answers in more.answers.get(url, {}).get(asn, {}).items():
            if span.has(day):
                capped = Answers(*(min(count, _A_DAY) for count in answers))
                whole = Answers(*(one + other for one, other in zip(whole, capped, strict=True)))
                days.update(name for name, count in capped._asdict().items() if count)
    isp_lies = _share_right(whole.isp_right, whole.isp_wrong + whole.isp_unclear) <= _MOST_RIGHT
    other_lies = _share_right(whole.other_right, whole.other_wrong + whole.other_unclear) <= _MOST_RIGHT
    if isp_lies and days["isp_wrong"] >= _DAYS and _is_right(whole, days, "other"):
        return Where.ISP_RESOLVER
    if other_lies and days["other_wrong"] >= _DAYS and _is_right(whole, days, "isp"):
        return Where.OTHER_RESOLVER
    if isp_lies and other_lies and min(days["isp_wrong"], days["other_wrong"]) >= _DAYS:
        return Where.PATH
    return Where.UNKNOWN


def _is_right(whole: Answers, days: Counter[str], who: str) -> bool:
    right, wrong, unclear = (getattr(whole, f"{who}_{how}") for how in ("right", "wrong", "unclear"))
    return days[f"{who}_right"] >= _DAYS and _share_right(right, wrong + unclear) >= _MOSTLY


def _share_right(right: int, others: int) -> float:
    return right / (right + others) if right + others else math.nan


def _by_counts(site: Site, asn: int, span: Span, days: Sequence[Day], more: More) -> Where:
    """Return the place that the numbers of lies show, compared with the resolvers that the network's tests use.

    Good tests do not say whose resolver they used. So both must fit: who lied, and how many tests were good.
    """
    others = _others(more.resolvers.get(asn, Resolvers()))
    lies = _lies(site, asn, span, more)
    n = sum(min(day.bad, _A_DAY) for day in days)
    if others is None or lies.isp + lies.other < _LEAST or n < _LEAST or 2 * (lies.isp + lies.other) < bad(days):
        return Where.UNKNOWN
    n = min(n, lies.isp + lies.other)
    other = math.ceil(lies.other * n / (lies.isp + lies.other))
    good = [min(day.tests - day.bad, _A_DAY) for day in days if day.bad < day.tests]
    path_by_lies = _at_most(other, n, others * _MOSTLY)
    path_by_good = _at_least(sum(good), n + sum(good), _GOOD_BY_CHANCE)
    good_share = 1 - bad(days) / tests(days)
    if (
        path_by_lies <= _DOUBT
        and path_by_lies * path_by_good <= _ERROR
        and len(good) >= _DAYS
        and good_share >= others / 2
    ):
        return Where.ISP_RESOLVER
    if _at_least(other, n, _CHANCE) <= _ERROR and path_by_lies >= _LIKELY and good_share <= others / 2:
        return Where.PATH
    return Where.UNKNOWN


def _others(used: Resolvers) -> float | None:
    """Return the part of tests that used another resolver, or None if it cannot be compared."""
    if sum(used) < _MIXED:
        return None
    share = used.other / sum(used)
    return share if _OTHERS[0] <= share <= _OTHERS[1] else None


def _lies(site: Site, asn: int, span: Span, more: More) -> _Lies:
    counts: dict[str, Counter[str]] = {"isp": Counter(), "other": Counter()}
    for failure, count in failures(site, asn, span, more).items():
        layer, _, name = failure.partition(".")
        lie = lie_of(name)
        if layer in {"dns_isp", "dns_other"} and lie:
            counts[layer.removeprefix("dns_")][lie] += count
    most = max(LIES, key=lambda lie: counts["isp"][lie] + counts["other"][lie])
    return _Lies(counts["isp"][most], counts["other"][most])


def lie_of(name: str) -> str | None:
    """Return the lie that a failure of the DNS is, or None."""
    return next((lie for lie in LIES if lie in name), None)


def _of_breaks(site: Site, episode: Episode, span: Span, more: More) -> Where:
    """Return `path` if connections broke in most tests, and the control could connect."""
    counts = failures(site, episode.asn, span, more)
    broken = sum(count for name, count in counts.items() if layer_of(name) == episode.kind and is_break(name))
    is_strong = episode.anomalous >= _LEAST and episode.anomalous >= _STRONG * episode.measurements
    is_broken = broken >= _LEAST and 2 * broken >= episode.anomalous
    return Where.PATH if is_strong and is_broken and dead_names.is_alive(site, span, more) else Where.UNKNOWN


def layer_of(name: str) -> str:
    """Return the layer of a failure: dns, tcp, tls, http or none."""
    layer = name.partition(".")[0]
    return {"dns_isp": "dns", "dns_other": "dns", "https": "http"}.get(layer, layer)


def is_break(name: str) -> bool:
    """Return True if a device on the way can have made the failure."""
    return any(word in name for word in BREAKS)


def _is_server(site: Site, span: Span, more: More) -> bool:
    """Return True if a page of somebody else came on all networks, while the control had the site's own.

    A block by one order is seldom the same on all networks. But it may be, so many networks must show it.
    """
    if 2 * site.methods.get("http-diff", 0) < sum(site.methods.values()):
        return False
    networks = [days for asn in site.series if tests(days := site.within(asn, span)) >= _DAYS]
    return (
        len(networks) >= _NETWORKS
        and all(bad(days) >= _STRONG * tests(days) for days in networks)
        and dead_names.is_alive(site, span, more)
    )


def _at_most(count: int, of: int, share: float) -> float:
    """Return the probability of at most `count` of `of`, if each has the probability `share`."""
    return _binomial(range(count + 1), of, share)


def _at_least(count: int, of: int, share: float) -> float:
    return _binomial(range(count, of + 1), of, share)


def _binomial(counts: Iterable[int], of: int, share: float) -> float:
    return math.fsum(math.comb(of, count) * share**count * (1 - share) ** (of - count) for count in counts)
