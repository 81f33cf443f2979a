"""Give a benchmark a network of its own, with only a loopback and a resolver. A user needs no extra rights.

curl and lychee ask the resolver in `/etc/resolv.conf`, at port 53. So the benchmark runs in a namespace where this port
is free and nothing leads off the machine. There, a `resolv.conf` hides the system's, and nobody else sees it. Linux
allows this to every user, unless its administrator has switched it off.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import socket
import struct
import subprocess
import sys
import threading
from pathlib import Path
from typing import Final

RESOLVER: Final = ("127.0.0.1", 53)
SEALED: Final = "--sealed"
"""The argument that tells the benchmark that it is inside."""

_UNSHARE: Final = ("--user", "--map-root-user", "--net", "--mount")
_SET_FLAGS: Final = 0x8914  # SIOCSIFFLAGS: the socket module has no name for it
_UP_AND_RUNNING: Final = 0x41
_ASKING: Final = "options timeout:1 attempts:2"
"""Options to help programs that ask the system's resolver. A name without an answer costs two seconds, or three if only
its IPv6 address has none. The default is ten or more, which is longer than their own timeouts. While curl waits for it,
everything else may wait too."""
_LARGEST: Final = 65_535
_PATIENCE: Final = 15.0


def enter() -> str:
    """Start this program again in a network of its own. If that is impossible, return the reason."""
    unshare = shutil.which("unshare")
    if sys.platform != "linux" or unshare is None or shutil.which("mount") is None:
        return "only Linux, with unshare and mount, gives a program a network of its own"
    tried = subprocess.run([unshare, *_UNSHARE, "true"], capture_output=True, text=True, check=False)
    if tried.returncode:
        return f"no network of its own: {tried.stderr.strip()}"
    sys.stdout.flush()
    command = [unshare, *_UNSHARE, sys.executable, *sys.argv, SEALED]
    return os.execv(unshare, command)  # noqa: S606 - no shell is wanted


def furnish(folder: Path) -> None:
    """Switch the loopback on, and let programs ask the resolver at port 53. This runs inside."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, _SET_FLAGS, struct.pack("16sh14x", b"lo", _UP_AND_RUNNING))
    said = folder / "resolv.conf"
    said.write_text(f"nameserver {RESOLVER[0]}\n{_ASKING}\n", "utf-8")
    for ours, theirs in ((said, "/etc/resolv.conf"), (_plain_order(folder), "/etc/nsswitch.conf")):
        if Path(theirs).exists():
            mount = str(shutil.which("mount"))
            subprocess.run([mount, "--bind", str(ours), theirs], check=True)


def _plain_order(folder: Path) -> Path:
    """Return a file that makes programs ask DNS for names, and not a daemon outside."""
    order = folder / "nsswitch.conf"
    order.write_text("hosts: files dns\n", "utf-8")
    return order


class Relay:
    """Passes questions at port 53 to a nameserver at another port, and its answers back."""

    def __init__(self, nameserver: str) -> None:
        host, _, port = nameserver.rpartition(":")
        self._there = (host, int(port))
        self._here = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._here.bind(RESOLVER)
        self._beyond = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._beyond.connect(self._there)
        self._callers: dict[int, tuple[bytes, tuple[str, int]]] = {}
        """For the new number of each question: its old number, and who asked."""
        self._streams = socket.create_server(RESOLVER)
        for work in (self._ask, self._answer, self._accept):
            threading.Thread(target=work, daemon=True).start()

    def _ask(self) -> None:
        number = 0
        while True:
            question, caller = self._here.recvfrom(_LARGEST)
            number = (number + 1) % 65_536
            self._callers[number] = question[:2], caller
            self._beyond.send(number.to_bytes(2) + question[2:])

    def _answer(self) -> None:
        while True:
            answer = self._beyond.recv(_LARGEST)
            number, caller = self._callers.pop(int.from_bytes(answer[:2]))
            self._here.sendto(number + answer[2:], caller)

    def _accept(self) -> None:
        while True:
            caller, _ = self._streams.accept()
            threading.Thread(target=self._converse, args=(caller,), daemon=True).start()

    def _converse(self, caller: socket.socket) -> None:
        """Pass on what did not fit into a datagram."""
        # The caller may close the connection at any time.
        with contextlib.suppress(OSError), caller, socket.create_connection(self._there, _PATIENCE) as beyond:
            caller.settimeout(_PATIENCE)
            while question := _message(caller):
                beyond.sendall(question)
                caller.sendall(_message(beyond))


def _message(stream: socket.socket) -> bytes:
    """Return one message with its length before it; empty at the end of the stream."""
    head = stream.recv(2, socket.MSG_WAITALL)
    return head and head + stream.recv(int.from_bytes(head), socket.MSG_WAITALL)
