"""A whole page: its title, its sections in order, and the sources of its figures."""

from __future__ import annotations

from typing import Final

from kh_testlist.reports.page import before, blocking, changes, coverage, health, in_time, method, names, summary
from kh_testlist.reports.page.blocks import ReportPage
from kh_testlist.reports.page.words import Words, marked
from kh_testlist.review.material import Material

_SECTIONS: Final = (summary, health, changes, coverage, blocking, in_time, before, method)
"""In the order of a reader's questions."""

DRAFT: Final = marked("Draft translation: no native reader has reviewed it yet.")


def page(material: Material, words: Words) -> ReportPage:
    """Return the page of a report."""
    return ReportPage(
        words.lang,
        _title(material, words),
        words.say("{since} to {until}", since=material.period.since, until=material.period.last),
        draft(words),
        words.say("Contents"),
        tuple(module.section(material, words) for module in _SECTIONS),
        tuple(_colophon(material, words)),
    )


def draft(words: Words) -> tuple[str, ...]:
    """Return the notice that a translation is a draft, in its language and in English. Empty if it is approved."""
    return (words.say(DRAFT), DRAFT) if words.is_draft else ()


def _title(material: Material, words: Words) -> str:
    where = names.place(words, material.country)
    if material.review:
        return words.say(
            "Blocked websites in {country}: review of {quarter}",
            country=where,
            quarter=names.quarter(words, material.review),
        )
    return words.say("Blocked websites in {country}", country=where)


def _colophon(material: Material, words: Words) -> list[str]:
    """Return the sources of the figures."""
    said = []
    if material.summary:
        evidence = material.summary.evidence
        said.append(
            words.say(
                "Measurements: OONI (https://ooni.org/), Web Connectivity test, {since} to {until}, fetched on {day}.",
                since=evidence.period.since,
                until=evidence.period.last,
                day=words.day(material.asked_at or ""),
            )
        )
        if material.wanted:
            said.append(
                words.say(
                    "The measurements of {since} to {until} were not fetched, so this report shows the last ones that "
                    "were fetched.",
                    since=material.wanted.since,
                    until=material.wanted.last,
                )
            )
        if evidence.unfinished and evidence.unfinished < evidence.until:
            said.append(
                words.say(
                    "The days from {day} on were not over when the measurements were fetched.",
                    day=words.day(evidence.unfinished),
                )
            )
    if material.list_path:
        said.append(words.say("List: {path}.", path=material.list_path))
    said.append(words.say("Made by kh-testlist {version} on {day}.", version=material.program, day=material.made_on))
    return said
