"""Which addresses may be connected to. Nothing is connected to here: the check of the address is asked alone."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.urls import address_of, parse
from kh_testlist.web.guard import Address, Guard, is_public, unwrapped

NOT_PUBLIC = (
    "0.0.0.0",  # noqa: S104 - to be refused
    "10.0.0.0", "10.255.255.255", "127.0.0.1", "127.255.255.254", "0.255.255.255", "169.254.0.1",
    "169.254.169.254", "100.64.0.0", "100.127.255.255", "172.16.0.0", "172.31.255.255", "192.168.0.0",
    "192.168.255.255", "198.18.0.0", "198.19.255.255", "224.0.0.1", "239.255.255.255", "255.255.255.255", "240.0.0.0",
    "192.0.0.8", "192.0.2.1", "198.51.100.1", "203.0.113.1", "::1", "::", "fe80::1", "fc00::1", "fd12::1", "fec0::1",
    "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b:1::7f00:1", "2002:7f00:1::", "2001::1", "2001:db8::1", "3fff::1",
)  # fmt: skip

PUBLIC = (
    "8.8.8.8", "1.1.1.1", "36.37.242.94", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
    "172.15.255.255", "172.32.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255", "2606:4700::1111",
    "2001:4860:4860::8888", "::ffff:8.8.8.8",
)  # fmt: skip


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_refused(address: str) -> None:
    """What is not on the public Internet is refused, also where it is wrapped in another address."""
    assert Guard().refuses(ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_not_refused(address: str) -> None:
    """What anybody could reach is not refused, right up to the edges of what is."""
    assert not Guard().refuses(ip_address(address))


def test_allowed_covers_its_networks_alone() -> None:
    """The networks allowed may be reached, IPv4-mapped or not; their neighbours may not."""
    guard = Guard(allowed=(ip_network("10.1.0.0/16"), ip_network("fd00:1::/32")))
    for address in ("10.1.0.0", "10.1.255.255", "::ffff:10.1.2.3", "fd00:1::1", "8.8.8.8", "2606:4700::1111"):
        assert not guard.refuses(ip_address(address)), address
    for address in ("10.0.255.255", "10.2.0.0", "::ffff:10.2.0.0", "fd00:2::1", "127.0.0.1", "::1", "::10.1.2.3"):
        assert guard.refuses(ip_address(address)), address


def test_all_of_one_family_is_not_the_other() -> None:
    """To allow every IPv4 address says nothing of IPv6."""
    guard = Guard(allowed=(ip_network("0.0.0.0/0"),))
    assert not guard.refuses(ip_address("127.0.0.1"))
    assert guard.refuses(ip_address("::1"))


@pytest.mark.parametrize("address", ["36.37.242.94", "10.10.10.1", "::ffff:10.10.10.1", "::ffff:36.37.242.94"])
def test_shunned_wins(address: str) -> None:
    """An answer by which a censor is known is never connected to, allowed or public."""
    shunned: frozenset[Address] = frozenset({IPv4Address("36.37.242.94"), IPv4Address("10.10.10.1")})
    guard = Guard(allowed=(ip_network("0.0.0.0/0"), ip_network("::/0")), shunned=shunned)
    assert guard.refuses(ip_address(address))
    assert not guard.refuses(ip_address("10.10.10.2"))


def test_refused_names_the_bad_ones() -> None:
    """Of several addresses, those that are refused are told, in their order."""
    good, bad, worse = ip_address("8.8.8.8"), ip_address("::1"), ip_address("10.0.0.1")
    assert Guard().refused((bad, good, worse)) == (bad, worse)
    assert Guard().refused((good,)) == ()
    assert Guard().refused(()) == ()


@given(st.ip_addresses())
def test_no_laxer_than_python(address: Address) -> None:
    """Whatever Python knows not to be public is refused."""
    plain = unwrapped(address)
    special = plain.is_private, plain.is_loopback, plain.is_link_local, plain.is_multicast, plain.is_reserved
    if any(special) or plain.is_unspecified:
        assert Guard().refuses(address)
        assert not is_public(address)


@given(st.ip_addresses(v=4))
def test_mapped_is_judged_as_ipv4(address: IPv4Address) -> None:
    """An IPv4-mapped address is refused just where the IPv4 address is."""
    mapped = IPv6Address(f"::ffff:{address}")
    assert unwrapped(mapped) == address
    assert Guard().refuses(mapped) == Guard().refuses(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://0x7f000001/", "http://0177.0.0.1/",
        "http://127.0.0.1./", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://①②⑦.0.0.1/",
    ],
)  # fmt: skip
def test_spellings(url: str) -> None:
    """However a URL spells an address, it is read as a browser reads it, and refused."""
    parsed = parse(url)
    assert parsed is not None
    address = address_of(parsed.hostname)
    assert address is not None
    assert Guard().refuses(address)
