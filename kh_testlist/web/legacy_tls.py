"""Read sites with old TLS: old versions and ciphers, but the same trusted certificates.

Some old servers of governments know only RSA key exchange, CBC with SHA-1, small Diffie-Hellman groups or TLS 1.0.
A default handshake with them fails, but the site is alive. A second handshake finds that out. It is only for looking at
public pages: no password and no decision may depend on such a connection.
"""

from __future__ import annotations

import ssl
import threading
from typing import Final, NamedTuple

from kh_testlist.web.failure import causes

_CIPHERS: Final = "ALL:!aNULL:!eNULL:!PSK:!SRP:!RC4:!EXPORT:@SECLEVEL=0"
"""All ciphers that OpenSSL has, except those without a certificate or without a secret. Level 0 allows SHA-1 in
signatures of a handshake, which TLS 1.0 needs, and short Diffie-Hellman groups. Source: OpenSSL, openssl-ciphers(1) and
SSL_CTX_set_security_level(3)."""
_LEGACY_SERVER_CONNECT: Final = 0x4
"""Accepts servers without secure renegotiation (RFC 5746). Python 3.12 has a name for it. Source: openssl/ssl.h."""

_NO_TLS: Final = frozenset({"WRONG_VERSION_NUMBER", "HTTP_REQUEST"})
"""OpenSSL's words for an answer that is not TLS. No cipher helps with that."""


def is_curable(error: BaseException) -> bool:
    """Return True if `error`, from a failed handshake, may not come with old versions and ciphers."""
    return not any(isinstance(cause, ssl.SSLError) and cause.reason in _NO_TLS for cause in causes(error))


class Handshake(NamedTuple):
    """What a client and a server agreed on."""

    version: str | None
    cipher: str


def handshake_of(connection: object) -> Handshake | None:
    """Return what the two sides of `connection` agreed on, or None without TLS."""
    if not isinstance(connection, ssl.SSLSocket):
        return None
    cipher = connection.cipher()
    return Handshake(connection.version(), cipher[0] if cipher else "")


class LenientContext:
    """A TLS context like another one, but with old versions and ciphers. It is made once, on first use."""

    def __init__(self, usual: ssl.SSLContext) -> None:
        self._usual = usual
        self._making = threading.Lock()
        self._made: ssl.SSLContext | None = None
        self._is_made = False

    @property
    def context(self) -> ssl.SSLContext | None:
        """The context; None if the policy of this computer does not allow it."""
        with self._making:
            if not self._is_made:
                self._made, self._is_made = _lenient(self._usual), True
        return self._made

    def is_old(self, handshake: Handshake) -> bool:
        """Return True if the usual context does not accept `handshake`."""
        usual = {cipher["name"] for cipher in self._usual.get_ciphers()}
        return handshake.version not in _USUAL_VERSIONS or handshake.cipher not in usual


_USUAL_VERSIONS: Final = frozenset({"TLSv1.2", "TLSv1.3"})


def _lenient(usual: ssl.SSLContext) -> ssl.SSLContext | None:
    """Return a context that trusts the same authorities as `usual`, and checks certificates as strictly."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.verify_flags = usual.verify_flags
    authorities = usual.get_ca_certs(binary_form=True)
    try:
        if authorities:
            context.load_verify_locations(cadata=b"".join(authorities))
        context.set_ciphers(_CIPHERS)
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.options |= _LEGACY_SERVER_CONNECT
        context.set_alpn_protocols(["http/1.1"])
    except (ssl.SSLError, ValueError):
        return None
    return context
