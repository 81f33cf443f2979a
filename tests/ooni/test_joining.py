"""The episodes of all spellings of a site, and its exact counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kh_testlist.ooni.episode import Episode, Kind, State
from kh_testlist.ooni.evidence import Counts, Evidence, NetworkEvidence, SiteEvidence, Status
from kh_testlist.ooni.joining import with_joined_episodes
from tests.ooni.test_words import OPEN
from tests.reports.materials import NETWORKS, evidence

NEW, OLD = "https://a.example.com/", "http://a.example.com/"
ENDED = replace(OPEN, end="2026-08-09")
DOWN = replace(OPEN, kind=Kind.DOWN)


def site(status: Status, *episodes: Episode, joined: tuple[str, ...] = (), now: State = State.OK) -> SiteEvidence:
    """A site on one network."""
    network = NetworkEvidence(38623, None, Counts(30, 2), 0.1, status.is_blocked, state=now)
    return SiteEvidence(
        NEW, Counts(30, 2), (network,), {}, None, None, status, joined=joined, now=now, episodes=episodes
    )


def of(*entries: SiteEvidence) -> Evidence:
    """The evidence of a quarter."""
    return evidence(entries, NETWORKS)


@pytest.mark.parametrize(
    ("own", "whole", "status"),
    [
        (site(Status.OK), site(Status.BLOCKED_IN_PART, OPEN, now=State.BLOCKED), Status.BLOCKED_IN_PART),
        (site(Status.INCONCLUSIVE), site(Status.BLOCKED_LIKELY, ENDED), Status.BLOCKED_IN_PART),
        (site(Status.BLOCKED_LIKELY), site(Status.OK), Status.BLOCKED_LIKELY),
        (site(Status.NOT_MEASURED), site(Status.BLOCKED_LIKELY, OPEN), Status.NOT_MEASURED),
        (site(Status.OK), site(Status.INCONCLUSIVE, DOWN, now=State.DOWN), Status.INCONCLUSIVE),
        (site(Status.OK), site(Status.INCONCLUSIVE), Status.INCONCLUSIVE),
        (site(Status.OK), site(Status.OK), Status.OK),
        (site(Status.INCONCLUSIVE), site(Status.OK), Status.INCONCLUSIVE),
    ],
)
def test_a_site(own: SiteEvidence, whole: SiteEvidence, status: Status) -> None:
    """The episodes and the state are those of all spellings; the counts are those of the exact URL."""
    (found,) = with_joined_episodes(of(own), of(replace(whole, joined=(OLD,), counts=Counts(99, 9)))).entries
    assert (found.status, found.now, found.episodes) == (status, whole.now, whole.episodes)
    assert (found.counts, found.joined) == (own.counts, own.joined)
    assert found.networks[0].state is whole.now


def test_variants_are_not_mixed() -> None:
    """If both spellings are sites, each keeps its own episodes."""
    own = of(site(Status.OK), replace(site(Status.BLOCKED_IN_PART, OPEN), url=OLD))
    assert with_joined_episodes(own, of(site(Status.BLOCKED_IN_PART, OPEN, joined=(OLD,)))) == own
