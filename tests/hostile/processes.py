"""Real processes of the program, with limits, and what to expect of each of them."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import filelock

GIBIBYTE: Final = 1024**3
SECONDS: Final = 60.0
"""More than anything here may take; most of it takes a tenth of a second."""

_WRAPPER: Final = str(Path(__file__).with_name("program.py"))

HARMFUL: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""What must not reach a terminal raw: control characters but the line end, and marks that turn text around."""


class Ended(NamedTuple):
    """How a process ended."""

    code: int
    out: str
    err: str


def command(*arguments: str | bytes, **options: Any) -> list[str | bytes]:  # noqa: ANN401 - JSON
    """The command line of the program; with options, as `program.py` runs it."""
    if options:
        return [sys.executable, _WRAPPER, json.dumps(options), *arguments]
    return [sys.executable, "-m", "kh_testlist", *arguments]


def environment(**changes: str) -> dict[str, str]:
    """The test's environment, in which no global list is found by chance, with changes."""
    return {**os.environ, "KH_TESTLIST_UPSTREAM": os.devnull, "PYTHONDONTWRITEBYTECODE": "1", **changes}


def run(
    *arguments: str | bytes,
    folder: Path,
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
    **options: Any,  # noqa: ANN401 - JSON
) -> Ended:
    """Run the program to its end in `folder`."""
    ended = subprocess.run(
        command(*arguments, **options),
        cwd=folder,
        env=environment(**(env or {})),
        input=stdin,
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


def start(*arguments: str | bytes, folder: Path, **options: Any) -> subprocess.Popen[bytes]:  # noqa: ANN401 - JSON
    """Start the program in `folder`, and leave it to the caller to end."""
    return subprocess.Popen(
        command(*arguments, **options),
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def end(process: subprocess.Popen[bytes]) -> Ended:
    """Wait for the end of `process`."""
    try:
        out, err = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise
    return Ended(process.returncode, out.decode(), err.decode())


def until(condition: Callable[[], bool]) -> None:
    """Wait until `condition` holds; fail where it takes too long."""
    deadline = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.005)


@contextlib.contextmanager
def waiting(*arguments: str, path: Path, marker: Path) -> Iterator[tuple[subprocess.Popen[bytes], filelock.FileLock]]:
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
