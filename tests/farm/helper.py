"""A stub of OONI's Web Connectivity test helper: its protocol, its coarse words, and its ways to fail.

What it sees of a URL is a mode: `status:CODE` (all is well), or the step that fails and how, in the helper's own words:
`dns:…`, `tcp:…`, `tls:…`, `http:…` (steps before it are well), or `six:…` (all is well, but over IPv6 alone). Faults
of the helper itself are modes too: `503`, `400`, `garbage`, `empty`, `list`, `wrong-types`, `hang`, `reset`, `no-http`,
`null-http`, `no-dns`, `only-dns`. Source of the protocol: ooni/probe-cli, internal/oohelperd and internal/model/th.go.
"""

from __future__ import annotations

import json
from typing import Any, Final
from urllib.parse import urlsplit

from tests.farm.plan import Plan
from tests.farm.wire import Connection, Request

_DOCUMENTATION: Final = "203.0.113.7"
"""An address that no packet reaches: RFC 5737."""
_CROWD: Final = 25
"""Requests at once from which on the real helper turns away whoever is not OONI's own probe."""


class Helper:
    """What the stub answers."""

    def __init__(self, plan: Plan) -> None:
        self._modes = plan.seen_elsewhere | {listed.url: listed.control for listed in plan.listed}
        self._modes |= {listed.host: listed.control for listed in plan.listed if listed.control[:6] != "status"}
        self.overrides: dict[str, str] = {}
        """By host name, or `*` for all: comes before what was planned."""
        self._busy = 0

    def mode(self, url: str) -> str:
        """What is seen of `url`."""
        host = urlsplit(url).hostname or ""
        if host in self.overrides or "*" in self.overrides:
            return self.overrides.get(host, self.overrides.get("*", ""))
        return self._modes.get(url) or self._modes.get(host) or "status:200"

    async def serve(self, connection: Connection, request: Request) -> None:
        """Answer one request."""
        connection.kind = "helper"
        if request.method == "GET" and request.target == "/":
            self._reply(connection, {"message": "Hello OONItarian!"})
            return
        asked = _read(request)
        connection.counters.helper.append({"method": request.method, "headers": request.headers, "body": asked})
        url = asked.get("http_request") if asked else None
        if request.method != "POST" or not isinstance(url, str) or urlsplit(url).scheme not in {"http", "https"}:
            connection.answer(400)
            return
        self._busy += 1
        try:
            await connection.pause(0.02)
            mode = self.mode(url)
            crowded = self._busy >= _CROWD and not request.headers.get("user-agent", "").startswith("ooniprobe-")
            await self._answer(connection, "503" if crowded else mode, url, asked or {})
        finally:
            self._busy -= 1

    async def _answer(self, connection: Connection, mode: str, url: str, asked: dict[str, Any]) -> None:
        if mode in {"503", "400"}:
            connection.answer(int(mode))
        elif mode == "hang":
            await connection.gone
        elif mode == "reset":
            connection.reset()
        elif mode == "garbage":
            connection.answer(200, b"<html>Bad gateway \x1b[31m</html>")
        elif mode == "empty":
            connection.answer(200)
        elif mode == "list":
            self._reply(connection, [])
        elif mode == "wrong-types":
            self._reply(connection, {"dns": 7, "tcp_connect": [], "http_request": "up", "tls_handshake": None})
        else:
            self._reply(connection, seen(mode, url, asked))

    @staticmethod
    def _reply(connection: Connection, answer: object) -> None:
        body = json.dumps(answer).encode()
        kind = ("Content-Type", "application/json")
        connection.answer(200, body, kind, ("Server", "oohelperd/3.29.0 ooniprobe-engine/3.29.0"))


def _read(request: Request) -> dict[str, Any] | None:
    try:
        found = json.loads(request.body)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def seen(mode: str, url: str, asked: dict[str, Any]) -> dict[str, Any]:
    """What the helper says where it sees `mode` of `url`."""
    step, _, word = mode.partition(":")
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    endpoints = [entry for entry in asked.get("tcp_connect") or [] if isinstance(entry, str)]
    endpoints = endpoints or [f"{_DOCUMENTATION}:{port}"]
    addresses = sorted({endpoint.rpartition(":")[0].strip("[]") for endpoint in endpoints})
    well = {"status": True, "failure": None}
    tls = {"server_name": parts.hostname, **({"status": False, "failure": word} if step == "tls" else well)}
    answer: dict[str, Any] = {
        "tcp_connect": {} if step == "dns" else {endpoint: _tcp(step, word, endpoint) for endpoint in endpoints},
        "quic_handshake": {},
        "http_request": _http(step, word),
        "http3_request": None,
        "dns": {"failure": (word or None) if step == "dns" else None, "addrs": [] if step == "dns" else addresses},
        "ip_info": {address: {"asn": 64496, "flags": 3} for address in addresses},
    }
    if parts.scheme == "https" and step not in {"dns", "tcp"}:
        answer["tls_handshake"] = dict.fromkeys(endpoints, tls)
    for part, without in (("http_request", "no-http"), ("dns", "no-dns")):
        if mode == without:
            del answer[part]
    if mode == "null-http":
        answer["http_request"] = None
    if mode == "only-dns":
        answer = {"dns": answer["dns"]}
    return answer


def _tcp(step: str, word: str, endpoint: str) -> dict[str, Any]:
    fails = step == "tcp" or (step == "six" and not endpoint.startswith("["))
    return {"status": not fails, "failure": word if fails else None}


def _http(step: str, word: str) -> dict[str, Any]:
    if step in {"dns", "tcp", "tls", "http"}:
        failures = {"dns": "dns_lookup_error", "tcp": word, "tls": "unknown_error", "http": word}
        failure = "unknown_error" if failures[step] == "connect_error" else failures[step]
        return {
            "body_length": -1,
            "discovered_h3_endpoint": "",
            "failure": failure,
            "title": "",
            "headers": {},
            "status_code": -1,
        }
    return {
        "body_length": 4096,
        "discovered_h3_endpoint": "",
        "failure": None,
        "title": "The Site Itself",
        "headers": {"Content-Type": "text/html"},
        "status_code": int(word) if step == "status" else 200,
    }
