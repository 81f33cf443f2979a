"""Certificates, good and bad, all of authorities that nobody trusts unless told to."""

from __future__ import annotations

import datetime as dt
import ssl
from dataclasses import dataclass

import trustme

from tests.farm.plan import CERTIFIED, TLS


@dataclass(frozen=True)
class Certificates:
    """What the farm's servers show."""

    authority: bytes
    """The authority's own certificate, to trust, in PEM."""
    good: ssl.SSLContext
    bad: dict[str, ssl.SSLContext]
    """By the address where they are shown."""


def make() -> Certificates:
    """Make an authority, and what it and others sign."""
    authority = trustme.CA(organization_name="Hazard Farm")
    names = [f"*.{zone}" for zone in CERTIFIED]
    everywhere = [*names, *TLS.values()]
    past = dt.datetime.now(dt.UTC) - dt.timedelta(days=3)
    lone = trustme.CA(organization_name="Self-signed")  # its own certificate is the site's, as boxes come with one
    stranger = trustme.CA(organization_name="Some Stranger").issue_cert(*everywhere)
    expired = authority.issue_cert(*everywhere, not_before=past - dt.timedelta(days=30), not_after=past)
    members_only = _context_of(authority.issue_cert(*everywhere))
    members_only.verify_mode = ssl.CERT_REQUIRED
    bad = {
        "client-certificate": members_only,
        "self-signed": _context(lone.private_key_pem, lone.cert_pem),
        "unknown-authority": _context_of(stranger),
        "expired": _context_of(expired),
        "wrong-host": _context_of(authority.issue_cert("other-site.example.net")),
    }
    return Certificates(
        authority.cert_pem.bytes(),
        _context_of(authority.issue_cert(*names)),
        {TLS[fault]: context for fault, context in bad.items()},
    )


def _context(*pem: trustme.Blob) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with trustme.Blob(b"".join(blob.bytes() for blob in pem)).tempfile() as path:
        context.load_cert_chain(path)
    return context


def _context_of(leaf: trustme.LeafCert) -> ssl.SSLContext:
    return _context(leaf.private_key_and_cert_chain_pem)
