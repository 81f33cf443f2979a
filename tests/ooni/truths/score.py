"""Compare the episodes that a detector found with the truths of a world.

An episode matches a truth if it has the same site and network, and if the two share enough days. Enough is at least
half of the shorter one. A site is the same under each of its spellings. A truth about all networks matches any.
An open side of an episode or a truth is taken as the edge of the period. Each truth may be matched several times. For
example, an episode with a hole may be told as two.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from statistics import median, quantiles
from typing import Any, Final, NamedTuple

from tests.ooni.truths.records import Truth
from tests.ooni.truths.telling import clean_urls, episodes_that_count
from tests.ooni.truths.world import World

_NOWHERE: Final = frozenset({"unknown", "", None})
_SHARED: Final = 0.5


class Found(NamedTuple):
    """An episode as a detector tells it."""

    url: str
    asn: int
    start: dt.date | None
    end: dt.date | None
    kind: str
    where: str

    @property
    def is_block(self) -> bool:
        """Return True if the episode says that a network blocks the site, or that a server refuses it."""
        return self.kind != "down"


@dataclass(frozen=True)
class Score:
    """How well a detector did, in one world or in several."""

    counted: int = 0
    """Truths that a detector should find: see `episodes_that_count`."""
    found: int = 0
    detected: int = 0
    """Episodes that say blocked."""
    right: int = 0
    start_errors: tuple[int, ...] = ()
    """Days between the true start and the one told, of each counted truth whose start is known to both."""
    end_errors: tuple[int, ...] = ()
    starts_left_open: int = 0
    """Starts in the period that the detector puts before it."""
    starts_made_up: int = 0
    ends_left_open: int = 0
    ends_made_up: int = 0
    """Blocks that nobody saw end, told with an end. Silence is one of the causes."""
    wrong_kinds: int = 0
    placed: int = 0
    """Right episodes with a place."""
    wrong_places: int = 0
    dns: int = 0
    """Right episodes about a truth of the DNS."""
    dns_placed: int = 0
    clean_rows: int = 0
    clean_rows_blocked: int = 0
    dead_sites: int = 0
    dead_sites_blocked: int = 0
    dead_sites_down: int = 0
    """Dead sites for which at least one episode says down."""
    live_episodes_down: int = 0
    """Episodes that say down of a site that is not dead."""
    outages: int = 0
    outages_named: int = 0
    outage_blocks: int = 0
    """Wrong episodes most of whose days are in an outage of their network."""
    wrong_by_kind: Counter[str] = field(default_factory=Counter)
    """Wrong episodes by what was really there: the kinds of truths, or `nothing`."""
    missed_by_kind: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @property
    def recall(self) -> float:
        """Return the part of the counted truths that was found."""
        return _part(self.found, self.counted)

    @property
    def precision(self) -> float:
        """Return the part of the episodes that is right."""
        return _part(self.right, self.detected)

    @property
    def wrong_place_share(self) -> float:
        """Return the part of the places that is wrong."""
        return _part(self.wrong_places, self.placed, 0.0)

    @property
    def dns_placed_share(self) -> float:
        """Return the part of the episodes of the DNS that have a place."""
        return _part(self.dns_placed, self.dns)

    @property
    def start_median(self) -> float:
        """Return the median error of a start, in days."""
        return median(self.start_errors) if self.start_errors else 0.0

    @property
    def start_90th(self) -> float:
        """Return the 90th percentile of the errors of starts."""
        return _ninetieth(self.start_errors)

    @property
    def end_median(self) -> float:
        """Return the median error of an end, in days."""
        return median(self.end_errors) if self.end_errors else 0.0

    @property
    def end_90th(self) -> float:
        """Return the 90th percentile of the errors of ends."""
        return _ninetieth(self.end_errors)


def _part(some: int, all_: int, of_none: float = 1.0) -> float:
    return some / all_ if all_ else of_none


def _ninetieth(values: Sequence[int]) -> float:
    if len(values) < 2:
        return float(sum(values))
    return quantiles(values, n=10, method="inclusive")[-1]


def read(episode: Mapping[str, Any]) -> Found:
    """Return an episode from the form that `evidence show --format json` has, with the URL added."""
    start, end = (_day(episode[name]) for name in ("start", "end"))
    return Found(
        episode["url"], episode["asn"], start, end, episode.get("kind", "unknown"), episode.get("where", "unknown")
    )


def _day(value: object) -> dt.date | None:
    if isinstance(value, str):
        return dt.date.fromisoformat(value[:10])
    assert value is None or isinstance(value, dt.date)
    return value


def score(
    episodes: Iterable[Mapping[str, Any]], world: World, outages: Iterable[Mapping[str, Any]] | None = None
) -> Score:
    """Return how well `episodes` tell the truths of `world`. `outages` have `asn`, `start` and `end`."""
    found = [read(episode) for episode in episodes]
    blocks = [one for one in found if one.is_block]
    truths = [truth for truth in world.truths if truth.is_block or truth.kind == "refused"]
    matches = {one: [truth for truth in truths if matches_truth(one, truth, world)] for one in blocks}
    right = {one: of_one for one, of_one in matches.items() if of_one}
    wrong = [one for one in blocks if one not in right]
    told: defaultdict[int, list[Found]] = defaultdict(list)
    for one, of_one in right.items():
        for truth in of_one:
            told[id(truth)].append(one)
    counted = episodes_that_count(world)
    return (
        Score(
            counted=len(counted),
            found=sum(id(truth) in told for truth in counted),
            detected=len(blocks),
            right=len(blocks) - len(wrong),
            missed_by_kind=Counter(truth.kind for truth in counted if id(truth) not in told),
            wrong_by_kind=Counter(kind for one in wrong for kind in _really(one, world)),
            outage_blocks=sum("outage" in _really(one, world) for one in wrong),
        )
        + _edges([(truth, told[id(truth)]) for truth in counted if id(truth) in told])
        + _places(right)
        + _sites(found, world)
        + _named([truth for truth in world.truths if truth.kind == "outage"], outages, world)
    )


def matches_truth(found: Found, truth: Truth, world: World) -> bool:
    """Return True if an episode is about a truth. The rule is at the top of this file."""
    if found.url not in truth.urls or truth.asn not in {found.asn, None}:
        return False
    return _share(_span(found, world), _span(truth, world)) >= _SHARED


def _span(one: Found | Truth, world: World) -> tuple[dt.date, dt.date]:
    return one.start or world.since, one.end or world.until - dt.timedelta(1)


def _share(one: tuple[dt.date, dt.date], other: tuple[dt.date, dt.date], of: int | None = None) -> float:
    """Return the part of the shorter span that both have, or of the span with the number `of`."""
    both = (min(one[1], other[1]) - max(one[0], other[0])).days + 1
    lengths = [(last - first).days + 1 for first, last in (one, other)]
    return max(0, both) / max(1, min(lengths) if of is None else lengths[of])


def _really(found: Found, world: World) -> list[str]:
    """Return what was really there on the days of a wrong episode."""
    kinds = set()
    for truth in world.truths:
        is_same = found.url in truth.urls or not truth.urls
        of = None if truth.urls else 0  # of an outage: most days of the episode are in it
        if (
            is_same
            and truth.asn in {found.asn, None}
            and _share(_span(found, world), _span(truth, world), of) >= _SHARED
        ):
            kinds.add(truth.kind)
    return sorted(kinds) or ["nothing"]


def _edges(told: Iterable[tuple[Truth, Sequence[Found]]]) -> Score:
    """Return the errors of starts and ends. The first and the last of several episodes of one truth decide."""
    starts: list[int] = []
    ends: list[int] = []
    counts: dict[str, Any] = Counter()
    for truth, episodes in told:
        start = None if any(one.start is None for one in episodes) else min(one.start for one in episodes if one.start)
        end = None if any(one.end is None for one in episodes) else max(one.end for one in episodes if one.end)
        for name, true, said, errors in (("starts", truth.start, start, starts), ("ends", truth.end, end, ends)):
            if true and said:
                errors.append(abs((said - true).days))
            elif true:
                counts[f"{name}_left_open"] += 1
            elif said:
                counts[f"{name}_made_up"] += 1
    return Score(start_errors=tuple(starts), end_errors=tuple(ends), **counts)


def _places(right: Mapping[Found, Sequence[Truth]]) -> Score:
    counts: dict[str, Any] = Counter()
    for one, of_one in right.items():
        is_placed = one.where not in _NOWHERE
        mechanisms = {truth.mechanism for truth in of_one}
        counts["placed"] += is_placed
        counts["wrong_places"] += is_placed and one.where not in {truth.where for truth in of_one}
        counts["wrong_kinds"] += one.kind not in {*mechanisms, "unknown"}
        counts["dns"] += "dns" in mechanisms
        counts["dns_placed"] += is_placed and "dns" in mechanisms
    return Score(**counts)


def _sites(found: Iterable[Found], world: World) -> Score:
    clean = clean_urls(world)
    dead = {truth.urls for truth in world.truths if truth.kind == "dead"}
    dead_urls = {url for urls in dead for url in urls}
    blocked = {one.url for one in found if one.is_block}
    down = {one.url for one in found if not one.is_block}
    rows = [site.urls for site in world.scenario.sites if set(site.urls) <= clean - dead_urls]
    return Score(
        clean_rows=len(rows),
        clean_rows_blocked=sum(not blocked.isdisjoint(urls) for urls in rows),
        dead_sites=len(dead),
        dead_sites_blocked=sum(not blocked.isdisjoint(urls) for urls in dead),
        dead_sites_down=sum(not down.isdisjoint(urls) for urls in dead),
        live_episodes_down=sum(not one.is_block and one.url not in dead_urls for one in found),
    )


def _named(truths: Sequence[Truth], outages: Iterable[Mapping[str, Any]] | None, world: World) -> Score:
    """Return how many outages were named, with their network and at least half of the days."""
    said = [read({"url": "", **outage}) for outage in outages or ()]
    named = [
        truth
        for truth in truths
        if any(one.asn == truth.asn and _share(_span(one, world), _span(truth, world)) >= _SHARED for one in said)
    ]
    return Score(outages=len(truths), outages_named=len(named))


def perfect(world: World) -> list[dict[str, Any]]:
    """Return the episodes of a detector that knows the truths. They have the form of the interface."""
    return [
        {
            "url": truth.urls[-1],
            "asn": asn,
            "start": truth.start and truth.start.isoformat(),
            "end": truth.end and truth.end.isoformat(),
            "kind": truth.mechanism,
            "where": truth.where,
        }
        for truth in world.truths
        if truth.is_block or truth.kind in {"refused", "dead"}
        for asn in ([truth.asn] if truth.asn else world.scenario.homes)
    ]
