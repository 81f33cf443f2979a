"""The lock of a list: one process changes it at a time."""

from __future__ import annotations

import contextlib
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kh_testlist.errors import Failure
from kh_testlist.store.files import BINARY, give_permissions
from kh_testlist.store.inside import NO_LINK, Folder, opened
from kh_testlist.store.names import display, reason, typed

_LOCK_SECONDS: Final = 60.0
"""How long to wait for another process; an edit holds the lock for milliseconds."""
_POLL_SECONDS: Final = 0.05


@contextlib.contextmanager
def locked(path: Path, base: Path | None = None) -> Iterator[None]:
    """Lock the list at `path`, so that no other process of this program changes it.

    Raises:
        Failure: another process had the lock for a minute, or the lock can't be opened, or is behind a link.

    """
    lock = path.with_name(f".{path.name}.lock")
    descriptor = _taken(path, lock, base)
    try:
        yield
    finally:
        os.close(descriptor)  # this releases the lock


def _taken(path: Path, lock: Path, base: Path | None) -> int:
    """Return the open lock, once it is ours."""
    import filelock  # noqa: PLC0415 - only edits lock

    deadline = time.monotonic() + _LOCK_SECONDS
    try:
        while True:
            with contextlib.ExitStack() as unless_ours:
                descriptor = _opened(path, lock, base)
                unless_ours.callback(os.close, descriptor)
                while not filelock.lock_descriptor(descriptor, blocking=False):
                    _wait(lock, deadline)
                if os.fstat(descriptor).st_nlink:  # else it was removed in between, and locks nothing
                    unless_ours.pop_all()
                    return descriptor
    except OSError as error:
        raise Failure(
            f"{display(path)} could not be locked: {display(lock)}: {reason(error)}.",
            f"Check that you may write to its folder. If nobody is changing the list, remove it: rm -f {typed(lock)}",
        ) from error


def _wait(lock: Path, deadline: float) -> None:
    if time.monotonic() > deadline:
        raise Failure(
            f"Another process has had the lock {display(lock)} for {_LOCK_SECONDS:.0f} seconds.",
            "Wait until it ends, or stop it. Then run the command again.",
        )
    time.sleep(_POLL_SECONDS)


def _opened(path: Path, lock: Path, base: Path | None) -> int:
    """Return the lock, opened. It has the permissions and the group of the list, so all who may edit may lock."""
    with opened(path.parent, base) as folder:
        folder.require_no_link(path.name)
        like = folder.status(path.name)
        if like is not None and not stat.S_ISREG(like.st_mode):
            like = None  # the code that reads the list explains the fault better
        _require_lock(folder, lock)
        descriptor = _open(folder, lock.name, stat.S_IMODE(like.st_mode) if like else 0o666)
    found = os.fstat(descriptor)
    if os.name != "nt" and found.st_uid == os.geteuid() and not _is_like(found, like):
        with contextlib.suppress(OSError):  # it locks anyway
            give_permissions(descriptor, like)
    return descriptor


def _require_lock(folder: Folder, lock: Path) -> None:
    folder.require_no_link(lock.name)
    found = folder.status(lock.name)
    if found is not None and not stat.S_ISREG(found.st_mode):
        raise Failure(
            f"The lock {display(lock)} is not a file. Nothing was changed.",
            f"Check what it is, then remove it: rm -r {typed(lock)}",
        )


def _open(folder: Folder, name: str, mode: int) -> int:
    place, where = folder.at(name)
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NONBLOCK", 0) | NO_LINK | BINARY
    try:
        return os.open(place, flags, mode, **where)
    except PermissionError:
        if folder.status(name) is None:
            raise
        # A version before 0.2.0 made it for one user only. Reading it is enough to lock it.
        return os.open(place, flags & ~(os.O_RDWR | os.O_CREAT) | os.O_RDONLY, **where)


def _is_like(found: os.stat_result, like: os.stat_result | None) -> bool:
    if like is None:
        return True
    return (stat.S_IMODE(found.st_mode), found.st_gid) == (stat.S_IMODE(like.st_mode), like.st_gid)
