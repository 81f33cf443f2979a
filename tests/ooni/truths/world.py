"""A made-up world: all tests of a period, day by day, and the truths behind them."""

from __future__ import annotations

import datetime as dt
import math
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final, NamedTuple

from tests.ooni.truths import fates
from tests.ooni.truths.drawing import draw
from tests.ooni.truths.records import COUNTRY, Fate, Measurement, Truth
from tests.ooni.truths.runs import Started, runs
from tests.ooni.truths.scenario import Erring, Scenario, Spell, Step
from tests.ooni.truths.telling import truths

_LONGEST_RUN: Final = 7_000
"""A run has at most so many seconds, so that it ends on the day on which it starts."""
_SECONDS_A_TEST: Final = 12
_OVERLAP: Final = 5
"""For so many days phones test both spellings of a site."""
_THIN: Final = 0.06


@dataclass(frozen=True)
class World:
    """The tests of a period, in the order of networks and days, and what is true."""

    scenario: Scenario
    tests: tuple[Measurement, ...]
    truths: tuple[Truth, ...]

    @property
    def since(self) -> dt.date:
        """Return the first day."""
        return self.scenario.since

    @property
    def until(self) -> dt.date:
        """Return the day after the last one."""
        return self.scenario.date(self.scenario.days)

    @cached_property
    def listed(self) -> tuple[str, ...]:
        """Return the URLs of the list: the spelling of each site that it has at the end."""
        return tuple(site.urls[-1] for site in self.scenario.sites)

    @cached_property
    def earlier(self) -> dict[str, str]:
        """Return the first spelling of each site that was spelt in two ways, by its last."""
        return {site.urls[-1]: site.urls[0] for site in self.scenario.sites if len(site.urls) > 1}

    @cached_property
    def by_cell(self) -> dict[tuple[str, int], list[Measurement]]:
        """Return the tests of the country that say something, by URL and network."""
        found: defaultdict[tuple[str, int], list[Measurement]] = defaultdict(list)
        for test in self.tests:
            if test.run.country == COUNTRY and test.fate.outcome != "failure":
                found[test.url, test.run.asn].append(test)
        return dict(found)

    def date(self, day: int) -> dt.date:
        """Return the date of a day."""
        return self.scenario.date(day)

    def as_of(self, day: dt.date) -> World:
        """Return the world as the service knew it at the end of a day: late uploads are not there yet."""
        number = (day - self.since).days
        return replace(self, tests=tuple(test for test in self.tests if test.run.uploaded <= number))


def world(seed: int, **options: Any) -> World:  # noqa: ANN401 - the options of `draw`
    """Return the world of a seed. Options are those of `draw`."""
    return build(draw(seed, **options))


def random_of(seed: int) -> random.Random:
    """Return the numbers of a seed, the same in each process."""
    return random.Random(f"world {seed}")  # noqa: S311 - the same each time, and no secret


def build(made: Scenario) -> World:
    """Return the world of a scenario."""
    chance = random_of(made.seed)
    tests = tuple(_tests(made, chance))
    return World(made, tests, tuple(truths(made, tests)))


class _Cell(NamedTuple):
    """A site on a network on a day."""

    site: int
    share: float
    noise: float
    dead: Spell | None
    """What kills the site everywhere."""
    spells: tuple[Spell, ...]
    """What else is wrong, on this network or on all of the country."""
    erring: Erring | None
    step: Step | None


def _tests(made: Scenario, chance: random.Random) -> Iterator[Measurement]:
    at_site = _by_site(made.spells)
    known: tuple[int, int] | None = None
    cells: list[_Cell] = []
    outage = 0.0
    for started in runs(made, chance):
        run = started.run
        if known != (run.asn, run.day):
            known = run.asn, run.day
            network = run.country, run.asn
            cells = [_cell(made, at_site, number, network, run.day) for number in range(len(made.sites))]
            outage = max((one.share for one in made.outages if one.asn == run.asn and _has(one, run.day)), default=0.0)
        turn = run.number * 7 % len(cells)
        yield from _of_run(made, chance, started, [*cells[turn:], *cells[:turn]], outage)


def _of_run(
    made: Scenario, chance: random.Random, started: Started, cells: Sequence[_Cell], outage: float
) -> Iterator[Measurement]:
    second = started.run.second
    pause = min(_SECONDS_A_TEST, _LONGEST_RUN // len(cells))
    for cell in cells:
        if chance.random() >= cell.share:
            continue
        fate = _fate(chance, made, started, cell, outage)
        control = "fine"
        if cell.dead:
            control = "nxdomain" if "name" in cell.dead.fates[0].name else "unreachable"
        elif cell.erring and chance.random() < cell.erring.share:
            control = "nxdomain"
            fate = fates.ERRING if fate is fates.FINE else _overlooked(chance, fate)
        yield Measurement(_spelling(made, chance, cell.site, started.run.day), started.run, fate, control, second)
        second += pause


def _fate(  # noqa: PLR0911 - one for each cause, in their order
    chance: random.Random, made: Scenario, started: Started, cell: _Cell, outage: float
) -> Fate:
    """Return what one test sees. What breaks first decides: phone, resolver, network, server, and noise at last."""
    run = started.run
    draw_ = chance.random
    if draw_() < made.failures:
        return fates.FAILED
    for spell in cell.spells:
        if (spell.where != "isp-resolver" or run.is_isp) and draw_() < spell.strength:
            return chance.choice(spell.fates)
    if outage and run.is_isp and draw_() < outage:
        return fates.OUTAGE
    if cell.dead:
        return chance.choice(cell.dead.fates)
    step = cell.step
    if step and draw_() < step.rate and (step.is_rule or run.version >= f"5.{_number(made, step)}.0"):
        return fates.STEP if step.is_rule else fates.UNMATCHED
    if cell.site in started.bad or draw_() < cell.noise * started.factor:
        return chance.choice(fates.NOISE)
    return fates.FINE


def _overlooked(chance: random.Random, fate: Fate) -> Fate:
    """Return what is left of a bad test whose control failed too: half of them count as a site that is down."""
    if not fate.is_bad or chance.random() < 0.5:
        return fate
    return fates.DEAD_NAME


def _cell(made: Scenario, at_site: dict[int, list[Spell]], number: int, network: tuple[str, int], day: int) -> _Cell:
    country, asn = network
    site = made.sites[number]
    at_home = country == COUNTRY
    spells = [spell for spell in at_site.get(number, ()) if spell.covers(day)]
    dead = next((spell for spell in spells if spell.kind == "dead"), None)
    others = tuple(spell for spell in spells if spell is not dead and at_home and spell.asn in {asn, None})
    erring = next((one for one in made.erring if one.site == number and _has(one, day)), None)
    steps = (step for step in made.steps if step.site == number and step.day <= day)
    step = next((step for step in steps if at_home or step.is_everywhere), None)
    share = _THIN if made.thin.get(number, day) < day else site.share
    noise = site.noise
    for wave in made.waves:
        if wave.site == number:
            noise += wave.height * max(0.0, math.sin(2 * math.pi * (day / wave.days + wave.phase)))
    return _Cell(number, share, noise, dead, others, erring, step)


def _by_site(spells: Sequence[Spell]) -> dict[int, list[Spell]]:
    found: defaultdict[int, list[Spell]] = defaultdict(list)
    for spell in spells:
        found[spell.site].append(spell)
    return found


def _has(span: Any, day: int) -> bool:  # noqa: ANN401 - an outage or the errors of a control
    return bool(span.first <= day <= span.last)


def _number(made: Scenario, step: Step) -> int:
    return sorted({one.day for one in made.steps if not one.is_rule}).index(step.day) + 1


def _spelling(made: Scenario, chance: random.Random, number: int, day: int) -> str:
    urls, switch, *_ = made.sites[number]
    if len(urls) == 1 or day < switch:
        return urls[0]
    return urls[1] if day >= switch + _OVERLAP or chance.random() < 0.5 else urls[0]
