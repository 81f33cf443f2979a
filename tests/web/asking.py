"""A fetcher that finds every name at the same addresses, for tests with servers of their own."""

from __future__ import annotations

import ipaddress
import ssl
from typing import Final

from kh_testlist.web.fetch import Fetcher
from kh_testlist.web.guard import Guard
from kh_testlist.web.resolve import Answer, Resolver
from kh_testlist.web.session import tls_context

PAGE: Final = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nNews"
EVERYWHERE: Final = Guard((ipaddress.ip_network("0.0.0.0/0"), ipaddress.ip_network("::/0")))


class Names(Resolver):
    """A resolver that answers every name with the same addresses."""

    def __init__(self, *addresses: str) -> None:
        super().__init__([])
        self._same = tuple(map(ipaddress.ip_address, addresses))

    def resolve(self, host: str, seconds: float) -> Answer:
        """Return the addresses."""
        del host, seconds
        return Answer(self._same)


def fetcher(*addresses: str, context: ssl.SSLContext | None = None) -> Fetcher:
    """What asks, and finds every name at `addresses`."""
    return Fetcher(Names(*addresses or ("127.0.0.1",)), EVERYWHERE, context or tls_context(), "test", 2.0)
