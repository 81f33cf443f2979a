"""Log in at OONI, and make or change the link of a list.

A link can be changed only by its owner, and only before it expires.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kh_testlist import store
from kh_testlist.errors import Failure, Misuse, Refused
from kh_testlist.ooni import login as logins
from kh_testlist.ooni import published
from kh_testlist.ooni.api import Api, ApiFailure, ApiUnreached
from kh_testlist.ooni.login import Login
from kh_testlist.ooni.published import Published
from kh_testlist.ooni.root import ROOT
from kh_testlist.ooni.run import Descriptor
from kh_testlist.ooni.run_api import RunApi, RunLink
from kh_testlist.operations.target.inputs import descriptor, inputs
from kh_testlist.talk import Tell, silent
from kh_testlist.workspace import Workspace


class LoggedIn(NamedTuple):
    """A login that is stored."""

    email: str | None
    file: str
    """The file with the token, as reports write it."""
    wanted: str
    """The email address that the person gave."""

    @property
    def is_other(self) -> bool:
        """True if the login belongs to another address."""
        return (self.email or "").lower() != self.wanted.lower()


def log_in(
    email: str, paste: Callable[[], str], api: str | None = None, *, has_mail: bool = False, tell: Tell = silent
) -> LoggedIn:
    """Log in at OONI, and store the token.

    Args:
        email: the address that OONI sends a mail to.
        paste: returns the link in that mail.
        api: the root of the API.
        has_mail: True if the person has the mail already.
        tell: is told that a mail was sent.

    Raises:
        Failure: OONI refuses, or the token can't be stored.
        Misuse: the address or the link is not valid.

    """
    address = logins.require_email(email)
    asked = Api(api)
    run = RunApi(asked)
    if not has_mail:
        run.send_mail(address)
        tell(f"OONI sends a mail to {address}. Copy the link in the mail, but don't open it.")
    found = run.log_in(logins.pasted(paste()))
    place = logins.file()
    logins.save(place, found, asked.root)
    return LoggedIn(found.email, store.display(place), address)


@dataclass(frozen=True, slots=True)
class PublishOptions:
    """How a list is published."""

    expires_in: int = 180
    """The number of days that the link works."""
    account_email: str | None = None
    """The author; by default that of the login."""
    link: str | None = None
    """The link to change; by default the one that the list was published under."""
    new: bool = False
    """True if a new link is made, even if the list has one already."""
    texts: Mapping[str, str | None] = field(default_factory=dict)
    """The texts of the run that are not the usual ones."""
    api: str | None = None
    """The root of the API."""


def publish(
    workspace: Workspace,
    options: PublishOptions,
    *,
    confirm: Callable[[str], None],
    on_result: Callable[[Published, int], None],
    tell: Tell = silent,
) -> Published:
    """Publish the list as an OONI Run link, and record the link in a file next to the list.

    Args:
        workspace: the list.
        options: how it is published.
        confirm: takes what will be public, and raises an error if the person does not want that.
        on_result: takes the link and its number of sites. It is called before the link is recorded, which may fail.
        tell: is told what a person should know.

    Raises:
        Failure: OONI refuses, or a file can't be read or written.
        Misuse: the options contradict each other.
        Refused: the login or the link belongs to another person.

    """
    if options.link is not None and options.new:
        raise Misuse("--link and --new contradict each other.", "Give only one of them.")
    urls = inputs(workspace, tell=tell)
    asked = Api(options.api)
    login = logins.load(logins.file(), asked.root)
    author = _author(login, options.account_email)
    made = descriptor(workspace.name, options.texts, author, urls)
    confirm(f"This will be public: {len(urls)} sites, the title {made['name']!r}, and the author {author}.")
    expires = dt.datetime.now(dt.UTC).replace(microsecond=0) + dt.timedelta(days=options.expires_in)
    path = workspace.existing
    file = published.path_of(path)
    with store.locked(file):
        before = None if options.new or options.link else published.load(path)
        known = published.link_id(options.link) if options.link else before.id if before else None
        now = put(RunApi(asked), login, made, expires, known, tell=tell)
        on_result(now, len(urls))
        published.save(path, now)
    if asked.root != ROOT:
        tell(f"The link belongs to {asked.root}. run.ooni.org shows only links of {ROOT}.", "warning")
    tell(f"Commit {store.display(file)} to git, so that the next publish changes the same link.")
    return now


def put(
    api: RunApi, login: Login, wanted: Descriptor, expires: dt.datetime, known: str | None, *, tell: Tell = silent
) -> Published:
    """Change the link `known`, or make a new link if there is none that can be changed.

    Raises:
        Failure: OONI refuses, does not have the link, or published something else than was sent.
        Refused: the link belongs to another person.

    """
    if known is not None and _may_change(api, known, login, tell):
        found = api.edit(known, wanted, expires, login)
    else:
        found = _created(api, login, wanted, expires)
    return _require_same(found, tuple(url for nettest in wanted["nettests"] for url in nettest["inputs"]))


def _created(api: RunApi, login: Login, wanted: Descriptor, expires: dt.datetime) -> RunLink:
    try:
        return api.create(wanted, expires, login)
    except ApiUnreached:
        raise
    except ApiFailure as failure:
        raise Failure(
            failure.message,
            "Look at https://run.ooni.org/ first, because the link may exist anyway. If it does, use --link ID.",
        ) from None


def _may_change(api: RunApi, link: str, login: Login, tell: Tell) -> bool:
    """Return True if the link can be changed. If it has expired, return False, and a new link replaces it.

    Raises:
        Failure: OONI does not have the link.
        Refused: the link belongs to another account.

    """
    current = api.read(link, login)
    if current is None:
        raise Failure(f"OONI has no link {link}.", "Give another link with --link ID, or make a new one with --new.")
    if current.expiration_date <= dt.datetime.now(dt.UTC):
        tell(
            f"The link {link} has expired, so a new link is made. Replace the QR codes that have the old link.",
            "warning",
        )
        return False
    if current.is_mine is False:
        raise Refused(
            f"The link {link} does not belong to {login.email or 'your account'}.",
            "Log in as its owner, or make your own link with --new.",
        )
    return True


def _author(login: Login, given: str | None) -> str:
    """Return the email address that OONI will show. It must be the address of the login."""
    if given is None:
        if login.email is None:
            raise Misuse(
                "The token does not contain your email address.", "Give it with --account-email you@example.org"
            )
        return login.email
    email = logins.require_email(given)
    if login.email is not None and login.email.lower() != email.lower():
        raise Refused(
            f"You are logged in as {login.email}, not as {email}.", f"Log in with: kh-testlist target login {email}"
        )
    return login.email or email.lower()


def _require_same(found: RunLink, urls: tuple[str, ...]) -> Published:
    """Return what was published, if it is what was sent.

    Raises:
        Failure: it is something else.

    """
    now = Published(published.link_id(found.oonirun_link_id), found.revision, found.expiration_date.date().isoformat())
    if found.urls != urls:
        raise Failure(
            f"OONI did not publish the sites that were sent: {len(urls)} were sent, and {now.link} has "
            f"{len(found.urls)}.",
            f"See the differences with: kh-testlist target drift {now.id}",
        )
    return now
