"""Starts processes of the program. On Linux they are forks of one that has it loaded, which saves most of their time.

A fork is a process with a number, an environment, a folder, descriptors, signals and an end of its own: it can be
killed, limited and interrupted as any other. What is about memory, about a terminal or about how Python starts runs
in a process from the start. So does everything with the variable KH_TESTLIST_TESTS_FORK_NOTHING set.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import json
import os
import select
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, Final, cast

_TOP: Final = Path(__file__).resolve().parents[2]
_PROGRAM: Final = str(Path(__file__).with_name("program.py"))
_AT_FIRST: Final = dict(os.environ)
"""The environment before any test."""
_MAY_FORK: Final = sys.platform == "linux" and "KH_TESTLIST_TESTS_FORK_NOTHING" not in os.environ
_FROM_THE_START: Final = frozenset({"memory", "peak", "terminal"})
"""The options of `program.py` that a fork would not be the same for."""

_SEEN_LATER: Final = frozenset({"GIT_PYTHON_REFRESH", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"})
"""What a fork goes by, what it has no need of, and what the program sets for itself."""


class Forked:
    """A process of the program that was forked; to be used as `subprocess.Popen` is."""

    def __init__(self, arguments: list[str], talk: socket.socket, out: IO[bytes] | None, err: IO[bytes] | None) -> None:
        self.args = arguments
        self.returncode: int | None = None
        self.stdout, self.stderr = out, err
        self._talk = talk
        self._heard = b""
        self._said: dict[IO[bytes], bytes] = {stream: b"" for stream in (out, err) if stream}
        self.pid = int(self._line(None) or 0)

    def _line(self, deadline: float | None) -> bytes:
        """Return the next line of what is told of the process; nothing if it does not come in time."""
        while b"\n" not in self._heard:
            left = None if deadline is None else max(deadline - time.monotonic(), 0)
            if not select.select([self._talk], [], [], left)[0]:
                return b""
            more = self._talk.recv(64)
            assert more, "the process that forks has ended"
            self._heard += more
        line, _, self._heard = self._heard.partition(b"\n")
        return line

    def poll(self) -> int | None:
        """Return the exit code, if it has ended."""
        return self._ended(0)

    def _ended(self, timeout: float | None) -> int | None:
        if self.returncode is None:
            line = self._line(None if timeout is None else time.monotonic() + timeout)
            if line:
                self.returncode = int(line)
                self._talk.close()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Return the exit code once it has ended."""
        code = self._ended(timeout)
        if code is None:
            raise subprocess.TimeoutExpired(self.args, timeout or 0)
        return code

    def communicate(self, timeout: float | None = None) -> tuple[bytes, bytes]:
        """Return all that it says, once it has ended."""
        deadline = None if timeout is None else time.monotonic() + timeout
        with selectors.DefaultSelector() as ready:
            for stream in self._said:
                if not stream.closed:
                    ready.register(stream, selectors.EVENT_READ)
            while ready.get_map():
                found = ready.select(None if deadline is None else max(deadline - time.monotonic(), 0))
                if not found:
                    raise subprocess.TimeoutExpired(self.args, timeout or 0)
                for key, _ in found:
                    stream = cast("IO[bytes]", key.fileobj)
                    chunk = os.read(key.fd, 65_536)
                    self._said[stream] += chunk
                    if not chunk:
                        ready.unregister(stream)
                        stream.close()
        self.wait(None if deadline is None else max(deadline - time.monotonic(), 0))
        out, err = (self._said[stream] if stream else b"" for stream in (self.stdout, self.stderr))
        return out, err

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it has not ended."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        """End it, if it has not ended."""
        self.send_signal(signal.SIGKILL)


Process = subprocess.Popen[bytes] | Forked
"""A process of the program."""


def command(*arguments: str | bytes, **options: Any) -> list[str | bytes]:  # noqa: ANN401 - JSON
    """The command line of the program; with options, as `program.py` runs it."""
    if options:
        return [sys.executable, _PROGRAM, json.dumps(options), *arguments]
    return [sys.executable, "-m", "kh_testlist", *arguments]


def launch(  # noqa: PLR0913 - as in `subprocess`
    *arguments: str | bytes,
    folder: Path,
    env: Mapping[str, str],
    stdin: int = subprocess.DEVNULL,
    stdout: int = subprocess.PIPE,
    stderr: int = subprocess.PIPE,
    session: bool = False,
    **options: Any,  # noqa: ANN401 - see `program.py`
) -> Process:
    """Start the program in `folder`, with no environment but `env`; with `session`, in a session of its own."""
    if not (_MAY_FORK and _FROM_THE_START.isdisjoint(options) and _starts_alike(env)):
        return subprocess.Popen(
            command(*arguments, **options),
            cwd=folder,
            env=env,
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            start_new_session=session,
        )
    order = {
        "arguments": [os.fsdecode(word) for word in arguments],
        "folder": os.fspath(folder),
        "environment": dict(env),
        "options": options,
        "session": session,
        "umask": _umask(),
    }
    return _forked(order, stdin, stdout, stderr)


def _starts_alike(env: Mapping[str, str]) -> bool:
    """True if Python would start in `env` as the process that forks did."""
    return _seen_at_start(env) == _seen_at_start(_AT_FIRST)


def _seen_at_start(env: Mapping[str, str]) -> dict[str, str]:
    """Return what Python, and what is loaded at first, looks at in `env`."""
    found = {
        name: value
        for name, value in env.items()
        if (name == "PATH" or name.startswith(("PYTHON", "LD_", "GIT_PYTHON"))) and name not in _SEEN_LATER
    }
    locale = env.get("LC_ALL") or env.get("LC_CTYPE") or env.get("LANG") or "C"
    is_utf_8 = locale in {"C", "POSIX"} or locale.lower().endswith((".utf-8", ".utf8"))
    return {**found, "locale": "" if is_utf_8 else locale}


def _umask() -> int:
    found = os.umask(0)
    os.umask(found)
    return found


def _forked(order: dict[str, Any], stdin: int, stdout: int, stderr: int) -> Forked:
    """Have the process that forks do so."""
    ours, theirs = socket.socketpair()
    with contextlib.ExitStack() as passed:
        nothing = os.open(os.devnull, os.O_RDWR)
        passed.callback(os.close, nothing)

        def end_of(stream: int) -> tuple[IO[bytes] | None, int]:
            if stream != subprocess.PIPE:
                return None, nothing if stream == subprocess.DEVNULL else stream
            reading, writing = os.pipe()
            passed.callback(os.close, writing)
            return os.fdopen(reading, "rb"), writing

        out, out_end = end_of(stdout)
        err, err_end = (None, out_end) if stderr == subprocess.STDOUT else end_of(stderr)
        in_end = nothing if stdin == subprocess.DEVNULL else stdin
        passed.callback(theirs.close)
        socket.send_fds(_orders(), [b"."], [in_end, out_end, err_end, theirs.fileno()])
        ours.sendall(json.dumps(order).encode() + b"\n")
    return Forked(order["arguments"], ours, out, err)


@functools.cache
def _orders() -> socket.socket:
    """Start the process that forks, once for each process of the tests; it ends with this socket."""
    ours, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.hostile.loaded", str(theirs.fileno())],
            cwd=_TOP,
            env={**_AT_FIRST, "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
        )

    def let_go() -> None:
        ours.close()
        process.wait(60)

    atexit.register(let_go)
    return ours
