"""`target publish`: publish the list as an OONI Run v2 link, and later change that link."""

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
@click.option(
    "--account-email", type=OPEN_TEXT, metavar="EMAIL", help="The author of the link: the address that you log in with."
)
@options.link("Change this link, and remember it for next time.")
@click.option("--new", is_flag=True, help="Make a new link, even if one was published before.")
@click.option(
    "--expires-in",
    type=click.IntRange(1, 3650),
    default=180,
    show_default=True,
    metavar="DAYS",
    help="The number of days that the link works.",
)
@options.yes("Publish without asking first.")
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

    You need a login (`target login`, or the variable OONI_TOKEN). The first time, it makes a link and remembers it next
    to the list. After that, it changes the same link, so printed QR codes still work. Each time, the link works for
    another --expires-in days. An expired link cannot be changed, so a new one is made.
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
