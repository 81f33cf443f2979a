"""`upstream.json` beside the lists: with which upstream, and with what state of it, each list was last in step.

It is committed with the lists, so that everybody's next merge starts from the same base; so a pull request can edit
it, and nothing in it is believed before it was looked at.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kh_testlist import transaction
from kh_testlist.errors import Failure
from kh_testlist.store import display, inside
from kh_testlist.transaction import SYNCED

_COMMIT: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_MOST_BYTES: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Base:
    """Where a list was last in step with upstream."""

    repository: str
    """A URL or a path, as `address` takes it; whoever uses it has it looked at there."""
    commit: str


def is_commit(text: str) -> bool:
    """Whether `text` is a commit's full name."""
    return _COMMIT.fullmatch(text) is not None


def path_of(list_path: Path) -> Path:
    """The file beside the list at `list_path`."""
    return list_path.with_name(SYNCED)


def load(list_path: Path) -> Base | None:
    """Where the list at `list_path` was last in step with upstream; None where it never was.

    Raises:
        Failure: the file can't be read, or says something else.

    """
    transaction.settle(list_path)
    data = _read(path_of(list_path))
    if data is None:
        return None
    # Where no list is named, the one commit is that of all of them.
    commit = data["lists"].get(list_path.stem) if "lists" in data else data["commit"]
    return Base(data["repository"], commit) if commit is not None else None


def repository(list_path: Path) -> str | None:
    """The repository that lists in this folder were last in step with; None where none ever was.

    Raises:
        Failure: the file can't be read, or says something else.

    """
    data = _read(path_of(list_path))
    return data["repository"] if data else None


def recorded(list_path: Path, base: Base) -> bytes:
    """Return the file that says that the list at `list_path` is in step with `base`, and what it says of other lists.

    Raises:
        Failure: the file can't be read.

    """
    before = _read(path_of(list_path)) or {}
    lists = before.get("lists", {}) | {list_path.stem: base.commit}
    after = {"repository": base.repository, "commit": base.commit, "lists": dict(sorted(lists.items()))}
    return (json.dumps(after, indent=2, ensure_ascii=False) + "\n").encode()


def _read(path: Path) -> dict[str, Any] | None:
    shown = display(path)
    if not inside.exists(path):
        return None
    raw = inside.read(path)
    try:
        data = json.loads(raw.decode("utf-8")) if len(raw) <= _MOST_BYTES else None
    except (ValueError, RecursionError):
        data = None
    if not _is_sound(data):
        raise Failure(
            f"{shown} does not say which state of upstream the lists are from.",
            "Mend or remove it: the next `kh-testlist sync` makes it anew, and compares the lists from scratch.",
        )
    assert isinstance(data, dict)  # noqa: S101 - tells mypy what was just found
    return data


def _is_sound(data: object) -> bool:
    if not isinstance(data, dict) or not isinstance(data.get("repository"), str):
        return False
    lists = data.get("lists", {})
    if not isinstance(lists, dict):
        return False
    return all(isinstance(commit, str) and is_commit(commit) for commit in (data.get("commit"), *lists.values()))
