"""The words for what was measured: what the evidence shows, the sentence for it, and what is never claimed.

People carry these sentences to ministries and courts. So each word has its condition, and the careful word wins.
Sources of the conditions: ooni/data, docs; Sinar/imap-data, 2024_Confirmed_blocking_Jun24.ipynb.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from kh_testlist.ooni.episode import Episode, Kind, Outage, State, Where
from kh_testlist.ooni.evidence import EPISODE_FLOOR, NetworkEvidence, SiteEvidence
from kh_testlist.ooni.period import Period


class Word(enum.StrEnum):
    """What the evidence shows, from the strongest word to the weakest."""

    DOWN = "down"
    DEAD_NAME = "dead-name"
    TOO_LITTLE = "not-enough-data"
    BLOCKED = "blocked"
    CONSISTENT = "consistent-with-blocking"
    UNCLEAR = "not-working"
    REACHABLE = "reachable"


class Shown(NamedTuple):
    """What is known of a site on a network in some days."""

    tests: int
    """Tests that did not fail themselves."""
    fails: bool
    """True if the detector finds that it failed."""
    control_fails: bool = False
    """True if it failed for the control of OONI too."""
    is_dead_name: bool = False
    """True if the control says that the name does not exist."""
    is_alive_name: bool = False
    """True if the control says that the name exists, or another resolver of the network does."""
    has_mark: bool = False
    """True if a known mark of blocking was seen."""
    is_decided: bool = False
    """True if a rule decides how it failed, and the cause is not the site's own server."""


class Line(NamedTuple):
    """A line of the table: a word, when it may be used, and what is then said."""

    word: Word
    state: State
    holds: Callable[[Shown], bool]
    condition: str
    """The condition in words."""
    sentence: str
    short: str
    """The word in a table for people."""


TABLE: Final = (
    Line(
        Word.DEAD_NAME,
        State.DOWN,
        lambda shown: shown.fails and shown.is_dead_name,
        "The control says for the same days that the name does not exist.",
        "The name is dead; the provider answers in its place. That is not blocking.",
        "dead name, the provider answers",
    ),
    Line(
        Word.DOWN,
        State.DOWN,
        lambda shown: shown.fails and shown.control_fails,
        "It fails on at least two networks, and for the control too.",
        "The site was down, because it failed for the control too. That is not blocking.",
        "down",
    ),
    Line(
        Word.TOO_LITTLE,
        State.UNCLEAR,
        lambda shown: shown.tests < EPISODE_FLOOR,
        "There are fewer than 6 tests, or they are on fewer than 3 days.",
        "There is not enough data to say more.",
        "not enough data",
    ),
    Line(
        Word.BLOCKED,
        State.BLOCKED,
        lambda shown: shown.fails and shown.is_decided and shown.has_mark and shown.is_alive_name,
        "A rule decides, a known mark of blocking was seen, and the name exists for the control.",
        "It is blocked: a known mark of blocking was seen, and the name exists elsewhere.",
        "blocked",
    ),
    Line(
        Word.CONSISTENT,
        State.BLOCKED,
        lambda shown: shown.fails and shown.is_decided,
        "A rule decides. But no known mark of blocking was seen, or the control was not asked about the name.",
        "This is consistent with blocking.",
        "consistent with blocking",
    ),
    Line(
        Word.UNCLEAR,
        State.UNCLEAR,
        lambda shown: shown.fails,
        "It fails, but no rule decides how, or the site's own server refuses.",
        "It does not work, and the cause is unclear.",
        "cause unclear",
    ),
    Line(
        Word.REACHABLE,
        State.OK,
        lambda _: True,
        "Tests succeed.",
        "Tests reach it.",
        "reachable",
    ),
)
"""The lines are read from the top. The first one whose condition holds gives the word."""


def judged(shown: Shown) -> Line:
    """Return the line of the table for what is known."""
    return next(line for line in TABLE if line.holds(shown))


def shown_by(episode: Episode) -> Shown:
    """Return what an episode shows."""
    return Shown(
        tests=episode.measurements,
        fails=True,
        control_fails=episode.kind is Kind.DOWN,
        is_dead_name=episode.is_dead_name,
        is_alive_name=episode.is_alive_name or episode.where is Where.ISP_RESOLVER,
        has_mark=episode.confirmed > 0,
        is_decided=_is_decided(episode),
    )


def _is_decided(episode: Episode) -> bool:
    """Return True if it is decided how it failed, and the cause is not the site's own server.

    Another page, or a request that fails, has many causes. It needs a place on the way, or a mark of blocking.
    """
    if episode.where is Where.SERVER or episode.kind is Kind.UNKNOWN:
        return False
    return episode.kind is not Kind.HTTP or episode.where is Where.PATH or episode.confirmed > 0


def word_of(episode: Episode) -> Line:
    """Return the line of the table for an episode."""
    return judged(shown_by(episode))


_PLACES: Final = {
    Where.ISP_RESOLVER: "Another resolver gave the right answer on the same network in those days.",
    Where.OTHER_RESOLVER: "The false answer came from a resolver outside the network.",
    Where.PATH: "It happened on the way: independent resolvers gave the same answer, or connections were cut.",
    Where.SERVER: "The site's own server refused.",
    Where.UNKNOWN: "Where it happens is not known.",
}


def when(episode: Episode, last_day: str) -> str:
    """Return the sentence with network, days and tests. `last_day` is the last day of the period."""
    network = f"On AS{episode.asn}"
    tests = f"{episode.anomalous:,} of {episode.measurements:,} tests"
    until = episode.last_bad or last_day
    if has_known_start(episode):
        if episode.end is None:
            return f"{network}, it failed from {episode.start} on: {tests} until {until}."
        return f"{network}, it failed from {episode.start} to {episode.end}: {tests}."
    first = f" on {episode.first_bad}" if episode.first_bad else ""
    if episode.end is None:
        return f"{network}, it failed in the first test{first} and later: {tests} until {until}."
    return f"{network}, it failed in the first test{first} and until {episode.end}: {tests}."


def has_known_start(episode: Episode) -> bool:
    """Return True if both the last good and the first bad test are known. Only then a day of onset is named."""
    return None not in {episode.start, episode.last_good, episode.first_bad}


def edges(episode: Episode) -> str:
    """Return the sentences on the tests before and after it."""
    if not has_known_start(episode):
        before = "No good test before it is known, so the day of its start is not known."
    elif episode.first_bad != episode.start:
        before = f"The last good test was on {episode.last_good}, and the first bad one on {episode.first_bad}."
    else:
        before = f"The last good test was on {episode.last_good}."
    after = "No good test is known after it." if episode.end is None else "Later tests succeeded."
    return f"{before} {after}"


def sentences(episode: Episode, last_day: str) -> tuple[str, ...]:
    """Return the sentences on an episode: its days and tests, its edges, its word, and its place."""
    line = word_of(episode)
    is_placed = line.word in {Word.BLOCKED, Word.CONSISTENT, Word.UNCLEAR} and episode.kind is not Kind.UNKNOWN
    place = (f"{_METHODS[episode.kind]} {_PLACES[episode.where]}",) if is_placed else ()
    return when(episode, last_day), edges(episode), line.sentence, *place


_METHODS: Final = {
    Kind.DNS: "The name had a false DNS answer, or none (DNS).",
    Kind.TCP: "The connection failed (TCP).",
    Kind.TLS: "The secure connection failed (TLS).",
    Kind.HTTP: "The request or the page failed (HTTP).",
    Kind.DOWN: "It failed everywhere.",
    Kind.UNKNOWN: "How it failed is not known.",
}


def sentence(episode: Episode, last_day: str) -> str:
    """Return all sentences on an episode as one text."""
    return " ".join(sentences(episode, last_day))


def state_of(site: SiteEvidence) -> Line:
    """Return the line of the table for a site at the end of the period, over all networks."""
    open_ones = [one for one in site.episodes if one.end is None]
    lines = sorted(map(word_of, open_ones), key=lambda line: _STRENGTH[line.word])
    if lines:
        return lines[0]
    if site.now is State.OK:
        return judged(Shown(max(site.measurements, EPISODE_FLOOR), fails=False))
    return judged(Shown(0, fails=False))


_STRENGTH: Final = {
    word: place
    for place, word in enumerate((
        Word.BLOCKED, Word.CONSISTENT, Word.UNCLEAR, Word.DOWN, Word.DEAD_NAME, Word.TOO_LITTLE, Word.REACHABLE,
    ))
}  # fmt: skip
"""Where networks differ, the word that a person must look at comes first."""


def state_on(network: NetworkEvidence, episodes: Iterable[Episode]) -> Line:
    """Return the line of the table for one network at the end of the period."""
    here = [one for one in episodes if one.asn == network.asn and one.end is None]
    if here:
        return word_of(here[-1])
    if network.state is State.OK:
        return judged(Shown(max(network.counts.measurements, EPISODE_FLOOR), fails=False))
    return judged(Shown(0, fails=False))


def outage(found: Outage) -> str:
    """Return the sentence on days in which most sites failed on one network at once."""
    days = f"on {found.start}" if found.start == found.end else f"from {found.start} to {found.end}"
    return (
        f"On AS{found.asn}, most sites failed at once {days}: {found.sites:,} of {found.of:,} on the worst day. "
        "This looks like an outage. It shows no block."
    )


class Never(NamedTuple):
    """A claim that is never made."""

    claim: str
    """A pattern that finds it."""
    why: str
    instead: str


NEVER: Final = (
    Never(
        r"\b(the )?(government|ministry|state|regulator)\b.{0,20}\b(block|order|censor)(s|ed)?\b",
        "Measurements show that a site fails. They do not show who ordered it.",
        "Name the order, with its number and date, if there is one.",
    ),
    Never(
        r"\b(provider|company|operator|AS\d+)\b.{0,3}\b(block|censor|tamper)(s|ed)?\b",
        "Others may do it on the way, or for several networks together.",
        "Say “on X's network”.",
    ),
    Never(
        r"\b(no|not any|without) (censorship|blocking in)\b",
        "Only some sites were tested, on some networks, on some days.",
        "Say which tests succeeded, and where.",
    ),
    Never(
        r"\b(unblocked|lifted|block ended)\b",
        "Sites that nobody tests any more may still be blocked.",
        "Say “later tests succeeded”, with their day.",
    ),
    Never(
        r"\b\d[\d,]* (people|users|citizens|persons|customers)\b",
        "Tests are not people: one person can make a thousand of them.",
        "Say how many tests, on how many days and networks.",
    ),
    Never(
        r"\b\d[\d,]* (providers|companies|operators|ISPs)\b",
        "One provider can have several networks.",
        "Say how many networks, and group those of one operator.",
    ),
    Never(
        r"\b(block(ed|ing)?|censor(ed|ship)?) (began|begins|started|starts|since|from)\b",
        "A day of onset needs the last good test and the first bad one.",
        "Say “it failed from DAY on; the last good test was on DAY”.",
    ),
)
"""What is never claimed, and what to say in its place."""


def claims(text: str) -> tuple[Never, ...]:
    """Return which of the claims that are never made `text` makes."""
    return tuple(one for one in NEVER if re.search(one.claim, text, re.IGNORECASE))


def bounds(episode: Episode, period: Period) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of an episode in the period. A side that is open ends with the period."""
    first = dt.date.fromisoformat(episode.start) if episode.start else period.since
    last = dt.date.fromisoformat(episode.end) if episode.end else period.last
    return first, max(first, last)
