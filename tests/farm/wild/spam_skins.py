"""Layouts of spam: what stands on a domain that somebody else has taken."""

from __future__ import annotations

import random
from collections.abc import Callable
from html import escape
from itertools import cycle, islice
from typing import Final

from tests.farm.wild.texts import Text

Chance = random.Random


def _head(text: Text, *more: str, attributes: str = "") -> str:
    return (
        f'<!doctype html>\n<html lang="{text.lang}"{attributes}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(text.title)}</title>\n'
        f'<meta name="description" content="{escape(text.about)}">\n<meta property="og:title" content="{escape(text.title)}">\n'
        + "\n".join(more)
        + "\n</head>\n"
    )


def _away(text: Text, number: int) -> str:
    return f"https://play-{text.topic}-{number}.test/?ref={text.slug[:6]}"


def _menu(text: Text, mark: str = "li") -> str:
    return "".join(f'<{mark}><a href="{_away(text, n)}">{item}</a></{mark}>' for n, item in enumerate(text.menu))


def _filler(text: Text, size: int, chance: Chance) -> str:
    """Paragraphs of the text's lines in ever other order, until there is enough."""
    made: list[str] = []
    length = 0
    while length < size:
        lines = chance.sample(text.lines, len(text.lines))
        item = chance.choice(text.menu)
        made.append(f"<h3>{item} {chance.randrange(2, 400)}</h3><p>{' '.join(lines)}</p>")
        length += len(made[-1].encode())
    return "\n".join(made)


def market(text: Text, chance: Chance) -> str:
    """Dress it as a product on a marketplace, as spammers do to please search engines."""
    price = chance.randrange(10, 99) * 1000
    data = (
        '<script type="application/ld+json">{"@context":"https://schema.org/","@type":"Product","name":"'
        + text.title.replace('"', "")
        + f'","offers":{{"@type":"Offer","priceCurrency":"IDR","price":"{price}"}},'
        '"aggregateRating":{"@type":"AggregateRating","ratingValue":"4.9","reviewCount":"99871"}}</script>'
    )
    body = "".join(f"<p>{line}</p>" for line in text.lines)
    return (
        _head(text, '<link rel="amphtml" href="https://amp-cepat.test/">', data)
        + f'<body class="pdp"><header><div class=logo>{text.title.split(" ")[0]}</div><input placeholder="Cari barang">'
        f"<ul>{_menu(text)}</ul></header><main><img src=/banner.webp alt='{escape(text.title)}'><h1>{text.title}</h1>"
        f'<div class="price">Rp {price:,}</div><div class="rate">★ 4.9 (99.871)</div>'
        f'<a class=btn href="{_away(text, 1)}">{text.menu[0]}</a><a class=btn href="{_away(text, 2)}">{text.menu[1]}</a>'
        f"<section>{body}</section></main><footer>&copy; 2026</footer></body></html>"
    )


def amp(text: Text, chance: Chance) -> str:
    """Make an AMP landing page with two big buttons and questions and answers."""
    answers = "".join(
        f"<section><h4>{chance.choice(text.menu)}?</h4><p>{line}</p></section>" for line in reversed(text.lines)
    )
    return (
        _head(
            text,
            '<script async src="https://cdn.ampproject.org/v0.js"></script>',
            "<style amp-custom>body{background:#120024;color:#ffd700}.b{display:flex;animation:glow 1s infinite}</style>",
            attributes=" amp",
        )
        + f'<body><div class="b"><a rel="nofollow noopener" href="{_away(text, 1)}">{text.menu[0]}</a>'
        f'<a rel="nofollow noopener" href="{_away(text, 2)}">{text.menu[1]}</a></div><amp-img src="/b.gif" width=600 height=600 '
        f'alt="{escape(text.title)}"></amp-img><h1>{text.title}</h1>'
        + "".join(f"<p>{line}</p>" for line in text.lines)
        + f"<table><tr>{_menu(text, 'td')}</tr></table><amp-accordion>{answers}</amp-accordion></body></html>"
    )


def lobby(text: Text, chance: Chance) -> str:
    """Make the lobby of a games site: pictures, hardly any words, a lot of script."""
    tiles = "".join(
        f'<a class="tile" href="javascript:login()"><img loading=lazy src="/g/{chance.getrandbits(24):06x}.png" alt="{escape(item)}">'
        f"<span>{item}</span></a>"
        for item in islice(cycle(text.menu[2:]), 12)
    )
    return (
        _head(text, '<link rel="stylesheet" href="/static/css/chunk-vendors.8f3a.css">')
        + f'<body><div id="app"><div class="topbar">{_menu(text, "span")}</div>'
        f'<div class="marquee">{" ".join(text.lines)}</div><div class="grid">{tiles}</div>'
        f'<div class="jackpot">{chance.randrange(10**6, 10**8):,}.00</div></div>'
        f"<script>var cfg={{ver:'{chance.getrandbits(64):x}',cur:'USD'}};function login(){{}}</script>"
        '<script src="/static/js/app.91bc.js" defer></script></body></html>'
    )


def blogspam(text: Text, chance: Chance) -> str:
    """Make a WordPress blog in which every post sells the same."""
    posts = "".join(
        f'<article class="post hentry"><h2 class="entry-title"><a href="/{number}-{chance.getrandbits(20):x}/">{text.menu[number % len(text.menu)]}'
        f' - {escape(text.title)}</a></h2><div class="entry-meta">admin · 2026-0{number + 1}-1{number}</div><p>{line}</p>'
        f'<a href="{_away(text, number)}" rel=sponsored>&raquo;</a></article>'
        for number, line in enumerate(text.lines)
    )
    return (
        _head(
            text,
            '<meta name="generator" content="WordPress 6.8.1">',
            '<link rel="stylesheet" href="/wp-content/themes/astra/style.css">',
        )
        + f'<body class="home blog"><header id="masthead"><h1 class="site-title">{escape(text.title)}</h1><nav><ul>{_menu(text)}</ul></nav>'
        f'</header><div id="primary">{posts}{_filler(text, text.size, chance) if text.size else ""}</div>'
        f'<aside class="widget"><h2>Recent posts</h2><ul>{_menu(text)}</ul></aside><footer>Proudly powered by WordPress</footer></body></html>'
    )


def results(text: Text, chance: Chance) -> str:
    """Make a table of drawn numbers around an invitation to play."""
    rows = "".join(
        f"<tr><td>{day:02}-07-2026</td>" + "".join(f"<td>{chance.randrange(10**4):04}</td>" for _ in range(4)) + "</tr>"
        for day in range(1, 25)
    )
    return (
        _head(text, "<style>td{border:1px solid gold;text-align:center}</style>")
        + f"<body><center><h1>{text.title}</h1><p>{' | '.join(f'<a href={_away(text, n)}>{m}</a>' for n, m in enumerate(text.menu))}</p>"
        f"{''.join(f'<p>{line}</p>' for line in text.lines)}<table>{rows}</table></center></body></html>"
    )


def odds(text: Text, chance: Chance) -> str:
    """Make the page of a bookmaker, with matches and odds."""
    clubs = (
        "Arsenal",
        "Chelsea",
        "Milan",
        "Porto",
        "Lyon",
        "Ajax",
        "Celtic",
        "Sevilla",
        "Napoli",
        "Betis",
        "Boca",
        "Santos",
    )
    rows = "".join(
        f"<tr><td>{home} - {guest}</td>"
        + "".join(f"<td class=o>{chance.uniform(1.2, 7):.2f}</td>" for _ in range(3))
        + "</tr>"
        for home, guest in zip(clubs, chance.sample(clubs, len(clubs)), strict=True)
    )
    return (
        _head(text)
        + f'<body><div class="head">{_menu(text, "b")}</div><div class="promo">{"".join(f"<div>{line}</div>" for line in text.lines)}</div>'
        f"<table><thead><tr><th></th><th>1</th><th>X</th><th>2</th></tr></thead>{rows}</table></body></html>"
    )


def linkwall(text: Text, chance: Chance) -> str:
    """Make a wall of links to hundreds of the same kind."""
    links = "".join(
        f'<li><a target="_blank" href="https://www.{chance.getrandbits(28):x}-{text.topic}.test/">{chance.choice(text.menu)}{n}</a></li>'
        for n in range(180)
    )
    return (
        _head(text, f'<meta name="keywords" content="{",".join(text.menu)}">')
        + f"<body><h1>{text.title}</h1>{''.join(f'<p>{line}</p>' for line in text.lines)}<div>友情链接</div><ul>{links}</ul></body></html>"
    )


def tube(text: Text, chance: Chance) -> str:
    """Make a tube: little pictures with titles and lengths."""
    films = "".join(
        f'<div class="thumb"><a href="/video/{chance.randrange(10**5, 10**6)}/"><img src="/t/{chance.getrandbits(32):x}.jpg" alt="{escape(line)}">'
        f'</a><span class="d">{chance.randrange(3, 59)}:{chance.randrange(60):02}</span><p>{line}</p><i>{chance.randrange(1, 900)}K views</i></div>'
        for line in islice(cycle(text.lines), 24)
    )
    return (
        _head(text, '<meta name="rating" content="adult">')
        + f'<body><nav>{_menu(text, "span")}</nav><h1>{text.title}</h1><p>{text.about}</p><div class="wrap">{films}</div></body></html>'
    )


def ads(text: Text, chance: Chance) -> str:
    """Make small ads with telephone numbers."""
    rows = "".join(
        f'<div class="ad"><img src="/p/{n}.jpg"><div>{line}</div><a href="https://t.me/x{chance.getrandbits(24):x}">Telegram</a>'
        f" <b>+855 00 {chance.randrange(10**5, 10**6)}</b></div>"
        for n, line in enumerate(text.lines * 2)
    )
    return (
        _head(text)
        + f"<body><h1>{text.title}</h1><div>{_menu(text, 'em')}</div><p>{text.about}</p>{rows}</body></html>"
    )


def shop(text: Text, chance: Chance) -> str:
    """Make a web shop with products and prices."""
    goods = "".join(
        f'<li class="product"><img src="/i/{n}.jpg" alt=""><h2 class="woocommerce-loop-product__title">{line}</h2>'
        f'<span class="price">${chance.uniform(0.4, 90):.2f}</span><a class="button add_to_cart_button">+</a></li>'
        for n, line in enumerate(text.lines * 2)
    )
    return (
        _head(text, '<meta name="generator" content="WooCommerce 9.4">')
        + f'<body><header><a href="/">{escape(text.title)}</a><ul>{_menu(text)}</ul></header><p>{text.about}</p><ul class="products">{goods}</ul>'
        "<footer>VISA MasterCard Bitcoin</footer></body></html>"
    )


def _plain_start(page: str, size: int, chance: Chance) -> str:
    """Put much style and script into the head, as page builders do."""
    rules = "".join(
        f".e-{chance.getrandbits(32):x}{{margin:{n}px;color:#{chance.getrandbits(24):06x}}}\n"
        for n in range(size // 45)
    )
    return page.replace("</head>", f"<style>{rules}</style>\n</head>", 1)


SKINS: Final[dict[str, Callable[[Text, Chance], str]]] = {
    "market": market, "amp": amp, "lobby": lobby, "blogspam": blogspam, "results": results, "odds": odds,
    "linkwall": linkwall, "tube": tube, "ads": ads, "shop": shop,
}  # fmt: skip


def spam(text: Text, *, styled: int = 0, skin: str = "") -> str:
    """Make the page of `text`, with `styled` bytes of style in its head."""
    chance = Chance(text.name)  # a page, not a secret
    page = SKINS[skin or text.skin](text, chance)
    return _plain_start(page, styled, chance) if styled else page
