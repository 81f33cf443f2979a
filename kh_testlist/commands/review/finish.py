"""`review finish`: apply what was decided, in one step."""

from __future__ import annotations

import click

from kh_testlist.operations.review.finish import finish
from kh_testlist.reports import review as reports
from kh_testlist.reports.terminal import typed
from kh_testlist.terminal import options
from kh_testlist.terminal.session import Session, pass_session


@click.command(
    "finish",
    epilog="""\b
Example:
  kh-testlist review finish""",
)
@options.which_review
@pass_session
def command(session: Session, quarter: str | None) -> None:
    """Apply what was decided, in one step.

    Refuses while a row that is due is undecided. Else the list and the ledger change together, or not at all; reports
    in English and in Khmer are written into the review's folder; and the next step is a pull request.
    """
    from kh_testlist.reports.period import of_review  # noqa: PLC0415 - templates, which `--help` needs none of

    journals = finish(
        session.workspace,
        quarter,
        render=of_review,
        on_applied=lambda *done: session.prose(reports.finished(*done)),
        tell=session.say,
    )
    named = "".join(f" --journal {typed(path)}" for path in journals)
    session.say(session.step(f"Next: kh-testlist pr{named}"))
