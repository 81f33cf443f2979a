"""Recognise the pages that a hosting company or a platform shows in place of a site.

The sign is the form of the page. It is short, and has few links of its own. Its title or heading is a known sentence.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from kh_testlist.liveness.attempt import OK, Signal
from kh_testlist.liveness.tables import hosts, missing, stopped
from kh_testlist.urls import host_of, parse

if TYPE_CHECKING:
    from kh_testlist.web.fetch import Observation
    from kh_testlist.web.page import Link, WebPage

_LONGEST_SOURCE: Final = 40_000
"""Characters of the source of such a page, at most: Debian's default page has 11,000."""
_MOST_LINKS: Final = 4
"""Links to the same site on such a page. A site's own page has a menu."""
_SHORT: Final = 1_500
_BRIEF: Final = 900
_TERSE: Final = 500
"""In a page with so few characters, each text between two tags is like a heading."""
_SEPARATOR: Final = re.compile(r"\s+[|\u2013\u2014:\u00b7-]\s+")
_FEWEST_FILES: Final = 1
_HOST: Final = "this host"
"""Written in place of the host's name in a title."""


def of_answer(observation: Observation, page: WebPage) -> frozenset[Signal]:
    """Return the signals that `page` is not the site's own, but of its host or platform."""
    url = observation.url
    if any(piece in url for piece in hosts.PLACEHOLDER_URLS):
        return frozenset({Signal.HOST_PLACEHOLDER})
    is_sent = any(piece in url for piece in hosts.NO_SITE_URLS) or _is_error_of_platform(url)
    if is_sent or _says_in_headers(observation):
        return frozenset({Signal.NO_SUCH_SITE})
    if not page.source or len(page.source) > _LONGEST_SOURCE:
        return frozenset()
    return frozenset(_of_page(observation, page))


def _of_page(observation: Observation, page: WebPage) -> Iterator[Signal]:
    host = host_of(observation.url)
    heads = set(_heads(page, host))
    if _is_directory(heads, page, host):
        yield Signal.DIRECTORY_INDEX
    elif len(page.text) <= _GUIDE:
        if _is_no_site(observation, heads, page):
            yield Signal.NO_SUCH_SITE
        elif _is_placeholder(heads, page):
            yield Signal.HOST_PLACEHOLDER


_GUIDE: Final = max(known.most for known in hosts.PLACEHOLDERS)


def _says_in_headers(observation: Observation) -> bool:
    return any(value in observation.headers.get(name, "").lower() for name, value in hosts.NO_SITE_HEADERS)


def _is_error_of_platform(url: str) -> bool:
    """Return True if `url` is a platform's own page about a site that it does not have."""
    parsed = parse(url)
    if parsed is None or parsed.hostname.removeprefix("www.") not in hosts.PLATFORM_HOSTS:
        return False
    said = parsed.search.lower() if parsed.pathname == "/" else ""
    return not hosts.NO_SITE_TOKENS.isdisjoint(_TOKEN.findall(said))


_TOKEN: Final = re.compile(r"[a-z0-9]+")


def _heads(page: WebPage, host: str) -> Iterator[str]:
    """Yield the title, the headings, and the title without the name of the host beside it."""
    title = " ".join((page.title or "").casefold().split())
    for head in (title, *page.headings[:4]):
        yield _bare(head)
        if host and host.removeprefix("www.") in head:
            yield _bare(head.replace(host, _HOST).replace(host.removeprefix("www."), _HOST))
    if len(page.text) <= _TERSE:
        for piece in page.pieces:
            yield _bare(piece)
    parts = _SEPARATOR.split(title)
    others = [part for part in parts if not _is_name(part, host)]
    if len(others) == 1 and len(parts) > 1:
        yield _bare(others[0])


def _is_name(part: str, host: str) -> bool:
    """Return True if a part of a title is the name of the host or of a platform."""
    return part.removeprefix("www.") == host.removeprefix("www.") or part in hosts.PLATFORM_MARKS


def _bare(head: str) -> str:
    """Return a title without the marks that writers put into it or leave out."""
    return " ".join(head.translate(_MARKS).split()).strip(" .!")


_MARKS: Final = dict.fromkeys(map(ord, ",!\uff0c\uff01\u3002\u3001")) | {0x2019: "'"}


@functools.cache
def _prepared(known: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the heads of a table that are whole, and the starts of the others."""
    whole = frozenset(_bare(entry) for entry in known if not entry.endswith("*"))
    return whole, tuple(_bare(entry[:-1]) for entry in known if entry.endswith("*"))


def _in_table(heads: set[str], known: tuple[str, ...]) -> list[str]:
    """Return those of `heads` that are in the table `known`."""
    whole, starts = _prepared(known)
    return [head for head in heads if head in whole or head.startswith(starts)]


def _is_placeholder(heads: set[str], page: WebPage) -> bool:
    for known in hosts.PLACEHOLDERS:
        if len(page.text) <= known.most and any(_is_sure(head, page) for head in _in_table(heads, known.heads)):
            return _has_no_menu(page)
    if len(page.text) > _BRIEF or not _has_no_menu(page):
        return False
    if any(map(hosts.SUSPENDED.fullmatch, heads)) or _is_stopped(heads, page):
        return True
    text = _QUOTED.sub(" ", page.text)  # a help page quotes what such a page says
    is_said = len(page.text) <= _TERSE and (
        any(words in text for words in hosts.PLACEHOLDER_WORDS) or _SUSPENDED_SPAN.search(text) is not None
    )
    return (is_said and not _is_guide(page)) or _has_only_a_greeting(page) or _presents_itself(page)


_QUOTED: Final = re.compile(r"“[^”]{1,120}”|«[^»]{1,120}»|「[^」]{1,120}」|\"[^\"]{1,120}\"")


def _is_stopped(heads: set[str], page: WebPage) -> bool:
    """Return True if a head says that the site is stopped, and the text speaks to its owner of a host or of a bill."""
    if not any(words in page.text for words in stopped.TO_OWNER) or _is_guide(page) or _has_fields(page):
        return False
    return any(map(stopped.STOPPED.search, (head for head in heads if len(head) <= _LONGEST_HEAD)))


_LONGEST_HEAD: Final = 100


def _has_fields(page: WebPage) -> bool:
    return "<input" in page.lower or "<textarea" in page.lower


def _has_only_a_greeting(page: WebPage) -> bool:
    """Return True if the text is nothing but the words of a test page, with or without the same title."""
    if page.links or len(page.text) > _GREETING or "<script" in page.lower or "<img" in page.lower:
        return False
    words = _bare(page.text)
    known, _ = _prepared(hosts.WHOLE_TEXTS)
    return any(words in {one, f"{one} {one}"} for one in known)


_GREETING: Final = 60


def _presents_itself(page: WebPage) -> bool:
    """Return True if the page says that it is a default page, what runs it, and what its owner should do next."""
    if _is_guide(page) or not (itself := sum(1 for words in hosts.ITSELF if words in page.text)):
        return False
    is_replaced = any(words in page.text for words in hosts.TO_REPLACE)
    if is_replaced and (itself > 1 or any(words in page.text for words in hosts.SERVER_WORDS)):
        return True
    heads = ((page.title or "").casefold(), *page.headings[:2])
    return any(
        all(any(words in head for words in table) for table in (hosts.ITSELF, hosts.SERVER_WORDS)) for head in heads
    )


_SUSPENDED_SPAN: Final = re.compile("|".join(hosts.SUSPENDED_SPANS))


def _is_guide(page: WebPage) -> bool:
    """Return True if the page is an article about such pages."""
    head = f"{(page.title or '').casefold()} {' '.join(page.headings[:1])}"
    return any(piece in head for piece in hosts.GUIDE_HEADS)


def _is_sure(head: str, page: WebPage) -> bool:
    """Return True if the head is not a common one, or if the page also has a text that belongs to it."""
    others = hosts.COMMON_HEADS.get(head)
    return others is None or any(piece in page.text for piece in others)


def _has_no_menu(page: WebPage) -> bool:
    """Return True if the page has few links to pages of its own site."""
    own = {link.target for link in page.links if _is_own(link.target)}
    return len(own) <= _MOST_LINKS


def _is_own(target: str) -> bool:
    return bool(target) and not target.startswith(("#", "mailto:", "tel:", "javascript:", "http:", "https:", "//"))


def _is_directory(heads: set[str], page: WebPage, host: str) -> bool:
    """Return True if the page is the list of files that a web server makes."""
    if any(_MICROSOFT_HEAD.fullmatch(head) for head in heads) and "<pre" in page.lower:
        return f"{host} - /" in heads or any(mark in page.lower for mark in hosts.MICROSOFT_LISTS)
    if _PATH.fullmatch(page.title or "") and page.links and "size" in page.text and "modified" in page.text:
        return True  # Caddy's list
    if not _in_table(heads, hosts.DIRECTORY_HEADS) or not _may_list_files(page):
        return False
    has_mark = any(mark in page.text or mark in page.lower for mark in hosts.DIRECTORY_MARKS)
    return has_mark or (len(page.links) >= _FEWEST_FILES and len(page.text) <= _SHORT)


def _may_list_files(page: WebPage) -> bool:
    """Return True if the title or the first heading is of a list of files, and some link is a file."""
    title = _bare(" ".join((page.title or "").casefold().split()))
    firsts = {title, *map(_bare, page.headings[:1])}
    if not _in_table(firsts, hosts.DIRECTORY_HEADS):
        return False
    named = [link for link in page.links if link.target and link.text]
    return not named or any(_is_file(link) for link in named) or "<pre" in page.lower


def _is_file(link: Link) -> bool:
    """Return True if the words of a link are the name of the file that it leads to, or of the folder above."""
    if link.target in {"/", "..", "../"} or any(mark in link.text for mark in _UP):
        return True
    name = unquote(link.target).casefold().rstrip("/").rpartition("/")[2]
    shown = link.text.rstrip("/").removesuffix("..>").removesuffix("...").strip()
    return bool(shown) and name.startswith(shown)


_UP: Final = ("parent directory", "上级目录", "上級目錄", "父目录", "direktori induk", "thư mục cha")
_PATH: Final = re.compile(r"/[^\s<>]*")
_MICROSOFT_HEAD: Final = re.compile(r"[\w.:\[\]-]+ - /\S*")


def _is_no_site(observation: Observation, heads: set[str], page: WebPage) -> bool:
    """Return True if a platform says that it has no such site."""
    is_error = observation.status not in OK
    if len(page.text) > _SHORT or not _has_no_menu(page):
        return False
    if _is_front(observation.url) and _is_below(host_of(observation.url), hosts.PLATFORM_HOSTS) and _says_missing(page):
        return True
    if _is_front(observation.url) and _is_below(host_of(observation.url), hosts.PLATFORM_HOSTS) and _lacks_site(page):
        return True
    if len(page.text) <= _TERSE and stopped.NO_SITE_OF.search(page.text):
        return True
    is_head = bool(_in_table(heads, hosts.NO_SITE_HEADS))
    has_words = len(page.text) <= _BRIEF and any(words in page.text for words in hosts.NO_SITE_WORDS)
    if not (is_head or has_words):
        return False
    return (is_error and has_words) or _is_of_platform(observation, page) or (is_head and _is_titled_by_platform(page))


def _is_titled_by_platform(page: WebPage) -> bool:
    """Return True if a part of the title is a platform's name: `Site not found · GitHub Pages`."""
    parts = _SEPARATOR.split((page.title or "").casefold())
    return len(parts) > 1 and any(part in hosts.PLATFORM_MARKS for part in parts)


def _is_front(url: str) -> bool:
    parsed = parse(url)
    return parsed is not None and parsed.pathname == "/" and not parsed.search


def _is_below(host: str, domains: Iterable[str]) -> bool:
    return any(host.endswith(f".{domain}") for domain in domains)


def _says_missing(page: WebPage) -> bool:
    """Return True if the title or a heading says that there is nothing here."""
    said = "\n".join(((page.title or "").casefold(), *page.headings[:2], page.text if len(page.text) <= _TERSE else ""))
    return any(words in said for words in missing.NOT_FOUND_WORDS)


def _lacks_site(page: WebPage) -> bool:
    """Return True if a very short page says that there is no such user, blog, site or shop."""
    if len(page.text) > _TERSE or len(page.links) > _FEW_LINKS:
        return False
    return any(map(stopped.NO_SUCH_USER.search, (*page.headings[:2], *page.pieces)))


_FEW_LINKS: Final = 6


def _is_of_platform(observation: Observation, page: WebPage) -> bool:
    """Return True if a platform made the page: its name is in the headers, the host's name, or the page's code."""
    if _is_below(host_of(observation.url), hosts.PLATFORM_HOSTS):
        return True
    outside = f"{host_of(observation.url)} {' '.join(observation.headers.values())}".lower()
    names = " ".join(observation.headers).lower()
    return any(
        mark in outside or mark in names or page.lower.count(mark) > page.text.count(mark)
        for mark in hosts.PLATFORM_MARKS
    )
