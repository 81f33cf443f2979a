"""Evidence as it was fetched: from the options to what the cache has, without asking anybody."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from kh_testlist import folder, ledger
from kh_testlist.commands.evidence_options import country_of, thresholds
from kh_testlist.errors import Misuse
from kh_testlist.ooni import gathering
from kh_testlist.ooni.cache import NETWORKS, Asked, Cache, Source, place
from kh_testlist.ooni.evidence import Evidence, NeverFetched
from kh_testlist.ooni.gathering import Question
from kh_testlist.ooni.period import Period, period
from kh_testlist.ooni.root import checked_root
from kh_testlist.ooni.sites import Choose, chooser, earlier_urls
from kh_testlist.terminal.session import Session


@dataclasses.dataclass(frozen=True, slots=True)
class Wish:
    """Which evidence somebody wants; None leaves it to what was fetched last."""

    scope: str | None = None
    by: str | None = None
    since: str | None = None
    until: str | None = None
    country: str | None = None
    api: str | None = None
    join: bool = False


def stored(session: Session, wish: Wish) -> Evidence:
    """The evidence that was fetched.

    Raises:
        Failure: the list or the cache can't be read.
        FetchedInPart: some of the period is missing.
        Misuse: the options contradict each other.
        NeverFetched: there is none of it.

    """
    with Cache(place()) as cache:
        asked = wanted(session, wish, cache)
        choose = sites(session, asked.scope, asked.by, join=wish.join)
        question = Question(asked.source, asked.period, asked.scope, asked.by, choose, thresholds(session))
        return gathering.evidence(cache, question)


def asked_at(evidence: Evidence) -> str | None:
    """When the API was asked for the newest part of `evidence`, in UTC.

    Raises:
        Failure: the cache can't be read.

    """
    with Cache(place()) as cache:
        there = cache.pieces(Source(evidence.source, evidence.country), NETWORKS)
    return max((there[piece].asked_at for piece in evidence.period.pieces if piece in there), default=None)


def wanted(session: Session, wish: Wish, cache: Cache) -> Asked:
    """What `wish` means, with what was fetched last in place of what it leaves open.

    Raises:
        Misuse: it names half a period.
        NeverFetched: nothing was fetched yet.

    """
    country = country_of(session, wish.country)
    chosen = chosen_period(wish)
    last = cache.last_asked(country, checked_root(wish.api) if wish.api else None)
    if last is None:
        days = f" --since {chosen.since} --until {chosen.until}" if chosen else ""
        raise NeverFetched(
            f"The evidence of {country} was never fetched.", f"Fetch it: kh-testlist evidence fetch{days}"
        )
    return Asked(last.source, chosen or last.period, wish.scope or last.scope, wish.by or last.by)


def chosen_period(wish: Wish) -> Period | None:
    """The period that is named; None where none is.

    Raises:
        Misuse: half of one is.

    """
    if wish.since and wish.until:
        return period(wish.since, wish.until)
    if wish.since or wish.until:
        raise Misuse("A period has a first day and a day after the last.", "Give both --since and --until, or neither.")
    return None


def sites(session: Session, scope: str, by: str, *, join: bool = False) -> Choose:
    """What makes sites of what was measured, for a scope.

    Raises:
        Failure: the list or its ledger can't be read.

    """
    if scope == "country":
        return chooser(None, {}, by, join=join)
    path = session.workspace.existing
    listed: Sequence[str] = [entry.url for entry in folder.load(path).complete]
    earlier = earlier_urls(ledger.records(ledger.load(path)), listed)
    return chooser(listed, earlier, by, join=join)


def caution(session: Session, evidence: Evidence) -> None:
    """Say what a reader must know of the period."""
    if evidence.unfinished and evidence.unfinished < evidence.until:
        session.say(f"The days from {evidence.unfinished} on were not over when the API was asked.", "warning")
