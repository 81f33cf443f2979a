"""The clone of upstream: fetched, held against other processes, and its lists laid out for others to read.

Its git directory has the commits, one ref each, so that none is ever lost to a rewritten history; shallow, and without
files larger than a list may be, where the server can leave them out. Its lists folder is written from git's objects
and not by a checkout, file by file, and `.git/kh-testlist.json` last: it says what is there.
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
"""What git calls upstream here. Its address is given with each command, and stands in no file."""
_COMMITS: Final = "refs/kh-testlist/commits"
_FETCHED: Final = "refs/kh-testlist/fetched"
_SYMBOLIC: Final = "ref: refs/heads/"
"""How git says of a name that it stands for a branch."""
_RUNNING: Final = ".clone.running"
_PATIENCE: Final = 60.0


@dataclass(frozen=True, slots=True)
class Clone:
    """The clone, in the hands of whoever has this."""

    folder: Path
    address: Address
    held: tuple[int, ...] = field(default=(), repr=False)
    """An open file that git holds as well, so that a git that outlives us is waited for."""
    meanwhile: Callable[[], object] | None = field(default=None, repr=False)
    """What to do while git waits for the network."""

    @property
    def git_folder(self) -> Path:
        """Where git keeps its own."""
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
        """What git answers to `arguments` here; without a network, unless `environment` opens a way.

        Raises:
            GitFailed: git said no.

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
        """What git answers to `arguments`, with upstream as the remote `REMOTE` and the way to it open.

        Raises:
            GitFailed: git said no.

        """
        return self.git(
            arguments,
            environment=self.address.environment,
            settings={f"remote.{REMOTE}.url": self.address.text, **self.address.settings},
            meanwhile=self.meanwhile,
        )

    def newest(self, revision: str | None = None) -> str:
        """The commit that `revision`, or else upstream's default branch, is at now. One exchange, nothing fetched.

        Raises:
            Failure: upstream can't be reached, or has no such revision.

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
        """Upstream's default branch, and the commit that it is at now. One exchange, nothing fetched.

        Raises:
            Failure: upstream can't be reached, or has none.

        """
        out = self.remote(["ls-remote", "--quiet", "--symref", "--", REMOTE, "HEAD"])
        lines = (line.partition("\t") for line in out.decode("utf-8", "backslashreplace").splitlines())
        told = [head for head, _, name in lines if name == "HEAD"]
        branches = [head.removeprefix(_SYMBOLIC) for head in told if head.startswith(_SYMBOLIC)]
        commits = [head for head in told if is_commit(head)]
        if not branches or not commits:
            raise Failure(f"{self.address.text} has no default branch.", "Name one: --base NAME")
        return branches[0], commits[0]

    def known(self) -> str | None:
        """The commit whose lists are laid out here; None where none are."""
        commit = layout.state(self.git_folder).get("commit")
        return commit if isinstance(commit, str) and is_commit(commit) else None

    def remembered(self) -> str | None:
        """The repository that the lists laid out here are of."""
        repository = layout.state(self.git_folder).get("repository")
        return repository if isinstance(repository, str) else None

    def was_told(self) -> bool:
        """Whether a person of this machine named this repository, and the lists laid out here are of it."""
        # Version 0.1.0 notes nothing of that, and takes no path or account that it was not told.
        return self.remembered() == self.address.text and layout.state(self.git_folder).get("told") is not False

    def fetch(self, revision: str | None = None) -> str:
        """The commit that `revision`, or else upstream's default branch, is at now, fetched.

        Raises:
            Failure: upstream can't be reached, or has no such revision.

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
        """Have `commit` here. False where upstream no longer has it, as after a rewritten history.

        Raises:
            Failure: upstream can't be reached.

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
        """Whether `commit` is here."""
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
        """The list `name` (`kh`) as it is at `commit`, which is here; None where it isn't in it.

        Raises:
            Failure: it is a link, a submodule, too large.

        """
        file = f"{name}.csv"
        found = tree.contents(self.git, commit, tree.blobs(self.git, commit, file))
        return parse(found[file], f"{FOLDER}/{file}") if file in found else None

    def lay_out(self, commit: str) -> Mapping[str, bytes]:
        """Put the lists of `commit` into the clone's lists folder, where other commands look for `global.csv`.

        Gives the files that were read for that, by their names: none where they lie there already.

        Raises:
            Failure: upstream's lists are not what lists are, or can't be written.

        """
        is_told = self.address.is_told or self.was_told()
        state = (self.known(), self.remembered(), self.was_told())
        if state == (commit, self.address.text, is_told) and layout.is_whole(self.folder):
            return {}
        wanted = tree.blobs(self.git, commit)
        if not wanted:
            raise Failure(
                f"There is no {FOLDER}/ folder with lists in {self.address.text} at {commit[:10]}.",
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
        """Whether nothing was ever fetched here."""
        refs = (path for path in (self.git_folder / "refs").rglob("*") if path.is_file())
        return not (self.git_folder / "packed-refs").exists() and not any(refs)


def _no_such(revision: str) -> Failure:
    return Failure(
        f"Upstream has no branch, tag or commit {revision!r}.", "Check the name; of a commit, give all 40 digits."
    )


_GONE: Final = ("not our ref", "unadvertised object", "no such remote ref", "couldn't find remote ref")
"""How servers say that they don't have a commit, or don't give it."""


def open_clone(address: Address) -> Clone:
    """The clone as it is, to read from without a network, and without a hold on it.

    Raises:
        Failure: there is none.

    """
    folder = clone_folder()
    if not (folder / ".git" / "HEAD").is_file():
        raise Failure(f"There is no clone of upstream's lists in {display(folder)}.", "Make it with: kh-testlist sync")
    return Clone(folder, address)


@contextlib.contextmanager
def locked_clone(address: Address) -> Iterator[Clone]:
    """The clone, made where there is none, held against other processes.

    Raises:
        Failure: another process had it for a minute, or it can't be made.

    """
    folder = clone_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Failure(
            f"{display(folder)} could not be made: {reason(error)}.",
            "Name another folder for the clone of upstream's lists with KH_TESTLIST_UPSTREAM.",
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
    """Wait until no git of a killed process works here any more; what is given holds the next one to the same."""
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
                        f"A git of an earlier run still works in {display(folder)}.",
                        "Wait for it to end, or end it; then try again.",
                    ) from None
                time.sleep(0.05)
        yield (descriptor,)
    finally:
        os.close(descriptor)


def _tidy(git_folder: Path) -> None:
    """Take away what a killed git left: its locks, which nobody holds now, and packs half written."""
    left = [*git_folder.glob("*.lock"), *(git_folder / "refs").rglob("*.lock")]
    left += (git_folder / "objects").glob("pack/tmp_*")
    for path in left:
        with contextlib.suppress(OSError):
            path.unlink()
