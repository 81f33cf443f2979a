"""The detector: what daily counts must show before a site has an episode, and what only looks like one."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.ooni.conclusions import Measured, SiteConclusion, conclude
from kh_testlist.ooni.detect import LEAST_DAYS, LEAST_GAIN, LEAST_SHARE, LEAST_TESTS, Span, gain, spans
from kh_testlist.ooni.detection import detect
from kh_testlist.ooni.episode import Control, Day, Kind, More, Series, State
from kh_testlist.ooni.evidence import Counts, Status
from kh_testlist.ooni.noise import BadDays, bad_days, is_everywhere
from kh_testlist.ooni.period import Period
from kh_testlist.ooni.scoring import status
from kh_testlist.ooni.sites import Site

SINCE: Final = dt.date(2025, 7, 1)
FIRST: Final = SINCE.toordinal()
_DAY: Final = {"g": (1, 0), "b": (1, 1), "h": (2, 1), "G": (3, 0), "B": (3, 3), "E": (30, 30), "M": (30, 15)}
"""A letter is a day: so many tests, so many of them bad. A point is a day without tests."""


def drawn(line: str, first: int = FIRST) -> list[Day]:
    """Return the days of a line with a letter for each day."""
    return [Day(day, *_DAY[letter]) for day, letter in enumerate(line, first) if letter != "."]


def told(span: Span) -> tuple[int, int, bool, bool]:
    """Return the days of a span, from the first of the line, and which sides are open."""
    return span.first - FIRST, span.last - FIRST, span.is_open_before, span.is_open_after


class TestSpans:
    """One site on one network."""

    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("", []),
            (90 * ".", []),
            (90 * "g", []),
            (30 * "g" + 10 * "b" + 30 * "g", [(30, 39, False, False)]),
            (30 * "G" + 10 * "B" + 30 * "G", [(30, 39, False, False)]),
            (10 * "b" + 30 * "g", [(0, 9, True, False)]),
            (30 * "g" + 10 * "b", [(30, 39, False, True)]),
            (10 * "b", [(0, 9, True, True)]),
            (30 * "g" + 10 * "b" + 40 * ".", [(30, 39, False, True)]),
            (40 * "." + 10 * "b" + 30 * "g", [(40, 49, True, False)]),
            (15 * "g." + 12 * "b.." + 15 * "g.", [(30, 63, False, False)]),
            (20 * "g" + 6 * "b" + 20 * "." + 6 * "b" + 20 * "g", [(20, 51, False, False)]),
            (20 * "g" + 10 * "b" + 20 * "g" + 10 * "b" + 20 * "g", [(20, 29, False, False), (50, 59, False, False)]),
            (20 * "g" + "bbbbgbbbbb" + 20 * "g", [(20, 29, False, False)]),
            (30 * "g" + "E" + 30 * "g", []),
            ("E", []),
            (30 * "g" + "E", []),
            ("E" + 30 * "g", []),
            (30 * "g" + "EE" + 30 * "g", []),
            (30 * "g" + "bb", []),
            (10 * "g" + "b" + 20 * "g" + "b" + 20 * "g" + "b" + 20 * "g", []),
            (30 * "gggM", []),
        ],
    )
    def test_lines(self, line: str, expected: list[tuple[int, int, bool, bool]]) -> None:
        """Bad days in a row are an episode, with the days of its bad tests. Silence does not end it."""
        assert [told(span) for span in spans(drawn(line))] == expected

    def test_a_span_is_counted(self) -> None:
        """It has its tests, and the last good day before it."""
        (found,) = spans(drawn(20 * "g" + "..bbhhbbbB" + 20 * "g"))
        assert (found.tests, found.bad, found.last_good) == (12, 10, FIRST + 19)
        (first,) = spans(drawn(10 * "b" + 20 * "g"))
        assert first.last_good is None

    def test_the_usual_noise(self) -> None:
        """What is unusual for one network may be usual for another one."""
        days = drawn(30 * "g" + 5 * "bbg" + 30 * "g")
        assert spans(days)
        assert not spans(days, lambda _day: 0.45)


LINES: Final = st.lists(st.sampled_from("gbhGBEM...bbbggg"), max_size=120).map("".join)
RUNS: Final = st.lists(
    st.tuples(st.sampled_from(("g", "b", "G", "B", "g.", "b.", "h", ".")), st.integers(1, 20)), max_size=8
).map(lambda parts: "".join(letters * count for letters, count in parts))
"""Lines in which days are alike for some time, as in blocks."""
ANY: Final = LINES | RUNS


class TestSpansAlways:
    """What holds for any days."""

    @given(ANY)
    def test_floor(self, line: str) -> None:
        """A span begins and ends with a bad day, and what is in it is enough."""
        days = {day.day: day for day in drawn(line)}
        found = spans(list(days.values()))
        for span in found:
            inside = [day for day in days.values() if span.first <= day.day <= span.last]
            assert days[span.first].bad
            assert days[span.last].bad
            assert sum(day.bad > 0 for day in inside) >= LEAST_DAYS
            assert span.tests == sum(day.tests for day in inside) >= LEAST_TESTS
            assert span.bad == sum(day.bad for day in inside)
            assert sum(day.bad / day.tests for day in inside) >= LEAST_SHARE * len(inside)
            assert span.gain >= LEAST_GAIN
            assert 0 < span.confidence <= 1
        assert all(one.last < other.first for one, other in pairwise(found))
        assert not any(span.is_open_before for span in found[1:])
        assert not any(span.is_open_after for span in found[:-1])

    @given(ANY, st.lists(st.integers(0, 119), max_size=2), st.sampled_from("bBE"))
    def test_two_bad_days_are_nothing(self, line: str, places: list[int], letter: str) -> None:
        """Two bad days, however many tests they have, are never an episode."""
        good = line.translate(dict.fromkeys(map(ord, "bhBEM"), "g"))
        changed = "".join(letter if place in places else one for place, one in enumerate(good))
        assert spans(drawn(changed)) == []

    @given(st.text("gG.", max_size=40), st.text("bB.", min_size=1, max_size=40), st.integers(0, 60))
    def test_silence_is_no_end(self, before: str, block: str, silence: int) -> None:
        """Without a good test after it, an episode lasts."""
        found = spans(drawn(before + block + silence * "."))
        assert all(span.is_open_after for span in found)

    @given(ANY, st.text("gG", min_size=1, max_size=60))
    def test_good_days_before(self, line: str, good: str) -> None:
        """Good days before the first one leave all episodes as they are whose start is known."""
        days = drawn(line)
        closed = [span._replace(last_good=None) for span in spans(days) if not span.is_open_before]
        more = spans([*drawn(good, FIRST - len(good)), *days])
        assert [one for one in closed if one not in {span._replace(last_good=None) for span in more}] == []

    @given(st.integers(10, 40), st.integers(12, 40), st.text("gG", min_size=3, max_size=60))
    def test_good_days_before_give_a_start(self, bad: int, after: int, good: str) -> None:
        """Good days before a block from the first day on make its start known."""
        (found,) = spans([*drawn(good, FIRST - len(good)), *drawn(bad * "b" + after * "g")])
        assert (*told(found), found.last_good) == (0, bad - 1, False, False, FIRST - 1)

    @given(st.integers(1, 500), st.floats(0, 1), st.floats(0, 1))
    def test_one_day_proves_little(self, tests: int, part: float, usual: float) -> None:
        """A day never proves as much as an episode needs."""
        assert math.isfinite(found := gain(tests, round(part * tests), usual))
        assert abs(found) < LEAST_GAIN


def network(lines: Sequence[str], asn: int = 1) -> dict[str, Series]:
    """Return one network's days of several sites."""
    return {f"https://site{number}.example.com/": {asn: drawn(line)} for number, line in enumerate(lines)}


def failing(series: Mapping[str, Series]) -> dict[str, dict[int, list[Span]]]:
    """Return what each site shows by itself."""
    return {url: {asn: spans(days) for asn, days in of_url.items()} for url, of_url in series.items()}


class TestBadDays:
    """Most sites of one network fail at once."""

    def _of(self, lines: Sequence[str]) -> list[BadDays]:
        series = network(lines)
        return bad_days(series, failing(series))

    @pytest.mark.parametrize("length", [1, 2, 5, 7])
    def test_an_outage(self, length: int) -> None:
        """A week at most is an outage. It has its days and its sites, and it blocks nothing."""
        lines = 18 * [30 * "g" + length * "b" + 30 * "g"] + 2 * [70 * "g"]
        (found,) = self._of(lines)
        assert found[:5] == (1, FIRST + 30, FIRST + 29 + length, 18, 20)
        assert found.share == pytest.approx(0.9)
        assert found.is_outage
        assert detect(network(lines)).spans == {}

    @pytest.mark.parametrize("ordered", [4, 7, 12, 18])
    @pytest.mark.parametrize("good", [0, 30])
    def test_an_order_persists(self, ordered: int, good: int) -> None:
        """An order that blocks many sites for a month is not masked. All of its sites are found."""
        lines = ordered * [30 * "g" + 30 * "b" + good * "g"] + (20 - ordered) * [(60 + good) * "g"]
        assert self._of(lines) == []
        found = detect(network(lines))
        assert list(found.spans) == list(network(lines))[:ordered]
        assert {told(span) for of_site in found.spans.values() for span in of_site[1]} == {(30, 59, False, good == 0)}

    @pytest.mark.parametrize("bad", [6, 10, 13])
    def test_an_evening(self, bad: int) -> None:
        """One evening of one phone, bad for some of the sites, is masked. It is not worth a name."""
        lines = bad * [30 * "g" + "E" + 30 * "g"] + (20 - bad) * [61 * "g"]
        (found,) = self._of(lines)
        assert (found.first, found.last, found.sites) == (FIRST + 30, FIRST + 30, bad)
        assert not found.is_outage

    def test_few_sites(self) -> None:
        """The share of five sites means nothing."""
        assert self._of(5 * [30 * "g" + 3 * "b" + 30 * "g"]) == []


def site_of(rates: Mapping[int, int], *, days: int = 40) -> dict[int, list[Day]]:
    """Return a site that is good for some days. Then so many of each ten tests are bad, by network."""
    return {
        asn: [*(Day(day, 10, 0) for day in range(days)), *(Day(day, 10, bad) for day in range(days, 2 * days))]
        for asn, bad in rates.items()
    }


TWELVE: Final = range(1, 13)


@pytest.mark.parametrize(
    ("rates", "foreign", "expected"),
    [
        (dict.fromkeys(TWELVE, 4), (), True),
        (dict.fromkeys(TWELVE, 5), (), True),
        (dict.fromkeys(TWELVE, 6), (), True),
        (dict.fromkeys(TWELVE, 7), (), False),
        (dict.fromkeys(TWELVE, 7), (12,), True),
        (dict.fromkeys(TWELVE, 10), (12,), False),
        ({**dict.fromkeys(TWELVE, 0), 1: 10}, (), False),
        ({**dict.fromkeys(TWELVE, 0), 1: 5}, (), False),
        ({**dict.fromkeys(TWELVE, 4), 1: 10}, (), False),
        ({**dict.fromkeys(TWELVE, 7), 11: 0, 12: 0}, (12,), False),
        ({**dict.fromkeys(TWELVE, 4), 11: 0, 12: 0}, (), True),
        ({**dict.fromkeys(TWELVE, 4), 10: 0, 11: 0, 12: 0}, (), False),
        (dict.fromkeys(range(1, 4), 5), (), False),
    ],
)
def test_is_everywhere(rates: Mapping[int, int], foreign: Sequence[int], expected: bool) -> None:  # noqa: FBT001 - of a table
    """A part of the tests on almost all networks is a step. A block is stronger, or on fewer networks."""
    bad = rates[1]
    span = Span(40, 79, False, True, 400, 40 * bad, 20.0, 39)  # noqa: FBT003 - as the detector makes it
    assert is_everywhere(1, span, site_of(rates), foreign) == expected


def test_a_step_of_45_percent() -> None:
    """A step on all networks is dropped and told. A block of another site on one of the networks stays."""
    stepped = {asn: [Day(day, 20, 9 if day >= 40 else 0) for day in range(80)] for asn in TWELVE}
    series = {"step": stepped, "block": site_of({**dict.fromkeys(TWELVE, 0), 3: 10})}
    series |= {f"good{number}": site_of(dict.fromkeys(TWELVE, 0)) for number in range(8)}
    found = detect(series)
    assert {url: list(of_url) for url, of_url in found.spans.items()} == {"block": [3]}
    assert [span[:2] for span in found.spans["block"][3]] == [(40, 79)]
    assert {step.url for step in found.steps} <= {"step"}


URL: Final = "https://site.example.com/"


def concluded(lines: Mapping[int, str], more: More = More()) -> SiteConclusion:  # noqa: B008 - frozen
    """Return what is concluded about a site, by network. Some other sites are good."""
    days = max(map(len, lines.values()))
    series = {URL: {asn: found for asn, line in lines.items() if (found := drawn(line))}}
    series |= {f"https://good{number}.example.com/": {1: drawn(days * "g")} for number in range(8)}
    measured = Measured("KH", Period(SINCE, SINCE + dt.timedelta(days)), series, {}, {}, more)
    return conclude(measured, [Site(URL, (URL,))]).sites[URL]


@pytest.mark.parametrize("days", [1, 3, 5])
def test_many_sites_fail_at_the_end(days: int) -> None:
    """An order of many sites begins as an outage does. So such a site is not `ok` at the end, and not blocked yet."""
    lines = 12 * [40 * "g" + days * "b"] + 8 * [(40 + days) * "g"]
    series = network(lines)
    measured = Measured("KH", Period(SINCE, SINCE + dt.timedelta(40 + days)), series, {}, {}, More())
    found = conclude(measured, [Site(url, (url,)) for url in series])
    states = [found.sites[url].now for url in series]
    assert State.OK not in states[:12]
    assert set(states[12:]) == {State.OK}
    assert all(found.sites[url].is_doubtful or found.sites[url].episodes for url in list(series)[:12])


class TestConclude:
    """The state of a site at the end of a period."""

    @pytest.mark.parametrize(
        ("line", "now"),
        [
            (60 * "g", State.OK),
            (60 * "b", State.BLOCKED),
            (30 * "g" + 30 * "b", State.BLOCKED),
            (30 * "b" + 30 * "g", State.OK),
            (30 * "g" + 10 * "b" + 20 * ".", State.BLOCKED),
            (10 * "b" + 50 * ".", State.BLOCKED),
            (30 * "b" + 5 * "g" + 40 * ".", State.UNCLEAR),
            (10 * "g" + 50 * ".", State.UNCLEAR),
            (58 * "." + "gg", State.UNCLEAR),
            (57 * "." + "ggg", State.OK),
            (60 * ".", State.NOT_MEASURED),
        ],
    )
    def test_states(self, line: str, now: State) -> None:
        """Silence is neither an end nor a sign that a site works."""
        found = concluded({1: line})
        assert (found.now, found.states) == (now, {} if now is State.NOT_MEASURED else {1: now})

    def test_by_network(self) -> None:
        """A site that one network of three blocks is blocked, and each network keeps its own state."""
        found = concluded({1: 60 * "g", 2: 30 * "g" + 30 * "b", 3: 10 * "g" + 50 * "."})
        assert found.now is State.BLOCKED
        assert found.states == {1: State.OK, 2: State.BLOCKED, 3: State.UNCLEAR}

    @pytest.mark.parametrize(
        ("line", "is_doubtful"),
        [
            (46 * "g" + 11 * "." + "hhh", True),
            (46 * "g" + 11 * "." + "ghh", False),
            (46 * "g" + 11 * "." + ".hM", False),
            (46 * "g" + 8 * "." + "gbgbgb", True),
            (46 * "g" + 8 * "." + "gbgbgg", False),
            (46 * "g" + 9 * "." + "bgbgb", False),
            (46 * "g" + "hhh" + 11 * ".", True),
            (45 * "g" + "hhh" + 12 * ".", False),
            (60 * "g", False),
        ],
    )
    def test_the_last_two_weeks(self, line: str, is_doubtful: bool) -> None:  # noqa: FBT001 - of a table
        """Six tests on three days, half of them bad: then nobody may call the site ok."""
        found = concluded({1: line})
        assert found.episodes == ()
        assert (found.is_doubtful, found.now is State.OK) == (is_doubtful, not is_doubtful)

    @given(RUNS, RUNS)
    def test_never_ok_while_it_lasts(self, one: str, other: str) -> None:
        """No row with an open episode, or with bad last weeks, is `ok`."""
        found = concluded({1: one, 2: other + 60 * "g"})
        is_open = any(episode.end is None for episode in found.episodes)
        said = status({1: Counts(ok=100)}, {}, 6, found.episodes, is_doubtful=found.is_doubtful)
        assert (found.now is State.BLOCKED) == is_open
        assert said is not Status.OK or not (is_open or found.is_doubtful)
        assert said is Status.OK or found.episodes or found.is_doubtful

    @pytest.mark.parametrize("nxdomain", [30, 60])
    def test_a_dead_name(self, nxdomain: int) -> None:
        """A name that is dead for the control is never blocked, also if a network answers for it."""
        control = Control(FIRST, FIRST + 60, ok=0, nxdomain=nxdomain, other=0)
        lines = {1: 60 * "b", 2: 60 * "g"}
        found = concluded(lines, More(controls={"site.example.com": [control]}))
        assert [(one.kind, one.is_dead_name) for one in found.episodes] == [(Kind.DOWN, True)]
        assert (found.now, found.states[1]) == (State.DOWN, State.DOWN)
        alive = concluded(lines, More(controls={"site.example.com": [control._replace(ok=nxdomain, nxdomain=0)]}))
        assert alive.now is State.BLOCKED
