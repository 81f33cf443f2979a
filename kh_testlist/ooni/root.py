"""Whom to ask: the root of an API, and whether requests may go there."""

from __future__ import annotations

import ipaddress
from typing import Final

from kh_testlist.errors import Misuse
from kh_testlist.urls import address_of, parse

ROOT: Final = "https://api.ooni.org"


def checked_root(root: str) -> str:
    """The root of an API without its last slash, if requests may go there.

    Raises:
        Misuse: it is no https URL, nor one of http on this computer, or it carries more than host and path.

    """
    parsed = parse(root)
    if parsed is not None and parsed.has_credentials:
        raise Misuse(
            f"There is a login in the root of the API at {parsed.hostname}.", "Leave it out: OONI asks for none."
        )
    if parsed is None or parsed.search or parsed.hash:
        raise Misuse(f"{root!r} is no root of an API.", "Give it so: --api https://api.ooni.org")
    if parsed.protocol != "https:" and not _is_loopback(parsed.hostname):
        raise Misuse(f"{root!r} is not encrypted.", "Give an https URL; http is for this computer alone.")
    return parsed.href.removesuffix("/")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    address = address_of(host)
    return isinstance(address, ipaddress.IPv4Address | ipaddress.IPv6Address) and address.is_loopback
