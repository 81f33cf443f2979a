"""The network of a process of the program: some addresses lead to servers of the tests, and no other leads anywhere.

A case names fixed addresses and ports, so that they can stand in goldens. Where they lead is whatever port a server
has got on this computer.
"""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Mapping
from typing import Any, Final

_LOOPBACK: Final = "127.0.0.1"
_RealSocket = socket.socket


def lead(doors: Mapping[str, int]) -> None:
    """Have connections and datagrams to each of `doors`, as `192.0.2.1:80`, go to a port of this computer."""
    to = {_place(door): (_LOOPBACK, port) for door, port in doors.items()}
    back = {real: door for door, real in to.items()}

    class Socket(_RealSocket):
        """A socket that goes by the doors."""

        def connect(self, address: Any, /) -> None:  # noqa: ANN401 - of any family
            if self.family == socket.AF_UNIX:
                super().connect(address)
                return
            super().connect(_led(to, address))

        def connect_ex(self, address: Any, /) -> int:  # noqa: ANN401 - of any family
            try:
                self.connect(address)
            except OSError as error:
                return error.errno or errno.ECONNREFUSED
            return 0

        def sendto(self, data: Any, *more: Any) -> int:  # noqa: ANN401 - as in the library
            flags, address = more if len(more) > 1 else (0, *more)
            return super().sendto(data, flags, _led(to, address))

        def recvfrom(self, *sizes: int) -> Any:  # noqa: ANN401 - as in the library
            data, address = super().recvfrom(*sizes)
            return data, back.get(address, address)

    socket.socket = Socket  # type: ignore[misc]  # that is the point
    socket.getaddrinfo = _look_up


def _place(door: str) -> tuple[str, int]:
    host, _, port = door.rpartition(":")
    return host, int(port)


def _led(doors: Mapping[tuple[str, int], tuple[str, int]], address: Any) -> tuple[str, int]:  # noqa: ANN401 - of any family
    found = doors.get((str(address[0]), int(address[1])))
    if found is None:
        raise ConnectionRefusedError(errno.ECONNREFUSED, os.strerror(errno.ECONNREFUSED))
    return found


def _look_up(host: Any, port: Any, *_: Any, **__: Any) -> Any:  # noqa: ANN401 - as in the library
    """Addresses are what they are, and no name is known."""
    try:
        socket.inet_aton(str(host))
    except OSError:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known") from None
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (str(host), int(port or 0)))]
