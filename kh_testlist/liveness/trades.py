"""Find out whether a page sells gambling, pornography or pills: the trades that take over lapsed domains.

A page is of a trade only if several signs agree. These are its title, the trade's words and how dense they are, its
calls to action, and its links. News, law and help use the same words, but not in this way.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from kh_testlist.liveness.attempt import Signal
from kh_testlist.liveness.tables.trades import NEVER, TRADES, TradeTable
from kh_testlist.urls import host_of, registered_domain

if TYPE_CHECKING:
    from kh_testlist.web.page import WebPage

_READ: Final = 8_000
"""Characters of a page that are read. A page of a trade says so at its start."""
_GATED: Final = 3_000
"""Characters in which at least one of the trade's words must be."""
_THIN: Final = 300
"""With fewer characters of text, what the page tells search engines counts too: a script may write the rest."""
_GATE: Final = 2
"""Distinct terms of a trade that a page must have before it is read more closely."""
_BAR: Final = 6
"""Points that make a page one of the trade. Source: tried on the pages of `tests/liveness/trade_pages.py`."""
_LOW_BAR: Final = 5
"""The same for a page without any word of news, law or help."""
_FEWEST_OFFERS: Final = 2
_MOST_AGAINST: Final = 4
_SHORT_ANCHOR: Final = 40
"""Characters of the words of a menu or a button. Headlines are longer."""
_MOST_LINKS: Final = 400

_WORD: Final = re.compile(r"\w+\+?")
_SCRIPTS: Final = (re.compile("[\u1780-\u17ff]"), re.compile("[\u0e00-\u0e7f]"), re.compile("[\u3040-\u9fff]"))
"""The letters of Khmer, Thai and Chinese, which are written without spaces between words."""
_ACCENTED: Final = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")
_BRAND: Final = re.compile(
    r"\b(?:[a-z]*(?:bet|win|slot|toto|hoki|mpo|qq|togel|casino|play|lucky|vip|club|jackpot)\d{2,4}"
    r"|\d{1,4}x?(?:bet|win|club)|[a-z]{2,10}(?:bet|togel|slot|toto)|[a-z]{1,12}(?:66|68|69|77|79|88|99|123|138|168|303|365|777|789|888|999))\b"
)
"""The names that gambling sites give themselves: a word and its lucky number."""


@dataclass(frozen=True)
class _Words:
    """Words to look for: each is one word, several words, or letters that may be anywhere."""

    single: frozenset[str]
    several: tuple[str, ...]
    accented: tuple[str, ...]
    """Several words with a letter that English does not have: Vietnamese."""
    anywhere: tuple[tuple[str, ...], ...]
    """By script."""

    def count(self, text: _Text) -> Counter[str]:
        """Return how often each word is in `text`. A word inside a longer one that is found does not count again."""
        found = Counter({word: text.words[word] for word in self.single & text.words.keys()})
        for phrase in (*self.several, *(self.accented if text.is_accented else ())):
            padded = f" {phrase} "
            if padded in text.joined:
                found[phrase] = text.joined.count(padded)
        for number in text.scripts:
            for piece in self.anywhere[number]:
                if piece in text.plain:
                    found[piece] = text.plain.count(piece)
        return _distinct(found) if len(found) > 1 else found

    def has_any(self, text: _Text) -> bool:
        """Return True if some word may be in `text`. Phrases in Latin letters come with a single word."""
        return (
            not self.single.isdisjoint(text.distinct)
            or (text.is_accented and any(f" {phrase} " in text.joined for phrase in self.accented))
            or any(piece in text.plain for number in text.scripts for piece in self.anywhere[number])
        )


class _Text:
    """A text, prepared for the search."""

    def __init__(self, text: str) -> None:
        self.plain = text if text.isascii() else _without(unicodedata.normalize("NFC", text), NEVER)
        self._all = _WORD.findall(self.plain)

    @functools.cached_property
    def distinct(self) -> frozenset[str]:
        return frozenset(self._all)

    @functools.cached_property
    def is_accented(self) -> bool:
        return not self.plain.isascii() and _ACCENTED.search(self.plain) is not None

    @functools.cached_property
    def words(self) -> Counter[str]:
        return Counter(self._all)

    @functools.cached_property
    def joined(self) -> str:
        return f" {' '.join(self._all)} "

    @functools.cached_property
    def scripts(self) -> tuple[int, ...]:
        if self.plain.isascii():
            return ()
        return tuple(number for number, script in enumerate(_SCRIPTS) if script.search(self.plain))


def _without(text: str, words: Iterable[str]) -> str:
    """Return `text` with a space in place of each of `words`."""
    for word in words:
        if word in text:
            text = text.replace(word, " ")
    return text


@functools.cache
def _words(written: str) -> _Words:
    words = [unicodedata.normalize("NFC", word.strip()) for word in re.split(r"[\n|]", written) if word.strip()]
    latin = [word for word in words if not any(script.search(word) for script in _SCRIPTS)]
    several = [word for word in latin if " " in word]
    return _Words(
        frozenset(word for word in latin if " " not in word),
        tuple(word for word in several if word.isascii()),
        tuple(word for word in several if not word.isascii()),
        tuple(tuple(word for word in words if script.search(word)) for script in _SCRIPTS),
    )


@functools.cache
def _pieces(written: str) -> tuple[str, ...]:
    return tuple(piece.strip() for piece in written.split("|"))


def of_page(url: str, final_url: str, page: WebPage, *, has_changed: bool = False) -> frozenset[Signal]:
    """Return the signals of the trades that the page is of. `url` was asked for, and `final_url` answered.

    `has_changed` is True if an earlier check found another page there. Then fewer signs are enough.
    """
    start = _Text(page.text[:_GATED] if len(page.text) >= _THIN else f"{page.text} {page.description.casefold()}")
    tables = [table for table in TRADES if _words(table.terms).has_any(start)]
    if not tables:
        return frozenset()  # most pages end here
    text = _Text(page.text[:_READ]) if len(page.text) > _GATED else start
    found = [(table, _Found(text, _words(table.terms).count(text), page, url, final_url)) for table in tables]
    return frozenset(
        table.signal
        for table, one in found
        if (len(one.terms) >= _GATE and _is_of(table, one, has_changed)) or _advertises(table, one)
    )


class _Found(NamedTuple):
    """A page that may be of a trade."""

    text: _Text
    terms: Counter[str]
    page: WebPage
    url: str
    final_url: str


def _is_of(table: TradeTable, found: _Found, has_changed: bool) -> bool:  # noqa: FBT001 - a sign like the others
    """Return True if enough signs agree that the page is of the trade.

    Its head must name the trade. Its menu must do so too, or its text must be full of the trade's words.
    """
    links = _links(table, found)
    head = _head(table, found.page) or int(links.is_own)
    if not head:
        return False
    offers = _words(table.offers).count(found.text)
    against = _outside(_words(table.against).count(found.text), found.terms + offers)
    share = _covered(_distinct(found.terms + offers)) / max(1, len(found.text.plain))
    points = head + links.points + has_changed + _is_sent_to_the_trade(table, found.url, found.final_url)
    points += _steps(len(found.terms), 3, 6) + _steps(len(offers), 2, 4) + _steps(share, *_DENSITY)
    points -= min(len(against), _MOST_AGAINST)
    is_dense = share >= (_DENSE_ENOUGH_IF_CHANGED if has_changed else _DENSE_ENOUGH)
    if links.points or is_dense:
        return points >= (_BAR if against else _LOW_BAR)
    return head > 1 and not against and len(offers) >= _FEWEST_OFFERS and points >= _LOW_BAR


def _advertises(table: TradeTable, found: _Found) -> bool:
    """Return True if a short page says nothing but the trade, and looks like an advertisement for it.

    The words of news, law and help end it, but for one of them on a page full of the trade's words.
    """
    terms, has_buttons = len(found.terms), _looks_like_buttons(found.page)
    if len(found.page.text) > _LONGEST_ADVERTISEMENT or not (terms >= _SEVERAL or has_buttons):
        return False
    offers = _words(table.offers).count(found.text)
    against = _outside(_words(table.against).count(found.text), found.terms + offers)
    share = _covered(_distinct(found.terms + offers)) / max(1, len(found.text.plain))
    head = _head(table, found.page)
    if has_buttons and table.buttons:
        offers += _words(table.buttons).count(found.text)
        share = _covered(_distinct(found.terms + offers)) / max(1, len(found.text.plain))
    has_form = has_buttons or _looks_like_small_ads(found.page)
    is_pitch = has_buttons and len(offers) >= _FULL and share >= _DENSE_ENOUGH
    if against and (len(against) > 1 or not has_form or (terms < _FULL and not is_pitch)):
        return False
    if table.signal is Signal.PORNOGRAPHY_PAGE:
        return head > 0 and terms >= _SEVERAL and share >= _FULL_SHARE and (has_form or (head > 1 and not against))
    if is_pitch:
        return head > 1 or terms >= _GATE
    if has_buttons and terms > _GATE and len(offers) > _GATE and share >= _FULL_SHARE:
        return head > 0
    is_full = terms >= _MANY or (share >= _FULL_SHARE and terms >= _SEVERAL)
    return is_full and has_form and head > 0 and len(offers.keys() - _OF_ANY_SITE) >= _FEWEST_OFFERS


_OF_ANY_SITE: Final = frozenset({
    "đăng ký", "đăng nhập", "注册", "註冊", "登录", "登陆", "สมัคร", "สมัครสมาชิก", "ចុះឈ្មោះ", "daftar", "sign up",
    "create account", "客服", "官网",
})  # fmt: skip
"""Calls to action that newspapers have too: some print the numbers of lotteries."""
_LONGEST_ADVERTISEMENT: Final = 3_000
_SEVERAL: Final = 4
_FULL: Final = 5
_MANY: Final = 8
_FULL_SHARE: Final = 0.15
"""Distinct terms, and the share of the letters, of such a page. Source: tried on the pages of `tests`; 2026-11-28."""


def _looks_like_buttons(page: WebPage) -> bool:
    """Return True if the page is little more than buttons that lead to other sites, as in a profile."""
    links = page.links
    if not _FEWEST_BUTTONS <= len(links) <= _MOST_BUTTONS or len(page.text) > _BUTTONS_TEXT:
        return False
    outside = sum("//" in link.target for link in links)
    return _BUTTONS_SHARE * outside >= len(links) and all(len(link.text) <= _SHORT_ANCHOR for link in links)


_FEWEST_BUTTONS: Final = 3
_MOST_BUTTONS: Final = 20
_BUTTONS_TEXT: Final = 600
_BUTTONS_SHARE: Final = 1.4


def _looks_like_small_ads(page: WebPage) -> bool:
    """Return True if the page has many prices, odds, drawn numbers, or ways to call and to write to somebody."""
    contacts = sum(any(piece in link.target for piece in _CONTACTS) for link in page.links[:_MOST_LINKS])
    return contacts >= _FEWEST_CONTACTS or len(_FIGURE.findall(page.text[:_READ])) >= _FEWEST_FIGURES


_CONTACTS: Final = (
    "tel:", "sms:", "//wa.me/", "api.whatsapp.com/", "//t.me/", "//line.me/", "//lin.ee/", "//zalo.me/", "weixin:",
    "tg:", "viber:", "//m.me/",
)  # fmt: skip
_FEWEST_CONTACTS: Final = 3
_FIGURE: Final = re.compile(r"(?<![\d/.,-])(?:\d{1,3}[.,]\d{2}|\d{2,3}k?|\d{1,3}[.,]?\d{3}|\d{1,2}h)(?![\w/.,-])")
_FEWEST_FIGURES: Final = 12


_DENSITY: Final = (0.12, 0.35)
_DENSE_ENOUGH: Final = 0.3
_DENSE_ENOUGH_IF_CHANGED: Final = 0.25
"""Share of the letters of a text that are words of the trade. Source: see `_BAR`. News about it has up to 0.25."""


def _distinct(found: Counter[str]) -> Counter[str]:
    """Return `found` without the words that are only there as parts of longer ones."""
    left = dict(found)
    for longer in sorted(left, key=len, reverse=True):
        for shorter in left:
            if len(shorter) < len(longer) and left[longer] > 0 and shorter in longer:
                left[shorter] -= left[longer]
    return Counter({word: times for word, times in left.items() if times > 0})


def _outside(found: Counter[str], others: Counter[str]) -> Counter[str]:
    """Return `found` without the words that are only there as parts of the phrases `others`."""
    left = Counter(found)
    for phrase in others:
        if " " in phrase:
            for word in phrase.split():
                left[word] -= others[phrase]
    return +left


def _covered(found: Counter[str]) -> int:
    """Return how many letters of a text are the words `found`."""
    return sum(len(word) * times for word, times in found.items())


def _steps(value: float, low: float, high: float) -> int:
    return (value >= low) + (value >= high)


def _head(table: TradeTable, page: WebPage) -> int:
    """Return how many words of the trade the title and the first headings have, up to 3; 0 without a term of it."""
    text = _Text(" ".join(((page.title or "").casefold(), *page.headings[:3])))
    terms = len(_words(table.terms).count(text))
    pitch = len(_words(table.offers).count(text))
    if table.signal is Signal.GAMBLING_PAGE and _BRAND.search(text.plain):
        terms += 1
        pitch += 1
    return min(3, terms + pitch) if terms else 0


class _Links(NamedTuple):
    """What the links of a page say."""

    points: int
    is_own: bool
    """True if most of them lead to pages of the trade on the same site. Spam in a site's footer leads elsewhere."""


def _links(table: TradeTable, found: _Found) -> _Links:
    """Return points for menus and buttons that name the trade, and for links to hosts that do."""
    terms, offers = _words(table.terms), _words(table.offers)
    links = [link for link in found.page.links[:_MOST_LINKS] if link.text or link.target]
    of_terms = of_offers = own = 0
    for link in links:
        text = _Text(link.text)
        is_short = len(link.text) <= _SHORT_ANCHOR
        is_outside = "//" in link.target
        leads_there = is_outside and speaks_of(table, host_of(link.target))
        if leads_there or (is_short and terms.has_any(text) and terms.count(text)):
            of_terms += 1
            own += not is_outside
        elif is_short and offers.count(text):
            of_offers += 1
    named = of_terms + of_offers
    if not of_terms:
        return _Links(0, is_own=False)
    points = _steps(min(named / 3, 5 * named / len(links)), 1, 2) or int(named >= _GATE and 2 * named >= len(links))
    return _Links(points, is_own=points > 1 and 2 * own > len(links))


def _is_sent_to_the_trade(table: TradeTable, url: str, final_url: str) -> bool:
    here, there = host_of(url), host_of(final_url)
    return registered_domain(here) != registered_domain(there) and speaks_of(table, there)


def speaks_of(table: TradeTable, host: str) -> bool:
    """Return True if the name `host` itself names the trade."""
    name = host.removeprefix("www.")
    return any(piece in name for piece in _pieces(table.hosts))


def is_in_other_hands(url: str, category: str | None, signals: Iterable[Signal], page: WebPage) -> bool:
    """Return True if a `page` with `signals` is of a trade, and the row of `url` is not.

    The category of the row says what it is. Without a row, the name of the host says it: a casino's own name is its
    own. On rows near the trade, such as those of health, the page must also say what no honest page says.
    """
    found = frozenset(signals)
    return any(table.signal in found and not _may_show(table, url, category, page) for table in TRADES)


def _may_show(table: TradeTable, url: str, category: str | None, page: WebPage) -> bool:
    if not category:
        return speaks_of(table, host_of(url))
    if category in table.near:
        return len(_words(table.brazen).count(_Text(page.text[:_READ]))) < _GATE
    return category in table.own
