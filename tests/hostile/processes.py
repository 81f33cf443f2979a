"""Real processes of the program, with limits, and what to expect of each of them."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import filelock

from tests.hostile.launch import Process, command, launch

__all__ = ["Process", "command", "launch"]

GIBIBYTE: Final = 1024**3
SECONDS: Final = 60.0
"""More than anything here may take; most of it takes a tenth of a second."""

_ROOM: Final = 60_000
"""Bytes that a pipe takes before anybody reads."""

HARMFUL: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""What must not reach a terminal raw: control characters but the line end, and marks that turn text around."""


class Ended(NamedTuple):
    """How a process ended."""

    code: int
    out: str
    err: str


def environment(**changes: str) -> dict[str, str]:
    """The test's environment, in which no global list is found by chance, with changes."""
    return {**os.environ, "KH_TESTLIST_UPSTREAM": os.devnull, "PYTHONDONTWRITEBYTECODE": "1", **changes}


def run(
    *arguments: str | bytes,
    folder: Path,
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
    timeout: float = SECONDS,
    **options: Any,  # noqa: ANN401 - see `launch`
) -> Ended:
    """Run the program to its end in `folder`."""
    full = environment(**(env or {}))
    if len(stdin) > _ROOM:
        given = command(*arguments, **options)
        done = subprocess.run(
            given, cwd=folder, env=full, input=stdin, capture_output=True, timeout=timeout, check=False
        )
        return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())
    reading, writing = os.pipe()
    os.write(writing, stdin)
    os.close(writing)
    try:
        process = launch(*arguments, folder=folder, env=full, stdin=reading, **options)
    finally:
        os.close(reading)
    return end(process, timeout)


def start(*arguments: str | bytes, folder: Path, **options: Any) -> Process:  # noqa: ANN401 - see `launch`
    """Start the program in `folder`, and leave it to the caller to end."""
    return launch(*arguments, folder=folder, env=environment(**options.pop("env", {})), **options)


def end(process: Process, timeout: float = SECONDS) -> Ended:
    """Wait for the end of `process`."""
    try:
        out, err = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise
    code = process.returncode
    assert code is not None
    return Ended(code, (out or b"").decode(), (err or b"").decode())


def until(condition: Callable[[], bool]) -> None:
    """Wait until `condition` holds; fail where it takes too long."""
    deadline = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.005)


@contextlib.contextmanager
def waiting(*arguments: str, path: Path, marker: Path) -> Iterator[tuple[Process, filelock.FileLock]]:
    """A process that waits for the lock of the list at `path`, which the test holds."""
    lock = filelock.FileLock(path.with_name(f".{path.name}.lock"))
    with lock:
        process = start(*arguments, folder=path.parent.parent, waiting=str(marker))
        try:
            until(lambda: marker.exists() or process.poll() is not None)
            yield process, lock
        finally:
            if process.poll() is None and not lock.is_locked:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(SECONDS)
            if process.poll() is None:
                process.kill()
                process.communicate()


def assert_one_error(ended: Ended, *codes: int) -> None:
    """The process ended in one clear error: what happened, what to do next, and no more."""
    assert ended.code in (codes or (3,)), ended
    assert_civil(ended)
    errors = [line for line in ended.err.splitlines() if line.startswith("Error: ")]
    assert len(errors) == 1, ended.err
    after = ended.err[ended.err.index(errors[0]) :].splitlines()
    assert len(after) >= 2, f"no next step: {ended.err}"
    assert after[-1].strip()


def assert_civil(ended: Ended) -> None:
    """No traceback, no surprise, an exit code that the interface has, and nothing raw on a terminal."""
    assert ended.code in {0, 1, 2, 3}, ended
    assert "Traceback" not in ended.err
    assert "is a bug in the program" not in ended.err, ended.err
    for stream in (ended.out, ended.err):
        found = HARMFUL.search(stream)
        assert found is None, f"{found[0]!r} at {stream[max(0, found.start() - 60) : found.end() + 20]!r}"


class Measured(NamedTuple):
    """How a process ended, and what it cost."""

    ended: Ended
    peak: int
    """The most bytes of memory."""


def run_measured(*arguments: str, folder: Path, stdin: bytes = b"") -> Measured:
    """Run the program to its end with at most 1 GiB of address space."""
    note = folder / "peak"
    ended = run(*arguments, folder=folder, stdin=stdin, memory=GIBIBYTE, peak=str(note))
    return Measured(ended, int(note.read_text("utf-8")) if note.exists() else 0)


JUDGING: Final = (
    ("validate",),
    ("validate", "--format", "json"),
    ("validate", "--format", "github"),
    ("validate", "--format", "sarif"),
    ("validate", "--format", "markdown"),
    ("validate", "--diff", "--unsafe-fixes"),
    ("normalize", "--diff"),
)
"""What judges a list and writes nothing: each format of findings, and each way to show a fix."""
