"""`upstream.json`, next to the lists: the upstream and the commit that each list was last synced with.

The file is committed with the lists, so everybody's next merge starts from the same base. A pull request can edit it,
so the program checks everything in it before use.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, NotRequired

from kh_testlist import transaction
from kh_testlist.errors import Failure
from kh_testlist.records import Bounds, adapter
from kh_testlist.store import display, inside
from kh_testlist.transaction import SYNCED
from kh_testlist.typed_dict import TypedDict

_COMMIT: Final = "[0-9a-f]{40}|[0-9a-f]{64}"
_MOST_BYTES: Final = 64 * 1024


_Commit = Annotated[str, Bounds(pattern=f"^(?:{_COMMIT})$")]


class _Synced(TypedDict):
    """The content of the file. If it does not name lists, the one commit is the commit of all lists."""

    repository: str
    commit: _Commit
    lists: NotRequired[dict[str, _Commit]]


@dataclass(frozen=True, slots=True)
class Base:
    """The state of upstream that a list was last synced with."""

    repository: str
    """A URL or a path, as `address` takes it. The code that uses it must check it with `address`."""
    commit: str


def is_commit(text: str) -> bool:
    """Return True if `text` is the full name of a commit."""
    return re.fullmatch(_COMMIT, text) is not None


def path_of(list_path: Path) -> Path:
    """Return the path of the file for the list at `list_path`."""
    return list_path.with_name(SYNCED)


def load(list_path: Path) -> Base | None:
    """Return the state of upstream that the list at `list_path` was last synced with; None if it never was.

    Raises:
        Failure: the file cannot be read, or has another content.

    """
    transaction.settle(list_path)
    data = _read(path_of(list_path))
    if data is None:
        return None
    commit = data["lists"].get(list_path.stem) if "lists" in data else data["commit"]
    return Base(data["repository"], commit) if commit is not None else None


def repository(list_path: Path) -> str | None:
    """Return the repository that the lists in this folder were last synced with; None if there is none.

    Raises:
        Failure: the file cannot be read, or has another content.

    """
    data = _read(path_of(list_path))
    return data["repository"] if data else None


def recorded(list_path: Path, base: Base) -> bytes:
    """Return the content of the file after the list at `list_path` was synced with `base`. Other lists are kept.

    Raises:
        Failure: the file cannot be read.

    """
    before = _read(path_of(list_path))
    lists = (before.get("lists", {}) if before else {}) | {list_path.stem: base.commit}
    after: _Synced = {"repository": base.repository, "commit": base.commit, "lists": dict(sorted(lists.items()))}
    return (json.dumps(after, indent=2, ensure_ascii=False) + "\n").encode()


def _read(path: Path) -> _Synced | None:
    shown = display(path)
    if not inside.exists(path):
        return None
    raw = inside.read(path)
    try:
        data = json.loads(raw.decode("utf-8")) if len(raw) <= _MOST_BYTES else None
        found: _Synced = adapter(_Synced).validate_python(data)
    except (ValueError, RecursionError):  # pydantic's error is a ValueError
        raise Failure(
            f"{shown} does not say which state of upstream the lists are from.", f"Fix or remove the file: {_AGAIN}"
        ) from None
    return found


_AGAIN: Final = "the next `kh-testlist sync` writes it again and compares all rows."
