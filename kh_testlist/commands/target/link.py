"""`target link`: the list itself in links, which need no account."""

from __future__ import annotations

from pathlib import Path

import click

from kh_testlist.operations.target.inputs import V1_LONGEST, v1_links
from kh_testlist.terminal import options
from kh_testlist.terminal.session import Outcome, Session, pass_session


@click.command(
    "link",
    epilog="""\b
Examples:
  kh-testlist target link
  kh-testlist target link --longest 2000 -o links.txt""",
)
@click.option(
    "--longest",
    type=click.IntRange(500, V1_LONGEST),
    metavar="N",
    default=V1_LONGEST,
    show_default=True,
    help="Characters of a link, at most.",
)
@options.output
@pass_session
def command(session: Session, longest: int, output: Path | None) -> Outcome:
    """Write the list as OONI Run v1 links.

    The list itself stands in the links, so they need no account, never expire, and are many. One a line. A published
    link is one, and short.
    """
    links = v1_links(session.workspace, longest, tell=session.say)
    session.report("".join(f"{link}\n" for link in links), output)
    if len(links) > 1:
        how = session.step("kh-testlist target publish")
        session.say(f"{len(links)} links; a published one is a single one: {how}")
    return Outcome.DONE
