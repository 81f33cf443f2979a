"""`target handout`: a page to hang on the wall of a workshop."""

from __future__ import annotations

from pathlib import Path

import click

from kh_testlist.errors import Misuse
from kh_testlist.operations.target.link import link_to_print
from kh_testlist.terminal import options
from kh_testlist.terminal.parameters import OPEN_TEXT
from kh_testlist.terminal.session import Session, pass_session

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
@options.link("The published link.  [default: the one from `target publish`]", "URL|ID")
@click.option(
    "--contact", type=OPEN_TEXT, default="", metavar="TEXT", help="Who maintains the list, and how to contact them."
)
@options.output
@pass_session
def command(session: Session, link: str | None, contact: str, output: Path | None) -> None:
    """Write a page for a workshop, with the QR code of the published link.

    The page says what OONI Probe is, how to run our list in three steps, and what the risks are. It is HTML for one A4
    sheet, in English or in Khmer (--lang km). No network is needed.
    """
    from kh_testlist.reports.page import handout, words  # noqa: PLC0415 - loads what renders pages

    if len(contact) > _LONGEST_CONTACT:
        raise Misuse(f"The contact has {len(contact)} characters.", f"Use at most {_LONGEST_CONTACT} characters.")
    found = link_to_print(session.workspace, link, with_last_day=True, tell=session.say)
    page = handout.handout(session.name, found.link, found.last_day, contact, words.words(session.lang))
    session.report(handout.html(page), output)
