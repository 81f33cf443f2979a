"""Ordinary pages in six languages, in layouts of many kinds: all of them are up."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from functools import cache
from html import escape
from typing import Final

from tests.farm.wild.page import Answer, Page
from tests.farm.wild.texts import Text, read

LANGUAGES: Final = ("en", "km", "zh", "th", "vi", "id")
Chance = random.Random

MENUS: Final = {
    "en": ("Home", "News", "About us", "Publications", "Contact", "Search", "Read more", "Follow us on Facebook"),
    "km": ("ទំព័រដើម", "ព័ត៌មាន", "អំពីយើង", "ឯកសារ", "ទំនាក់ទំនង", "ស្វែងរក", "អានបន្ត", "តាមដានយើង"),
    "zh": ("首页", "新闻", "关于我们", "资料", "联系我们", "搜索", "阅读全文", "关注我们"),
    "th": ("หน้าแรก", "ข่าว", "เกี่ยวกับเรา", "เอกสาร", "ติดต่อเรา", "ค้นหา", "อ่านต่อ", "ติดตามเรา"),
    "vi": ("Trang chủ", "Tin tức", "Giới thiệu", "Tài liệu", "Liên hệ", "Tìm kiếm", "Xem thêm", "Theo dõi chúng tôi"),
    "id": ("Beranda", "Berita", "Tentang kami", "Dokumen", "Kontak", "Cari", "Selengkapnya", "Ikuti kami"),
}  # fmt: skip
_COOKIES: Final = {
    "en": "We use cookies to count visits. Accept or refuse.", "km": "យើងប្រើខូគីដើម្បីរាប់អ្នកចូលមើល។ យល់ព្រម",
    "zh": "本站使用 Cookie 统计访问量。同意", "th": "เว็บไซต์นี้ใช้คุกกี้ ยอมรับ", "vi": "Trang này dùng cookie. Đồng ý",
    "id": "Situs ini memakai kuki. Setuju",
}  # fmt: skip
_NO_SCRIPT: Final = {
    "en": "Page not found without JavaScript: please turn it on.", "km": "រកមិនឃើញទំព័រ សូមបើក JavaScript",
    "zh": "页面不存在?请启用 JavaScript。", "th": "ไม่พบหน้า กรุณาเปิดจาวาสคริปต์", "vi": "Không tìm thấy trang. Hãy bật JavaScript.",
    "id": "Halaman tidak ditemukan. Aktifkan JavaScript.",
}  # fmt: skip
_GONE: Final = {
    "en": "Page not found", "km": "រកមិនឃើញទំព័រ", "zh": "页面不存在", "th": "ไม่พบหน้านี้", "vi": "Không tìm thấy trang",
    "id": "Halaman tidak ditemukan",
}  # fmt: skip


@cache
def _news(lang: str) -> tuple[str, ...]:
    return tuple(text.title for text in read(f"ordinary/{lang}") if text.category == "NEWS")


def _items(lang: str, count: int = 5) -> str:
    return "".join(f'<li><a href="/{n}">{item}</a></li>' for n, item in enumerate(MENUS[lang][:count]))


def _paragraphs(text: Text) -> str:
    return "".join(f"<p>{line}</p>" for line in text.lines)


def _head(text: Text, *more: str, attributes: str = "", title: str = "") -> str:
    about = f'<meta name="description" content="{escape(text.about)}">' if text.about else ""
    return (
        f'<!DOCTYPE html><html lang="{text.lang}"{attributes}><head><meta charset="utf-8"><title>{title or escape(text.title)}</title>'
        f"{about}{''.join(more)}</head>"
    )


def _wp(text: Text, chance: Chance) -> str:
    """Make a WordPress site with a post and widgets."""
    menu = MENUS[text.lang]
    return (
        _head(
            text,
            '<meta name="generator" content="WordPress 6.7.2">',
            "<link rel='stylesheet' href='/wp-content/themes/twentytwentyfive/style.css'>",
        )
        + f'<body class="post-template-default single"><header><nav><ul>{_items(text.lang)}</ul></nav></header><article class="hentry">'
        f'<h1 class="entry-title">{text.title}</h1><time>2026-07-{chance.randrange(10, 28)}</time><div class="entry-content">{_paragraphs(text)}'
        f'</div></article><aside><form role="search"><input name="s"><button>{menu[5]}</button></form><a href="/feed/">RSS</a></aside>'
        f"<footer>WordPress &middot; {menu[7]}</footer></body></html>"
    )


def _bootstrap(text: Text, chance: Chance) -> str:
    """Make a page of a small firm or group, out of a kit."""
    cards = "".join(
        f'<div class="col-md-4"><div class="card"><img src="/img/{chance.randrange(99)}.jpg" alt=""><div class="card-body">{line}</div></div></div>'
        for line in text.lines
    )
    return (
        _head(
            text,
            '<link href="https://cdn.jsdelivr.net/npm/bootstrap@5.3.3/dist/css/bootstrap.min.css" rel="stylesheet">',
        )
        + f'<body><nav class="navbar"><a class="navbar-brand" href="/">{text.title}</a><ul class="navbar-nav">{_items(text.lang)}</ul></nav>'
        f'<section class="hero"><h1>{text.title}</h1></section><div class="row">{cards}</div><footer><p>&copy; 2026 &middot; +855 23 000 {chance.randrange(100, 999)}'
        f"</p><a href='https://www.facebook.com/somepage'>{MENUS[text.lang][7]}</a></footer></body></html>"
    )


def _portal(text: Text, chance: Chance) -> str:
    """Make a newspaper: a story among the headlines of the day."""
    others = [title for title in _news(text.lang) if title != text.title]
    headlines = "".join(
        f'<li><a href="/story/{chance.randrange(9999)}">{title}</a></li>' for title in chance.sample(others, 6)
    )
    return (
        _head(
            text,
            f'<meta property="article:published_time" content="2026-07-{chance.randrange(10, 28)}T08:00:00+07:00">',
        )
        + f'<body><div id="top"><ul>{_items(text.lang)}</ul></div><div id="story"><h1>{text.title}</h1>{_paragraphs(text)}<p>{MENUS[text.lang][6]}</p>'
        f'</div><div id="more"><h3>{MENUS[text.lang][1]}</h3><ul>{headlines}</ul></div><div class="ad"><ins class="adsbygoogle" data-ad-client="ca-pub-000"></ins>'
        '<script async src="https://pagead2.googlesyndication.com/pagead/js/adsbygoogle.js"></script></div></body></html>'
    )


def _joomla(text: Text, chance: Chance) -> str:
    """Make the site of an office, as officials keep them."""
    rows = "".join(
        f"<tr><td>{n}</td><td><a href=/doc/{chance.randrange(999)}.pdf>{line}</a></td><td>PDF</td></tr>"
        for n, line in enumerate(text.lines, 1)
    )
    return (
        _head(text, '<meta name="generator" content="Joomla! - Open Source Content Management">')
        + f'<body><table width="960"><tr><td colspan=2><img src="/images/emblem.png"><h2>{text.title}</h2></td></tr><tr><td><ul>{_items(text.lang)}</ul></td>'
        f"<td><table border=1>{rows}</table></td></tr></table><p>{MENUS[text.lang][4]}: info@office-{chance.randrange(99)}.test</p></body></html>"
    )


def _next(text: Text, chance: Chance) -> str:
    """Make an application that the server renders, with the words for a missing page in its script and hidden."""
    gone = _GONE[text.lang]
    data = json.dumps(
        {
            "page": "/",
            "props": {"messages": {"404": gone, "error": "Error 404"}},
            "build": f"{chance.getrandbits(64):x}",
        }
    )
    return (
        _head(text)
        + f'<body><div id="__next"><header><ul>{_items(text.lang, 4)}</ul></header><main><h1>{text.title}</h1>{_paragraphs(text)}</main>'
        f'<div hidden><h1>404</h1><p>{gone}</p></div><div style="display:none">{gone}</div></div><template id="missing"><h1>{gone}</h1></template>'
        f'<script id="__NEXT_DATA__" type="application/json">{data}</script></body></html>'
    )


def _old(text: Text, chance: Chance) -> str:
    """Make a page as they were made by hand."""
    return (
        f"<HTML><HEAD><META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=utf-8'><TITLE>{text.title}</TITLE></HEAD><BODY BGCOLOR=#FFFFCC><CENTER>"
        f"<H1><FONT COLOR=RED>{text.title}</FONT></H1>{'<BR>'.join(text.lines)}<HR><A HREF=guest.htm>{MENUS[text.lang][4]}</A> | {chance.randrange(9999)}"
        "</CENTER></BODY></HTML>"
    )


def _bare(text: Text, chance: Chance) -> str:
    """Make a page with a sentence or two, and nothing else."""
    return (
        _head(text)
        + f'<body style="margin:{chance.randrange(3, 9)}em"><img src="/logo.png" alt=""><h1>{text.title}</h1>{_paragraphs(text)}</body></html>'
    )


def _drupal(text: Text, chance: Chance) -> str:
    """Make a Drupal site with a breadcrumb and blocks."""
    return (
        _head(
            text,
            '<meta name="Generator" content="Drupal 10 (https://www.drupal.org)">',
            title=f"{escape(text.title)} | {MENUS[text.lang][0]}",
        )
        + f'<body><a href="#main" class="visually-hidden">Skip to main content</a><div class="breadcrumb">{MENUS[text.lang][0]} / {MENUS[text.lang][1]}</div>'
        f'<main id="main"><h1>{text.title}</h1><div class="field--name-body">{_paragraphs(text)}</div></main><div class="block"><ul>{_items(text.lang, 7)}</ul>'
        f"</div><footer>{chance.randrange(10**5)}</footer></body></html>"
    )


def _amp(text: Text, chance: Chance) -> str:
    """Make the AMP version of a story."""
    return (
        _head(text, '<script async src="https://cdn.ampproject.org/v0.js"></script>', attributes=" amp")
        + f'<body><h1>{text.title}</h1><amp-img src="/p/{chance.randrange(99)}.jpg" width=600 height=400 alt="{escape(text.title)}"></amp-img>'
        f"{_paragraphs(text)}<ul>{_items(text.lang, 5)}</ul></body></html>"
    )


def _shopfront(text: Text, chance: Chance) -> str:
    """Make a shop with products and a basket."""
    goods = "".join(
        f'<li class="product"><img src="/i/{chance.randrange(99)}.webp"><h2>{line}</h2><button class="add_to_cart_button">+</button></li>'
        for line in text.lines
    )
    return (
        _head(text)
        + f'<body><header><ul>{_items(text.lang)}</ul></header><h1>{text.title}</h1><ul class="products">{goods}</ul><footer>VISA</footer></body></html>'
    )


_SKINS: Final[dict[str, Callable[[Text, Chance], str]]] = {
    "wp": _wp, "bootstrap": _bootstrap, "portal": _portal, "joomla": _joomla, "next": _next, "old": _old, "bare": _bare,
    "drupal": _drupal, "amp": _amp, "shop": _shopfront,
}  # fmt: skip
_BY_CATEGORY: Final = {
    "NEWS": ("portal", "amp", "wp", "drupal", "portal"), "GOVT": ("joomla", "drupal", "joomla"), "COMM": ("shop", "bootstrap"),
    "HOST": ("bootstrap", "shop"), "ECON": ("portal", "amp"),
}  # fmt: skip
_ANY: Final = ("wp", "bootstrap", "drupal", "next", "joomla", "amp")


def _login(_: Text) -> str:
    return '<form method="post" action="/login"><input name="user"><input type="password" name="pw"><button>&rarr;</button></form>'


def _links(_: Text) -> str:
    names = (
        "Morning Post",
        "Evening Star",
        "Daily Boat",
        "The Ferry",
        "Rice Times",
        "Lake Herald",
        "Hill Gazette",
        "Port Mail",
    )
    return (
        "<ol>"
        + "".join(f'<li><a href="https://www.paper-{n}.test/">{name} {n}</a></li>' for n, name in enumerate(names * 4))
        + "</ol>"
    )


_EXTRAS: Final[dict[str, Callable[[Text], str]]] = {
    "login": _login,
    "links": _links,
    "cookie": lambda text: f'<div id="cookie-consent" role="dialog">{_COOKIES[text.lang]}</div>',
    "noscript": lambda text: f"<noscript><h1>404</h1><p>{_NO_SCRIPT[text.lang]}</p></noscript>",
}


def ordinary_page(text: Text, number: int = 0) -> str:
    """Make the page of `text`."""
    chance = Chance(f"{text.lang} {text.name}")  # a page, not a secret
    choices = _BY_CATEGORY.get(text.category, _ANY)
    page = _SKINS[text.skin or choices[number % len(choices)]](text, chance)
    if text.extra == "adblock":
        key = "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBALquDFETXRn0Hr05fUP7EJT77xYnPmRbpMy4vk8KYiHnkNpednjOANJcaXDXcKQJN0nXKZJL7TciJD8AoHXK158CAwEAAQ=="
        page = page.replace("<html ", f'<html data-adblockkey="{key}_{chance.getrandbits(128):x}" ', 1)
    more = _EXTRAS.get(text.extra)
    return page.replace("</body>", f"{more(text)}</body>", 1) if more else page


def missing_page(lang: str) -> Answer:
    """Return the answer to a path that is not there, on an honest host."""
    return Answer(
        f'<!doctype html><html lang="{lang}"><head><title>404</title></head><body><ul>{_items(lang)}</ul><h1>404</h1><p>{_GONE[lang]}</p></body></html>',
        404,
    )


def ordinary() -> list[Page]:
    """Return the ordinary pages, fifty of each language."""
    made = []
    for lang in LANGUAGES:
        for number, row in enumerate(read(f"ordinary/{lang}")):
            text = Text(**{**vars(row), "lang": lang})
            host = f"{'www.' if number % 2 else ''}{text.slug}-{lang}.test"
            headers = (("X-Adblock-Key", "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAL"),) if text.extra == "adblock" else ()
            said = Answer(ordinary_page(text, number), 200, headers)
            missing = redirect_home if number % 17 == 16 and text.path == "/" else missing_page(lang)
            made.append(
                Page(
                    f"{lang}-{text.name}",
                    f"ordinary/{lang}",
                    ("up",),
                    said,
                    missing,
                    text.category,
                    lang,
                    host,
                    text.path,
                )
            )
    return made


redirect_home: Final = Answer("", 302, (("Location", "/"),))
"""What some hosts answer to anything that they don't have; their front page is well all the same."""


def sidebar(lang: str, host: str) -> str:
    """Make a few lines that are on no other site."""
    chance = Chance(host)  # a page, not a secret
    texts = [
        row
        for row in read(f"ordinary/{lang}")
        if row.category in {"CULTR", "GOVT", "ENV", "XED", "PUBH", "GAME"} and row.name not in _LOADED
    ]
    lines = "".join(f"<p><b>{row.title}</b> {row.lines[0]}</p>" for row in chance.sample(texts, 3))
    return f"<aside>{lines}<small>{host}</small></aside>"


_LOADED: Final = frozenset(
    {
        "addiction",
        "fake-pills",
        "fake-viagra",
        "addiction-help",
        "contraception",
        "women-health",
        "maintenance",
        "drug-prices",
    }
)
