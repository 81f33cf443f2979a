"""A site and its tests by day, and the days of an episode."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from kh_testlist.ooni.episode import Day, Episode, More, Series

FOREVER: Final = dt.date.max.toordinal()


class Span(NamedTuple):
    """Days from `first` to `last`, both in it."""

    first: int = 1
    last: int = FOREVER

    def has(self, day: int) -> bool:
        """Return True if the day is in it."""
        return self.first <= day <= self.last

    def meets(self, since: int, until: int) -> bool:
        """Return True if it shares a day with the days from `since` up to `until`, without `until`."""
        return self.first < until and since <= self.last

    def holds(self, since: int, until: int) -> bool:
        """Return True if all days from `since` up to `until` are in it."""
        return self.first <= since and until - 1 <= self.last


class Site(NamedTuple):
    """A site under its spellings, with the plain counts."""

    urls: tuple[str, ...]
    series: Series
    methods: Mapping[str, int]
    """Anomalies by the `blocking_type` of the first version: dns, tcp_ip, http-failure, http-diff."""

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts of its URLs, each once."""
        return tuple(dict.fromkeys(urlsplit(url).hostname or url for url in self.urls))

    @property
    def is_https(self) -> bool:
        """True if all of its URLs use HTTPS."""
        return all(url.startswith("https:") for url in self.urls)

    def within(self, asn: int, span: Span) -> list[Day]:
        """Return the days of a network in a span."""
        return [day for day in self.series.get(asn, ()) if span.has(day.day)]


def span_of(episode: Episode) -> Span:
    """Return the days of an episode. An open side is open."""
    return Span(_day(episode.start) or 1, _day(episode.end) or FOREVER)


def date(day: int) -> str:
    """Return the date of a day."""
    return dt.date.fromordinal(day).isoformat()


def tests(days: Sequence[Day]) -> int:
    """Return the number of tests."""
    return sum(day.tests for day in days)


def bad(days: Sequence[Day]) -> int:
    """Return the number of bad tests."""
    return sum(day.bad for day in days)


def failures(site: Site, asn: int, span: Span, more: More) -> Counter[str]:
    """Return the observations of a site on a network by failure. All windows that share a day with a span count."""
    found = Counter[str]()
    for host in site.hosts:
        for seen in more.seen.get(host, {}).get(asn, ()):
            if span.meets(seen.since, seen.until):
                found.update(seen.failures)
    return found


def in_any(day: int, spans: Collection[Span]) -> bool:
    """Return True if the day is in one of the spans."""
    return any(span.has(day) for span in spans)


def _day(text: str | None) -> int | None:
    return None if text is None else dt.date.fromisoformat(text).toordinal()
