"""`remove`: take a site off the list; why goes to the ledger."""

from __future__ import annotations

import click

from kh_testlist import editing
from kh_testlist.commands.change import find_row, hold
from kh_testlist.commands.completion import LISTED_URL
from kh_testlist.commands.session import Outcome, Session, pass_session
from kh_testlist.commands.types import TEXT
from kh_testlist.errors import Misuse
from kh_testlist.ledger import Record, path_of
from kh_testlist.store import display


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
def command(session: Session, url: str, reason: str) -> Outcome:
    """Take a site off the list, with the reason.

    A site that is dead may be one that is blocked: look at its evidence first, for a blocked site is worth keeping.
    """
    why = " ".join(reason.split())
    if not why:
        raise Misuse("The reason is empty.", "Say why in a few words: --reason TEXT")
    with hold(session) as held:
        row = find_row(held.urls, url)
        record = Record(row.url, held.today.isoformat(), "drop", why)
        held.put(editing.without(held.urls, {row.number}), [record])
    session.answer(f"removed {row.url} from {held.urls.path}; why is in {display(path_of(held.path))}")
    return Outcome.DONE
