"""The page for the wall of a workshop. It explains OONI Probe, three steps to run our list, and the risks."""

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
    """The texts of the page, in the reader's language."""

    lang: str
    draft: tuple[str, ...]
    title: str
    about: str
    steps_heading: str
    steps: tuple[str, ...]
    link: str
    code_label: str
    """The description of the code, for people who cannot see it."""
    expires: str
    """Says until when the link works. Empty if that is not known."""
    risks_heading: str
    risks: tuple[str, ...]
    keeper: str
    """Says who maintains the list. Empty if nobody is named."""


def handout(list_name: str, link: str, expires: dt.date | None, contact: str, words: Words) -> Handout:
    """Return the page for the list called `list_name`, which was published under `link`.

    Source of the risks: OONI, https://ooni.org/about/risks
    """
    where = names.place(words, list_name)
    return Handout(
        lang=words.lang,
        draft=document.draft(words),
        title=words.say("Help find out which websites are blocked in {country}", country=where),
        about=words.say(
            "OONI Probe is a free app. It opens websites from your phone or computer and finds out if your "
            "network blocks them. With this code, it tests only the websites on the test list of {country}.",
            country=where,
        ),
        steps_heading=words.say("Three steps"),
        steps=(
            words.say("Install OONI Probe from your app store or from {address}", address=INSTALL),
            words.say("Scan the code with your camera, or open the link below it. OONI Probe opens."),
            words.say("Press Install, then Run. Run it again each week, because many tests show more than one test."),
        ),
        link=link,
        code_label=words.say("QR code of the link {link}", link=link),
        expires=words.say("The link works until {day}.", day=expires) if expires else "",
        risks_heading=words.say("Before you run it: the risks"),
        risks=(
            words.say("People who watch your network or your device can see that you run OONI Probe."),
            words.say(
                "It opens every website on the list. Where you are, it may be illegal or unwelcome to visit some of "
                "them."
            ),
            words.say(
                "OONI publishes the results for everybody, with the country, the network and the time. OONI tries "
                "to remove your IP address, but cannot promise it."
            ),
            words.say("It uses your internet data. On a mobile network, this may cost money."),
            words.say("Nobody may force you to run it. You decide. Read more first: {address}", address=RISKS),
        ),
        keeper=words.say("Maintainer of this list: {contact}", contact=contact) if contact else "",
    )


def html(page: Handout) -> str:
    """Return the page as one HTML file that prints on one A4 sheet."""
    from markupsafe import Markup  # noqa: PLC0415 - comes with jinja2, which only pages need

    code = Markup(qr.inline(page.link))  # noqa: S704 - drawn by us, and the link is digits behind OONI's address
    return environment().get_template("handout.html").render(page=page, code=code)
