"""The library requests, without parts of an answer that it reads by itself: cookies, encoding, redirects.

An answer could make requests fail in each of them. A visit reads cookies with `web/cookies.py`, and no other caller
needs them. This module also reads the trusted certificates for TLS, only once.
"""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import TYPE_CHECKING, Final

import certifi
import requests
from requests.adapters import HTTPAdapter
from requests.cookies import RequestsCookieJar

from kh_testlist.errors import Failure

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse


class BareAdapter(HTTPAdapter):
    """An adapter that returns status, headers and body without changes."""

    def build_response(self, req: requests.PreparedRequest, resp: BaseHTTPResponse) -> requests.Response:
        """Return the answer. The original method would read its encoding and its cookies."""
        response = requests.Response()
        response.status_code = resp.status
        response.headers.update(resp.headers)
        response.raw = resp
        response.url = req.url or ""
        response.request = req
        return response


class _NoCookies(RequestsCookieJar):
    """A jar that keeps no cookie."""

    def extract_cookies(self, *_: object) -> None:
        """Ignore the answer's cookies."""


class BareSession(requests.Session):
    """A session that keeps no cookie and does not handle redirects.

    The original class always reads the whole body of a redirect and prepares the next request.
    """

    def __init__(self) -> None:
        super().__init__()
        self.cookies = _NoCookies()

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Return None for every answer."""
        del resp


_CIPHERS: Final = "@SECLEVEL=2:ECDH+AESGCM:ECDH+CHACHA20:ECDH+AES:DHE+AES:!aNULL:!eNULL:!aDSS:!SHA1:!AESCCM"
"""What Python itself accepts by default. Some systems build it so that it accepts older ciphers; then the same server
would be old on one computer and not on another. Source: CPython, Modules/_ssl.c, PY_SSL_DEFAULT_CIPHER_STRING."""


def tls_context(ca_file: Path | None = None) -> ssl.SSLContext:
    """Return a TLS context for all requests to share, because reading the certificates takes 25 ms.

    With `ca_file`, it trusts the authorities in that file, and not the usual ones.

    Raises:
        Failure: `ca_file` cannot be read, or has no certificate in it.

    """
    place = ca_file or Path(certifi.where())
    try:
        context = ssl.create_default_context(cafile=str(place))
    except OSError as error:  # ssl.SSLError is one too
        raise Failure(
            f"The certificates in {place.as_posix()} could not be read: {error.strerror or error}.",
            "Give a file of certificate authorities in PEM format.",
        ) from error
    context.set_ciphers(_CIPHERS)
    context.set_alpn_protocols(["http/1.1"])
    return context
