"""Push a branch, after a look at what is there already. Only this module gives the token to git.

git gets the token in the environment of that one process. It sends the token only to a server of the API's own host,
and only after the server answered 401. The token is in no argument, file, address or configuration.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from time import sleep
from typing import Final, NamedTuple

from kh_testlist.errors import Failure
from kh_testlist.git_door import GitFailed
from kh_testlist.upstream.address import Address
from kh_testlist.upstream.branch import PREFIX, Chain, chain
from kh_testlist.upstream.identity import Identity
from kh_testlist.upstream.origin import Repository, Token, origin_of
from kh_testlist.upstream.proposal import Kind
from kh_testlist.upstream.repository import REMOTE, Clone

_VARIABLE: Final = "KH_TESTLIST_GIT_PASSWORD"
_HELPER: Final = (
    '!f() { test "$1" = get && printf \'username=x-access-token\\npassword=%s\\n\' "$' + _VARIABLE + '"; }; f'
)
"""A credential helper: a constant text that git's own shell runs after a server asked for a login."""
_PATIENCE: Final = (1.0, 2.0, 4.0, 8.0, 16.0)
"""Seconds to wait before each new look at a fork that was just made."""


class NotAllowed(Failure):
    """The server does not accept the branch from us: it asks for a login, or for more rights."""


@dataclass(frozen=True, slots=True)
class Target:
    """A repository that a branch is pushed to."""

    repository: Repository
    address: Address
    web: str
    """The host that the token is for."""
    token: Token | None = None

    @property
    def is_lent_the_token(self) -> bool:
        """True if the server gets the token when it asks for a login."""
        return self.token is not None and origin_of(self.address.text) == origin_of(self.web)

    def git(self, clone: Clone, arguments: list[str]) -> str:
        """Run git with `arguments` and access to this repository, and return its output.

        Raises:
            GitFailed: git failed.

        """
        environment = {**self.address.environment}
        settings = {f"remote.{REMOTE}.url": self.address.text, **self.address.settings}
        if self.token and self.is_lent_the_token:
            environment[_VARIABLE] = self.token.secret
            settings[f"credential.{self.web}.helper"] = _HELPER
        out = clone.git(arguments, environment=environment, settings=settings)
        return out.decode("utf-8", "backslashreplace")


class Found(NamedTuple):
    """A branch that exists already."""

    commit: str
    chain: Chain | None
    """Its commits, if all of them are ours."""


def branches(clone: Clone, target: Target, name: str | None) -> dict[str, str]:
    """Return the target's branch `name` with its commit; without a name, all branches that this program may have made.

    Raises:
        NotAllowed: the target does not let us read.
        Failure: the target cannot be read.

    """
    wanted = f"refs/heads/{name or PREFIX + '*'}"
    try:
        out = target.git(clone, ["ls-remote", "--quiet", "--refs", "--", target.address.text, wanted])
    except GitFailed as error:
        raise _explained(error, target, wanted) from None
    pairs = (line.partition("\t") for line in out.splitlines())
    return {ref.removeprefix("refs/heads/"): commit for commit, _, ref in pairs if ref.startswith("refs/heads/")}


def look_at(target: Target, name: str, commit: str, authors: Collection[Identity]) -> Found:
    """Return the commits of the target's branch `name`, if this program made all of them as one of `authors`.

    They are fetched into a temporary folder, because commits of a stranger do not belong in the clone.

    Raises:
        Failure: the branch cannot be read.

    """
    with tempfile.TemporaryDirectory(prefix="kh-testlist-", ignore_cleanup_errors=True) as place:
        scratch = empty(Path(place), target.address)
        asked = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--refmap="]
        depth = ["--filter=blob:none", f"--depth={len(Kind) + 2}"]
        # With the name of a remote, because git leaves out blobs only if it fetches from a remote.
        target.git(scratch, [*asked, *depth, "--", REMOTE, f"+refs/heads/{name}:refs/heads/seen"])
        return Found(commit, chain(scratch, commit, authors))


def empty(folder: Path, address: Address) -> Clone:
    """Make an empty clone in `folder`."""
    made = Clone(folder, address)
    made.git_folder.mkdir()
    made.git(["init", "--quiet", "--template=", "--initial-branch=none"])
    return made


class Push(NamedTuple):
    """A branch to push, with its new commit."""

    name: str
    commit: str
    origin: str
    """The commit of upstream that it is based on."""
    expected: str | None
    """The commit that the target's branch must still be at; None if that branch must not exist yet."""


def push(clone: Clone, target: Target, wanted: Push) -> None:
    """Push a commit to the target's branch, if nobody changed that branch since we looked.

    Raises:
        NotAllowed: the target does not let us push.
        Failure: the target refuses, somebody changed the branch, or the target cannot be reached.

    """
    ref = f"refs/heads/{wanted.name}"
    lease = f"--force-with-lease={ref}:{wanted.expected or ''}"
    asked = ["push", "--quiet", "--no-verify", lease, "--", target.address.text, f"{wanted.commit}:{ref}"]
    # A fork that is behind upstream also needs the commits before upstream's newest one. We may not have them.
    for depth in (*_DEPTHS, None):
        try:
            target.git(clone, asked)
        except GitFailed as error:
            if _TOO_SHALLOW not in error.said or depth is None:
                raise _explained(error, target, wanted.name) from None
            deepen = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--refmap=", depth]
            clone.remote([*deepen, "--", REMOTE, wanted.origin])
        else:
            return


_TOO_SHALLOW: Final = "shallow update not allowed"
_DEPTHS: Final = ("--depth=64", "--depth=1024", "--unshallow")


def await_ready(clone: Clone, target: Target) -> None:
    """Wait for a fork that was just made: GitHub answers before the fork is ready.

    Raises:
        Failure: the fork is not ready in time.

    """
    for seconds in (*_PATIENCE, None):
        try:
            if target.git(clone, ["ls-remote", "--quiet", "--", target.address.text, "HEAD"]):
                return
        except GitFailed:
            if seconds is None:
                break
        if seconds is not None:
            sleep(seconds)
    raise Failure(
        f"GitHub made the fork {target.repository}, but it is not ready yet.",
        "Run the same command again in some minutes: it continues where it stopped.",
    )


def _explained(error: GitFailed, target: Target, name: str) -> Failure:
    said = target.token.hidden_in(error.said) if target.token else error.said
    low = said.lower()
    if any(sign in low for sign in _NOT_ALLOWED):
        return NotAllowed(f"You may not push to {target.repository}.", _LOGIN)
    for sign, step in _REFUSED.items():
        if sign in low:
            return Failure(f"{target.repository} refused the branch {name}: {_reason(said)}.", step)
    told = target.token.hidden_in(error.message) if target.token else error.message
    return Failure(told, error.next_step)


_LOGIN: Final = (
    "Put a token into GITHUB_TOKEN, or log in with `gh auth login`. A classic token needs the scope public_repo. A "
    "fine-grained token needs write access to Contents and Pull requests of the repository. Or use another fork: "
    "--fork OWNER"
)

_NOT_ALLOWED: Final = (
    "could not read username", "could not read password", "authentication failed", "error: 403", "permission to ",
    "permission denied", "repository not found", "error: 401", "unable to create temporary object directory",
    "insufficient permission",
)  # fmt: skip
"""What git and servers say if the rights are missing."""

_MEANWHILE: Final = (
    "Run the same command again: somebody pushed to the branch during this run. Or use another branch: --branch NAME"
)

_REFUSED: Final = {
    "stale info": _MEANWHILE,
    "non-fast-forward": _MEANWHILE,
    "cannot lock ref": _MEANWHILE,
    "protected branch": "Use another branch with --branch NAME, or a fork with --fork OWNER: this branch is protected.",
    "shallow update": "Update the fork on GitHub with `Sync fork`, then run the same command again.",
    "remote rejected": "Use another branch with --branch NAME, or a fork with --fork OWNER: this repository has rules.",
    "rejected": _MEANWHILE,
}
"""What to do, by words of a refusal. The first that matches counts."""


def _reason(said: str) -> str:
    """Return the most useful part of a refusal."""
    lines = [line.strip() for line in said.replace("\r", "\n").splitlines()]
    told = [line.removeprefix("remote: ") for line in lines if line.startswith("remote: ")]
    rejected = [line.rpartition("(")[2].rstrip(")") for line in lines if line.startswith("! [")]
    return "; ".join((rejected + told)[:3])[:300] or "it gave no reason"
