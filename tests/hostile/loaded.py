"""A process that has the program loaded, and forks for each order: `python -m tests.hostile.loaded DESCRIPTOR`.

An order comes over the Unix socket DESCRIPTOR as four descriptors: the streams of the new process, and a socket to
talk about it. On that one comes the order itself, a line of JSON. The new process answers with its number. Once it
has ended, its exit code follows.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import sys
import time
from typing import Any, NoReturn

from tests.hostile import forking, program


def main() -> None:
    """Load the program, then fork for each order until the socket is closed."""
    sys.path.pop(0)  # the top of this project: the program is installed
    orders = socket.socket(fileno=int(sys.argv[1]))
    forking.load()
    ended, wakes = os.pipe()
    for end in (ended, wakes):
        os.set_blocking(end, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)
    running: dict[int, socket.socket] = {}
    while True:
        ready, _, _ = select.select([orders.fileno(), ended], [], [])
        if ended in ready:
            os.read(ended, 4096)
            _tell_of_the_dead(running)
        if orders.fileno() in ready:
            said, descriptors, _, _ = socket.recv_fds(orders, 1, 4)
            if not said:
                return
            *streams, talk = descriptors
            process = os.fork()
            if process == 0:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                for opened in (orders, *running.values()):
                    opened.close()
                for number in (ended, wakes):
                    os.close(number)
                _become(streams, socket.socket(fileno=talk))
            for number in streams:
                os.close(number)
            running[process] = socket.socket(fileno=talk)


def _tell_of_the_dead(running: dict[int, socket.socket]) -> None:
    """Send the exit code of each process that has ended."""
    while running:
        process, status = os.waitpid(-1, os.WNOHANG)
        if not process:
            return
        with running.pop(process) as talk:
            try:
                talk.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))
            except OSError:
                continue  # nobody waits for it any more


def _become(streams: list[int], talk: socket.socket) -> NoReturn:
    """Become the process that was ordered."""
    with talk, talk.makefile("rw", encoding="utf-8") as line:
        order: dict[str, Any] = json.loads(line.readline())
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
            os.close(stream)
        os.environ.clear()
        os.environ.update(order["environment"])
        forking.take_streams()
        if order["session"]:
            os.setsid()
        time.tzset()
        os.umask(order["umask"])
        os.chdir(order["folder"])
        sys.argv[1:] = order["arguments"]
        line.write(f"{os.getpid()}\n")
        line.flush()
    forking.run_to_the_end(lambda: program.run(order["options"]))


main()
