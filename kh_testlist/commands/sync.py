"""`sync`: bring the list in step with upstream."""

from __future__ import annotations

from functools import partial

import click

from kh_testlist.terminal.bar import Bar
from kh_testlist.terminal.parameters import OPEN_TEXT, TEXT
from kh_testlist.terminal.session import Session, pass_session


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
def command(session: Session, upstream: str | None, rev: str | None, side: str | None) -> None:
    """Bring the list in step with upstream.

    Upstream's lists are fetched, and its changes since the last sync are merged into our list, row by row. What both
    sides changed, and not alike, is shown with both versions; on a terminal you are asked which is to stand. The
    first time, equivalent rows take upstream's bytes, and all other rows of both stay.

    A URL that upstream spells anew (https for http, say) stays one row: it takes upstream's URL and keeps our other
    changes, and the ledger keeps the old URL. A row that the ledger dropped and that is back upstream is a conflict.
    With --theirs, each change of ours that is given up is named.
    """
    # What reaches for git takes a while to load, and --help need not wait for it.
    from kh_testlist.operations.sync import sync  # noqa: PLC0415 - see above
    from kh_testlist.reports import sync as report  # noqa: PLC0415 - the same
    from kh_testlist.terminal import upstream_prompts as prompts  # noqa: PLC0415 - the same

    where = partial(prompts.upstream_of, session, upstream)
    settle = partial(prompts.settle, session)
    with Bar(session) as bar:
        done = sync(session.workspace, where, settle, revision=rev, side=side, progress=bar, tell=session.say)
    session.prose(report.synced(done, side))
    if report.has_to_send(done):
        session.say(session.step("See them with `kh-testlist diff`, and send them with `kh-testlist pr`."))
