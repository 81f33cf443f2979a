"""What a list was at an earlier revision, read from git without running anything of the checkout."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kh_testlist.errors import Failure
from kh_testlist.model import UrlList
from kh_testlist.store import MAX_BYTES, checkout, display, parse, reason

if TYPE_CHECKING:
    from git import Repo


_GIT_ENVIRONMENT: Final = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_CONFIG_COUNT": "1",
    "GIT_CONFIG_KEY_0": "safe.bareRepository",
    "GIT_CONFIG_VALUE_0": "explicit",
}
"""git fetches nothing, asks nothing, and takes no folder that came with a checkout for a repository."""


def reader(revision: str) -> Callable[[Path], UrlList | None]:
    """A function from the path of a list to the list as it was at `revision`, or None where it wasn't there yet.

    A revision of zeros alone is what code hosts name as the one before the first: there no list was.

    Raises (when called):
        Failure: the path is in no git repository, or that has no such revision.

    """
    import git  # noqa: PLC0415 - 0.1 s of imports that only --changed-since needs
    from gitdb.exc import ODBError  # noqa: PLC0415 - the same

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
            with git.Repo(top) as repository:
                repository.git.update_environment(**_GIT_ENVIRONMENT)
                return _read(repository, revision, path, top)
        except (git.InvalidGitRepositoryError, git.GitCommandError, ODBError, OSError, ValueError) as error:
            raise Failure(
                f"git could not read {display(path)} at {revision}: {reason(error)}.",
                "Try `git fsck`; where the checkout is partial, fetch that revision first.",
            ) from error

    return read_old


def _read(repository: Repo, revision: str, path: Path, top: Path) -> UrlList | None:
    from git import BadName  # noqa: PLC0415 - loaded already

    try:
        tree = repository.commit(revision).tree
    except (BadName, ValueError, IndexError):
        raise Failure(
            f"git knows no revision {revision!r} here.",
            "Check the name; in CI, fetch it first (a shallow checkout has only the newest commit).",
        ) from None
    try:
        blob = tree / (path.parent.resolve() / path.name).relative_to(top).as_posix()
    except (KeyError, ValueError):
        return None
    if blob.type != "blob" or blob.size > MAX_BYTES:
        return None
    return parse(blob.data_stream.read(), display(path))


def commit(top: Path) -> str | None:
    """The commit that the checkout at `top` stands at, in hexadecimal; None where there is none yet."""
    import git  # noqa: PLC0415 - see reader

    try:
        with git.Repo(top) as repository:
            repository.git.update_environment(**_GIT_ENVIRONMENT)
            return repository.head.commit.hexsha
    except (git.InvalidGitRepositoryError, git.GitCommandError, OSError, ValueError):
        return None


def last_before(top: Path, day: dt.date) -> str | None:
    """The commit that the checkout at `top` stood at when `day` began, in UTC; None where there was none yet.

    Raises:
        Failure: git can't tell.

    """
    import git  # noqa: PLC0415 - see reader

    try:
        with git.Repo(top) as repository:
            repository.git.update_environment(**_GIT_ENVIRONMENT)
            if not repository.head.is_valid():
                return None
            found = repository.git.rev_list(
                "HEAD", "--", max_count=1, first_parent=True, before=f"{day.isoformat()}T00:00:00Z"
            )
    except (git.InvalidGitRepositoryError, git.GitCommandError, OSError, ValueError) as error:
        raise Failure(
            f"git could not tell what the list was on {day}: {reason(error)}.",
            "Try `git fsck`; where the checkout is shallow, fetch its history first.",
        ) from error
    return str(found) or None


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
