"""`diff`: what our list has that upstream does not."""

from __future__ import annotations

from pathlib import Path

import click

from kh_testlist import folder, ledger
from kh_testlist.editing import new_list
from kh_testlist.errors import Failure
from kh_testlist.reports.diff import WRITERS
from kh_testlist.store import display
from kh_testlist.terminal import options
from kh_testlist.terminal.session import Outcome, Session, pass_session


@click.command(
    "diff",
    epilog="""\b
Examples:
  kh-testlist diff
  kh-testlist diff --format markdown --output diff.md""",
)
@options.form(*WRITERS)
@options.output
@pass_session
def command(session: Session, form: str, output: Path | None) -> Outcome:
    """Show what our list has that upstream does not.

    It is compared with upstream as it was at the last `sync`, without a network: rows added, changed (cell by cell)
    and removed. A row whose URL was changed with `edit --url`, or only spelt anew, is one row.
    """
    # What reaches for git takes a while to load, and --help need not wait for it.
    from kh_testlist.upstream import base, choice  # noqa: PLC0415 - see above
    from kh_testlist.upstream.difference import difference  # noqa: PLC0415 - the same
    from kh_testlist.upstream.repository import open_clone  # noqa: PLC0415 - the same

    path = session.workspace.existing
    recorded = base.load(path)
    if recorded is None:
        raise Failure(f"{display(path)} was never in step with upstream.", "Bring it there with: kh-testlist sync")
    clone = open_clone(choice.address(path))
    if not clone.has(recorded.commit):
        raise Failure(
            f"The clone of upstream's lists does not have {recorded.commit[:10]}, the commit of the last sync.",
            "Fetch it with: kh-testlist sync",
        )
    ours = folder.load(path)
    theirs = clone.list_at(recorded.commit, session.name) or new_list(ours.path)
    found = difference(theirs, ours, ledger.renames(ledger.records(ledger.load(path))))
    session.report(WRITERS[form](ours.path, recorded.commit, found, color=session.paints(output)), output)
    return Outcome.DONE
