"""Kinds of pages that are known by their form: hazards in words of other makers, and ordinary pages of a like form."""

from __future__ import annotations

from typing import Final

import pytest

from kh_testlist.liveness.attempt import Known, Signal
from kh_testlist.web.fetch import Observation
from tests.liveness import form_pages as pages
from tests.liveness.playing import Serve, honest, moved, only, page, play, verdict_of
from tests.liveness.trade_pages import document, menu, text

SITE: Final = "http://www.river-rights.example.org/"
DEEP: Final = f"{SITE}reports/2019/land.html"
ROW: Final = Known("HUMR")


def sent_to(end: str) -> Serve:
    """Send the root to `end`, which is empty."""
    return lambda url: moved(url, end) if url == SITE else page(url, "")


@pytest.mark.parametrize("name", pages.CHECKS)
@pytest.mark.parametrize("status", [200, 403, 503])
def test_check_of_the_browser(name: str, status: int) -> None:
    """A page that says nothing but that it checks the browser is a challenge, whichever vendor made it."""
    assert verdict_of(SITE, only(pages.CHECKS[name], status), ROW) == ("restricted", "challenge")


@pytest.mark.parametrize("name", pages.PARKED)
def test_parked(name: str) -> None:
    """A page about the sale or the renewal of its name is parked."""
    assert verdict_of(SITE, only(pages.PARKED[name]), ROW).verdict == "parked"


@pytest.mark.parametrize("target", [
    "https://parkingpage.example.net/?d={}", "https://forsale.example.net/names/{}",
    "https://registrar.example.net/domain-search/?query={}", "https://market.example.net/buynow/{}",
])  # fmt: skip
def test_sent_to_a_sale(target: str) -> None:
    """A market that no table names is known by its address: it has the name and a word for a sale."""
    signals = {
        name: play(SITE, sent_to(target.format(name))).signals
        for name in ("river-rights.example.org", "other.example.com")
    }
    assert {Signal.PARKING_REDIRECT, Signal.SALE_WORDS} <= signals["river-rights.example.org"]
    assert Signal.SALE_WORDS not in signals["other.example.com"]


@pytest.mark.parametrize(("host", "is_parking"), [("ww16", True), ("ww25", True), ("ww2", False)])
def test_numbered_host(host: str, is_parking: bool) -> None:  # noqa: FBT001 - a column of the table
    """Parking services use hosts with large numbers. Sites use `ww2`."""
    target = f"http://{host}.river-rights.example.org/?x=20260811"
    attempt = play(SITE, lambda url: moved(url, target) if url == SITE else page(url, document("Home", text("Hello."))))
    assert (Signal.PARKING_REDIRECT in attempt.signals) is is_parking


@pytest.mark.parametrize("name", pages.STOPPED)
@pytest.mark.parametrize("status", [200, 403, 503])
def test_stopped(name: str, status: int) -> None:
    """A page that speaks to the owner of a stopped site is a placeholder, with any status."""
    assert verdict_of(SITE, only(pages.STOPPED[name], status), ROW).verdict == "placeholder"


@pytest.mark.parametrize("name", pages.MISSING)
def test_missing(name: str) -> None:
    """A page whose head and text say that there is none is gone, also on a host that says 404 for other paths."""
    assert verdict_of(DEEP, honest({DEEP: pages.MISSING[name]}), ROW) == ("gone", "soft-404")
    assert verdict_of(SITE, honest({SITE: pages.MISSING[name]}), ROW).verdict == "up"


@pytest.mark.parametrize("name", pages.TRADES)
def test_taken_over(name: str) -> None:
    """Pages of buttons and small ads are of a trade too, also where a redirect for good leads to them."""
    there = "https://q7z.example.net/"
    assert verdict_of(SITE, only(pages.TRADES[name]), ROW).verdict == "taken-over"
    sent: Serve = lambda url: page(url, pages.TRADES[name]) if url == there else moved(url, there, 301)  # noqa: E731
    assert verdict_of(SITE, sent, Known("NEWS")).verdict == "taken-over"


@pytest.mark.parametrize("name", pages.ORDINARY)
def test_ordinary(name: str) -> None:
    """An ordinary page is up, also where each path shows it."""
    for known in (ROW, Known("NEWS"), Known()):
        assert verdict_of(SITE, honest({SITE: pages.ORDINARY[name]}), known).verdict == "up"
        assert verdict_of(SITE, only(pages.ORDINARY[name]), known).verdict == "up"


@pytest.mark.parametrize("name", pages.ORDINARY_DEEP)
def test_ordinary_article(name: str) -> None:
    """An article with words of missing pages is up."""
    assert verdict_of(DEEP, honest({DEEP: pages.ORDINARY_DEEP[name]}), ROW).verdict == "up"


FRONT: Final = menu("Home", "Reports", "News", "Give") + "<h3>New law</h3><h3>Forty villages</h3><h3>A well</h3>"


def in_place(inside: str, root: str) -> Serve:
    """Serve a page with `inside` for each path but the root."""
    body = document("River Rights", inside)
    return lambda url: page(url, document("River Rights", root) if url == SITE else body)


def test_front_page_in_place() -> None:
    """The front page at each path is a soft 404. A page that its script changes is not, and nor is the root."""
    assert verdict_of(DEEP, in_place(FRONT, FRONT), ROW) == ("gone", "soft-404")
    assert verdict_of(SITE, in_place(FRONT, FRONT), ROW).verdict == "up"
    script = '<div id="root">' + FRONT + '</div><script type="module" src="/a.js"></script>'
    assert verdict_of(DEEP, in_place(script, script), ROW).verdict == "up"
    closed = "<h1>Closed for repairs</h1>" + text("Back on Monday.")
    assert verdict_of(DEEP, in_place(closed, closed), ROW).verdict == "up"


def test_empty_frame_in_place() -> None:
    """The frame of the front page with nothing inside is a soft 404, but not with a picture or a script inside."""
    bare = menu("Home", "Reports", "News", "Give") + "<div>River Rights of the lower valley</div>"
    front = bare + FRONT + text("We work on land.")
    assert verdict_of(DEEP, in_place(bare, front), ROW) == ("gone", "soft-404")
    for more in ('<img src="/photo.jpg">', '<script src="/fill.js"></script>', '<iframe src="/a.pdf"></iframe>'):
        assert verdict_of(DEEP, in_place(bare + more, front), ROW).verdict == "up"


def test_missing_page_that_repeats_its_path() -> None:
    """A page that differs at a random path only by the path that it repeats is the same page."""

    def serve(url: str) -> Observation:
        path = url.removeprefix(SITE)
        return page(url, document("River Rights", menu("Home") + text(f"/{path}", "Nothing here, we are sorry.")))

    assert verdict_of(f"{SITE}a/very-long-and-winding-name-of-a-page.html", serve, ROW) == ("gone", "soft-404")


def test_index_that_lists_no_files() -> None:
    """An index of authors is not a list of files, though its words are those of one."""
    words = "<h2>Index of /a/ sounds</h2>" + text(
        "Index of names, parent directory. Last modified in May; size: forty."
    )
    assert (
        verdict_of(SITE, honest({SITE: document("Index of /a/ authors", menu("Home", "News") + words)}), ROW).verdict
        == "up"
    )
    files = "<h1>Index of /</h1><ul><li><a href='cgi-bin/'>cgi-bin/</a></li></ul>"
    assert verdict_of(SITE, honest({SITE: document("Index of /", files)}), ROW) == ("placeholder", "directory-index")
