"""Failures of a request, in OONI's words if OONI has a word for them.

The strings are those of OONI's data format, so a result of `check` can be compared with a measurement.
Source: ooni/spec, data-formats/df-007-errors.md.
"""

from __future__ import annotations

import enum
import errno
import http.client
import socket
import ssl
from collections.abc import Iterator
from typing import Final

TIMEOUT: Final = "generic_timeout_error"
EOF: Final = "eof_error"
RESET: Final = "connection_reset"
NXDOMAIN: Final = "dns_nxdomain_error"
NO_ANSWER: Final = "dns_no_answer"
SERVFAIL: Final = "dns_servfail_error"
DNS_REFUSED: Final = "dns_refused_error"
MISBEHAVING: Final = "dns_server_misbehaving"
DNS_IMPOSSIBLE: Final = "dns_non_recoverable_failure"
BOGON: Final = "dns_bogon_error"
HANDSHAKE: Final = "ssl_failed_handshake"
UNKNOWN_AUTHORITY: Final = "ssl_unknown_authority"
INVALID_HOSTNAME: Final = "ssl_invalid_hostname"
INVALID_CERTIFICATE: Final = "ssl_invalid_certificate"
CERTIFICATE_FAILURES: Final = frozenset({UNKNOWN_AUTHORITY, INVALID_HOSTNAME, INVALID_CERTIFICATE})
NO_LOCATION_HOST: Final = "http_invalid_redirect_location_host"
UNKNOWN: Final = "unknown_failure: "
"""The start of a message that OONI has no string for."""


class Operation(enum.StrEnum):
    """The step that failed. The words are those of OONI's `failed_operation`."""

    RESOLVE = "resolve"
    CONNECT = "connect"
    TLS_HANDSHAKE = "tls_handshake"
    HTTP_ROUND_TRIP = "http_round_trip"


class Refusal(enum.StrEnum):
    """The reason that no request was made."""

    BOGON = "bogon"
    """The name resolves to an address that is not public."""
    PRIVATE = "private"
    """The URL itself names such an address."""
    SHUNNED = "shunned"
    """The name resolves to an address that is known as a censor's answer."""
    EXHAUSTED = "exhausted"
    """This computer had no free socket."""


class Cut(enum.StrEnum):
    """The reason that a body was not read to its end. The part that was read still counts as a page."""

    FULL = "full"
    """The body is longer than the limit."""
    SLOW = "slow"
    """The time was over."""
    BROKEN = "broken"
    """The connection ended in the middle."""


_ERRNO: Final = {
    errno.ECONNREFUSED: "connection_refused",
    errno.ECONNRESET: RESET,
    errno.EPIPE: RESET,
    errno.ECONNABORTED: "connection_aborted",
    errno.EHOSTUNREACH: "host_unreachable",
    errno.ENETUNREACH: "network_unreachable",
    errno.ENETDOWN: "network_down",
    errno.ETIMEDOUT: TIMEOUT,
}

NO_NETWORK: Final = frozenset({"network_unreachable", "network_down"})
"""Failures of this computer's network, not of the site's."""

_EXHAUSTED: Final = frozenset(
    {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM, errno.EADDRNOTAVAIL, errno.EAGAIN}
)

_CERTIFICATE: Final = {
    **dict.fromkeys((18, 19, 20, 21), UNKNOWN_AUTHORITY),
    **dict.fromkeys((62, 64), INVALID_HOSTNAME),
}
"""OpenSSL's verify codes. All others mean that the certificate itself is wrong, for example expired (10).
Source: openssl/x509_vfy.h."""


def failure_of(error: BaseException) -> str:
    """Return OONI's string for the innermost cause of `error`, also if libraries wrapped it several times."""
    chain = list(causes(error))
    for cause in reversed(chain):
        said = _string_of(cause)
        if said:
            return said
    return f"{UNKNOWN}{type(chain[-1]).__name__}"


def is_exhausted(error: BaseException) -> bool:
    """Return True if this computer has no socket or memory left, by `error`. That is not the site's fault."""
    return any(isinstance(cause, OSError) and cause.errno in _EXHAUSTED for cause in causes(error))


def is_of_network(error: OSError) -> bool:
    """Return True if `error` is about the network, not a disk: the exceptions of requests are OSErrors too."""
    if any(kind.__module__.partition(".")[0] in _CLIENTS for kind in type(error).__mro__):
        return True
    return error.filename is None and (isinstance(error, _OF_NETWORK) or error.errno in _ERRNO)


_CLIENTS: Final = frozenset({"requests", "urllib3"})
"""By name, because the caller may not have loaded these libraries."""
_OF_NETWORK: Final = (ConnectionError, TimeoutError, ssl.SSLError, socket.gaierror, socket.herror)


def causes(error: BaseException) -> Iterator[BaseException]:
    """Yield `error` and its causes, from the outside in. requests and urllib3 put causes into `args` and `reason`."""
    seen: set[int] = set()
    queue = [error]
    while queue:
        cause = queue.pop(0)
        if id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        inner = (cause.__cause__, cause.__context__, getattr(cause, "reason", None), *cause.args)
        queue += [one for one in inner if isinstance(one, BaseException)]


def _string_of(error: BaseException) -> str | None:  # noqa: PLR0911 - a return for each kind of error
    match error:
        case ssl.SSLCertVerificationError():
            return _CERTIFICATE.get(error.verify_code, INVALID_CERTIFICATE)
        case ssl.SSLEOFError() | ssl.SSLZeroReturnError():
            return EOF
        case TimeoutError():
            return TIMEOUT
        case ssl.SSLError():
            return HANDSHAKE
        case http.client.RemoteDisconnected() | http.client.IncompleteRead():
            return EOF
        case OSError() if error.errno in _ERRNO:
            return _ERRNO[error.errno]
        case http.client.BadStatusLine() | http.client.LineTooLong() | http.client.HTTPException():
            return f"{UNKNOWN}malformed HTTP response"
        case _:
            return None
