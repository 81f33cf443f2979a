"""What is down is not blocked: dead names, dead servers, and controls that err."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.ooni import dead_names
from kh_testlist.ooni.episode import Control, Day, Episode, Kind, Layer, Layers, More, Where
from kh_testlist.ooni.judging import judged
from kh_testlist.ooni.site_days import Site, Span

URL, HOST = "https://a.example.com/", "a.example.com"
ONE = dt.date(2025, 7, 1).toordinal()
JULY = (ONE, ONE + 31)
AUGUST = (ONE + 31, ONE + 62)
OK = Layer(0.0, 0.0, 0.9)
DEAD_NAME = Layers(4, Layer(0.1, 0.9, 0.0))
ANSWERED = Layers(4, Layer(1.0, 0.9, 0.25))
"""A dead name for which the resolver of one network has an answer."""
DEAD_SERVER = Layers(4, OK, Layer(0.25, 0.75, 0.0))
ERRING = Layers(4, Layer(0.1, 0.9, 0.0), Layer(0.0, 0.0, 1.0), Layer(0.0, 0.0, 1.0))
"""The control does not find the name, but probes connect."""
FINE = Layers(4, OK, Layer(0.0, 0.0, 1.0), Layer(0.0, 0.0, 1.0))
BLOCKED = Layers(4, Layer(0.9, 0.1, 0.0))


def site(days: range = range(62), asns: tuple[int, ...] = (1, 2), bad: int = 0) -> Site:
    """A site with two tests on each day and network."""
    series = {asn: tuple(Day(ONE + day, 2, bad) for day in days) for asn in asns}
    return Site((URL,), series, {"dns": 100} if bad else {})


def more(layers: dict[int, Layers], *controls: Control) -> More:
    """What the newer endpoints say: layers by day, and controls."""
    return More(by_day={URL: {ONE + day: one for day, one in layers.items()}}, controls={HOST: controls})


def span(first: int, last: int) -> Span:
    """Days of the period, both in it."""
    return Span(ONE + first, ONE + last)


@pytest.mark.parametrize(
    ("controls", "days", "expected"),
    [
        ([Control(*JULY, 0, 60, 0)], (0, 30), True),
        ([Control(*JULY, 2, 58, 0)], (0, 30), True),
        ([Control(*JULY, 60, 0, 0)], (0, 30), False),
        ([Control(*JULY, 50, 10, 0)], (0, 30), False),
        ([Control(*JULY, 30, 30, 0)], (0, 30), None),
        ([Control(*JULY, 0, 0, 60)], (0, 30), None),
        ([Control(*JULY, 0, 2, 0)], (0, 30), None),
        ([], (0, 30), None),
        ([Control(*AUGUST, 0, 60, 0)], (0, 30), None),
        ([Control(*JULY, 40, 20, 0)], (21, 30), True),
        ([Control(*JULY, 60, 2, 0)], (21, 30), False),
        ([Control(*JULY, 48, 12, 0)], (21, 30), None),
        ([Control(*JULY, 60, 0, 0), Control(*AUGUST, 0, 60, 0)], (21, 61), True),
        ([Control(*JULY, 55, 5, 0), Control(*AUGUST, 60, 0, 0)], (25, 61), False),
    ],
    ids=[
        "dead", "nearly-all", "alive", "errs-some-days", "half", "other-failures", "too-few", "no-control",
        "other-days", "dies-in-the-window", "alive-in-a-part", "errs-in-a-part", "a-whole-window-decides",
        "errs-at-the-start",
    ],
)  # fmt: skip
def test_dead_names(controls: list[Control], days: tuple[int, int], expected: bool | None) -> None:  # noqa: FBT001 - a table
    """Only controls of the same days tell. A control that errs for some days does not make a name dead."""
    assert dead_names.dead_name(site(), span(*days), More(controls={HOST: controls})) is expected


def days(layers: Layers, first: int, last: int, others: Layers = FINE) -> dict[int, Layers]:
    """The same on some days, and something else on all others."""
    return {day: layers if first <= day <= last else others for day in range(62)}


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        (days(DEAD_NAME, 20, 61), [(20, 61)]),
        (days(ANSWERED, 20, 61), [(20, 61)]),
        (days(DEAD_SERVER, 20, 40), [(20, 40)]),
        (days(DEAD_NAME, 20, 21), [(20, 21)]),
        (days(DEAD_NAME, 20, 20), []),
        (days(ERRING, 20, 27), []),
        (days(BLOCKED, 20, 61), []),
        (days(DEAD_NAME, 20, 40) | {30: BLOCKED}, [(20, 40)]),
        (days(DEAD_NAME, 20, 40) | {30: FINE}, [(20, 29), (31, 40)]),
        (dict.fromkeys((3, 4, 40, 41), DEAD_NAME), [(3, 4), (40, 41)]),
        ({}, []),
    ],
    ids=[
        "name", "answered", "server", "two-days", "one-day", "control-errs", "blocked", "an-outage-in-it",
        "alive-again", "days-that-were-not-kept", "nothing-known",
    ],
)  # fmt: skip
def test_down(layers: dict[int, Layers], expected: list[tuple[int, int]]) -> None:
    """A site is down if tests and control fail, and nobody gets through."""
    assert dead_names.down_spans(site(), more(layers)) == tuple(span(*one) for one in expected)


def test_one_network_is_not_enough() -> None:
    """What fails on one network only is not down, also if another network made one test."""
    layers = more(days(DEAD_NAME, 0, 61))
    assert not dead_names.down_spans(site(asns=(1,)), layers)
    rare = site(asns=(1,))
    assert not dead_names.down_spans(rare._replace(series={**rare.series, 2: (Day(ONE, 1, 0),)}), layers)


def test_a_control_that_errs_about_a_blocked_site() -> None:
    """All tests failed, and the control failed in part. So the site was not down."""
    layers = days(DEAD_NAME, 10, 16, BLOCKED)
    assert dead_names.down_spans(site(bad=2), more(layers, Control(*JULY, 47, 14, 0))) == (span(10, 16),)
    assert not dead_names.down_spans(site(bad=2), more(layers, Control(*JULY, 53, 8, 0)))


def test_each_network_gets_an_episode() -> None:
    """Its sides are open where the network has no test. A dead name is called so."""
    of = site()
    of = of._replace(series={1: of.series[1], 2: of.series[2][25:40], 3: of.series[1][:10]})
    said = more(days(DEAD_NAME, 20, 61), Control(*JULY, 40, 20, 0), Control(*AUGUST, 0, 60, 0))
    one, two = judged(of, [], said)
    assert (one.asn, one.start, one.end, one.kind, one.where) == (1, "2025-07-21", None, Kind.DOWN, Where.UNKNOWN)
    assert (one.last_good, one.first_bad, one.measurements, one.anomalous) == ("2025-07-20", "2025-07-21", 84, 0)
    assert (two.asn, two.start, two.end, two.last_good) == (2, None, None, None)
    assert one.is_dead_name
    assert two.is_dead_name


def found(start: str | None, end: str | None) -> Episode:
    """What a detector found on the first network."""
    return Episode(1, start, end, Kind.UNKNOWN, Where.UNKNOWN, 84, 84, 0.9, first_bad=start)


def test_a_dead_site_is_never_blocked() -> None:
    """What a detector finds while a site is down is replaced. A block before its death stays, and ends."""
    said = more(days(DEAD_NAME, 20, 61, BLOCKED))
    assert {one.kind for one in judged(site(bad=2), [found("2025-07-21", None)], said)} == {Kind.DOWN}
    first, *others = judged(site(bad=2), [found(None, None)], said)
    assert (first.asn, first.start, first.end, first.measurements) == (1, None, "2025-07-20", 40)
    assert first.kind is not Kind.DOWN
    assert {one.kind for one in others} == {Kind.DOWN}


def test_a_dead_name_without_days() -> None:
    """If only the controls tell, the episode stays, and says that the name is dead."""
    said = More(controls={HOST: [Control(*JULY, 0, 60, 0), Control(*AUGUST, 0, 60, 0)]})
    (one,) = judged(site(bad=2), [found(None, None)], said)
    assert (one.kind, one.where, one.is_dead_name) == (Kind.DOWN, Where.UNKNOWN, True)


LAYERS = st.sampled_from((DEAD_NAME, ANSWERED, DEAD_SERVER, ERRING, FINE, BLOCKED))


@given(st.dictionaries(st.integers(0, 61), LAYERS))
def test_spans_are_apart_and_without_living_days(layers: dict[int, Layers]) -> None:
    """Spans follow one another. They begin and end on days that are down, and nobody gets through in them."""
    spans = dead_names.down_spans(site(), more(layers))
    assert all(one.last < other.first for one, other in itertools.pairwise(spans))
    for one in spans:
        inside = [layers[day] for day in range(one.first - ONE, one.last - ONE + 1)]
        assert {inside[0].down, inside[-1].down} <= {0.9, 0.75}
        assert not {FINE, ERRING} & set(inside)
