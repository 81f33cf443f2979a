"""Layouts of what stands on a domain in other hands."""

from __future__ import annotations

import random
from collections.abc import Callable
from html import escape
from typing import Final

from tests.farm.wild.texts import Text

Chance = random.Random
_CRUMBS: Final = "abcdefghjkmnpqrstuvwxyz"


def _out(chance: Chance) -> str:
    """Make the address of the shop behind the door."""
    return f"https://{''.join(chance.choices(_CRUMBS, k=7))}.test/r/{chance.randrange(10**5)}"


def _head(text: Text, more: str = "") -> str:
    about = f'<meta content="{escape(text.about)}" name="description">' if text.about else ""
    return f'<!DOCTYPE html><html lang="{text.lang}"><head><meta charset="utf-8"><title>{escape(text.title)}</title>{about}{more}</head>'


def pwa(text: Text, chance: Chance) -> str:
    """Make an application for telephones with a bar below and a ticker."""
    tabs = "".join(f'<button class="tab" data-to="{n}"><i></i>{item}</button>' for n, item in enumerate(text.menu))
    cards = "".join(
        f'<section class="swiper-slide"><picture></picture><strong>{line}</strong></section>' for line in text.lines
    )
    return (
        _head(text, '<link rel="manifest" href="/app.webmanifest"><meta name="theme-color" content="#0b0b14">')
        + f'<body class="dark"><div id="root"><div class="swiper">{cards}</div><p class="lead">{text.about}</p>'
        f'<nav class="tabbar">{tabs}</nav></div><script type="module" src="/assets/index-{chance.getrandbits(32):08x}.js"></script></body></html>'
    )  # fmt: skip


def links(text: Text, chance: Chance) -> str:
    """Make a card with buttons, as in a profile."""
    buttons = "".join(
        f'<a class="btn" target="_blank" rel="noopener" href="{_out(chance)}">{item}</a>' for item in text.menu
    )
    said = "".join(f"<small>{line}</small>" for line in text.lines)
    return (
        _head(text)
        + f'<body><div class="card"><img src="/avatar.webp"><h1>{text.title}</h1>{buttons}<div>{said}</div></div></body></html>'
    )


def review(text: Text, chance: Chance) -> str:
    """Make a table of houses that pay for each player."""
    rows = "".join(
        f'<tr><td>{n}</td><td>{line}</td><td>{chance.uniform(8.2, 9.9):.1f}/10</td><td><a rel="nofollow sponsored" href="{_out(chance)}">&rarr;</a></td></tr>'
        for n, line in enumerate(text.lines, 1)
    )
    items = "".join(f"<li><a href='/{n}/'>{item}</a></li>" for n, item in enumerate(text.menu))
    return (
        _head(text)
        + f"<body><header><ul>{items}</ul></header><h1>{text.title}</h1><p>{text.about}</p><table>{rows}</table></body></html>"
    )


def restored(text: Text, chance: Chance) -> str:
    """Keep the name and the menu of the old site: each post sells."""
    items = "".join(f'<li class="menu-item"><a href="/{n}">{item}</a></li>' for n, item in enumerate(text.menu))
    posts = "".join(
        f'<article><header><h2><a href="/?p={chance.randrange(900)}">{line}</a></h2></header><p>{line}</p><a href="{_out(chance)}">{line.split(" ")[0]}</a></article>'
        for line in text.lines
    )
    return (
        _head(text, '<meta name="generator" content="WordPress 6.9">')
        + f'<body class="home"><div class="site-branding"><a href="/">{text.title}</a></div><ul id="primary-menu">{items}</ul>{posts}</body></html>'
    )


def guide(text: Text, chance: Chance) -> str:
    """Make one long article with a button after each part."""
    parts = "".join(
        f"<h2>{item}</h2><p>{line}</p><p><a class='cta' rel='sponsored' href='{_out(chance)}'>{text.menu[-1]}</a></p>"
        for item, line in zip(text.menu, text.lines, strict=False)
    )
    return _head(text) + f"<body><main><h1>{text.title}</h1><p>{text.about}</p>{parts}</main></body></html>"


def matches(text: Text, chance: Chance) -> str:
    """Make a list of matches with prices that can be pressed."""
    rows = "".join(
        f'<div class="ev"><span>FC {chance.choice(_CRUMBS).upper()} v SC {chance.choice(_CRUMBS).upper()}</span>'
        + "".join(f'<button data-odd="{odd}">{odd}</button>' for odd in (f"{chance.uniform(1.1, 6):.2f}" for _ in range(5)))
        + "</div>"
        for _ in range(14)
    )  # fmt: skip
    return (
        _head(text)
        + f"<body><div>{' · '.join(text.menu)}</div><h1>{text.title}</h1><p>{text.about}</p>{rows}<ul>{''.join(f'<li>{line}</li>' for line in text.lines)}</ul></body></html>"
    )


def grid(text: Text, chance: Chance) -> str:
    """Make a grid of films."""
    films = "".join(
        f'<li><a href="/v/{chance.getrandbits(30):x}" title="{escape(line)}"><img data-src="/t/{n}.webp"><b>{line}</b><u>{chance.randrange(60)}:{chance.randrange(10, 60)}</u></a></li>'
        for n, line in enumerate(text.lines * 4)
    )
    return (
        _head(text)
        + f"<body><h1>{text.title}</h1><p>{text.about}</p><div>{' | '.join(text.menu)}</div><ul>{films}</ul></body></html>"
    )


def cards(text: Text, chance: Chance) -> str:
    """Make small ads of persons."""
    ads = "".join(
        f'<div class="profile"><img src="/m/{n}.jpg"><p>{line}</p><a href="tel:+8550{chance.randrange(10**7, 10**8)}">&#9742;</a></div>'
        for n, line in enumerate(text.lines * 2)
    )
    return (
        _head(text)
        + f"<body><nav>{' '.join(f'<a href=/{n}>{item}</a>' for n, item in enumerate(text.menu))}</nav><h1>{text.title}</h1><p>{text.about}</p>{ads}</body></html>"
    )


def store(text: Text, chance: Chance) -> str:
    """Make a shop."""
    goods = "".join(
        f'<div class="item"><h3>{line}</h3><span>&#9733; {chance.uniform(4.5, 5):.1f}</span><a href="/cart?add={n}">+</a></div>'
        for n, line in enumerate(text.lines)
    )
    return (
        _head(text)
        + f"<body><aside><ul>{''.join(f'<li>{item}</li>' for item in text.menu)}</ul></aside><h1>{text.title}</h1><p>{text.about}</p>{goods}</body></html>"
    )


def draws(text: Text, chance: Chance) -> str:
    """Make a table of numbers."""
    rows = "".join(
        f"<tr><th>{day}/8</th><td>{chance.randrange(100):02}</td><td>{chance.randrange(1000):03}</td></tr>"
        for day in range(1, 15)
    )
    return (
        _head(text)
        + f"<body><h1>{text.title}</h1><p>{text.about}</p><p>{' / '.join(text.menu)}</p><table>{rows}</table>{''.join(f'<p>{line}</p>' for line in text.lines)}</body></html>"
    )


def app(text: Text, chance: Chance) -> str:
    """Make a page from which a telephone's application is fetched."""
    return (
        _head(text)
        + f'<body><img src="/icon.png"><h1>{text.title}</h1><p>{text.about}</p>{"".join(f"<a class=dl href={_out(chance)}>{item}</a>" for item in text.menu)}'
        f"<ul>{''.join(f'<li>{line}</li>' for line in text.lines)}</ul><img src='/qr.png' alt='QR'></body></html>"
    )


def company(text: Text, chance: Chance) -> str:
    """Dress it as the site of a company."""
    items = "".join(f"<li><a href='/list/{n}.html'>{item}</a></li>" for n, item in enumerate(text.menu))
    parts = "".join(
        f"<div class='block'><h3>{item}</h3><p>{line}</p></div>"
        for item, line in zip(text.menu[1:], text.lines, strict=False)
    )
    return (
        _head(text, f'<meta name="keywords" content="{",".join(text.menu)}">')
        + f"<body><div class='top'><ul>{items}</ul></div><h1>{text.title}</h1><p>{text.about}</p>{parts}<div class='foot'>&copy; 2026 <a href='{_out(chance)}'>{text.menu[0]}</a></div></body></html>"
    )


LAYOUTS: Final[dict[str, Callable[[Text, Chance], str]]] = {
    "pwa": pwa, "links": links, "review": review, "restored": restored, "guide": guide, "matches": matches, "grid": grid,
    "cards": cards, "store": store, "draws": draws, "app": app, "company": company,
}  # fmt: skip


def spam(text: Text) -> str:
    """Make the page of `text`."""
    return LAYOUTS[text.skin](text, Chance(text.name))  # a page, not a secret
