"""How the figures were made, and what they can't say: plainly, for whoever doubts them."""

from __future__ import annotations

from kh_testlist.ooni.evidence import FLOOR, Evidence
from kh_testlist.reports.page.blocks import Listing, Paragraph, Section
from kh_testlist.reports.page.words import Words
from kh_testlist.review.material import Material


def section(material: Material, words: Words) -> Section:
    """Method and limits. Source of the method: iMAP, 2024_Confirmed_blocking_Jun24.ipynb; of the meanings: OONI."""
    evidence = material.summary.evidence if material.summary else None
    return Section(
        "method",
        words.say("Method and limits"),
        (
            Paragraph(
                words.say(
                    "Volunteers run OONI Probe. It opens each website from their network and, at the same time, from "
                    "a server abroad, and compares the two. The results are published by OONI for everybody to check: "
                    "https://explorer.ooni.org/"
                )
            ),
            Listing((*_meanings(evidence, words), *_limits(material, words))),
        ),
    )


def _meanings(evidence: Evidence | None, words: Words) -> tuple[str, ...]:
    floor = evidence.floor if evidence else FLOOR
    return (
        words.say(
            "Blocked, confirmed: a network blocks the website by the score below or by a mark of blocking, and a page "
            "or an answer that is known from blocking was seen there."
        ),
        words.say(
            "Likely blocked: by the score alone. Of each website on each network, suspicious measurements are divided "
            "by all measurements, failed ones among them; networks with few tests weigh less. Above the threshold, a "
            "website counts as blocked there. This is the arithmetic of iMAP's reports."
        ),
        words.say(
            "An anomaly is no proof. It is a sign of interference that may also come from a weak network, a slow "
            "server or a website that treats countries differently."
        ),
        words.say(
            "A network says nothing of a website before it has tested it {floor} times in the period.", floor=floor
        ),
    )


def _limits(material: Material, words: Words) -> tuple[str, ...]:
    if material.scope == "country":
        whole = words.say(
            "The denominator is everything that was measured in the country: the country's list, the worldwide list, "
            "and whatever else people tested. It is not the internet."
        )
    else:
        whole = words.say(
            "The denominator is the country's test list alone. Reports that count the worldwide list too have other "
            "numbers."
        )
    return (
        words.say(
            "The networks are those of the volunteers. Others may block more, or less; mobile and fixed lines of one "
            "company may differ."
        ),
        words.say(
            "Unreachable is not dead. A website that fails in our check may be blocked; one that is down everywhere "
            "counts as not blocked in OONI's measurements."
        ),
        whole,
        words.say("Days are in UTC. Networks are named as OONI names them, which may be out of date."),
        words.say(
            "OONI may judge old measurements anew, so the same question can later bring slightly different numbers."
        ),
        words.say(
            "A website is on the list because people in the country have an interest in testing it. To be listed says "
            "nothing for or against it."
        ),
    )
