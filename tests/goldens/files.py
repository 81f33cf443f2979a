"""What lies in a folder, in a form in which two of its states can be compared and the second be written down."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import stat
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

_SQLITE: Final = b"SQLite format 3\0"
_GIT: Final = frozenset({
    "COMMIT_EDITMSG", "FETCH_HEAD", "HEAD", "ORIG_HEAD", "branches", "config", "description", "hooks", "index", "info",
    "logs", "objects", "packed-refs", "refs", "shallow",
})  # fmt: skip
"""What git keeps in its folder in a way of its own; a repository is compared by what its references point to."""
_USUAL_MODE: Final = 0o644


class Known:
    """The contents of files that were read before: most of them are the same in the next state."""

    def __init__(self) -> None:
        self._essences: dict[bytes, bytes] = {}

    def essence(self, path: Path) -> bytes:
        """What the file at `path` says: its bytes, or the dump of a database."""
        data = path.read_bytes()
        if not data.startswith(_SQLITE):
            return data
        key = hashlib.sha256(data).digest()
        if key not in self._essences:
            self._essences[key] = _dump(path)
        return self._essences[key]


def _dump(path: Path) -> bytes:
    # Read where nobody writes: immutable, so that reading makes no file beside it.
    connection = sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)
    try:
        schemas = dict(connection.execute("select name, sql from sqlite_master where type = 'table' order by name"))
        tables = {name: _rows(connection, name) for name in schemas}
    finally:
        connection.close()
    by_id = {name: {row["id"]: row for row in rows} for name, rows in tables.items() if rows and "id" in rows[0]}
    referred = {column for rows in tables.values() for row in rows[:1] for column in row if column in by_id}

    def told(name: str, row: Mapping[str, object]) -> str:
        cells = [
            f"({told(column, by_id[column][cell])})" if column in referred else repr(cell)
            for column, cell in row.items()
            if not (column == "id" and name in referred)
        ]
        return ", ".join(cells)

    lines = [f"{name}: {line}" for name in tables for line in sorted(told(name, row) for row in tables[name])]
    return "\n".join([*schemas.values(), *lines, ""]).encode("utf-8", "surrogateescape")


def _rows(connection: sqlite3.Connection, table: str) -> list[dict[str, object]]:
    found = connection.execute(f'select * from "{table}"')  # noqa: S608 - a table's own name
    return [dict(zip([column[0] for column in found.description], row, strict=True)) for row in found]


def state(top: Path, known: Known) -> dict[str, bytes]:
    """The files below `top`, by their path: what each says, and first what is not usual about it."""
    return dict(sorted(_walk(top, top, known)))


def _walk(top: Path, folder: Path, known: Known) -> Iterator[tuple[str, bytes]]:
    names = sorted(path.name for path in folder.iterdir())
    is_git = {"HEAD", "objects", "refs"} <= set(names)
    if is_git:
        yield f"{_shown(top, folder)}/(git)", _references(folder)
    for name in names:
        path = folder / name
        if is_git and name in _GIT:
            continue
        if path.is_symlink():
            yield _shown(top, path), f"(a link to {path.readlink()})\n".encode()
        elif path.is_dir():
            yield from _walk(top, path, known)
        else:
            mode = stat.S_IMODE(path.stat().st_mode)
            unusual = b"" if mode == _USUAL_MODE else f"(mode {mode:o})\n".encode()
            yield _shown(top, path), unusual + known.essence(path)


def _shown(top: Path, path: Path) -> str:
    return path.relative_to(top).as_posix()


def _references(repository: Path) -> bytes:
    form = "--format=%(objectname) %(refname)"
    environment = {"PATH": os.environ["PATH"], "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    command = ["git", f"--git-dir={repository}", "for-each-ref", form]
    said = subprocess.run(command, env=environment, capture_output=True, check=False).stdout
    return b"HEAD " + (repository / "HEAD").read_bytes() + said


def changes(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Iterator[tuple[str, str, bytes]]:
    """Each file that is not in both as it was: its path, what became of it, and what it says now."""
    for path in sorted({*before, *after}):
        if path not in after:
            yield path, "removed", b""
        elif path not in before:
            yield path, "made", after[path]
        elif before[path] != after[path]:
            yield path, "changed", after[path]
