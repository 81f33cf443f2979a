"""A server on loopback addresses for the pages of the wild, and a nameserver that knows their hosts."""

from __future__ import annotations

import asyncio
import contextlib
import csv
import re
import threading
from collections.abc import Iterator, Sequence
from http.cookies import CookieError, SimpleCookie
from itertools import count
from pathlib import Path
from typing import Final, Self

from tests.farm import wire
from tests.farm.counters import Counters
from tests.farm.nameserver import Datagrams, Nameserver, Stream
from tests.farm.plan import Name, Plan
from tests.farm.wild.page import HTML, Answer, Ask, Handler, Page, answer

ADDRESSES: Final = tuple(f"127.66.1.{last}" for last in range(1, 41))
ALLOWED: Final = "127.66.0.0/16"
_HOME: Final = "127.0.0.1"
_TRIES: Final = 50
_URL: Final = re.compile(r"https?:(?=//)(//)([a-z0-9.-]+)(?=[/?#\"'<\s&;]|$)")
COLUMNS: Final = ("url", "category_code", "category_description", "date_added", "source", "notes")


class Wild:
    """The running server."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = pages
        self.port = 0
        self.resolver = ""
        self._sites: dict[str, Page] = {}
        self._others: dict[str, Answer | Handler] = {}
        self._plan = Plan(1, 2.0, 0.0)
        self._count = count(1)
        self._open: list[asyncio.AbstractServer | asyncio.BaseTransport] = []
        for page in pages:
            assert page.host not in self._sites, page.host
            self._sites[page.host] = page
            self._others.update(page.elsewhere)
        nameservers = {page.host: page.nameservers for page in pages}
        for number, host in enumerate([*self._sites, *self._others]):
            address = ADDRESSES[number % len(ADDRESSES)]
            self._plan.names[host] = Name(addresses=(address,), nameservers=nameservers.get(host, ()))

    def url(self, page: Page) -> str:
        """The URL of `page`, as it is on the list."""
        return f"http://{page.host}:{self.port}{page.path}"

    def write_list(self, path: Path) -> None:
        """Write the pages as a test list."""
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(COLUMNS)
            rows.writerows(
                (self.url(page), page.category, page.category, "2026-11-22", "wild", "") for page in self.pages
            )

    def options(self) -> list[str]:
        """The options by which `check` finds the pages, and may."""
        return ["--resolver", self.resolver, "--allow-private", ALLOWED]

    def answer(self, ask: Ask) -> Answer:
        """What the server says to `ask`."""
        page = self._sites.get(ask.host)
        if page is None:
            other = self._others.get(ask.host)
            return answer(other, ask) if other is not None else Answer("no such host", 421)
        if ask.target == page.path:
            return answer(page.says, ask)
        return answer(page.paths.get(ask.target, page.otherwise), ask)

    async def _serve(self, connection: wire.Connection, request: wire.Request) -> None:
        ask = Ask(request.host, request.target, _cookies(request.headers.get("cookie", "")), next(self._count))
        said = self.answer(ask)
        given = {name.lower() for name, _ in said.headers}
        headers = [(name, self._ported(value)) for name, value in said.headers]
        if "content-type" not in given:
            headers.append(HTML)
        body = said.body if isinstance(said.body, bytes) else self._ported(said.body).encode()
        connection.answer(said.status, b"" if request.method == "HEAD" else body, *headers)

    def _ported(self, text: str) -> str:
        """`text`, with the port in each URL of a host that is served here."""

        def with_port(found: re.Match[str]) -> str:
            is_ours = found[2] in self._sites or found[2] in self._others
            return f"http:{found[1]}{found[2]}:{self.port}" if is_ours else found[0]

        return _URL.sub(with_port, text)

    async def _start(self) -> None:
        loop = asyncio.get_running_loop()
        counters = Counters()
        for _ in range(_TRIES):
            held = [wire.listening(ADDRESSES[0], 0, small=False)]
            self.port = held[0].getsockname()[1]
            try:
                held += [wire.listening(address, self.port, small=False) for address in ADDRESSES[1:]]
            except OSError:
                for found in held:
                    found.close()
            else:
                break
        for found in held:
            connection = lambda: wire.Connection(counters, self._serve)  # noqa: E731
            self._open.append(await loop.create_server(connection, sock=found))
        server = Nameserver(self._plan, counters)
        for _ in range(_TRIES):
            transport, _ = await loop.create_datagram_endpoint(lambda: Datagrams(server), local_addr=(_HOME, 0))
            port = transport.get_extra_info("sockname")[1]
            try:
                stream = await loop.create_server(lambda: Stream(server), sock=wire.listening(_HOME, port))
            except OSError:
                transport.close()
            else:
                self._open += [transport, stream]
                self.resolver = f"{_HOME}:{port}"
                return
        raise OSError("no port is free for UDP and TCP")

    async def _end(self) -> None:
        """Close everything, and let what is under way end."""
        for one in self._open:
            one.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await asyncio.sleep(0.01)  # in which transports are closed for good

    @classmethod
    @contextlib.contextmanager
    def started(cls, pages: Sequence[Page]) -> Iterator[Self]:
        """Serve `pages` until the block ends."""
        wild = cls(pages)
        loop = asyncio.new_event_loop()
        loop.run_until_complete(wild._start())
        thread = threading.Thread(target=loop.run_forever, daemon=True)
        thread.start()
        try:
            yield wild
        finally:
            asyncio.run_coroutine_threadsafe(wild._end(), loop).result(5)
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            loop.close()


def _cookies(header: str) -> dict[str, str]:
    try:
        return {name: found.value for name, found in SimpleCookie(header).items()}
    except CookieError:
        return {}
