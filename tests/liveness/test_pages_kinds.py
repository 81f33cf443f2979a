"""Each hazard is known as one of its kind, whoever made it and in whichever language."""

from __future__ import annotations

import dataclasses

import pytest

from kh_testlist.liveness.attempt import Known, Signal
from kh_testlist.liveness.classify import of_redirects, site_of
from kh_testlist.web.fetch import Observation
from tests.liveness import kinds_pages as kinds
from tests.liveness.playing import honest, moved, only, page, play, verdict_of
from tests.liveness.trade_pages import document, menu, text

SITE = f"http://{kinds.NAME}/"
DEEP = f"{SITE}reports/2019/land.html"


@pytest.mark.parametrize("name", kinds.TAKEN)
def test_taken_over(name: str) -> None:
    """Lotteries and escorts are trades in each language."""
    assert verdict_of(SITE, honest({SITE: kinds.TAKEN[name]}), Known("HUMR")) == ("taken-over", "other-hands")


@pytest.mark.parametrize("category", ["NEWS", "PUBH", "XED"])
@pytest.mark.parametrize("name", kinds.PHARMACIES)
def test_pharmacy(name: str, category: str) -> None:
    """A shop that sells without a doctor is in other hands also where the row is about health."""
    serve = honest({SITE: kinds.PHARMACIES[name]})
    assert verdict_of(SITE, serve, Known(category)) == ("taken-over", "other-hands")
    assert verdict_of(SITE, serve, Known("ALDR")) == ("up", "ok")


@pytest.mark.parametrize("name", kinds.PLACED)
def test_placeholder(name: str) -> None:
    """A page that presents itself as a default page is one, whatever runs it."""
    assert verdict_of(SITE, honest({SITE: kinds.PLACED[name]})) == ("placeholder", "host-placeholder")


@pytest.mark.parametrize("name", kinds.LISTED)
def test_directory(name: str) -> None:
    """A list of files is one also under a server's own name."""
    assert verdict_of(SITE, honest({SITE: kinds.LISTED[name]})) == ("placeholder", "directory-index")


@pytest.mark.parametrize("name", kinds.SALES)
def test_sale(name: str) -> None:
    """A sentence about the fate of this name is a sign, and the same answer on any path the other."""
    title, said = kinds.SALES[name]
    body = document(title, f"<h1>{title}</h1>{text(said)}")
    assert verdict_of(SITE, only(body)) == ("parked", "parked")
    assert verdict_of(SITE, honest({SITE: body})) == ("up", "ok")


@pytest.mark.parametrize("target", kinds.MARKETS)
def test_market(target: str) -> None:
    """The market of a registrar is known by host and path, and any market by the name that it sells."""
    ways = {
        "http": moved(SITE, target),
        "meta": page(SITE, f'<meta http-equiv="refresh" content="0; url={target}">'),
        "script": page(SITE, f"<script>window.location.href = '{target}'</script>"),
    }
    for answer in ways.values():

        def serve(url: str, answer: Observation = answer) -> Observation:
            if site_of(url) != site_of(SITE):
                return page(url, "Access Denied", 403, server="AkamaiGHost")
            return dataclasses.replace(answer, url=url)

        assert verdict_of(SITE, serve).verdict == "parked"


@pytest.mark.parametrize("target", kinds.NO_MARKETS)
def test_no_market(target: str) -> None:
    """Other addresses with a word of sale or with the name are no market."""
    attempt = play(SITE, honest({SITE: moved(SITE, target), target: document("Hello", text("Our new home."))}))
    assert not of_redirects(SITE, attempt.redirects, target) & {Signal.PARKING_REDIRECT, Signal.SALE_WORDS}


@pytest.mark.parametrize(
    ("target", "is_parking"),
    [
        (f"http://ww25.{kinds.NAME}/?subid1=2026-1a", True),
        (f"http://ww38.{kinds.NAME}/?usid=25&utid=8", True),
        (f"http://ww2.{kinds.NAME}/", False),
        (f"http://ww2.{kinds.NAME}/?lang=km", False),
    ],
)
def test_parking_host_below_the_name(target: str, *, is_parking: bool) -> None:
    """A parking service gives a numbered host below the name, and its own query."""
    body = document("Portal", menu("Home", "News", "About", "Team", "Contact") + text("Rice, silk and pepper."))

    def serve(url: str) -> Observation:
        return page(url, body) if url.startswith("http://ww") else moved(url, target)

    verdict = verdict_of(SITE, serve).verdict
    assert (verdict == "parked") == is_parking


@pytest.mark.parametrize("path", ["/lander", "/lander?token=1a2b", "/parking.php?d=x"])
def test_lander(path: str) -> None:
    """An empty page whose script leads to a lander is a sign of parking."""
    body = f"<html><head><script>onload=function(){{location.href='{path}'}}</script></head></html>"
    assert verdict_of(SITE, only(body)) == ("parked", "parked")


@pytest.mark.parametrize("status", [200, 202])
@pytest.mark.parametrize("name", kinds.WALLS)
def test_wall(name: str, status: int) -> None:
    """A page that is nothing but a challenge is restricted, whichever captcha or script it has."""
    assert verdict_of(SITE, only(kinds.WALLS[name], status)) == ("restricted", "challenge")


@pytest.mark.parametrize("name", kinds.MISSING)
def test_missing(name: str) -> None:
    """A page and its fate may be some words apart."""
    body = document("River Rights", menu("Home", "News") + text(kinds.MISSING[name]))
    assert verdict_of(DEEP, only(body)) == ("gone", "soft-404")
    assert verdict_of(DEEP, honest({DEEP: body})) == ("up", "ok")


@pytest.mark.parametrize(
    "target",
    [
        "https://www.forumotion.com/?error=unknown-forum", "https://www.forumvi.com/?e=deleted",
        "https://www.xtgem.com/?notfound=1", "https://weebly.com/?site=unknown",
    ],
)  # fmt: skip
@pytest.mark.parametrize("status", [200, 404])
def test_platform_sends_away(target: str, status: int) -> None:
    """A platform sends visitors of a site that it does not have to a page of its own."""
    serve = honest({SITE: moved(SITE, target), target: page(target, "<p>Make a forum of your own!</p>", status)})
    assert verdict_of(SITE, serve) == ("gone", "no-such-site")
    other = target.partition("?")[0] + "?lang=km"
    serve = honest({SITE: moved(SITE, other), other: page(other, "<p>Hello!</p>")})
    assert verdict_of(SITE, serve).reason != "no-such-site"


@pytest.mark.parametrize(
    "title", ["Site not found · GitHub Pages", "Jimdo | Website not found", "Wix - Site not found"]
)
def test_platform_in_the_title(title: str) -> None:
    """On a domain of its own, the platform's name in the title is a sign."""
    body = document(title, text("This page does not exist. Make one of your own."))
    assert verdict_of(SITE, only(body)) == ("gone", "no-such-site")
