"""What a list was at an earlier revision, read from git without running anything of the checkout."""

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
    """A function from the path of a list to the list as it was at `revision`, or None where it wasn't there yet.

    A revision of zeros alone is what code hosts name as the one before the first: there no list was.

    Raises (when called):
        Failure: the path is in no git repository, or that has no such revision.

    """
    verified = functools.cache(_verified)

    def read_old(path: Path) -> UrlList | None:
        if revision and not revision.strip("0"):
            return None
        # Never a search by git itself: a pull request may bring a folder that looks like a bare repository, and whose
        # configuration names programs to run. An entry named .git it can't bring.
        top = checkout(path.parent)
        if top is None:
            raise Failure(
                f"{display(path)} is in no git repository.", "Leave out --changed-since, or run it in a checkout."
            )
        try:
            commit = verified(top, revision)
            if commit is not None:
                return _read(top, commit, path)
        except GitFailed as error:
            raise Failure(
                f"git could not read {display(path)} at {revision}: {error.message.removesuffix('.')}.",
                "Try `git fsck`; where the checkout is partial, fetch that revision first.",
            ) from error
        raise Failure(
            f"git knows no revision {revision!r} here.",
            "Check the name; in CI, fetch it first (a shallow checkout has only the newest commit).",
        )

    return read_old


def _verified(top: Path, revision: str) -> str | None:
    """The commit that `revision` names in the checkout at `top`; None where it names none."""
    if "\0" in revision:  # which no argument can have
        return None
    named = revision if revision.startswith(":/") else f"{revision}^{{commit}}"  # what follows ":/" is all text
    try:
        return _asked(top, "rev-parse", "--quiet", "--verify", "--end-of-options", named)
    except GitFailed as error:
        if any(sign in error.said for sign in _NO_REPOSITORY):
            raise
        return None


_NO_REPOSITORY: Final = ("not a git repository", "bad config", "repo version", "unknown repository")
"""What git says where the fault is not the revision's."""


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
    _, kind, oid, size = head.split()  # of a file that git has lost, the size is no number
    if kind != "blob" or (size.isdigit() and int(size) > MAX_BYTES):
        return None
    return parse(git(["cat-file", "blob", oid], folder=top / ".git"), display(path))


def commit(top: Path) -> str | None:
    """The commit that the checkout at `top` stands at, in hexadecimal; None where there is none yet."""
    try:
        return _verified(top, "HEAD")
    except Failure:
        return None


def last_before(top: Path, day: dt.date) -> str | None:
    """The commit that the checkout at `top` stood at when `day` began, in UTC; None where there was none yet.

    Raises:
        Failure: git can't tell.

    """
    try:
        if _verified(top, "HEAD") is None:
            return None
        before = f"--before={day.isoformat()}T00:00:00Z"
        return _asked(top, "rev-list", "--max-count=1", "--first-parent", before, "HEAD", "--") or None
    except GitFailed as error:
        raise Failure(
            f"git could not tell what the list was on {day}: {error.message.removesuffix('.')}.",
            "Try `git fsck`; where the checkout is shallow, fetch its history first.",
        ) from error


def changed_entries(old: UrlList | None, new: UrlList) -> set[int]:
    """The numbers of the entries of `new` that `old` does not have: added, or changed in any cell."""
    had = Counter(entry.cells for entry in old.entries) if old else Counter()
    changed = set()
    for entry in new.entries:
        if had[entry.cells] > 0:
            had[entry.cells] -= 1
        else:
            changed.add(entry.number)
    return changed
