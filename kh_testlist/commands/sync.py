"""`sync`: merge upstream's changes into the list."""

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
@click.option(
    "--upstream", type=TEXT, metavar="URL|PATH", help="Where upstream is.  [default: the same place as last time]"
)
@click.option("--rev", type=OPEN_TEXT, metavar="REV", help="A branch, a tag or a commit.  [default: the newest]")
@click.option("--ours", "side", flag_value="ours", help="In each conflict, keep our version.")
@click.option("--theirs", "side", flag_value="theirs", help="In each conflict, take upstream's version.")
@pass_session
def command(session: Session, upstream: str | None, rev: str | None, side: str | None) -> None:
    """Merge upstream's changes into the list.

    Upstream's lists are fetched. Its changes since the last sync are merged into our list, row by row. If both sides
    changed a row in different ways, there is a conflict, and both versions are shown. In a terminal you are asked which
    one to keep. In the first sync, equivalent rows become byte for byte as upstream has them. All other rows of both
    lists stay.

    If upstream spells a URL in a new way (for example https instead of http), it stays one row. The row takes
    upstream's URL and keeps our other changes, and the ledger keeps the old URL. A row that the ledger dropped and that
    upstream has again is a conflict. With --theirs, each of our changes that is lost is named.
    """
    # The git modules load slowly, and --help does not need them.
    from kh_testlist.operations.sync import sync  # noqa: PLC0415 - see above
    from kh_testlist.reports import sync as report  # noqa: PLC0415 - the same
    from kh_testlist.terminal import upstream_prompts as prompts  # noqa: PLC0415 - the same

    where = partial(prompts.upstream_of, session, upstream)
    settle = partial(prompts.settle, session)
    with Bar(session) as bar:
        done = sync(session.workspace, where, settle, revision=rev, side=side, progress=bar, tell=session.say)
    session.prose(report.synced(done, side))
    if report.has_to_send(done):
        session.say(session.step("To see our changes: `kh-testlist diff`. To send them: `kh-testlist pr`."))
