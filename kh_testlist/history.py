"""Read a list at an earlier revision from git, without running any program of the checkout."""

from __future__ import annotations

import datetime as dt
import functools
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final

from kh_testlist.errors import Failure
from kh_testlist.git_door import GitFailed, git
from kh_testlist.model import UrlList
from kh_testlist.store import MAX_BYTES, checkout, display, parse


def reader(revision: str) -> Callable[[Path], UrlList | None]:
    """Return a function that reads a list by its path, at `revision`; None if it did not exist then.

    Code hosts use a revision of only zeros for the time before the first commit. At that revision, no list exists.

    Raises (when called):
        Failure: the path is not in a git repository, or the repository does not have that revision.

    """
    verified = functools.cache(_verified)

    def read_old(path: Path) -> UrlList | None:
        if revision and not revision.strip("0"):
            return None
        # git itself must not search for the repository. A pull request may bring a folder that looks like a bare
        # repository. Its configuration may name programs to run. It cannot bring an entry with the name .git.
        top = checkout(path.parent)
        if top is None:
            raise Failure(
                f"{display(path)} is not in a git repository.",
                "Run the command without --changed-since, or in a git checkout.",
            )
        try:
            commit = verified(top, revision)
            if commit is not None:
                return _read(top, commit, path)
        except GitFailed as error:
            raise Failure(
                f"git could not read {display(path)} at {revision}: {error.message.removesuffix('.')}.",
                "Run `git fsck`. If the clone is a partial one, fetch that revision first.",
            ) from error
        raise Failure(
            f"git does not know the revision {revision!r} here.",
            "Check the name. In CI, fetch the revision first: a shallow checkout has only the newest commit.",
        )

    return read_old


def _verified(top: Path, revision: str) -> str | None:
    """Return the commit of `revision` in the checkout at `top`; None if it does not exist."""
    if "\0" in revision:  # an argument cannot have this character
        return None
    named = revision if revision.startswith(":/") else f"{revision}^{{commit}}"  # everything after ":/" is text
    try:
        return _asked(top, "rev-parse", "--quiet", "--verify", "--end-of-options", named)
    except GitFailed as error:
        if any(sign in error.said for sign in _NO_REPOSITORY):
            raise
        return None


_NO_REPOSITORY: Final = ("not a git repository", "bad config", "repo version", "unknown repository")
"""What git says if the repository is at fault, not the revision."""


def _asked(top: Path, *arguments: str) -> str:
    return git(arguments, folder=top / ".git").decode("utf-8", "surrogateescape").strip()


def _read(top: Path, commit: str, path: Path) -> UrlList | None:
    try:
        place = (path.parent.resolve() / path.name).relative_to(top).as_posix()
    except ValueError:
        return None
    found = _asked(top, "ls-tree", "-z", "--long", "--full-tree", commit, "--", place)
    head, _, _ = found.partition("\t")
    if not head:
        return None
    _, kind, oid, size = head.split()  # the size is not a number if git has lost the file
    if kind != "blob" or (size.isdigit() and int(size) > MAX_BYTES):
        return None
    return parse(git(["cat-file", "blob", oid], folder=top / ".git"), display(path))


def commit(top: Path) -> str | None:
    """Return the commit of the checkout at `top`, in hexadecimal; None if it has no commit yet."""
    try:
        return _verified(top, "HEAD")
    except Failure:
        return None


def last_before(top: Path, day: dt.date) -> str | None:
    """Return the last commit of the checkout at `top` before `day` (in UTC); None if it had no commit then.

    Raises:
        Failure: git cannot read the history.

    """
    try:
        if _verified(top, "HEAD") is None:
            return None
        before = f"--before={day.isoformat()}T00:00:00Z"
        return _asked(top, "rev-list", "--max-count=1", "--first-parent", before, "HEAD", "--") or None
    except GitFailed as error:
        raise Failure(
            f"git could not find the list of {day}: {error.message.removesuffix('.')}.",
            "Run `git fsck`. If the checkout is shallow, fetch its history first: git fetch --unshallow",
        ) from error


def changed_entries(old: UrlList | None, new: UrlList) -> set[int]:
    """Return the numbers of the entries of `new` that `old` does not have: added, or changed in any cell."""
    had = Counter(entry.cells for entry in old.entries) if old else Counter()
    changed = set()
    for entry in new.entries:
        if had[entry.cells] > 0:
            had[entry.cells] -= 1
        else:
            changed.add(entry.number)
    return changed
