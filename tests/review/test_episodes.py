"""Episodes in the files of a review: they come back as they were, and files without them are read as before."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.ooni.episode import State
from kh_testlist.records import adapter
from kh_testlist.review.shapes import EvidenceShape
from kh_testlist.review.weighing import is_dead, unexplained
from tests.ooni.test_words import EPISODES
from tests.review.cases import OLD
from tests.review.test_truth_table import evidence

_SHAPE = adapter(EvidenceShape)
SOUND = EPISODES.map(lambda one: replace(one, confidence=round(one.confidence, 4)))


@given(st.lists(SOUND, max_size=4), st.sampled_from(State), st.sampled_from(State))
def test_back_as_it_was(episodes: list[object], now: State, there: State) -> None:
    """What is written is what is read."""
    bare = evidence("likely")
    assert bare is not None
    network = replace(bare.networks[0], state=there, name=None)
    found = replace(bare, episodes=tuple(episodes), now=now, networks=(network,))  # type: ignore[arg-type]
    written = _SHAPE.dump_json(EvidenceShape.of(found), exclude_defaults=True, warnings=False)
    assert _SHAPE.validate_json(written).value(OLD) == found


def test_as_before_without_them() -> None:
    """A line of an earlier version has no states and no episodes, and evidence without them is written as before."""
    old = b'{"counts":[9,0,0,0],"networks":[[64500,9,0,0,0,0.0,false]],"status":"ok"}'
    read = _SHAPE.validate_json(old)
    found = read.value(OLD)
    assert (found.now, found.episodes, found.networks[0].state) == (State.NOT_MEASURED, (), State.UNCLEAR)
    assert _SHAPE.dump_json(EvidenceShape.of(found), exclude_defaults=True, warnings=False) == old


@pytest.mark.parametrize(
    "bad",
    [
        '"episodes":[{"asn":1,"kind":"dns","measurements":1,"anomalous":1,"confidence":2}]',
        '"episodes":[{"asn":1,"kind":"dns","measurements":-1,"anomalous":1,"confidence":1}]',
        '"episodes":[{"asn":1,"kind":"\\u001b","measurements":1,"anomalous":1,"confidence":1}]',
        '"episodes":[{"asn":1,"kind":"dns","start":"soon","measurements":1,"anomalous":1,"confidence":1}]',
        '"states":{"AS1":"ok"}',
        '"now":"censored"',
    ],
)
def test_refused(bad: str) -> None:
    """A pull request may write the file, so each value is checked."""
    with pytest.raises(ValueError, match="validation error"):
        _SHAPE.validate_json('{"counts":[9,0,0,0],"networks":[],"status":"ok",' + bad + "}")


@pytest.mark.parametrize(
    ("kind", "dead", "left"),
    [
        ("open", False, 41), ("ended", False, 41), ("down", True, 0), ("was-down", True, 0),
        ("was-down-and-more", True, 4), ("dead-name", True, 0), ("confirmed", False, 30),
    ],
)  # fmt: skip
def test_what_a_dead_site_explains(kind: str, left: int, *, dead: bool) -> None:
    """Only a dead site explains signs of interference, and one that came back only those of its days."""
    found = evidence(kind)
    assert found is not None
    assert (is_dead(found), unexplained(found)) == (dead, left)


def test_another_mark_is_not_explained() -> None:
    """A block page is no answer for a dead name."""
    found = evidence("dead-name")
    assert found is not None
    assert not is_dead(replace(found, blocking_types={"http-diff": 61}))
