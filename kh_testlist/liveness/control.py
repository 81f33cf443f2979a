"""A second vantage: a site that fails here and works there may be blocked here.

There are two kinds: OONI's test helpers, which are asked over the Internet, and the results of a check elsewhere. The
question is always about the step that failed here. If a name resolves there and not here, DNS here is tampered with,
also if the site itself is dead.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Mapping, Sequence
from typing import Any, Final, TypeGuard

from kh_testlist.liveness.attempt import Attempt, Control, Signal, Verdict
from kh_testlist.liveness.following import Ask
from kh_testlist.liveness.record import Record
from kh_testlist.urls import parse
from kh_testlist.web.failure import Operation
from kh_testlist.web.fetch import MOST_INFLATED, Observation, Request
from kh_testlist.web.json_client import read_json

OONI_HELPERS: Final = tuple(f"https://{number}.th.ooni.org/" for number in range(4))
"""Source: ooni/probe-cli, internal/enginenetx/testhelperspolicy.go."""

MOST_AT_ONCE: Final = 8
"""Requests to helpers at once. Above 24, a helper refuses programs that are not OONI's.
Source: probe-cli, internal/oohelperd."""

_SECONDS: Final = 30.0
"""Time that a helper has to answer, the same as in OONI's own probes."""
_ROUNDS: Final = 2
_PAUSE: Final = 3.0
"""Seconds to wait before the second round, if all helpers were too busy."""
_OVERLOADED: Final = 503
_OK: Final = 200

Question = Generator[Ask, Observation, Control]


def ask_helpers(attempt: Attempt, helpers: Sequence[str], checked_at: str) -> Question:
    """Ask the test helpers one after the other about the failure in `attempt`, until one answers.

    Source of the protocol: ooni/spec, nettests/ts-017-web-connectivity.md, and probe-cli, internal/oohelperd.
    """
    said = "no answer"
    for number in range(_ROUNDS):
        after = time.monotonic() + _PAUSE if number else 0.0
        for helper in helpers:
            answer = yield Ask(Request(helper, "POST", _question(attempt), MOST_INFLATED), _SECONDS, after)
            if answer.status == _OK:
                reply = _object(answer.body)
                if reply is not None:
                    return _reading(helper, reply, attempt, checked_at)
                said = "no JSON object"
            else:
                said = answer.failure or f"HTTP {answer.status}"
        if answer.status != _OVERLOADED:
            break
    return Control(helpers[0], None, said, None, checked_at)


def _question(attempt: Attempt) -> dict[str, Any]:
    return {
        "http_request": attempt.url,
        "http_request_headers": {
            "Accept": ["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"],
            "Accept-Language": ["en-US,en;q=0.9"],
            "User-Agent": [_BROWSER],
        },
        "tcp_connect": _endpoints(attempt),
        "x_quic_enabled": False,
    }


_BROWSER: Final = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36"
)


def _endpoints(attempt: Attempt) -> list[str]:
    """Return the addresses that the helper must also try. Leave out those that may come from a tampered answer."""
    parsed = parse(attempt.url)
    if parsed is None or attempt.refusal is not None or attempt.redirects:
        return []
    port = parsed.port or ("443" if parsed.protocol == "https:" else "80")
    return [f"[{address}]:{port}" if ":" in address else f"{address}:{port}" for address in attempt.addresses]


def _object(body: bytes) -> dict[str, Any] | None:
    try:
        value = read_json(body)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _reading(helper: str, reply: Mapping[str, Any], attempt: Attempt, checked_at: str) -> Control:
    http = _part(reply, "http_request")
    status = http.get("status_code")
    if not isinstance(status, int) or isinstance(status, bool) or status <= 0 or http.get("failure") is not None:
        status = None
    succeeded = True if status else _step(reply, attempt)
    if succeeded and Signal.NO_IPV6_HERE in attempt.signals:
        succeeded = _over_ipv4(reply, attempt)
    failures = (part.get("failure") for part in (http, _part(reply, "dns")))
    failure = next((str(said) for said in failures if said is not None), None)
    return Control(helper, succeeded, None if succeeded else failure or "no word of that step", status, checked_at)


def _step(reply: Mapping[str, Any], attempt: Attempt) -> bool | None:
    """Return True if the helper, which got no page, passed the step that failed here. None if it does not say."""
    # After a redirect another host failed, but the helper reports on the first host, except for HTTP.
    is_first = not attempt.redirects
    operation = _failed_step(attempt) if is_first else Operation.HTTP_ROUND_TRIP
    match operation:
        case Operation.RESOLVE:
            dns = _part(reply, "dns")
            if not dns:
                return None
            addresses = dns.get("addrs")
            known = set(addresses) - set(attempt.addresses) if _is_texts(addresses) else set()
            return dns.get("failure") is None and bool(known)
        case Operation.CONNECT:
            return _any_succeeded(_part(reply, "tcp_connect"))
        case Operation.TLS_HANDSHAKE:
            return _any_succeeded(_part(reply, "tls_handshake"))
        case Operation.HTTP_ROUND_TRIP:
            return False if _part(reply, "http_request") else None


def _over_ipv4(reply: Mapping[str, Any], attempt: Attempt) -> bool | None:
    """Return True if the helper connected over IPv4. Over IPv6 it may reach a site whose IPv4 address is dead."""
    endpoints = _part(reply, "tcp_connect")
    if attempt.redirects or not endpoints:
        return None
    return _any_succeeded({name: result for name, result in endpoints.items() if not name.startswith("[")})


def _failed_step(attempt: Attempt) -> Operation:
    """Return the step that failed. A known DNS answer is about the name, so the control must resolve the name."""
    if Signal.KNOWN_DNS_ANSWER in attempt.signals:
        return Operation.RESOLVE
    return attempt.operation or Operation.HTTP_ROUND_TRIP


def _is_texts(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def _any_succeeded(endpoints: Mapping[str, Any]) -> bool | None:
    results = [result for result in endpoints.values() if isinstance(result, dict)]
    return (
        any(result.get("status") is True and result.get("failure") is None for result in results) if results else None
    )


def _part(reply: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = reply.get(name)
    return part if isinstance(part, dict) else {}


_ORDER: Final = list(Operation)
_ANSWERED: Final = frozenset({
    Verdict.UP, Verdict.MOVED, Verdict.RESTRICTED, Verdict.SERVER_ERROR, Verdict.GONE, Verdict.PARKED,
    Verdict.PLACEHOLDER, Verdict.TAKEN_OVER,
})  # fmt: skip


def of_record(attempt: Attempt, record: Record | None) -> Control | None:
    """Return the result of another vantage for the step that failed in `attempt`, or None if it has none."""
    if record is None:
        return None
    operation = _failed_step(attempt)
    failed = record.get("failed_operation") or Operation.HTTP_ROUND_TRIP
    if Signal.KNOWN_DNS_ANSWER in record["signals"]:
        failed = Operation.RESOLVE  # the name has no answer of its own there
    verdict = record["verdict"]
    succeeded: bool | None = None
    if verdict in _ANSWERED:
        succeeded = True
    elif verdict in {Verdict.DOWN, Verdict.TLS_FAILURE} and failed in _ORDER:
        succeeded = _ORDER.index(Operation(failed)) > _ORDER.index(operation)
    failure = record.get("failure")
    status = record.get("status")
    return Control(
        str(record.get("vantage", "?")),
        succeeded,
        None if succeeded else str(failure or verdict),
        status if isinstance(status, int) else None,
        str(record.get("checked_at", "")),
    )
