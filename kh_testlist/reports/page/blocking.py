"""What is blocked: by category, network and method, and each site with the days when it was seen blocked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kh_testlist.ooni.evidence import SiteEvidence, Status
from kh_testlist.ooni.summary import Blocked, ByNetwork, Down, Summary
from kh_testlist.reports.page import drawing, names
from kh_testlist.reports.page.blocks import (
    Block,
    Column,
    Kind,
    Lines,
    Paragraph,
    Section,
    Site,
    Stretch,
    Table,
    Tick,
    Timeline,
)
from kh_testlist.reports.page.counts import Head, chart, columns, numbers, rows
from kh_testlist.reports.page.summary import never
from kh_testlist.reports.page.words import Words
from kh_testlist.review.material import Material

_MOST_NAMED: Final = 6
"""The most networks that are named next to a site."""
_MOST_DRAWN: Final = 40
"""The most sites in the chart of time. The table below it has all of them."""


def section(material: Material, words: Words) -> Section:
    """Return the section about what is blocked."""
    return Section("blocking", words.say("What is blocked"), tuple(_blocks(material.summary, words)))


def _blocks(summary: Summary | None, words: Words) -> Iterator[Block]:
    if summary is None:
        yield Paragraph(never(words), is_caution=True)
        return
    if not summary.blocked:
        yield Paragraph(words.say("No network was found to block any of the websites in this period."))
    yield from _by_category(summary, words)
    yield from _by_network(summary, words)
    yield from _by_method(summary, words)
    if summary.blocked:
        yield _timeline(summary, words)
        yield _sites(summary, words)
    if summary.not_accessible:
        yield _not_accessible(summary, words)


def _bars(head: Head, summary: Summary, blocked: Sequence[tuple[str, int]], words: Words) -> Iterator[Block]:
    """Yield a chart, without rows that count zero. The table has those too."""
    if summary.blocked:
        yield chart(head, [one for one in blocked if one[1]], words)


def _by_category(summary: Summary, words: Words) -> Iterator[Block]:
    found = [(names.category(words, row.category_code), row) for row in summary.by_category]
    head = Head(
        "chart-category",
        words.say("Blocked websites by category"),
        words.say("A bar for each category; its length is the number of websites found blocked."),
    )
    yield from _bars(head, summary, [(label, row.blocked) for label, row in found], words)
    yield Table(
        words.say("By category"),
        columns(words.say("category"), words.say("tested"), words.say("measurements"), words.say("blocked")),
        rows(((label, (row.tested, row.measurements, row.blocked)) for label, row in found), words),
    )


def _by_network(summary: Summary, words: Words) -> Iterator[Block]:
    found = [(_label(row), row) for row in _by_operator(summary.by_network) if row.use == "access"]
    others = [(_label(row, words), row) for row in _by_operator(summary.by_network) if row.use != "access"]
    head = Head(
        "chart-network",
        words.say("Blocked websites by network"),
        words.say("A bar for each network; its length is the number of websites that it was found to block."),
    )
    yield from _bars(head, summary, [(names.label(label), row.blocked) for label, row in found], words)
    heads = columns(words.say("network"), words.say("tested"), words.say("measurements"), words.say("blocked"))
    for caption, some in (
        (words.say("By network"), found),
        (words.say("By network: networks where people do not live"), others),
    ):
        if some or some is found:
            counts = ((label, (row.tested, row.measurements, row.blocked)) for label, row in some)
            yield Table(caption, heads, rows(counts, words))


def _by_operator(found: Sequence[ByNetwork]) -> list[ByNetwork]:
    """Return the networks that block most first. Those of one operator follow each other."""
    ordered = sorted(found, key=lambda row: -row.blocked)
    first: dict[str | int, int] = {}
    for place, row in enumerate(ordered):
        first.setdefault(row.operator or row.asn, place)
    return sorted(ordered, key=lambda row: first[row.operator or row.asn])


def _label(row: ByNetwork, words: Words | None = None) -> str:
    """Return a network with its name. With `words`, it also says what the network is for."""
    name = row.name or row.operator
    if row.operator and row.name and row.operator.lower() not in row.name.lower():
        name = f"{row.name} ({row.operator})"
    label = names.network(row.asn, name)
    return f"{label}: {names.named(words, names.USES, row.use)}" if words else label


def _by_method(summary: Summary, words: Words) -> Iterator[Block]:
    if not summary.by_method:
        return
    found = [(names.named(words, names.METHODS, row.blocking_type), row) for row in summary.by_method]
    head = Head(
        "chart-method",
        words.say("Blocked websites by method"),
        words.say("A bar for each method; its length is the number of blocked websites on which it was seen."),
    )
    yield from _bars(head, summary, [(label, row.blocked) for label, row in found], words)
    yield Table(
        words.say("By method"),
        columns(words.say("method"), words.say("suspicious measurements"), words.say("blocked websites")),
        rows(((label, (row.measurements, row.blocked)) for label, row in found), words),
    )


def _timeline(summary: Summary, words: Words) -> Timeline:
    period = summary.evidence.period
    dated = [one for one in summary.blocked if one.site.first_blocked and one.site.last_blocked]
    dated.sort(key=lambda one: (one.site.first_blocked or "", one.site.url))
    title = words.say("When they were seen blocked")
    if len(dated) > _MOST_DRAWN:
        title = words.say("When they were seen blocked: the first {shown} of {all}", shown=_MOST_DRAWN, all=len(dated))
    return Timeline(
        "chart-time",
        title,
        words.say("Each bar goes from the first to the last day of the period on which a website was seen blocked."),
        tuple(Tick(words.month(day), percent) for day, percent in drawing.ticks(period)),
        tuple(_stretch(one, summary, words) for one in dated[:_MOST_DRAWN]),
        (words.say("confirmed"), words.say("likely")),
    )


def _stretch(one: Blocked, summary: Summary, words: Words) -> Stretch:
    first, last = one.site.first_blocked or "", one.site.last_blocked or ""
    start, width = drawing.span(summary.evidence.period, first, last)
    is_confirmed = one.site.status is Status.BLOCKED_CONFIRMED
    shown = words.say("{first} to {last}", first=words.day(first), last=words.day(last))
    return Stretch(names.label(one.site.url), shown, start, width, is_confirmed)


def _sites(summary: Summary, words: Words) -> Table:
    return Table(
        words.say("Each blocked website"),
        (
            Column(words.say("website")),
            Column(words.say("category"), Kind.WORD),
            Column(words.say("status"), Kind.WORD),
            Column(words.say("networks")),
            Column(words.say("method"), Kind.WORD),
            Column(words.say("first and last day"), Kind.DAY),
        ),
        [_site(one, words) for one in summary.blocked],
        is_stacked=True,
    )


def _site(one: Blocked, words: Words) -> tuple[Site | str | Lines, ...]:
    site = one.site
    status = names.named(words, names.STATUSES, site.status)
    return (
        Site(site.url),
        names.category(words, one.category),
        Lines((status, words.say("not asked to be unblocked"))) if one.exempt else status,
        _networks(site),
        Lines(tuple(names.METHODS_IN_SHORT.get(method, method) for method in site.blocking_types)),
        Lines(tuple(words.day(day) for day in (site.first_blocked, site.last_blocked) if day)),
    )


def _networks(site: SiteEvidence) -> Lines:
    """Return the networks that block a site. If there are many, the rest are shown only by number."""
    found = site.blocked_networks
    rest = " ".join(f"AS{network.asn}" for network in found[_MOST_NAMED:])
    named = (names.network(network.asn, network.name) for network in found[:_MOST_NAMED])
    return Lines((*named, *([rest] if rest else [])))


def _not_accessible(summary: Summary, words: Words) -> Table:
    return Table(
        words.say("Websites that were not accessible, for another cause than blocking"),
        (
            Column(words.say("website")),
            Column(words.say("category"), Kind.WORD),
            *numbers(words.say("measurements"), words.say("anomalies"), words.say("failed")),
            Column(words.say("days down"), Kind.DAY),
        ),
        [
            (
                Site(one.site.url),
                names.category(words, one.category),
                *map(words.number, (one.site.measurements, one.site.counts.anomaly, one.site.counts.failure)),
                Lines(tuple(_down(span, words) for span in one.down)),
            )
            for one in summary.not_accessible
        ],
        is_stacked=True,
    )


def _down(span: Down, words: Words) -> str:
    return words.many(
        "{first} to {last}: {count} day",
        "{first} to {last}: {count} days",
        span.days,
        first=words.day(span.first),
        last=words.day(span.last),
    )
