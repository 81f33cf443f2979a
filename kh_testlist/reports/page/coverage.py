"""Where the list is measured, and where not: categories and rows by the networks of the country."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kh_testlist.reports.page import names
from kh_testlist.reports.page.blocks import Block, Column, Kind, Paragraph, Section, Site, Table
from kh_testlist.reports.page.counts import Head, chart, columns, rows
from kh_testlist.reports.page.summary import never
from kh_testlist.reports.page.words import Words
from kh_testlist.review.coverage import FullCoverage
from kh_testlist.review.material import Material

_MOST_NETWORKS: Final = 8
"""The most columns that fit on a phone and on paper. Another table has all networks."""
_MOST_SITES: Final = 2_000
"""The most rows of the table of websites, so that the page stays small enough."""
_MOST_PRINTED: Final = 100
"""The most rows of it that are printed: about three sheets."""


def section(material: Material, words: Words) -> Section:
    """Return the section about where the list is measured."""
    return Section(
        "coverage", words.say("Where it is measured, and where not"), tuple(_blocks(material.coverage, words))
    )


def _blocks(coverage: FullCoverage | None, words: Words) -> Iterator[Block]:
    if coverage is None:
        yield Paragraph(never(words), is_caution=True)
        return
    untested = sum(row.untested for row in coverage.by_category)
    yield Paragraph(
        words.say(
            "This report does not judge a website on a network that tested it fewer than {floor} times in the "
            "period. Of {pairs} pairs of website and network, {gaps} ({share}) are such gaps. Nobody tested "
            "{untested} of the websites. Without tests, nobody can say that a website is not blocked.",
            floor=coverage.floor,
            pairs=coverage.pairs,
            gaps=coverage.gaps,
            share=words.percent(coverage.gaps, coverage.pairs),
            untested=untested,
        )
    )
    yield _by_category(coverage, words)
    if coverage.by_network:
        yield _matrix(coverage, words)
        yield from _by_network(coverage, words)
    yield _by_site(coverage, words)


def _by_category(coverage: FullCoverage, words: Words) -> Table:
    found = (
        (names.category(words, row.category_code), (row.websites, row.tested_enough, row.untested, row.gaps))
        for row in coverage.by_category
    )
    return Table(
        words.say("Gaps by category"),
        columns(
            words.say("category"),
            words.say("websites"),
            words.say("tested enough on a network"),
            words.say("tested by nobody"),
            words.say("gaps"),
        ),
        rows(found, words),
        is_stacked=True,
    )


def _matrix(coverage: FullCoverage, words: Words) -> Table:
    networks = coverage.by_network[:_MOST_NETWORKS]
    found = (
        (row.category_code or "-", [row.websites, *(row.by_network.get(one.asn, 0) for one in networks)])
        for row in coverage.by_category
    )
    return Table(
        words.say("Websites tested at least {floor} times, on the networks that test most", floor=coverage.floor),
        (
            *columns(words.say("category"), words.say("all")),
            *(Column(f"AS{network.asn}", Kind.NUMBER, is_narrow=True) for network in networks),
        ),
        rows(found, words),
    )


def _by_network(coverage: FullCoverage, words: Words) -> Iterator[Block]:
    found = [(names.network(row.asn, row.name), row) for row in coverage.by_network]
    head = Head(
        "chart-coverage",
        words.say("Websites tested enough, by network"),
        words.say("A bar for each network; its length is the number of websites that it tested often enough."),
    )
    yield chart(head, [(names.label(label), row.tested_enough) for label, row in found], words)
    yield Table(
        words.say("Gaps by network"),
        columns(words.say("network"), words.say("tested enough"), words.say("gaps"), words.say("tests")),
        rows(((label, (row.tested_enough, row.gaps, row.measurements)) for label, row in found), words),
    )


def _by_site(coverage: FullCoverage, words: Words) -> Table:
    shown = coverage.by_site[:_MOST_SITES]
    return Table(
        words.say("Each website, the least tested first"),
        columns(
            words.say("website"),
            words.say("tests"),
            words.say("networks that tested enough, of {all}", all=len(coverage.by_network)),
        ),
        rows(((Site(row.url), (row.measurements, row.enough)) for row in shown), words),
        summary=words.say(
            "{shown} of {sites} websites, each with its tests", shown=len(shown), sites=len(coverage.by_site)
        ),
        left_out=words.say("The table of each website, with {shown} rows, is not printed.", shown=len(shown))
        if len(shown) > _MOST_PRINTED
        else "",
    )
