"""`diff`: how our list differs from upstream's."""

from __future__ import annotations

from pathlib import Path

import click

from kh_testlist.reports.diff import WRITERS
from kh_testlist.terminal import options
from kh_testlist.terminal.session import Session, pass_session


@click.command(
    "diff",
    epilog="""\b
Examples:
  kh-testlist diff
  kh-testlist diff --format markdown --output diff.md""",
)
@options.report(*WRITERS)
@pass_session
def command(session: Session, form: str, output: Path | None) -> None:
    """Show how our list differs from upstream's.

    The list is compared with upstream as it was at the last `sync`, so no network is needed. You see the rows that were
    added, changed (cell by cell) and removed. A row whose URL was changed with `edit --url` counts as one changed row.
    A row whose URL is only spelt differently does too.
    """
    # The git modules load slowly, and --help does not need them.
    from kh_testlist.operations.sync import compare  # noqa: PLC0415 - see above

    session.report(WRITERS[form](*compare(session.workspace), screen=session.screen(output)), output)
