"""`diff`: what our list has that upstream does not."""

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
    """Show what our list has that upstream does not.

    It is compared with upstream as it was at the last `sync`, without a network: rows added, changed (cell by cell)
    and removed. A row whose URL was changed with `edit --url`, or only spelt anew, is one row.
    """
    # What reaches for git takes a while to load, and --help need not wait for it.
    from kh_testlist.operations.sync import compare  # noqa: PLC0415 - see above

    session.report(WRITERS[form](*compare(session.workspace), screen=session.screen(output)), output)
