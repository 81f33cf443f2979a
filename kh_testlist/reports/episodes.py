"""Episodes for people, programs and spreadsheets: what failed when, on which network, and what may be said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from kh_testlist.ooni import networks, words
from kh_testlist.ooni.episode import Episode, State
from kh_testlist.ooni.evidence import Evidence, SiteEvidence
from kh_testlist.ooni.summary import InTime
from kh_testlist.reports.markdown import code, escape
from kh_testlist.reports.site_name import SiteName, named
from kh_testlist.reports.table import table
from kh_testlist.reports.terminal import Screen, fold
from kh_testlist.text import counted

StateName = Literal["blocked", "down", "ok", "unclear", "not-measured"]
WordName = Literal[
    "blocked", "consistent-with-blocking", "not-working", "down", "dead-name", "reachable", "not-enough-data"
]


@dataclass(frozen=True, slots=True)
class EpisodeRecord:
    """A span of days in which a site failed on a network. `start` or `end` is null if it is not known."""

    asn: int
    start: str | None
    end: str | None
    kind: Literal["dns", "tcp", "tls", "http", "down", "unknown"]
    where: Literal["isp-resolver", "other-resolver", "path", "server", "unknown"]
    measurements: int
    anomalous: int
    confidence: float
    last_good: str | None
    first_bad: str | None
    last_bad: str | None
    is_dead_name: bool
    word: WordName
    """What may be said of it."""


@dataclass(frozen=True, slots=True)
class OutageRecord:
    """Days in which most sites failed on one network at once. It shows no block."""

    asn: int
    start: str
    end: str
    sites: int
    of: int


class SiteEpisodeRecord(SiteName):
    """An episode of a site, in a report."""

    category_code: str | None
    status: str
    now: StateName
    asn: int
    operator: str | None
    start: str | None
    end: str | None
    kind: str
    where: str
    measurements: int
    anomalous: int
    confidence: float
    last_good: str | None
    first_bad: str | None
    word: WordName
    says: str
    """The sentences that may be said of it."""


def site_records(found: Iterable[InTime], evidence: Evidence) -> Iterator[SiteEpisodeRecord]:
    """Yield the episodes of sites for programs. Those of blocking come before those of a dead site."""
    last = evidence.period.last.isoformat()
    every = [(one, episode) for one in found for episode in one.site.episodes]
    for one, episode in sorted(every, key=lambda pair: words.word_of(pair[1]).state is State.DOWN):
        yield {
            **named(evidence.by, one.site.url),
            "category_code": one.category,
            "status": one.site.status.value,
            "now": one.site.now.value,
            "asn": episode.asn,
            "operator": networks.operator_name(episode.asn, evidence.country),
            "start": episode.start,
            "end": episode.end,
            "kind": episode.kind.value,
            "where": episode.where.value,
            "measurements": episode.measurements,
            "anomalous": episode.anomalous,
            "confidence": round(episode.confidence, 4),
            "last_good": episode.last_good,
            "first_bad": episode.first_bad,
            "word": words.word_of(episode).word.value,
            "says": words.sentence(episode, last),
        }


def record(episode: Episode) -> EpisodeRecord:
    """Return an episode for programs."""
    return EpisodeRecord(
        episode.asn, episode.start, episode.end, episode.kind.value, episode.where.value, episode.measurements,
        episode.anomalous, round(episode.confidence, 4), episode.last_good, episode.first_bad, episode.last_bad,
        episode.is_dead_name, words.word_of(episode).word.value,
    )  # fmt: skip


def outages(evidence: Evidence) -> list[OutageRecord]:
    """Return the outages for programs."""
    return [OutageRecord(one.asn, one.start, one.end, one.sites, one.of) for one in evidence.outages]


def cell(episodes: Sequence[Episode]) -> str:
    """Return episodes as a cell of a spreadsheet: network, first and last day, method, place."""
    return " ".join(f"AS{one.asn}:{one.start or ''}..{one.end or ''}:{one.kind}:{one.where}" for one in episodes)


def now_on(entry: SiteEvidence) -> str:
    """Return the networks on which the site is blocked at the end of the period."""
    return " ".join(f"AS{asn}" for asn in sorted({one.asn for one in entry.blocking_now}))


class Seen(NamedTuple):
    """An episode of a site."""

    entry: SiteEvidence
    episode: Episode

    @property
    def line(self) -> words.Line:
        """The line of the table of words."""
        return words.word_of(self.episode)


class Group(NamedTuple):
    """Episodes that are shown together."""

    title: str
    seen: Sequence[Seen]
    has_ended: bool


_NOW: Final = (
    (State.BLOCKED, "Blocked or consistent with blocking at the end of the period"),
    (State.UNCLEAR, "Not working at the end of the period, cause unclear"),
    (State.DOWN, "Down at the end of the period, which is not blocking"),
)
_PAST: Final = "Failed in the period, and worked again later"


def groups(entries: Sequence[SiteEvidence], country: str) -> Iterator[Group]:
    """Yield the episodes of sites: first what lasts at the end of the period, then what ended before."""
    every = [
        Seen(entry, one)
        for entry in entries
        for one in sorted(entry.episodes, key=lambda one: (networks.order(one.asn, country), one.start or ""))
    ]
    for state, title in _NOW:
        yield from _group(title, [one for one in every if one.episode.end is None and one.line.state is state])
    yield from _group(_PAST, [one for one in every if one.episode.end is not None], has_ended=True)


def _group(title: str, seen: Sequence[Seen], *, has_ended: bool = False) -> Iterator[Group]:
    if seen:
        sites = counted(len({one.entry.url for one in seen}), "site")
        asns = counted(len({one.episode.asn for one in seen}), "network")
        yield Group(f"{title}: {sites} on {asns}", seen, has_ended)


def _headings(group: Group) -> tuple[str, ...]:
    days = "days" if group.has_ended else "since"
    return "network", days, "last good", "first bad", "bad", "tests", "how", "where", "shows"


def _cells(one: Seen, country: str, *, has_ended: bool) -> tuple[str | int, ...]:
    """Return the cells of an episode. A day of onset is only named between a good and a bad test."""
    episode = one.episode
    since = (episode.start or "") if words.has_known_start(episode) else "not known"
    days = f"{since} to {episode.end}" if has_ended else since
    where = "" if episode.where == "unknown" else episode.where
    how = "" if episode.kind in {"unknown", "down"} else episode.kind
    return (
        one.entry.url, networks.label(episode.asn, country), days, episode.last_good or "none", episode.first_bad or "",
        episode.anomalous, episode.measurements, how, where, one.line.short,
    )  # fmt: skip


def text(evidence: Evidence, entries: Sequence[SiteEvidence], screen: Screen) -> str:
    """Return tables of what is blocked or down at the end of the period, and of what ended before."""
    parts = []
    for group in groups(entries, evidence.country):
        rows = [_cells(one, evidence.country, has_ended=group.has_ended) for one in group.seen]
        parts.append(f"{fold(group.title, screen.width)}\n\n{table((evidence.by, *_headings(group)), rows, screen)}\n")
    return "".join(parts)


def remarks(evidence: Evidence) -> list[str]:
    """Return sentences on what may mislead: outages, new versions, parts of the service that gave no answer."""
    return [*map(words.outage, evidence.outages), *evidence.notes]


def markdown(evidence: Evidence) -> Iterator[str]:
    """Yield tables for an issue or a pull request, and the remarks."""
    for group in groups(evidence.entries, evidence.country):
        headings = (evidence.by, *_headings(group))
        head = f"| {' | '.join(headings)} |\n|---|---|---|---|---|---:|---:|---|---|---|\n"
        rows = "".join(
            f"| {code(str(url))} | {' | '.join(escape(str(one)) for one in rest)} |\n"
            for url, *rest in (_cells(one, evidence.country, has_ended=group.has_ended) for one in group.seen)
        )
        yield f"**{escape(group.title)}**\n\n{head}{rows}"
    found = remarks(evidence)
    if found:
        yield "".join(f"- {escape(one)}\n" for one in found)
