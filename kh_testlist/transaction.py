"""Several files of a list put in place together: after a crash at any moment they are all the old ones or all the new.

First the new bytes lie ready beside the old ones, on the disk. Then one file, the intent, comes into being by a rename:
from there on the change is decided. Then the new bytes take the old ones' places, and the intent goes. Whoever finds an
intent brings it to its end before anything else; so who reads a list through this program never sees half a change.

A pull request may bring an intent, to have one list judged and another one merged, say. So an intent names the very
files that lie ready, by what a checkout can't bring about: their number in the file system and the nanosecond of their
making. It can name nothing but the list, its ledger and the mark that a review is finished; and a file that is neither
what it was nor what it is to be stays untouched.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from kh_testlist import store
from kh_testlist.errors import Failure
from kh_testlist.store import display, reason, typed

_FORMAT: Final = 1
_MOST_BYTES: Final = 64 * 1024
_MOST_FILES: Final = 8
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_FINISHED: Final = re.compile(r"\.\./reviews/[0-9A-Za-z-]{1,40}/finished\.json")


class _Step(NamedTuple):
    """A file to be put in place."""

    name: str
    """Its path from the list's folder, with slashes."""
    target: Path
    before: str | None
    """The SHA-256 of what it was; None where there was no such file."""
    after: str
    stamp: tuple[int, int] | None = None
    """Which file lies ready: its number and its time, which a rename keeps."""

    @property
    def staged(self) -> Path:
        """Where its new bytes lie until then."""
        return self.target.with_name(f".{self.target.name}.next")


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the list at `path` against other processes, once a change that was cut off has come to its end.

    Raises:
        Failure: another process held it for a minute, the lock can't be made, or that change can't be ended.

    """
    with store.locked(path):
        if intent_of(path).exists():
            _recover(path)
        yield


def settle(path: Path) -> None:
    """Bring a change of the list at `path` that was cut off to its end; without one, do nothing.

    Raises:
        Failure: it can't be ended, or another process held the list for a minute.

    """
    if intent_of(path).exists():
        with locked(path):
            pass


def intent_of(path: Path) -> Path:
    """Where the intent to change the list at `path` lies, if there is one."""
    # Not store.target_of: whoever reads the list says better what is wrong with a link that leads in a circle.
    target = Path(os.path.realpath(path))
    return target.with_name(f".{target.name}.intent")


def commit(path: Path, files: Mapping[Path, bytes]) -> None:
    """Put `files` in place together; the caller holds the list at `path` with `locked`.

    Files that are so already are left alone.

    Raises:
        Failure: they can't be written. What was there is there still, unless the message says otherwise.

    """
    steps = {}
    for place, data in files.items():
        name = Path(os.path.relpath(place, path.parent)).as_posix()
        target = _target(path, name)
        step = _Step(name, target, _digest_of(target), _digest(data))
        if step.before != step.after:
            steps[step] = data
    if not steps:
        return
    intent = intent_of(path)
    try:
        for step, data in steps.items():
            store.stage(step.staged, data, like=step.target)
        store.replace(intent, _document(list(steps)))
    except BaseException as error:
        # Once the intent is there the change is decided, whatever came after.
        if not intent.exists():
            for step in steps:
                with contextlib.suppress(OSError):
                    step.staged.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _unwritable(path, error) from error
        raise
    _roll_forward(path, list(steps))


def _document(steps: list[_Step]) -> bytes:
    """The intent."""
    files = [
        {"path": step.name, "before": step.before, "after": step.after, "stamp": list(_stamp(step.staged))}
        for step in steps
    ]
    return (json.dumps({"version": _FORMAT, "files": files}, indent=2) + "\n").encode()


def _stamp(path: Path) -> tuple[int, int]:
    found = path.lstat()
    return found.st_ino, found.st_mtime_ns


def _unwritable(path: Path, error: OSError) -> Failure:
    return Failure(
        f"{display(path)} could not be written: {reason(error)}. Nothing was changed.",
        "Check that its folder exists, that the disk has room, and that you may write there.",
    )


def _roll_forward(path: Path, steps: list[_Step]) -> None:
    try:
        for step in steps:
            if _digest_of(step.target) != step.after:
                step.staged.replace(step.target)
                store.sync_folder(step.target.parent)
            else:
                step.staged.unlink(missing_ok=True)
        intent_of(path).unlink()
        store.sync_folder(intent_of(path).parent)
    except OSError as error:
        raise Failure(
            f"A change of {display(path)} is decided, and could not be brought to its end: {reason(error)}.",
            "Check that the disk has room and that you may write to the folder; the next command goes on with it.",
        ) from error


def _recover(path: Path) -> None:
    """Bring the change that an intent tells of to its end; the caller holds the lock.

    Raises:
        Failure: the intent is no such thing, or a file is neither what it was nor what it is to be.

    """
    steps = _read(path)
    for step in steps:
        found = _digest_of(step.target)
        if found == step.after:
            continue
        if _digest_of(step.staged) != step.after or _stamp(step.staged) != step.stamp:
            raise Failure(
                f"{display(intent_of(path))} tells of a change that was not cut off here: nothing was touched.",
                f"If it came with a checkout, remove it: git rm -f {typed(intent_of(path))}",
            )
        if found != step.before:
            raise Failure(
                f"A change of {display(path)} was cut off, and {display(step.target)} is not what it was then: "
                "nothing was touched.",
                f"Look at both with git, put right what is wrong, then remove {display(intent_of(path))}.",
            )
    _roll_forward(path, steps)


def _read(path: Path) -> list[_Step]:
    intent = intent_of(path)
    shown = display(intent)
    fault = Failure(
        f"{shown} does not say what was about to be changed: nothing was touched.",
        f"Remove it: git rm -f {typed(intent)}",
    )
    if intent.is_symlink():
        raise fault
    data = store.read_bytes(intent, shown)
    try:
        document = json.loads(data.decode("utf-8")) if len(data) <= _MOST_BYTES else None
    except (ValueError, RecursionError):
        raise fault from None
    if document is None or not _is_sound(document):
        raise fault
    return [
        _Step(one["path"], _target(path, one["path"]), one["before"], one["after"], tuple(one["stamp"]))
        for one in document["files"]
    ]


def _is_sound(document: Any) -> bool:  # noqa: ANN401 - whatever JSON has
    if not isinstance(document, dict) or set(document) != {"version", "files"} or document["version"] != _FORMAT:
        return False
    files = document["files"]
    return isinstance(files, list) and 0 < len(files) <= _MOST_FILES and all(map(_is_file, files))


def _is_file(one: Any) -> bool:  # noqa: ANN401 - the same
    return (
        isinstance(one, dict)
        and set(one) == {"path", "before", "after", "stamp"}
        and isinstance(one["path"], str)
        and isinstance(one["after"], str)
        and _DIGEST.fullmatch(one["after"]) is not None
        and (one["before"] is None or (isinstance(one["before"], str) and _DIGEST.fullmatch(one["before"]) is not None))
        and isinstance(one["stamp"], list)
        and list(map(type, one["stamp"])) == [int, int]
    )


def _target(path: Path, name: str) -> Path:
    """The file called `name` that changes together with the list at `path`, links followed.

    Raises:
        Failure: it is not the list, its ledger or the mark of a finished review, or a link leads it elsewhere.

    """
    folder = Path(os.path.abspath(path)).parent  # noqa: PTH100 - Path.resolve() would follow links
    place = Path(os.path.normpath(folder / name))
    is_own = name in {path.name, f"{path.stem}.ledger.csv"}
    links = () if is_own else (place, place.parent, place.parent.parent)
    top = store.checkout(folder)
    target = store.target_of(place)
    leads_out = top is not None and target != store.target_of(path) and not target.is_relative_to(top)
    if leads_out or not (is_own or _FINISHED.fullmatch(name)) or any(link.is_symlink() for link in links):
        raise Failure(
            f"{display(place)} is not among the files that change together with {display(path)}: nothing was touched.",
            f"Where nobody knows how {display(intent_of(path))} came there, remove it.",
        )
    return target


def _digest(data: bytes) -> str:
    import hashlib  # noqa: PLC0415 - brings OpenSSL, and each start loads this module

    return hashlib.sha256(data).hexdigest()


def _digest_of(path: Path) -> str | None:
    """The SHA-256 of the file at `path`; None where there is none."""
    if not path.exists() and not path.is_symlink():
        return None
    return _digest(store.read_bytes(path, display(path)))
