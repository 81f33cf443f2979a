"""Run a command line of the program and kill it as soon as its change is decided: `python -m tests.kept.killed WORD…`.

A change is decided once its intent is in its place; the files that it tells of still lie ready beside it.
"""

from __future__ import annotations

import os
import signal
from typing import Any

from tests.goldens import clock


def main() -> None:
    """Become the program, and end in the middle."""
    clock.stop()
    os.umask(0o022)
    for name in ("rename", "replace"):
        setattr(os, name, _dying(getattr(os, name)))
    from kh_testlist.cli import main as program

    program()


def _dying(put: Any) -> Any:  # noqa: ANN401 - os.rename or os.replace
    def rename(source: Any, target: Any, **handles: Any) -> None:  # noqa: ANN401 - as in the library
        put(source, target, **handles)
        if os.fspath(target).endswith(".intent"):
            os.kill(os.getpid(), signal.SIGKILL)

    return rename


if __name__ == "__main__":
    main()
