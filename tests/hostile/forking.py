"""What a process does that has the program loaded and forks: load it, give a fork its streams, and end that fork.

A fork runs the program as `python -m kh_testlist` would. It only saves the time of the start: of Python, of the
imports, and of taking all of them down again at the end.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import io
import os
import pkgutil
import sys
import threading
import traceback
from collections.abc import Callable
from typing import Final, NoReturn, TextIO

_OFTEN: Final = (
    "babel.dates", "babel.support", "difflib", "dns.resolver", "filelock", "git", "jinja2", "platformdirs.unix",
    "pydantic", "requests", "rich.console", "rich.progress", "rich.style", "rich.table", "segno", "shlex", "sqlite3",
    "tldextract",
)  # fmt: skip
"""What the program loads late. Where one of them is missing here, a run takes longer, and says the same."""


def load() -> None:
    """Load the program. What is loaded is no garbage, and no fork needs to look for any in it."""
    import kh_testlist

    for found in pkgutil.walk_packages(kh_testlist.__path__, "kh_testlist."):
        if not found.name.endswith("__main__"):
            importlib.import_module(found.name)
    for name in _OFTEN:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    gc.collect()
    gc.freeze()


def take_streams() -> None:
    """Make Python's streams anew, once the environment is set.

    What Python found out of them when it started is of other files.
    """
    sys.stdin, sys.stdout, sys.stderr = (_stream(*one) for one in ((0, sys.stdin), (1, sys.stdout), (2, sys.stderr)))


def _stream(descriptor: int, like: TextIO) -> io.TextIOWrapper:
    """Return a stream as Python makes them at its start."""
    assert isinstance(like, io.TextIOWrapper)
    raw = io.FileIO(descriptor, "w" if descriptor else "r", closefd=False)
    raw.name = like.name
    encoding, errors = like.encoding, like.errors
    if not descriptor:
        return io.TextIOWrapper(io.BufferedReader(raw), encoding, errors)
    if os.environ.get("PYTHONUNBUFFERED"):
        return io.TextIOWrapper(raw, encoding, errors, write_through=True)
    lines = descriptor == 2 or raw.isatty()
    return io.TextIOWrapper(io.BufferedWriter(raw), encoding, errors, line_buffering=lines)


def run_to_the_end(program: Callable[[], object]) -> NoReturn:
    """Run `program`, and end this process as Python would, but for taking down what is loaded."""
    code: object = 0
    try:
        program()
    except SystemExit as error:
        code = error.code
    except BaseException:  # noqa: BLE001 - the end of everything
        traceback.print_exc()
        code = 1
    if not isinstance(code, int | None):
        print(code, file=sys.stderr)  # noqa: T201 - as Python does
        code = 1
    threading._shutdown()  # type: ignore[attr-defined]  # noqa: SLF001 - waits for threads, as Python does
    atexit._run_exitfuncs()  # noqa: SLF001 - the same
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            code = 120  # as Python does
    os._exit((code or 0) & 0xFF)
