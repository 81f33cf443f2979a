"""The period compared with the one before it, and by quarter, in the columns of iMAP's reports."""

from __future__ import annotations

from collections.abc import Iterator

from kh_testlist.ooni.evidence import Quarter
from kh_testlist.ooni.period import Period
from kh_testlist.ooni.summary import Change, Summary
from kh_testlist.reports.page import names
from kh_testlist.reports.page.blocks import Block, Listing, Paragraph, Section, Site, Table
from kh_testlist.reports.page.counts import columns, rows
from kh_testlist.reports.page.summary import never
from kh_testlist.reports.page.words import Words
from kh_testlist.review.material import Material


def section(material: Material, words: Words) -> Section:
    """Return the section about the period before, and about the quarters."""
    blocks = tuple(_blocks(material.summary, words))
    return Section("previous", words.say("Compared with the period before"), blocks)


def _blocks(summary: Summary | None, words: Words) -> Iterator[Block]:
    if summary is None:
        yield Paragraph(never(words), is_caution=True)
        return
    if summary.change is None:
        yield Paragraph(
            words.say("The measurements of the period before were not fetched, so nothing is compared."),
            is_caution=True,
        )
    else:
        yield from _compared(summary, summary.change, words)
    yield _quarters(summary, words)


def _compared(summary: Summary, change: Change, words: Words) -> Iterator[Block]:
    compared = (
        (words.say("websites tested"), (change.websites_tested, summary.tested)),
        (words.say("measurements"), (change.measurements, summary.evidence.measurements)),
        (words.say("websites blocked"), (change.blocked, len(summary.blocked))),
    )
    yield Table(
        words.say(
            "From {since} to {until}, and in this period",
            since=change.since,
            until=Period(change.since, change.until).last,
        ),
        columns("", words.say("before"), words.say("now")),
        rows(compared, words),
    )
    for found, heading, nothing in (
        (change.newly_blocked, words.say("Newly found blocked:"), words.say("No new website was found blocked.")),
        (
            change.no_longer_blocked,
            words.say("No longer found blocked (which may also mean that too few tests were made):"),
            words.say("No website that was found blocked before is now found open."),
        ),
    ):
        yield Paragraph(heading if found else nothing)
        if found:
            yield Listing(tuple(map(Site, found)))


def _quarters(summary: Summary, words: Words) -> Table:
    found = [(names.quarter(words, quarter.name), _counts(quarter)) for quarter in summary.evidence.quarters]
    return Table(
        words.say("Measurements by quarter (a domain or a network counts once in each quarter)"),
        columns(
            words.say("quarter"),
            words.say("networks"),
            words.say("domains"),
            words.say("ok"),
            words.say("anomalies"),
            words.say("confirmed"),
            words.say("failed"),
            words.say("measurements"),
        ),
        rows([*found, (words.say("total"), _counts(summary.total))], words),
        has_total=True,
        is_stacked=True,
    )


def _counts(quarter: Quarter) -> tuple[int, ...]:
    return (len(quarter.networks), len(quarter.domains), *quarter.counts, quarter.counts.measurements)
