"""Write upstream's lists as plain files into the clone, for other commands to read, with a note about them.

The note, `.git/kh-testlist.json`, is written last, so all files that it names exist.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from kh_testlist import store
from kh_testlist.errors import Failure
from kh_testlist.folder import FOLDER
from kh_testlist.store import display, reason

_NOTE: Final = "kh-testlist.json"


def state(git_folder: Path) -> Mapping[str, object]:
    """Return the note: the `repository` and the `commit` of the lists, and their sizes by name, `files`.

    `told` is False if no person on this machine named the repository.
    """
    with contextlib.suppress(OSError, ValueError, RecursionError):
        found = json.loads((git_folder / _NOTE).read_text("utf-8"))
        if isinstance(found, dict):
            return found
    return {}


def is_whole(folder: Path) -> bool:
    """Return True if the clone in `folder` has all lists that its note names, in the same sizes."""
    files = state(folder / ".git").get("files")
    if not isinstance(files, dict):
        return False
    with contextlib.suppress(OSError):
        return all((folder / FOLDER / name).stat().st_size == size for name, size in files.items())
    return False


def write(folder: Path, files: Mapping[str, bytes], note: Mapping[str, object]) -> None:
    """Write `files` into the clone in `folder`, and then the note about them.

    Raises:
        Failure: they cannot be written.

    """
    known = state(folder / ".git").get("files")
    try:
        _write_all(folder / FOLDER, files, set(known) if isinstance(known, dict) else set())
    except OSError as error:
        raise Failure(
            f"{display(folder / FOLDER)} could not be written: {reason(error)}.",
            "Free space on the disk, or set KH_TESTLIST_UPSTREAM to another folder for the clone.",
        ) from error
    sizes = {name: len(data) for name, data in files.items()}
    store.replace(folder / ".git" / _NOTE, json.dumps({**note, "files": sizes}).encode())


def _write_all(folder: Path, files: Mapping[str, bytes], known: set[str]) -> None:
    """Write the `files` that are missing or different, then remove files that are `known` and not in `files`.

    If the process dies, each file is either complete or unchanged. Files are not flushed to the disk one by one. After
    a power cut their sizes are wrong, and the next run writes them again.
    """
    if folder.is_symlink():
        raise Failure(
            f"{display(folder)} is a link. kh-testlist does not write through links.",
            "Remove the link, then run the command again.",
        )
    folder.mkdir(exist_ok=True)
    temporary = folder / ".new.tmp"
    temporary.unlink(missing_ok=True)
    for name, data in files.items():
        path = folder / name
        if path.is_symlink() or not path.is_file() or path.read_bytes() != data:
            temporary.write_bytes(data)
            temporary.replace(path)
    for name in known - files.keys():
        if Path(name).name == name:
            (folder / name).unlink(missing_ok=True)
