"""From a proposal to a pull request: who, where to, what becomes public, and then doing it."""

from __future__ import annotations

import datetime as dt
import functools
import os
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import click
from click.core import ParameterSource

from kh_testlist.commands.proposing import Ready
from kh_testlist.commands.session import Session
from kh_testlist.errors import Misuse, Refused
from kh_testlist.phrases import counted
from kh_testlist.reports import proposal as report
from kh_testlist.store import display, typed
from kh_testlist.upstream import branch, identity, origin, push, request
from kh_testlist.upstream.github import GitHub
from kh_testlist.upstream.identity import Identity
from kh_testlist.upstream.proposal import suffix
from kh_testlist.upstream.push import Push, Target
from kh_testlist.upstream.request import Choice, Destination, Names, RequestContext, Upstream

_MOST_NAMED = 20
_BY_HAND = "Open the request there; its description is what `kh-testlist pr --dry-run` prints last."
"""Rows that are named before it is asked whether they may become public."""


class Order(NamedTuple):
    """What the person wants done with the proposal."""

    urls: tuple[str, ...]
    branch: str | None
    fork: str | None
    author: Identity
    labels: tuple[str, ...]
    draft: bool
    opens: bool
    """Whether to open the request, and not just to push."""
    yes: bool


def author_of(session: Session, given: str | None, source: ParameterSource | None) -> Identity:
    """Whose name the commits carry.

    Raises:
        Misuse: `given` is no identity, or git's own is asked for by a settings file.
        Failure: git has none.

    """
    if given is None:
        return identity.NEUTRAL
    if given != "git":
        return identity.parse(given)
    if source is ParameterSource.DEFAULT_MAP:
        # A pull request may edit that file, and must not be able to have somebody's name published.
        raise Misuse("Settings can't have your own git identity published.", "Say it each time: --author git")
    found = identity.of_git(Path.cwd())
    session.say(f"Read from git's configuration, as --author git says: {found}")
    return found


def preview(session: Session, ready: Ready, order: Order) -> str:
    """What would be sent."""
    described = report.body(ready.proposal, ready.judged)
    lines = [f"author {order.author}", f"onto {ready.base} at {ready.origin}"]
    return report.preview(ready.proposal, _names(session, ready, order).first, lines, described)


def _names(session: Session, ready: Ready, order: Order) -> Names:
    wanted = branch.name(ready.clone, order.branch) if order.branch is not None else None
    return Names(wanted, suffix(session.name, order.urls), session.today(), order.author)


def send(session: Session, ready: Ready, order: Order) -> str:
    """Send it: where the request is, or where a person can open it.

    Raises:
        Refused: the person does not want it to become public.
        Failure: git or GitHub can't or won't.

    """
    names = _names(session, ready, order)
    upstream, github = _upstream(ready)
    place = request.destination(github, upstream, order.fork)
    _tell_token(session, upstream, place.target)
    context = RequestContext(ready.clone, github, upstream, place.target)
    chosen = Choice(names.first) if place.is_missing else _chosen(context, names)
    _ask(session, context.upstream, ready, order, place, chosen)
    if place.is_missing and github is not None:
        context = replace(context, target=request.make_fork(ready.clone, github, upstream, place))
        chosen = request.choose(context, names)
    tip = branch.build(ready.clone, ready.origin, ready.proposal, order.author, dt.datetime.now(dt.UTC))
    try:
        wanted = Push(chosen.name, tip, ready.origin, chosen.found.commit if chosen.found else None)
        _push(session, context, chosen, wanted, order.author)
    except push.NotAllowed as error:
        if github is not None:
            raise
        return _left(session, context, chosen.name, tip, error, is_named=order.fork is not None)
    if github is None or not order.opens:
        session.say(session.step(_BY_HAND))
        return request.compare_url(upstream, context.target, chosen.name)
    return _opened(session, context, github, chosen, ready, order)


def _upstream(ready: Ready) -> tuple[Upstream, GitHub | None]:
    api = origin.api_root()
    web = origin.web_root(api)
    where = ready.clone.address
    # A path or another host's repository may be called like one on GitHub that has nothing to do with it.
    is_there = origin.origin_of(where.text) == origin.origin_of(web) or origin.is_named()
    token = origin.token(web) if is_there else None
    named = origin.repository_of if token else functools.partial(origin.repository_on_disk, owner="OWNER")
    repository = named(where.text, "--upstream")
    return Upstream(repository, where, ready.base, web, token), GitHub(api, token) if token else None


def _tell_token(session: Session, upstream: Upstream, target: Target) -> None:
    """Say which server is not given the token, because a person may wonder why it asks for a login."""
    if upstream.token is None:
        if os.environ.get(origin.TOKEN_VARIABLE, "").strip():
            session.say(
                f"{origin.TOKEN_VARIABLE} is not used: it is for {upstream.web}, and {upstream.address.text} is "
                f"another place. GitHub Enterprise has its API in {origin.API_VARIABLE}.",
                "yellow",
            )
    elif not target.is_lent_the_token:
        session.say(
            f"The token is not given to {target.address.text}: it is for {upstream.web} alone. If it asks "
            "for a login, the branch can't be pushed.",
            "yellow",
        )


def _chosen(context: RequestContext, names: Names) -> Choice:
    try:
        return request.choose(context, names)
    except push.NotAllowed:
        if context.github is not None:
            raise
        return Choice(names.first)


def _push(session: Session, context: RequestContext, chosen: Choice, wanted: Push, author: Identity) -> None:
    there = chosen.found
    made = branch.chain(context.clone, wanted.commit, {author})
    if there and there.chain and made and made.brings(there.chain):
        session.say(f"{context.target.repository} has the branch {chosen.name} as it should be.")
        return
    push.push(context.clone, context.target, wanted)
    session.say(f"Pushed the branch {chosen.name} to {context.target.repository}.")


def _left(
    session: Session, context: RequestContext, name: str, tip: str, error: push.NotAllowed, *, is_named: bool
) -> str:
    """Leave the branch in the clone, and say how a person goes on from there."""
    request.leave(context.clone, tip, name)
    target = context.target if is_named else None
    to = (
        target.address.text if target else f"{context.upstream.web}/YOUR-ACCOUNT/{context.upstream.repository.name}.git"
    )
    session.say(
        f"{error.message} So the branch waits in {display(context.clone.folder)}, for you to push it to your fork:\n"
        f"  git -C {typed(context.clone.folder)} push {typed(to)} {typed(name)}\n"
        f"Then {session.step(_BY_HAND[0].lower() + _BY_HAND[1:])}\n"
        f"To have all of that done for you: {error.next_step}",
        "yellow",
    )
    return request.compare_url(context.upstream, target, name)


def _opened(
    session: Session, context: RequestContext, github: GitHub, chosen: Choice, ready: Ready, order: Order
) -> str:
    said = (ready.proposal.title, report.body(ready.proposal, ready.judged))
    pull = request.open_or_update(context, github, chosen, said, draft=order.draft)
    missing = request.put_labels(github, context.upstream, pull, order.labels)
    if missing:
        session.say(f"Without labels: {missing}", "yellow")
    session.say("The open request is up to date." if chosen.pull else "Opened the request.")
    return pull.html_url


def _ask(session: Session, upstream: Upstream, ready: Ready, order: Order, place: Destination, chosen: Choice) -> None:
    """Say what becomes public, however quiet it is to be, and, where there is somebody to ask, ask.

    Raises:
        Refused: the answer is no.

    """
    rows = ready.proposal.rows
    neutral = " (no one; your own only with --author)" if order.author == identity.NEUTRAL else ""
    fork = ", which is made first" if place.is_missing else ""
    lines = [
        "This becomes public, and stays so:",
        f"  name and e-mail  {order.author}{neutral}",
        f"  account          {place.account or 'that of whoever pushes'}",
        f"  branch           {chosen.name} of {place.target.repository}{fork}",
        f"  request to       {upstream.repository}, branch {upstream.base}{', already open' if chosen.pull else ''}",
        f"  title            {ready.proposal.title}",
        *(f"  {row.kind.value:<15}  {row.entry.url}" for row in rows[:_MOST_NAMED]),
    ]
    if len(rows) > _MOST_NAMED:
        lines.append(f"  and {counted(len(rows) - _MOST_NAMED, 'row')} more")
    lines.append("  with the notes and sources of these rows, and the reasons in the ledger")
    vantages = sorted({row.seen.vantage for row in rows if row.seen})
    if vantages:
        lines.append(f"  checked from     {', '.join(vantages)}")
    replace(session, verbosity=max(session.verbosity, 0)).say("\n".join(lines))
    if order.yes or not session.can_ask:
        return
    if not click.confirm("Send it?", default=False, err=True):
        raise Refused("Nothing was sent.", "See what it would be: kh-testlist pr --dry-run")
