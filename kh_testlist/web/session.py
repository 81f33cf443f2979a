"""requests, without what it reads out of an answer unasked: cookies, the encoding, where a redirect leads.

No caller here needs any of it, and each is one more place where an answer can make requests stumble.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import requests
from requests.adapters import HTTPAdapter
from requests.cookies import RequestsCookieJar

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
        for scheme in ("https://", "http://"):
            self.mount(scheme, BareAdapter(max_retries=0))

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Return None, whatever the answer."""
        del resp
