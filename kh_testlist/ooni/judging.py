"""What is known about the episodes of a site: down, dead, or blocked, and then how and where."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from kh_testlist.ooni import dead_names
from kh_testlist.ooni.episode import Episode, Kind, More, Where
from kh_testlist.ooni.mechanisms import mechanism
from kh_testlist.ooni.placing import place
from kh_testlist.ooni.site_days import Site, span_of


def judged(
    site: Site, episodes: Iterable[Episode], more: More, seen_marks: Collection[str] = ()
) -> tuple[Episode, ...]:
    """Return the episodes of a site with mechanism and place, and those in which it was down.

    What a detector found while the site was down is not blocking: the episodes of kind `down` say it.
    """
    spans = dead_names.down_spans(site, more)
    found = list(dead_names.down_episodes(site, more, spans))
    parts = (part for episode in episodes for part in dead_names.without_down(episode, site, spans))
    found.extend(_judged(part, site, more, seen_marks) for part in parts)
    return tuple(sorted(found, key=lambda one: (one.asn, one.start or "", one.end or "9")))


def _judged(episode: Episode, site: Site, more: More, seen_marks: Collection[str]) -> Episode:
    is_dead = dead_names.dead_name(site, span_of(episode), more)
    if is_dead:
        return replace(episode, kind=Kind.DOWN, where=Where.UNKNOWN, is_dead_name=True)
    found = replace(episode, kind=mechanism(episode, site, more), is_alive_name=is_dead is False)
    return replace(found, where=place(found, site, more, seen_marks))
