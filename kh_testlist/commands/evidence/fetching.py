"""From the options of `evidence fetch` to a period that is there in full."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Final

from kh_testlist.commands.evidence_options import country_of, thresholds
from kh_testlist.commands.stored import Wish, chosen_period, sites
from kh_testlist.errors import KhTestlistError
from kh_testlist.ooni import gathering
from kh_testlist.ooni.api import Api
from kh_testlist.ooni.cache import Asked, Cache, Source, place
from kh_testlist.ooni.evidence import Evidence
from kh_testlist.ooni.fetching import Fetch
from kh_testlist.ooni.gathering import Question
from kh_testlist.ooni.period import last_three_months
from kh_testlist.terminal.bar import Bar
from kh_testlist.terminal.session import Session

_KINDS: Final = (("url", False), ("url", True), ("domain", False))
"""What may be one site: a URL, a URL with its equivalents, a domain."""


def fetched(session: Session, wish: Wish, *, again: bool) -> Evidence:
    """The evidence that is wished for, once it was fetched.

    Raises:
        Failure: the API gives no answer that can be used, or the list or the cache can't be read.
        Misuse: the options say what can't be.

    """
    chosen = chosen_period(wish) or last_three_months(session.workspace.today)
    country = country_of(session, wish.country)
    scope, by = wish.scope or "list", wish.by or "url"
    api = Api(wish.api, session.say)
    limits = thresholds(session)

    scopes = {scope} | ({"list"} if session.workspace.has_list else set())

    def questions() -> Iterator[Question]:
        # Whatever may be shown of these scopes: the days of their blocks are fetched along.
        for one, (kind, join) in itertools.product(sorted(scopes), _KINDS):
            yield Question(source, chosen, one, kind, sites(session, one, kind, join=join), limits)

    source = Source(api.root, country)
    choose = sites(session, scope, by)  # before anything is asked: there may be no list
    with Cache(place()) as cache:
        cache.note(Asked(source, chosen, scope, by))
        with Bar(session) as bar:
            fetch = Fetch(api, cache, country, chosen, bar)
            try:
                are_named = fetch.run(questions, again=again)
            except KhTestlistError as error:
                lacking = ", ".join(map(str, gathering.missing(cache, source, chosen)))
                error.message += f" Missing: {lacking or 'days of some blocks, or names of networks'}."
                raise
        if not are_named:
            session.say("The API gave no names of networks; their numbers are shown.", "warning")
        session.say(f"{api.requests} requests to {api.root}.")
        return gathering.evidence(cache, Question(source, chosen, scope, by, choose, limits))
