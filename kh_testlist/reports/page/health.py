"""The state of the list: the results of the last check, by category, and the age of its rows."""

from __future__ import annotations

from collections.abc import Iterator

from kh_testlist.reports.page import names
from kh_testlist.reports.page.blocks import Block, Paragraph, Section, Table
from kh_testlist.reports.page.counts import Head, chart, columns, rows, shares
from kh_testlist.reports.page.words import Words
from kh_testlist.review.health import Age, Health
from kh_testlist.review.material import Material


def section(material: Material, words: Words) -> Section:
    """Return the section about the state of the list."""
    return Section("health", words.say("The state of the list"), tuple(_blocks(material.health, words)))


def no_list(words: Words) -> Paragraph:
    """Return a paragraph that says that no list was found."""
    return Paragraph(words.say("No list was found, so this report has no facts about its rows."), is_caution=True)


def _blocks(health: Health | None, words: Words) -> Iterator[Block]:
    if health is None:
        yield no_list(words)
        return
    if health.checked:
        yield from _checked(health, words)
    else:
        yield Paragraph(
            words.say(
                "No check results were found, so this report does not say which websites work. To check them: "
                "kh-testlist check --all --journal checks/today.jsonl"
            ),
            is_caution=True,
        )
    yield _ages(health, words)
    yield Paragraph(
        words.say(
            "The list has {rows} rows. Its record of decisions shows that people reviewed {within} of them in the "
            "last year, and {earlier} before that. Nobody has reviewed {never} of them.",
            within=health.reviewed_within_a_year,
            earlier=health.reviewed_earlier,
            never=health.never_reviewed,
            rows=health.rows,
        )
    )


def _checked(health: Health, words: Words) -> Iterator[Block]:
    yield Paragraph(
        words.say(
            "{checked} of {rows} rows were checked between {first} and {last}, from: {vantages}. A website "
            "that could not be reached may be blocked, not dead.",
            checked=health.checked,
            rows=health.rows,
            first=words.day(health.first_checked or ""),
            last=words.day(health.last_checked or ""),
            vantages=", ".join(health.vantages),
        )
    )
    found = [(names.named(words, names.VERDICTS, one.verdict), one.rows) for one in health.by_verdict]
    title = words.say("What the last check found")
    described = words.say("A bar for each finding; its length is the number of rows.")
    yield chart(Head("chart-findings", title, described), found, words)
    yield shares(title, words.say("finding"), found, health.checked, words)
    yield _by_category(health, words)


def _by_category(health: Health, words: Words) -> Table:
    found = (
        (
            names.category(words, row.category_code),
            (row.rows, row.works, row.fails, row.maybe_blocked, row.unclear, row.unchecked),
        )
        for row in health.by_category
    )
    return Table(
        words.say("What the last check found, by category"),
        columns(
            words.say("category"),
            words.say("rows"),
            words.say("work"),
            words.say("fail"),
            words.say("may be blocked"),
            words.say("unclear"),
            words.say("not checked"),
        ),
        rows(found, words),
        is_stacked=True,
    )


def _ages(health: Health, words: Words) -> Table:
    found = [(_age(one, words), one.rows) for one in health.by_age]
    return shares(words.say("How long ago rows were added"), words.say("age"), found, health.rows, words)


def _age(age: Age, words: Words) -> str:
    if age.years is None:
        return words.say("date can't be read")
    if not age.years:
        return words.say("less than a year")
    if age.below is None:
        return words.say("{years} years and more", years=age.years)
    return words.say("{least} to {below} years", least=age.years, below=age.below)
