"""The farm's own DNS: answers, and every way not to answer."""

from __future__ import annotations

import asyncio
import contextlib
import struct
from typing import Final, cast

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.rrset

from tests.farm.counters import Counters
from tests.farm.plan import FORBIDDEN, Name, Plan

_RCODES: Final = {
    "nxdomain": dns.rcode.NXDOMAIN,
    "servfail": dns.rcode.SERVFAIL,
    "refused": dns.rcode.REFUSED,
    "not-implemented": dns.rcode.NOTIMP,
}
_PARTS: Final = 2
"""Labels of a domain, in most of the farm."""


class Nameserver:
    """What the farm answers to questions about names.

    `says` of a `Name` is one of: `addresses`, `these` (the same, planned to the letter), `nxdomain`, `servfail`,
    `refused`, `empty` (no answer of any type), `silent`, `truncated` (over UDP, whole over TCP), `rebinding` (its
    address once, the forbidden one ever after), `lies-first` (NXDOMAIN at the first resolver, its address at the
    second), `not-implemented`, `garbage` (what is no DNS), `alias-of-itself`; and `aaaa-` before what is said of AAAA
    alone.
    """

    def __init__(self, plan: Plan, counters: Counters, *, second: bool = False) -> None:
        self._plan = plan
        self._counters = counters
        self._second = second
        self._domains: dict[str, Name] = {}
        for host, name in plan.names.items():
            if name.nameservers:
                self._domains[_domain(host)] = self._domains[host] = name
            else:
                self._domains.setdefault(_domain(host), Name())

    def answer(self, packet: bytes, *, tcp: bool = False) -> bytes | None:
        """What to answer to `packet`; None for nothing."""
        try:
            query = dns.message.from_wire(packet)
        except dns.exception.DNSException:
            return None
        if not query.question:
            return None
        asked = query.question[0]
        host = asked.name.to_text(omit_final_dot=True).lower()
        kind = dns.rdatatype.to_text(asked.rdtype)
        self._counters.dns[host][kind] += 1
        if kind != "NS" and host in self._plan.names and self._plan.names[host].says == "garbage":
            return packet[:2] + b"\xff\xff no DNS"
        response = dns.message.make_response(query, recursion_available=True)
        if not self._fill(response, asked.name, host, kind, tcp=tcp):
            return None
        return response.to_wire()

    def _fill(self, response: dns.message.Message, asked: dns.name.Name, host: str, kind: str, *, tcp: bool) -> bool:
        """Fill in what there is to say; False for silence."""
        name = self._plan.names.get(host)
        says = name.says if name else ""
        if says == "lies-first":
            says = "addresses" if self._second else "nxdomain"
        if says.startswith("aaaa-"):
            says = says.removeprefix("aaaa-") if kind == "AAAA" else "addresses"
        if says == "silent":
            return False
        if says in _RCODES:
            response.set_rcode(_RCODES[says])
        elif name is None and host not in self._domains:
            response.set_rcode(dns.rcode.NXDOMAIN)
        elif kind == "NS":
            owner = self._domains.get(host)
            if owner is not None:
                servers = owner.nameservers or (f"ns1.{host}", f"ns2.{host}")
                _add(response, asked, "NS", *(f"{server}." for server in servers))
        elif name is not None and says == "truncated" and not tcp:
            response.flags |= dns.flags.TC
        elif says == "alias-of-itself":
            _add(response, asked, "CNAME", f"{host}.")
        elif name is not None and says != "empty":
            self._add_addresses(response, asked, name, kind, rebinding=says == "rebinding")
        return True

    def _add_addresses(
        self, response: dns.message.Message, asked: dns.name.Name, name: Name, kind: str, *, rebinding: bool
    ) -> None:
        if name.alias:
            _add(response, asked, "CNAME", f"{name.alias}.")
            asked = dns.name.from_text(name.alias)
            name = self._plan.names[name.alias]
        if kind == "AAAA" and name.addresses_6:
            _add(response, asked, "AAAA", *name.addresses_6)
        elif kind == "A" and name.addresses:
            name.asked += 1
            _add(response, asked, "A", *((FORBIDDEN,) if rebinding and name.asked > 1 else name.addresses))


def _add(response: dns.message.Message, name: dns.name.Name, kind: str, *values: str) -> None:
    response.answer.append(dns.rrset.from_text(name, 0, "IN", kind, *values))


def _domain(host: str) -> str:
    labels = host.split(".")
    return ".".join(labels[-3 if host.endswith(".com.kh") else -_PARTS :])


class Datagrams(asyncio.DatagramProtocol):
    """The nameserver over UDP."""

    def __init__(self, server: Nameserver) -> None:
        self._server = server
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ready."""
        self._transport = cast("asyncio.DatagramTransport", transport)  # which asyncio's own is not an instance of

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Answer, or not."""
        answer = self._server.answer(data)
        if answer is not None and self._transport is not None:
            self._transport.sendto(answer, addr)


class Stream(asyncio.Protocol):
    """The nameserver over TCP."""

    def __init__(self, server: Nameserver) -> None:
        self._server = server
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ready."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer each question that is whole."""
        self._buffer += data
        while len(self._buffer) >= _PARTS:
            (length,) = struct.unpack("!H", self._buffer[:2])
            packet, rest = self._buffer[2 : 2 + length], self._buffer[2 + length :]
            if len(packet) < length:
                return
            self._buffer = rest
            answer = self._server.answer(packet, tcp=True)
            if answer is not None and self._transport is not None:
                with contextlib.suppress(ConnectionError):
                    self._transport.write(struct.pack("!H", len(answer)) + answer)
