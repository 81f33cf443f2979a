"""The page on the wall of a workshop: what OONI Probe is, three steps to run our list, and what that may risk."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kh_testlist.reports import qr
from kh_testlist.reports.page import document, names
from kh_testlist.reports.page.html import environment
from kh_testlist.reports.page.words import Words

INSTALL = "https://ooni.org/install"
RISKS = "https://ooni.org/about/risks"


@dataclass(frozen=True, slots=True)
class Handout:
    """What the page says, in the reader's language."""

    lang: str
    draft: tuple[str, ...]
    title: str
    about: str
    steps_heading: str
    steps: tuple[str, ...]
    link: str
    code_label: str
    """What the code is, for whom can't see it."""
    expires: str
    """Until when the link works; empty where that is not known."""
    risks_heading: str
    risks: tuple[str, ...]
    keeper: str
    """Who keeps the list; empty where nobody said."""


def handout(list_name: str, link: str, expires: dt.date | None, contact: str, words: Words) -> Handout:
    """The page for the list called `list_name`, which was published under `link`.

    Source of the risks: OONI, https://ooni.org/about/risks
    """
    where = names.place(words, list_name)
    return Handout(
        lang=words.lang,
        draft=document.draft(words),
        title=words.say("Help find out which websites are blocked in {country}", country=where),
        about=words.say(
            "OONI Probe is a free app. It opens websites from your phone or computer and finds out whether your "
            "network blocks them. With this code it tests the websites of the test list of {country}, "
            "and nothing else.",
            country=where,
        ),
        steps_heading=words.say("Three steps"),
        steps=(
            words.say("Install OONI Probe: from your app store, or from {address}", address=INSTALL),
            words.say("Scan the code with your camera, or open the link below it. OONI Probe opens."),
            words.say("Press Install, then Run. Run it again each week: one test tells little, many tell much."),
        ),
        link=link,
        code_label=words.say("QR code of the link {link}", link=link),
        expires=words.say("The link works until {day}.", day=expires) if expires else "",
        risks_heading=words.say("Before you run it: what it may risk"),
        risks=(
            words.say("Whoever watches your network or your device can see that you run OONI Probe."),
            words.say(
                "It opens every website on the list. To visit some of them may be unlawful, or unwelcome, where "
                "you are."
            ),
            words.say(
                "The results are published for everybody, with the country, the network and the time. OONI leaves out "
                "your IP address as well as it can, but can't promise it."
            ),
            words.say("It uses your data allowance. On a mobile network, that may cost money."),
            words.say("Nobody may make you run it: you decide. Read more first: {address}", address=RISKS),
        ),
        keeper=words.say("Who keeps this list: {contact}", contact=contact) if contact else "",
    )


def html(page: Handout) -> str:
    """The page as one HTML file that prints on one sheet of A4."""
    from markupsafe import Markup  # noqa: PLC0415 - comes with jinja2, which only pages need

    code = Markup(qr.inline(page.link))  # noqa: S704 - drawn by us, and the link is digits behind OONI's address
    return environment().get_template("handout.html").render(page=page, code=code)
