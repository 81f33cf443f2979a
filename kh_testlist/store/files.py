"""Files that the user names, read with a limit and replaced as a whole. A link is followed, because the user chose it.

For lists, ledgers and other files that a checkout may bring, use `inside`.
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
"""Without it, Windows would change line ends."""

READING: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | BINARY
"""Without O_NONBLOCK, a FIFO would block open() until somebody writes to it."""

ROOM: Final = "Check that its folder exists, that the disk is not full, and that you may write there."


def read(path: Path) -> UrlList:
    """Return the list at `path`.

    Raises:
        Failure: it does not exist, is not an ordinary file, can't be read, or is too large.

    """
    shown = display(path)
    return parse(read_bytes(path, shown), shown)


def read_bytes(path: Path, shown: str) -> bytes:
    """Return the bytes of the ordinary file at `path`, at most `MAX_BYTES` and one more.

    Args:
        path: the file; a link is followed.
        shown: its name in errors.

    Raises:
        Failure: it does not exist, is not an ordinary file, or can't be read.

    """
    try:
        return content(os.open(path, READING), shown)
    except (OSError, ValueError) as error:
        raise unreadable(shown, error) from error


def content(descriptor: int, shown: str) -> bytes:
    """Return the bytes of the ordinary file behind `descriptor`, at most `MAX_BYTES` and one more, and close it.

    Raises:
        Failure: it is not an ordinary file.
        OSError: it can't be read.

    """
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise Failure(f"{shown} is not a file.", "Give a file, such as lists/kh.csv.")
        return file.read(MAX_BYTES + 1)


def unreadable(shown: str, error: Exception) -> Failure:
    """Return the error for a file that could not be read."""
    match error:
        case FileNotFoundError():
            return Failure(f"The file {shown} does not exist.", "Check the name, and the folder that you are in.")
        case IsADirectoryError():
            return Failure(f"{shown} is a folder.", "Give a file in it, such as lists/kh.csv.")
    return Failure(f"{shown} could not be read: {reason(error)}.", "Check the name and its permissions.")


def unwritable(shown: str, error: OSError) -> Failure:
    """Return the error for a file that could not be written, and was not changed."""
    return Failure(f"{shown} could not be written: {reason(error)}. Nothing was changed.", ROOM)


def replace(path: Path, data: bytes) -> None:
    """Replace the file at `path` with `data`, all of it or nothing.

    A link is followed, so its target changes and the link stays. Permissions are kept.

    Raises:
        Failure: it can't be written. The old file is still there.

    """
    target = Path(os.path.realpath(path))
    if target.is_symlink():
        raise Failure(f"{display(path)} is a link that leads in a circle.", "Remove it, and put the file in its place.")
    try:
        if target.exists() and not target.is_file():
            raise Failure(
                f"{display(path)} is not a file. Nothing was changed.", "Give the name of a file, or a new name."
            )
        put(target, data, target.stat() if target.exists() else None)
    except OSError as error:
        raise unwritable(display(path), error) from error


def write(path: Path, data: bytes) -> None:
    """Write `data` to `path`: replace a file, or write to a device or a pipe.

    Raises:
        Failure: it can't be written.

    """
    if not path.exists() or path.is_file():
        replace(path, data)
        return
    try:
        # A pipe that nobody reads would block open(). With O_NONBLOCK it fails at once.
        descriptor = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "wb") as file:
            if os.name != "nt":
                os.set_blocking(descriptor, True)
            file.write(data)
    except OSError as error:
        raise Failure(
            f"{display(path)} could not be written: {reason(error)}.",
            "Check that a program reads from it, or give a file.",
        ) from error


def put(target: Path, data: bytes, like: os.stat_result | Permissions | None) -> None:
    """Replace the file or the link `target` with `data`, all of it or nothing. It gets the permissions of `like`.

    Raises:
        OSError: it can't be written. The old file is still there.

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
    """Return a hidden name for the future file `name`. No other process uses the same."""
    return f".{name[:200]}.{os.urandom(6).hex()}.tmp"


class Permissions(NamedTuple):
    """The permissions of a new file or folder. The names are those of `os.stat_result`."""

    st_mode: int
    st_gid: int


def for_group(folder: os.stat_result, mode: int) -> Permissions | None:
    """Return the permissions of a new file in `folder`, if a group may write there.

    Without them, the first user would lock out the group. Return None if no group may write there. Then only the user's
    umask decides.
    """
    if os.name == "nt" or not folder.st_mode & 0o020:
        return None
    return Permissions(mode & 0o777 & ~_umask() | mode & 0o070 | mode & folder.st_mode & 0o2000, folder.st_gid)


def write_new(
    name: str, data: bytes, like: os.stat_result | Permissions | None, where: Mapping[str, int] | None = None
) -> None:
    """Make the file `name` with `data`. It is on the disk when this returns.

    Args:
        name: a name that does not exist yet. Through a link at that place, another file would be written.
        data: what goes into it.
        like: the file that gives the permissions and the group. None gives those of any new file.
        where: `dir_fd`, if `name` is in an open folder.

    Raises:
        OSError: it can't be written.

    """
    # Only its owner may read it until it has the permissions of `like`, which may be private.
    descriptor = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, 0o600, **(where or {}))
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(descriptor)
        give_permissions(descriptor, like)


def give_permissions(descriptor: int, like: os.stat_result | Permissions | None) -> None:
    """Give an open file the permissions and the group of `like`, or without it those of any new file.

    If the group can't be given, another group does not get what `like` gives to its own.

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
    """Close the file or the folder at `place` to everybody except its owner, if it is ours.

    Nobody else may read which sites a person visited, and when.
    """
    with contextlib.suppress(OSError):  # somebody else's, or a file system without permissions
        found = place.lstat().st_mode
        mode = {stat.S_IFDIR: 0o700, stat.S_IFREG: 0o600}.get(stat.S_IFMT(found))  # never of a device or a link
        if mode is not None and stat.S_IMODE(found) != mode:
            place.chmod(mode)


def private_folder(place: Path) -> None:
    """Make the folder `place`, and close it to everybody except its owner, also if it already exists.

    Raises:
        OSError: it can't be made.

    """
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    make_private(place)


def sync_folder(folder: Path) -> None:
    """Make the rename itself last through a power cut, if the system can (Windows can't).

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
