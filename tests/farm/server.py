"""The farm itself: starts its servers, and writes down where they are and what is true of each URL."""

from __future__ import annotations

import asyncio
import contextlib
import json
import resource
import socket
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Final

from tests.farm import certificates, wire
from tests.farm.acts import Scene
from tests.farm.counters import Counters
from tests.farm.helper import Helper
from tests.farm.listing import Wanted, draw
from tests.farm.nameserver import Datagrams, Nameserver, Stream
from tests.farm.network_acts import ACTS
from tests.farm.plan import BLACKHOLES, FARM, FORBIDDEN, NO_ROUTE_6, TLS, Plan, Route

_HOME: Final = "127.0.0.1"
_TRIES: Final = 50
_FILES: Final = 65_536
_PROBE: Final = ("127.64.1.1", FORBIDDEN, _HOME, BLACKHOLES[0], TLS["alert"])
"""One address of each sort, to find ports that are free at all of them."""


class Farm:
    """All of it."""

    def __init__(self, wanted: Wanted) -> None:
        self.plan = Plan(wanted.seed, wanted.timeout, wanted.speed, wanted.literal)
        self.counters = Counters()
        self._wanted = wanted
        self._interval = wanted.timeout / 20
        self._held: list[socket.socket] = []

    async def start(self) -> None:
        """Lay everything out, listen everywhere, and write the files."""
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, _FILES)), hard))
        self.plan.http_port, self.plan.https_port = _free_port(), _free_port()
        specials = draw(self.plan, self._wanted)
        self._helper = Helper(self.plan)
        certs = certificates.make()
        await self._serve_sites(certs)
        await self._serve_forbidden()
        silent = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        silent.bind((_HOME, 0))
        self._held.append(silent)
        where = {
            "resolver": await self._serve_dns(second=False),
            "resolver_second": await self._serve_dns(second=True),
            "resolver_silent": f"{_HOME}:{silent.getsockname()[1]}",
            "http_port": self.plan.http_port,
            "https_port": self.plan.https_port,
            "control_url": f"http://{await self._serve_at_home(self._control)}/stats",
            "test_helper": f"http://{await self._serve_at_home(self._helper.serve)}/",
            "allow": FARM,
            "allow_6": f"{NO_ROUTE_6}/128",
            "forbidden": FORBIDDEN,
            "busy_host": self.plan.busy_host,
            **specials,
        }
        self._write(certs.authority, where)

    def _write(self, authority: bytes, where: dict[str, Any]) -> None:
        out = self._wanted.out
        out.mkdir(parents=True, exist_ok=True)
        listed = self.plan.listed
        (out / "urls.txt").write_text("".join(f"{found.url}\n" for found in listed), "utf-8")
        (out / "truth.jsonl").write_text("".join(json.dumps(asdict(found)) + "\n" for found in listed), "utf-8")
        (out / "ca.pem").write_bytes(authority)
        (out / "farm.json").write_text(json.dumps(where, indent=1) + "\n", "utf-8")
        names = self.plan.names
        well = {
            host: names[name.alias] if name.alias else name for host, name in names.items() if name.says == "addresses"
        }
        hosts = [(name.addresses[0], host) for host, name in well.items() if name.addresses]
        (out / "hosts.txt").write_text("".join(f"{address} {host}\n" for address, host in hosts), "utf-8")

    # Servers.

    def _connections(self, scheme: str) -> Callable[[], wire.Connection]:
        return lambda: wire.Connection(self.counters, self._serve, scheme)

    async def _serve_sites(self, certs: certificates.Certificates) -> None:
        loop = asyncio.get_running_loop()
        plain, secure = self.plan.http_port, self.plan.https_port
        for address in self.plan.addresses():
            await loop.create_server(self._connections("http"), sock=wire.listening(address, plain))
            listening = wire.listening(address, secure)
            await loop.create_server(self._connections("https"), sock=listening, ssl=certs.good)
        for fault, address in TLS.items():
            context = certs.bad.get(address)
            serve = self._connections("https") if context else _raw_tls(fault, self._interval)
            await loop.create_server(serve, sock=wire.listening(address, secure), ssl=context)
        for address in BLACKHOLES:
            self._held += [*wire.blackhole(address, plain), *wire.blackhole(address, secure)]

    async def _serve_forbidden(self) -> None:
        loop = asyncio.get_running_loop()
        for address in (FORBIDDEN, _HOME, "::1"):
            for port in (self.plan.http_port, self.plan.https_port):
                with contextlib.suppress(OSError) if ":" in address else contextlib.nullcontext():
                    await loop.create_server(lambda: _Forbidden(self.counters), sock=wire.listening(address, port))

    async def _serve_dns(self, *, second: bool) -> str:
        loop = asyncio.get_running_loop()
        server = Nameserver(self.plan, self.counters, second=second)
        for _ in range(_TRIES):
            transport, _ = await loop.create_datagram_endpoint(lambda: Datagrams(server), local_addr=(_HOME, 0))
            port: int = transport.get_extra_info("sockname")[1]
            try:
                await loop.create_server(lambda: Stream(server), sock=wire.listening(_HOME, port))
            except OSError:
                transport.close()
            else:
                return f"{_HOME}:{port}"
        raise OSError("no port is free for UDP and TCP")

    async def _serve_at_home(self, serve: wire.Serve) -> str:
        listening = wire.listening(_HOME, 0, small=False)
        # What is asked of these is not what is counted.
        counters = Counters() if serve == self._control else self.counters
        make = lambda: wire.Connection(counters, serve, wants_body=True)  # noqa: E731
        await asyncio.get_running_loop().create_server(make, sock=listening)
        return f"{_HOME}:{listening.getsockname()[1]}"

    # What they answer.

    async def _serve(self, connection: wire.Connection, request: wire.Request) -> None:
        site = self.plan.sites.get(request.host)
        route = self.plan.routes.get(request.url) or self.plan.routes.get(request.url.partition("?")[0])
        if route is None and site is not None:
            route = site.otherwise
            if request.target == "/" and route.act in {"status", "redirect"} and route.kind != "parked":
                route = Route("article", route.kind, route.latency, {"lang": "en"}, route.seed)
        if route is None:
            route = Route("status", "unknown", 0.0, {"code": 404}, 0)
        route.served += 1
        connection.kind = route.kind
        connection.arrive(request, request.url)
        await connection.pause(route.latency)
        await ACTS[route.act](Scene(self.plan, connection, request, route, self._interval))

    def stats(self) -> dict[str, Any]:
        """What was seen since the counters were cleared."""
        return self.counters.report()

    def reset(self) -> None:
        """Clear the counters, and let everything happen again as if for the first time."""
        self.counters.clear()
        for route in self.plan.routes.values():
            route.served = 0
        for name in self.plan.names.values():
            name.asked = 0
        self._helper.overrides.clear()

    def see(self, modes: dict[str, str]) -> None:
        """Let the test helper see something else than planned: modes by host name, or `*` for all."""
        self._helper.overrides.update(modes)

    async def _control(self, connection: wire.Connection, request: wire.Request) -> None:
        answer: object = None
        if request.target == "/stats":
            answer = self.stats()
        elif request.method == "POST" and request.target == "/reset":
            self.reset()
        elif request.method == "POST" and request.target == "/helper":
            self.see(json.loads(request.body))
        else:
            connection.answer(404)
            return
        connection.answer(200, json.dumps(answer).encode(), ("Content-Type", "application/json"))


class _Forbidden(asyncio.Protocol):
    """A server that must never be asked: it counts whoever comes."""

    def __init__(self, counters: Counters) -> None:
        self._counters = counters

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Count it, and close."""
        assert isinstance(transport, asyncio.Transport)
        self._counters.forbidden.append(str(transport.get_extra_info("sockname")))
        transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\nConnection: close\r\n\r\nsecrets\n")
        transport.close()


def _raw_tls(fault: str, interval: float) -> Callable[[], wire.RawTls]:
    return lambda: wire.RawTls(fault, interval)


def _free_port() -> int:
    for _ in range(_TRIES):
        held = [wire.listening(_PROBE[0], 0)]
        port: int = held[0].getsockname()[1]
        try:
            held += [wire.listening(address, port) for address in _PROBE[1:]]
        except OSError:
            continue
        finally:
            for found in held:
                found.close()
        return port
    raise OSError("no port is free on all of the farm's addresses")
