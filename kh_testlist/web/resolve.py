"""Find the addresses of a name, or the reason that there are none.

`getaddrinfo` cannot do that: it gives the same error for a missing name and for a silent server. Only the resolvers of
this computer are asked, or those that the user names. Nobody else learns which names are looked up.
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
"""Seconds that a resolver has for one answer. Without an answer it is asked again, because datagrams get lost."""

_ROUNDS: Final = 2
_MOST_ADDRESSES: Final = 16


class Server(NamedTuple):
    """The address and the port of a resolver."""

    address: str
    port: int = 53

    def __str__(self) -> str:
        return f"[{self.address}]:{self.port}" if ":" in self.address else f"{self.address}:{self.port}"


@dataclass(frozen=True, slots=True)
class Answer:
    """The resolvers' answer about a name: addresses, or the failure in OONI's words."""

    addresses: tuple[Address, ...] = ()
    failure: str | None = None
    unconfirmed: bool = False
    """No second resolver confirmed that the name does not exist: there is only one, or no other one answered."""
    disputed: bool = False
    """One resolver said that the name does not exist, but another one knew it."""


def system_servers() -> tuple[Server, ...]:
    """Return the resolvers in this computer's settings.

    Raises:
        Failure: the settings name no resolver.

    """
    try:
        found = dns.resolver.Resolver(configure=True)
    except (dns.resolver.NoResolverConfiguration, OSError):
        found = None
    if found is None or not found.nameservers:
        raise Failure(
            "This computer has no DNS resolver in its settings.", "Connect to a network, or give one: --resolver IP"
        )
    return tuple(Server(str(address), found.port) for address in found.nameservers)


class Resolver:
    """Looks each name up once: all requests of a pass to one name use the same answer."""

    def __init__(self, servers: Sequence[Server], patience: float = PATIENCE) -> None:
        self.servers = tuple(servers)
        self._patience = patience
        self._known: dict[str, Answer] = {}
        self._lock = threading.Lock()
        self.heard = False
        """True if a resolver has answered a question."""

    def forget(self) -> None:
        """Forget all answers, because a later pass must ask again."""
        with self._lock:
            self._known.clear()

    def resolve(self, host: str, seconds: float) -> Answer:
        """Return the addresses of `host`, a canonical host name, in at most `seconds`.

        Raises:
            OSError: this computer had no free socket.

        """
        known = self._known.get(host)
        if known is None:
            known = _by_definition(host) or self._ask(host, time.monotonic() + seconds)
            with self._lock:
                self._known[host] = known
        return known

    def nameservers(self, domain: str, seconds: float) -> tuple[str, ...]:
        """Return the nameservers of `domain`, in lower case, without final dots; none if they are not known.

        Raises:
            OSError: this computer had no free socket.

        """
        ends = time.monotonic() + seconds
        for server in self.servers:
            reply = self._query(domain, dns.rdatatype.NS, server, ends)
            if isinstance(reply, dns.message.Message):
                found = (data for rrset in reply.answer if rrset.rdtype == dns.rdatatype.NS for data in rrset)
                return tuple(str(data.target).rstrip(".").lower() for data in found)
        return ()

    def _ask(self, host: str, ends: float) -> Answer:
        """Ask the resolvers one after the other until one has addresses. A name is gone only if two of them say so."""
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
        """Return the IPv4 and IPv6 addresses that `server` knows, or else its failure."""
        found: list[Address] = []
        said = failure.NO_ANSWER
        for kind in (dns.rdatatype.A, dns.rdatatype.AAAA):
            reply = self._query(host, kind, server, ends)
            if isinstance(reply, str):
                # A server that answers about one kind and not about the other is old, not silent.
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
        """Return the reply of `server`, or the reason that there is no useful reply."""
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
        except (dns.exception.DNSException, EOFError, ValueError):  # EOFError: it closed a TCP connection in the middle
            return failure.MISBEHAVING
        except OSError as error:
            if failure.is_exhausted(error):
                raise
            return failure.failure_of(error)
        self.heard = True
        assert isinstance(reply, dns.message.QueryMessage)  # noqa: S101 - the answer to a query has this type
        return reply if reply.rcode() == dns.rcode.NOERROR else _RCODE.get(reply.rcode(), failure.MISBEHAVING)


_RCODE: Final = {
    dns.rcode.NXDOMAIN: failure.NXDOMAIN,
    dns.rcode.SERVFAIL: failure.SERVFAIL,
    dns.rcode.REFUSED: failure.DNS_REFUSED,
}


def _by_definition(host: str) -> Answer | None:
    """Return the answer for names that must not be sent to a resolver. Source: RFC 6761 and RFC 7686."""
    top = host.rstrip(".").rpartition(".")[2]
    if top == "localhost":
        return Answer((ipaddress.IPv4Address("127.0.0.1"),))
    return Answer(failure=failure.NXDOMAIN) if top == "onion" else None
