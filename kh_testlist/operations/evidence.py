"""Fetch what OONI measured of a list, or read what was fetched without using the network."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from kh_testlist.errors import KhTestlistError, Misuse
from kh_testlist.model import GLOBAL
from kh_testlist.ooni import gathering
from kh_testlist.ooni.cache import NETWORKS, Asked, Cache, Source, place
from kh_testlist.ooni.evidence import Evidence, FetchedInPart, NeverFetched, Thresholds
from kh_testlist.ooni.gathering import Question, gaps
from kh_testlist.ooni.joining import with_joined_episodes
from kh_testlist.ooni.period import Period, last_three_months, period
from kh_testlist.ooni.root import checked_root
from kh_testlist.ooni.sites import Choose, chooser, earlier_urls
from kh_testlist.talk import NO_PROGRESS, Progress, Tell, silent
from kh_testlist.urls import canonical, equivalence_key
from kh_testlist.workspace import Workspace

__all__ = [
    "Evidence", "EvidenceQuery", "Fetched", "FetchedInPart", "NeverFetched", "asked_at", "caution", "chosen_period",
    "country_of", "fetch", "gaps", "matching", "read_evidence",
    "read_with_episodes", "suspicious",
]  # fmt: skip

_MOST_TESTS: Final = 1_000_000


@dataclasses.dataclass(frozen=True, slots=True)
class EvidenceQuery:
    """Which evidence is wanted. None means: as it was fetched last."""

    scope: str | None = None
    """`list` for the sites of the list, `country` for everything that was measured there."""
    by: str | None = None
    """What counts as one site: `url` or `domain`."""
    since: str | None = None
    """The first day, in UTC: `2026-07-01`."""
    until: str | None = None
    """The day after the last, in UTC."""
    country: str | None = None
    """Two letters; by default the name of the list."""
    api: str | None = None
    """The root of the API."""
    join: bool = False
    """True if equivalent URLs count as one site."""


class Fetched(NamedTuple):
    """Evidence, and how it was fetched."""

    evidence: Evidence
    requests: int
    """The number of requests that were sent."""
    are_named: bool
    """True if the API gave the names of the networks."""


def read_evidence(workspace: Workspace, query: EvidenceQuery = EvidenceQuery()) -> Evidence:
    """Return the evidence that `evidence fetch` has stored. The network is not used.

    Args:
        workspace: the list, with the settings that say when a site counts as blocked.
        query: which evidence; by default what was fetched last.

    Raises:
        Failure: the list or the cache can't be read.
        FetchedInPart: some of the period is missing.
        Misuse: the query contradicts itself.
        NeverFetched: none of it was fetched.

    Example:
        >>> found = read_evidence(Workspace("kh"), EvidenceQuery(since="2026-07-01", until="2026-10-01"))
        >>> [(site.url, site.status, site.first_blocked) for site in found.entries]

    """
    with Cache(place()) as cache:
        asked = _asked(workspace, query, cache)
        choose = _sites(workspace, asked.scope, asked.by, join=query.join)
        question = Question(asked.source, asked.period, asked.scope, asked.by, choose, _thresholds(workspace))
        return gathering.evidence(cache, question)


def read_with_episodes(workspace: Workspace, query: EvidenceQuery = EvidenceQuery()) -> Evidence:
    """Return the stored evidence with exact counts, and with the episodes of all spellings of a site.

    Reviews and reports use it, because upstream may spell a URL in another way in the middle of a period.

    Raises:
        Failure: the list or the cache can't be read.
        FetchedInPart: some of the period is missing.
        Misuse: the query contradicts itself.
        NeverFetched: none of it was fetched.

    """
    exact = read_evidence(workspace, query)
    if exact.by != "url" or query.join:
        return exact
    same = dataclasses.replace(
        query, scope=exact.scope, by=exact.by, since=exact.since, until=exact.until, api=exact.source, join=True
    )
    return with_joined_episodes(exact, read_evidence(workspace, same))


def fetch(
    workspace: Workspace,
    query: EvidenceQuery = EvidenceQuery(),
    *,
    again: bool = False,
    progress: Progress = NO_PROGRESS,
    tell: Tell = silent,
) -> Fetched:
    """Fetch the evidence of a period, by default of the last three whole months, and store it.

    Args:
        workspace: the list.
        query: which evidence.
        again: fetch finished months again, even if they are stored already.
        progress: is told how far the work is.
        tell: is told when the API makes us wait, or does not answer all questions.

    Raises:
        Failure: the API gives no answer that can be used, or the list or the cache can't be read.
        Misuse: the query is not valid.

    """
    from kh_testlist.ooni.api import Api  # noqa: PLC0415 - requests and pydantic, which reading does not need
    from kh_testlist.ooni.fetching import Fetch  # noqa: PLC0415 - the same

    chosen = chosen_period(query) or last_three_months(workspace.today)
    country = country_of(workspace, query.country)
    scope, by = query.scope or "list", query.by or "url"
    api = Api(query.api, tell)
    limits = _thresholds(workspace)
    source = Source(api.root, country)
    choose = _sites(workspace, scope, by)  # before anything is fetched, because the list may not exist

    with Cache(place()) as cache:
        cache.note(Asked(source, chosen, scope, by))
        try:
            are_named = Fetch(api, cache, country, chosen, progress).run(again=again, tell=tell)
        except KhTestlistError as error:
            lacking = ", ".join(map(str, gathering.missing(cache, source, chosen)))
            error.message += f" Missing: {lacking or 'days of some blocks, or names of networks'}."
            raise
        evidence = gathering.evidence(cache, Question(source, chosen, scope, by, choose, limits))
    return Fetched(evidence, api.requests, are_named)


def asked_at(evidence: Evidence) -> str | None:
    """Return when the newest part of `evidence` was fetched from the API, in UTC.

    Raises:
        Failure: the cache can't be read.

    """
    with Cache(place()) as cache:
        there = cache.pieces(Source(evidence.source, evidence.country), NETWORKS)
    return max((there[piece].asked_at for piece in evidence.period.pieces if piece in there), default=None)


def suspicious(workspace: Workspace, query: EvidenceQuery) -> Mapping[str, int]:
    """Return the number of measurements with signs of interference, by the equivalence key of the site.

    All spellings of its URL count.

    Raises:
        Failure: the cache can't be read.
        Misuse: the query contradicts itself.

    """
    found: Counter[str] = Counter()
    with Cache(place()) as cache:
        asked = _asked(workspace, query, cache)
        for row in cache.read(asked.source, NETWORKS, asked.period.pieces, suspicious=True):
            found[equivalence_key(row.url)] += row.counts.suspicious
    return found


def matching(evidence: Evidence, urls: Sequence[str]) -> Evidence:
    """Return the evidence of the sites that `urls` name, in any spelling. Domains are found by their name."""
    keys = {equivalence_key(canonical(url) or url) for url in urls} | set(urls)
    entries = (
        entry
        for entry in evidence.entries
        if not keys.isdisjoint({entry.url, *map(equivalence_key, (entry.url, *entry.joined))})
    )
    return dataclasses.replace(evidence, entries=tuple(entries))


def caution(evidence: Evidence, tell: Tell) -> None:
    """Tell what a reader must know about the period."""
    if evidence.unfinished and evidence.unfinished < evidence.until:
        tell(f"The days from {evidence.unfinished} on were not over when the evidence was fetched.", "warning")


def chosen_period(query: EvidenceQuery) -> Period | None:
    """Return the period that `query` names. Return None if it names none.

    Raises:
        Misuse: one of its two days is missing.

    """
    if query.since and query.until:
        return period(query.since, query.until)
    if query.since or query.until:
        raise Misuse(
            "A period needs a first day and the day after the last.", "Give both --since and --until, or none of them."
        )
    return None


def country_of(workspace: Workspace, country: str | None) -> str:
    """Return the code of the country, in two capital letters: `country`, or the name of the list.

    Raises:
        Misuse: it does not have two letters, or the list is the global one.

    """
    chosen = country or workspace.name
    if chosen == GLOBAL or not (len(chosen) == 2 and chosen.isascii() and chosen.isalpha()):  # noqa: PLR2004 - letters
        raise Misuse(f"{chosen!r} is not the code of a country.", "Give the two letters of a country: --cc KH")
    return chosen.upper()


def _asked(workspace: Workspace, query: EvidenceQuery, cache: Cache) -> Asked:
    """Return what `query` asks for. What it leaves open is as in the last fetch."""
    country = country_of(workspace, query.country)
    chosen = chosen_period(query)
    last = cache.last_asked(country, checked_root(query.api) if query.api else None)
    if last is None:
        days = f" --since {chosen.since} --until {chosen.until}" if chosen else ""
        raise NeverFetched(
            f"The evidence of {country} was never fetched.", f"Fetch it with: kh-testlist evidence fetch{days}"
        )
    return Asked(last.source, chosen or last.period, query.scope or last.scope, query.by or last.by)


def _sites(workspace: Workspace, scope: str, by: str, *, join: bool = False) -> Choose:
    """Return what groups the measurements of a scope into sites."""
    if scope == "country":
        return chooser(None, {}, by, join=join)
    listed: Sequence[str] = [entry.url for entry in workspace.list.complete]
    return chooser(listed, earlier_urls(workspace.records, listed), by, join=join)


def _thresholds(workspace: Workspace) -> Thresholds:
    """Return the thresholds of the settings: when a network blocks a site.

    Raises:
        Misuse: a threshold is out of its range.

    """
    said = workspace.settings.get("evidence", {})
    names = (field.name for field in dataclasses.fields(Thresholds))
    found = Thresholds(**{name: said[name] for name in names if name in said})
    for name in ("threshold", "quantile", "light"):
        if not 0 <= getattr(found, name) <= 1:
            raise Misuse(
                f"The setting evidence.{name} is not a number from 0 to 1.",
                "Fix it in the settings, or ignore all settings with --config none.",
            )
    if not 1 <= found.floor <= _MOST_TESTS:
        raise Misuse(
            f"The setting evidence.floor is not a number from 1 to {_MOST_TESTS:,}.", "Fix it in the settings."
        )
    return found
