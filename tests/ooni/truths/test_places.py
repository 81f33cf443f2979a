"""Mechanism, place and what is down, told from what the service says of made-up worlds. Wrong is worse than unknown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

import pytest

from kh_testlist.ooni import dead_names
from kh_testlist.ooni.episode import Episode, Kind, More, Where
from kh_testlist.ooni.judging import judged
from tests.ooni.truths.more import Known, episodes, known
from tests.ooni.truths.records import Truth
from tests.ooni.truths.world import World, world

SEED = 31_400


class Placed(NamedTuple):
    """A truth on a network, and what was told about it. None: nothing but that it was down."""

    truth: Truth
    asn: int
    told: Episode | None
    flagged: bool
    """True if the name was called dead."""


@cache
def made() -> tuple[World, Known]:
    """Return a world and what is known of it."""
    one = world(SEED)
    return one, known(one)


def told(more: More) -> Iterator[Placed]:
    """Yield what is told about each truth that looks like a block, by a detector that knows the days."""
    one, of = made()
    for truth, site, episode in episodes(one, of.sites):
        found = [each for each in judged(site, [episode], more) if each.asn == episode.asn]
        blocked = [each for each in found if each.kind is not Kind.DOWN]
        yield Placed(truth, episode.asn, next(iter(blocked), None), any(each.is_dead_name for each in found))


@cache
def placed() -> list[Placed]:
    """Return what is told if the service says all that it can."""
    return list(told(made()[1].more))


def test_places() -> None:
    """At most 2 of 100 places are wrong, and at least 60 % of the blocks by the DNS have one."""
    blocks = [one for one in placed() if one.told and one.truth.kind not in {"dead", "answered"}]
    known_ = [(one.told.where, one.truth.where) for one in blocks if one.told and one.told.where is not Where.UNKNOWN]
    assert sum(said != true for said, true in known_) <= 0.02 * len(known_)
    of_dns = [one.told.where is not Where.UNKNOWN for one in blocks if one.told and one.truth.mechanism == "dns"]
    assert sum(of_dns) >= 0.6 * len(of_dns) > 30
    assert {said for said, _ in known_} == {Where.ISP_RESOLVER, Where.PATH, Where.SERVER}


def test_mechanisms() -> None:
    """Nearly all mechanisms are told, and at most 2 of 100 wrongly."""
    blocks = [one for one in placed() if one.told and one.truth.kind not in {"dead", "answered"}]
    counts = Counter(
        "unknown" if one.told.kind is Kind.UNKNOWN else one.told.kind == one.truth.mechanism
        for one in blocks
        if one.told
    )
    assert counts[True] >= 0.95 * counts.total()
    assert counts[False] <= 0.02 * counts.total()


def test_what_is_down() -> None:
    """All sites that died are down, and no other site is."""
    one, of = made()
    dead = {truth.urls[-1] for truth in one.truths if truth.kind == "dead"}
    assert {site.urls[0] for site in of.sites.values() if dead_names.down_spans(site, of.more)} == dead


def test_what_died_is_never_blocked() -> None:
    """Also where a provider answers for it, with a mark of blocking or without one. Then the name is called dead."""
    died = [one for one in placed() if one.truth.kind in {"dead", "answered"}]
    assert not [one for one in died if one.told]
    answered = [one.flagged for one in died if one.truth.kind == "answered"]
    assert answered
    assert all(answered)


@pytest.mark.parametrize("missing", ["answers", "seen", "resolvers", "controls", "by_network"])
def test_what_is_missing_never_makes_a_place_wrong(missing: str) -> None:
    """Fewer are placed, and none is placed elsewhere."""
    before = {(one.truth, one.asn): one.told.where for one in placed() if one.told}
    less = replace(made()[1].more, **{missing: {}})
    after = {(one.truth, one.asn): one.told.where for one in told(less) if one.told}
    differ = [(before.get(key, Where.UNKNOWN), where) for key, where in after.items() if where != before.get(key)]
    assert [pair for pair in differ if Where.UNKNOWN not in pair] == []
