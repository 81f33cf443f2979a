"""Layouts of pages where all is well."""

from __future__ import annotations

import random
from collections.abc import Callable
from html import escape
from typing import Final

from tests.farm.wild.texts import Text

Chance = random.Random
WORDS: Final = {
    "en": ("Front page", "Sections", "Who we are", "Write to us", "Sign in", "Basket", "Accept all", "Reject"),
    "km": ("ទំព័រមុខ", "ផ្នែក", "អំពីយើង", "សរសេរមកយើង", "ចូល", "កន្ត្រក", "យល់ព្រមទាំងអស់", "បដិសេធ"),
    "zh": ("首页", "栏目", "关于我们", "联系我们", "登录", "购物车", "全部接受", "拒绝"),
    "th": ("หน้าหลัก", "หมวด", "เกี่ยวกับเรา", "ติดต่อ", "เข้าสู่ระบบ", "ตะกร้า", "ยอมรับทั้งหมด", "ปฏิเสธ"),
    "vi": ("Trang nhất", "Chuyên mục", "Về chúng tôi", "Liên hệ", "Đăng nhập", "Giỏ hàng", "Đồng ý tất cả", "Từ chối"),
    "id": ("Halaman muka", "Rubrik", "Tentang", "Hubungi kami", "Masuk", "Keranjang", "Terima semua", "Tolak"),
}  # fmt: skip


def _page(text: Text, body: str, head: str = "") -> str:
    return f'<!doctype html>\n<html lang="{text.lang}">\n<head><meta charset="utf-8"><title>{escape(text.title)}</title>{head}</head>\n<body>{body}</body></html>'


def _p(text: Text, tag: str = "p") -> str:
    return "".join(f"<{tag}>{line}</{tag}>" for line in text.lines)


def _menu(text: Text, count: int = 4) -> str:
    return "".join(f'<a href="/s{n}">{word}</a> ' for n, word in enumerate(WORDS[text.lang][:count]))


def paper(text: Text, chance: Chance) -> str:
    """Make a newspaper's story with advertising between its paragraphs."""
    data = '<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle"}</script>'
    slot = '<div class="adslot" data-slot="mid"><script>googletag.cmd.push(function(){googletag.display("mid")})</script></div>'
    return _page(text, f"<header>{_menu(text)}</header><article><h1>{text.title}</h1><figure><img src=/p/{chance.randrange(999)}.avif></figure>{_p(text)}{slot}</article><footer>&copy; 2026</footer>", data)  # fmt: skip


def parish(text: Text, chance: Chance) -> str:
    """Make a leaflet with a frame around it."""
    return _page(text, f"<div style='border:3px double maroon;padding:2em;text-align:center'><h2>{text.title}</h2>{_p(text)}<img src='/poster{chance.randrange(9)}.jpg'></div>")  # fmt: skip


def shopfront(text: Text, chance: Chance) -> str:
    """Make a shop with a basket."""
    goods = "".join(
        f"<li><h3>{line}</h3><button name=add value={chance.randrange(999)}>{WORDS[text.lang][5]} +</button></li>"
        for line in text.lines
    )
    return _page(
        text, f"<nav>{_menu(text, 6)}</nav><h1>{text.title}</h1><ul class=goods>{goods}</ul><p>VISA · KHQR</p>"
    )


def clinic(text: Text, chance: Chance) -> str:
    """Make a page of advice with a telephone number."""
    return _page(
        text,
        f"<header>{_menu(text)}</header><main><h1>{text.title}</h1>{_p(text)}<a href='tel:0230{chance.randrange(10**5)}'>&#9742;</a></main>",
    )


def charity(text: Text, chance: Chance) -> str:
    """Make the front page of a group."""
    return _page(text, f"<header class=hero><h1>{text.title}</h1></header><nav>{_menu(text)}</nav><section>{_p(text, 'div')}</section><footer>{chance.randrange(2001, 2020)}-2026</footer>")  # fmt: skip


def blog(text: Text, chance: Chance) -> str:
    """Make a post with comments."""
    return _page(text, f"<main class=post><h1>{text.title}</h1><time>2026-08-{chance.randrange(1, 28):02}</time>{_p(text)}</main><section id=comments>({chance.randrange(90)})</section>", "<link rel=alternate type='application/atom+xml' href='/feed.xml'>")  # fmt: skip


def docs(text: Text, chance: Chance) -> str:
    """Make a page of help."""
    return _page(text, f"<aside>{_menu(text)}<input type=search></aside><main><h1>{text.title}</h1>{_p(text)}<p>#{chance.randrange(9999)}</p></main>")  # fmt: skip


def bank(text: Text, chance: Chance) -> str:
    """Make a bank's front page."""
    return _page(text, f"<div class=top>{_menu(text, 5)}</div><h1>{text.title}</h1><div class=tiles>{_p(text, 'section')}</div><small>SWIFT TEST{chance.randrange(10, 99)}XX</small>")  # fmt: skip


def notice(text: Text, chance: Chance) -> str:
    """Make the page of a site that is being rebuilt."""
    return _page(text, f"<main style='max-width:32em;margin:{chance.randrange(5, 15)}vh auto'><img src=/logo.svg alt=''><h1>{text.title}</h1>{_p(text)}</main>")  # fmt: skip


def consent(text: Text, chance: Chance) -> str:
    """Put a large question about cookies before the story."""
    words = WORDS[text.lang]
    banner = f"<div role=dialog id=cmp data-v={chance.randrange(99)}><h2>Cookies</h2><button>{words[6]}</button><button>{words[7]}</button><p>134 partners</p></div>"
    return _page(text, f"{banner}<article><h1>{text.title}</h1>{_p(text)}</article>", "<script src='https://cdn.cookielaw.org/scripttemplates/otSDKStub.js'></script>")  # fmt: skip


def needs_script(text: Text, chance: Chance) -> str:
    """Ask for JavaScript, and show the text all the same."""
    return _page(text, f"<noscript><strong>You need to enable JavaScript to run this app.</strong></noscript><div id=app><h1>{text.title}</h1>{_p(text)}</div><script src='/main.{chance.getrandbits(32):x}.js'></script>")  # fmt: skip


def login(text: Text, chance: Chance) -> str:
    """Make a form with a captcha in it."""
    return _page(
        text,
        f"<h1>{text.title}</h1><form method=post><p>{text.lines[0]}</p><input name=u><input type=password name=p>"
        f"<div class='g-recaptcha' data-sitekey='6Lc{chance.getrandbits(48):x}'></div><label>{text.lines[1]}</label><button>{WORDS[text.lang][4]}</button></form><p>{text.lines[2]}</p>",
        "<script src='https://www.google.com/recaptcha/api.js' async defer></script>",
    )


def hotel(text: Text, chance: Chance) -> str:
    """Make a front page with large pictures."""
    return _page(text, f"<div class=slides><img src=/1.jpg><img src=/{chance.randrange(9)}.jpg></div><h1>{text.title}</h1>{_p(text)}<p>{_menu(text)}</p>")  # fmt: skip


def office(text: Text, chance: Chance) -> str:
    """Make the page of an office, with documents."""
    rows = "".join(
        f"<tr><td><a href=/file/{chance.randrange(9999)}>{line}</a></td><td>PDF</td></tr>" for line in text.lines
    )
    return _page(text, f"<table width=100%><tr><td>{_menu(text)}</td></tr></table><h2>{text.title}</h2><table border=1>{rows}</table>")  # fmt: skip


LAYOUTS: Final[dict[str, Callable[[Text, Chance], str]]] = {
    "paper": paper, "parish": parish, "shopfront": shopfront, "clinic": clinic, "charity": charity, "blog": blog, "docs": docs,
    "bank": bank, "notice": notice, "consent": consent, "needs-script": needs_script, "login": login, "hotel": hotel, "office": office,
}  # fmt: skip


def laid_out(text: Text) -> str:
    """Make the page of `text`."""
    return LAYOUTS[text.skin](text, Chance(text.name))  # a page, not a secret
