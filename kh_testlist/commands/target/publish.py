"""`target publish`: the list as an OONI Run v2 link, made once and changed afterwards."""

from __future__ import annotations

from functools import partial

import click

from kh_testlist.operations.target.link import Published
from kh_testlist.terminal import options, prompts
from kh_testlist.terminal.parameters import OPEN_TEXT
from kh_testlist.terminal.session import Session, pass_session


@click.command(
    "publish",
    epilog="""\b
Examples:
  kh-testlist target publish
  kh-testlist target publish --link 10123
  kh-testlist target publish --title "Websites of Cambodia" --expires-in 365""",
)
@options.run_texts
@click.option("--account-email", type=OPEN_TEXT, metavar="EMAIL", help="The author: the address that you log in with.")
@options.link("Change this link, and remember it.")
@click.option("--new", is_flag=True, help="Make a new link, whatever was published before.")
@click.option(
    "--expires-in",
    type=click.IntRange(1, 3650),
    default=180,
    show_default=True,
    metavar="DAYS",
    help="How long it works.",
)
@options.yes("Ask nothing.")
@options.api
@pass_session
def command(
    session: Session,
    /,
    account_email: str | None,
    link: str | None,
    expires_in: int,
    api: str | None,
    *,
    new: bool,
    yes: bool,
    **given: str | None,
) -> None:
    """Publish the list as an OONI Run link.

    Needs a login (`target login`, or OONI_TOKEN). The first time it makes a link and remembers it beside the list;
    afterwards it changes that one, so that a printed code stays good. Each time it works for as long again. One that
    has expired can't be changed: then a new one is made.
    """
    from kh_testlist.operations.target.publishing import PublishOptions, publish  # noqa: PLC0415 - loads what asks

    def told(now: Published, sites: int) -> None:
        session.answer(f"published {sites} sites: {now.link} (revision {now.revision}, until {now.expires})")

    publish(
        session.workspace,
        PublishOptions(expires_in, account_email, link, new, given, api),
        confirm=partial(prompts.publishing, session, yes=yes),
        on_result=told,
        tell=session.say,
    )
