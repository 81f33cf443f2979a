"""The files of a review, one by one: bounded, of a closed shape, and never through a link.

They may come from a pull request, so nothing in them is believed; and what is written is first seen to be readable.
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
"""The folder of reviews, beside the lists folder."""

HEAD: Final = "review.json"
"""The file without which a folder is no review."""

BY_GIT: Final = "Take the file back with git, or start the review anew in another folder."
"""What to do about a file that should never have changed."""

_MOST_BYTES: Final = 2 * 1024 * 1024
"""Of any file but the rows; decisions have some hundred, and a URL of a list may have 131,072 characters."""

_Read = TypeVar("_Read")


def base_of(path: Path) -> Path:
    """Return the project that the review's folder or file at `path` is of: what holds the folder of reviews."""
    return next((place.parent for place in (path, *path.parents) if place.name == REVIEWS), path.parent)


def write(path: Path, data: bytes) -> None:
    """Put `data` in the place of the file at `path`, which lies in a review's folder; make folders on the way.

    Raises:
        Failure: it can't be written, or there is a link on the way.

    """
    inside.replace(path, data, base_of(path), make=True)


def exists(path: Path) -> bool:
    """Return True if something is at `path`, which lies in a review's folder.

    Raises:
        Failure: there is a link on the way.

    """
    return inside.exists(path, base_of(path))


def read(path: Path, kind: type[_Read]) -> _Read:
    """The file at `path`.

    Raises:
        Failure: it can't be read, or says something else.

    """
    return _checked(bounded(path, _MOST_BYTES), kind, path)


def lines(data: bytes, path: Path, kind: type[_Read]) -> Iterator[_Read]:
    """The lines of JSON in `data`, which were read from `path`.

    Raises:
        Failure: there are too many, or one says something else.

    """
    if data.count(b"\n") > MAX_RECORDS:
        raise Failure(f"{display(path)} has more than {MAX_RECORDS:,} lines.", BY_GIT)
    for number, line in enumerate(data.splitlines(), 1):
        if line.strip():
            yield _checked(line, kind, path, number)


def bounded(path: Path, most: int) -> bytes:
    """The bytes of the file at `path`.

    Raises:
        Failure: it can't be read, or there are more than `most`.

    """
    data = inside.read(path, base_of(path))
    if len(data) > most:
        raise Failure(f"{display(path)} is larger than {most // 1024:,} KiB, and no such file is.", BY_GIT)
    return data


_CONFLICT: Final = re.compile(rb"^(?:<{7}|={7}|>{7})(?: |\r?$)", re.MULTILINE)


def _checked(data: bytes, kind: type[_Read], path: Path, line: int = 0) -> _Read:
    from pydantic import ValidationError  # noqa: PLC0415 - the caller has loaded it

    if _CONFLICT.search(data):
        raise Failure(
            f"{_where(path, line)} has the marks of a conflict in git: it was decided differently by two people.",
            _AGREE,
        )
    try:
        found: _Read = adapter(kind).validate_json(data)
    except ValidationError as error:
        raise Failure(f"{_where(path, line)} is not what this program writes: {_fault(error)}.", _MEND) from None
    return found


def _where(path: Path, line: int) -> str:
    return f"{display(path)}:{line}" if line else display(path)


_AGREE: Final = "Agree on one, take out the other and the marks, then go on. Or remove the file and decide again."
_MEND: Final = "Mend it, or take it back with git; a decision may be removed and taken again."


def _fault(error: ValidationError) -> str:
    first: Mapping[str, Any] = error.errors(include_url=False, include_context=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    is_extra = first["type"] == "unexpected_keyword_argument"
    said = "Extra inputs are not permitted" if is_extra else str(first["msg"])[:200]
    return f"{where[:200]}: {said}" if where else said


def require_readable(data: bytes, kind: type, what: str) -> None:
    """That `data` can be read again: a file that can't would stop everybody's work.

    Raises:
        Failure: it can't.

    """
    from pydantic import ValidationError  # noqa: PLC0415 - the caller has loaded it

    try:
        adapter(kind).validate_json(data)
        is_too_long = len(data) > _MOST_BYTES
    except ValidationError as error:
        raise Failure(f"{shorten(what, _SHOWN)} can't be recorded: {_fault(error)}.", "Shorten it.") from None
    if is_too_long:
        raise Failure(f"{shorten(what, _SHOWN)} takes more than {_MOST_BYTES // 1024**2} MiB.", "Shorten it.")


_SHOWN: Final = 200
"""Characters of a URL that a message shows."""


def compact(record: object) -> str:
    """A line of JSON, without what is as usual."""
    value = adapter(type(record)).dump_python(record, mode="json", exclude_defaults=True, warnings=False)
    return json.dumps(value, ensure_ascii=False)


def document(record: object) -> bytes:
    """A file of JSON that people can read, and git can merge by line; without what there is none of."""
    value = adapter(type(record)).dump_python(record, mode="json", exclude_none=True, warnings=False)
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")
