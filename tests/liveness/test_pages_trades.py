"""A domain in other hands: the pages of the trades that take domains over."""

from __future__ import annotations

import pytest

from kh_testlist.liveness.attempt import Known, Signal
from tests.liveness import close_pages
from tests.liveness.ordinary_pages import ORDINARY as WITH_WORDS
from tests.liveness.ordinary_sites import SITES
from tests.liveness.playing import honest, moved, only, page, play, verdict_of
from tests.liveness.trade_pages import GAMBLING, PHARMACY, PORNOGRAPHY

ORDINARY = WITH_WORDS | SITES
SITE = "http://www.river-rights.example.org/"
TRADES = (
    *((Signal.GAMBLING_PAGE, name, body) for name, body in GAMBLING.items()),
    *((Signal.PORNOGRAPHY_PAGE, name, body) for name, body in PORNOGRAPHY.items()),
    *((Signal.PHARMACY_PAGE, name, body) for name, body in PHARMACY.items()),
)
OWN = {Signal.GAMBLING_PAGE: "GMB", Signal.PORNOGRAPHY_PAGE: "PORN", Signal.PHARMACY_PAGE: "COMM"}


@pytest.mark.parametrize(("signal", "name", "body"), TRADES, ids=[f"{one[0]}-{one[1]}" for one in TRADES])
def test_taken_over(signal: Signal, name: str, body: str) -> None:
    """The page of a trade on a row of another kind is in other hands, and only of that trade."""
    del name
    attempt = play(SITE, only(body), Known("HUMR"))
    trades = attempt.signals & {Signal.GAMBLING_PAGE, Signal.PORNOGRAPHY_PAGE, Signal.PHARMACY_PAGE}
    assert trades == {signal}
    assert verdict_of(SITE, only(body), Known("HUMR")) == ("taken-over", "other-hands")
    assert verdict_of(SITE, only(body), Known(OWN[signal])).verdict == "up"


@pytest.mark.parametrize("name", ORDINARY)
@pytest.mark.parametrize("path", ["", "news/2026/story.html"])
def test_ordinary(name: str, path: str) -> None:
    """An ordinary page is up, at the root and deep in an honest site, also if its title has changed."""
    url = f"{SITE}{path}"
    for known in (Known("HUMR"), Known("HUMR", "Quite another title", "fr")):
        assert verdict_of(url, honest({url: ORDINARY[name]}), known).verdict == "up"


@pytest.mark.parametrize("name", ORDINARY)
def test_ordinary_on_any_path(name: str) -> None:
    """It is up also where the site answers the same on each path."""
    assert verdict_of(SITE, only(ORDINARY[name]), Known("NEWS")).verdict == "up"


def test_there_are_enough() -> None:
    """There are as many ordinary pages as the issue asks for, in each language."""
    assert len(ORDINARY) >= 60
    for code in ("km", "en", "zh", "th", "vi", "id"):
        assert sum(f'lang="{code}"' in body for body in ORDINARY.values()) >= 4


CASINO = "https://lucky-crown.example.net/"
SENT = {
    "http": moved(SITE, CASINO, 301),
    "http-302": moved(SITE, CASINO),
    "meta": page(SITE, f'<meta http-equiv="refresh" content="0; url={CASINO}">'),
    "script": page(SITE, f"<script>window.location.replace('{CASINO}')</script>"),
    "script-href": page(SITE, f'<title>Welcome</title><script>window.top.location.href = "{CASINO}";</script>'),
    "header": page(SITE, "", refresh=f"0;url={CASINO}"),
    "frame": page(SITE, f'<iframe style="width:100%;height:100vh" src="{CASINO}"></iframe>'),
}


@pytest.mark.parametrize("way", SENT)
def test_sent_to_a_casino(way: str) -> None:
    """A redirect to a casino is no move: the page at its end is judged, however a browser gets there."""
    serve = honest({SITE: SENT[way], CASINO: GAMBLING["en-casino"]})
    assert verdict_of(SITE, serve, Known("NEWS")) == ("taken-over", "other-hands")
    assert verdict_of(SITE, serve, Known("GMB")).verdict in {"moved", "up"}


@pytest.mark.parametrize("host", ["www.golden-casino.example", "slot88.example", "phnompenh-poker.example"])
def test_a_casinos_own_name(host: str) -> None:
    """Without a category, a casino whose name says so is where it should be."""
    url = f"http://{host}/"
    attempt = play(url, only(GAMBLING["en-casino"]))
    assert Signal.GAMBLING_PAGE in attempt.signals
    assert Signal.OTHER_HANDS not in attempt.signals
    assert verdict_of(SITE, only(GAMBLING["en-casino"])).verdict == "taken-over"


@pytest.mark.parametrize("status", [404, 403, 500])
def test_only_where_it_is_served(status: int) -> None:
    """An error page with such words is an error page."""
    assert verdict_of(SITE, only(GAMBLING["en-casino"], status), Known("NEWS")).verdict != "taken-over"


@pytest.mark.parametrize(
    ("known", "has_changed"),
    [
        (Known("NEWS", "River News - daily", "en"), False),
        (Known("NEWS", "The Daily River", "en"), False),
        (Known("NEWS", "Casino Royal", "en"), True),
        (Known("NEWS", "River News", "km"), True),
        (Known("NEWS", None, None), False),
        (Known("NEWS"), False),
    ],
)
def test_content_changed(known: Known, *, has_changed: bool) -> None:
    """Another language, or a title without a common word, is a signal, and decides nothing by itself."""
    attempt = play(SITE, only(ORDINARY["advertising"]), known)
    assert (Signal.CONTENT_CHANGED in attempt.signals) == has_changed
    assert verdict_of(SITE, only(ORDINARY["advertising"]), known).verdict == "up"


def test_khmer_titles_share_letters() -> None:
    """Khmer has no spaces between words, so titles are compared by their letters."""
    body = "<html lang=km><title>សារព័ត៌មានទន្លេមេគង្គ</title><p>ប្រជាពលរដ្ឋនៅរាជធានីភ្នំពេញបានចូលរួមពិធីបុណ្យអុំទូក"
    for title, has_changed in (("ព័ត៌មានទន្លេសាប", False), ("កាស៊ីណូអនឡាញ", True)):
        attempt = play(SITE, only(body), Known("NEWS", title, "km"))
        assert (Signal.CONTENT_CHANGED in attempt.signals) == has_changed
        assert attempt.language == "km"


@pytest.mark.parametrize("body", close_pages.TAKEN)
def test_taken_over_in_few_words(body: str) -> None:
    """Pages with few words of a trade are known by their title, their menu or their links."""
    assert verdict_of(SITE, only(body), Known("HUMR")) == ("taken-over", "other-hands")


@pytest.mark.parametrize("body", close_pages.ORDINARY)
@pytest.mark.parametrize("known", [Known("HUMR"), Known("NEWS", "Quite another title", "fr")])
def test_ordinary_with_many_words(body: str, known: Known) -> None:
    """Research, clubs, schools, clinics and shops near a trade are up."""
    assert verdict_of(SITE, only(body), known) == ("up", "ok")
