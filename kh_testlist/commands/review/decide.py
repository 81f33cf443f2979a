"""`review decide`: settle one row, or walk through those that are due."""

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
    "--reason", type=TEXT, metavar="TEXT", help="Why: it goes to the ledger. For keep and recheck, the advice's."
)
@click.option("--url", "new_url", type=TEXT, metavar="NEW", help="With replace: the URL that takes its place.")
@options.category("With recategorise.  [default: the one advised]")
@options.which_review
@pass_session
def command(
    session: Session, /, url: str | None, decision: str | None, category: str | None, **said: str | None
) -> None:
    """Settle one row, or walk through those that are due.

    With URL and DECISION, that row is decided; again, and the new decision takes the old one's place. DECISION is keep,
    keep-blocked, replace, recategorise, drop or recheck. Without, the due rows come one screen after another, with what
    is known and what is advised, to be decided with a key each.
    """
    if url is None:
        walk(session, said["quarter"])
        return
    if decision is None:
        words = ", ".join(Decision)
        raise Misuse("What is decided is missing.", f"Say it after the URL: {words}")
    done = decide(session.workspace, url, Decision(decision), new_category=category, tell=session.say, **said)
    session.answer(reports.decided(done))
