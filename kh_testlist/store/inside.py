"""Files that a checkout may bring: lists, ledgers, locks, intents, settings, reviews. None is opened through a link.

A pull request may bring a link, so that a file of the machine is read or overwritten. It may also swap a folder for a
link while the program runs. So each folder below the boundary is opened by the handle of the folder above it. No link
is followed. Each file is opened by the handle of its folder. Nothing below `.git` is opened.

Windows has no such handles. There each folder is checked before it is used, so a swap in between would succeed.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kh_testlist.errors import Failure
from kh_testlist.store.boundary import bounded_path, checkout
from kh_testlist.store.files import (
    READING,
    Permissions,
    content,
    for_group,
    give_permissions,
    read_bytes,
    sync_folder,
    temporary_name,
    unreadable,
    unwritable,
    write_new,
)
from kh_testlist.store.names import display, reason, typed

HAS_HANDLES: Final = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")

NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0)
_FOLDER: Final = os.O_RDONLY | NO_LINK | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
_UNLISTED: Final = getattr(os, "O_PATH", 0)
"""Opens a folder whose names the user may not list, but whose files they may read."""

_NAME_SURROGATE: Final = 0x2000_0000
"""The bit of a Windows reparse tag that means another place: links and junctions have it, cloud files don't."""


class Folder:
    """An open folder below the boundary."""

    def __init__(self, path: Path, descriptor: int | None) -> None:
        self.path = path
        """As it was written, for messages."""
        self._descriptor = descriptor

    def at(self, name: str) -> tuple[str, dict[str, int]]:
        """Return the name that functions of `os` need for the file `name` in here, and their `dir_fd`."""
        if self._descriptor is None:
            return str(self.path / name), {}
        return name, {"dir_fd": self._descriptor}

    def status(self, name: str) -> os.stat_result | None:
        """Return the status of `name` in here, or None if it does not exist. A link is not followed.

        Raises:
            OSError: the user has no permission.

        """
        place, where = self.at(name)
        try:
            return os.stat(place, follow_symlinks=False, **where)  # noqa: PTH116 - by the folder's handle
        except FileNotFoundError:
            return None

    def read(self, name: str) -> bytes:
        """Return the bytes of the ordinary file `name`, at most `MAX_BYTES` and one more.

        Raises:
            Failure: it is a link, or not an ordinary file.
            OSError: it can't be read.

        """
        self.require_no_link(name)
        place, where = self.at(name)
        try:
            descriptor = os.open(place, READING | NO_LINK, **where)
        except OSError:
            self.require_no_link(name)  # it became one just now
            raise
        return content(descriptor, display(self.path / name))

    def replace(self, name: str, data: bytes) -> None:
        """Replace the file `name` with `data`, all of it or nothing. Permissions and group are kept.

        Raises:
            Failure: it is a link, or not an ordinary file.
            OSError: it can't be written. The old file is still there.

        """
        self.require_file(name)
        temporary = temporary_name(name)
        try:
            self.make(temporary, data, self.status(name))
            self.rename(temporary, name)
        except BaseException:
            self.remove(temporary)
            raise
        self.sync()

    def make(self, name: str, data: bytes, like: os.stat_result | None) -> None:
        """Make the new file `name` with `data` and the permissions of the file `like`.

        Without `like`, it is open to the group that may write to this folder. Without such a group, it is like any new
        file.

        Raises:
            OSError: it can't be written.

        """
        place, where = self.at(name)
        write_new(place, data, like or self._of_group(), where)

    def _of_group(self) -> Permissions | None:
        return for_group(os.fstat(self._descriptor), 0o666) if self._descriptor is not None else None

    def rename(self, old: str, new: str) -> None:
        """Put the file `old` in the place of the file `new`.

        Raises:
            OSError: it can't be done.

        """
        source, where = self.at(old)
        target, _ = self.at(new)
        both = {"src_dir_fd": where["dir_fd"], "dst_dir_fd": where["dir_fd"]} if where else {}
        os.replace(source, target, **both)  # noqa: PTH105 - by the folder's handle

    def remove(self, name: str) -> None:
        """Remove the file or the link `name`, if there is one.

        Raises:
            OSError: it can't be removed.

        """
        place, where = self.at(name)
        with contextlib.suppress(FileNotFoundError):
            os.unlink(place, **where)

    def names(self) -> list[str]:
        """Return the names of what is in here, in order.

        Raises:
            OSError: the user may not list them.

        """
        place = self.path if self._descriptor is None else self._descriptor
        try:
            return sorted(os.listdir(place))  # noqa: PTH208 - by the folder's handle
        except OSError as error:
            raise _as_meant(error) from None

    def sync(self) -> None:
        """Make renames last through a power cut, if the system can.

        Raises:
            OSError: the disk fails.

        """
        if self._descriptor is None:
            sync_folder(self.path)
        else:
            with contextlib.suppress(PermissionError):  # a user who may not list a folder can't sync it
                try:
                    os.fsync(self._descriptor)
                except OSError as error:
                    raise _as_meant(error) from None

    def require_no_link(self, name: str) -> None:
        """Refuse `name` if it is a link.

        Raises:
            Failure: it is a link.
            OSError: the user has no permission.

        """
        found = self.status(name)
        if found is not None and _is_link(found):
            raise _link(self.path / name)

    def require_file(self, name: str) -> None:
        """Refuse to replace `name` if it is a link or not an ordinary file.

        Raises:
            Failure: it is a link, or not an ordinary file.
            OSError: the user has no permission.

        """
        self.require_no_link(name)
        found = self.status(name)
        if found is not None and not stat.S_ISREG(found.st_mode):
            raise Failure(
                f"{display(self.path / name)} is not a file. Nothing was changed.",
                "Give the name of a file, or a new name.",
            )


@contextlib.contextmanager
def opened(folder: Path, base: Path | None = None, *, make: bool = False) -> Iterator[Folder]:
    """Open `folder`, and keep it open.

    Args:
        folder: the folder, as it is written.
        base: the boundary outside of git; by default `folder`.
        make: True to make missing folders below the boundary.

    Raises:
        Failure: there is a link between the boundary and `folder`, or `folder` is in `.git`.
        OSError: a folder can't be opened.

    """
    way = bounded_path(folder, base)
    if any(map(_is_git, way.parts)):
        raise Failure(
            f"{display(folder)} is where git keeps its own files. Nothing was read or written there.",
            "Give another folder: --lists DIR",
        )
    if not HAS_HANDLES:
        yield Folder(_looked_at(way.top, way.parts, make=make), None)
        return
    with contextlib.ExitStack() as handles:
        # Above the boundary, links are followed.
        descriptor = _open(way.top, _FOLDER & ~NO_LINK)
        handles.callback(os.close, descriptor)
        place = way.top
        for part in way.parts:
            place /= part
            descriptor = _open_part(part, descriptor, place, make=make)
            handles.callback(os.close, descriptor)
        yield Folder(folder, descriptor)


def _open(place: Path | str, flags: int, **where: int) -> int:
    try:
        return os.open(place, flags, **where)
    except PermissionError:
        return os.open(place, flags | _UNLISTED, **where)


def _open_part(part: str, above: int, place: Path, *, make: bool) -> int:
    is_new = False
    if make:
        with contextlib.suppress(FileExistsError):
            os.mkdir(part, dir_fd=above)
            is_new = True
    try:
        descriptor = _open(part, _FOLDER, dir_fd=above)
    except OSError as error:
        error.filename = str(place)
        with contextlib.suppress(OSError):
            if _is_link(os.stat(part, dir_fd=above, follow_symlinks=False)):
                raise _link(place) from None
        raise
    if is_new and (like := for_group(os.fstat(above), 0o2777)):
        with contextlib.suppress(OSError):  # the folder was made anyway
            give_permissions(descriptor, like)
    return descriptor


def _looked_at(top: Path, parts: tuple[str, ...], *, make: bool) -> Path:
    """Return the folder that `parts` lead to from `top`. Each of them is checked for a link."""
    place = top
    for part in parts:
        place /= part
        if make:
            place.mkdir(exist_ok=True)
        if _is_link(place.lstat()):
            raise _link(place)
    return place


def _as_meant(error: OSError) -> OSError:
    """Return the right error for a folder that could be opened, but not listed."""
    return PermissionError(errno.EACCES, os.strerror(errno.EACCES)) if error.errno == errno.EBADF else error


def _is_git(part: str) -> bool:
    """Return True if a file system may read `part` as `.git`, because of case or invisible characters.

    Windows also has a short name for it, and streams of a folder, such as `.git::$INDEX_ALLOCATION`.
    """
    bare = part if part.isascii() else "".join(sign for sign in part if unicodedata.category(sign) != "Cf")
    return bare.split(":")[0].rstrip(". ").casefold() in {".git", "git~1"}


def _is_link(found: os.stat_result) -> bool:
    return stat.S_ISLNK(found.st_mode) or bool(getattr(found, "st_reparse_tag", 0) & _NAME_SURROGATE)


def _link(place: Path) -> Failure:
    return Failure(
        f"{display(place)} is a link. Nothing was read or written through it.",
        f"Put the file or the folder itself in its place. To remove a link that git brought: git rm -f {typed(place)}",
    )


def read(path: Path, base: Path | None = None) -> bytes:
    """Return the bytes of the ordinary file at `path`, at most `MAX_BYTES` and one more.

    Raises:
        Failure: it does not exist, is a link or behind one, is not an ordinary file, or can't be read.

    """
    try:
        with opened(path.parent, base) as folder:
            return folder.read(path.name)
    except (OSError, ValueError) as error:
        raise unreadable(display(path), error) from error


def read_named(path: Path) -> bytes:
    """Return the bytes of the ordinary file at `path`, which the user named: a list, or a file to import.

    A link in a checkout is not followed, because a pull request may have brought it. Any other link is the user's own.

    Raises:
        Failure: it can't be read, or is a link in a checkout or behind one.

    """
    return read(path) if checkout(path.parent) else read_bytes(path, display(path))


def exists(path: Path, base: Path | None = None) -> bool:
    """Return True if something is at `path`.

    Raises:
        Failure: it is a link or behind one, or the user has no permission.

    """
    try:
        with opened(path.parent, base) as folder:
            folder.require_no_link(path.name)
            return folder.status(path.name) is not None
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError) as error:
        raise unreadable(display(path), error) from error


def replace(path: Path, data: bytes, base: Path | None = None, *, make: bool = False) -> None:
    """Replace the file at `path` with `data`, all of it or nothing. With `make`, missing folders are made.

    Raises:
        Failure: it can't be written, or is a link or behind one. The old file is still there.

    """
    try:
        with opened(path.parent, base, make=make) as folder:
            folder.replace(path.name, data)
    except OSError as error:
        raise unwritable(display(path), error) from error


def remove(path: Path, base: Path | None = None) -> None:
    """Remove the file at `path`, if there is one.

    Raises:
        Failure: it can't be removed, or is behind a link.

    """
    try:
        with opened(path.parent, base) as folder:
            folder.remove(path.name)
    except FileNotFoundError:
        return
    except OSError as error:
        raise unwritable(display(path), error) from error


def names(folder: Path, base: Path | None = None) -> list[str]:
    """Return the names of what is in `folder`, in order.

    Raises:
        Failure: it is a link or behind one, or can't be read.

    """
    try:
        with opened(folder, base) as held:
            return held.names()
    except (OSError, ValueError) as error:
        raise Failure(
            f"{display(folder)} could not be read: {reason(error)}.", "Check the name and its permissions."
        ) from error
