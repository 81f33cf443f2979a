"""What OONI measured of a list: fetched, or as it was fetched, without asking anybody."""

from __future__ import annotations

import dataclasses
import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from kh_testlist.errors import KhTestlistError, Misuse
from kh_testlist.model import GLOBAL
from kh_testlist.ooni import gathering
from kh_testlist.ooni.cache import NETWORKS, Asked, Cache, Source, place
from kh_testlist.ooni.evidence import Evidence, FetchedInPart, NeverFetched, Thresholds
from kh_testlist.ooni.gathering import Question, gaps
from kh_testlist.ooni.period import Period, last_three_months, period
from kh_testlist.ooni.root import checked_root
from kh_testlist.ooni.sites import Choose, chooser, earlier_urls
from kh_testlist.talk import NO_PROGRESS, Progress, Tell, silent
from kh_testlist.urls import canonical, equivalence_key
from kh_testlist.workspace import Workspace

__all__ = [
    "Evidence", "EvidenceQuery", "Fetched", "FetchedInPart", "NeverFetched", "asked_at", "caution", "chosen_period",
    "country_of", "fetch", "gaps", "matching", "read_evidence", "suspicious",
]  # fmt: skip

_KINDS: Final = (("url", False), ("url", True), ("domain", False))
"""What may be one site: a URL, a URL with its equivalents, a domain."""
_MOST_TESTS: Final = 1_000_000


@dataclasses.dataclass(frozen=True, slots=True)
class EvidenceQuery:
    """Which evidence is wanted; None leaves it to what was fetched last."""

    scope: str | None = None
    """`list` for the sites of the list, `country` for all that was measured there."""
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
    """Whether equivalent URLs count as one site."""


class Fetched(NamedTuple):
    """Evidence, and what it took to have it."""

    evidence: Evidence
    requests: int
    """How many were sent."""
    are_named: bool
    """Whether the API named the networks."""


def read_evidence(workspace: Workspace, query: EvidenceQuery = EvidenceQuery()) -> Evidence:
    """Return the evidence that `evidence fetch` has kept, without asking anybody.

    Args:
        workspace: the list, with the settings that say when a site counts as blocked.
        query: which evidence; by default what was fetched last.

    Raises:
        Failure: the list or the cache can't be read.
        FetchedInPart: some of the period is missing.
        Misuse: the query contradicts itself.
        NeverFetched: there is none of it.

    Example:
        >>> found = read_evidence(Workspace("kh"), EvidenceQuery(since="2026-07-01", until="2026-10-01"))
        >>> [(site.url, site.status, site.first_blocked) for site in found.entries]

    """
    with Cache(place()) as cache:
        asked = _asked(workspace, query, cache)
        choose = _sites(workspace, asked.scope, asked.by, join=query.join)
        question = Question(asked.source, asked.period, asked.scope, asked.by, choose, _thresholds(workspace))
        return gathering.evidence(cache, question)


def fetch(
    workspace: Workspace,
    query: EvidenceQuery = EvidenceQuery(),
    *,
    again: bool = False,
    progress: Progress = NO_PROGRESS,
    tell: Tell = silent,
) -> Fetched:
    """Fetch the evidence of a period, by default of the last three whole months, and keep it.

    Args:
        workspace: the list.
        query: which evidence.
        again: whether to ask for finished months that are there already.
        progress: is told how far it is.
        tell: is told where the API makes us wait.

    Raises:
        Failure: the API gives no answer that can be used, or the list or the cache can't be read.
        Misuse: the query says what can't be.

    """
    from kh_testlist.ooni.api import Api  # noqa: PLC0415 - requests and pydantic, which reading does not need
    from kh_testlist.ooni.fetching import Fetch  # noqa: PLC0415 - the same

    chosen = chosen_period(query) or last_three_months(workspace.today)
    country = country_of(workspace, query.country)
    scope, by = query.scope or "list", query.by or "url"
    api = Api(query.api, tell)
    limits = _thresholds(workspace)
    source = Source(api.root, country)
    choose = _sites(workspace, scope, by)  # before anything is asked: there may be no list
    scopes = {scope} | ({"list"} if workspace.has_list else set())

    def questions() -> Iterator[Question]:
        # Whatever may be shown of these scopes: the days of their blocks are fetched along.
        for one, (kind, join) in itertools.product(sorted(scopes), _KINDS):
            yield Question(source, chosen, one, kind, _sites(workspace, one, kind, join=join), limits)

    with Cache(place()) as cache:
        cache.note(Asked(source, chosen, scope, by))
        try:
            are_named = Fetch(api, cache, country, chosen, progress).run(questions, again=again)
        except KhTestlistError as error:
            lacking = ", ".join(map(str, gathering.missing(cache, source, chosen)))
            error.message += f" Missing: {lacking or 'days of some blocks, or names of networks'}."
            raise
        evidence = gathering.evidence(cache, Question(source, chosen, scope, by, choose, limits))
    return Fetched(evidence, api.requests, are_named)


def asked_at(evidence: Evidence) -> str | None:
    """When the API was asked for the newest part of `evidence`, in UTC.

    Raises:
        Failure: the cache can't be read.

    """
    with Cache(place()) as cache:
        there = cache.pieces(Source(evidence.source, evidence.country), NETWORKS)
    return max((there[piece].asked_at for piece in evidence.period.pieces if piece in there), default=None)


def suspicious(workspace: Workspace, query: EvidenceQuery) -> Mapping[str, int]:
    """By the equivalence key of a site: measurements with signs of interference, under whatever spelling of its URL.

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
    """Return the evidence of the sites that `urls` name, in any spelling; of domains by their name."""
    keys = {equivalence_key(canonical(url) or url) for url in urls} | set(urls)
    entries = (
        entry
        for entry in evidence.entries
        if not keys.isdisjoint({entry.url, *map(equivalence_key, (entry.url, *entry.joined))})
    )
    return dataclasses.replace(evidence, entries=tuple(entries))


def caution(evidence: Evidence, tell: Tell) -> None:
    """Say what a reader must know of the period."""
    if evidence.unfinished and evidence.unfinished < evidence.until:
        tell(f"The days from {evidence.unfinished} on were not over when the API was asked.", "warning")


def chosen_period(query: EvidenceQuery) -> Period | None:
    """The period that is named; None where none is.

    Raises:
        Misuse: half of one is.

    """
    if query.since and query.until:
        return period(query.since, query.until)
    if query.since or query.until:
        raise Misuse("A period has a first day and a day after the last.", "Give both --since and --until, or neither.")
    return None


def country_of(workspace: Workspace, country: str | None) -> str:
    """The country that is meant, in two capital letters.

    Raises:
        Misuse: none is, or it is no country's code.

    """
    chosen = country or workspace.name
    if chosen == GLOBAL or not (len(chosen) == 2 and chosen.isascii() and chosen.isalpha()):  # noqa: PLR2004 - letters
        raise Misuse(f"{chosen!r} is no country.", "Name it by its two letters: --cc KH")
    return chosen.upper()


def _asked(workspace: Workspace, query: EvidenceQuery, cache: Cache) -> Asked:
    """What `query` means, with what was fetched last in place of what it leaves open."""
    country = country_of(workspace, query.country)
    chosen = chosen_period(query)
    last = cache.last_asked(country, checked_root(query.api) if query.api else None)
    if last is None:
        days = f" --since {chosen.since} --until {chosen.until}" if chosen else ""
        raise NeverFetched(
            f"The evidence of {country} was never fetched.", f"Fetch it: kh-testlist evidence fetch{days}"
        )
    return Asked(last.source, chosen or last.period, query.scope or last.scope, query.by or last.by)


def _sites(workspace: Workspace, scope: str, by: str, *, join: bool = False) -> Choose:
    """What makes sites of what was measured, for a scope."""
    if scope == "country":
        return chooser(None, {}, by, join=join)
    listed: Sequence[str] = [entry.url for entry in workspace.list.complete]
    return chooser(listed, earlier_urls(workspace.records, listed), by, join=join)


def _thresholds(workspace: Workspace) -> Thresholds:
    """When a network blocks a site, by the settings."""
    said = workspace.settings.get("evidence", {})
    names = (field.name for field in dataclasses.fields(Thresholds))
    found = Thresholds(**{name: said[name] for name in names if name in said})
    for name in ("threshold", "quantile", "light"):
        if not 0 <= getattr(found, name) <= 1:
            raise Misuse(
                f"evidence.{name} is not from 0 to 1.", "Mend it in the settings, or go without: --config none"
            )
    if not 1 <= found.floor <= _MOST_TESTS:
        raise Misuse(f"evidence.floor is not from 1 to {_MOST_TESTS:,}.", "Mend it in the settings.")
    return found
