"""What changed in the list, and why: the changed rows, and what people decided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kh_testlist.reports.page import names
from kh_testlist.reports.page.blocks import Block, Cell, Column, Kind, Lines, Paragraph, Section, Site, Table
from kh_testlist.reports.page.counts import columns, rows
from kh_testlist.reports.page.health import no_list
from kh_testlist.reports.page.words import Words, marked
from kh_testlist.review.changes import Changes, Decided, RowChange
from kh_testlist.review.changes import Kind as Became
from kh_testlist.review.material import Material

_TOLD: Final = {
    "keep-blocked": marked("Blocked, and kept on the list"),
    "recheck": marked("To check again before a decision"),
}
"""Decisions that do not change the list, but whose reasons are shown."""


def section(material: Material, words: Words) -> Section:
    """Return the section about the changes of the list."""
    return Section("changes", words.say("What changed, and why"), tuple(_blocks(material.changes, words)))


def _blocks(changes: Changes | None, words: Words) -> Iterator[Block]:
    if changes is None:
        yield no_list(words)
        return
    yield Paragraph(_source(changes, words), is_note=True)
    told = [row for row in changes.rows if row.kind is not Became.EDITED]
    yield _rows(told, words) if told else Paragraph(words.say("No row was added, removed, replaced or recategorised."))
    edited = len(changes.of(Became.EDITED))
    if edited:
        yield Paragraph(
            words.many(
                "In {count} more row, the date, the source or the notes were edited.",
                "In {count} more rows, the date, the source or the notes were edited.",
                edited,
            )
        )
    if not changes.decisions:
        yield Paragraph(words.say("No decisions about rows were recorded in this period."))
        return
    counts = changes.counts
    yield Table(
        words.say("What people decided"),
        columns(words.say("decision"), words.say("rows")),
        rows(((words.say(name), [counts[word]]) for word, name in names.DECISIONS.items() if word in counts), words),
    )
    for word, title in _TOLD.items():
        decided = changes.decided(word)
        if decided:
            yield _reasons(title, decided, words)


def _source(changes: Changes, words: Words) -> str:
    if changes.compared:
        return words.say(
            "The list on {since} is compared with the list at the end of the period. The reasons are what "
            "people wrote down.",
            since=changes.since,
        )
    return words.say(
        "The list on {since} is not available. So the changes come from the dates of the rows and from "
        "the record of decisions.",
        since=changes.since,
    )


def _rows(rows: list[RowChange], words: Words) -> Table:
    return Table(
        words.say("Rows that changed"),
        (
            Column(words.say("website")),
            Column(words.say("change"), Kind.WORD),
            Column(words.say("category"), Kind.WORD),
            Column(words.say("before")),
            Column(words.say("reason")),
        ),
        [
            (
                Site(row.url),
                names.named(words, names.CHANGES, row.kind),
                names.category(words, row.category_code) if row.category_code else "",
                _before(row, words),
                _reason(row.reason, row.day, words),
            )
            for row in rows
        ],
        is_stacked=True,
    )


def _before(row: RowChange, words: Words) -> Cell:
    if row.kind is Became.REPLACED and row.before:
        return Site(row.before)
    return names.category(words, row.before) if row.before else ""


def _reason(reason: str, day: str | None, words: Words) -> Lines:
    return Lines(tuple(text for text in (reason, words.day(day) if day else "") if text))


def _reasons(title: str, decided: tuple[Decided, ...], words: Words) -> Table:
    return Table(
        words.say(title),
        (Column(words.say("website")), Column(words.say("reason"))),
        [(Site(one.url), _reason(one.reason, one.day, words)) for one in decided],
        is_stacked=True,
    )
