"""Certificates, good and bad, all of authorities that nobody trusts unless told to."""

from __future__ import annotations

import datetime as dt
import ssl
from dataclasses import dataclass

import trustme

from tests.farm import old_tls
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
        **_legacy(authority, lone, everywhere, past),
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


def _legacy(
    authority: trustme.CA, lone: trustme.CA, everywhere: list[str], past: dt.datetime
) -> dict[str, ssl.SSLContext]:
    """Old TLS with a certificate of RSA, which is all that most old ciphers know: good ones, and bad ones."""
    rsa = trustme.KeyType.RSA
    good = authority.issue_cert(*everywhere, key_type=rsa)
    month = dt.timedelta(days=30)
    bad = {
        "legacy-expired": authority.issue_cert(*everywhere, not_before=past - month, not_after=past, key_type=rsa),
        "legacy-self-signed": lone.issue_cert(*everywhere, key_type=rsa),
        "legacy-wrong-host": authority.issue_cert("other-site.example.net", key_type=rsa),
    }
    rsa_alone = old_tls.SHAPES["legacy-rsa"]
    return {fault: _old_context(old, good) for fault, old in old_tls.SHAPES.items()} | {
        fault: _old_context(rsa_alone, leaf) for fault, leaf in bad.items()
    }


def _old_context(old: old_tls.OldTls, leaf: trustme.LeafCert) -> ssl.SSLContext:
    return old_tls.context_of(old, leaf.private_key_and_cert_chain_pem)
