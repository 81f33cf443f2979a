"""Check which addresses the program may connect to: public ones, and those of `--allow-private`.

A page can redirect anywhere, and a name can resolve to any address. So every address of every hop is checked here. The
connection then goes to exactly the address that was checked.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_NOT_PUBLIC_4: Final = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
"""Source: IANA IPv4 Special-Purpose Address Registry, and RFC 5771 for multicast. Listed here because Python's own
list of global addresses changes from one patch release to the next."""

UNICAST_6: Final = ipaddress.IPv6Network("2000::/3")
"""All IPv6 addresses that are assigned for the public Internet. Source: IANA IPv6 Address Space."""

_NOT_PUBLIC_6: Final = tuple(
    ipaddress.IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)
"""Exceptions: Teredo and other protocol assignments, documentation, and 6to4, which may wrap any IPv4 address. NAT64
(64:ff9b::/96) is outside of 2000::/3. Source: IANA IPv6 Special-Purpose Address Registry."""


def is_public(address: Address) -> bool:
    """Return True if anybody on the Internet can reach `address`. An IPv4-mapped address is checked as IPv4."""
    plain = unwrapped(address)
    if isinstance(plain, ipaddress.IPv4Address):
        return not any(plain in network for network in _NOT_PUBLIC_4)
    return plain in UNICAST_6 and not any(plain in network for network in _NOT_PUBLIC_6)


def unwrapped(address: Address) -> Address:
    """Return the IPv4 address inside an IPv4-mapped IPv6 address. Return any other address as it is."""
    inner = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return inner or address


@dataclass(frozen=True, slots=True)
class Guard:
    """The addresses that a run may connect to."""

    allowed: tuple[Network, ...] = ()
    """Networks that are not public but allowed. Only the user can allow them, never a file."""
    shunned: frozenset[Address] = frozenset()
    """Addresses that the program never connects to, public or not: they are known as censors' answers."""

    def refuses(self, address: Address) -> bool:
        """Return True if the program must not connect to `address`."""
        plain = unwrapped(address)
        if plain in self.shunned:
            return True
        return not is_public(plain) and not any(
            plain.version == network.version and plain in network for network in self.allowed
        )

    def refused(self, addresses: Iterable[Address]) -> tuple[Address, ...]:
        """Return the refused ones of `addresses`. One is enough to refuse a name: the others may be bait."""
        return tuple(address for address in addresses if self.refuses(address))
