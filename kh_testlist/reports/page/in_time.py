"""What was blocked when: the days in which a website failed on a network, with careful words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kh_testlist.ooni import networks
from kh_testlist.ooni import words as careful
from kh_testlist.ooni.episode import Episode, Outage, State
from kh_testlist.ooni.summary import InTime, Summary
from kh_testlist.reports.page import names
from kh_testlist.reports.page.blocks import Block, Cell, Column, Kind, Lines, Listing, Paragraph, Section, Site, Table
from kh_testlist.reports.page.summary import never
from kh_testlist.reports.page.words import Words
from kh_testlist.review.material import Material

_Row = tuple[InTime, Episode]
_MOST_ON_PAPER: Final = 200


def section(material: Material, words: Words) -> Section:
    """Return the section about the days of blocks."""
    return Section("in-time", words.say("What was blocked when"), tuple(_blocks(material.summary, words)))


def _blocks(summary: Summary | None, words: Words) -> Iterator[Block]:
    if summary is None:
        yield Paragraph(never(words), is_caution=True)
        return
    country = summary.evidence.country
    rows = [(one, episode) for one in summary.in_time for episode in _sorted(one, country)]
    alive = [row for row in rows if not _is_dead(row)]
    dead = [row for row in rows if _is_dead(row)]
    if alive:
        yield Paragraph(
            words.say(
                "Each row is a span of days in which a website failed on a network. The start is between the last "
                "good test and the first bad test. If one of them is missing, the day of the start is not known."
            )
        )
        yield _table(words.say("Websites that failed on a network, and when"), alive, country, words)
        yield Paragraph(
            words.say(
                "These tests do not show who ordered a block, or which company does it. If nobody tests a website any "
                "more, that does not show that it works again. One company can have several networks."
            ),
            is_note=True,
        )
    else:
        yield Paragraph(
            words.say("No days of blocking were found. Websites that too few people test may still be blocked.")
        )
    if dead:
        yield _table(words.say("Websites that were down, which is not blocking"), dead, country, words)
        yield Paragraph(
            words.say(
                "OONI's control could not reach them either. If a name is dead, a company may answer in its place. "
                "Then a known mark of blocking proves nothing."
            ),
            is_note=True,
        )
    if summary.evidence.outages:
        yield Paragraph(words.say("Most websites failed at once on a network. This looks like an outage:"))
        yield Listing(tuple(_outage(one, country, words) for one in summary.evidence.outages))
    if summary.evidence.notes:
        yield Listing(summary.evidence.notes)


def _sorted(one: InTime, country: str) -> list[Episode]:
    return sorted(one.site.episodes, key=lambda episode: (networks.order(episode.asn, country), episode.start or ""))


def _is_dead(row: _Row) -> bool:
    return careful.word_of(row[1]).state is State.DOWN


def _table(caption: str, rows: list[_Row], country: str, words: Words) -> Table:
    return Table(
        caption,
        (
            Column(words.say("website")),
            Column(words.say("network")),
            Column(words.say("days"), Kind.DAY),
            Column(words.say("last good test"), Kind.DAY),
            Column(words.say("bad tests"), Kind.NUMBER),
            Column(words.say("what it shows")),
        ),
        [_row(one, episode, country, words) for one, episode in rows],
        summary=words.say("{count} rows", count=len(rows)) if len(rows) > _MOST_ON_PAPER else "",
        is_stacked=True,
    )


def _row(one: InTime, episode: Episode, country: str, words: Words) -> tuple[Cell, ...]:
    shown = [names.named(words, names.EPISODES, careful.word_of(episode).word)]
    if not _is_dead((one, episode)):
        shown += [names.EPISODE_METHODS[episode.kind]] if episode.kind in names.EPISODE_METHODS else []
        shown.append(names.named(words, names.PLACES, episode.where))
    return (
        Site(one.site.url),
        networks.label(episode.asn, country),
        Lines(_days(episode, words)),
        words.day(episode.last_good) if episode.last_good else words.say("none"),
        words.say("{bad} of {tests}", bad=episode.anomalous, tests=episode.measurements),
        Lines(tuple(shown)),
    )


def _days(episode: Episode, words: Words) -> tuple[str, ...]:
    """Return the days of an episode. Its start is only named between a good and a bad test."""
    last = words.day(episode.end or "")
    if careful.has_known_start(episode):
        first = words.day(episode.start or "")
        said = words.say("{first} to {last}", first=first, last=last) if last else words.say("from {day} on", day=first)
        return (said,)
    said = words.say("until {day}", day=last) if last else words.say("in the whole period")
    return said, words.say("day of the start not known")


def _outage(one: Outage, country: str, words: Words) -> str:
    return words.say(
        "{network}: {first} to {last}, {sites} of {all} websites on the worst day",
        network=networks.label(one.asn, country),
        first=words.day(one.start),
        last=words.day(one.end),
        sites=one.sites,
        all=one.of,
    )
