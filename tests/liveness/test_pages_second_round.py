"""Pages of a second round: hazards of other makers, and ordinary pages that look like one."""

from __future__ import annotations

import pytest

from kh_testlist.liveness.attempt import Known
from tests.liveness import second_round as pages
from tests.liveness.playing import honest, only, verdict_of
from tests.liveness.trade_pages import document, menu, text

SITE = f"http://{pages.NAME}/"
DEEP = f"{SITE}report/2018/a.html"
LONG = text(*(f"Number {number}: a good name brings visitors, and people remember it." for number in range(120)))


@pytest.mark.parametrize(("name", "body"), pages.TAKEN)
def test_taken_over(name: str, body: str) -> None:
    """A trade is known in the words of others."""
    del name
    assert verdict_of(SITE, honest({SITE: body}), Known("HUMR")).verdict == "taken-over"


@pytest.mark.parametrize(("name", "body"), pages.PLACED)
def test_placeholder(name: str, body: str) -> None:
    """So is a host's page."""
    del name
    assert verdict_of(SITE, honest({SITE: body})).verdict == "placeholder"


@pytest.mark.parametrize(("name", "title", "said"), pages.SALES)
def test_sale(name: str, title: str, said: str) -> None:
    """So is a sale page."""
    del name
    assert verdict_of(SITE, only(document(title, f"<h1>{title}</h1>{text(said)}"))).verdict == "parked"


@pytest.mark.parametrize(
    ("name", "title", "said"), [one for one in pages.SALES if one[0] in {"en-6", "km-2", "vi-2", "zh-1", "id-1"}]
)
def test_long_sale(name: str, title: str, said: str) -> None:
    """A long one says it in a heading."""
    del name
    assert verdict_of(SITE, only(document(title, f"<h1>{title}</h1><h2>{said}</h2>{LONG}"))).verdict == "parked"


@pytest.mark.parametrize(("name", "body"), pages.WALLS)
def test_wall(name: str, body: str) -> None:
    """So is a challenge."""
    del name
    assert verdict_of(SITE, only(body)).verdict == "restricted"


@pytest.mark.parametrize(("name", "said", "lang"), pages.MISSING)
def test_missing(name: str, said: str, lang: str) -> None:
    """So is a page in place of a missing one."""
    del name
    body = document("Phnom Voice", menu("A", "B", "C") + text(said), lang)
    assert verdict_of(DEEP, only(body)).verdict == "gone"


@pytest.mark.parametrize(("name", "body", "on_any_path"), pages.ORDINARY)
@pytest.mark.parametrize("known", [Known("NEWS"), Known("HUMR", "Quite other words", "fr"), Known("PUBH")])
def test_ordinary(name: str, body: str, known: Known, *, on_any_path: bool) -> None:
    """An ordinary page is up."""
    del name
    for url in (SITE, DEEP):
        assert verdict_of(url, honest({url: body}), known) == ("up", "ok")
        assert not on_any_path or verdict_of(url, only(body), known) == ("up", "ok")
