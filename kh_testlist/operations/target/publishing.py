"""What takes a login at OONI: to get one, and to make a link or change it, whose it must be and when it is too late."""

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
    address = logins.require_email(email)
    asked = Api(api)
    run = RunApi(asked)
    if not has_mail:
        run.send_mail(address)
        tell(f"OONI sends a mail to {address}. Copy the link in it; don't open it.")
    found = run.log_in(logins.pasted(paste()))
    place = logins.file()
    logins.save(place, found, asked.root)
    return LoggedIn(found.email, store.display(place), address)


@dataclass(frozen=True, slots=True)
class PublishOptions:
    """How a list is published."""

    expires_in: int = 180
    """Days that the link works."""
    account_email: str | None = None
    """The author; by default that of the login."""
    link: str | None = None
    """The link to change; by default the one that the list was published under."""
    new: bool = False
    """Whether to make a new link, whatever was published before."""
    texts: Mapping[str, str | None] = field(default_factory=dict)
    """What the run is called, where it is not called as usual."""
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
    """Publish the list as an OONI Run link, and remember it beside the list.

    Args:
        workspace: the list.
        options: how.
        confirm: takes what will be public, and raises where that is not to be.
        on_result: takes the link and its number of sites, before the link is remembered, which may fail.
        tell: is told what a person should know.

    Raises:
        Failure: OONI would not, or a file can't be read or written.
        Misuse: the options contradict each other.
        Refused: the login or the link is somebody else's.

    """
    if options.link is not None and options.new:
        raise Misuse("--link and --new contradict each other.", "Give one of them.")
    urls = inputs(workspace, tell=tell)
    asked = Api(options.api)
    login = logins.load(logins.file(), asked.root)
    author = _author(login, options.account_email)
    made = descriptor(workspace.name, options.texts, author, urls)
    confirm(f"Public will be: {len(urls)} sites, the title {made['name']!r}, and the author {author}.")
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
        tell(f"It is a link of {asked.root}; run.ooni.org shows those of {ROOT} alone.", "warning")
    tell(f"Commit {store.display(file)}: the next publish changes the same link.")
    return now


def put(
    api: RunApi, login: Login, wanted: Descriptor, expires: dt.datetime, known: str | None, *, tell: Tell = silent
) -> Published:
    """Change the link `known`, or make one where there is none that can be changed.

    Raises:
        Failure: OONI would not, has no such link, or published something else than was sent.
        Refused: the link is somebody else's.

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
            "The link may have been made all the same: look at https://run.ooni.org/, and if so, name it: --link ID",
        ) from None


def _may_change(api: RunApi, link: str, login: Login, tell: Tell) -> bool:
    """Whether the link can be changed; one that has expired can't, and a new one takes its place."""
    current = api.read(link, login)
    if current is None:
        raise Failure(f"OONI has no link {link}.", "Name another with --link ID, or make one with --new.")
    if current.expiration_date <= dt.datetime.now(dt.UTC):
        tell(f"The link {link} has expired, so a new one is made. Codes that carry it need replacing.", "warning")
        return False
    if current.is_mine is False:
        raise Refused(
            f"The link {link} belongs to another account than {login.email or 'yours'}.",
            "Log in as its owner, or make a link of your own: --new",
        )
    return True


def _author(login: Login, given: str | None) -> str:
    """The address that OONI will show, which must be that of the login."""
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


def _require_same(found: RunLink, urls: tuple[str, ...]) -> Published:
    """What was published, if it is what was sent."""
    now = Published(published.link_id(found.oonirun_link_id), found.revision, found.expiration_date.date().isoformat())
    if found.urls != urls:
        raise Failure(
            f"OONI published {len(found.urls)} sites under {now.link}, and not the {len(urls)} that were sent.",
            f"Look at what sets them apart: kh-testlist target drift {now.id}",
        )
    return now
