"""`target publish`: the list as an OONI Run v2 link, made once and changed afterwards."""

from __future__ import annotations

import datetime as dt

import click

from kh_testlist import store
from kh_testlist.commands.target.rows import inputs, text_options, texts
from kh_testlist.errors import Misuse
from kh_testlist.ooni import login as logins
from kh_testlist.ooni import published, run
from kh_testlist.ooni.root import ROOT
from kh_testlist.terminal import evidence_options
from kh_testlist.terminal.parameters import OPEN_TEXT
from kh_testlist.terminal.session import Outcome, Session, pass_session


@click.command(
    "publish",
    epilog="""\b
Examples:
  kh-testlist target publish
  kh-testlist target publish --link 10123
  kh-testlist target publish --title "Websites of Cambodia" --expires-in 365""",
)
@text_options
@click.option("--account-email", type=OPEN_TEXT, metavar="EMAIL", help="The author: the address that you log in with.")
@click.option("--link", type=OPEN_TEXT, metavar="ID", help="Change this link, and remember it.")
@click.option("--new", is_flag=True, help="Make a new link, whatever was published before.")
@click.option(
    "--expires-in",
    type=click.IntRange(1, 3650),
    default=180,
    show_default=True,
    metavar="DAYS",
    help="How long it works.",
)
@click.option("--yes", is_flag=True, help="Ask nothing.")
@evidence_options.api
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
) -> Outcome:
    """Publish the list as an OONI Run link.

    Needs a login (`target login`, or OONI_TOKEN). The first time it makes a link and remembers it beside the list;
    afterwards it changes that one, so that a printed code stays good. Each time it works for as long again. One that
    has expired can't be changed: then a new one is made.
    """
    from kh_testlist.commands.target.publishing import Run, author_of, publish  # noqa: PLC0415 - loads what asks
    from kh_testlist.ooni.api import Api  # noqa: PLC0415 - the same
    from kh_testlist.ooni.run_api import RunApi  # noqa: PLC0415 - the same

    if link is not None and new:
        raise Misuse("--link and --new contradict each other.", "Give one of them.")
    urls = inputs(session).urls
    asked = Api(api)
    login = logins.load(logins.file(), asked.root)
    author = author_of(login, account_email)
    made = run.descriptor(texts(session, given), author, urls)
    _ask(session, f"Public will be: {len(urls)} sites, the title {made['name']!r}, and the author {author}.", yes=yes)
    expires = dt.datetime.now(dt.UTC).replace(microsecond=0) + dt.timedelta(days=expires_in)
    path = session.workspace.existing
    with store.locked(published.path_of(path)):
        before = None if new or link else published.load(path)
        known = published.link_id(link) if link else before.id if before else None
        now = publish(session, RunApi(asked), login, Run(made, expires), known)
        session.answer(f"published {len(urls)} sites: {now.link} (revision {now.revision}, until {now.expires})")
        published.save(path, now)
    if asked.root != ROOT:
        session.say(f"It is a link of {asked.root}; run.ooni.org shows those of {ROOT} alone.", "warning")
    session.say(f"Commit {store.display(published.path_of(path))}: the next publish changes the same link.")
    return Outcome.DONE


def _ask(session: Session, what: str, *, yes: bool) -> None:
    session.say(what)
    if not yes and session.can_ask:
        click.confirm("Publish it?", abort=True, err=True)
