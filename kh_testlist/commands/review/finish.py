"""`review finish`: apply the decisions in one step."""

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
    """Apply the decisions to the list and the ledger.

    It refuses if a row that is due is still undecided. The list and the ledger are changed together, or not at all.
    Reports in English and in Khmer are written into the folder of the review. The next step is a pull request.
    """
    from kh_testlist.reports.period import of_review  # noqa: PLC0415 - loads templates, and `--help` does not need them

    journals = finish(
        session.workspace,
        quarter,
        render=of_review,
        on_applied=lambda *done: session.prose(reports.finished(*done)),
        tell=session.say,
    )
    named = "".join(f" --journal {typed(path)}" for path in journals)
    session.say(session.step(f"Next: kh-testlist pr{named}"))
