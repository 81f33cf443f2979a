"""Servers with old TLS: what they cannot do is what a default client asks for."""

from __future__ import annotations

import ssl
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import trustme

_ANY: Final = "ALL:@SECLEVEL=0"


class OldTls(NamedTuple):
    """How old a server is."""

    ciphers: str
    newest: ssl.TLSVersion
    group: str = ""
    """Its Diffie-Hellman group, in PEM."""


_SMALL_GROUP: Final = """-----BEGIN DH PARAMETERS-----
MIGHAoGBAP//////////yQ/aoiFowjTExmKLgNwc0SkCTgiKZ8x0Agu+pjsTmyJRSgh5jjQE3e+V
GbPNOkMbMCsKbfJfFDdP4TVtbVHCReSFtXZiXn7G9ExC6aY37WsL/1y29Aa37e44a/taiZ+lrp8k
EXxLH+ZJKGZR7OZTgf//////////AgEC
-----END DH PARAMETERS-----
"""
"""1,024 bits. Source: RFC 2409, 6.2."""

SHAPES: Final = {
    "legacy-rsa": OldTls("AES128-SHA:AES256-GCM-SHA384:@SECLEVEL=0", ssl.TLSVersion.TLSv1_2),
    "legacy-cbc": OldTls("ECDHE-RSA-AES128-SHA:@SECLEVEL=0", ssl.TLSVersion.TLSv1_2),
    "legacy-tls-1.0": OldTls(_ANY, ssl.TLSVersion.TLSv1),
    "legacy-tls-1.1": OldTls(_ANY, ssl.TLSVersion.TLSv1_1),
    "legacy-dh": OldTls("DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0", ssl.TLSVersion.TLSv1_2, _SMALL_GROUP),
}
"""RSA key exchange, CBC with SHA-1, old versions, a short Diffie-Hellman group."""


def context_of(old: OldTls, certificate: trustme.Blob) -> ssl.SSLContext:
    """What such a server shakes hands with."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with certificate.tempfile() as path:
        context.load_cert_chain(path)
    context.set_ciphers(old.ciphers)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.maximum_version = old.newest
    if old.group:
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder, "group.pem")
            place.write_text(old.group, "ascii")
            context.load_dh_params(str(place))
    return context
