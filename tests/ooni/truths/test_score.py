"""The score of a detector: a perfect one has all points, and each fault is counted as what it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from tests.ooni.truths.records import Truth
from tests.ooni.truths.score import Score, perfect, score
from tests.ooni.truths.telling import clean_urls, episodes_that_count
from tests.ooni.truths.world import World, world

Episode = dict[str, Any]
CLEAN = "https://clean.example.org/"


@pytest.fixture(scope="module")
def made() -> World:
    """The world that detectors are scored by."""
    return world(21)


def outages(made: World) -> list[Episode]:
    """Return the outages of a world as a perfect detector names them."""
    return [
        {"asn": truth.asn, "start": truth.start, "end": truth.end} for truth in made.truths if truth.kind == "outage"
    ]


def first(made: World, choose: Callable[[Truth], object]) -> Truth:
    """Return the first counted truth of some sort."""
    return next(truth for truth in episodes_that_count(made) if choose(truth))


def episode(truth: Truth, **changes: object) -> Episode:
    """Return a truth as an episode, with changes."""
    told = {"url": truth.urls[-1], "asn": truth.asn, "start": truth.start, "end": truth.end}
    return {**told, "kind": truth.mechanism, "where": truth.where, **changes}


def test_perfect(made: World) -> None:
    """A detector that knows the truths finds all, and makes no error."""
    found = score(perfect(made), made, outages(made))
    assert found.counted == found.found >= 40
    assert (found.recall, found.precision, found.dns_placed_share) == (1, 1, 1)
    assert set(found.start_errors) == set(found.end_errors) == {0}
    assert (found.start_median, found.start_90th, found.end_90th, found.wrong_place_share) == (0, 0, 0, 0)
    nothing = (
        "starts_left_open", "starts_made_up", "ends_left_open", "ends_made_up", "wrong_kinds", "wrong_places",
        "clean_rows_blocked", "dead_sites_blocked", "live_episodes_down", "outage_blocks",
    )  # fmt: skip
    assert {name: getattr(found, name) for name in nothing} == dict.fromkeys(nothing, 0)
    assert found.dead_sites == found.dead_sites_down > 0
    assert found.outages == found.outages_named > 0


def test_nothing(made: World) -> None:
    """A detector that finds nothing has no recall, and makes no error."""
    found = score([], made)
    assert (found.recall, found.precision, found.wrong_place_share) == (0, 1, 0)
    assert sum(found.missed_by_kind.values()) == found.counted
    assert found.outages_named == 0


def test_all_blocked(made: World) -> None:
    """A detector that calls everything blocked has full recall, and blocks clean rows, dead sites and outages."""
    all_ = [
        {"url": url, "asn": asn, "start": None, "end": None, "kind": "dns", "where": "path"}
        for url in made.listed
        for asn in {one.asn for one in made.scenario.networks}
    ]
    found = score(all_, made)
    assert found.recall == 1
    assert found.precision < 0.5
    assert found.clean_rows_blocked == found.clean_rows == len((clean_urls(made) - dead(made)) & set(made.listed))
    assert found.dead_sites_blocked == found.dead_sites
    assert {"dead", "nothing", "wave"} <= set(found.wrong_by_kind)
    assert found.wrong_place_share > 0.1


def dead(made: World) -> set[str]:
    """Return the URLs of dead sites."""
    return {url for truth in made.truths if truth.kind == "dead" for url in truth.urls}


FAULTS: dict[str, tuple[Callable[[Truth], object], dict[str, object], dict[str, object]]] = {
    "another network": (bool, {"asn": 9009}, {"right": 0, "found": 0}),
    "another site": (bool, {"url": CLEAN}, {"right": 0, "found": 0}),
    "the first spelling": (lambda one: len(one.urls) > 1, {"url": 0}, {"right": 1, "found": 1}),
    "a start that is open": (lambda one: one.start, {"start": None}, {"starts_left_open": 1, "start_errors": ()}),
    "an end that is open": (
        lambda one: one.end and one.kind == "end", {"end": None}, {"ends_left_open": 1, "end_errors": ()}
    ),
    "silence that is called an end": (
        lambda one: one.kind == "vanished", {"end": dt.date(2025, 8, 20)}, {"ends_made_up": 1, "found": 1}
    ),
    "a start that is made up": (
        lambda one: one.start is None and one.end is None, {"start": dt.date(2025, 7, 5)}, {"starts_made_up": 1}
    ),
    "the wrong place": (
        lambda one: one.where == "path", {"where": "isp-resolver"}, {"wrong_places": 1, "placed": 1, "right": 1}
    ),
    "no place": (
        lambda one: one.mechanism == "dns", {"where": "unknown"},
        {"wrong_places": 0, "placed": 0, "dns": 1, "dns_placed": 0},
    ),
    "another mechanism": (lambda one: one.mechanism == "dns", {"kind": "tls"}, {"wrong_kinds": 1, "right": 1}),
    "no mechanism": (lambda one: one.mechanism == "dns", {"kind": "unknown"}, {"wrong_kinds": 0, "right": 1}),
    "down": (bool, {"kind": "down"}, {"detected": 0, "found": 0, "live_episodes_down": 1}),
}  # fmt: skip
"""A truth to tell wrongly, what is wrong, and what the score says."""


@pytest.mark.parametrize("name", FAULTS)
def test_faults(made: World, name: str) -> None:
    """Each fault of one episode is counted as what it is."""
    choose, changes, expected = FAULTS[name]
    truth = first(made, choose)
    if changes.get("url") == 0:
        changes = {"url": truth.urls[0]}
    found = score([episode(truth, **changes)], made)
    assert {key: getattr(found, key) for key in expected} == expected


@pytest.mark.parametrize(("late", "is_right"), [(0, True), (5, True), (400, False)])
def test_errors_of_days(made: World, late: int, *, is_right: bool) -> None:
    """The error of a start is in days. An episode of other days matches nothing."""
    truth = first(made, lambda one: one.start and one.end is None and one.kind == "start")
    assert truth.start
    start = truth.start + dt.timedelta(late)
    found = score([episode(truth, start=start, end=start + dt.timedelta(30) if late > 100 else None)], made)
    assert found.right == found.found == is_right
    assert found.start_errors == ((late,) if is_right else ())


@pytest.mark.parametrize(("shared", "is_right"), [(10, True), (5, True), (4, False)])
def test_half_of_the_shorter(made: World, shared: int, *, is_right: bool) -> None:
    """An episode of ten days matches if five of them are in the truth."""
    truth = first(made, lambda one: one.start and one.end is None and one.kind != "vanished")
    assert truth.start
    last = truth.start + dt.timedelta(shared - 1)
    found = score([episode(truth, start=last - dt.timedelta(9), end=last)], made)
    assert found.right == is_right


def test_two_for_one(made: World) -> None:
    """An episode that is told in two parts is found once. Its outer days decide about the errors."""
    truth = first(made, lambda one: one.start and one.end is None and (made.until - one.start).days > 30)
    assert truth.start
    middle = truth.start + dt.timedelta(12)
    parts = [episode(truth, end=middle), episode(truth, start=middle + dt.timedelta(3))]
    found = score(parts, made)
    assert (found.right, found.detected, found.found, found.start_errors) == (2, 2, 1, (0,))
    assert found.ends_made_up == 0


def test_outage_called_a_block(made: World) -> None:
    """An episode in an outage is counted as that."""
    outage = next(truth for truth in made.truths if truth.kind == "outage")
    url = min(clean_urls(made) - dead(made))
    wrong = {"url": url, "asn": outage.asn, "start": outage.start, "end": outage.end, "kind": "dns", "where": "unknown"}
    found = score([wrong], made)
    assert (found.outage_blocks, found.clean_rows_blocked, found.precision) == (1, 1, 0)


def test_refused(made: World) -> None:
    """A site that refuses the country may be told as an episode of the server, but not of the path."""
    truth = next(truth for truth in made.truths if truth.kind == "refused")
    of_server, of_path = (score([episode(truth, asn=38623, where=where)], made) for where in ("server", "path"))
    assert (of_server.precision, of_server.wrong_places, of_server.found) == (1, 0, 0)
    assert (of_path.precision, of_path.wrong_places) == (1, 1)


def test_several_worlds(made: World) -> None:
    """Scores of worlds are added."""
    one, other = score(perfect(made), made), score([], made)
    both = one + other
    assert both.counted == 2 * one.counted
    assert both.recall == 0.5
    assert both.start_errors == one.start_errors
    assert Score() + one == one
