"""The clone of upstream: fetch it, lock it for one process, and write its lists for other commands to read.

Its git directory has a ref for each fetched commit, so no commit is lost if upstream rewrites its history. The clone is
shallow. Files larger than a list may be are left out, if the server supports that. The lists folder is written from
git's objects, file by file, and not by a checkout. `.git/kh-testlist.json`, which says what is there, is written last.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kh_testlist import store
from kh_testlist.errors import Failure
from kh_testlist.folder import FOLDER, clone_folder
from kh_testlist.git_door import GitFailed, git
from kh_testlist.model import UrlList
from kh_testlist.store import MAX_BYTES, display, parse, reason
from kh_testlist.upstream import layout, tree
from kh_testlist.upstream.address import Address
from kh_testlist.upstream.base import is_commit

REMOTE: Final = "kh-testlist"
"""git's name for upstream here. Each command gives its address, which is not saved in a file."""
_COMMITS: Final = "refs/kh-testlist/commits"
_FETCHED: Final = "refs/kh-testlist/fetched"
_SYMBOLIC: Final = "ref: refs/heads/"
"""The start of git's line for a name that refers to a branch."""
_RUNNING: Final = ".clone.running"
_PATIENCE: Final = 60.0


@dataclass(frozen=True, slots=True)
class Clone:
    """The clone in a folder, with the address of upstream."""

    folder: Path
    address: Address
    held: tuple[int, ...] = field(default=(), repr=False)
    """A locked open file that git also holds. If git runs longer than this process, the next run waits for it."""
    meanwhile: Callable[[], object] | None = field(default=None, repr=False)
    """Called while git waits for the network."""

    @property
    def git_folder(self) -> Path:
        """The git directory of the clone."""
        return self.folder / ".git"

    def git(
        self,
        arguments: Sequence[str],
        given: bytes | None = None,
        *,
        environment: Mapping[str, str] | None = None,
        settings: Mapping[str, str] | None = None,
        meanwhile: Callable[[], object] | None = None,
    ) -> bytes:
        """Run git with `arguments` in the clone, and return its output. Only `environment` can open a way to a network.

        Raises:
            GitFailed: git failed.

        """
        return git(
            arguments,
            folder=self.git_folder,
            environment=environment,
            settings=settings,
            given=given,
            held=self.held,
            meanwhile=meanwhile,
        )

    def remote(self, arguments: Sequence[str]) -> bytes:
        """Run git with `arguments` and with upstream as the remote `REMOTE`, and return its output.

        Raises:
            GitFailed: git failed.

        """
        return self.git(
            arguments,
            environment=self.address.environment,
            settings={f"remote.{REMOTE}.url": self.address.text, **self.address.settings},
            meanwhile=self.meanwhile,
        )

    def newest(self, revision: str | None = None) -> str:
        """Return the commit of `revision`, or else of upstream's default branch. One request; nothing is fetched.

        Raises:
            Failure: upstream cannot be reached, or has no such revision.

        """
        names = [f"refs/heads/{revision}", f"refs/tags/{revision}^{{}}", f"refs/tags/{revision}"]
        wanted = names if revision else ["HEAD"]
        if revision and is_commit(revision):
            return revision
        out = self.remote(["ls-remote", "--quiet", "--", REMOTE, *wanted]).decode("utf-8", "backslashreplace")
        found = {name: oid for oid, _, name in (line.partition("\t") for line in out.splitlines())}
        for name in wanted:
            if name in found and is_commit(found[name]):
                return found[name]
        if revision is None:
            raise Failure(f"{self.address.text} has no commit yet.", "Check the address: --upstream URL")
        raise _no_such(revision)

    def default(self) -> tuple[str, str]:
        """Return upstream's default branch and its commit. One request; nothing is fetched.

        Raises:
            Failure: upstream cannot be reached, or has no default branch.

        """
        out = self.remote(["ls-remote", "--quiet", "--symref", "--", REMOTE, "HEAD"])
        lines = (line.partition("\t") for line in out.decode("utf-8", "backslashreplace").splitlines())
        told = [head for head, _, name in lines if name == "HEAD"]
        branches = [head.removeprefix(_SYMBOLIC) for head in told if head.startswith(_SYMBOLIC)]
        commits = [head for head in told if is_commit(head)]
        if not branches or not commits:
            raise Failure(f"{self.address.text} has no default branch.", "Give a branch: --base NAME")
        return branches[0], commits[0]

    def known(self) -> str | None:
        """Return the commit of the lists in the clone's lists folder; None if it has none."""
        commit = layout.state(self.git_folder).get("commit")
        return commit if isinstance(commit, str) and is_commit(commit) else None

    def remembered(self) -> str | None:
        """Return the repository of the lists in the clone's lists folder; None if it has none."""
        repository = layout.state(self.git_folder).get("repository")
        return repository if isinstance(repository, str) else None

    def was_told(self) -> bool:
        """Return True if a person on this machine named this repository, and the lists in the clone are from it."""
        # Version 0.1.0 does not write `told`, and used only paths and accounts that a person named.
        return self.remembered() == self.address.text and layout.state(self.git_folder).get("told") is not False

    def fetch(self, revision: str | None = None) -> str:
        """Fetch the commit of `revision`, or else of upstream's default branch, and return it.

        Raises:
            Failure: upstream cannot be reached, or has no such revision.

        """
        if revision is None and self._is_fresh():
            self._fetch("HEAD", _FETCHED)
            commit = self.git(["rev-parse", "--verify", "--end-of-options", f"{_FETCHED}^{{commit}}"]).decode().strip()
            self.git(["update-ref", f"{_COMMITS}/{commit}", commit])
            return commit
        commit = self.newest(revision)
        if not self.fetch_commit(commit):
            raise _no_such(revision or commit)
        return commit

    def fetch_commit(self, commit: str) -> bool:
        """Fetch `commit`, if it is not here yet. Return False if upstream no longer has it, after a rewritten history.

        Raises:
            Failure: upstream cannot be reached.

        """
        if self.has(commit):
            return True
        try:
            self._fetch(commit, f"{_COMMITS}/{commit}")
        except GitFailed as error:
            if any(sign in error.said for sign in _GONE):
                return False
            raise
        return True

    def has(self, commit: str) -> bool:
        """Return True if the clone has `commit`."""
        if not is_commit(commit):
            return False
        if (self.git_folder / _COMMITS / commit).is_file():
            return True
        try:
            self.git(["cat-file", "-e", f"{commit}^{{commit}}"])
        except GitFailed:
            return False
        return True

    def list_at(self, commit: str, name: str) -> UrlList | None:
        """Return the list `name` (`kh`) at `commit`, which the clone must have; None if the commit does not have it.

        Raises:
            Failure: it is a link or a submodule, or too large.

        """
        file = f"{name}.csv"
        found = tree.contents(self.git, commit, tree.blobs(self.git, commit, file))
        return parse(found[file], f"{FOLDER}/{file}") if file in found else None

    def lay_out(self, commit: str) -> Mapping[str, bytes]:
        """Write the lists of `commit` into the clone's lists folder, where other commands look for `global.csv`.

        Return the files by their names; nothing if they are there already.

        Raises:
            Failure: upstream's lists are missing, too large or not ordinary files, or cannot be written.

        """
        is_told = self.address.is_told or self.was_told()
        state = (self.known(), self.remembered(), self.was_told())
        if state == (commit, self.address.text, is_told) and layout.is_whole(self.folder):
            return {}
        wanted = tree.blobs(self.git, commit)
        if not wanted:
            raise Failure(
                f"{self.address.text} has no folder {FOLDER}/ with lists at commit {commit[:10]}.",
                "Check the address: --upstream URL",
            )
        files = tree.contents(self.git, commit, wanted)
        layout.write(self.folder, files, {"repository": self.address.text, "commit": commit, "told": is_told})
        return files

    def _fetch(self, what: str, ref: str) -> None:
        depth = ["--depth=1"] if self._is_fresh() or (self.git_folder / "shallow").exists() else []
        self.remote([
            "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--no-auto-gc",
            "--no-show-forced-updates", "--refmap=", f"--filter=blob:limit={MAX_BYTES + 1}", *depth,
            "--", REMOTE, f"+{what}:{ref}",
        ])  # fmt: skip

    def _is_fresh(self) -> bool:
        """Return True if nothing was ever fetched here."""
        refs = (path for path in (self.git_folder / "refs").rglob("*") if path.is_file())
        return not (self.git_folder / "packed-refs").exists() and not any(refs)


def _no_such(revision: str) -> Failure:
    return Failure(
        f"Upstream has no branch, tag or commit {revision!r}.", "Check the name. Give all 40 digits of a commit."
    )


_GONE: Final = ("not our ref", "unadvertised object", "no such remote ref", "couldn't find remote ref")
"""What servers say if they do not have a commit, or do not give it."""


def open_clone(address: Address) -> Clone:
    """Return the clone as it is, without a lock, to read from it without a network.

    Raises:
        Failure: the clone does not exist.

    """
    folder = clone_folder()
    if not (folder / ".git" / "HEAD").is_file():
        raise Failure(
            f"There is no clone of upstream's lists in {display(folder)}.", "Make the clone: kh-testlist sync"
        )
    return Clone(folder, address)


@contextlib.contextmanager
def locked_clone(address: Address) -> Iterator[Clone]:
    """Lock the clone for this process, and yield it. Make it first if it does not exist.

    Raises:
        Failure: another process held the lock for a minute, or the clone cannot be made.

    """
    folder = clone_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Failure(
            f"{display(folder)} could not be made: {reason(error)}.",
            "Set KH_TESTLIST_UPSTREAM to another folder for the clone of upstream's lists.",
        ) from error
    with store.locked(folder / "clone"), _without_orphans(folder) as held:
        clone = Clone(folder, address, held)
        _tidy(clone.git_folder)
        if not all((clone.git_folder / name).exists() for name in ("HEAD", "config", "objects", "refs")):
            clone.git_folder.mkdir(exist_ok=True)
            clone.git(["init", "--quiet", "--template=", "--initial-branch=none"])
        yield clone


@contextlib.contextmanager
def _without_orphans(folder: Path) -> Iterator[tuple[int, ...]]:
    """Wait until no git of a killed process works here. Yield the open file that makes later runs wait for our git."""
    if os.name == "nt":
        yield ()
        return
    import fcntl  # noqa: PLC0415 - Windows has none

    descriptor = os.open(folder / _RUNNING, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise Failure(
                        f"A git process of an earlier run still works in {display(folder)}.",
                        "Wait until it ends, or stop it. Then run the command again.",
                    ) from None
                time.sleep(0.05)
        yield (descriptor,)
    finally:
        os.close(descriptor)


def _tidy(git_folder: Path) -> None:
    """Remove what a killed git left: its locks, which nobody holds now, and unfinished packs."""
    left = [*git_folder.glob("*.lock"), *(git_folder / "refs").rglob("*.lock")]
    left += (git_folder / "objects").glob("pack/tmp_*")
    for path in left:
        with contextlib.suppress(OSError):
            path.unlink()
