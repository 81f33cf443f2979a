"""Connect to the address that was checked, also if the name resolves to another one now."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
from collections.abc import Callable, Sequence
from typing import Final

from kh_testlist.web.failure import Operation
from kh_testlist.web.guard import UNICAST_6, Address
from kh_testlist.web.watchdog import Watch
from kh_testlist.web.wire import Opener

_MOST_TRIED: Final = 3
"""Addresses of one name that are tried one after the other."""


class ConnectionPlan(Opener):
    """The way of one request to its server: the addresses, the time limit, and the step that it reached."""

    lacks_ipv6 = False
    """True if an IPv6 address could not be tried, because this computer has no IPv6."""

    def __init__(self, addresses: Sequence[Address], watch: Watch, connect_timeout: float) -> None:
        self._addresses = addresses[:_MOST_TRIED]
        self._watch = watch
        self._connect_timeout = connect_timeout

    def open(self, port: int, usual: Callable[[], socket.socket]) -> socket.socket:
        """Return a connection to the first address that accepts one.

        Raises:
            OSError: no address did; this is the error of the last one that could be tried.

        """
        del usual  # it would look the name up again
        self.operation = Operation.CONNECT
        failed = None
        for place, address in enumerate(self._addresses):
            try:
                return self._connect(address, port, self._watch.left / (len(self._addresses) - place))
            except OSError as error:
                if _needs_ipv6(address, error):
                    self.lacks_ipv6 = True
                else:
                    failed = error
        raise failed or OSError(errno.ENETUNREACH, os.strerror(errno.ENETUNREACH))

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


def _needs_ipv6(address: Address, error: OSError) -> bool:
    """Return True if `error` is about this computer, which has no IPv6, and not about the server at `address`."""
    if not isinstance(address, ipaddress.IPv6Address):
        return False
    if error.errno in _NO_IPV6:
        return True
    return (error.errno in _MAYBE_NO_IPV6 or isinstance(error, TimeoutError)) and not _has_way(address)


_NO_IPV6: Final = frozenset({errno.ENETUNREACH, errno.ENETDOWN, errno.EAFNOSUPPORT})
_MAYBE_NO_IPV6: Final = frozenset({errno.EHOSTUNREACH, errno.EADDRNOTAVAIL})
"""Errors of a computer without IPv6 that also have other causes. macOS gives the first one for a missing route."""


def _has_way(address: ipaddress.IPv6Address) -> bool:
    """Return True if this computer has an own address with which it could reach `address`. Nothing is sent."""
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as probe:
            probe.connect((str(address), _ANY_PORT))
            own = ipaddress.IPv6Address(probe.getsockname()[0].partition("%")[0])
    except OSError:
        return False
    return own in UNICAST_6 or address not in UNICAST_6


_ANY_PORT: Final = 443
