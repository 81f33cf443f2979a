"""Where the list is measured, and where not: categories and rows against the networks of the country."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kh_testlist.reports.page import drawing, names
from kh_testlist.reports.page.blocks import Bar, Bars, Block, Column, Kind, Paragraph, Section, Site, Table
from kh_testlist.reports.page.summary import never
from kh_testlist.reports.page.words import Words
from kh_testlist.review.coverage import FullCoverage
from kh_testlist.review.material import Material

_MOST_NETWORKS: Final = 8
"""Columns that a phone and a sheet of paper have room for; a table of its own has all networks."""
_MOST_SITES: Final = 2_000
"""Rows of the table of rows: as many as the page has room for."""
_MOST_PRINTED: Final = 100
"""Rows of it that are printed: some three sheets."""


def section(material: Material, words: Words) -> Section:
    """Where the list is measured."""
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
            "Nothing is said of a website on a network that tested it fewer than {floor} times in the period. "
            "Of {pairs} pairs of website and network, {gaps} ({share}) are such gaps; {untested} websites were tested "
            "by nobody. Where nobody tests, nobody can say that a website is free.",
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
    return Table(
        words.say("Gaps by category"),
        (
            Column(words.say("category")),
            *(
                Column(heading, Kind.NUMBER)
                for heading in (
                    words.say("websites"),
                    words.say("tested enough on a network"),
                    words.say("tested by nobody"),
                    words.say("gaps"),
                )
            ),
        ),
        [
            (
                names.category(words, row.category_code),
                *map(words.number, (row.websites, row.tested_enough, row.untested, row.gaps)),
            )
            for row in coverage.by_category
        ],
        is_stacked=True,
    )


def _matrix(coverage: FullCoverage, words: Words) -> Table:
    networks = coverage.by_network[:_MOST_NETWORKS]
    return Table(
        words.say("Websites tested at least {floor} times, on the networks that test most", floor=coverage.floor),
        (
            Column(words.say("category")),
            Column(words.say("all"), Kind.NUMBER),
            *(Column(f"AS{network.asn}", Kind.NUMBER, is_narrow=True) for network in networks),
        ),
        [
            (
                row.category_code or "-",
                words.number(row.websites),
                *(words.number(row.by_network.get(network.asn, 0)) for network in networks),
            )
            for row in coverage.by_category
        ],
    )


def _by_network(coverage: FullCoverage, words: Words) -> Iterator[Block]:
    shares = drawing.shares([row.tested_enough for row in coverage.by_network])
    yield Bars(
        "chart-coverage",
        words.say("Websites tested enough, by network"),
        words.say("A bar for each network; its length is the number of websites that it tested often enough."),
        tuple(
            Bar(names.label(names.network(row.asn, row.name)), words.number(row.tested_enough), percent)
            for row, percent in zip(coverage.by_network, shares, strict=True)
        ),
    )
    yield Table(
        words.say("Gaps by network"),
        (
            Column(words.say("network")),
            Column(words.say("tested enough"), Kind.NUMBER),
            Column(words.say("gaps"), Kind.NUMBER),
            Column(words.say("tests"), Kind.NUMBER),
        ),
        [
            (names.network(row.asn, row.name), *map(words.number, (row.tested_enough, row.gaps, row.measurements)))
            for row in coverage.by_network
        ],
    )


def _by_site(coverage: FullCoverage, words: Words) -> Table:
    shown = coverage.by_site[:_MOST_SITES]
    networks = len(coverage.by_network)
    return Table(
        words.say("Each website, the least tested first"),
        (
            Column(words.say("website")),
            Column(words.say("tests"), Kind.NUMBER),
            Column(words.say("networks that tested enough, of {all}", all=networks), Kind.NUMBER),
        ),
        [(Site(row.url), words.number(row.measurements), words.number(row.enough)) for row in shown],
        summary=words.say(
            "{shown} of {sites} websites, each with its tests", shown=len(shown), sites=len(coverage.by_site)
        ),
        left_out=words.say("The table of each website, with {shown} rows, is not printed.", shown=len(shown))
        if len(shown) > _MOST_PRINTED
        else "",
    )
