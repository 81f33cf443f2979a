"""Parking of today: redirects to sale platforms, tokens that change, expired names, and sale pages in seven languages."""

# ruff: noqa: E501, RUF001 - pages, as they are

from __future__ import annotations

import itertools
from typing import Final

import pytest

from kh_testlist.liveness.attempt import Signal
from kh_testlist.web.fetch import Observation
from tests.liveness.ordinary_sites import SITES
from tests.liveness.playing import Serve, honest, moved, only, page, play, verdict_of
from tests.liveness.trade_pages import document, menu, text

NAME: Final = "river-rights.example.org"
SITE: Final = f"http://{NAME}/"
DEEP: Final = f"{SITE}reports/2019/land.html"
SOLD: Final = "https://www.hugedomains.com/domain_profile.cfm?d=example"
BLUNT: Final = "https://www.hugedomains.com/landing"
CHALLENGE: Final = page(BLUNT, "<title>Just a moment...</title>", 403, cf_mitigated="challenge")


def sells(sale: str, end: Observation | None = None) -> Serve:
    """Send each path of the site to `sale`, which answers with `end`."""

    def serve(url: str) -> Observation:
        if url.startswith(SITE):
            return moved(url, sale)
        return end or page(url, document("Domains", "<p>Shop safely.</p>"))

    return serve


@pytest.mark.parametrize("url", [SITE, DEEP])
@pytest.mark.parametrize("status", [301, 302])
@pytest.mark.parametrize(
    "answer", [CHALLENGE, page(BLUNT, "busy", 503), page(BLUNT, "<p>x"), Observation(BLUNT, failure="connection_reset")]
)
def test_redirect(url: str, status: int, answer: Observation) -> None:
    """A redirect of the whole site to a sale platform is parking, whatever the platform answers to us."""

    def serve(asked: str) -> Observation:
        return moved(asked, BLUNT, status) if asked.startswith(SITE) else answer

    assert verdict_of(url, serve) == ("parked", "parked")


ONWARD: Final = {
    "meta": f'<meta http-equiv="refresh" content="0;url={BLUNT}">',
    "meta-first": f"<meta content='1; URL={BLUNT}' http-equiv='refresh'>",
    "replace": f'<script>window.location.replace("{BLUNT}");</script>',
    "href": f"<script>location.href='{BLUNT}'</script>",
    "top": f'<script>setTimeout(function(){{top.location = "{BLUNT}"}}, 10)</script>',
    "escaped": '<script>window.location.replace("https:\\/\\/www.hugedomains.com\\/landing")</script>',
}


@pytest.mark.parametrize("way", ONWARD)
def test_redirect_by_the_page(way: str) -> None:
    """A meta refresh or a script that leads to a sale platform counts as a redirect does."""
    assert verdict_of(SITE, only(f"<html><head>{ONWARD[way]}</head><body></body></html>")) == ("parked", "parked")


SALE: Final = {
    "en-registered": (NAME, f"{NAME} has been registered at a registrar. Please check back later!"),
    "en-no-site": (
        "Parked",
        "This domain is registered, but the owner currently does not have an active website here.",
    ),
    "en-has-expired": ("Expired", f"The domain {NAME} has expired. Renew it now at our site."),
    "en-offer": ("Make an offer", "The owner accepts offers. Interested in this domain? Fill in the form."),
    "zh": ("域名出售", "您访问的域名正在出售，如果您对该域名感兴趣，请联系我们。"),
    "zh-tw": ("網域出售", "此網域正在出售，請聯絡我們。"),
    "th": ("โดเมนนี้มีไว้ขาย", "สนใจซื้อโดเมนนี้ กรุณาติดต่อเรา"),
    "vi": (f"Tên miền {NAME}", "Tên miền này đang được bán. Liên hệ để mua tên miền này."),
    "id": ("Domain ini dijual", "Beli domain ini sekarang juga. Hubungi kami."),
    "ms": ("Domain untuk dijual", "Domain ini tersedia untuk dijual kepada anda."),
    "km": ("ដែននេះមានលក់", "ឈ្មោះដែននេះសម្រាប់លក់ សូមទាក់ទងមកយើងខ្ញុំ។"),
    "en-expired": (NAME, f"{NAME} expired on 11/02/2026 and is pending renewal or deletion."),
    "en-new": (NAME, "This domain was recently registered. Please check back soon."),
    "en-owner": ("Domain expired", "This domain has expired. If you are the registrant, renew this domain now."),
    "en-lease": (f"{NAME} is for sale", "Lease this domain for 20 dollars a month."),
}


def with_tokens(title: str, said: str, filler: str = "") -> Serve:
    """Serve a page with tokens that are new in each answer."""
    numbers = itertools.count(1)

    def serve(url: str) -> Observation:
        number = next(numbers)
        token = f"{number * 7919 * 104729:x}a{number}f"
        body = (
            f'<h1>{title}</h1><p>{said}</p><p>Ref {token} at {number * 37}</p><script>var t="{token}"</script>{filler}'
        )
        return page(url, document(title, body))

    return serve


@pytest.mark.parametrize("url", [SITE, DEEP])
@pytest.mark.parametrize("name", SALE)
def test_sale_words(name: str, url: str) -> None:
    """Sale pages are known in each language, though their tokens change with each request."""
    assert verdict_of(url, with_tokens(*SALE[name])) == ("parked", "parked")


_ONLY_IN_THE_TEXT = {"vi", "en-expired", "en-new", "en-registered", "en-no-site", "en-has-expired", "en-offer"}
"""Pages that say it once, and not in the title: a long text that says so may be an article."""


@pytest.mark.parametrize("name", [name for name in SALE if name not in _ONLY_IN_THE_TEXT])
def test_long_sale_page(name: str) -> None:
    """A long sale page says in its title or a heading what it is."""
    filler = text(*("Premium names help your business to grow on the web and to reach more people." for _ in range(60)))
    assert verdict_of(SITE, with_tokens(*SALE[name], filler)) == ("parked", "parked")


def test_long_page_that_repeats_it() -> None:
    """A long page that says it again and again is a sale page too."""
    said = " ".join(
        f"{word} You can buy this domain today."
        for word in ("Names grow. " * 20, "Good names last. " * 40, "Names are rare. " * 60)
    )
    assert verdict_of(SITE, with_tokens("Premium name", said)) == ("parked", "parked")


def test_error_page_of_a_parked_name() -> None:
    """A name that shows its sale page with 404 on other paths is parked."""
    body = document(f"{NAME} is for sale", "<p>Buy this domain. Make an offer today, or call the broker.</p>")
    assert verdict_of(SITE, lambda url: page(url, body, 200 if url == SITE else 404)) == ("parked", "parked")


LIVING: Final = {
    "attribute": document(
        "River News",
        menu("Home", "News") + text("The council met on Tuesday. " * 10),
        head='<script data-adblockkey="MFww"></script>',
    ),
    "attribute-on-an-application": document(
        "Data Portal", '<div id="root" data-adblockkey="MFww"></div><script src="/app.js"></script>'
    ),
    "registrar": SITES["registrar"],
    "market": SITES["registrar-market"],
    "hidden-words": document(
        "Portal", '<div id="root"></div><div hidden>Buy this domain</div><noscript>This domain is for sale</noscript>'
    ),
}


@pytest.mark.parametrize("name", LIVING)
def test_living(name: str) -> None:
    """An advertising attribute, a registrar's own words and hidden words are no parking, on any path."""
    for url in (SITE, DEEP):
        assert verdict_of(url, only(LIVING[name])) == ("up", "ok")


@pytest.mark.parametrize("name", ["attribute", "registrar"])
def test_living_site_that_links_to_a_platform(name: str) -> None:
    """One page that leads to a platform does not make an honest site parked."""
    serve = honest({SITE: LIVING[name], DEEP: moved(DEEP, BLUNT), BLUNT: page(BLUNT, "<p>x")})
    attempt = play(DEEP, serve)
    assert Signal.PARKING_REDIRECT in attempt.signals
    assert verdict_of(DEEP, serve).verdict != "parked"
