"""Find the front page of a site, or its empty frame, where a page that is listed should be.

Some sites show it for each path, without a redirect. Pages that a script writes look like that too, so they are left
out.
"""

from __future__ import annotations

import re
from typing import Final

from kh_testlist.liveness import classify
from kh_testlist.web.page import WebPage

_FEWEST_LINKS: Final = 3
"""Links of a menu. Notices of maintenance and walls have fewer."""
_FEWEST_HEADINGS: Final = 3
_FEWEST_WORDS: Final = 5
_LONGEST_FRAME: Final = 600
_ROOM: Final = 1.3
"""How much longer the text of the front page must be than that of its frame."""
_FEW_OTHERS: Final = 2
_APPLICATION: Final = re.compile(
    r"""\bid\s*+=\s*+["']?(?:root|app|__next|__nuxt|___gatsby|svelte|main-app|app-root)["'\s>]|<app-root|ng-version|"""
    r"""ng-app|data-reactroot|data-server-rendered|data-v-app|rel\s*+=\s*+["']?manifest|type\s*+=\s*+["']?module|"""
    r"""__next_data__|window\.__"""
)
"""Marks of a page that a script changes to the page of its path."""
_MEDIA: Final = ("<iframe", "<object", "<embed", "<video", "<audio", "<canvas", "<script", "<svg", "<form")
"""What may be all the content of a page without words, or may fetch it."""
_PICTURE: Final = re.compile(r"""<img\s[^<>]*?src\s*+=\s*+["']?([^"'\s<>]++)""")
_TITLE_PARTS: Final = re.compile(r"\s+[|\u2013\u2014:\u00b7\u00bb-]\s+")


def may_be(url: str, page: WebPage) -> bool:
    """Return True if the page at `url`, a deep link, has a menu, and its title is not a heading."""
    if not classify.is_deep(url) or classify.is_front(url) or not _has_menu(page):
        return False
    parts = set(_TITLE_PARTS.split(" ".join((page.title or "").casefold().split())))
    return parts.isdisjoint(page.headings) and not _APPLICATION.search(page.lower)


def is_shown(page: WebPage, front: WebPage) -> bool:
    """Return True if `page` is the page `front`, or the frame of it with nothing inside."""
    if len(page.words) < _FEWEST_WORDS or not page.text or _APPLICATION.search(front.lower):
        return False
    if sum(map(bool, page.headings)) >= _FEWEST_HEADINGS:
        return page.is_like(front.words)
    return _is_frame(page, front)


def _is_frame(page: WebPage, front: WebPage) -> bool:
    if len(page.text) > _LONGEST_FRAME or any(page.headings) or any(mark in page.lower for mark in _MEDIA):
        return False
    if any(picture not in front.lower for picture in _PICTURE.findall(page.lower)):
        return False
    return len(page.words - front.words) <= _FEW_OTHERS and len(front.text) >= _ROOM * len(page.text)


def _has_menu(page: WebPage) -> bool:
    """Return True if the page has links to other pages of its site, and does not ask for a password."""
    own = {link.target for link in page.links if "://" not in link.target and not link.target.startswith(_NO_PAGE)}
    return len(own - {"", "/"}) >= _FEWEST_LINKS and not _PASSWORD.search(page.lower)


_NO_PAGE: Final = ("#", "mailto:", "tel:", "javascript:", "//")
_PASSWORD: Final = re.compile(r"\btype\s*+=\s*+[\"']?password\b")
