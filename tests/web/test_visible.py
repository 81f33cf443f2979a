"""What a reader sees of a page: its visible words, its links and its language."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.web.page import Link, WebPage
from tests.hostile.processes import SECONDS, environment


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a<p hidden>b</p>c", "a c"),
        ("a<p hidden=''>b</p>c", "a c"),
        ("a<p hidden=until-found>b</p>c", "a b c"),
        ("a<div style='display:none'>b<div>c</div>d</div>e", "a e"),
        ("a<DIV STYLE='DISPLAY : NONE'>b</DIV>c", "a c"),
        ("a<div style='visibility: hidden'>b</div>c", "a c"),
        ("a<div style='position:absolute;left:-9999px'>b</div>c", "a c"),
        ("a<div style='text-indent: -9999px'>b</div>c", "a c"),
        ("a<div style='height:0;overflow:hidden'>b</div>c", "a c"),
        ("a<div style='font-size:0'>b</div>c", "a c"),
        ("a<div style='height:100px;margin-left:-20px;line-height:1.5'>b</div>c", "a b c"),
        ("a<div aria-hidden=true>b</div>c", "a c"),
        ("a<div aria-hidden='false'>b</div>c", "a b c"),
        ("a<div class='x d-none'>b</div>c", "a c"),
        ("a<div class='hidden md:block'>b</div>c", "a b c"),
        ("a<div class='overflow-hidden'>b</div>c", "a b c"),
        ("a<div data-hidden='x' title='hidden'>b</div>c", "a b c"),
        ("<style>.x, #y { display: none }</style>a<p class='x z'>b</p>c<p id=y>d</p>e", "a c e"),
        ("<style>@media print { .x { display: none } }</style>a<p class=x>b</p>c", "a b c"),
        ("<style>.x .y { display: none }</style>a<p class=y>b</p>c", "a b c"),
        ("a<!-- b <b>c</b> -->d<!---->e<!-->f", "a d e f"),
        ("a<!-- b <p>c", "a"),
        ("a<noscript>b</noscript>c<template><p>d</p></template>e<iframe>f</iframe>g", "a c e g"),
        ("a<script>if (1 < 2) '<p>b</p>'</script>c", "a c"),
        ("a<input hidden value=b>c<br hidden>d", "a c d"),
        ("<body style='display:none'>a", "a"),
        ("<ul><li hidden>a<li>b</ul>c", "b c"),
        ("<ul><li>x<li hidden>a</ul>b", "x b"),
        ("<div><p hidden>a</div>b", "b"),
        ("<p hidden>a<p>b", "b"),
        ("<div hidden>a<p>b</div></div>c", "c"),
        ("<div hidden>never closed <p>b", ""),
        ("\u0130\u0130<SCRIPT>b</SCRIPT>c", "i\u0307i\u0307 c"),
    ],
)
def test_text(source: str, text: str) -> None:
    """Only what a reader sees is text."""
    assert WebPage(source).text == text


def test_links() -> None:
    """Visible links and buttons have their words and their address."""
    source = (
        "<a href='/a?b=1&amp;c'>One <b>two</b></a><a name=x>none</a><button>Go</button><a hidden href=/h>no</a>"
        "<div style=display:none><a href=/s>spam</a></div><a data-href=/d href=https://example.org/>out<a href=/z>last"
    )
    assert WebPage(source).links == (
        Link("/a?b=1&c", "one two"),
        Link("", "none"),
        Link("", "go"),
        Link("https://example.org/", "out"),
        Link("/z", "last"),
    )


@pytest.mark.parametrize(
    ("source", "onward"),
    [
        ("<meta http-equiv=refresh content='0;url=/km/'>", ("/km/",)),
        (
            '<META CONTENT="5; URL=\'https://example.org/?a=1&amp;b=2\'" HTTP-EQUIV="Refresh">',
            ("https://example.org/?a=1&b=2",),
        ),
        ("<script>location='/a'</script>", ("/a",)),
        ('<script>window.location.href = "/a"; document.location.assign("/b")</script>', ("/a", "/b")),
        ("<frameset><frame src=/f></frameset>", ("/f",)),
        ("<iframe width=100% height='100%' src='/f'></iframe>", ("/f",)),
        ("<iframe width=300 src='/f'></iframe><meta name=description content='1;url=x y'>", ("x y",)),
        ("<p>location: here</p><script>if (location == x) y()</script>", ()),
    ],
)  # fmt: skip
def test_onward(source: str, onward: tuple[str, ...]) -> None:
    """A page can send a browser on by itself."""
    assert WebPage(source).onward == onward


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The council met on Tuesday to discuss the new bridge over the river.", "en"),
        ("Rapat dewan pada hari Selasa membahas jembatan baru yang akan dibangun di desa ini untuk warga.", "id"),
        ("Mesyuarat itu ialah untuk semua orang yang boleh hadir kerana jambatan baru akan dibina.", "ms"),
        ("Hội đồng đã họp vào thứ ba để thảo luận về cây cầu mới bắc qua sông.", "vi"),
        ("สภาประชุมเมื่อวันอังคารเพื่อหารือเรื่องสะพานใหม่", "th"),
        ("市议会周二开会讨论新桥的建设问题和预算", "zh"),
        ("市議会は火曜日に新しい橋について話し合いました", "ja"),
        ("Home News Contact ព័ត៌មានថ្មីៗអំពីសង្គម និងសេដ្ឋកិច្ចនៅកម្ពុជា", "km"),
        ("Le conseil a tenu une réunion sur le pont dans la ville et les habitants ont pu parler.", "fr"),
        ("12 34", None),
        ("", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    """The language is that of the text, whatever the page says of itself."""
    assert WebPage(f"<p>{text}").language == language
    if language is not None:
        assert WebPage(f"<html lang='xx'><p>{text}").language == language


def test_declared_language() -> None:
    """A page with few words has the language that it names, if it may be right."""
    assert WebPage("<html lang='km-KH'><p>1").language == "km"
    assert WebPage("<html class=x lang=vi><p>Trang").language == "vi"
    assert WebPage("<html data-lang=vi><p>1").language is None
    assert WebPage("<html lang=km><p>River Portal Battambang Siem Reap").language is None


PIECES = [
    "<a href=", "<div hidden>", "</div>", "<p hidden>", "<!--", "-->", "<style>", ".x{display:none}", "</style>",
    "<script>", "</script>", "<button>", "</a>", "'", '"', ">", "x", "\u0130", "<meta content='0;url=", "\u1781",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_page(source: str) -> None:
    """Any page has words, links, a language and ways onward, and none raises."""
    found = WebPage(source)
    assert found.text == " ".join(found.text.split())
    assert all(link.text == " ".join(link.text.split()) for link in found.links)
    assert len(found.onward) <= 24
    assert found.language is None or len(found.language) in {2, 3}


SLOW = """
import sys
from kh_testlist.liveness import classify, hosting, trades
from kh_testlist.web.fetch import Observation
from kh_testlist.web.page import WebPage
piece = sys.argv[1]
page = WebPage(sys.argv[2] + piece * (256 * 1024 // len(piece.encode())) + sys.argv[3])
page.links, page.onward, page.language, page.headings, page.declared_language
url = "https://example.org/a"
classify.of_page(url, page), classify.has_changed("a" * 200, "km", page), trades.of_page(url, url, page)
classify.of_answer(Observation(url, status=200, headers={"server": "imunify360"}), page)
"""


@pytest.mark.parametrize(
    ("piece", "before", "after"),
    [
        ("<a>", "", ""),
        ("<a href='", "", ""),
        ("<a href=x>casino slot daftar deposit</a>", "<title>casino slot</title>", ""),
        ("<div hidden>", "", ""),
        ("<div hidden></div>", "", ""),
        ("<p hidden>", "", ""),
        ("<!--", "", ""),
        ("<style>.x{display:none}</style><p class=x>", "", ""),
        (".x{display:none}", "<style>", "</style>"),
        ("{", "<style>display:none", "</style>"),
        ("a,", "<style>", "{display:none}</style>"),
        (" ", "<p style='display", "'>"),
        ("height :", "<p style='", "'>"),
        ("<meta content=", "", ""),
        ("content = ", "<meta ", ">"),
        ("content='1 ", "<meta ", ">"),
        ("location", "<script>", ""),
        ("location = ", "<script>", ""),
        ("location='x'", "<script>", ""),
        ("<iframe ", "", ""),
        ("src", "<iframe 100% ", ">"),
        ("100%", "<iframe ", ">"),
        ("<html ", "", ""),
        (" lang", "<html", ">"),
        ("<script src", "", ""),
        ("a-", "", ".com"),
        ("a.com ", "domain for sale ", ""),
        ("\u1780\u200b", "", ""),
        ("\u1ea1 ", "", ""),
        ("casino ", "<title>casino</title>", ""),
        ("\u0130<script>", "", ""),
    ],
)
def test_hostile(piece: str, before: str, after: str) -> None:
    """A page made to keep a reader busy is read in time: the system ends the process after five seconds of work."""
    limit = "import resource; resource.setrlimit(resource.RLIMIT_CPU, (5, 5));" if sys.platform != "win32" else ""
    ended = subprocess.run(
        [sys.executable, "-c", f"{limit}{SLOW}", piece, before, after],
        env=environment(),
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr.decode()[-300:] or "it took too long"
