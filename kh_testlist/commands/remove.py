"""`remove`: take a site off the list; why goes to the ledger."""

from __future__ import annotations

import click

from kh_testlist.operations.change import remove
from kh_testlist.terminal.completion import LISTED_URL
from kh_testlist.terminal.parameters import TEXT
from kh_testlist.terminal.session import Session, pass_session


@click.command(
    "remove",
    epilog="""\b
Example:
  kh-testlist remove https://example.com/ --reason "the organisation closed in 2023; the domain is parked" """,
)
@click.argument("url", type=LISTED_URL)
@click.option(
    "--reason", type=TEXT, required=True, metavar="TEXT", help="Why: it goes to the ledger, and into the pull request."
)
@pass_session
def command(session: Session, url: str, reason: str) -> None:
    """Take a site off the list, with the reason.

    A site that is dead may be one that is blocked: look at its evidence first, for a blocked site is worth keeping.
    """
    removed = remove(session.workspace, url, reason, tell=session.say)
    session.answer(f"removed {removed.row.url} from {removed.path}; why is in {removed.ledger}")
