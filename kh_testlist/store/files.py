"""Files that the user names, read with a bound and replaced as a whole. A link is followed: the user chose it.

Lists, ledgers and the other files that a checkout may bring are for `inside`.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from kh_testlist.errors import Failure
from kh_testlist.model import UrlList
from kh_testlist.store.names import display, reason
from kh_testlist.store.text import MAX_BYTES, parse

BINARY: Final = getattr(os, "O_BINARY", 0)
"""Windows would change line ends without it."""

READING: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | BINARY
"""Without O_NONBLOCK, a FIFO would block open() until somebody writes to it."""

ROOM: Final = "Check that its folder exists, that the disk has room, and that you may write there."


def read(path: Path) -> UrlList:
    """Return the list at `path`.

    Raises:
        Failure: it isn't there, is no ordinary file, can't be read, or is too large.

    """
    shown = display(path)
    return parse(read_bytes(path, shown), shown)


def read_bytes(path: Path, shown: str) -> bytes:
    """Return the bytes of the ordinary file at `path`, at most `MAX_BYTES` and one more.

    Args:
        path: the file; a link is followed.
        shown: what errors call it.

    Raises:
        Failure: it isn't there, is no ordinary file, or can't be read.

    """
    try:
        return content(os.open(path, READING), shown)
    except (OSError, ValueError) as error:
        raise unreadable(shown, error) from error


def content(descriptor: int, shown: str) -> bytes:
    """Return what the ordinary file behind `descriptor` has, at most `MAX_BYTES` and one more; close it.

    Raises:
        Failure: it is no ordinary file.
        OSError: it can't be read.

    """
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise Failure(f"{shown} is not a file.", "Name a list: a CSV file such as lists/kh.csv.")
        return file.read(MAX_BYTES + 1)


def unreadable(shown: str, error: Exception) -> Failure:
    """Return the error for a file that could not be read."""
    match error:
        case FileNotFoundError():
            return Failure(f"There is no file {shown}.", "Check the name, and the folder that you are in.")
        case IsADirectoryError():
            return Failure(f"{shown} is a folder.", "Name a list in it: a CSV file such as lists/kh.csv.")
    return Failure(f"{shown} could not be read: {reason(error)}.", "Check the name and its permissions.")


def unwritable(shown: str, error: OSError) -> Failure:
    """Return the error for a file that could not be written and is as it was."""
    return Failure(f"{shown} could not be written: {reason(error)}. Nothing was changed.", ROOM)


def replace(path: Path, data: bytes) -> None:
    """Put `data` in the place of the file at `path`, all of it or nothing.

    A link is followed, so that its target changes and the link stays; permissions are kept.

    Raises:
        Failure: it can't be written; what was there is there still.

    """
    target = Path(os.path.realpath(path))
    if target.is_symlink():
        raise Failure(f"{display(path)} is a link that leads in a circle.", "Remove it, and put the file in its place.")
    try:
        if target.exists() and not target.is_file():
            raise Failure(f"{display(path)} is not a file. Nothing was changed.", "Name a file, or one to be made.")
        put(target, data, target.stat() if target.exists() else None)
    except OSError as error:
        raise unwritable(display(path), error) from error


def write(path: Path, data: bytes) -> None:
    """Give `data` to whoever is at `path`: the file in its place becomes `data`; a device or a pipe is written to.

    Raises:
        Failure: it can't be written.

    """
    if not path.exists() or path.is_file():
        replace(path, data)
        return
    try:
        # A pipe that nobody reads would block open(); without blocking it says so.
        descriptor = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "wb") as file:
            if os.name != "nt":
                os.set_blocking(descriptor, True)
            file.write(data)
    except OSError as error:
        raise Failure(
            f"{display(path)} could not be written: {reason(error)}.", "Check that somebody reads it, or name a file."
        ) from error


def put(target: Path, data: bytes, like: os.stat_result | Permissions | None) -> None:
    """Put `data` in the place of the file or the link `target`, all of it or nothing, with the permissions of `like`.

    Raises:
        OSError: it can't be written; what was there is there still.

    """
    temporary = target.with_name(temporary_name(target.name))
    try:
        write_new(str(temporary), data, like)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def temporary_name(name: str) -> str:
    """Return a hidden name, which no other process takes, for what is to be the file `name`."""
    return f".{name[:200]}.{os.urandom(6).hex()}.tmp"


class Permissions(NamedTuple):
    """What a new file or folder is to have; the names are those of `os.stat_result`."""

    st_mode: int
    st_gid: int


def for_group(folder: os.stat_result, mode: int) -> Permissions | None:
    """Return what is new in `folder` is to have, where a group may write there: else the first user locks it out.

    None where no group may. Then the user's umask alone decides.
    """
    if os.name == "nt" or not folder.st_mode & 0o020:
        return None
    return Permissions(mode & 0o777 & ~_umask() | mode & 0o070 | mode & folder.st_mode & 0o2000, folder.st_gid)


def write_new(
    name: str, data: bytes, like: os.stat_result | Permissions | None, where: Mapping[str, int] | None = None
) -> None:
    """Make the file `name` with `data`, on the disk when this returns.

    Args:
        name: where nothing is yet; a link that somebody put there would have another file written.
        data: what goes into it.
        like: the file whose permissions and group it gets; None for those of any new file.
        where: `dir_fd`, where `name` is in a folder that is held open.

    Raises:
        OSError: it can't be written.

    """
    # For its owner alone, until it has the permissions of `like`, which may be closed to others.
    descriptor = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, 0o600, **(where or {}))
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(descriptor)
        give_permissions(descriptor, like)


def give_permissions(descriptor: int, like: os.stat_result | Permissions | None) -> None:
    """Give an open file the permissions and the group of `like`; without one, those of any new file.

    Where the group can't be given, nobody of another group gets what `like` gives to its own.

    Raises:
        OSError: they can't be given.

    """
    if os.name == "nt":
        return
    mode = stat.S_IMODE(like.st_mode) if like else 0o666 & ~_umask()
    if like is not None and os.fstat(descriptor).st_gid != like.st_gid:
        try:
            os.fchown(descriptor, -1, like.st_gid)
        except OSError:
            mode &= ~0o070 | (mode & 0o007) << 3
    os.fchmod(descriptor, mode)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def make_private(place: Path) -> None:
    """Close the file or the folder at `place` to everybody but its owner, where it is ours to close.

    What sites somebody visited, and when, is nobody else's to read.
    """
    with contextlib.suppress(OSError):  # somebody else's, or a file system without permissions
        found = place.lstat().st_mode
        mode = {stat.S_IFDIR: 0o700, stat.S_IFREG: 0o600}.get(stat.S_IFMT(found))  # never a device's, nor a link's
        if mode is not None and stat.S_IMODE(found) != mode:
            place.chmod(mode)


def private_folder(place: Path) -> None:
    """Make the folder `place`, and close it to everybody but its owner, also where it is there already.

    Raises:
        OSError: it can't be made.

    """
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    make_private(place)


def sync_folder(folder: Path) -> None:
    """Make the rename itself last through a power cut, where the system can (Windows can't).

    Raises:
        OSError: the folder can't be opened.

    """
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
