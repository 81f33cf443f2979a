"""More networks in which everything ends at one stranger."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from urllib.parse import quote

from tests.farm.wild.page import Answer, Ask, Page, redirect
from tests.farm.wild.portals import Portal

_SITES: Final = (
    "www.first-herald.test", "second-union.test", "www.third-wetland.test", "fourth-choir.test", "www.fifth-clinic.test",
    "sixth-party.test", "www.seventh-poems.test",
)  # fmt: skip
_CANARY: Final = "check.well-known.test"
_AIRPORT: Final = Answer(
    "<!doctype html><html lang=en><head><title>Free airport Wi-Fi</title></head><body><h1>Get online in one step</h1><form action=/accept>"
    "<input type=email placeholder='E-mail'><label><input type=checkbox> I accept the terms</label><button>Connect for 2 hours</button></form></body></html>"
)
_UNPAID: Final = Answer(
    "<!doctype html><html lang=km><head><meta charset=utf-8><title>ការជូនដំណឹងពីសេវាអ៊ីនធឺណិត</title></head><body><h2>សេវាអ៊ីនធឺណិតរបស់អ្នកត្រូវបានផ្អាក</h2>"
    "<p>សូមបង់ថ្លៃសេវាប្រចាំខែ ដើម្បីប្រើប្រាស់បន្ត។ ទូរសព្ទ ១២០០</p></body></html>"
)
_QUOTA: Final = Answer(
    "<!doctype html><html lang=vi><head><meta charset=utf-8><title>Hết dung lượng</title></head><body><h1>Quý khách đã dùng hết dung lượng tốc độ cao</h1>"
    "<p>Soạn tin để mua thêm gói data.</p></body></html>"
)


def _to_airport(ask: Ask) -> Answer:
    return redirect(f"http://wifi.airport-guest.test/splash?orig={quote(ask.host + ask.target)}", 303)


_TO_BILL: Final = redirect("http://notice.fibre-home.test/unpaid", 302)


_BY_META: Final = Answer(
    "<HTML><HEAD><META HTTP-EQUIV='refresh' CONTENT='1; URL=http://quota.sim-card.test/?id=4471'></HEAD><BODY>Loading</BODY></HTML>"
)


def _network(
    name: str, says: Answer | Callable[[Ask], Answer], elsewhere: dict[str, Answer], *, canary: bool
) -> Portal:
    pages = [
        Page(f"second-{name}-{n}", "second-portal", ("unknown",), says, says, "NEWS", "en", host, elsewhere=elsewhere)
        for n, host in enumerate(_SITES)
    ]
    if canary:
        pages.append(Page(f"second-{name}-canary", "second-portal/canary", (), says, says, "NEWS", "en", _CANARY))
    return Portal(f"second-{name}", pages, _CANARY if canary else "")


def portals() -> list[Portal]:
    """Return the networks."""
    return [
        _network("airport", _to_airport, {"wifi.airport-guest.test": _AIRPORT}, canary=True),
        _network("unpaid", _TO_BILL, {"notice.fibre-home.test": _UNPAID}, canary=False),
        _network("quota", _BY_META, {"quota.sim-card.test": _QUOTA}, canary=True),
        _network("in-place", _AIRPORT, {}, canary=False),
    ]
