"""`add`: put sites on the list, unless upstream would refuse them or they are already listed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import click

from kh_testlist.operations.add import Details, Site, add
from kh_testlist.reports import rows
from kh_testlist.terminal import options, prompts
from kh_testlist.terminal.bar import Bar
from kh_testlist.terminal.parameters import DATE, TEXT
from kh_testlist.terminal.session import Session, pass_session


@click.command(
    "add",
    epilog="""\b
Examples:
  kh-testlist add https://example.com/ --category NEWS
  kh-testlist add https://example.com/ https://example.org/ --category HUMR --source "API Cambodia"
  kh-testlist add https://example.com/ --category NEWS --check
  kh-testlist add http://example.com/ --category NEWS --allow-variant "the http name is blocked"

\b
The category codes:
  ALDR ANON COMM COMT CTRL CULTR DATE ECON ENV FILE GAME GMB GOVT GRP HACK HATE
  HOST HUMR IGO LGBT MILX MISC MMED NEWS POLR PORN PROV PUBH REL SRCH XED""",
)
@click.argument("urls", type=TEXT, nargs=-1, required=True, metavar="URL...")
@options.category("The category. Without it, three are suggested and you are asked.")
@click.option("--notes", type=TEXT, default="", metavar="TEXT", help="Who runs the site, and when it was blocked.")
@options.source("The person or group that adds the site.")
@click.option("--date", type=DATE, metavar="YYYY-MM-DD", help="The day when it was added, in UTC.  [default: today]")
@options.allow_variant
@click.option("--check", "checking", is_flag=True, help="Visit the sites. Refuse what is gone, parked or taken over.")
@options.yes("Ask nothing. Take the first suggested category; with --check, also add sites that would be refused.")
@pass_session
def command(
    session: Session,
    /,
    urls: tuple[str, ...],
    category: str | None,
    *,
    checking: bool,
    yes: bool,
    **details: Any,  # noqa: ANN401 - what Details holds
) -> None:
    """Add sites to the list.

    Each URL is changed to its canonical form. The description and the date are filled in. If you give several URLs,
    all are added or none.

    A site that is already on this list or on the global list is refused. This also holds for another spelling of
    its URL, and for another address of the same page.
    """
    choose = partial(prompts.categories, session, given=category, yes=yes)
    look = partial(_check, session, yes=yes) if checking else None
    added = add(session.workspace, urls, choose, Details(**details), look=look, tell=session.say)
    session.answer(*rows.added(added))
    session.advise(added.advice, several=len(urls) > 1)


def _check(session: Session, sites: Sequence[Site], *, yes: bool) -> None:
    # What visits sites takes 0.1 s to load.
    from kh_testlist.operations.check import check, refuse_dead, remembered  # noqa: PLC0415 - see above
    from kh_testlist.terminal import visiting  # noqa: PLC0415 - the same

    known = remembered(session.workspace, [site.url for site in sites])
    with Bar(session) as bar:
        report = check(sites, visiting.usual(), known=known, progress=bar, tell=session.tell)
    refuse_dead(report, yes=yes, tell=session.say)
