"""The rows of a list that a probe can read. A URL that its parser cannot read stops the whole run.

The probe reads a file with one URL per line, with Go's scanner and Go's `net/url`. It skips only empty lines. It
does not trim lines, and it does not leave out duplicates. A URL that does not parse stops the rest of the run.
Source: ooni/probe-cli, internal/targetloading and internal/oonirun, at 7cb2241.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

LONGEST_LINE: Final = 65_534
"""Bytes of the longest line that Go's scanner reads. Source: Go, bufio.MaxScanTokenSize."""

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
_PARTS: Final = re.compile(r"https?://([^/?#]*)([^?#]*)(?:\?[^#]*)?(?:#(.*))?", re.IGNORECASE | re.DOTALL)
_BAD_ESCAPE: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_USER: Final = re.compile(r"(?:[A-Za-z0-9._:~!$&'()*+,;=@-]|%[0-9A-Fa-f]{2})*")
_HOST: Final = re.compile(r"""(?:[A-Za-z0-9._~!$&'()*+,;=<>"\]-]|[^\x00-\x7f]|%[89A-Fa-f][0-9A-Fa-f]|%25)+""")
_PORT: Final = re.compile(r"(?::[0-9]*)?")


class Inputs(NamedTuple):
    """What a probe gets from a list."""

    urls: tuple[str, ...]
    """Each once, in the list's order, byte for byte as the list has them."""
    left_out: tuple[tuple[str, str], ...]
    """The URLs that a probe could not read, each with the reason."""


def inputs_of(urls: Iterable[str]) -> Inputs:
    """Return those of `urls` that a probe can read. Blank ones are not rows."""
    kept: list[str] = []
    left_out: list[tuple[str, str]] = []
    for url in dict.fromkeys(urls):
        if not url.strip():
            continue
        why = fault(url)
        if why is None:
            kept.append(url)
        else:
            left_out.append((url, why))
    return Inputs(tuple(kept), tuple(left_out))


def fault(url: str) -> str | None:  # noqa: PLR0911 - a return for each thing that may be wrong
    """Return why a probe could not read `url`, or None if it can.

    The rules are those of Go's `url.Parse`, and it must be a web address. Source: Go 1.26, net/url.
    """
    if _CONTROL.search(url):
        return "it has a control character in it"
    try:
        size = len(url.encode("utf-8"))
    except UnicodeEncodeError:
        return "it is not UTF-8 text"
    if size > LONGEST_LINE:
        return f"it is longer than {LONGEST_LINE:,} bytes"
    match = _PARTS.fullmatch(url)
    if match is None:
        return "it does not start with http:// or https://"
    user, _, address = match[1].rpartition("@")
    if not _USER.fullmatch(user):
        return "its user name is not valid"
    if not _is_address(address):
        return "its host or port is not valid"
    if _BAD_ESCAPE.search(match[2]) or _BAD_ESCAPE.search(match[3] or ""):
        return "it has a % that two hexadecimal digits do not follow"
    return None


def _is_address(address: str) -> bool:
    """Return True if `address` is a host, with or without a port."""
    if address.startswith("["):
        inside, bracket, port = address[1:].rpartition("]")
        return bool(bracket and _PORT.fullmatch(port)) and _is_ipv6(inside)
    host, colon, port = address.partition(":")
    return bool(_HOST.fullmatch(host) and _PORT.fullmatch(colon + port))


def _is_ipv6(text: str) -> bool:
    import ipaddress  # noqa: PLC0415 - few lists have one

    try:
        return ipaddress.ip_address(text).version == 6 and "%" not in text  # noqa: PLR2004 - the version's own number
    except ValueError:
        return False
