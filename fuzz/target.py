"""What a target is, and what several of them share: the errors that may come out, and JSON that is nearly right."""

from __future__ import annotations

import atexit
import contextlib
import functools
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from kh_testlist.errors import KhTestlistError


class Target(NamedTuple):
    """A promise about the package, to be held against any bytes."""

    run: Callable[[bytes], None]
    """Raises where the promise is broken; what it raises is a crash."""
    seeds: Sequence[bytes]
    """Where to start from: inputs of the form that the code expects."""


HARMFUL: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""What must not reach a terminal raw. Written out here, so as not to trust the package."""


@contextlib.contextmanager
def own_errors() -> Iterator[None]:
    """Let the program's own errors pass, and no other; each says what happened and what to do next."""
    try:
        yield
    except KhTestlistError as error:
        assert error.message, "an error without a word"
        assert error.next_step, "an error without a next step"


def require_harmless(shown: str) -> None:
    """`shown` may go to a terminal."""
    found = HARMFUL.search(shown)
    assert found is None, f"{found[0]!r} is shown raw"


@functools.cache
def scratch() -> Path:
    """A folder of this process alone, which goes with it."""
    place = tempfile.mkdtemp(prefix="kh-testlist-fuzz-")
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    return Path(place)


def put(path: Path, data: bytes) -> Path:
    """`path`, with `data` in it."""
    path.write_bytes(data)
    return path


ODD: Final[tuple[Any, ...]] = (
    None, True, False, 0, -1, 1, 2**53 + 1, 2**63, 10**30, 1e308, float("inf"), float("nan"), 0.5,
    "", "x", "\ud800", "\x1b[31m", "\0", "a" * 5_000, "0", "1e5", "២", "2026-02-30", "9999-12-31", "0001-01-01",
    "2026-11-21T00:00:00Z", "https://[::1]:99999/", "https://example.org/", "//", "=1+1", "[::", "\u202e",
    [], {}, [[]], [None], ["x", 1], {"": None}, {"x": {"x": {}}},
)  # fmt: skip
"""What a writer of JSON may put in the place of anything."""

_DELETE, _DOUBLE, _WRAP = range(len(ODD), len(ODD) + 3)


def nearly(documents: Sequence[Any], data: bytes) -> Any | None:  # noqa: ANN401 - any JSON
    """One of `documents`, spoiled as `data` says in a few places; None where `data` is to be taken as it is.

    A fuzzer that turns over bytes hardly ever writes JSON. This gives it values to turn over.
    """
    if len(data) < 2 or data[0]:  # noqa: PLR2004 - the mark, and which document
        return None
    whole = [json.loads(json.dumps(documents[data[1] % len(documents)]))]
    for start in range(2, min(len(data), 26) - 2, 3):
        places = list(_places(whole))
        holder, key = places[int.from_bytes(data[start : start + 2], "little") % len(places)]
        _spoil(holder, key, data[start + 2] % (_WRAP + 1))
        if not whole:
            break
    return whole[0] if whole else None


def nearly_json(documents: Sequence[Any], data: bytes) -> bytes:
    """The same as text, or `data` itself."""
    found = nearly(documents, data)
    return data if found is None else json.dumps(found).encode()


def _places(value: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401 - any JSON
    for key in value if isinstance(value, dict) else range(len(value)):
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _places(value[key])


def _spoil(holder: Any, key: Any, how: int) -> None:  # noqa: ANN401 - any JSON
    if how == _DELETE:
        del holder[key]
    elif how == _DOUBLE and isinstance(holder, list):
        holder.append(holder[key])
    elif how == _WRAP:
        holder[key] = [holder[key]]
    else:
        # A fresh value each time: one that stood in two places could be spoiled into itself.
        holder[key] = json.loads(json.dumps(ODD[how % len(ODD)]))
