"""A server of TLS 1.2 that knows no secure renegotiation (RFC 5746), as OpenSSL cannot be told to be.

It does just what one page takes: RSA key exchange with AES-128-CBC and SHA-1. Source: RFC 5246.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import socketserver
import struct
from typing import TYPE_CHECKING, Final

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.x509 import load_pem_x509_certificate

if TYPE_CHECKING:
    import trustme

_VERSION: Final = b"\x03\x03"
_RSA: Final = b"\x00\x2f"
"""TLS_RSA_WITH_AES_128_CBC_SHA."""
_ECDHE: Final = b"\xc0\x2f"
"""What a default client offers. It must break off before its keys are needed."""
_CHANGE, _HANDSHAKE, _DATA = 20, 22, 23
_MAC: Final = 20
_BLOCK: Final = 16


class Unsafe(socketserver.ThreadingTCPServer):
    """The server."""

    daemon_threads = True

    def __init__(self, leaf: trustme.LeafCert, page: bytes) -> None:
        super().__init__(("127.0.0.1", 0), _Shake)
        key = load_pem_private_key(leaf.private_key_pem.bytes(), None)
        assert isinstance(key, RSAPrivateKey)
        self.key = key
        chain = [load_pem_x509_certificate(blob.bytes()).public_bytes(Encoding.DER) for blob in leaf.cert_chain_pems]
        self.chain = b"".join(len(der).to_bytes(3, "big") + der for der in chain)
        self.page = page
        self.hellos = 0
        self.served = 0


def _prf(secret: bytes, label: bytes, seed: bytes, length: int) -> bytes:
    found, block = b"", label + seed
    while len(found) < length:
        block = hmac.digest(secret, block, hashlib.sha256)
        found += hmac.digest(secret, block + label + seed, hashlib.sha256)
    return found[:length]


def _message(kind: int, body: bytes) -> bytes:
    return bytes((kind,)) + len(body).to_bytes(3, "big") + body


class _Shake(socketserver.StreamRequestHandler):
    """One handshake, and one page."""

    def handle(self) -> None:
        assert isinstance(self.server, Unsafe)
        self.server.hellos += 1
        with contextlib.suppress(OSError, EOFError):
            self._serve(self.server)

    def _record(self) -> tuple[int, bytes]:
        head = self.rfile.read(5)
        if len(head) < 5:
            raise EOFError
        return head[0], self.rfile.read(struct.unpack("!H", head[3:])[0])

    def _send(self, kind: int, body: bytes) -> None:
        self.wfile.write(bytes((kind,)) + _VERSION + struct.pack("!H", len(body)) + body)

    def _serve(self, server: Unsafe) -> None:
        _, hello = self._record()
        theirs, after = hello[6:38], 39 + hello[38]
        ciphers = hello[after + 2 : after + 2 + struct.unpack("!H", hello[after : after + 2])[0]]
        offered = {ciphers[place : place + 2] for place in range(0, len(ciphers), 2)}
        ours = os.urandom(32)
        chosen = _RSA if _RSA in offered else _ECDHE
        answer = _message(2, _VERSION + ours + b"\0" + chosen + b"\0")  # no extension, and so no secure renegotiation
        answer += _message(11, len(server.chain).to_bytes(3, "big") + server.chain)
        answer += _message(14, b"")
        self._send(_HANDSHAKE, answer)
        kind, exchange = self._record()
        if kind != _HANDSHAKE:
            return
        master = _prf(server.key.decrypt(exchange[6:], PKCS1v15()), b"master secret", theirs + ours, 48)
        block = _prf(master, b"key expansion", ours + theirs, 2 * _MAC + 2 * _BLOCK)
        come = _Side(block[:_MAC], block[2 * _MAC : 2 * _MAC + _BLOCK])
        go = _Side(block[_MAC : 2 * _MAC], block[2 * _MAC + _BLOCK :])
        assert self._record()[0] == _CHANGE
        finished = come.opened(self._record()[1])
        said = hashlib.sha256(hello + answer + exchange + finished).digest()
        self._send(_CHANGE, b"\1")
        last = _message(20, _prf(master, b"server finished", said, 12))
        self._send(_HANDSHAKE, go.closed(_HANDSHAKE, last))
        assert come.opened(self._record()[1]).startswith(b"GET ")
        server.served += 1
        self._send(_DATA, go.closed(_DATA, server.page))


class _Side:
    """The keys of one side."""

    def __init__(self, mac: bytes, key: bytes) -> None:
        self._mac, self._key, self._number = mac, key, 0

    def opened(self, body: bytes) -> bytes:
        """Decrypt a record; who sent it is not checked."""
        found = Cipher(AES(self._key), CBC(body[:_BLOCK])).decryptor().update(body[_BLOCK:])
        return found[: -1 - found[-1] - _MAC]

    def closed(self, kind: int, body: bytes) -> bytes:
        """Encrypt a record."""
        head = struct.pack("!QB2sH", self._number, kind, _VERSION, len(body))
        self._number += 1
        text = body + hmac.digest(self._mac, head + body, hashlib.sha1)
        pad = _BLOCK - 1 - len(text) % _BLOCK
        start = os.urandom(_BLOCK)
        return start + Cipher(AES(self._key), CBC(start)).encryptor().update(text + bytes((pad,)) * (pad + 1))
