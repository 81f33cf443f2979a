"""Making a link or changing one: whose it must be, when it is too late, and whether OONI has what was sent."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from kh_testlist.errors import Failure, Misuse, Refused
from kh_testlist.ooni import login as logins
from kh_testlist.ooni import published
from kh_testlist.ooni.api import ApiFailure, ApiUnreached
from kh_testlist.ooni.login import Login
from kh_testlist.ooni.published import Published
from kh_testlist.ooni.run import Descriptor
from kh_testlist.ooni.run_api import RunApi, RunLink
from kh_testlist.terminal.session import Session


class Run(NamedTuple):
    """What is to be published."""

    descriptor: Descriptor
    expires: dt.datetime


def author_of(login: Login, given: str | None) -> str:
    """The address that OONI will show, which must be that of the login.

    Raises:
        Misuse: nobody says it.
        Refused: it is another one.

    """
    if given is None:
        if login.email is None:
            raise Misuse("The token does not say whose it is.", "Say it: --account-email you@example.org")
        return login.email
    email = logins.require_email(given)
    if login.email is not None and login.email.lower() != email.lower():
        raise Refused(
            f"You are logged in as {login.email}, not as {email}.", f"Log in: kh-testlist target login {email}"
        )
    return login.email or email.lower()


def publish(session: Session, api: RunApi, login: Login, wanted: Run, known: str | None) -> Published:
    """Change the link `known`, or make one where there is none that can be changed.

    Raises:
        Failure: OONI would not, has no such link, or published something else than was sent.
        Refused: the link is somebody else's.

    """
    if known is not None and _may_change(session, api, known, login):
        found = api.edit(known, wanted.descriptor, wanted.expires, login)
    else:
        found = _created(api, login, wanted)
    return _require_same(found, tuple(url for nettest in wanted.descriptor["nettests"] for url in nettest["inputs"]))


def _created(api: RunApi, login: Login, wanted: Run) -> RunLink:
    try:
        return api.create(wanted.descriptor, wanted.expires, login)
    except ApiUnreached:
        raise
    except ApiFailure as failure:
        raise Failure(
            failure.message,
            "The link may have been made all the same: look at https://run.ooni.org/, and if so, name it: --link ID",
        ) from None


def _may_change(session: Session, api: RunApi, link: str, login: Login) -> bool:
    """Whether the link can be changed; one that has expired can't, and a new one takes its place."""
    current = api.read(link, login)
    if current is None:
        raise Failure(f"OONI has no link {link}.", "Name another with --link ID, or make one with --new.")
    if current.expires <= dt.datetime.now(dt.UTC):
        session.say(
            f"The link {link} has expired, so a new one is made. Codes that carry it need replacing.", "warning"
        )
        return False
    if current.is_mine is False:
        raise Refused(
            f"The link {link} belongs to another account than {login.email or 'yours'}.",
            "Log in as its owner, or make a link of your own: --new",
        )
    return True


def _require_same(found: RunLink, urls: tuple[str, ...]) -> Published:
    """What was published, if it is what was sent."""
    now = Published(published.link_id(found.oonirun_link_id), found.revision, found.expires.date().isoformat())
    if found.urls != urls:
        raise Failure(
            f"OONI published {len(found.urls)} sites under {now.link}, and not the {len(urls)} that were sent.",
            f"Look at what sets them apart: kh-testlist target drift {now.id}",
        )
    return now
