"""A country's own sites on loopback: the hazard farm's servers and its DNS, under the names that a real list has.

`python -m tests.review.country --out DIR --truth FILE`, where FILE is a JSON object from URL to what becomes of it:
`up`, `gone`, `parked`, `moved` (for good, to `NEW_HOME`), `server-error`, `restricted`, `tls` (an expired certificate),
`nxdomain`, `refuses` (no connection), `lies-first` (no such name at the first resolver, up at the second), `bogon` (an
address that is known from blocking). It listens at ports 80 and 443, for a list's URLs name none, so it takes leave to.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import socket
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import filelock
import trustme

from tests.farm import wire
from tests.farm.client import ROOT
from tests.farm.listing import Wanted
from tests.farm.plan import FARM, REFUSED, TLS, Name, Plan, Route, Site
from tests.farm.server import Farm

NEW_HOME: Final = "https://kh-testlist-farm-a.com.kh/"
"""On a domain that is nobody's, and that looks like any other: names made for tests are on no list."""
_AT: Final = "127.64.1.1"
_HTTP, _HTTPS = 80, 443
_KNOWN: Final = "10.10.10.1"
"""An address that Cambodian resolvers gave in place of sites. Source: ooni/blocking-fingerprints."""

_NAMES: Final = {
    "nxdomain": Name(says="nxdomain"),
    "refuses": Name(says="these", addresses=(REFUSED[0],)),
    "bogon": Name(says="these", addresses=(_KNOWN,)),
    "tls": Name(says="these", addresses=(TLS["expired"],)),
}


_TURN: Final = filelock.FileLock(Path(tempfile.gettempdir()) / "kh-testlist-tests-ports.lock")
"""Held by the test process whose country is at those ports."""


def may_listen() -> bool:
    """Whether this process may listen where sites without a port in their URL are, once it is its turn."""
    with _TURN:
        return _is_free()


def _is_free() -> bool:
    for port in (_HTTP, _HTTPS):
        try:
            with socket.socket() as tried:
                tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                tried.bind((_AT, port))
        except OSError:
            return False
    return True


def plan(truth: Mapping[str, str]) -> Plan:
    """The farm's plan of these sites."""
    made = Plan(seed=7, timeout=2.0, speed=0.05, http_port=_HTTP, https_port=_HTTPS)
    missing = Route("status", "host", 0.0, {"code": 404}, 0)
    for number, (url, kind) in enumerate(sorted({**truth, NEW_HOME: "up"}.items())):
        host = urlsplit(url).hostname or ""
        if host not in made.names or kind in _NAMES:
            made.names[host] = _name(kind)
            # A name for sale answers the same on any path; others say that they have no such page.
            made.sites[host] = Site(host, _route(kind, number) if kind == "parked" else missing, _AT)
        made.routes[url.partition("#")[0]] = _route(kind, number)
    return made


def _name(kind: str) -> Name:
    found = _NAMES.get(kind, Name(says="lies-first" if kind == "lies-first" else "addresses", addresses=(_AT,)))
    return Name(says=found.says, addresses=found.addresses)


def _route(kind: str, number: int) -> Route:
    match kind:
        case "gone":
            return Route("status", kind, 0.0, {"code": 410}, number)
        case "server-error":
            return Route("status", kind, 0.0, {"code": 500}, number)
        case "restricted":
            return Route("status", kind, 0.0, {"code": 403}, number)
        case "moved":
            return Route("redirect", kind, 0.0, {"code": 301, "to": NEW_HOME}, number)
        case "parked":
            return Route("parked", kind, 0.0, {"template": "parked-parkingcrew"}, number)
    return Route("article", kind, 0.0, {"lang": "en"}, number)


class Country(Farm):
    """The farm, with a plan that nobody drew."""

    def __init__(self, out: Path, truth: Mapping[str, str]) -> None:
        super().__init__(Wanted(out, timeout=2.0, speed=0.05))
        self.plan = plan(truth)
        self._out = out

    async def start(self) -> None:
        """Listen everywhere, and write where."""
        loop = asyncio.get_running_loop()
        authority = trustme.CA(organization_name="Country")
        good = _context(authority, *self.plan.names)
        await loop.create_server(self._connections("http"), sock=wire.listening(_AT, _HTTP))
        await loop.create_server(self._connections("https"), sock=wire.listening(_AT, _HTTPS), ssl=good)
        for port in (_HTTP, _HTTPS):
            stranger = _context(trustme.CA(organization_name="Stranger"), *self.plan.names) if port == _HTTPS else None
            serve = self._connections("https" if stranger else "http")
            await loop.create_server(serve, sock=wire.listening(TLS["expired"], port), ssl=stranger)
        where = {
            "first": await self._serve_dns(second=False),
            "second": await self._serve_dns(second=True),
            "allow": FARM,
        }
        self._out.mkdir(parents=True, exist_ok=True)
        (self._out / "ca.pem").write_bytes(authority.cert_pem.bytes())
        (self._out / "farm.json").write_text(json.dumps(where), "utf-8")


def _context(authority: trustme.CA, *names: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return context


@contextlib.contextmanager
def running(out: Path, truth: Mapping[str, str]) -> Iterator[dict[str, list[str]]]:
    """Run a country; what comes are the options of `check` for each of its two networks: `first` and `second`."""
    with _TURN:
        yield from _running(out, truth)


def _running(out: Path, truth: Mapping[str, str]) -> Iterator[dict[str, list[str]]]:
    out.mkdir(parents=True)
    (out / "truth.json").write_text(json.dumps(truth), "utf-8")
    command = [sys.executable, "-m", "tests.review.country", "--out", str(out), "--truth", str(out / "truth.json")]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "ready\n", "the country does not start"
        where = json.loads((out / "farm.json").read_text("utf-8"))
        common = ["--ca-file", str(out / "ca.pem"), "--allow-private", where["allow"]]
        yield {name: ["--resolver", where[name], *common] for name in ("first", "second")}
    finally:
        process.stdin.close()
        process.stdout.close()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


async def _main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--truth", type=Path, required=True)
    given = parser.parse_args()
    await Country(given.out, json.loads(given.truth.read_text("utf-8"))).start()
    print("ready", flush=True)  # noqa: T201 - what whoever started it waits for
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    await reader.read()


if __name__ == "__main__":
    asyncio.run(_main())
