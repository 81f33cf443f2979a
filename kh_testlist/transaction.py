"""Replace several files of a list together. After a crash at any moment, all files are old or all are new.

First, the new bytes are written to the disk next to the old files. Then one file, the intent, is made by a rename. From
then on, the change is decided. Then the new bytes replace the old ones, and the intent is removed. A process that finds
an intent finishes that change before anything else. So a program that reads a list through this module never sees half
a change.

A pull request may bring an intent, for example to have one list judged and another one merged. So an intent has two
facts about each new file that a checkout cannot set. They are its number (inode) and the nanosecond of its making. An
intent can name only the list, its ledger, the record of the last sync and a review's `finished.json`. A file that is
not in the old state or the new state stays untouched.

The record of the last sync belongs to all lists in a folder. A process that changes it, or finishes such a change,
takes its lock before the lock of the list.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Final, Literal, NamedTuple

from kh_testlist import store
from kh_testlist.errors import Failure
from kh_testlist.records import Bounds, adapter
from kh_testlist.store import display, inside, reason, typed
from kh_testlist.store.files import unwritable

SYNCED: Final = "upstream.json"
"""The record of the last sync, next to the lists."""

_FORMAT: Final = 1
_CLOSED: Final = {"extra": "forbid"}
_MOST_BYTES: Final = 64 * 1024
_MOST_FILES: Final = 8
_FINISHED: Final = re.compile(r"\.\./reviews/[0-9A-Za-z-]{1,40}/finished\.json")
_INTENT: Final = re.compile(r"\.(.+)\.intent")

_held_lists: Final[set[Path]] = set()
"""The lists that this process has locked. A second lock of one of them would wait for the process itself."""


_Digest = Annotated[str, Bounds(pattern="^[0-9a-f]{64}$")]
_Whole = Annotated[int, Bounds(strict=True)]


@dataclass(frozen=True, eq=False, repr=False)  # each run makes these classes; without these methods, twice as fast
class _File:
    """A file in an intent."""

    __pydantic_config__ = _CLOSED

    path: str
    before: _Digest | None
    after: _Digest
    stamp: tuple[_Whole, _Whole]


@dataclass(frozen=True, eq=False, repr=False)  # the same
class _Intent:
    """The files of a change."""

    __pydantic_config__ = _CLOSED

    version: Literal[1]
    files: Annotated[list[_File], Bounds(min_length=1, max_length=_MOST_FILES)]


class _Step(NamedTuple):
    """A file to replace."""

    name: str
    """Its path from the list's folder, with slashes."""
    target: Path
    base: Path
    """The boundary for it outside of a git checkout."""
    before: str | None
    """The SHA-256 of the old file; None if there was no such file."""
    after: str
    stamp: tuple[int, int] | None = None
    """The number and the time of the new file. A rename keeps them."""


@contextlib.contextmanager
def locked(path: Path, *, with_sync: bool = False) -> Iterator[None]:
    """Lock the list at `path` for this process. First finish a change that was interrupted.

    Args:
        path: the list.
        with_sync: True if the record of the last sync will change too.

    Raises:
        Failure: another process held it for a minute, the lock cannot be made, or the change cannot be finished.

    """
    with contextlib.ExitStack() as locks:
        if with_sync:
            locks.enter_context(store.locked(path.with_name(SYNCED)))
            _settle_others(path)
        while not _held(path, locks, with_sync=with_sync):
            with locked(path, with_sync=True):
                pass
        _held_lists.add(store.absolute(path))
        locks.callback(_held_lists.discard, store.absolute(path))
        _clean(path, with_sync=with_sync)
        yield


def _held(path: Path, locks: contextlib.ExitStack, *, with_sync: bool) -> bool:
    """Lock the list. Return False if an interrupted change needs the lock of the last sync first."""
    with contextlib.ExitStack() as lock:
        lock.enter_context(store.locked(path))
        if os.path.lexists(intent_of(path)):
            steps = _read(path)
            if not with_sync and any(step.name == SYNCED for step in steps):
                return False
            _recover(path, steps)
        locks.push(lock.pop_all())
    return True


def _settle_others(path: Path) -> None:
    """Finish interrupted changes of other lists in the folder, which may include the record of the last sync."""
    for name in inside.names(path.parent):
        found = _INTENT.fullmatch(name)
        other = path.with_name(found[1]) if found else path
        if other != path:
            # Faults of another list are reported to the person who works on that list.
            with contextlib.suppress(Failure), store.locked(other):
                if os.path.lexists(intent_of(other)):
                    _recover(other, _read(other))


def settle(path: Path) -> None:
    """Finish an interrupted change of the list at `path`, or remove the files of a change that was not decided.

    Raises:
        Failure: the change cannot be finished, or another process held the list for a minute.

    """
    if _held_lists and store.absolute(path) in _held_lists:
        return
    # As text, because pathlib takes ten times as long, and this runs for each list of a folder.
    start = os.path.join(os.path.dirname(path), ".")  # noqa: PTH118, PTH120
    names = (f"{path.name}.intent", f"{path.name}.next", f"{path.stem}.ledger.csv.next", f"{path.name}.intent.next")
    intent, *staged = (os.path.lexists(start + name) for name in names)
    if intent:
        with locked(path):
            pass
    elif any(staged):
        # A person who may not write here can still read.
        with contextlib.suppress(Failure), locked(path, with_sync=os.path.lexists(_staged(path.with_name(SYNCED)))):
            pass


def intent_of(path: Path) -> Path:
    """Return the path of the intent to change the list at `path`."""
    return path.with_name(f".{path.name}.intent")


def _staged(target: Path) -> Path:
    """Return the path of the new bytes for `target`."""
    return target.with_name(f".{target.name.removeprefix('.')}.next")


def _together(path: Path) -> tuple[Path, ...]:
    """Return the list at `path` and the files that change with it, without the record of the last sync."""
    return path, path.with_name(f"{path.stem}.ledger.csv")


def _clean(path: Path, *, with_sync: bool) -> None:
    """Remove files that dead processes left next to the list. The caller holds the lock, so nobody needs them."""
    ours = [one.name for one in _together(path)] + ([SYNCED] if with_sync else [])
    # Versions before 0.2.0 put a second dot before the name of an intent.
    starts = (*(f".{name}." for name in ours), f"..{path.name}.")
    with contextlib.suppress(OSError), inside.opened(path.parent) as folder:
        for name in folder.names():
            if name.startswith(starts) and name.endswith((".tmp", ".next")):
                with contextlib.suppress(OSError):  # for example a folder, which is not ours
                    folder.remove(name)


def commit(path: Path, files: Mapping[Path, bytes], read: Mapping[Path, bytes] | None = None) -> None:
    """Replace `files` together. The caller has locked the list at `path` with `locked`.

    Files that have these bytes already are not written. Files that the caller `read` under the lock are not read again.

    Raises:
        Failure: they cannot be written. The old files are still there, unless the message says otherwise.

    """
    steps: dict[_Step, bytes] = {}
    for place, data in files.items():
        name = Path(os.path.relpath(place, path.parent)).as_posix()
        target, base = _target(path, name)
        before = _digest(read[place]) if read and place in read else _digest_of(target, base)
        step = _Step(name, target, base, before, _digest(data))
        if step.before != step.after:
            steps[step] = data
    if steps:
        intent = intent_of(path)
        try:
            _lay_ready(path, steps)
            if len(steps) == 1:
                _rename(*next(iter(steps))[1:3])  # a single rename is all or nothing
                return
            _rename(intent, path.parent)
        except BaseException as error:
            # After the intent exists, the change is decided, also if a later step fails.
            if not os.path.lexists(intent):
                _take_back(path, steps)
            if isinstance(error, OSError):
                raise unwritable(display(path), error) from error
            raise
        _roll_forward(path, list(steps), are_new=True)


def _lay_ready(path: Path, steps: Mapping[_Step, bytes]) -> None:
    """Write the new bytes to the disk, and the intent if there is more than one file.

    New files get the list's permissions and group: people who may change the list may also change these files.
    """
    with inside.opened(path.parent) as folder:
        like = folder.status(path.name)
    for step, data in steps.items():
        _stage(step.target, step.base, data, like)
    if len(steps) > 1:
        _stage(intent_of(path), path.parent, _document(list(steps)), like)


def _take_back(path: Path, steps: Mapping[_Step, bytes]) -> None:
    for target, base in [(step.target, step.base) for step in steps] + [(intent_of(path), path.parent)]:
        with contextlib.suppress(Failure):
            inside.remove(_staged(target), base)


def _stage(target: Path, base: Path, data: bytes, like: os.stat_result | None) -> None:
    with inside.opened(target.parent, base) as folder:
        folder.require_file(target.name)
        staged = _staged(target).name
        _require_no_folder(folder, staged)
        folder.remove(staged)
        folder.make(staged, data, folder.status(target.name) or like)
        folder.sync()


def _require_no_folder(folder: inside.Folder, staged: str) -> None:
    found = folder.status(staged)
    if found is not None and stat.S_ISDIR(found.st_mode):
        place = folder.path / staged
        raise Failure(
            f"{display(place)} is a folder, but kh-testlist needs this name for a temporary file. Nothing was changed.",
            f"Look at what is in it, then remove it: rm -r {typed(place)}",
        )


def _rename(target: Path, base: Path) -> None:
    with inside.opened(target.parent, base) as folder:
        folder.rename(_staged(target).name, target.name)
        folder.sync()


def _document(steps: list[_Step]) -> bytes:
    """Return the intent."""
    files = [_File(step.name, step.before, step.after, _stamp(step) or (0, 0)) for step in steps]
    return (json.dumps(asdict(_Intent(_FORMAT, files)), indent=2) + "\n").encode()


def _stamp(step: _Step) -> tuple[int, int] | None:
    with inside.opened(step.target.parent, step.base) as folder:
        found = folder.status(_staged(step.target).name)
    return (found.st_ino, found.st_mtime_ns) if found else None


def _roll_forward(path: Path, steps: list[_Step], *, are_new: bool = False) -> None:
    try:
        for step in steps:
            if not are_new and _digest_of(step.target, step.base) == step.after:
                inside.remove(_staged(step.target), step.base)
            else:
                _rename(step.target, step.base)
        with inside.opened(path.parent) as folder:
            folder.remove(intent_of(path).name)
            folder.sync()
    except OSError as error:
        raise Failure(
            f"A change of {display(path)} was started, but could not be finished: {reason(error)}.",
            "Check that the disk has free space and that you may write to the folder. The next command finishes it.",
        ) from error


def _recover(path: Path, steps: list[_Step]) -> None:
    """Finish the change of an intent. The caller holds the locks."""
    for step in steps:
        found = _digest_of(step.target, step.base)
        if found == step.after:
            continue
        if _digest_of(_staged(step.target), step.base) != step.after or _stamp(step) != step.stamp:
            raise Failure(
                f"{display(intent_of(path))} is about a change that was not interrupted here. Nothing was changed.",
                f"If it came with a checkout, remove it: git rm -f {typed(intent_of(path))}",
            )
        if found != step.before:
            raise Failure(
                f"A change of {display(path)} was interrupted, and {display(step.target)} was changed since then. "
                "Nothing was changed now.",
                f"Look at both files with git and correct them, then remove {display(intent_of(path))}.",
            )
    _roll_forward(path, steps)


def _read(path: Path) -> list[_Step]:
    intent = intent_of(path)
    fault = Failure(
        f"{display(intent)} does not say which files to change. Nothing was changed.",
        f"Remove it: git rm -f {typed(intent)}",
    )
    if not stat.S_ISREG(os.lstat(intent).st_mode) and not os.path.islink(intent):  # noqa: PTH114
        raise Failure(
            f"{display(intent)} is not a file, so it does not say which files to change. Nothing was changed.",
            f"Look at what it is, then remove it: rm -r {typed(intent)}",
        )
    data = inside.read(intent)
    try:
        document = json.loads(data.decode("utf-8")) if len(data) <= _MOST_BYTES else None
        found: _Intent = adapter(_Intent).validate_python(document)
    except (ValueError, RecursionError):  # pydantic's error is a ValueError
        raise fault from None
    return [_Step(one.path, *_target(path, one.path), one.before, one.after, one.stamp) for one in found.files]


def _target(path: Path, name: str) -> tuple[Path, Path]:
    """Return the file `name` that changes together with the list at `path`, and the boundary for it."""
    folder = store.absolute(path.parent)
    if name in {SYNCED, *(one.name for one in _together(path))}:
        return folder / name, folder
    place = Path(os.path.normpath(folder / name))
    if _FINISHED.fullmatch(name):
        return place, folder.parent
    raise Failure(
        f"{display(place)} is not a file that changes together with {display(path)}. Nothing was changed.",
        f"Remove {display(intent_of(path))}, unless you know why it is there.",
    )


def _digest(data: bytes) -> str:
    import hashlib  # noqa: PLC0415 - loads OpenSSL, and each start loads this module

    return hashlib.sha256(data).hexdigest()


def _digest_of(path: Path, base: Path) -> str | None:
    """Return the SHA-256 of the file at `path`; None if there is none."""
    return _digest(inside.read(path, base)) if inside.exists(path, base) else None
