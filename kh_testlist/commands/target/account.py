"""`target login`: from a mail address to a token that only the user can read."""

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
@click.option("--sent", is_flag=True, help="The mail is there already: have no other sent.")
@options.api
@pass_session
def command(session: Session, email: str, api: str | None, *, sent: bool) -> None:
    """Log in at OONI, to publish.

    OONI sends a mail with a link, good for a day. Don't open it: copy it, and paste it here. The token that it is good
    for is kept in a file that only you can read; OONI_TOKEN comes before it.
    """
    from kh_testlist.operations.target.publishing import log_in  # noqa: PLC0415 - what asks takes 0.1 s to load

    found = log_in(email, prompts.pasted_link, api, has_mail=sent, tell=session.say)
    session.answer(f"logged in as {found.email}; the token is in {found.file}")
    if found.is_other:
        session.say(f"That is another address than {found.wanted}: the link was of another mail.", "warning")
