"""Connect to the address that was checked, also if the name resolves to another one now."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence
from typing import Final

from kh_testlist.web.failure import Operation
from kh_testlist.web.guard import Address
from kh_testlist.web.watchdog import Watch
from kh_testlist.web.wire import Opener

_MOST_TRIED: Final = 3
"""Addresses of one name that are tried one after the other."""


class ConnectionPlan(Opener):
    """The way of one request to its server: the addresses, the time limit, and the step that it reached."""

    def __init__(self, addresses: Sequence[Address], watch: Watch, connect_timeout: float) -> None:
        self._addresses = addresses[:_MOST_TRIED]
        self._watch = watch
        self._connect_timeout = connect_timeout

    def open(self, port: int, usual: Callable[[], socket.socket]) -> socket.socket:
        """Return a connection to the first address that accepts one.

        Raises:
            OSError: no address did; this is the error of the last one.

        """
        del usual  # it would look the name up again
        self.operation = Operation.CONNECT
        *others, last = self._addresses
        for place, address in enumerate(others):
            try:
                return self._connect(address, port, self._watch.left / (len(self._addresses) - place))
            except OSError:
                continue
        return self._connect(last, port, self._watch.left)

    def _connect(self, address: Address, port: int, seconds: float) -> socket.socket:
        family = socket.AF_INET6 if isinstance(address, ipaddress.IPv6Address) else socket.AF_INET
        connection = socket.socket(family, socket.SOCK_STREAM)
        try:
            connection.settimeout(min(self._connect_timeout, seconds))
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.connect((str(address), port))
            self._watch.hold(connection)
        except BaseException:
            connection.close()
            raise
        return connection
