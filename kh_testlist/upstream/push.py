"""Sends a branch to where it may go, and looks first at what is there. git is lent the token here and nowhere else.

The token reaches git in the environment of that one process, and only a server of the API's own host that has answered
401 is told it: git asks for a login then, and not before. It is in no argument, file, address or configuration.
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
"""A credential helper: constant text, which git's own shell runs once a server has asked for a login."""
_PATIENCE: Final = (1.0, 2.0, 4.0, 8.0, 16.0)
"""How long to wait, again and again, for a fork that was just made."""


class NotAllowed(Failure):
    """The server would not take the branch from us: it asks for a login, or for other rights."""


@dataclass(frozen=True, slots=True)
class Target:
    """A repository that a branch is sent to."""

    repository: Repository
    address: Address
    web: str
    """The host that the token is for."""
    token: Token | None = None

    @property
    def is_lent_the_token(self) -> bool:
        """Whether the server there is told the token, once it asks for a login."""
        return self.token is not None and origin_of(self.address.text) == origin_of(self.web)

    def git(self, clone: Clone, arguments: list[str]) -> str:
        """What git answers to `arguments` with the way to this repository open.

        Raises:
            GitFailed: git said no.

        """
        environment = {**self.address.environment}
        settings = {f"remote.{REMOTE}.url": self.address.text, **self.address.settings}
        if self.token and self.is_lent_the_token:
            environment[_VARIABLE] = self.token.secret
            settings[f"credential.{self.web}.helper"] = _HELPER
        out = clone.git(arguments, environment=environment, settings=settings)
        return out.decode("utf-8", "backslashreplace")


class Found(NamedTuple):
    """A branch that is there already."""

    commit: str
    chain: Chain | None
    """Its commits, where they are all ours."""


def branches(clone: Clone, target: Target, name: str | None) -> dict[str, str]:
    """The branch `name`, or all that this program may have made, with their commits, as the target has them.

    Raises:
        NotAllowed: we may not look.
        Failure: the target can't be read.

    """
    wanted = f"refs/heads/{name or PREFIX + '*'}"
    try:
        out = target.git(clone, ["ls-remote", "--quiet", "--refs", "--", target.address.text, wanted])
    except GitFailed as error:
        raise _explained(error, target, wanted) from None
    pairs = (line.partition("\t") for line in out.splitlines())
    return {ref.removeprefix("refs/heads/"): commit for commit, _, ref in pairs if ref.startswith("refs/heads/")}


def look_at(target: Target, name: str, commit: str, authors: Collection[Identity]) -> Found:
    """What the branch `name` of the target consists of, as far as `authors` may have made it.

    Fetched into a folder that goes away again: a few commits of a stranger's are nothing for the clone.

    Raises:
        Failure: it can't be read.

    """
    with tempfile.TemporaryDirectory(prefix="kh-testlist-", ignore_cleanup_errors=True) as place:
        scratch = empty(Path(place), target.address)
        asked = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--refmap="]
        depth = ["--filter=blob:none", f"--depth={len(Kind) + 2}"]
        # By a remote's name, for git leaves blobs out of what comes from a remote alone.
        target.git(scratch, [*asked, *depth, "--", REMOTE, f"+refs/heads/{name}:refs/heads/seen"])
        return Found(commit, chain(scratch, commit, authors))


def empty(folder: Path, address: Address) -> Clone:
    """A clone in `folder` that nothing was fetched into yet."""
    made = Clone(folder, address)
    made.git_folder.mkdir()
    made.git(["init", "--quiet", "--template=", "--initial-branch=none"])
    return made


class Push(NamedTuple):
    """What is to become of a branch."""

    name: str
    commit: str
    origin: str
    """Upstream's commit that it is on."""
    expected: str | None
    """Where the branch must still be; None where it must not be there yet."""


def push(clone: Clone, target: Target, wanted: Push) -> None:
    """Make a commit the branch of the target, where nobody has done so meanwhile.

    Raises:
        NotAllowed: we may not.
        Failure: the target refuses, has moved on, or can't be reached.

    """
    ref = f"refs/heads/{wanted.name}"
    lease = f"--force-with-lease={ref}:{wanted.expected or ''}"
    asked = ["push", "--quiet", "--no-verify", lease, "--", target.address.text, f"{wanted.commit}:{ref}"]
    # A fork that is behind can't take upstream's newest commit without those before it, which we may not have.
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
    """Wait for a fork that was just made: GitHub answers before it is there.

    Raises:
        Failure: it never came.

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
        f"The fork {target.repository} was made, and is not ready yet.",
        "Run the same command again in some minutes: it goes on where this one stopped.",
    )


def _explained(error: GitFailed, target: Target, name: str) -> Failure:
    said = target.token.hidden_in(error.said) if target.token else error.said
    low = said.lower()
    if any(sign in low for sign in _NOT_ALLOWED):
        return NotAllowed(f"{target.repository} does not let us push.", _LOGIN)
    for sign, step in _REFUSED.items():
        if sign in low:
            return Failure(f"{target.repository} refused the branch {name}: {_reason(said)}.", step)
    told = target.token.hidden_in(error.message) if target.token else error.message
    return Failure(told, error.next_step)


_LOGIN: Final = (
    "Give a token in GITHUB_TOKEN, or log in with `gh auth login`; it needs the scope public_repo (classic), or write "
    "access to Contents and Pull requests of the repository (fine-grained). Another fork: --fork OWNER"
)

_NOT_ALLOWED: Final = (
    "could not read username", "could not read password", "authentication failed", "error: 403", "permission to ",
    "permission denied", "repository not found", "error: 401", "unable to create temporary object directory",
    "insufficient permission",
)  # fmt: skip
"""What git and servers say where the rights are missing."""

_MEANWHILE: Final = (
    "Somebody pushed to it meanwhile. Run it again, and it looks anew; or send another branch, with --branch NAME."
)

_REFUSED: Final = {
    "stale info": _MEANWHILE,
    "non-fast-forward": _MEANWHILE,
    "cannot lock ref": _MEANWHILE,
    "protected branch": "The branch is protected there: send another, with --branch NAME, or use a fork: --fork OWNER",
    "shallow update": "Bring the fork up to date on GitHub (Sync fork), then run it again.",
    "remote rejected": "It has rules of its own: send another branch, with --branch NAME, or use a fork: --fork OWNER",
    "rejected": _MEANWHILE,
}
"""For words of a refusal, what to do. The first that fits counts."""


def _reason(said: str) -> str:
    """The part of a refusal that says most."""
    lines = [line.strip() for line in said.replace("\r", "\n").splitlines()]
    told = [line.removeprefix("remote: ") for line in lines if line.startswith("remote: ")]
    rejected = [line.rpartition("(")[2].rstrip(")") for line in lines if line.startswith("! [")]
    return "; ".join((rejected + told)[:3])[:300] or "it gave no reason"
