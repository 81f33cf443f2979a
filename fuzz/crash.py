"""Crashes: which are the same, the smallest input that shows one, and where it is kept."""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Final

KEPT: Final = Path(__file__).resolve().parent.parent / "tests" / "fuzz" / "crashes"
"""A folder for each target; `tests/fuzz/test_crashes.py` runs all that is in them."""

_MOST_TRIES: Final = 3_000


def signature(run: Callable[[bytes], None], data: bytes) -> str | None:
    """What tells one crash of `run` from another: the kind of error, and where it came from; None where there is none.

    Where is the innermost line of the package, or of the target where a promise was broken without an error.
    """
    try:
        run(data)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a crash
        frames = [
            frame
            for frame in traceback.extract_tb(error.__traceback__)
            if "kh_testlist" in frame.filename or "/fuzz/" in frame.filename
        ]
        place = f"{Path(frames[-1].filename).stem}-{frames[-1].lineno}" if frames else "elsewhere"
        return f"{place}-{type(error).__name__}"
    return None


def smallest(run: Callable[[bytes], None], data: bytes, name: str) -> bytes:
    """As little of `data` as still crashes in the way called `name`: pieces are left out, smaller and smaller ones."""
    size = len(data) // 2
    tries = 0
    while size:
        start = 0
        while start < len(data) and tries < _MOST_TRIES:
            shorter = data[:start] + data[start + size :]
            tries += 1
            if signature(run, shorter) == name:
                data = shorter
            else:
                start += size
        size //= 2
    return data


def keep(target: str, name: str, data: bytes) -> Path:
    """Put a crash where the tests find it."""
    folder = KEPT / target
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-{hashlib.sha256(data).hexdigest()[:8]}"
    path.write_bytes(data)
    return path
