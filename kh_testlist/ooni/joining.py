"""Join the episodes of all spellings of a site to its exact counts.

Upstream may spell a URL in another way in the middle of a period. Then the exact URL has only a part of the tests. An
episode would seem to begin or to end on that day. The counts stay those of the exact URL, as in iMAP's tables.
"""

from __future__ import annotations

from dataclasses import replace

from kh_testlist.ooni import scoring
from kh_testlist.ooni.evidence import Evidence, SiteEvidence, Status


def with_joined_episodes(exact: Evidence, joined: Evidence) -> Evidence:
    """Return `exact` with the episodes and states of `joined`: the same evidence, with equivalents as one site.

    A site keeps its own episodes if another spelling of it is a site of `exact` too. People keep such variants on
    purpose, because only one of them may be blocked.
    """
    own = {entry.url for entry in exact.entries}
    whole = {entry.url: entry for entry in joined.entries if own.isdisjoint(entry.joined)}
    entries = (_joined(entry, whole[entry.url]) if entry.url in whole else entry for entry in exact.entries)
    return replace(exact, entries=tuple(entries))


def _joined(entry: SiteEvidence, whole: SiteEvidence) -> SiteEvidence:
    states = {network.asn: network.state for network in whole.networks}
    networks = tuple(replace(network, state=states.get(network.asn, network.state)) for network in entry.networks)
    return replace(entry, now=whole.now, episodes=whole.episodes, networks=networks, status=_status(entry, whole))


def _status(entry: SiteEvidence, whole: SiteEvidence) -> Status:
    """Return the status. What the exact counts say over the whole period is never changed."""
    if entry.status.is_blocked or entry.status is Status.NOT_MEASURED:
        return entry.status
    if any(map(scoring.is_block, whole.episodes)):
        return Status.BLOCKED_IN_PART
    is_open = any(one.end is None for one in whole.episodes)
    if entry.status is Status.OK and (is_open or whole.status is Status.INCONCLUSIVE):
        return Status.INCONCLUSIVE
    return entry.status
