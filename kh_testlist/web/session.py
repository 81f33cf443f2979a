"""requests, without what it reads out of an answer unasked: cookies, the encoding, where a redirect leads.

No caller here needs any of it, and each is one more place where an answer can make requests stumble. And whom TLS
trusts, read once.
"""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import TYPE_CHECKING

import certifi
import requests
from requests.adapters import HTTPAdapter
from requests.cookies import RequestsCookieJar

from kh_testlist.errors import Failure

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse


class BareAdapter(HTTPAdapter):
    """Returns status, headers and body as they came."""

    def build_response(self, req: requests.PreparedRequest, resp: BaseHTTPResponse) -> requests.Response:
        """Return the answer. requests would read its encoding and its cookies here."""
        response = requests.Response()
        response.status_code = resp.status
        response.headers.update(resp.headers)
        response.raw = resp
        response.url = req.url or ""
        response.request = req
        return response


class _NoCookies(RequestsCookieJar):
    """Keeps nothing."""

    def extract_cookies(self, *_: object) -> None:
        """Leave the answer's cookies alone."""


class BareSession(requests.Session):
    """A session that keeps no cookie, and leaves redirects to its caller.

    requests reads all of a redirect's body, and prepares the next request, also where it is told not to follow.
    """

    def __init__(self) -> None:
        super().__init__()
        self.cookies = _NoCookies()

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Return None, whatever the answer."""
        del resp


def tls_context(ca_file: Path | None = None) -> ssl.SSLContext:
    """The one context that all requests share, for reading the authorities takes 25 ms; `ca_file` replaces the usual.

    Raises:
        Failure: `ca_file` can't be read, or holds no certificate.

    """
    place = ca_file or Path(certifi.where())
    try:
        context = ssl.create_default_context(cafile=str(place))
    except OSError as error:  # ssl.SSLError is one too
        raise Failure(
            f"{place.as_posix()} could not be read as certificates: {error.strerror or error}.",
            "Name a file of certificate authorities in PEM form.",
        ) from error
    context.set_alpn_protocols(["http/1.1"])
    return context
