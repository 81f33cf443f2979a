"""`review decide`: settle one row, or walk through those that are due."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import click

from kh_testlist.commands.review.context import decision_context
from kh_testlist.commands.review.opened import opened, quarter_option
from kh_testlist.errors import Misuse, Refused
from kh_testlist.pasted import told
from kh_testlist.review.context import DecisionContext, completed, require_whole
from kh_testlist.review.record import Decision
from kh_testlist.terminal.parameters import CATEGORY, TEXT
from kh_testlist.terminal.session import Outcome, Session, pass_session


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
@click.option("--category", type=CATEGORY, metavar="CODE", help="With recategorise.  [default: the one advised]")
@quarter_option
@pass_session
def command(
    session: Session,
    url: str | None,
    decision: str | None,
    reason: str | None,
    new_url: str | None,
    category: str | None,
    quarter: str | None,
) -> Outcome:
    """Settle one row, or walk through those that are due.

    With URL and DECISION, that row is decided; again, and the new decision takes the old one's place. DECISION is keep,
    keep-blocked, replace, recategorise, drop or recheck. Without, the due rows come one screen after another, with what
    is known and what is advised, to be decided with a key each.
    """
    if url is None:
        _require_terminal(session)
        from kh_testlist.commands.review.walk import walk  # noqa: PLC0415 - needs nothing of it with a URL

        return walk(session, decision_context(session, opened(session, quarter)))
    if decision is None:
        words = ", ".join(Decision)
        raise Misuse("What is decided is missing.", f"Say it after the URL: {words}")
    word = Decision(decision)
    with _in_a_sentence():
        require_whole(word, reason, new_url, category, names=("--url", "--category"))
    at = decision_context(session, opened(session, quarter), tells=word is Decision.REPLACE)
    _decide(session, at, url, word, (reason, new_url, category))
    return Outcome.DONE


def _require_terminal(session: Session) -> None:
    if not session.can_ask:
        raise Misuse(
            "There is no terminal to walk through the rows in.",
            "Name a URL and a decision, or use a spreadsheet: kh-testlist review worksheet --output worksheet.csv",
        )


@contextlib.contextmanager
def _in_a_sentence() -> Iterator[None]:
    """Have what is refused start with a capital letter."""
    try:
        yield
    except Refused as refused:
        raise Refused(refused.message[0].upper() + refused.message[1:], refused.next_step) from None


def _decide(
    session: Session, at: DecisionContext, url: str, word: Decision, said: tuple[str | None, str | None, str | None]
) -> None:
    row = at.row_of(url)
    if row.url != url:
        session.say(f"{url} is listed as {row.url}")
    reason, new_url, category = said
    with _in_a_sentence():
        completed(row, word, new_url, category)
    settled = at.settle(row, word, reason, new_url, category)
    if new_url and settled.new_url and (changed := told(new_url, settled.new_url)):
        session.say(changed)
    warning = at.caution(settled)
    if warning:
        session.say(f"Mind: {warning}", "warning")
    before = at.decisions.get(row.url)
    at.put(settled)
    towards = f" → {settled.new_url or settled.new_category}" if settled.new_url or settled.new_category else ""
    instead = f" (before: {before.decision})" if before is not None and before.decision is not word else ""
    session.answer(f"{row.url}: {word}{towards}{instead}; {at.left:,} left to decide")
