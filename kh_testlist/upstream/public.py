"""Which repositories may be fetched from because a checked-in file names them: those of public https servers."""

from __future__ import annotations

import re
from typing import Final

from kh_testlist.urls import address_of, is_special_use, parse, registered_domain
from kh_testlist.web.guard import is_public as is_public_address

_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_PLAIN: Final = re.compile(
    rf"https://(?P<host>{_LABEL}(?:\.{_LABEL})+|\[[0-9A-Fa-f:]+\])(?::[1-9][0-9]{{0,4}})?(?:/[!-~]*)?"
)
_TRAP: Final = re.compile(r"[?#\\@]")
"""A query, a fragment, a backslash, a login: what is asked for there, or of whom, is not what it looks like."""


def is_public(text: str) -> bool:
    """Return True if `text` is an https URL of a public server, with no login and no query in it.

    An odd spelling of a host is not public: `0x7f.1`, `localhost.` or a full-width dot may be read in two ways.
    """
    match = _PLAIN.fullmatch(text)
    if match is None or _TRAP.search(text):
        return False
    parsed = parse(text)
    # A browser's reading of the host must be the very text: git's library reads odd ones in its own way.
    if parsed is None or parsed.hostname != match["host"].lower():
        return False
    host = parsed.hostname
    address = address_of(host)
    if address is not None:
        return is_public_address(address)
    # Offline: `router.lan`, `intranet` and `printer.local` are under no public suffix.
    return not is_special_use(host) and bool(registered_domain(host))
