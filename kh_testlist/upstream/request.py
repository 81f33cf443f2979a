"""A pull request from beginning to end: where the branch goes, which branch it is, and the request for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple
from urllib.parse import quote, urlsplit

from kh_testlist.errors import Failure, Misuse
from kh_testlist.upstream import address, branch, push
from kh_testlist.upstream.address import Address
from kh_testlist.upstream.github import GitHub, Pull, Remote
from kh_testlist.upstream.identity import NEUTRAL, Identity
from kh_testlist.upstream.origin import Repository, Token, is_owner, origin_of, repository_of, repository_on_disk
from kh_testlist.upstream.push import Found, Target
from kh_testlist.upstream.repository import Clone

_MOST_EARLIER: Final = 5
"""Branches of earlier runs that GitHub is asked about, the newest first."""


@dataclass(frozen=True, slots=True)
class Upstream:
    """Who is asked, and by which way."""

    repository: Repository
    address: Address
    base: str
    """The branch that the changes are for."""
    web: str
    """The host of the repositories that the API speaks of."""
    token: Token | None


class Destination(NamedTuple):
    """Where the branch goes."""

    target: Target
    account: str | None
    """Whose token it is; None where there is none."""
    is_missing: bool = False
    """Whether it is a fork that is yet to be made."""


class Choice(NamedTuple):
    """Which branch, and what there is of it already."""

    name: str
    found: Found | None = None
    pull: Pull | None = None


def destination(github: GitHub | None, upstream: Upstream, fork: str | None) -> Destination:
    """Where the branch goes: the fork that is named, else upstream itself with the rights for it, else one's own fork.

    Raises:
        Failure: GitHub can't be asked, or knows no such upstream.
        Misuse: `fork` names no repository.

    """
    if github is None:
        return Destination(_without_api(upstream, fork), None)
    account = github.login()
    known = github.repository(upstream.repository)
    if known is None:
        raise Failure(
            f"GitHub knows no repository {upstream.repository}, or does not show it to this token.",
            "Check --upstream and GITHUB_API_URL.",
        )
    if fork is None and known.permissions.push:
        return Destination(_target(upstream, upstream.repository, upstream.address), account)
    owner = fork or account
    if not is_owner(owner):
        named = address.parse(owner)
        repository = repository_of(owner, "--fork")
        if origin_of(named.text) != origin_of(upstream.web):
            return Destination(_target(upstream, repository, named), account)
    else:
        repository = Repository(owner, upstream.repository.name)
    found = github.repository(repository)
    if found is None or not _is_fork_of(found, known):
        return Destination(_target(upstream, repository, _at(upstream, repository)), account, is_missing=True)
    return Destination(_of(upstream, found), account)


def make_fork(clone: Clone, github: GitHub, upstream: Upstream, wanted: Destination) -> Target:
    """The target, now that its fork is made.

    Raises:
        Failure: it can't be made, or is not ready in time.

    """
    owner = wanted.target.repository.owner
    organisation = owner if wanted.account and owner.lower() != wanted.account.lower() else None
    target = _of(upstream, github.fork(upstream.repository, organisation))
    push.await_ready(clone, target)
    return target


def _is_fork_of(found: Remote, upstream: Remote) -> bool:
    if found.full_name.lower() == upstream.full_name.lower():
        return True
    return found.fork and (found.parent is None or found.parent.full_name.lower() == upstream.full_name.lower())


def _of(upstream: Upstream, found: Remote) -> Target:
    """The target that GitHub speaks of; by the address that it gives, if that is on its own host."""
    repository = repository_of(f"/{found.full_name}", "--fork")
    try:
        given = address.parse(found.clone_url)
    except Misuse:
        return _target(upstream, repository, _at(upstream, repository))
    is_own = origin_of(given.text) == origin_of(upstream.web)
    return _target(upstream, repository, given if is_own else _at(upstream, repository))


def _at(upstream: Upstream, repository: Repository) -> Address:
    """Where another repository is: beside upstream, if that is no place of GitHub's."""
    if origin_of(upstream.address.text) == origin_of(upstream.web):
        return address.parse(f"{upstream.web}/{repository}.git")
    text = upstream.address.text.rstrip("/")
    ending = ".git" if text.endswith(".git") else ""
    head = text.removesuffix(f"{upstream.repository}{ending}")
    if head == text:
        raise Misuse(f"{text} does not end in OWNER/NAME, so the fork is not beside it.", "Give its place: --fork PATH")
    return address.parse(f"{head}{repository}{ending}")._replace(is_told=upstream.address.is_told)


def _target(upstream: Upstream, repository: Repository, where: Address) -> Target:
    return Target(repository, where, upstream.web, upstream.token)


def _without_api(upstream: Upstream, fork: str | None) -> Target:
    if fork is None:
        return _target(upstream, upstream.repository, upstream.address)
    if is_owner(fork):
        repository = Repository(fork, upstream.repository.name)
        return _target(upstream, repository, _at(upstream, repository))
    where = address.parse(fork)
    return _target(upstream, repository_on_disk(where.text, "--fork", "YOUR-ACCOUNT"), where)


class Names(NamedTuple):
    """What a branch may be called."""

    wanted: str | None
    """By the person, if they said."""
    suffix: str
    """What names of ours end in."""
    today: dt.date
    author: Identity
    """In whose name we commit, and so whose commits may be replaced."""

    @property
    def first(self) -> str:
        """The name, where there are no others yet."""
        return self.wanted or branch.usual(self.suffix, self.today, ())


@dataclass(frozen=True, slots=True)
class RequestContext:
    """All that a request goes through."""

    clone: Clone
    """Where git runs."""
    github: GitHub | None
    """Whom to ask about requests; None where nobody is."""
    upstream: Upstream
    target: Target


def choose(context: RequestContext, names: Names) -> Choice:
    """The branch to send: the one of an earlier run whose request is open, or has yet to be opened; else a new one.

    Raises:
        Misuse: it is upstream's own base.
        Failure: the target or GitHub can't be asked, or the branch has commits of somebody else.

    """
    github, upstream, target, wanted = context.github, context.upstream, context.target, names.wanted
    if wanted == upstream.base and target.repository == upstream.repository:
        raise Misuse(f"{wanted} is the branch that the changes are for.", "Give another one: --branch NAME")
    there = push.branches(context.clone, target, wanted)
    candidates = [wanted] if wanted else branch.earlier(names.suffix, list(there))[:_MOST_EARLIER]
    for name in candidates:
        pulls = github.pulls(upstream.repository, target.repository.owner, name, upstream.base) if github else []
        pull = next((one for one in pulls if one.state == "open"), None)
        if pull or not pulls or wanted:
            return Choice(name, _ours(target, name, there.get(name), {names.author, NEUTRAL}), pull)
    return Choice(branch.usual(names.suffix, names.today, list(there)))


def _ours(target: Target, name: str, commit: str | None, authors: Collection[Identity]) -> Found | None:
    if commit is None:
        return None
    found = push.look_at(target, name, commit, authors)
    if found.chain is None:
        raise Failure(
            f"The branch {name} of {target.repository} has commits that are not ours, or in another name.",
            "Send your changes as another branch, with --branch NAME; or under the name as then, with --author.",
        )
    return found


def open_or_update(
    context: RequestContext, github: GitHub, choice: Choice, said: tuple[str, str], *, draft: bool
) -> Pull:
    """The pull request for the branch, with title and body as `said`: opened, or the open one brought up to date.

    Raises:
        Failure: GitHub refuses.

    """
    title, body = said
    upstream, target, pull = context.upstream, context.target, choice.pull
    if pull is None:
        owner = target.repository.owner
        asked = {"title": title, "head": f"{owner}:{choice.name}", "base": upstream.base, "body": body, "draft": draft}
        if target.repository.owner == upstream.repository.owner and target.repository != upstream.repository:
            asked["head_repo"] = str(target.repository)
        pull = github.open_pull(upstream.repository, asked)
        if pull is not None:
            return pull
        # It was opened by a request of ours whose answer never came.
        pulls = github.pulls(upstream.repository, owner, choice.name, upstream.base)
        pull = next((one for one in pulls if one.state == "open"), None)
        if pull is None:
            raise Failure("GitHub says that the request exists, and does not show it.", "Look for it on GitHub.")
    if (pull.title, pull.body) == (title, body):
        return pull
    return github.change_pull(upstream.repository, pull.number, title, body)


def put_labels(github: GitHub, upstream: Upstream, pull: Pull, labels: Sequence[str]) -> str | None:
    """Put those of `labels` on the request that upstream has; why not, if they could not be."""
    if not labels:
        return None
    try:
        known = {label.lower(): label for label in github.labels(upstream.repository)}
        wanted = [known[label.lower()] for label in labels if label.lower() in known]
        if wanted:
            github.add_labels(upstream.repository, pull.number, wanted)
    except Failure as error:
        return error.message
    missing = [label for label in labels if label.lower() not in known]
    return f"upstream has no label {', '.join(missing)}" if missing else None


def compare_url(upstream: Upstream, target: Target | None, name: str) -> str:
    """Where a person opens the request by hand; `target` is None where it is not known who will have pushed."""
    head = quote(name, safe="/")
    if target is None:
        head = f"YOUR-ACCOUNT:{head}"
    elif target.repository != upstream.repository:
        head = f"{target.repository.owner}:{head}"
    web = upstream.web
    if upstream.address.is_web and origin_of(upstream.address.text) != origin_of(web):
        parts = urlsplit(upstream.address.text)
        web = f"{parts.scheme}://{parts.netloc}"
    return f"{web}/{upstream.repository}/compare/{quote(upstream.base, safe='/')}...{head}?expand=1"


def leave(clone: Clone, commit: str, name: str) -> None:
    """Keep the branch in the clone, for somebody to push by hand.

    Raises:
        GitFailed: git can't.

    """
    clone.git(["update-ref", f"refs/heads/{name}", commit])
