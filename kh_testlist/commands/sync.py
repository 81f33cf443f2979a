"""`sync`: bring the list in step with upstream."""

from __future__ import annotations

from types import ModuleType

import click

from kh_testlist.terminal.parameters import OPEN_TEXT, TEXT
from kh_testlist.terminal.session import Outcome, Session, pass_session


@click.command(
    "sync",
    epilog="""\b
Examples:
  kh-testlist sync
  kh-testlist sync --theirs
  kh-testlist sync --upstream ../test-lists --rev 2026-06""",
)
@click.option("--upstream", type=TEXT, metavar="URL|PATH", help="Where upstream is.  [default: where it was last time]")
@click.option("--rev", type=OPEN_TEXT, metavar="REV", help="A branch, a tag or a commit.  [default: the newest]")
@click.option("--ours", "side", flag_value="ours", help="Settle conflicts: keep our version.")
@click.option("--theirs", "side", flag_value="theirs", help="Settle conflicts: take upstream's version.")
@pass_session
def command(session: Session, upstream: str | None, rev: str | None, side: str | None) -> Outcome:
    """Bring the list in step with upstream.

    Upstream's lists are fetched, and its changes since the last sync are merged into our list, row by row. What both
    sides changed, and not alike, is shown with both versions; on a terminal you are asked which is to stand. The
    first time, equivalent rows take upstream's bytes, and all other rows of both stay.

    A URL that upstream spells anew (https for http, say) stays one row: it takes upstream's URL and keeps our other
    changes, and the ledger keeps the old URL. A row that the ledger dropped and that is back upstream is a conflict.
    With --theirs, each change of ours that is given up is named.
    """
    # What reaches for git takes a while to load, and --help need not wait for it.
    from kh_testlist.commands import fetching  # noqa: PLC0415 - see above

    path = session.workspace.path
    fetched = fetching.fetch(session, path, upstream, rev, meanwhile=_load)
    _load().take(session, path, fetched, side)
    return Outcome.DONE


def _load() -> ModuleType:
    """What merges, which takes 0.05 s to load: time that git waits for the network anyway."""
    from kh_testlist.commands import syncing  # noqa: PLC0415 - see above

    return syncing
