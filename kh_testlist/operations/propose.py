"""Send our changes to upstream, after a person has confirmed what becomes public."""

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

_BY_HAND: Final = "Open the request there. For its description, copy the end of what `kh-testlist pr --dry-run` prints."


def author_of(given: str | None, *, is_setting: bool, tell: Tell = silent) -> Identity:
    """Return the author of the commits.

    Raises:
        Misuse: `given` is not an identity, or a settings file asks for git's own.
        Failure: git has none.

    """
    if given is None:
        return identity.NEUTRAL
    if given != "git":
        return identity.parse(given)
    if is_setting:
        # A pull request may edit that file, but must not be able to publish a person's name.
        raise Misuse("A settings file can't publish your own git identity.", "Give it each time: --author git")
    found = identity.of_git(Path.cwd())
    tell(f"--author git takes the author from git's configuration: {found}")
    return found


class Preview(NamedTuple):
    """What would be sent."""

    proposal: Proposal
    judged: Judged
    branch: str
    author: Identity
    base: str
    """Upstream's branch that it is for."""
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
"""Is shown what becomes public, and raises Refused if the person does not want that."""


def preview(workspace: Workspace, where: Address, wanted: ProposalRequest, *, tell: Tell = silent) -> Preview:
    """Return what would be sent, and send nothing.

    Raises:
        Refused: the rules find errors, a removed row has no reason, nothing changes, or upstream changed the same rows.
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
    """Send our changes to upstream. Return the URL of the request, or the URL where a person can open it.

    Args:
        workspace: our list.
        where: the repository of the list that should change.
        wanted: which of our changes, and how they are sent.
        render: writes the description of the request.
        confirm: is shown what becomes public, and raises Refused if the person does not want that.
        tell: is told what a person should know during the work.

    Raises:
        Refused: the rules find errors, nothing changes, upstream changed the same rows, or the person says no.
        Failure: git or GitHub can't do it, or refuses it.

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
        tell(f"Labels are missing: {missing}", "warning")
    tell("The open request is up to date." if chosen.pull else "Opened the request.")
    return pull.html_url


def _upstream(ready: Ready) -> tuple[Upstream, GitHub | None]:
    api = origin.api_root()
    web = origin.web_root(api)
    where = ready.clone.address
    # A path or a repository on another host may have the name of an unrelated repository on GitHub.
    is_there = origin.origin_of(where.text) == origin.origin_of(web) or origin.is_named()
    token = origin.token(web) if is_there else None
    named = origin.repository_of if token else functools.partial(origin.repository_on_disk, owner="OWNER")
    repository = named(where.text, "--upstream")
    return Upstream(repository, where, ready.base, web, token), GitHub(api, token) if token else None


def _tell_token(upstream: Upstream, target: Target, tell: Tell) -> None:
    """Tell which server does not get the token, because a person may wonder why it asks for a login."""
    if upstream.token is None:
        if os.environ.get(origin.TOKEN_VARIABLE, "").strip():
            tell(
                f"{origin.TOKEN_VARIABLE} is not used, because it is for {upstream.web}, and "
                f"{upstream.address.text} is another place. For GitHub Enterprise, set {origin.API_VARIABLE}.",
                "warning",
            )
    elif not target.is_lent_the_token:
        tell(
            f"The token is not sent to {target.address.text}, because it is only for {upstream.web}. If that server "
            "asks for a login, the branch can't be pushed.",
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
        tell(f"The branch {chosen.name} of {context.target.repository} is up to date already.")
        return
    push.push(context.clone, context.target, wanted)
    tell(f"Pushed the branch {chosen.name} to {context.target.repository}.")


def _left(
    workspace: Workspace, context: RequestContext, target: Target | None, name: str, error: push.NotAllowed
) -> str:
    """Return how a person can push the branch that is ready in the clone."""
    to = (
        target.address.text if target else f"{context.upstream.web}/YOUR-ACCOUNT/{context.upstream.repository.name}.git"
    )
    return (
        f"{error.message} The branch is ready in {display(context.clone.folder)}. Push it to your fork:\n"
        f"  git -C {typed(context.clone.folder)} push {typed(to)} {typed(name)}\n"
        f"Then {workspace.step(_BY_HAND[0].lower() + _BY_HAND[1:])}\n"
        f"To let this program do all of that: {error.next_step}"
    )
