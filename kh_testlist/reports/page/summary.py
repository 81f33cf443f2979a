"""The first page: the few important figures, in words for every reader, and what the report asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from kh_testlist.liveness.attempt import Verdict
from kh_testlist.ooni.evidence import Status
from kh_testlist.ooni.summary import Blocked, Summary
from kh_testlist.reports.page import names
from kh_testlist.reports.page.blocks import Block, Fact, Facts, Listing, Paragraph, Section, Site, Table
from kh_testlist.reports.page.counts import columns, rows
from kh_testlist.reports.page.words import Words
from kh_testlist.review.changes import Kind as Became
from kh_testlist.review.material import Material

_MOST_NAMED: Final = 12
"""The most sites that the first page names, so that it stays one page."""


def section(material: Material, words: Words) -> Section:
    """Return the section with the summary."""
    blocks = [*_measured(material, words), *_listed(material, words), *_asked(material, words)]
    return Section("summary", words.say("Summary"), tuple(blocks))


def _measured(material: Material, words: Words) -> Iterator[Block]:
    summary = material.summary
    where = names.place(words, material.country)
    if summary is None:
        yield Paragraph(never(words), is_caution=True)
        return
    confirmed, likely = _counts(summary)
    yield Facts(
        (
            Fact(words.number(confirmed + likely), words.say("websites found blocked"), is_grave=True),
            Fact(words.number(summary.tested), words.say("websites tested")),
            Fact(words.number(len(summary.evidence.networks)), words.say("networks that tested")),
            Fact(words.number(summary.evidence.measurements), words.say("measurements")),
        )
    )
    if material.scope == "country":
        what = words.say(
            "Volunteers in {country} tested {tested} websites. These are on the country's test list or the "
            "worldwide list, or the volunteers chose them.",
            country=where,
            tested=summary.tested,
        )
    else:
        what = words.say(
            "Volunteers in {country} tested {tested} websites of the country's test list.",
            country=where,
            tested=summary.tested,
        )
    yield Paragraph(f"{what} {_found(confirmed, likely, words)}")
    if confirmed + likely:
        yield Paragraph(
            words.say(
                "Confirmed means that a test saw a page or an answer that is known from blocking. Likely means "
                "that nearly every test on a network showed signs of interference."
            ),
            is_note=True,
        )


def never(words: Words) -> str:
    """Return a text that says that nothing was fetched, and how to fetch it."""
    return words.say(
        "OONI's measurements were not fetched for this period, so this report cannot show what was "
        "blocked. To fetch them: kh-testlist evidence fetch"
    )


def _counts(summary: Summary) -> tuple[int, int]:
    counts = Counter(one.site.status for one in summary.blocked)
    return counts[Status.BLOCKED_CONFIRMED], counts[Status.BLOCKED_LIKELY]


def _found(confirmed: int, likely: int, words: Words) -> str:
    if not confirmed + likely:
        return words.say("None of them was found blocked.")
    return words.say(
        "{blocked} of them were found blocked on at least one network: {confirmed} confirmed, {likely} likely.",
        blocked=confirmed + likely,
        confirmed=confirmed,
        likely=likely,
    )


def _listed(material: Material, words: Words) -> Iterator[Block]:
    """Yield a paragraph about the state of the list and its changes, with one sentence for each."""
    said = []
    health, changes = material.health, material.changes
    if health:
        said.append(words.say("The test list has {rows} websites.", rows=health.rows))
        if health.checked:
            counts = {one.verdict: one.rows for one in health.by_verdict}
            said.append(
                words.say(
                    "In the last check, {up} of {checked} worked normally.",
                    up=counts.get(Verdict.UP, 0),
                    checked=health.checked,
                )
            )
    if changes:
        numbers = {kind: len(changes.of(kind)) for kind in Became}
        said.append(
            words.say(
                "Changes in this period: {added} added, {removed} removed, {replaced} with a new address, "
                "{recategorised} with a new category.",
                added=numbers[Became.ADDED],
                removed=numbers[Became.REMOVED],
                replaced=numbers[Became.REPLACED],
                recategorised=numbers[Became.RECATEGORISED],
            )
        )
    if said:
        yield Paragraph(" ".join(said))


def _asked(material: Material, words: Words) -> Iterator[Block]:
    """Yield the sites that the report asks to unblock, and say which are left out."""
    summary = material.summary
    if summary is None:
        return
    asked = [one for one in summary.blocked if one.is_asked]
    if asked:
        yield Paragraph(
            words.many(
                "This report asks to unblock {count} website.",
                "This report asks to unblock {count} websites.",
                len(asked),
            )
        )
        yield (
            _by_category(asked, words)
            if len(asked) > _MOST_NAMED
            else Listing(tuple(Site(one.site.url) for one in asked))
        )
    elif summary.blocked:
        yield Paragraph(words.say("This report does not ask to unblock any website."))
    dead = sum(one.site.is_only_dead for one in summary.blocked)
    if dead:
        yield Paragraph(
            words.say(
                "Of the websites that count as blocked, {count} are dead. OONI's control could not reach them either, "
                "so the report does not ask to unblock them.",
                count=dead,
            )
        )
    if material.excluded:
        left_out = sum(one.exempt for one in summary.blocked)
        yield Paragraph(
            words.say(
                "This report does not ask to unblock websites of these categories: {categories}. Blocked websites "
                "of these categories: {blocked}. All counts still include them.",
                categories=", ".join(names.category(words, code) for code in material.excluded),
                blocked=left_out,
            )
        )


def _by_category(asked: list[Blocked], words: Words) -> Table:
    counts = Counter(one.category for one in asked)
    return Table(
        words.say("Websites to unblock (each is named in the section “What is blocked”)"),
        columns(words.say("category"), words.say("websites")),
        rows(((names.category(words, code), [count]) for code, count in counts.most_common()), words),
    )
