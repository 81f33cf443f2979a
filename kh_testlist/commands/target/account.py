"""`target login`: use a mail address to get a token that only the user can read."""

from __future__ import annotations

import click

from kh_testlist.terminal import options, prompts
from kh_testlist.terminal.parameters import TEXT
from kh_testlist.terminal.session import Session, pass_session


@click.command(
    "login",
    epilog="""\b
Examples:
  kh-testlist target login you@example.org
  kh-testlist target login you@example.org --sent""",
)
@click.argument("email", type=TEXT)
@click.option("--sent", is_flag=True, help="Use the mail that you already have; send no new one.")
@options.api
@pass_session
def command(session: Session, email: str, api: str | None, *, sent: bool) -> None:
    """Log in at OONI, to publish links.

    OONI sends you a mail with a link that works for one day. Do not open the link. Copy it and paste it here. The login
    token is saved in a file that only you can read. If the variable OONI_TOKEN is set, it is used instead.
    """
    from kh_testlist.operations.target.publishing import log_in  # noqa: PLC0415 - what asks takes 0.1 s to load

    found = log_in(email, prompts.pasted_link, api, has_mail=sent, tell=session.say)
    session.answer(f"logged in as {found.email}; the token is in {found.file}")
    if found.is_other:
        session.say(f"This is not {found.wanted}, because the link came from a mail to another address.", "warning")
