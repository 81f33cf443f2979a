"""`remove`: take a site off the list; the reason goes into the ledger."""

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
    "--reason", type=TEXT, required=True, metavar="TEXT", help="The reason. The ledger and the pull request show it."
)
@pass_session
def command(session: Session, url: str, reason: str) -> None:
    """Remove a site from the list, and record the reason.

    A site that seems dead may be blocked, and a blocked site is worth keeping. Look at its evidence first:
    `kh-testlist evidence show URL`.
    """
    removed = remove(session.workspace, url, reason, tell=session.say)
    session.answer(f"removed {removed.row.url} from {removed.path}; the reason is in {removed.ledger}")
