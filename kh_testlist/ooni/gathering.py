"""Turn what is in the cache into the evidence of a period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from kh_testlist.ooni import scoring
from kh_testlist.ooni.blocked_days import Days, Facts, Span, span
from kh_testlist.ooni.cache import DAYS, METHODS, NETWORKS, Cache, Source, Tally, network_daily, network_days
from kh_testlist.ooni.conclusions import Conclusions, Measured, SiteConclusion, conclude
from kh_testlist.ooni.episode import Day, State
from kh_testlist.ooni.evidence import (
    Counts,
    Evidence,
    FetchedInPart,
    Gap,
    Gaps,
    NetworkEvidence,
    NeverFetched,
    Quarter,
    SiteEvidence,
    Thresholds,
    total,
)
from kh_testlist.ooni.newer_reading import lacking, more
from kh_testlist.ooni.period import Period
from kh_testlist.ooni.sites import Choose, Site, domain_of

__all__ = [
    "LAYERS", "Gathered", "Question", "confirmed", "evidence", "gaps", "gather", "lacking", "missing", "more", "series",
]  # fmt: skip

LAYERS: Final = (NETWORKS, METHODS, DAYS)

ByNetwork = dict[int, Counts]


class Question(NamedTuple):
    """The evidence that is wanted."""

    source: Source
    period: Period
    scope: str
    by: str
    choose: Choose
    thresholds: Thresholds


class Gathered(NamedTuple):
    """All that the cache has about a period."""

    quarters: Mapping[str, Mapping[str, ByNetwork]]
    """By quarter, URL and network."""
    methods: Mapping[str, Mapping[str, int]]
    """Suspicious measurements, by URL and blocking type."""
    facts: Mapping[str, Facts]
    """Of the URLs with suspicious measurements."""
    networks: Mapping[str, ByNetwork]
    """By URL and network, over the whole period."""


def missing(cache: Cache, source: Source, period: Period) -> list[Period]:
    """Return the pieces of `period` that are not completely in the cache."""
    there = [set(cache.pieces(source, layer)) for layer in LAYERS]
    return [piece for piece in period.pieces if not all(piece in layer for layer in there)]


def gather(cache: Cache, source: Source, period: Period) -> Gathered:
    """Read what the cache has about `period`.

    Raises:
        Failure: the cache can't be read.
        FetchedInPart: a part of it is missing.
        NeverFetched: all of it is missing.

    """
    _require(cache, source, period)
    by_quarter: dict[str, list[Period]] = {}
    for piece in period.pieces:
        by_quarter.setdefault(piece.quarter, []).append(piece)
    quarters = {name: _by_network(cache.read(source, NETWORKS, pieces)) for name, pieces in by_quarter.items()}
    methods: dict[str, dict[str, int]] = {}
    for row in cache.read(source, METHODS, period.pieces, suspicious=True):
        methods.setdefault(row.url, {})[row.key] = row.counts.suspicious
    pieces_of: dict[str, dict[Period, ByNetwork]] = defaultdict(dict)
    for piece in period.pieces:
        for url, networks in _by_network(cache.read(source, NETWORKS, [piece], suspicious=True)).items():
            pieces_of[url][piece] = networks
    days_of: dict[str, dict[Period, dict[str, Counts]]] = defaultdict(dict)
    for piece in period.pieces:
        for row in cache.read(source, DAYS, [piece], suspicious=True):
            days_of[row.url].setdefault(piece, {})[row.key] = row.counts
    facts = {url: Facts(networks, days_of.get(url, {})) for url, networks in pieces_of.items()}
    totals: dict[str, ByNetwork] = {}
    for quarter in quarters.values():
        for url, counts in quarter.items():
            _add(totals.setdefault(url, {}), counts)
    return Gathered(quarters, methods, facts, totals)


def _by_network(rows: Iterable[Tally]) -> dict[str, ByNetwork]:
    found: dict[str, ByNetwork] = {}
    for row in rows:
        found.setdefault(row.url, {})[int(row.key)] = row.counts
    return found


def _require(cache: Cache, source: Source, period: Period) -> None:
    lacking = missing(cache, source, period)
    again = f"Fetch it: kh-testlist evidence fetch --since {period.since} --until {period.until}"
    if len(lacking) == len(period.pieces) and not any(
        piece in cache.pieces(source, layer) for layer in LAYERS for piece in lacking
    ):
        raise NeverFetched(f"The evidence of {source.country} for {period} was never fetched.", again)
    if lacking:
        days = ", ".join(map(str, lacking))
        raise FetchedInPart(
            f"Only a part of the evidence of {source.country} for {period} was fetched. Missing: {days}.", again
        )


def evidence(cache: Cache, question: Question) -> Evidence:
    """Return the evidence that is wanted.

    Raises:
        Failure: the cache can't be read.
        FetchedInPart: a part of it is missing.
        NeverFetched: all of it is missing.

    """
    source, period = question.source, question.period
    gathered = gather(cache, source, period)
    networks = gathered.networks
    days = _days(cache, question)
    names = cache.names(source.root)
    weighed = _weigh(question, gathered, days)
    concluded = _conclude(cache, question, gathered, [one.site for one in weighed])
    entries = tuple(_entry(one, gathered, names, concluded) for one in weighed)
    if days.missing:
        asn, piece = min(days.missing)
        raise FetchedInPart(
            f"The days of some blocks are not known, for example those of AS{asn} in {piece}.",
            f"Fetch them: kh-testlist evidence fetch --since {period.since} --until {period.until} "
            f"--scope {question.scope} --by {question.by}",
        )
    present = sorted({asn for of_site in networks.values() for asn in of_site})
    unfinished = [
        piece.asked_at[:10]
        for layer in LAYERS
        for at, piece in cache.pieces(source, layer).items()
        if at in period.pieces and not piece.finished
    ]
    return Evidence(
        period=period,
        country=source.country,
        scope=question.scope,
        by=question.by,
        entries=entries,
        networks={asn: names.get(asn) for asn in present},
        quarters=tuple(_quarters(question, gathered, networks)),
        floor=question.thresholds.floor,
        unfinished=min(unfinished, default=None),
        source=source.root,
        outages=concluded.outages,
        notes=concluded.notes,
        versions=concluded.versions,
    )


def _conclude(cache: Cache, question: Question, gathered: Gathered, sites: Sequence[Site]) -> Conclusions:
    source, period = question.source, question.period
    marks = {
        url: {asn: {day: counts.confirmed for day, counts in days.items()} for asn, days in of_url.items()}
        for url, of_url in confirmed(cache, source, period).items()
    }
    return conclude(
        Measured(
            source.country, period, series(cache, source, period), gathered.methods, marks, more(cache, source, period)
        ),
        sites,
    )


class _Weighed(NamedTuple):
    site: Site
    networks: ByNetwork
    scores: Mapping[int, scoring.Score]
    span: Span
    floor: int


def _weigh(question: Question, gathered: Gathered, days: Days) -> list[_Weighed]:
    """Return the sites with their scores, and the days that follow from these."""
    found = []
    pieces = question.period.pieces
    for site in question.choose(gathered.networks):
        counts = _together(gathered.networks, site.urls)
        scores = scoring.scores(counts, question.thresholds)
        facts = {url: gathered.facts[url] for url in site.urls if url in gathered.facts}
        blocking = {asn for asn, score in scores.items() if score.blocked}
        days_of_block = span(facts, blocking, pieces, days) if facts else Span(None, None)
        found.append(_Weighed(site, counts, scores, days_of_block, question.thresholds.floor))
    return found


def _days(cache: Cache, question: Question) -> Days:
    there: dict[int, tuple[set[Period], set[Period]]] = {}

    def read(asn: int, piece: Period) -> list[Tally] | None:
        if asn not in there:
            daily, days = (set(cache.pieces(question.source, layer(asn))) for layer in (network_daily, network_days))
            there[asn] = daily, days
        daily, days = there[asn]
        if piece in daily:
            return cache.daily(question.source, asn, [piece], suspicious=True)
        if piece in days:  # as earlier versions left it
            return cache.read(question.source, network_days(asn), [piece], suspicious=True)
        return None

    return Days(read)


def _entry(
    weighed: _Weighed, gathered: Gathered, names: Mapping[int, str | None], concluded: Conclusions
) -> SiteEvidence:
    site, networks, scores, days, floor = weighed
    found = concluded.sites.get(site.name, SiteConclusion())
    is_measured = found.now is State.NOT_MEASURED and any(counts.measurements for counts in networks.values())
    methods: dict[str, int] = {}
    for url in site.urls:
        for method, count in gathered.methods.get(url, {}).items():
            methods[method or "none"] = methods.get(method or "none", 0) + count
    return SiteEvidence(
        url=site.name,
        counts=total(networks.values()),
        networks=tuple(
            NetworkEvidence(
                asn,
                names.get(asn),
                counts,
                float(scores[asn].weighted),
                scores[asn].blocked,
                found.states.get(asn, State.UNCLEAR),
            )
            for asn, counts in sorted(networks.items())
        ),
        blocking_types=dict(sorted(methods.items(), key=lambda pair: (-pair[1], pair[0]))),
        first_blocked=days.first,
        last_blocked=days.last,
        status=scoring.status(networks, scores, floor, found.episodes, is_doubtful=found.is_doubtful),
        p90=float(scoring.percentile(scores.values(), scoring.P90)),
        p95=float(scoring.percentile(scores.values(), scoring.P95)),
        joined=tuple(url for url in site.urls if url != site.name),
        now=State.UNCLEAR if is_measured else found.now,
        episodes=found.episodes,
    )


def _quarters(question: Question, gathered: Gathered, networks: Mapping[str, ByNetwork]) -> Iterable[Quarter]:
    urls = {url for site in question.choose(networks) for url in site.urls}
    for name, measured in gathered.quarters.items():
        here = {url: found for url, found in measured.items() if url in urls}
        yield Quarter(
            name,
            networks=frozenset(asn for found in here.values() for asn in found),
            domains=frozenset(filter(None, map(domain_of, here))),
            counts=total(counts for found in here.values() for counts in found.values()),
        )


def _together(networks: Mapping[str, ByNetwork], urls: Iterable[str]) -> ByNetwork:
    found: ByNetwork = {}
    for url in urls:
        _add(found, networks.get(url, {}))
    return found


def _add(found: ByNetwork, more: Mapping[int, Counts]) -> None:
    for asn, counts in more.items():
        found[asn] = found.get(asn, Counts()).plus(counts)


def series(cache: Cache, source: Source, period: Period) -> dict[str, dict[int, list[Day]]]:
    """Return the days with tests of each URL and network, in their order. Tests that failed are left out.

    Raises:
        Failure: the cache can't be read.

    """
    found: dict[int, dict[int, list[Day]]] = {}
    for asn, rows in cache.days_of_networks(source, period.pieces):
        last = -1
        keep: Callable[[Day], None]
        for site, day, ok, anomaly, confirmed in rows:
            if site != last:
                keep = found.setdefault(site, {}).setdefault(asn, []).append
                last = site
            bad = anomaly + confirmed
            if ok + bad:
                keep(Day(day, ok + bad, bad))
    urls = cache.urls()
    kept = ((urls[site], {asn: days for asn, days in of_site.items() if days}) for site, of_site in found.items())
    return {url: of_url for url, of_url in kept if of_url}


def confirmed(cache: Cache, source: Source, period: Period) -> dict[str, dict[int, dict[int, Counts]]]:
    """Return the counts of the days with a confirmed measurement, by URL, network and number of the day.

    Raises:
        Failure: the cache can't be read.

    """
    found: dict[str, dict[int, dict[int, Counts]]] = {}
    for url, asn, day, counts in cache.confirmed(source, period.pieces):
        found.setdefault(url, {}).setdefault(asn, {})[day] = counts
    return found


def gaps(found: Evidence, asns: Sequence[int] = ()) -> Gaps:
    """Return the networks that made fewer tests of a site than the floor, also those that made none."""
    looked_at = tuple(asns) or tuple(found.networks)
    thin = []
    for entry in found.entries:
        tested = {network.asn: network.counts.measurements for network in entry.networks}
        thin += [Gap(entry.url, asn, tested.get(asn, 0)) for asn in looked_at if tested.get(asn, 0) < found.floor]
    return Gaps(found, looked_at, tuple(thin))
