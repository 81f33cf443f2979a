"""Soft 404s: what the listed path and a random path end at."""

# ruff: noqa: RUF001 - pages, as they are

from __future__ import annotations

from typing import Final

import pytest

from kh_testlist.liveness.attempt import Signal
from kh_testlist.web.fetch import Observation
from tests.liveness.playing import Serve, honest, moved, only, page, play, verdict_of
from tests.liveness.trade_pages import document, menu, text

SITE: Final = "http://www.river-rights.example.org/"
DEEP: Final = f"{SITE}reports/2019/land.html"
HOME: Final = document(
    "River Rights", menu("Home", "Reports", "News", "Team", "Donate", "Contact") + text("We work on land.")
)
STORY: Final = document("Land report", menu("Home", "Reports") + text("The report lists forty villages. " * 20))


def to_one(end: str, pages: dict[str, str] | None = None) -> Serve:
    """Send each unknown path to `end`."""
    known = {end: HOME} | (pages or {})

    def serve(url: str) -> Observation:
        found = known.get(url) or known.get(url.partition("?")[0])
        return page(url, found) if found else moved(url, end)

    return serve


ENDS: Final = (
    "km/", "home", "index.php", "?error=404", "en/home.html", "", "default.aspx", "km/index.html?lang=km", "404.html",
    "errors/not-found", "?page=404", "welcome", "th/", "vi/trang-chu", "start.html",
)  # fmt: skip


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("deep", [DEEP, f"{SITE}node/1204", f"{SITE}article.php?id=77"])
def test_each_missing_page_goes_there(end: str, deep: str) -> None:
    """A page that ends where any made-up page ends is gone, if that is the front page or an error page."""
    assert verdict_of(deep, to_one(f"{SITE}{end}")) == ("gone", "soft-404")


@pytest.mark.parametrize("end", ["novosti/glavnaya", "mainmenu.do", "pages/first.html"])
def test_an_unusual_front_page(end: str) -> None:
    """A page is the front page if the root ends there too."""
    deep = f"{SITE}reports/2019/05/land.html"
    attempt = play(deep, to_one(f"{SITE}{end}"))
    assert Signal.SAME_END_AS_RANDOM_PATH in attempt.signals
    assert verdict_of(deep, to_one(f"{SITE}{end}")) == ("gone", "soft-404")


@pytest.mark.parametrize("end", ["km/", "home", "", "index.php"])
def test_honest_host(end: str) -> None:
    """A page that moved to the front page is up on a host that says 404 for other paths."""
    serve = honest({DEEP: moved(DEEP, f"{SITE}{end}"), f"{SITE}{end}": HOME})
    assert verdict_of(DEEP, serve) == ("up", "ok")


def test_page_that_moved() -> None:
    """A page that has a new path of its own is up, though unknown paths go to the front page."""
    new = f"{SITE}land"
    assert verdict_of(DEEP, to_one(f"{SITE}km/", {new: STORY} | {})) == ("gone", "soft-404")

    def serve(url: str) -> Observation:
        if url == DEEP:
            return moved(url, new)
        return to_one(f"{SITE}km/", {new: STORY})(url)

    assert verdict_of(DEEP, serve) == ("up", "ok")


LOGIN: Final = document("Log in", '<form><input name=u><input type="password" name=p></form>' + menu(*"abcdef"))
MAINTENANCE: Final = document("Maintenance", text("The site of River Rights is under maintenance until Friday."))


@pytest.mark.parametrize(("end", "body"), [("login", LOGIN), ("account", LOGIN), ("maintenance.html", MAINTENANCE)])
def test_everything_goes_to_one_page_of_another_kind(end: str, body: str) -> None:
    """A site that sends everybody to its login, or to its notice about work on the site, is up."""

    def serve(url: str) -> Observation:
        return page(url, body) if url.startswith(f"{SITE}{end}") else moved(url, f"{SITE}{end}")

    assert verdict_of(DEEP, serve) == ("up", "ok")
    assert verdict_of(SITE, serve) == ("up", "ok")


@pytest.mark.parametrize("root", ["", "km/", "en/", "index.php", "km/home", "?lang=km"])
def test_roots_are_exempt(root: str) -> None:
    """A front page is up, though all unknown paths end there."""
    url = f"{SITE}{root}"
    assert verdict_of(url, lambda asked: page(asked, HOME) if asked == url else moved(asked, url)) == ("up", "ok")
    end = f"{SITE}zh/"
    assert verdict_of(url, lambda asked: page(asked, HOME) if asked == end else moved(asked, end)) == ("up", "ok")


WORDS: Final = {
    "en": ("Oops", "Error 404: no such page. It was moved or deleted."),
    "km": ("មិនមានទំព័រ", "សូមអភ័យទោស រកមិនឃើញទំព័រដែលអ្នកស្វែងរក។"),
    "zh": ("出错了", "抱歉，您访问的页面不存在，请返回首页。"),
    "zh-tw": ("找不到網頁", "找不到您要的頁面。"),
    "th": ("ขออภัย", "ไม่พบหน้าที่คุณต้องการ กรุณากลับไปหน้าแรก"),
    "vi": ("Lỗi", "Xin lỗi, trang bạn yêu cầu không tồn tại hoặc đã bị xóa."),
    "id": ("Maaf", "Halaman yang Anda cari tidak ditemukan."),
    "ms": ("Maaf", "Halaman tidak dijumpai di laman ini."),
}


@pytest.mark.parametrize("lang", WORDS)
def test_words(lang: str) -> None:
    """A page that says in its language that there is none is gone where a random path gets the same.

    If its head says so too, nothing else is needed.
    """
    title, said = WORDS[lang]
    body = document(title, menu("Home", "News", "About") + f"<h1>{title}</h1>" + text(said), lang)
    assert verdict_of(DEEP, only(body)) == ("gone", "soft-404")
    assert verdict_of(SITE, only(body)) == ("up", "ok")
    says_it = title in {"មិនមានទំព័រ", "找不到網頁"}
    assert verdict_of(DEEP, honest({DEEP: body})) == (("gone", "soft-404") if says_it else ("up", "ok"))


HIDDEN: Final = {
    "attribute": "<div hidden><h2>Page not found</h2></div>",
    "style": '<div style="display:none">404 - Page not found</div>',
    "aria": '<div aria-hidden="true">Page not found</div>',
    "template": "<template><h1>Page not found</h1></template>",
    "noscript": "<noscript>Page not found: this page does not exist without JavaScript</noscript>",
    "comment": "<!-- <h1>Page not found</h1> -->",
    "class": '<div class="d-none error">Page not found</div>',
    "sheet": "<style>#nf{display:none}</style><div id=nf>Page not found</div>",
    "script": "<script>var s = '<h1>Page not found</h1>'</script>",
}


@pytest.mark.parametrize("way", HIDDEN)
def test_hidden_words(way: str) -> None:
    """A single-page application with a hidden error is up, on each path."""
    body = document("Data Portal", f'<div id="root"></div>{HIDDEN[way]}<script src="/app.js"></script>')
    assert verdict_of(DEEP, only(body)) == ("up", "ok")


def test_visible_words_of_an_application() -> None:
    """An application whose visible text says that the page is missing is gone."""
    body = document("Data Portal", '<div id="root"><h1>Page not found</h1><p>Try the search.</p></div>')
    assert verdict_of(DEEP, only(body)) == ("gone", "soft-404")
