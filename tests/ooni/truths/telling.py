"""Tell what is true of a world, in words that a detector's answer can be compared with."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from tests.ooni.truths.records import BLOCKED, BLOCKS, COUNTRY, DOWN, OUTAGE, UNBLOCKED, Measurement, Truth
from tests.ooni.truths.scenario import Evening, Scenario, Spell

if TYPE_CHECKING:
    from tests.ooni.truths.world import World

_LONG: Final = 7
_ABOUT_ONE: Final = 0.8
"""Tests a day that still count as about one."""
Days = Counter[int]
_NEVER: Final = {
    "dead": frozenset({BLOCKED}),
    "answered": frozenset({BLOCKED}),
    "refused": frozenset({DOWN, OUTAGE}),
}
_OF_BLOCKS: Final = frozenset({DOWN, OUTAGE})


def truths(made: Scenario, tests: Iterable[Measurement]) -> Iterator[Truth]:
    """Yield what is true of each site and network. Nobody can know more than the tests show of starts and ends."""
    by_network, by_site = _days(made, tests)
    for spell in made.spells:
        days = by_site[spell.site] if spell.asn is None else by_network[spell.site, spell.asn]
        if any(spell.covers(day) for day in days):
            yield _of_spell(made, spell, days)
    yield from _of_noise(made, by_site)
    for outage in made.outages:
        whole = Counter[int]()
        for (_, asn), days in by_network.items():
            if asn == outage.asn:
                whole.update(days)
        span = outage.first, outage.last
        yield _truth(made, "outage", (), outage.asn, span, whole, frozenset({BLOCKED, DOWN}), "dns", "isp-resolver")
    for evening in made.evenings:
        for site in sorted(evening.bad - _troubled(made, evening)):
            days = by_network[site, evening.asn]
            if days[evening.day]:
                urls, span = made.sites[site].urls, (evening.day, evening.day)
                yield _truth(made, "evening", urls, evening.asn, span, days, frozenset({BLOCKED}))


def _troubled(made: Scenario, evening: Evening) -> set[int]:
    """Return the sites that have a cause of their own on that evening, such as a block."""
    return {spell.site for spell in made.spells if spell.asn in {evening.asn, None} and spell.covers(evening.day)}


def _days(made: Scenario, tests: Iterable[Measurement]) -> tuple[Mapping[tuple[int, int], Days], Mapping[int, Days]]:
    number = {url: site for site, one in enumerate(made.sites) for url in one.urls}
    by_network: defaultdict[tuple[int, int], Days] = defaultdict(Counter)
    by_site: defaultdict[int, Days] = defaultdict(Counter)
    for url, run, fate, _, _ in tests:
        if run.country == COUNTRY and fate.outcome != "failure":
            by_network[number[url], run.asn][run.day] += 1
            by_site[number[url]][run.day] += 1
    return by_network, by_site


def _of_spell(made: Scenario, spell: Spell, days: Days) -> Truth:
    """Return the truth of a spell. Without a good test before it, or after it, that side is open."""
    first = spell.first if any(day < spell.first for day in days) else None
    last = spell.last if spell.last is not None and any(day > spell.last for day in days) else None
    never = _NEVER.get(spell.kind, _OF_BLOCKS)
    if spell.last is None and spell.kind in BLOCKS:
        never |= {UNBLOCKED}
    urls = made.sites[spell.site].urls
    return _truth(made, spell.kind, urls, spell.asn, (first, last), days, never, spell.mechanism, spell.where, spell)


def _of_noise(made: Scenario, by_site: Mapping[int, Days]) -> Iterator[Truth]:
    for step in made.steps:
        kind = "world-step" if step.is_everywhere else "step"
        yield _truth(made, kind, made.sites[step.site].urls, None, (step.day, None), by_site[step.site], _NEVER["dead"])
    for wave in made.waves:
        yield _truth(made, "wave", made.sites[wave.site].urls, None, (None, None), by_site[wave.site], _NEVER["dead"])
    blocked = {spell.site for spell in made.spells}
    for one in made.erring:
        if one.site not in blocked:
            urls, span = made.sites[one.site].urls, (one.first, one.last)
            yield _truth(made, "erring-live", urls, None, span, by_site[one.site], frozenset({BLOCKED, DOWN}))


def _truth(  # noqa: PLR0913, PLR0917 - the parts of one record
    made: Scenario, kind: str, urls: tuple[str, ...], asn: int | None, span: tuple[int | None, int | None], days: Days,
    never: frozenset[str], mechanism: str = "none", where: str = "unknown", spell: Spell | None = None,
) -> Truth:  # fmt: skip
    first, last = (spell.first, spell.last) if spell else span
    within = sorted(
        day
        for day, count in days.items()
        if count and (first is None or first <= day) and (last is None or day <= last)
    )
    start, end = (None if day is None else made.date(day) for day in span)
    tests = sum(days[day] for day in within)
    return Truth(kind, urls, asn, start, end, mechanism, where, never, tuple(map(made.date, within)), tests)


def span(truth: Truth, since: dt.date, until: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a truth. Where a side is open, that is a day of its tests."""
    first = truth.start or (truth.days[0] if truth.days else since)
    last = truth.end or (truth.days[-1] if truth.days else until - dt.timedelta(1))
    return first, last


def episodes_that_count(world: World) -> list[Truth]:
    """Return the blocks of a week or more on networks that test the site about once a day or more.

    A detector that has only the tests should find these.
    """
    return [truth for truth in world.truths if truth.is_block and _counts(truth, world)]


def _counts(truth: Truth, world: World) -> bool:
    first, last = span(truth, world.since, world.until)
    long = (last - first).days + 1
    return long >= _LONG and truth.tests >= _ABOUT_ONE * long and len(truth.days) >= _LONG // 2 + 1


def clean_urls(world: World) -> set[str]:
    """Return the URLs of sites that no network blocks and no server refuses. Never call one of them blocked."""
    guilty: Sequence[str] = [
        url for truth in world.truths if truth.is_block or truth.kind == "refused" for url in truth.urls
    ]
    return {url for site in world.scenario.sites for url in site.urls} - set(guilty)
