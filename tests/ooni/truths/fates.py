"""What tests see: each kind of block, of breakdown and of noise, with the scores of the service's own rules.

The numbers are those of OONI's rules for analysis (ooni/data, oonipipeline/analysis/rules.py).
"""

from __future__ import annotations

from typing import Final

from tests.ooni.stub.raw import FINGERPRINT
from tests.ooni.truths.records import UNJUDGED, Fate

FINE: Final = Fate("fine")
FAILED: Final = Fate(
    "failed",
    "failure",
    "",
    None,
    UNJUDGED,
    UNJUDGED,
    UNJUDGED,
    "dns_system_no_dns_data",
    "no_tcp_data",
    "no_tls_data",
    None,
)

_SOMEBODY = "198.51.100.7"
_OWN = "198.51.100.9"
_LATER = (UNJUDGED, UNJUDGED)
_MASKED = ("endpoint_untrusted", "endpoint_untrusted")
_NO_DATA = ("no_tcp_data", "no_tls_data")
_UNMATCHED = "dns_system_answer_unmatched"
_LIE_OK = "dns_system_failure_ctrl_ok"
_ALSO = "dns_system_failure_ctrl_also_failing"
_MATCH = "dns_system_answer_matches_ctrl"
_BLOCKPAGE = "dns_system_country_consistent_blockpage"

NXDOMAIN: Final = Fate(
    "nxdomain", "anomaly", "dns", "dns.dns_nxdomain_error", (0.9, 0.1, 0.0), *_LATER, _LIE_OK, *_NO_DATA, None
)
LOOPBACK: Final = Fate(
    "loopback", "anomaly", "dns", "dns.dns_bogon_error", (0.95, 0.05, 0.0), *_LATER,
    "dns_system_bogon_not_in_ctrl", *_MASKED, "127.0.0.1",
)  # fmt: skip
FORGED: Final = Fate(
    "forged", "anomaly", "dns", "tcp.generic_timeout_error", (0.75, 0.0, 0.25), *_LATER, _UNMATCHED, *_MASKED, _SOMEBODY
)
"""An address of somebody else, which does not answer: an observation has no failure of the DNS."""
FORGED_TLS: Final = Fate(
    "forged-tls", "anomaly", "dns", "tls.ssl_invalid_hostname", (0.9, 0.05, 0.05), *_LATER,
    "dns_system_tls_inconsistent_not_in_ctrl", *_MASKED, _SOMEBODY,
)  # fmt: skip
MARKED: Final = Fate("marked", "confirmed", "dns", "none", (1.0, 0.0, 0.0), *_LATER, _BLOCKPAGE, *_MASKED, FINGERPRINT)
"""An answer that a fingerprint knows."""
TCP: Final = Fate(
    "tcp", "anomaly", "tcp_ip", "tcp.generic_timeout_error", (0.0, 0.0, 0.9), (0.75, 0.25, 0.0), UNJUDGED, _MATCH,
    "failure_ctrl_ok", "tcp_blocked",
)  # fmt: skip
TLS_RESET: Final = Fate(
    "tls-reset",
    "anomaly",
    "http-failure",
    "tls.connection_reset",
    tls=(0.8, 0.2, 0.0),
    tls_rule="failure_ctrl_ok_reset",
)
TLS_TIMEOUT: Final = Fate(
    "tls-timeout", "anomaly", "http-failure", "tls.generic_timeout_error", tls=(0.7, 0.3, 0.0),
    tls_rule="failure_ctrl_ok_other",
)  # fmt: skip
HTTP_RESET: Final = Fate("http-reset", "anomaly", "http-failure", "http.connection_reset")
HTTP_PAGE: Final = Fate("http-page", "anomaly", "http-diff", "none")
"""A page of somebody else. Only the first version of the service sees it, and only over plain HTTP."""
REFUSED: Final = Fate("refused", "anomaly", "http-diff", "none")
"""The server answers 403, or with a page of its own for this country."""

DEAD_NAME: Final = Fate(
    "dead-name", "ok", "", "dns.dns_nxdomain_error", (0.1, 0.9, 0.0), *_LATER, _ALSO, *_NO_DATA, None
)
DEAD_NAME_BAD: Final = DEAD_NAME._replace(name="dead-name-bad", outcome="anomaly", method="dns")
"""The first version sees an anomaly, because the control's resolver failed in another way."""
DEAD_SERVER: Final = Fate(
    "dead-server", "ok", "", "tcp.generic_timeout_error", (0.0, 0.0, 0.9), (0.25, 0.75, 0.0), UNJUDGED, _MATCH,
    "failure_ctrl_also_failing", "tcp_blocked",
)  # fmt: skip
DEAD_SERVER_BAD: Final = DEAD_SERVER._replace(name="dead-server-bad", outcome="anomaly", method="http-failure")
ANSWERED: Final = Fate(
    "answered", "anomaly", "dns", "tcp.connection_refused", (0.75, 0.0, 0.25), *_LATER, _UNMATCHED, *_MASKED, _OWN
)
"""A dead name for which the provider's resolver gives an address."""
ANSWERED_MARKED: Final = MARKED._replace(name="answered-marked", failure="tcp.connection_refused")
"""The same, with an address that a fingerprint knows: confirmed, and still no block."""

OUTAGE: Final = Fate(
    "outage", "anomaly", "dns", "dns.generic_timeout_error", (0.9, 0.1, 0.0), *_LATER, _LIE_OK, *_NO_DATA, None
)
ERRING: Final = FINE._replace(name="erring", dns=(0.1, 0.9, 0.0), dns_rule=_ALSO)
"""A live site that the control calls dead. The probe's own page came, so the first version says ok."""
UNMATCHED: Final = Fate("unmatched", "anomaly", "dns", "none", (0.75, 0.0, 0.25), dns_rule=_UNMATCHED)
"""An answer that the control did not happen to see, as content networks give."""
STEP: Final = UNMATCHED._replace(name="step", dns_rule="dns_system_answer_unmatched_2")
"""What a new version calls an anomaly."""
NOISE: Final = (
    UNMATCHED,
    UNMATCHED,
    TCP._replace(name="noise-tcp"),
    TLS_TIMEOUT._replace(name="noise-tls"),
    HTTP_RESET._replace(name="noise-http"),
    HTTP_PAGE._replace(name="noise-page"),
    Fate(
        "noise-dns", "anomaly", "dns", "dns.generic_timeout_error", (0.9, 0.1, 0.0), *_LATER, _LIE_OK, *_NO_DATA, None
    ),
)
"""What goes wrong on a phone whose connection is bad."""

RESOLVER_LIES: Final = (NXDOMAIN, NXDOMAIN, LOOPBACK, LOOPBACK, FORGED, MARKED)
PATH_LIES: Final = (NXDOMAIN, NXDOMAIN, LOOPBACK, LOOPBACK, FORGED_TLS)
TLS_BLOCKS: Final = (TLS_RESET, TLS_TIMEOUT)
HTTP_BLOCKS: Final = (HTTP_RESET, HTTP_PAGE)
