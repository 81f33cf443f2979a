"""How the figures were made, and what they do not show. It is for readers who doubt them."""

from __future__ import annotations

from kh_testlist.ooni.evidence import FLOOR, Evidence
from kh_testlist.reports.page.blocks import Listing, Paragraph, Section
from kh_testlist.reports.page.words import Words
from kh_testlist.review.material import Material


def section(material: Material, words: Words) -> Section:
    """Return the section about method and limits.

    Source of the method: iMAP, 2024_Confirmed_blocking_Jun24.ipynb. Source of the meanings: OONI.
    """
    evidence = material.summary.evidence if material.summary else None
    return Section(
        "method",
        words.say("Method and limits"),
        (
            Paragraph(
                words.say(
                    "Volunteers run OONI Probe. It opens each website from their network and, at the same time, from "
                    "a server in another country. Then it compares the two. OONI publishes the results, so that "
                    "everybody can check them: https://explorer.ooni.org/"
                )
            ),
            Listing((*_meanings(evidence, words), *_limits(material, words))),
        ),
    )


def _meanings(evidence: Evidence | None, words: Words) -> tuple[str, ...]:
    floor = evidence.floor if evidence else FLOOR
    return (
        words.say(
            "Blocked, confirmed: a page or an answer that is known from blocking was seen on a network. The website "
            "is also blocked there by the score below or by a mark of blocking."
        ),
        words.say(
            "Likely blocked: only by the score. For each website on each network, the suspicious measurements "
            "are divided by all measurements, also the failed ones. Networks with few tests count less. Above "
            "the threshold, a website counts as blocked there. iMAP's reports calculate in the same way."
        ),
        words.say(
            "An anomaly is not proof. It is a sign of interference, but it can have other causes. The network "
            "may be weak, the server may be slow, or the website may treat countries differently."
        ),
        words.say(
            "This report judges a website on a network only after at least {floor} tests in the period.", floor=floor
        ),
    )


def _limits(material: Material, words: Words) -> tuple[str, ...]:
    if material.scope == "country":
        whole = words.say(
            "The denominator is everything that was measured in the country. It includes the country's list, "
            "the worldwide list and other websites that people tested. It is not the whole internet."
        )
    else:
        whole = words.say(
            "The denominator is only the country's test list. Reports that also count the worldwide list have "
            "other numbers."
        )
    return (
        words.say(
            "The networks are those of the volunteers. Other networks may block more or less. Mobile and "
            "fixed lines of one company may differ."
        ),
        words.say(
            "A website that cannot be reached is not always dead. If it fails in our check, it may be "
            "blocked. If it is down everywhere, OONI's measurements count it as not blocked."
        ),
        whole,
        words.say("Days are in UTC. The names of networks come from OONI and may be out of date."),
        words.say(
            "OONI may judge old measurements again, so the same question can later give slightly different numbers."
        ),
        words.say(
            "A website is on the list because people in the country want to test it. The list does not "
            "support or oppose it."
        ),
    )
