"""The steps of a pull request: where to push the branch, which branch to use, and the request for it."""

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
"""At most so many branches of earlier runs are looked up on GitHub, the newest first."""


@dataclass(frozen=True, slots=True)
class Upstream:
    """The repository that gets the request, and how to reach it."""

    repository: Repository
    address: Address
    base: str
    """The branch that the changes are for."""
    web: str
    """The host of the API's repositories."""
    token: Token | None


class Destination(NamedTuple):
    """The repository to push the branch to."""

    target: Target
    account: str | None
    """The account of the token; None without a token."""
    is_missing: bool = False
    """True if it is a fork that must be made first."""


class Choice(NamedTuple):
    """The branch to push, and what exists of it already."""

    name: str
    found: Found | None = None
    pull: Pull | None = None


def destination(github: GitHub | None, upstream: Upstream, fork: str | None) -> Destination:
    """Return where to push the branch: the named fork, else upstream if allowed, else the account's own fork.

    Raises:
        Failure: GitHub cannot be reached, or does not know upstream.
        Misuse: `fork` is not the name of a repository.

    """
    if github is None:
        return Destination(_without_api(upstream, fork), None)
    account = github.login()
    known = github.repository(upstream.repository)
    if known is None:
        raise Failure(
            f"GitHub does not have the repository {upstream.repository}, or does not show it to this token.",
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
    """Make the fork, wait until it is ready, and return it as the target.

    Raises:
        Failure: the fork cannot be made, or is not ready in time.

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
    """Return the target for GitHub's answer `found`, with GitHub's address for it if that is on GitHub's own host."""
    repository = repository_of(f"/{found.full_name}", "--fork")
    try:
        given = address.parse(found.clone_url)
    except Misuse:
        return _target(upstream, repository, _at(upstream, repository))
    is_own = origin_of(given.text) == origin_of(upstream.web)
    return _target(upstream, repository, given if is_own else _at(upstream, repository))


def _at(upstream: Upstream, repository: Repository) -> Address:
    """Return the address of another repository: on GitHub's host, or next to upstream if upstream is not there."""
    if origin_of(upstream.address.text) == origin_of(upstream.web):
        return address.parse(f"{upstream.web}/{repository}.git")
    text = upstream.address.text.rstrip("/")
    ending = ".git" if text.endswith(".git") else ""
    head = text.removesuffix(f"{upstream.repository}{ending}")
    if head == text:
        raise Misuse(
            f"{text} does not end in OWNER/NAME, so the fork cannot be found next to it.",
            "Give the place of the fork: --fork PATH",
        )
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
    """Possible names of the branch."""

    wanted: str | None
    """The name that the person gave, if any."""
    suffix: str
    """The end of the names that we give."""
    today: dt.date
    author: Identity
    """The author of our commits. Only commits of this author may be replaced."""

    @property
    def first(self) -> str:
        """The name if no other branch exists yet."""
        return self.wanted or branch.usual(self.suffix, self.today, ())


@dataclass(frozen=True, slots=True)
class RequestContext:
    """The parts that a request needs."""

    clone: Clone
    """The clone that git runs in."""
    github: GitHub | None
    """The API to look for requests; None without one."""
    upstream: Upstream
    target: Target


def choose(context: RequestContext, names: Names) -> Choice:
    """Return the branch to push: an earlier one whose request is open or not opened yet, else a new one.

    Raises:
        Misuse: the wanted branch is the branch of upstream that the changes are for.
        Failure: the target or GitHub cannot be reached, or the branch has commits of somebody else.

    """
    github, upstream, target, wanted = context.github, context.upstream, context.target, names.wanted
    if wanted == upstream.base and target.repository == upstream.repository:
        raise Misuse(f"{wanted} is the branch that the changes are for.", "Give another branch: --branch NAME")
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
            f"The branch {name} of {target.repository} has commits of another person or with another author name.",
            "Use another branch with --branch NAME. Or use the author name of these commits with --author.",
        )
    return found


def open_or_update(
    context: RequestContext, github: GitHub, choice: Choice, said: tuple[str, str], *, draft: bool
) -> Pull:
    """Open the pull request for the branch, or update the open one. `said` has its title and its body.

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
        # An earlier try opened it, but GitHub's answer did not arrive.
        pulls = github.pulls(upstream.repository, owner, choice.name, upstream.base)
        pull = next((one for one in pulls if one.state == "open"), None)
        if pull is None:
            raise Failure(
                "GitHub says that the pull request exists, but does not show it.", "Look for the request on GitHub."
            )
    if (pull.title, pull.body) == (title, body):
        return pull
    return github.change_pull(upstream.repository, pull.number, title, body)


def put_labels(github: GitHub, upstream: Upstream, pull: Pull, labels: Sequence[str]) -> str | None:
    """Put the `labels` that upstream has on the request. Return why some could not be put; None if all were."""
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
    """Return the page where a person opens the request by hand. `target` is None if it is not known who will push."""
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
    """Keep the branch in the clone, so that a person can push it by hand.

    Raises:
        GitFailed: git failed.

    """
    clone.git(["update-ref", f"refs/heads/{name}", commit])
