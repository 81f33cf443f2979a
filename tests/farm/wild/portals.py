"""Networks in which everything ends at one stranger: captive portals, and data plans that are used up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from tests.farm.wild.page import Answer, Ask, Page, redirect

_SITES: Final = (
    "alpha-daily.test", "www.beta-rights.test", "gamma-forest.test", "www.delta-lawyers.test", "epsilon-temple.test",
    "www.zeta-school.test", "eta-radio.test",
)  # fmt: skip
CANARY: Final = "connectivity.known-good.test"

_LOGIN: Final = (
    '<!doctype html><html lang="en"><head><title>Hotel Wi-Fi</title></head><body><h1>Welcome to Lotus Hotel Wi-Fi</h1><form method=post>'
    "<label>Room <input name=room></label><label>Name <input name=name></label><button>Connect</button></form><p>By connecting you accept the"
    " terms of use.</p></body></html>"
)
_USED_UP: Final = (
    '<!doctype html><html lang="km"><head><meta charset="utf-8"><title>អស់ទិន្នន័យ</title></head><body><h1>កញ្ចប់ទិន្នន័យរបស់អ្នកបានអស់ហើយ</h1>'
    "<p>សូមទិញកញ្ចប់ថ្មី ចុច *123# ឬប្រើកម្មវិធីរបស់យើង។</p></body></html>"
)
_NETWORK_LOGIN: Final = (
    '<html><head><title>Network Authentication Required</title><meta http-equiv="refresh" content="0; url=http://login.campus-net.test/">'
    "</head><body><p>You need to log in at the library's network.</p></body></html>"
)


@dataclass(frozen=True)
class Portal:
    """A network with a portal."""

    name: str
    pages: list[Page]
    canary: str = ""
    """The host of the canary, if the run has one."""


def _to_login(ask: Ask) -> Answer:
    return redirect(f"http://portal.lotus-hotel.test/login?from={quote(ask.host)}", 302)


def _to_top_up(ask: Ask) -> Answer:
    return redirect(f"http://topup.mobile-net.test/expired/{ask.count}?u={quote(ask.host)}", 307)


def _by_meta(ask: Ask) -> Answer:
    target = f"http://gate.coffee-shop.test/?url={quote(ask.host)}"
    return Answer(
        f'<html><head><meta http-equiv="refresh" content="0; url={target}"></head><body><a href="{target}">Log in</a></body></html>'
    )


def _network(
    name: str, says: Answer | Callable[[Ask], Answer], elsewhere: dict[str, Answer], *, canary: bool = True
) -> Portal:
    pages = [
        Page(f"{name}-{n}", "portal", ("unknown",), says, says, "NEWS", "en", host, elsewhere=elsewhere)
        for n, host in enumerate(_SITES)
    ]
    if not canary:
        return Portal(name, pages)
    pages.append(Page(f"{name}-canary", "portal/canary", (), says, says, "NEWS", "en", CANARY))
    return Portal(name, pages, CANARY)


def portals() -> list[Portal]:
    """Return the networks."""
    login, used_up = Answer(_LOGIN), Answer(_USED_UP)
    return [
        _network("hotel", _to_login, {"portal.lotus-hotel.test": login}),
        _network("hotel-without-canary", _to_login, {"portal.lotus-hotel.test": login}, canary=False),
        _network("data-plan", _to_top_up, {"topup.mobile-net.test": used_up}),
        _network("data-plan-in-place", used_up, {}, canary=False),
        _network("library-511", Answer(_NETWORK_LOGIN, 511), {"login.campus-net.test": login}),
        _network("coffee-shop-meta", _by_meta, {"gate.coffee-shop.test": login}),
        _network(
            "denied",
            Answer(
                "<html><body><h1>Time is up</h1><p>Your hour of Internet is over. Ask at the counter.</p></body></html>",
                403,
            ),
            {},
        ),
    ]
