"""Check repositories that a file in a checkout names: git may fetch only from public https servers."""

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
"""A query, a fragment, a backslash or a login. With one of them, a URL may lead elsewhere than it seems to."""


def is_public(text: str) -> bool:
    """Return True if `text` is an https URL of a public server, without a login and a query.

    A host in an odd spelling is not public. `0x7f.1`, `localhost.` or a full-width dot can be read in two ways.
    """
    match = _PLAIN.fullmatch(text)
    if match is None or _TRAP.search(text):
        return False
    parsed = parse(text)
    # The host must be written as a browser reads it, because git's library reads odd hosts in its own way.
    if parsed is None or parsed.hostname != match["host"].lower():
        return False
    host = parsed.hostname
    address = address_of(host)
    if address is not None:
        return is_public_address(address)
    # Without a network: `router.lan`, `intranet` and `printer.local` are not under a public suffix.
    return not is_special_use(host) and bool(registered_domain(host))
