"""`target handout`: a page for the wall of a workshop."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from kh_testlist.commands.target.link import published_link
from kh_testlist.errors import Failure, Misuse
from kh_testlist.ooni import published
from kh_testlist.ooni.published import Published
from kh_testlist.terminal import options
from kh_testlist.terminal.parameters import OPEN_TEXT
from kh_testlist.terminal.session import Outcome, Session, pass_session

_LONGEST_CONTACT = 200


@click.command(
    "handout",
    short_help="Write a page for a workshop, with the QR code.",
    epilog="""\b
Examples:
  kh-testlist target handout -o handout.html
  kh-testlist target handout --lang km -o handout.km.html
  kh-testlist target handout --link 10123 --contact "Our NGO, tests@example.org" -o handout.html""",
)
@click.option("--link", type=OPEN_TEXT, metavar="URL|ID", help="The published link.  [default: that of `publish`]")
@click.option(
    "--contact", type=OPEN_TEXT, default="", metavar="TEXT", help="Who keeps the list, and how to reach them."
)
@options.output
@pass_session
def command(session: Session, link: str | None, contact: str, output: Path | None) -> Outcome:
    """Write a page for a workshop: what OONI Probe is, three steps to run our list, and what that may risk.

    One sheet of A4 in HTML, with the QR code of the published link; with --lang km in Khmer. Asks nobody.
    """
    from kh_testlist.reports.page import handout, words  # noqa: PLC0415 - loads what renders pages

    if len(contact) > _LONGEST_CONTACT:
        raise Misuse(f"The contact has {len(contact)} characters.", f"Make it {_LONGEST_CONTACT} at most.")
    found = _link(session, link)
    expires = dt.date.fromisoformat(found.expires) if found.expires else None
    if expires is None:
        session.say("When that link expires is not known here, so the page does not say it.", "warning")
    elif expires < session.workspace.today:
        session.say(f"The link expired on {expires}: publish the list anew before you print it.", "warning")
    page = handout.handout(session.name, found.link, expires, contact, words.words(session.lang))
    session.report(handout.html(page), output)
    return Outcome.DONE


def _link(session: Session, given: str | None) -> Published:
    """The link `given`, with what is known of it; else the one that the list was published under."""
    if given is None:
        return published_link(session, None)
    named = published_link(session, given)
    try:
        known = published.load(session.workspace.path)
    except Failure:  # no lists folder, or a damaged file: the link was given, and is enough
        return named
    return known if known and known.id == named.id else named
