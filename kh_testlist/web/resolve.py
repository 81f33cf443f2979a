"""Names to addresses, and why there are none. `getaddrinfo` can't tell a name that does not exist from a silent server.

Only the resolvers of this computer are asked, or those that the user names: nobody else learns what is looked up.
"""

from __future__ import annotations

import ipaddress
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import dns.exception
import dns.message
import dns.name
import dns.query
import dns.rcode
import dns.rdatatype
import dns.resolver

from kh_testlist.errors import Failure
from kh_testlist.web import failure
from kh_testlist.web.guard import Address

PATIENCE: Final = 2.0
"""Seconds that a resolver has for one answer; what it does not answer is asked twice, for datagrams get lost."""

_ROUNDS: Final = 2
_MOST_ADDRESSES: Final = 16


class Server(NamedTuple):
    """A resolver: where it listens."""

    address: str
    port: int = 53

    def __str__(self) -> str:
        return f"[{self.address}]:{self.port}" if ":" in self.address else f"{self.address}:{self.port}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the resolvers said of a name: addresses, or the failure in OONI's words."""

    addresses: tuple[Address, ...] = ()
    failure: str | None = None
    unconfirmed: bool = False
    """No second resolver was there, or none answered, to confirm that the name does not exist."""
    disputed: bool = False
    """One resolver said that the name does not exist, another knew it."""


def system_servers() -> tuple[Server, ...]:
    """The resolvers that this computer is set to use.

    Raises:
        Failure: it is set to use none.

    """
    try:
        found = dns.resolver.Resolver(configure=True)
    except (dns.resolver.NoResolverConfiguration, OSError):
        found = None
    if found is None or not found.nameservers:
        raise Failure("This computer names no resolver to ask.", "Connect to a network, or name one: --resolver IP")
    return tuple(Server(str(address), found.port) for address in found.nameservers)


class Resolver:
    """Looks names up, each once: all requests of a pass to one name go by one answer."""

    def __init__(self, servers: Sequence[Server], patience: float = PATIENCE) -> None:
        self.servers = tuple(servers)
        self._patience = patience
        self._known: dict[str, Answer] = {}
        self._lock = threading.Lock()
        self.heard = False
        """Whether any resolver has answered anything yet."""

    def forget(self) -> None:
        """Ask anew from here on, as a later pass must."""
        with self._lock:
            self._known.clear()

    def resolve(self, host: str, seconds: float) -> Answer:
        """The addresses of `host`, a canonical host name, in at most `seconds`.

        Raises:
            OSError: this computer had no socket to ask with.

        """
        known = self._known.get(host)
        if known is None:
            known = _by_definition(host) or self._ask(host, time.monotonic() + seconds)
            with self._lock:
                self._known[host] = known
        return known

    def nameservers(self, domain: str, seconds: float) -> tuple[str, ...]:
        """The hosts that answer for `domain`, in lower case, without final dots; none where that can't be told.

        Raises:
            OSError: this computer had no socket to ask with.

        """
        ends = time.monotonic() + seconds
        for server in self.servers:
            reply = self._query(domain, dns.rdatatype.NS, server, ends)
            if isinstance(reply, dns.message.Message):
                found = (data for rrset in reply.answer if rrset.rdtype == dns.rdatatype.NS for data in rrset)
                return tuple(str(data.target).rstrip(".").lower() for data in found)
        return ()

    def _ask(self, host: str, ends: float) -> Answer:
        """Ask one resolver after the other until one has addresses; a name is only gone when a second says so."""
        denied: list[Server] = []
        failures: list[str] = []
        asked = list(self.servers)
        for _ in range(_ROUNDS):
            silent = []
            for server in asked:
                addresses, said = self._addresses(host, server, ends)
                if addresses:
                    return Answer(addresses, disputed=bool(denied))
                failures.append(said)
                if said == failure.NXDOMAIN:
                    denied.append(server)
                if said == failure.TIMEOUT:
                    silent.append(server)
                if len(denied) > 1:
                    return Answer(failure=failure.NXDOMAIN)
            if len(silent) < len(asked) or time.monotonic() >= ends:
                break
            asked = silent
        definite = [said for said in failures if said.startswith("dns_")]
        said = (definite or failures)[0]
        return Answer(failure=said, unconfirmed=said == failure.NXDOMAIN)

    def _addresses(self, host: str, server: Server, ends: float) -> tuple[tuple[Address, ...], str]:
        """The addresses that `server` knows, of both kinds, or else what it said."""
        found: list[Address] = []
        said = failure.NO_ANSWER
        for kind in (dns.rdatatype.A, dns.rdatatype.AAAA):
            reply = self._query(host, kind, server, ends)
            if isinstance(reply, str):
                # A server that knows one kind and says nothing of the other is old, not silent.
                return tuple(found), reply
            try:
                answer = reply.resolve_chaining().answer
            except dns.exception.DNSException:
                said = failure.MISBEHAVING
                continue
            texts = sorted(data.to_text() for data in answer or ())[:_MOST_ADDRESSES]
            found += map(ipaddress.ip_address, texts)
        return tuple(found), said

    def _query(
        self, name: str, kind: dns.rdatatype.RdataType, server: Server, ends: float
    ) -> dns.message.QueryMessage | str:
        """The reply of `server`, or why there is none of use."""
        left = min(self._patience, ends - time.monotonic())
        if left <= 0:
            return failure.TIMEOUT
        try:
            query = dns.message.make_query(dns.name.from_text(name), kind)
        except dns.exception.DNSException:
            return failure.DNS_IMPOSSIBLE
        try:
            reply, _ = dns.query.udp_with_fallback(
                query, server.address, left, server.port, ignore_unexpected=True, ignore_errors=True
            )
        except dns.exception.Timeout:
            return failure.TIMEOUT
        except (dns.exception.DNSException, EOFError, ValueError):  # EOFError: it hung up in the middle, over TCP
            return failure.MISBEHAVING
        except OSError as error:
            if failure.is_exhausted(error):
                raise
            return failure.failure_of(error)
        self.heard = True
        assert isinstance(reply, dns.message.QueryMessage)  # noqa: S101 - what a query is answered with
        return reply if reply.rcode() == dns.rcode.NOERROR else _RCODE.get(reply.rcode(), failure.MISBEHAVING)


_RCODE: Final = {
    dns.rcode.NXDOMAIN: failure.NXDOMAIN,
    dns.rcode.SERVFAIL: failure.SERVFAIL,
    dns.rcode.REFUSED: failure.DNS_REFUSED,
}


def _by_definition(host: str) -> Answer | None:
    """What is known of `host` without asking: some names must not be let out. Source: RFC 6761 and RFC 7686."""
    top = host.rstrip(".").rpartition(".")[2]
    if top == "localhost":
        return Answer((ipaddress.IPv4Address("127.0.0.1"),))
    return Answer(failure=failure.NXDOMAIN) if top == "onion" else None
