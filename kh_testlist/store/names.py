"""Write paths and errors in words that people read or type."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def reason(error: Exception) -> str:
    """Return the message of an operating system's error, without the path and the number."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def display(path: Path) -> str:
    """Return `path` as reports write it: with slashes, and relative to the working folder if it is below that."""
    text = path.as_posix()
    if path.is_absolute():
        with contextlib.suppress(OSError):
            # Cut as text: pathlib takes ten times as long, and each list is named several times.
            here = Path.cwd().as_posix() if os.sep != "/" else os.getcwd()  # noqa: PTH109
            return "." if text == here else text.removeprefix(here.rstrip("/") + "/")
    return text


def typed(what: Path | str) -> str:
    """Return `what` for a command that a person types: always one word for a shell."""
    import shlex  # noqa: PLC0415 - only where a next step names a file

    text = display(what) if isinstance(what, Path) else what
    return shlex.quote(f"./{text}" if text.startswith("-") and isinstance(what, Path) else text)
