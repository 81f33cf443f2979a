"""The root of an API, and the check that requests may go there."""

from __future__ import annotations

import ipaddress
from typing import Final

from kh_testlist.errors import Misuse
from kh_testlist.urls import address_of, parse

ROOT: Final = "https://api.ooni.org"


def checked_root(root: str) -> str:
    """Return the root of an API without its last slash, if requests may go there.

    Raises:
        Misuse: it is not an https URL, or it has more than host and path. This computer may also have http.

    """
    parsed = parse(root)
    if parsed is not None and parsed.has_credentials:
        raise Misuse(
            f"The root of the API at {parsed.hostname} has a login in it.",
            "Remove it, because OONI needs none: --api URL",
        )
    if parsed is None or parsed.search or parsed.hash:
        raise Misuse(f"{root!r} is not the root of an API.", "Give it like this: --api https://api.ooni.org")
    if parsed.protocol != "https:" and not _is_loopback(parsed.hostname):
        raise Misuse(f"{root!r} is not encrypted.", "Give an https URL. Only an API on this computer may use http.")
    return parsed.href.removesuffix("/")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    address = address_of(host)
    return isinstance(address, ipaddress.IPv4Address | ipaddress.IPv6Address) and address.is_loopback
