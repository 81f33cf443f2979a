"""A real browser opens the reports and the handout: nothing is missing, nothing sticks out, nothing leaves the page."""

from __future__ import annotations

import datetime as dt
import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from kh_testlist.reports.page import document, handout
from kh_testlist.reports.page.html import html
from kh_testlist.reports.page.words import words
from tests.reports.browser import Browser, browser, pages_of, text_of
from tests.reports.materials import HOSTILE, material

__all__ = ["browser"]

LANGS: Final = pytest.mark.parametrize("lang", ["en", "km"])
WIDTHS: Final = (360, 1280)
_LONG: Final = "https://news.example.com/" + "a-path-that-goes-on-and-on/" * 9 + "?" + "q" * 120
_NETWORKS: Final = {
    64500 + number: name
    for number, name in enumerate((
        "First Mobile", "A Company for Telecommunication and Internet Services of the Country, Limited", None,
        "Supercalifragilisticexpialidocious-Telecommunications-Group", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth",
    ))
}  # fmt: skip


def _report(lang: str) -> str:
    """A report with texts that are hard to set: long, of one word, in Khmer; and hostile ones."""
    urls = [_LONG, "https://rights.example.org/", *(f"https://site{number}.example.net/" for number in range(14))]
    urls += [f"https://hostile.example.com/{bad}" for bad in HOSTILE]
    codes = ("NEWS", "ANON", "GMB", "LGBT", "HOST", "COMM")
    text = "ទំព័រនេះត្រូវបានទប់ស្កាត់ដោយគ្មានមូលហេតុ " + "w" * 200 + " " + HOSTILE[1]
    return html(document.page(material(urls, codes, _NETWORKS, text=text), words(lang)))


@pytest.fixture(scope="module", params=["en", "km"])
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report in one language."""
    path: Path = tmp_path_factory.mktemp("report") / f"report.{request.param}.html"
    path.write_text(_report(request.param), "utf-8")
    return path


def test_everything_is_there(browser: Browser, report: Path) -> None:
    """Each section and chart is in what the browser made of it, and it has nothing to complain of."""
    opened = browser.open(report)
    assert opened.console == []
    sections = ["summary", "health", "changes", "coverage", "blocking", "previous", "method"]
    assert re.findall(r'<section id="(\w+)"', opened.dom) == sections
    charts = re.findall(r'<svg role="img" aria-labelledby="([\w-]+)-title', opened.dom)
    assert charts == [
        "chart-findings", "chart-coverage", "chart-category", "chart-network", "chart-method", "chart-time",
    ]  # fmt: skip


def test_nothing_sticks_out(browser: Browser, report: Path, tmp_path: Path) -> None:
    """On a phone, on a screen and on A4, all text is inside of what it stands in; pictures of it are kept."""
    found = browser.measure(report, WIDTHS, tmp_path)
    assert set(found) == {*map(str, WIDTHS), "A4"}
    for at, measured in found.items():
        assert measured["seen"] > 500, at
        assert measured["bad"] == [], at
    for width in WIDTHS:
        name = f"{report.stem.replace('.', '-')}-{width}"
        assert browser.picture(report, name, width).stat().st_size > 10_000


def test_what_sticks_out_is_found(browser: Browser, tmp_path: Path) -> None:
    """The measuring itself: a word that is too long for its place is noticed."""
    page = tmp_path / "page.html"
    page.write_text(f"<!DOCTYPE html><html><body style='margin:0'><p>{'w' * 400}</p></body></html>", "utf-8")
    found = browser.measure(page, WIDTHS, tmp_path)
    assert all(measured["bad"] for measured in found.values())


def test_printed(browser: Browser, report: Path) -> None:
    """It prints; the first page is the summary alone, and what is folded on the screen is there."""
    pdf = browser.printed(report, report.stem.replace(".", "-"))
    assert 5 < pages_of(pdf) < 40


class _Canary(http.server.BaseHTTPRequestHandler):
    hits: list[str]

    def do_GET(self) -> None:
        """Note who asks."""
        self.hits.append(self.path)
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - as http.server has it
        """Say nothing."""


@pytest.fixture
def canary(socket_enabled: None) -> Iterator[tuple[str, list[str]]]:
    """A server that nothing should ask, and who did."""
    del socket_enabled
    hits: list[str] = []
    handler = type("Handler", (_Canary,), {"hits": hits})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", hits
        server.shutdown()
        thread.join()


def test_no_request_leaves(browser: Browser, canary: tuple[str, list[str]], tmp_path: Path) -> None:
    """A list that would have the page fetch something does not get its way; without our escaping, it would."""
    root, hits = canary
    bait = f'"><img src="{root}/img"><script src="{root}/js"></script><style>@import "{root}/css";</style>'
    page = tmp_path / "report.html"
    page.write_text(html(document.page(material([bait, f"{root}/plain"], text=bait), words("en"))), "utf-8")
    opened = browser.open(page)
    assert opened.console == []
    assert hits == []
    raw = tmp_path / "raw.html"
    raw.write_text(f"<!DOCTYPE html><p>{bait}", "utf-8")
    browser.open(raw)
    assert {"/img", "/js"} <= set(hits)


@LANGS
def test_the_handout_is_one_sheet(browser: Browser, tmp_path: Path, lang: str) -> None:
    """One page of A4, with nothing that sticks out, on a phone either."""
    contact = (
        "A Made-up Association for an Open Internet and the Rights of Everybody, tests@example.org, +855 00 000 000"
    )
    said = handout.handout("kh", "https://run.ooni.org/v2/10000000123", dt.date(2027, 12, 28), contact, words(lang))
    page = tmp_path / f"handout.{lang}.html"
    page.write_text(handout.html(said), "utf-8")
    printed = browser.printed(page, f"handout-{lang}")
    assert pages_of(printed) == 1
    assert "+855 00 000 000" in text_of(printed), "the last line of the page"
    measured = browser.measure(page, (360, 800), tmp_path)
    assert {name: one["bad"] for name, one in measured.items()} == {"360": [], "800": [], "A4": []}
    assert browser.picture(page, f"handout-{lang}", 800, 1400).exists()
