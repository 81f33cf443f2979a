"""Bytes to `UrlList` and back without losing one; lists on disk, locked and replaced as a whole.

A list that is read and written back is the same file to the byte: each entry keeps the text it was read from, and
only entries that an edit made anew are written anew.
"""

from __future__ import annotations

import codecs
import contextlib
import csv
import functools
import io
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from kh_testlist.errors import Failure
from kh_testlist.model import Entry, UrlList

MAX_BYTES: Final = 16 * 1024 * 1024
MAX_RECORDS: Final = 50_000
"""Above either, a file is refused unread: upstream's 147 lists together are 3.5 MB and 39,206 rows."""

_LOCK_SECONDS: Final = 60.0
"""How long to wait for another process; an edit holds the lock for milliseconds."""

csv.field_size_limit(MAX_BYTES)


def parse(data: bytes, path: str) -> UrlList:
    """Read `data` as a list. Nothing in it is an error here: what is wrong with it is for the rules to say.

    Raises:
        Failure: there are more than `MAX_BYTES` or `MAX_RECORDS` of it.

    """
    if len(data) > MAX_BYTES:
        raise Failure(f"{path} is larger than {MAX_BYTES // 1024**2} MiB.", _TOO_LARGE)
    has_bom = data.startswith(codecs.BOM_UTF8)
    body = data[len(codecs.BOM_UTF8) :] if has_bom else data
    is_utf8 = True
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        is_utf8 = False
        text = body.decode("utf-8", "surrogateescape")
    records = _records(text, path)
    header = records[0] if records else None
    return UrlList(path, header, tuple(records[1:]), has_bom=has_bom, is_utf8=is_utf8)


_TOO_LARGE: Final = "A test list has at most some thousand rows: check that this is the file you mean, or split it."


def _records(text: str, path: str) -> list[Entry]:
    # Python's reader takes a lone CR for a line end too, as upstream's does; str.splitlines knows seven more.
    # Counted before it is cut: a string for each of millions of lines would fill the memory.
    if len(text) > 2 * MAX_RECORDS < text.count("\n") + text.count("\r"):
        raise Failure(f"{path} has more than {MAX_RECORDS:,} lines.", _TOO_LARGE)
    lines = _lines(text)
    if len(lines) > MAX_RECORDS:
        raise Failure(f"{path} has more than {MAX_RECORDS:,} lines.", _TOO_LARGE)
    reader = csv.reader(lines)
    rows = list(map(tuple, reader))
    if len(rows) == len(lines):
        # What Entry(...) does, without a Python call for each of 39,000 rows.
        make = functools.partial(tuple.__new__, Entry)
        return list(map(make, zip(range(len(lines)), range(1, len(lines) + 1), rows, lines, strict=True)))
    return list(_multiline_records(lines))


def _lines(text: str) -> list[str]:
    """`text` cut behind each line end."""
    if "\r" in text:
        return list(io.StringIO(text, newline=""))
    *whole, last = text.split("\n")
    lines = [line + "\n" for line in whole]
    return [*lines, last] if last else lines


def _multiline_records(lines: list[str]) -> Iterator[Entry]:
    """The same, where quoted line breaks make some records longer than a line."""
    reader = csv.reader(lines)
    start = 0
    for number, cells in enumerate(reader):
        end = reader.line_num
        yield Entry(number, start + 1, tuple(cells), "".join(lines[start:end]))
        start = end


def to_bytes(urls: UrlList) -> bytes:
    """The file that `urls` is."""
    return (codecs.BOM_UTF8 if urls.has_bom else b"") + urls.text.encode("utf-8", "surrogateescape")


def line_end(raw: str) -> str:
    """How the record `raw` ends: LF, CRLF, CR, or nothing."""
    if raw.endswith("\r\n"):
        return "\r\n"
    return raw[-1:] if raw.endswith(("\n", "\r")) else ""


def prevailing_line_end(urls: UrlList) -> str:
    """How most of the list's records end; LF where there is none to go by."""
    ends = [line_end(record.raw) for record in urls.records]
    return max(("\n", "\r\n", "\r"), key=ends.count)


def write_record(cells: Iterable[str], end: str) -> str:
    """The text of a record: quoted only where it must be, as upstream's editor writes."""
    buffer = io.StringIO(newline="")
    # A writer quotes the line breaks that its own line end has, and no other.
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue().removesuffix("\r\n") + end


def read(path: Path) -> UrlList:
    """Read the list at `path`.

    Raises:
        Failure: it isn't there, is no ordinary file, can't be read, or is too large.

    """
    shown = display(path)
    return parse(read_bytes(path, shown), shown)


def read_bytes(path: Path, shown: str) -> bytes:
    """The bytes of the ordinary file at `path`, at most `MAX_BYTES` and one more; `shown` is what errors call it.

    Raises:
        Failure: it isn't there, is no ordinary file, or can't be read.

    """
    try:
        # A FIFO would block open() until somebody writes to it.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise Failure(f"{shown} is not a file.", "Name a list: a CSV file such as lists/kh.csv.")
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise Failure(f"There is no file {shown}.", "Check the name, and the folder that you are in.") from None
    except IsADirectoryError:
        raise Failure(f"{shown} is a folder.", "Name a list in it: a CSV file such as lists/kh.csv.") from None
    except (OSError, ValueError) as error:
        raise Failure(f"{shown} could not be read: {reason(error)}.", "Check the name and its permissions.") from error


def reason(error: Exception) -> str:
    """What an operating system's error says, without the path and the number."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def display(path: Path) -> str:
    """`path` as reports write it: relative to the working folder where it lies below it, with slashes."""
    text = path.as_posix()
    if path.is_absolute():
        with contextlib.suppress(OSError):
            # Cut as text: pathlib takes ten times as long, and each list is named several times.
            here = Path.cwd().as_posix() if os.sep != "/" else os.getcwd()  # noqa: PTH109
            return "." if text == here else text.removeprefix(here.rstrip("/") + "/")
    return text


def typed(what: Path | str) -> str:
    """`what` as a command that somebody is to type has it: one word to a shell, whatever is in it."""
    import shlex  # noqa: PLC0415 - only where a next step names a file

    text = display(what) if isinstance(what, Path) else what
    return shlex.quote(f"./{text}" if text.startswith("-") and isinstance(what, Path) else text)


@functools.cache
def checkout(folder: Path) -> Path | None:
    """The top of the git checkout in which `folder` is written to lie, links resolved; None outside of one.

    What counts is what the person, or the workflow, named: a link on the way that a checkout brought leads to no
    other checkout, so `..` is resolved in the text alone, and past a link the search goes on upwards.
    """
    written = Path(os.path.abspath(folder))  # noqa: PTH100 - Path.resolve() would follow links
    top = None
    crossed_link = False
    for place in (written, *written.parents):
        if (top is None or crossed_link) and (place / ".git").exists():
            top, crossed_link = place, False
        crossed_link = crossed_link or place.is_symlink()
    return top.resolve() if top else None


def require_inside(path: Path) -> None:
    """Refuse `path` where it is a link that leads out of its checkout: a pull request may have brought it.

    Raises:
        Failure: it is.

    """
    top = checkout(path.parent)
    if top is not None and not _real(path if path.is_symlink() else path.parent).is_relative_to(top):
        raise Failure(
            f"{display(path)} is a link that leads out of {top}.",
            "Put the file itself in its place, or name the file that the link leads to.",
        )


@functools.cache
def _real(path: Path) -> Path:
    """Where `path` leads; Path.resolve() would raise of a link in a circle."""
    return Path(os.path.realpath(path))


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the list at `path` against other processes of this program.

    Raises:
        Failure: another process held it for a minute, the lock can't be made, or it is a link out of its checkout.

    """
    import filelock  # noqa: PLC0415 - only edits lock

    require_inside(path)  # of a dangling link, what it leads to would be made
    target = target_of(path)
    lock = filelock.FileLock(target.with_name(f".{target.name}.lock"), timeout=_LOCK_SECONDS)
    try:
        lock.acquire()
    except filelock.Timeout:
        raise Failure(
            f"Another process has held {display(path)} for {_LOCK_SECONDS:.0f} seconds.",
            "Wait for it to end, or end it; then try again.",
        ) from None
    except (OSError, NotImplementedError) as error:  # the second: a file system without locks
        raise Failure(
            f"{display(path)} could not be locked: {reason(error)}.",
            "Check that its folder exists and that you may write to it.",
        ) from error
    try:
        yield
    finally:
        lock.release()


def target_of(path: Path) -> Path:
    """Where `path` leads, links followed.

    Raises:
        Failure: in a circle.

    """
    target = Path(os.path.realpath(path))
    if target.is_symlink():
        raise Failure(f"{display(path)} is a link that leads in a circle.", "Remove it, and put the list in its place.")
    return target


def replace(path: Path, data: bytes) -> None:
    """Put `data` in the place of the file at `path`, all of it or nothing.

    A link is followed, so that its target changes and the link stays; permissions are kept.

    Raises:
        Failure: it can't be written; what was there is there still.

    """
    try:
        target = target_of(path)
        if target.exists() and not target.is_file():
            raise Failure(f"{display(path)} is not a file. Nothing was changed.", "Name a file, or one to be made.")
        _replace(target, data)
    except OSError as error:
        raise Failure(
            f"{display(path)} could not be written: {reason(error)}. Nothing was changed.",
            "Check that its folder exists, that the disk has room, and that you may write there.",
        ) from error


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


def _replace(target: Path, data: bytes) -> None:
    import tempfile  # noqa: PLC0415 - brings shutil and random, which only writing needs

    mode = _mode(target)
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def stage(place: Path, data: bytes, like: Path) -> None:
    """Have `data` on the disk at `place`, with the permissions of the file `like`, which it is to replace later.

    Raises:
        OSError: it can't be written.

    """
    place.unlink(missing_ok=True)
    # Only where nothing is: a link that somebody put there would have another file written. For its owner alone, until
    # it has the permissions of `like`, which may be closed to others.
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    place.chmod(_mode(like))
    sync_folder(place.parent)


def _mode(target: Path) -> int:
    """The permissions that a new file at `target` should have: those of the one it replaces."""
    return stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask()


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def sync_folder(folder: Path) -> None:
    """Make the rename itself last through a power cut, where the system can (Windows can't)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
