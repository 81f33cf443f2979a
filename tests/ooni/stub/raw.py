"""The raw measurement behind a count: what a probe would have sent, by OONI's data formats."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlsplit

from tests.ooni.stub.world import COUNTRY, NAMES, Seen

FINGERPRINT: Final = "36.37.242.94"
"""The answer by which OONI knows a Cambodian block. Source: ooni/blocking-fingerprints, ooni.kh_dns_1."""

_FAILURES: Final = {"tcp_ip": "generic_timeout_error", "http-failure": "connection_reset"}


def raw(seen: Seen) -> dict[str, Any]:
    """The measurement as JSON has it."""
    answer = FINGERPRINT if seen.outcome == "confirmed" else "192.0.2.10"
    started = f"{seen.day} 07:00:00"
    blocking: str | bool | None = seen.method or False
    if seen.outcome == "failure":
        blocking = None
    host = urlsplit(seen.url).hostname
    return {
        "annotations": {"platform": "android"},
        "data_format_version": "0.2.0",
        "input": seen.url,
        "measurement_start_time": started,
        "probe_asn": f"AS{seen.asn}",
        "probe_cc": COUNTRY,
        "probe_ip": "127.0.0.1",
        "probe_network_name": NAMES[seen.asn] or "",
        "report_id": f"{seen.day:%Y%m%d}T070000Z_webconnectivity_{COUNTRY}_{seen.asn}_n1_0000000000000000",
        "measurement_uid": f"{seen.day:%Y%m%d}070000.000001_{COUNTRY}_webconnectivity_0000000000000000",
        "resolver_asn": f"AS{seen.asn}",
        "resolver_ip": "192.0.2.53",
        "software_name": "ooniprobe-android",
        "software_version": "3.8.8",
        "test_name": "web_connectivity",
        "test_runtime": 1.5,
        "test_start_time": started,
        "test_version": "0.4.3",
        "test_keys": {
            "accessible": None if seen.outcome == "failure" else blocking is False,
            "blocking": blocking,
            "control_failure": "unknown_failure" if seen.outcome == "failure" else None,
            "dns_consistency": "inconsistent" if seen.method == "dns" else "consistent",
            "http_experiment_failure": _FAILURES.get(seen.method),
            "queries": [
                {
                    "answers": [{"answer_type": "A", "ipv4": answer, "asn": 64511, "as_org_name": "", "ttl": None}],
                    "engine": "system",
                    "failure": None,
                    "hostname": host,
                    "query_type": "A",
                    "resolver_hostname": None,
                    "resolver_port": None,
                    "resolver_address": "",
                    "t": 0.1,
                }
            ],
            "requests": [],
            "tcp_connect": [],
            "tls_handshakes": [],
        },
    }
