"""What each page of the farm does to whoever asks for it."""

from __future__ import annotations

import asyncio
import datetime as dt
import functools
import gzip
import zlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from email.utils import format_datetime
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from tests.farm import pages, parking
from tests.farm.layouts import chance_of
from tests.farm.plan import Plan, Route
from tests.farm.wire import Connection, Request

BOMB_BYTES: Final = 256 * 1024 * 1024
_PIECE: Final = 16_384
"""Bytes at once of a long body, so that what a client does not read is not sent."""


@dataclass
class Scene:
    """A request for a page, and what it is to do."""

    plan: Plan
    connection: Connection
    request: Request
    route: Route
    interval: float
    """Seconds between the bytes of what comes in drops."""

    @property
    def options(self) -> dict[str, Any]:
        """What the page's act takes."""
        return self.route.options


Act = Callable[[Scene], Awaitable[None]]


async def status(scene: Scene) -> None:
    """Answer a bare status."""
    code = scene.options.get("code", 404)
    if code == 204:
        scene.connection.answer(code, b"", ("Content-Length", "0"))
        return
    if code == 404:
        body = pages.not_found("en", urlsplit(scene.request.target).path)
    else:
        body = pages.document(str(code), f"<h1>{code}</h1>")
    extra = [("WWW-Authenticate", 'Basic realm="Members"')] if code == 401 else []
    scene.connection.answer(code, body, *extra)


async def article(scene: Scene) -> None:
    """Answer an ordinary page."""
    options = scene.options
    if scene.request.method == "HEAD":
        scene.connection.answer(options.get("head", 200), b"", ("Content-Length", "0"))
        return
    body = (
        b"" if options.get("empty") else _article(scene.route.seed, options.get("lang", "en"), options.get("size", 0))
    )
    kind = options.get("content_type", "text/html; charset=utf-8")
    if scene.route.seed % 3 == 0 and "gzip" in scene.request.headers.get("accept-encoding", ""):
        body = gzip.compress(body, 1)
        scene.connection.answer(200, body, ("Content-Type", kind), ("Content-Encoding", "gzip"))
        return
    version = options.get("version", "1.1")
    length = [] if version == "1.0" else [("Content-Length", str(len(body)))]
    first, rest = body[:_PIECE], body[_PIECE:]
    scene.connection.answer(200, first, ("Content-Type", kind), *length, version=version)
    for start in range(0, len(rest), _PIECE):
        await scene.connection.send(rest[start : start + _PIECE])


@functools.lru_cache(maxsize=512)
def _article(seed: int, lang: str, size: int) -> bytes:
    return pages.article(seed, lang, size=size)


async def bait(scene: Scene) -> None:
    """Answer an ordinary page with words that mean something else elsewhere."""
    scene.connection.answer(200, pages.bait(scene.route.kind, scene.route.seed))


async def application(scene: Scene) -> None:
    """Answer the shell of an application."""
    scene.connection.answer(200, pages.application(len(scene.request.host)))


async def brochure(scene: Scene) -> None:
    """Answer the one page that there is."""
    scene.connection.answer(200, pages.brochure(len(scene.request.host), pages.BROCHURES[scene.route.kind]))


async def login(scene: Scene) -> None:
    """Answer a login form."""
    scene.connection.answer(200, pages.login(scene.route.seed))


async def hostile_title(scene: Scene) -> None:
    """Answer a page whose title is after the terminal, the log and the sheet of whoever reads it."""
    scene.connection.answer(200, pages.article(scene.route.seed, title=pages.HOSTILE_TITLE, size=2_000))


async def endless_title(scene: Scene) -> None:
    """Answer a hard 404 whose title is longer than any report should be."""
    scene.connection.answer(404, pages.document("Not here " * 6_000, "<h1>Not here</h1>"))


async def not_found(scene: Scene) -> None:
    """Say in words, not by status, that there is no such page."""
    path = urlsplit(scene.request.target).path
    if path == "/":
        scene.connection.answer(200, pages.article(scene.route.seed, size=4_000))
        return
    scene.connection.answer(200, pages.not_found(scene.options["style"], path))


async def parked(scene: Scene) -> None:
    """Answer a parking page."""
    template = parking.TEMPLATES[scene.options["template"]]
    body = template.page(scene.request.host.removeprefix("www."), chance_of(scene.plan.chance.getrandbits(32)))
    scene.connection.answer(200, body, *template.headers)


async def sale(scene: Scene) -> None:
    """Answer the page of a sale platform."""
    asked = parse_qs(urlsplit(scene.request.target).query).get("d", ["this name"])[0]
    scene.connection.answer(200, parking.sale_page(asked, scene.request.host))


async def block_page(scene: Scene) -> None:
    """Answer what a Cambodian provider answers in place of the site."""
    scene.connection.answer(scene.options["code"], pages.BLOCK_PAGE)


async def redirect(scene: Scene) -> None:
    """Send the client on."""
    scene.connection.answer(scene.options["code"], b"", ("Location", scene.options["to"]))


async def ever_on(scene: Scene) -> None:
    """Send the client on and on, each time to somewhere new."""
    parts = urlsplit(scene.request.target)
    step = int(parse_qs(parts.query).get("step", ["0"])[0])
    scene.connection.answer(302, b"", ("Location", f"{parts.path}?step={step + 1}"))


@dataclass(frozen=True)
class Challenge:
    """How a firewall for rent asks whether a person is there."""

    code: int
    title: str
    body: str
    headers: tuple[tuple[str, str], ...]


CHALLENGES: Final = {
    "cloudflare-403": Challenge(
        403,
        "Just a moment...",
        '<script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script>',
        (("cf-mitigated", "challenge"), ("Server", "cloudflare"), ("CF-RAY", "8b1f-PNH")),
    ),
    "cloudflare-503": Challenge(
        503,
        "Just a moment...",
        '<div class="cf-browser-verification"></div><form id="challenge-form" action="/?__cf_chl_f_tk=x"></form>'
        "<p>Checking your browser before accessing the site. DDoS protection by Cloudflare</p>",
        (("Server", "cloudflare"), ("CF-RAY", "8b1f-PNH")),
    ),
    "ddos-guard": Challenge(
        503,
        "DDoS-Guard",
        '<script src="/.well-known/ddos-guard/js-challenge/index.js"></script>'
        "<p>Checking your browser before accessing</p>",
        (("Server", "ddos-guard"),),
    ),
    "imperva": Challenge(
        503,
        "",
        '<iframe src="/_Incapsula_Resource?CWUDNSAI=9&incident_id=1-2">'
        "Request unsuccessful. Incapsula incident ID: 1-2</iframe>",
        (("X-Iinfo", "9-1-2"), ("X-CDN", "Imperva")),
    ),
    "sucuri": Challenge(
        503,
        "Sucuri WebSite Firewall - Access Denied",
        "<h1>Access Denied - Sucuri Website Firewall</h1>",
        (("Server", "Sucuri/Cloudproxy"), ("X-Sucuri-ID", "18014")),
    ),
}
"""From memory of each vendor's pages: the headers and words that their documentation or source names."""


async def challenge(scene: Scene) -> None:
    """Answer the challenge of a firewall for rent."""
    found = CHALLENGES[scene.options["vendor"]]
    scene.connection.answer(found.code, pages.document(found.title, found.body), *found.headers)


async def always_429(scene: Scene) -> None:
    """Ask for patience, without end."""
    wait = scene.options["wait"]
    scene.connection.counters.promise(scene.request.url, wait)
    scene.connection.answer(429, b"later", ("Retry-After", str(wait)))


async def fails_first(scene: Scene) -> None:
    """Fail at the first request, answer a page to all others."""
    how = scene.options["how"]
    if scene.route.served > 1:
        await article(scene)
    elif how == "reset":
        scene.connection.reset()
    elif how == "eof":
        return
    elif how == "hang":
        await hang(scene)
    else:
        scene.connection.answer(int(how), b"not now", *_retry_after(scene))


def _retry_after(scene: Scene) -> list[tuple[str, str]]:
    style = scene.options.get("retry_after")
    wait = 2 if scene.plan.speed >= 0.5 else 1
    if style == "seconds":
        scene.connection.counters.promise(scene.request.url, wait)
        return [("Retry-After", str(wait))]
    if style == "date":
        now = dt.datetime.now(dt.UTC)
        until = (now + dt.timedelta(seconds=wait)).replace(microsecond=0) + dt.timedelta(seconds=1)
        scene.connection.counters.promise(scene.request.url, (until - now).total_seconds())
        return [("Retry-After", format_datetime(until, usegmt=True))]
    return [("Retry-After", style)] if style else []


async def once(scene: Scene) -> None:
    """Answer a page to the first request, and fail at all others."""
    if scene.route.served > 1:
        scene.connection.reset()
    else:
        await article(scene)


async def hang(scene: Scene) -> None:
    """Never answer."""
    await scene.connection.gone


async def reset(scene: Scene) -> None:
    """Close with RST, after the first bytes of an answer where there are any."""
    first = scene.options.get("first", b"")
    if first:
        await scene.connection.send(first)
        await scene.connection.pause(0.05)
    scene.connection.reset()


async def eof(scene: Scene) -> None:
    """Close without a word."""
    del scene


async def garbage(scene: Scene) -> None:
    """Answer what is no HTTP."""
    await scene.connection.send(
        (b"\x00\xff\xfe garbage \x1b[2J\r\n\r\n", b"<html>no status line</html>\r\n", b"HTTP/9.x what 200\r\n\r\n")[
            scene.route.seed % 3
        ]
    )


async def header_drip(scene: Scene) -> None:
    """Send headers without end, a byte at a time."""
    await scene.connection.send(b"HTTP/1.1 200 OK\r\nServer: farm\r\nX-Drip: ")
    while True:
        await scene.connection.send(b"x")
        await scene.connection.pause(scene.interval)


async def continue_drip(scene: Scene) -> None:
    """Say without end that the answer is about to come."""
    while True:
        await scene.connection.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        await scene.connection.pause(scene.interval)


async def header_flood(scene: Scene) -> None:
    """Send 20,000 headers of 4 kB."""
    await scene.connection.send(b"HTTP/1.1 200 OK\r\n")
    for number in range(20_000):
        await scene.connection.send(b"X-Flood-%d: %s\r\n" % (number, b"f" * 4_000))


async def endless(scene: Scene) -> None:
    """Send a page without end."""
    await scene.connection.send(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    )
    block = pages.article(scene.route.seed, size=16_000)
    chunk = b"%x\r\n%s\r\n" % (len(block), block)
    while True:
        await scene.connection.send(chunk)
        await asyncio.sleep(0.003)  # 5 MB a second: without a limit a client that reads on would starve all others


async def body_drip(scene: Scene) -> None:
    """Send a page a byte at a time."""
    await scene.connection.send(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 50000\r\nConnection: close\r\n\r\n"
    )
    for byte in pages.article(scene.route.seed, size=50_000)[:50_000]:
        await scene.connection.send(bytes((byte,)))
        await scene.connection.pause(scene.interval)


@functools.cache
def bomb() -> bytes:
    """A gzip file of 256 KiB that holds 256 MiB: a block of zeros that stands for itself, over and over."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    zeros = bytes(1024 * 1024)
    packer.compress(zeros)
    packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(zeros) + packer.flush(zlib.Z_FULL_FLUSH)
    times = BOMB_BYTES // len(zeros)
    check = 0
    for _ in range(times):
        check = zlib.crc32(zeros, check)
    head = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
    tail = packer.flush(zlib.Z_FINISH) + check.to_bytes(4, "little") + (BOMB_BYTES & 0xFFFFFFFF).to_bytes(4, "little")
    return head + block * times + tail


async def gzip_bomb(scene: Scene) -> None:
    """Answer a page of 256 MiB, well packed."""
    body = bomb()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: {len(body)}\r\n"
    await scene.connection.send(head.encode() + b"Connection: close\r\n\r\n")
    for start in range(0, len(body), _PIECE):
        await scene.connection.send(body[start : start + _PIECE])


async def truncated(scene: Scene) -> None:
    """Promise more than there is."""
    body = pages.article(scene.route.seed, size=3_000)
    scene.connection.answer(200, body, ("Content-Length", str(len(body) + 5_000)))


async def reset_in_body(scene: Scene) -> None:
    """Close with RST in the middle of a page."""
    body = pages.article(scene.route.seed, size=3_000)
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {2 * len(body)}\r\n\r\n"
    await scene.connection.send(head.encode() + body)
    await scene.connection.pause(0.05)
    scene.connection.reset()


async def bad_chunks(scene: Scene) -> None:
    """Cut the page into chunks of no known size."""
    body = b"4\r\n<htm\r\nzz\r\n" + pages.article(scene.route.seed, size=1_000)
    scene.connection.answer(200, body, ("Transfer-Encoding", "chunked"))


async def bad_gzip(scene: Scene) -> None:
    """Say gzip, and send something else."""
    scene.connection.answer(200, pages.article(scene.route.seed, size=1_000), ("Content-Encoding", "gzip"))


ACTS: Final[dict[str, Act]] = {
    act.__name__.replace("_", "-"): act
    for act in (
        status, article, bait, application, brochure, login, hostile_title, endless_title, not_found, parked, sale,
        block_page, redirect, ever_on, challenge, always_429, fails_first, once, hang, reset, eof, garbage, header_drip,
        continue_drip, header_flood, endless, body_drip, gzip_bomb, truncated, reset_in_body, bad_chunks, bad_gzip,
    )
}  # fmt: skip
