"""What is kept of the answers of the newer endpoints."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Final

from kh_testlist.ooni.answers import AnalysisRow, ControlRow, Judged, ObservationRow
from kh_testlist.ooni.resolving import read

SIGN: Final = 0.2
"""A score from which a row is kept in any case."""
_LAYERS: Final = ("dns", "tcp", "tls")
_FIRST_SCORE: Final = 3
_OK: Final = 2
"""The place of `ok` in the three scores of a layer."""
_DIGITS: Final = 3
_DAY: Final = len("2026-11-21")


def of_judged(row: Judged, key: int) -> list[Any]:
    """Return a row as it is kept: URL, day or network, tests, and nine scores. Null is 0: it was not judged."""
    loni: Any = row["loni"]
    scores = (loni.get(f"{layer}_{state}") or 0.0 for layer in _LAYERS for state in ("blocked", "down", "ok"))
    return [row.get("input"), key, row["count"], *(round(score, _DIGITS) for score in scores)]


def is_sign(row: Sequence[Any]) -> bool:
    """Return True if a kept row has a layer that may be blocked or down."""
    return any(score >= SIGN for place, score in enumerate(row[_FIRST_SCORE:]) if place % 3 != _OK)


def has_dns_sign(row: Sequence[Any]) -> bool:
    """Return True if names may be blocked in a kept row."""
    return bool(row[_FIRST_SCORE] >= SIGN)


def number(instant: str | None) -> int | None:
    """Return the number of the day of an instant. Return None if the text is none."""
    try:
        return dt.date.fromisoformat((instant or "")[:_DAY]).toordinal()
    except ValueError:
        return None


def of_controls(rows: Iterable[ControlRow]) -> dict[str, list[int]]:
    """Return what the controls saw of each host: answers, dead names, other failures, connected, refused.

    The counts of DNS are the same in each row of a host. Connections count only at addresses that a control found
    itself, because a probe may have brought a false one.
    """
    found: dict[str, list[int]] = {}
    for row in rows:
        of_host = found.setdefault(row["hostname"], [0] * 5)
        names = (row["dns_success_count"], row["dns_nxdomain_count"], row["dns_other_failure_count"])
        of_host[:3] = (max(pair) for pair in zip(of_host, names, strict=False))
        if row.get("in_dns_answers"):
            of_host[3] += row["tcp_success_count"]
            of_host[4] += row["tcp_failure_count"]
    return found


def of_observations(rows: Iterable[ObservationRow]) -> dict[str, dict[str, dict[str, int]]]:
    """Return the observations by host, network and failure."""
    found: dict[str, dict[str, dict[str, int]]] = {}
    for row in rows:
        host, asn, failure = row.get("hostname"), row.get("probe_asn"), row.get("failure") or "none"
        if host and asn is not None:
            of_network = found.setdefault(host, {}).setdefault(str(asn), {})
            name = f"http.{failure.removeprefix('https.')}" if failure.startswith("https.") else failure
            of_network[name] = of_network.get(name, 0) + row["observation_count"]
    return found


def of_tests(rows: Iterable[AnalysisRow]) -> dict[str, Any]:
    """Return how many tests used which kind of resolver, versions by day, and the resolvers' answers by URL and day.

    Only the answers about URLs with a wrong one are kept.
    """
    rows = list(rows)
    isp = other = 0
    versions: dict[str, Counter[str]] = {}
    for row in rows:
        resolver = row.get("resolver_asn")
        if resolver:
            isp += resolver == row["probe_asn"]
            other += resolver != row["probe_asn"]
        day = number(row["measurement_start_time"])
        if day is not None:
            for name in _versions(row):
                versions.setdefault(name, Counter())[str(day)] += 1
    answers = {
        url: {str(day): list(answered) for days in networks.values() for day, answered in days.items()}
        for url, networks in read(rows)[0].items()
        if any(one.isp_wrong or one.other_wrong for days in networks.values() for one in days.values())
    }
    return {"resolvers": [isp, other], "versions": versions, "answers": answers}


def _versions(row: AnalysisRow) -> list[str]:
    """Return the versions that a test had. Each begins with its kind: `probe 5.0.0`, `test 0.5.28`, `rule dns x`."""
    named: dict[str, str | None] = {"probe": row.get("software_version"), "test": row.get("test_version")}
    named["rule dns"] = row.get("top_dns_rule_id")
    named["rule tcp"] = row.get("top_tcp_rule_id")
    named["rule tls"] = row.get("top_tls_rule_id")
    return [f"{kind} {name}" for kind, name in named.items() if name]
