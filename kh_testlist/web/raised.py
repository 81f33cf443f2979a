"""Exceptions that a request may raise in any step, from its preparation to the last byte of the answer.

Each kind below was seen. A server or a redirect can cause each of them. So callers put all steps of a request into one
`try`. They turn each exception into a fact or a `Failure`. Exceptions of requests are OSErrors. One that is not caught
would look like a problem with a disk.
"""

from __future__ import annotations

import http.client
from typing import Final

import requests
import urllib3

RAISED: Final = (
    requests.RequestException,  # a host such as `*.example.com`, a header that cannot be sent, an answer that broke off
    urllib3.exceptions.HTTPError,  # two lengths that differ, bytes that are not what Content-Encoding says
    http.client.HTTPException,  # a wrong status line or size of a chunk, more than 100 headers
    OSError,  # sockets and TLS
    EOFError,  # a resolver that hangs up in the middle of an answer over TCP
    ValueError,  # UnicodeError: a login that latin-1 cannot encode; a number of more than 4,300 digits in a header
    TypeError,  # a header with parameters `a*=` and `a*0*=`, which the email package cannot sort
)
"""No other kind is expected. `BaseException`, and so Ctrl-C, passes."""

UNASKABLE: Final = (
    requests.exceptions.InvalidURL,
    requests.exceptions.InvalidSchema,
    requests.exceptions.MissingSchema,
    urllib3.exceptions.LocationValueError,
)
"""The exceptions that mean that nothing was sent, because the address cannot be used."""
