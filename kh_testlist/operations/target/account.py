"""From a mail address to a token that only the user can read."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from kh_testlist.ooni import login
from kh_testlist.ooni.api import Api
from kh_testlist.ooni.run_api import RunApi
from kh_testlist.store import display
from kh_testlist.talk import Tell, silent


class LoggedIn(NamedTuple):
    """A login that is kept."""

    email: str | None
    file: str
    """Where the token is, as reports write it."""
    wanted: str
    """The address that was named."""

    @property
    def is_other(self) -> bool:
        """Whether it is the login of another address."""
        return (self.email or "").lower() != self.wanted.lower()


def log_in(
    email: str, paste: Callable[[], str], api: str | None = None, *, has_mail: bool = False, tell: Tell = silent
) -> LoggedIn:
    """Log in at OONI, and keep the token.

    Args:
        email: the address that OONI sends a mail to.
        paste: gives the link in that mail.
        api: the root of the API.
        has_mail: whether the mail is there already.
        tell: is told that a mail was sent.

    Raises:
        Failure: OONI would not, or the token can't be kept.
        Misuse: the address or the link is none.

    """
    address = login.require_email(email)
    asked = Api(api)
    run = RunApi(asked)
    if not has_mail:
        run.send_mail(address)
        tell(f"OONI sends a mail to {address}. Copy the link in it; don't open it.")
    found = run.log_in(login.pasted(paste()))
    place = login.file()
    login.save(place, found, asked.root)
    return LoggedIn(found.email, display(place), address)
