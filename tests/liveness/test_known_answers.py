"""A known DNS answer and the control: only a name that resolves elsewhere may be blocked here."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from kh_testlist.liveness import record
from kh_testlist.liveness.attempt import Attempt, Control, Signal
from kh_testlist.liveness.control import ask_helpers, of_record
from kh_testlist.liveness.verdict import judge, settle
from kh_testlist.web.failure import BOGON, Operation, Refusal
from kh_testlist.web.fetch import Observation

URL = "http://river.example.org/"
KNOWN = "36.37.242.94"
HERE = Attempt(
    URL,
    1,
    "2026-11-28T06:00:00Z",
    refusal=Refusal.SHUNNED,
    addresses=(KNOWN,),
    signals=frozenset({Signal.KNOWN_DNS_ANSWER}),
)
"""The guard does not connect to a public address either, and does not call that a failure."""
PRIVATE = dataclasses.replace(HERE, failure=BOGON, operation=Operation.RESOLVE, addresses=("10.10.10.1",))


def asked(attempt: Attempt, reply: dict[str, Any]) -> Control:
    """Return what a helper with this `reply` says of `attempt`."""
    question = ask_helpers(attempt, ["https://helper.example.org/"], "2026-11-28T06:00:00Z")
    next(question)
    try:
        question.send(Observation("https://helper.example.org/", status=200, body=json.dumps(reply).encode()))
    except StopIteration as end:
        control: Control = end.value
        return control
    raise AssertionError("the helper was asked again")


FAILED: dict[str, Any] = {"failure": "connection_refused_error", "status_code": -1}
REPLIES = (
    ({"http_request": {"failure": None, "status_code": 200}, "dns": {"addrs": ["93.184.216.34"]}}, True),
    ({"http_request": FAILED, "dns": {"failure": None, "addrs": ["93.184.216.34"]}}, True),
    ({"http_request": FAILED, "dns": {"failure": "dns_name_error", "addrs": []}}, False),
    ({"http_request": FAILED, "dns": {"failure": None, "addrs": [KNOWN, "10.10.10.1"]}}, False),
    ({"http_request": FAILED}, None),
)  # fmt: skip


@pytest.mark.parametrize("attempt", [HERE, PRIVATE])
@pytest.mark.parametrize(("reply", "succeeded"), REPLIES)
def test_helper(attempt: Attempt, reply: dict[str, Any], succeeded: bool | None) -> None:  # noqa: FBT001 - a table's column
    """The helper succeeds if it resolves the name, also if the site itself is dead there."""
    said = asked(dataclasses.replace(attempt, addresses=(KNOWN, "10.10.10.1")), reply)
    assert said.succeeded is succeeded
    expected = ("possibly-blocked", "control-succeeds") if succeeded else ("down", "known-dns-answer")
    assert settle((attempt,), said, network_works=True) == expected


@pytest.mark.parametrize(
    ("there", "succeeded"),
    [
        (Attempt(URL, 1, "", status=200), True),
        (Attempt(URL, 1, "", status=404), True),
        (Attempt(URL, 1, "", failure="connection_refused", operation=Operation.CONNECT), True),
        (Attempt(URL, 1, "", failure="dns_nxdomain_error", operation=Operation.RESOLVE), False),
        (HERE, False),
        (PRIVATE, False),
    ],
)
def test_other_vantage(there: Attempt, *, succeeded: bool) -> None:
    """Another vantage that gets a known answer too has not resolved the name."""
    said = of_record(HERE, record.of_attempts(judge(there), [there], None, "abroad"))
    assert said is not None
    assert said.succeeded is succeeded
