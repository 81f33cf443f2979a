"""Send our changes to upstream: who, where to, what becomes public, and then doing it."""

from __future__ import annotations

import datetime as dt
import functools
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from kh_testlist.errors import Misuse
from kh_testlist.operations.prepare_proposal import Judged, ProposalRequest, Ready, prepared
from kh_testlist.store import display, typed
from kh_testlist.talk import Tell, silent
from kh_testlist.upstream import branch, identity, origin, push, request
from kh_testlist.upstream.address import Address
from kh_testlist.upstream.github import GitHub
from kh_testlist.upstream.identity import Identity
from kh_testlist.upstream.proposal import Proposal, suffix
from kh_testlist.upstream.push import Push, Target
from kh_testlist.upstream.request import Choice, Destination, Names, RequestContext, Upstream
from kh_testlist.workspace import Workspace

__all__ = ["Preview", "ProposalRequest", "Publication", "author_of", "preview", "propose"]

_BY_HAND: Final = "Open the request there; its description is what `kh-testlist pr --dry-run` prints last."


def author_of(given: str | None, *, is_setting: bool, tell: Tell = silent) -> Identity:
    """Whose name the commits carry.

    Raises:
        Misuse: `given` is no identity, or git's own is asked for by a settings file.
        Failure: git has none.

    """
    if given is None:
        return identity.NEUTRAL
    if given != "git":
        return identity.parse(given)
    if is_setting:
        # A pull request may edit that file, and must not be able to have somebody's name published.
        raise Misuse("Settings can't have your own git identity published.", "Say it each time: --author git")
    found = identity.of_git(Path.cwd())
    tell(f"Read from git's configuration, as --author git says: {found}")
    return found


class Preview(NamedTuple):
    """What would be sent."""

    proposal: Proposal
    judged: Judged
    branch: str
    author: Identity
    base: str
    """The branch of upstream's that it is for."""
    origin: str
    """The commit of that branch."""


class Publication(NamedTuple):
    """What becomes public, and where."""

    upstream: Upstream
    proposal: Proposal
    author: Identity
    destination: Destination
    branch: Choice


Render = Callable[[Proposal, Judged], str]
"""Writes the description of a pull request."""
Confirm = Callable[[Publication], None]
"""Is shown what becomes public, and raises Refused where that is not to be."""


def preview(workspace: Workspace, where: Address, wanted: ProposalRequest, *, tell: Tell = silent) -> Preview:
    """Return what would be sent, and send nothing.

    Raises:
        Refused: the rules object, nobody said why a row goes, nothing changes, or upstream changed the same rows.
        Failure: upstream or our own files can't be read.

    """
    with prepared(workspace, where, wanted, tell, dry=True) as ready:
        name = _names(workspace, ready, wanted).first
        return Preview(ready.proposal, ready.judged, name, wanted.author, ready.base, ready.origin)


def _names(workspace: Workspace, ready: Ready, wanted: ProposalRequest) -> Names:
    named = branch.name(ready.clone, wanted.branch) if wanted.branch is not None else None
    return Names(named, suffix(workspace.name, wanted.urls), workspace.today, wanted.author)


def propose(
    workspace: Workspace,
    where: Address,
    wanted: ProposalRequest,
    *,
    render: Render,
    confirm: Confirm,
    tell: Tell = silent,
) -> str:
    """Send our changes to upstream; return where the request is, or where a person can open it.

    Args:
        workspace: our list.
        where: whose list is to change.
        wanted: which of our changes, and how they are sent.
        render: writes the description of the request.
        confirm: is shown what becomes public, and raises Refused where that is not to be.
        tell: is told what a person should know meanwhile.

    Raises:
        Refused: the rules object, nothing changes, upstream changed the same rows, or it is not to become public.
        Failure: git or GitHub can't or won't.

    """
    with prepared(workspace, where, wanted, tell, dry=False) as ready:
        return _send(workspace, ready, wanted, render, confirm, tell)


def _send(
    workspace: Workspace, ready: Ready, wanted: ProposalRequest, render: Render, confirm: Confirm, tell: Tell
) -> str:
    names = _names(workspace, ready, wanted)
    upstream, github = _upstream(ready)
    place = request.destination(github, upstream, wanted.fork)
    _tell_token(upstream, place.target, tell)
    context = RequestContext(ready.clone, github, upstream, place.target)
    chosen = Choice(names.first) if place.is_missing else _chosen(context, names)
    confirm(Publication(context.upstream, ready.proposal, wanted.author, place, chosen))
    if place.is_missing and github is not None:
        context = replace(context, target=request.make_fork(ready.clone, github, upstream, place))
        chosen = request.choose(context, names)
    tip = branch.build(ready.clone, ready.origin, ready.proposal, wanted.author, dt.datetime.now(dt.UTC))
    try:
        wanted_push = Push(chosen.name, tip, ready.origin, chosen.found.commit if chosen.found else None)
        _push(context, chosen, wanted_push, wanted.author, tell)
    except push.NotAllowed as error:
        if github is not None:
            raise
        request.leave(context.clone, tip, chosen.name)
        target = context.target if wanted.fork is not None else None
        tell(_left(workspace, context, target, chosen.name, error), "warning")
        return request.compare_url(context.upstream, target, chosen.name)
    if github is None or not wanted.opens:
        tell(workspace.step(_BY_HAND))
        return request.compare_url(upstream, context.target, chosen.name)
    said = (ready.proposal.title, render(ready.proposal, ready.judged))
    pull = request.open_or_update(context, github, chosen, said, draft=wanted.draft)
    missing = request.put_labels(github, context.upstream, pull, wanted.labels)
    if missing:
        tell(f"Without labels: {missing}", "warning")
    tell("The open request is up to date." if chosen.pull else "Opened the request.")
    return pull.html_url


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


def _tell_token(upstream: Upstream, target: Target, tell: Tell) -> None:
    """Say which server is not given the token, because a person may wonder why it asks for a login."""
    if upstream.token is None:
        if os.environ.get(origin.TOKEN_VARIABLE, "").strip():
            tell(
                f"{origin.TOKEN_VARIABLE} is not used: it is for {upstream.web}, and {upstream.address.text} is "
                f"another place. GitHub Enterprise has its API in {origin.API_VARIABLE}.",
                "warning",
            )
    elif not target.is_lent_the_token:
        tell(
            f"The token is not given to {target.address.text}: it is for {upstream.web} alone. If it asks "
            "for a login, the branch can't be pushed.",
            "warning",
        )


def _chosen(context: RequestContext, names: Names) -> Choice:
    try:
        return request.choose(context, names)
    except push.NotAllowed:
        if context.github is not None:
            raise
        return Choice(names.first)


def _push(context: RequestContext, chosen: Choice, wanted: Push, author: Identity, tell: Tell) -> None:
    there = chosen.found
    made = branch.chain(context.clone, wanted.commit, {author})
    if there and there.chain and made and made.brings(there.chain):
        tell(f"{context.target.repository} has the branch {chosen.name} as it should be.")
        return
    push.push(context.clone, context.target, wanted)
    tell(f"Pushed the branch {chosen.name} to {context.target.repository}.")


def _left(
    workspace: Workspace, context: RequestContext, target: Target | None, name: str, error: push.NotAllowed
) -> str:
    """Say how a person goes on from a branch that waits in the clone."""
    to = (
        target.address.text if target else f"{context.upstream.web}/YOUR-ACCOUNT/{context.upstream.repository.name}.git"
    )
    return (
        f"{error.message} So the branch waits in {display(context.clone.folder)}, for you to push it to your fork:\n"
        f"  git -C {typed(context.clone.folder)} push {typed(to)} {typed(name)}\n"
        f"Then {workspace.step(_BY_HAND[0].lower() + _BY_HAND[1:])}\n"
        f"To have all of that done for you: {error.next_step}"
    )
