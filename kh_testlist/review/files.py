"""Read and write single files of a review. Their size is limited, their shape is fixed, and links are not followed.

The files may come from a pull request, so everything in them is checked. Before a file is written, the program checks
that it can read it again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from kh_testlist.errors import Failure
from kh_testlist.records import adapter
from kh_testlist.store import MAX_RECORDS, display, inside
from kh_testlist.text import shorten

if TYPE_CHECKING:
    from pydantic import ValidationError

REVIEWS: Final = "reviews"
"""The folder of reviews, next to the lists folder."""

HEAD: Final = "review.json"
"""The file that every review has."""

BY_GIT: Final = "Restore the file with git. Or delete the folder of the review, and start the review again."
"""What to do about a file that should not have changed."""

_MOST_BYTES: Final = 2 * 1024 * 1024
"""The limit for each file except the rows. Decisions have some hundred bytes. A URL may have 131,072 characters."""

_Read = TypeVar("_Read")


def base_of(path: Path) -> Path:
    """Return the project folder for a folder or file of a review: the one that contains the folder of reviews."""
    return next((place.parent for place in (path, *path.parents) if place.name == REVIEWS), path.parent)


def write(path: Path, data: bytes) -> None:
    """Write `data` to the file at `path` in the folder of a review. Make missing folders.

    Raises:
        Failure: it can't be written, or its path contains a link.

    """
    inside.replace(path, data, base_of(path), make=True)


def exists(path: Path) -> bool:
    """Return True if there is something at `path` in the folder of a review.

    Raises:
        Failure: the path contains a link.

    """
    return inside.exists(path, base_of(path))


def read(path: Path, kind: type[_Read]) -> _Read:
    """Return the value in the file at `path`.

    Raises:
        Failure: it can't be read, or is not of this `kind`.

    """
    return _checked(bounded(path, _MOST_BYTES), kind, path)


def lines(data: bytes, path: Path, kind: type[_Read]) -> Iterator[_Read]:
    """Yield the values in the lines of JSON in `data`, which were read from `path`.

    Raises:
        Failure: there are too many lines, or a line is not of this `kind`.

    """
    if data.count(b"\n") > MAX_RECORDS:
        raise Failure(f"{display(path)} has more than {MAX_RECORDS:,} lines.", BY_GIT)
    for number, line in enumerate(data.splitlines(), 1):
        if line.strip():
            yield _checked(line, kind, path, number)


def bounded(path: Path, most: int) -> bytes:
    """Return the bytes of the file at `path`.

    Raises:
        Failure: it can't be read, or there are more than `most`.

    """
    data = inside.read(path, base_of(path))
    if len(data) > most:
        raise Failure(f"{display(path)} is larger than {most // 1024:,} KiB, the limit for this file.", BY_GIT)
    return data


_CONFLICT: Final = re.compile(rb"^(?:<{7}|={7}|>{7})(?: |\r?$)", re.MULTILINE)


def _checked(data: bytes, kind: type[_Read], path: Path, line: int = 0) -> _Read:
    from pydantic import ValidationError  # noqa: PLC0415 - the caller has loaded it

    if _CONFLICT.search(data):
        raise Failure(
            f"{_where(path, line)} has the marks of a conflict in git: two people decided it differently.",
            _AGREE,
        )
    try:
        found: _Read = adapter(kind).validate_json(data)
    except ValidationError as error:
        raise Failure(f"{_where(path, line)} is not what this program writes: {_fault(error)}.", _MEND) from None
    return found


def _where(path: Path, line: int) -> str:
    return f"{display(path)}:{line}" if line else display(path)


_AGREE: Final = (
    "Choose one decision together, and delete the other one and the marks. Or delete the file, and decide again."
)
_MEND: Final = "Fix the file, or restore it with git. You may also delete a file of a decision, and decide again."


def _fault(error: ValidationError) -> str:
    first: Mapping[str, Any] = error.errors(include_url=False, include_context=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    is_extra = first["type"] == "unexpected_keyword_argument"
    said = "Extra inputs are not permitted" if is_extra else str(first["msg"])[:200]
    return f"{where[:200]}: {said}" if where else said


def require_readable(data: bytes, kind: type, what: str) -> None:
    """Check that `data` can be read again, because a file that can't be read would stop everybody's work.

    Raises:
        Failure: it can't be read.

    """
    from pydantic import ValidationError  # noqa: PLC0415 - the caller has loaded it

    try:
        adapter(kind).validate_json(data)
        is_too_long = len(data) > _MOST_BYTES
    except ValidationError as error:
        raise Failure(f"{shorten(what, _SHOWN)} can't be recorded: {_fault(error)}.", _SHORTER) from None
    if is_too_long:
        raise Failure(f"The record of {shorten(what, _SHOWN)} is larger than {_MOST_BYTES // 1024**2} MiB.", _SHORTER)


_SHORTER: Final = "Use shorter texts, and run the command again."
_SHOWN: Final = 200
"""The number of characters of a URL that a message shows."""


def compact(record: object) -> str:
    """Return a line of JSON, without values that are the default."""
    value = adapter(type(record)).dump_python(record, mode="json", exclude_defaults=True, warnings=False)
    return json.dumps(value, ensure_ascii=False)


def document(record: object) -> bytes:
    """Return JSON in lines, so that people can read it and git can merge it. Empty values are left out."""
    value = adapter(type(record)).dump_python(record, mode="json", exclude_none=True, warnings=False)
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")
