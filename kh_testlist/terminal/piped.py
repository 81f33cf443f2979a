"""What is in a file that a command names, or what is piped in where it names `-`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from kh_testlist.store import MAX_BYTES, display, inside

STDIN: Final = Path("-")


def content(file: Path) -> tuple[bytes, str]:
    """Return the bytes of `file`, and what to call it.

    Raises:
        Failure: it can't be read.

    """
    if file == STDIN:
        return sys.stdin.buffer.read(MAX_BYTES + 1), "<stdin>"
    return inside.read_named(file), display(file)
