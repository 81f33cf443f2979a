"""Reading how resolvers answered, from rows of single tests."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from kh_testlist.ooni.episode import Answers, Resolvers
from kh_testlist.ooni.resolving import read

DAY = dt.date(2025, 7, 3).toordinal()
URL = "https://a.example.com/"


def row(**changes: object) -> dict[str, Any]:
    """A test by the network's own resolver, with the right answer."""
    return {
        "input": URL, "probe_asn": 38623, "probe_cc": "KH", "resolver_asn": 38623, "resolver_as_cc": "KH",
        "measurement_start_time": "2025-07-03T10:00:00Z", "dns_blocked": 0.0, "dns_down": 0.0, "dns_ok": 0.9,
        "top_dns_rule_id": "dns_system_answer_matches_ctrl", "top_dns_failure": None, **changes,
    }  # fmt: skip


LIE = {
    "dns_blocked": 0.9,
    "dns_ok": 0.0,
    "top_dns_rule_id": "dns_system_failure_ctrl_ok",
    "top_dns_failure": "nxdomain",
}
UNMATCHED = {"dns_blocked": 0.75, "dns_ok": 0.25, "top_dns_rule_id": "dns_system_answer_unmatched"}
GOOGLE = {"resolver_asn": 15169, "resolver_as_cc": "US"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Answers(isp_right=1)),
        (LIE, Answers(isp_wrong=1)),
        (GOOGLE, Answers(other_right=1)),
        (GOOGLE | LIE, Answers(other_wrong=1)),
        (LIE | {"top_dns_failure": "generic_timeout_error"}, Answers(isp_unclear=1)),
        (UNMATCHED, Answers(isp_unclear=1)),
        ({"dns_blocked": 0.1, "dns_down": 0.9, "dns_ok": 0.0}, Answers(isp_unclear=1)),
        ({"dns_blocked": 0.0, "dns_ok": 0.0}, Answers(isp_unclear=1)),
        ({"dns_blocked": None, "dns_ok": None}, Answers(isp_unclear=1)),
        ({"probe_asn": 38600, "resolver_asn": 45498} | LIE, Answers(isp_wrong=1)),
    ],
    ids=[
        "right", "lie", "other", "other-lies", "timeout", "unmatched", "down-too", "unjudged", "null", "same-operator",
    ],
)  # fmt: skip
def test_what_a_test_says(changes: dict[str, Any], expected: Answers) -> None:
    """Only a lie that the control refutes is wrong. A resolver of the same operator is the network's own."""
    found = row(**changes)
    assert read([found])[0] == {URL: {found["probe_asn"]: {DAY: expected}}}


@pytest.mark.parametrize("changes", [{"resolver_asn": 0}, {"resolver_asn": None}, {"probe_asn": "AS38623"}])
def test_rows_without_a_resolver(changes: dict[str, Any]) -> None:
    """A row without a resolver, or in another form, is left out."""
    assert read([row(**changes)]) == ({}, {})


@pytest.mark.parametrize("changes", [{"input": None}, {"measurement_start_time": "now"}])
def test_rows_without_a_site_or_day(changes: dict[str, Any]) -> None:
    """They tell a resolver only."""
    assert read([row(**changes)]) == ({}, {38623: Resolvers(1, 0, 0)})


def test_a_resolver_nearby_is_not_independent() -> None:
    """Another provider of the same country may only pass on what it was told. It counts, but proves nothing."""
    near = row(resolver_asn=17976)
    assert read([near, near, row(), row(**GOOGLE)]) == (
        {URL: {38623: {DAY: Answers(isp_right=1, other_right=1)}}},
        {38623: Resolvers(isp=1, other=3, near=2)},
    )
