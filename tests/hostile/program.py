"""The program in a process that a test has limited, drugged or doomed: `python program.py OPTIONS ARGUMENT...`.

OPTIONS is a JSON object; what each key means stands beside its use. Made to be run as a file; `loaded.py`, which does
the same in a fork, is the one that imports it.
"""

from __future__ import annotations

import atexit
import errno
import importlib
import json
import os
import pkgutil
import signal
import socket
import sys
import time
from pathlib import Path
from typing import Any, SupportsIndex


def main() -> None:
    """Take the options from the command line, and run the program with what is left of it."""
    sys.path.pop(0)  # this folder: its modules are the tests' own
    run(json.loads(sys.argv.pop(1)))


def run(options: dict[str, Any]) -> None:
    """Set the stage, then run the program on it."""
    if "memory" in options:  # the most bytes of address space
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (options["memory"], options["memory"]))
    if "peak" in options:  # a file to write the most bytes of memory to, at the end
        atexit.register(_write_peak, Path(options["peak"]))
    if "waiting" in options:  # a file to make once the process waits for a lock
        _announce_waiting(Path(options["waiting"]))
    if options.get("terminal"):  # let the terminal on stdin be the one whose Ctrl-C counts
        _take_terminal()
    if "fatal" in options:  # [folder, number]: die right before the so manieth step on files below the folder
        _die_at(*options["fatal"])
    if options.get("nobody"):  # run as nobody, or as `user` with their groups, whom file modes stop; root they don't
        _become(*options.get("user", (65534, 65534)))
    if "file_size" in options:  # the most bytes that a file may grow to, as if the disk were full then
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (options["file_size"], options["file_size"]))
    if options.get("offline"):  # no way to any other computer, nor to a server of this one
        sys.addaudithook(_refuse)
    if options.get("broken"):  # an error that nobody foresaw
        _break()
    from kh_testlist.cli import main as program

    program(sys.argv[1:])


def _write_peak(place: Path) -> None:
    status = Path("/proc/self/status")
    if status.exists():
        # Not ru_maxrss: that takes over the size of the process that started this one.
        lines = dict(line.split(":", 1) for line in status.read_text("utf-8").splitlines())
        peak = int(lines["VmHWM"].split()[0]) * 1024
    else:
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    place.write_text(str(peak), "utf-8")


def _take_terminal() -> None:
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _announce_waiting(place: Path) -> None:
    sleep = time.sleep

    def announce(seconds: float | SupportsIndex) -> None:
        place.touch()
        sleep(seconds)

    time.sleep = announce


def _die_at(folder: str, number: int) -> None:
    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1
        if steps == number:
            os.kill(os.getpid(), signal.SIGKILL)

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event not in {"open", "os.rename", "os.chmod", "os.remove", "os.link", "os.truncate", "os.mkdir"}:
            return
        first = arguments[0]
        if isinstance(first, int):
            is_step = event == "os.chmod"  # of an open file
        else:
            # A name without a folder is one by the handle of a folder.
            name = os.fsdecode(first) if isinstance(first, str | bytes) else folder + "-"
            is_step = name.startswith(folder + os.sep) or os.sep not in name
        if is_step:
            step()

    sys.addaudithook(hook)
    fsync = os.fsync

    def sync(descriptor: int) -> None:
        step()
        fsync(descriptor)
        step()

    os.fsync = sync  # type: ignore[assignment]  # the same for every caller here


def _become(user: int, group: int, *groups: int) -> None:
    # Once somebody else, the process may not be able to read where the program is installed.
    for package in ("kh_testlist", "kh_testlist.commands", "kh_testlist.reports", "kh_testlist.rules"):
        found = importlib.import_module(package)
        for module in pkgutil.iter_modules(found.__path__):
            if module.name != "__main__":
                importlib.import_module(f"{package}.{module.name}")
    for name in ("difflib", "filelock", "platformdirs", "platformdirs.unix", "rich.style", "shlex"):
        importlib.import_module(name)
    os.setgroups(groups)
    os.setgid(group)
    os.setuid(user)
    os.umask(int(os.environ.get("TEST_UMASK", "022"), 8))


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"} and arguments[0].family != socket.AF_UNIX:
        raise ConnectionRefusedError(errno.ECONNREFUSED, os.strerror(errno.ECONNREFUSED))
    if event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


def _break() -> None:
    from kh_testlist import folder

    def broken(*_: object) -> None:
        raise LookupError("a \x1b[31mthing\x1b[0m that nobody foresaw")

    folder.load = broken  # type: ignore[assignment]  # that is the point


if __name__ == "__main__":
    main()
