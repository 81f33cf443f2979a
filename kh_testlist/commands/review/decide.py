"""`review decide`: decide one row, or go through the rows that are due."""

from __future__ import annotations

import click

from kh_testlist.errors import Misuse
from kh_testlist.operations.review.decide import Decision, decide
from kh_testlist.reports import review as reports
from kh_testlist.terminal import options
from kh_testlist.terminal.parameters import TEXT
from kh_testlist.terminal.session import Session, pass_session
from kh_testlist.terminal.walk import walk


@click.command(
    "decide",
    epilog="""\b
Examples:
  kh-testlist review decide
  kh-testlist review decide https://example.com/ keep
  kh-testlist review decide https://example.com/ drop --reason "the organisation closed in 2023"
  kh-testlist review decide http://example.com/ replace --url https://example.org/ --reason "it moved"
  kh-testlist review decide https://example.com/ recategorise --category HUMR --reason "a human rights group" """,
)
@click.argument("url", type=TEXT, required=False)
@click.argument("decision", type=click.Choice([word.value for word in Decision]), required=False, metavar="[DECISION]")
@click.option(
    "--reason",
    type=TEXT,
    metavar="TEXT",
    help="The reason that the ledger keeps.  [default for keep and recheck: the advice's]",
)
@click.option("--url", "new_url", type=TEXT, metavar="NEW", help="With replace: the new URL.")
@options.category("With recategorise: the new category.  [default: the advised one]")
@options.which_review
@pass_session
def command(
    session: Session, /, url: str | None, decision: str | None, category: str | None, **said: str | None
) -> None:
    """Decide one row, or go through the rows that are due.

    With URL and DECISION, that row is decided. A new decision replaces an earlier one. DECISION is keep, keep-blocked,
    replace, recategorise, drop or recheck.

    Without them, the due rows are shown one after another, with the facts and the advice. You decide each row with one
    key.
    """
    if url is None:
        walk(session, said["quarter"])
        return
    if decision is None:
        words = ", ".join(Decision)
        raise Misuse("The decision is missing.", f"Type it after the URL. It is one of: {words}.")
    done = decide(session.workspace, url, Decision(decision), new_category=category, tell=session.say, **said)
    for line in reports.decided(done):
        session.answer(line)
