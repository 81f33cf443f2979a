"""Upstream's lists as plain files in the clone, for other commands to read, and a note of what they are.

The note, `.git/kh-testlist.json`, is written last: what it says is there is there.
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
    """What the note says: the `repository` and the `commit` that the lists are of, and their sizes by name, `files`.

    `told` is False where no person of this machine named the repository.
    """
    with contextlib.suppress(OSError, ValueError, RecursionError):
        found = json.loads((git_folder / _NOTE).read_text("utf-8"))
        if isinstance(found, dict):
            return found
    return {}


def is_whole(folder: Path) -> bool:
    """Whether all lists that the note of the clone in `folder` names are there, and as large as it says."""
    files = state(folder / ".git").get("files")
    if not isinstance(files, dict):
        return False
    with contextlib.suppress(OSError):
        return all((folder / FOLDER / name).stat().st_size == size for name, size in files.items())
    return False


def write(folder: Path, files: Mapping[str, bytes], note: Mapping[str, object]) -> None:
    """Lay out `files` in the clone in `folder`, and note what they are.

    Raises:
        Failure: they can't be written.

    """
    known = state(folder / ".git").get("files")
    try:
        _write_all(folder / FOLDER, files, set(known) if isinstance(known, dict) else set())
    except OSError as error:
        raise Failure(
            f"{display(folder / FOLDER)} could not be written: {reason(error)}.",
            "Make room, or name another folder for the clone with KH_TESTLIST_UPSTREAM.",
        ) from error
    sizes = {name: len(data) for name, data in files.items()}
    store.replace(folder / ".git" / _NOTE, json.dumps({**note, "files": sizes}).encode())


def _write_all(folder: Path, files: Mapping[str, bytes], known: set[str]) -> None:
    """Write `files`, those first that are not what they should be already; take away what is `known` and gone.

    Each is whole or not there, whenever the process dies. The disk is not waited for, file by file: after a power cut
    their sizes are wrong, and the next run writes them anew.
    """
    if folder.is_symlink():
        raise Failure(f"{display(folder)} is a link, through which nothing is written.", "Remove it, then try again.")
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
