"""An invented web: sites that are up, gone, moved, parked or silent, the names that lead to them, and measurements."""

from __future__ import annotations

import datetime as dt
import socketserver
from http.server import BaseHTTPRequestHandler
from typing import Final, NamedTuple

import dns.flags
import dns.message
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.rrset

from tests.ooni.stub.world import Seen
from tests.ooni.stub.world import World as Measured

ADDRESS: Final = "127.64.7.1"
_PAGE: Final = """<!doctype html><html lang="en"><head><title>{title}</title></head><body><h1>{title}</h1>
<p>Daily news, reports and interviews from all provinces, written by our own reporters every day.</p>
<a href="http://new-site.example.com/">A new site</a> <a href="https://another.example.org/page">Another</a>
</body></html>"""


class Page(NamedTuple):
    """What a site answers."""

    status: int = 200
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()


SITES: Final = {
    "up.example.com": Page(200, _PAGE.format(title="Morning News")),
    "canary.example.com": Page(200, _PAGE.format(title="Canary")),
    "hostile.example.com": Page(200, _PAGE.format(title="A \x1b[31mred\x1b[0m title | =1+1 &lt;b&gt; \u202eback")),
    "gone.example.com": Page(410, "gone"),
    "missing.example.com": Page(404, "not here"),
    "broken.example.com": Page(503, "no"),
    "locked.example.com": Page(403, "no"),
    "moved.example.com": Page(301, "", (("Location", "http://up.example.net/"),)),
    "up.example.net": Page(200, _PAGE.format(title="Morning News at its new address")),
    "inward.example.com": Page(302, "", (("Location", "http://192.168.1.1/"),)),
    "empty.example.com": Page(200, ""),
}
"""By host. A name that is not here does not exist."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        host = (self.headers.get("Host") or "").partition(":")[0]
        found = SITES.get(host, Page(404, "no such site"))
        if self.path != "/" and found.status == 200:
            found = Page(404, "no such page")
        data = found.body.encode()
        self.send_response_only(found.status)
        for name, value in (("Content-Type", "text/html; charset=utf-8"), *found.headers):
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Resolver(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        data, sock = self.request
        query = dns.message.from_wire(data)
        reply = dns.message.make_response(query)
        reply.flags |= dns.flags.RA
        (asked,) = query.question
        if str(asked.name).rstrip(".") not in SITES:
            reply.set_rcode(dns.rcode.NXDOMAIN)
        elif asked.rdtype == dns.rdatatype.A:
            reply.answer.append(dns.rrset.from_text(asked.name, 60, dns.rdataclass.IN, dns.rdatatype.A, ADDRESS))
        sock.sendto(reply.to_wire(), self.client_address)


HANDLER: Final = _Handler
RESOLVER: Final = _Resolver

SINCE, UNTIL = "2026-07-01", "2026-10-01"
"""What was measured: a quarter."""
_FIRST: Final = dt.date.fromisoformat(SINCE)
_BLOCKED, _LIKELY, _THIN = "https://blocked.example.com/", "https://likely.example.com/", "https://thin.example.com/"

_CLEAN: Final = ("http://moved.example.org/", "https://dead.example.net/", "https://flagged.example.net/")
"""What nobody saw signs of interference at."""


def measured(listed: tuple[str, ...], others: tuple[str, ...]) -> Measured:
    """What volunteers measured of `listed` and `others` on three networks; some of it blocked."""
    made = []
    for number, url in enumerate((*listed, *others)):
        turns = range(3) if url == _THIN else range(12)
        for asn in (64500, 64501, 64502):
            made += [_seen(url, asn, _FIRST + dt.timedelta((number + 7 * turn) % 92), turn) for turn in turns]
    return Measured(listed, {}, tuple(made))


def _seen(url: str, asn: int, day: dt.date, turn: int) -> Seen:
    if url == _BLOCKED and asn != 64501:
        return Seen(url, asn, day, "confirmed" if turn % 2 else "anomaly", "dns")
    if url == _LIKELY and asn == 64500:
        return Seen(url, asn, day, "anomaly", "tcp_ip")
    if turn == 5 and url not in _CLEAN:
        return Seen(url, asn, day, "anomaly", "http-diff")
    return Seen(url, asn, day, "failure" if turn == 8 else "ok", "")
