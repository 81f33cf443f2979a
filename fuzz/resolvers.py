"""The target for what a resolver answers: whoever sits on the way may write it."""

from __future__ import annotations

import ipaddress
from typing import Final
from unittest import mock

import dns.exception
import dns.flags
import dns.message
import dns.query
import dns.rcode
import dns.rrset

from fuzz.target import Target
from kh_testlist.web.failure import DNS_IMPOSSIBLE, NXDOMAIN
from kh_testlist.web.guard import Guard, is_public
from kh_testlist.web.resolve import Resolver, Server

_HOST: Final = "news.example.org"
_SERVERS: Final = (Server("192.0.2.53", 53), Server("192.0.2.54", 53))


def answer(data: bytes) -> None:
    """Any answer is addresses, each of which is judged, or a failure in OONI's words."""

    def udp(query: dns.message.Message, *_where: object, **_options: object) -> tuple[dns.message.Message, bool]:
        # As dnspython does with what comes from the socket: read it, and see whether it answers the question.
        reply = dns.message.from_wire(query.id.to_bytes(2, "big") + data)
        if not query.is_response(reply):
            raise dns.query.BadResponse
        return reply, False

    with mock.patch.object(dns.query, "udp_with_fallback", side_effect=udp):
        resolver = Resolver(_SERVERS)
        found = resolver.resolve(_HOST, 5.0)
        assert found.addresses or found.failure, "no answer at all"
        assert all(isinstance(one, ipaddress.IPv4Address | ipaddress.IPv6Address) for one in found.addresses)
        refused = Guard().refused(found.addresses)
        assert refused or all(map(is_public, found.addresses)), "an address that is not public, let through"
        assert found.failure != DNS_IMPOSSIBLE, "our own question was at fault"
        assert not found.unconfirmed or found.failure == NXDOMAIN, "unconfirmed, and of something else"
        assert all(name == name.lower() for name in resolver.nameservers(_HOST, 5.0)), "a name in upper case"


def _wire(kind: str, *records: str, rcode: int = 0) -> bytes:
    """A reply to a question about the host, without its number."""
    reply = dns.message.make_response(dns.message.make_query(_HOST, kind), recursion_available=True)
    for record in records:
        name, its_kind, value = record.split(" ", 2)
        reply.answer.append(dns.rrset.from_text(name, 60, "IN", its_kind, value))
    reply.set_rcode(dns.rcode.Rcode(rcode))
    return reply.to_wire()[2:]


RESOLVERS: Final = {
    "dns": Target(
        answer,
        (
            _wire("A", f"{_HOST}. A 8.8.8.8", f"{_HOST}. A 10.0.0.1"),
            _wire("AAAA", f"{_HOST}. AAAA 2606:4700::1111"),
            _wire("AAAA", f"{_HOST}. AAAA ::ffff:127.0.0.1"),
            _wire("A", f"{_HOST}. CNAME a.example.", "a.example. CNAME b.example.", "b.example. A 192.0.2.7"),
            _wire("A", f"{_HOST}. CNAME {_HOST}."),
            _wire("NS", f"{_HOST}. NS NS1.example."),
            _wire("A", rcode=3),
            _wire("A", rcode=2),
        ),
    ),
}
