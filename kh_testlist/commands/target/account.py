"""`target login`: from a mail address to a token that only the user can read."""

from __future__ import annotations

import sys

import click

from kh_testlist.ooni import login
from kh_testlist.store import display
from kh_testlist.terminal import evidence_options
from kh_testlist.terminal.parameters import TEXT
from kh_testlist.terminal.session import Outcome, Session, pass_session


@click.command(
    "login",
    epilog="""\b
Examples:
  kh-testlist target login you@example.org
  kh-testlist target login you@example.org --sent""",
)
@click.argument("email", type=TEXT)
@click.option("--sent", is_flag=True, help="The mail is there already: have no other sent.")
@evidence_options.api
@pass_session
def command(session: Session, email: str, api: str | None, *, sent: bool) -> Outcome:
    """Log in at OONI, to publish.

    OONI sends a mail with a link, good for a day. Don't open it: copy it, and paste it here. The token that it is good
    for is kept in a file that only you can read; OONI_TOKEN comes before it.
    """
    from kh_testlist.ooni.api import Api  # noqa: PLC0415 - what asks takes 0.1 s to load
    from kh_testlist.ooni.run_api import RunApi  # noqa: PLC0415 - the same

    address = login.require_email(email)
    asked = Api(api)
    run = RunApi(asked)
    if not sent:
        run.send_mail(address)
        session.say(f"OONI sends a mail to {address}. Copy the link in it; don't open it.")
    found = run.log_in(login.pasted(_paste()))
    place = login.file()
    login.save(place, found, asked.root)
    session.answer(f"logged in as {found.email}; the token is in {display(place)}")
    if (found.email or "").lower() != address.lower():
        session.say(f"That is another address than {address}: the link was of another mail.", "warning")
    return Outcome.DONE


def _paste() -> str:
    """What the person pastes, unseen; what is piped in where there is nobody."""
    if sys.stdin.isatty():
        text: str = click.prompt("The mail's link", hide_input=True, err=True)
        return text
    return sys.stdin.readline()
