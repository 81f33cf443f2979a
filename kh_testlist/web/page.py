"""Read a page: its title, its links and the words that a reader sees. The time is linear in the page's length."""

from __future__ import annotations

import codecs
import functools
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from kh_testlist.web.entities import unescaped
from kh_testlist.web.fetch import Observation
from kh_testlist.web.language import language_of
from kh_testlist.web.visible import VisibleParts, visible

_LONGEST_TITLE: Final = 200
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_META_WITHIN: Final = 1024
"""A page must name its encoding in its first bytes, so many. Source: HTML Living Standard, 4.2.5.4."""
_TITLE: Final = re.compile(r"<title(?:\s[^<>]*+)?>([^<]*+)", re.IGNORECASE)
_ZERO_WIDTH: Final = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD))
"""Khmer is written with zero-width spaces. Each writer uses them differently."""
_WORD: Final = re.compile(r"\w+")


class Link(NamedTuple):
    """A visible link or button."""

    target: str
    """The address as it is in the page; empty for a button."""
    text: str
    """Its words, in the form of the page's text."""


@dataclass(frozen=True)
class WebPage:
    """A page. Each part is read only when it is needed."""

    source: str

    @functools.cached_property
    def title(self) -> str | None:
        """The title, on one line; None without a title."""
        match = _TITLE.search(self.source)
        text = " ".join(unescaped(match[1][: 4 * _LONGEST_TITLE]).split())[:_LONGEST_TITLE] if match else ""
        return text or None

    @functools.cached_property
    def lower(self) -> str:
        """The source in lower case, to search for marks."""
        return self.source.lower()

    @functools.cached_property
    def _visible(self) -> VisibleParts:
        return visible(self.source, self.lower)

    @functools.cached_property
    def text(self) -> str:
        """The words that a reader sees, also of the title: lower case, on one line, without zero-width spaces."""
        return _plain(" ".join(self._visible.parts))

    @functools.cached_property
    def links(self) -> tuple[Link, ...]:
        """The visible links and buttons, in the page's order."""
        found = []
        for anchor in self._visible.links():
            href = _HREF.search(anchor.attributes)
            target = unescaped(href[1] or href[2] or href[3] or "").strip() if href else ""
            found.append(Link(target, _plain(anchor.text)))
        return tuple(found)

    @functools.cached_property
    def onward(self) -> tuple[str, ...]:
        """The addresses to which the page sends browsers: by a meta refresh, by a script, or in a frame."""
        found = [*_REFRESH.findall(self.source)[:_MOST_ONWARD]]
        scripted = itertools.islice(_SCRIPTED.finditer(self.source), _MOST_ONWARD)
        found += [match[1].replace("\\/", "/") for match in scripted]
        found += _FRAME.findall(self.source)[:_MOST_ONWARD]
        return tuple(unescaped(one).strip(" \t\r\n\"'") for one in found)

    @functools.cached_property
    def headings(self) -> tuple[str, ...]:
        """The first headings: lower case, each on one line."""
        return tuple(self._headings())

    @functools.cached_property
    def pieces(self) -> tuple[str, ...]:
        """The first visible texts between two tags, in the form of the page's text."""
        pieces = itertools.islice((part for part in self._visible.parts if not part.isspace()), _MOST_PIECES)
        return tuple(_plain(part[:_LONGEST_PIECE]) for part in pieces)

    @functools.cached_property
    def description(self) -> str:
        """What the page says about itself to search engines."""
        return " ".join(self._descriptions())

    @functools.cached_property
    def declared_language(self) -> str | None:
        """The language code in the page's first tag; None without one."""
        match = _LANGUAGE.search(self.source, 0, _HEAD)
        return match[1].lower() if match else None

    @functools.cached_property
    def language(self) -> str | None:
        """The ISO 639 code of the language of the text; None if it is not known."""
        return language_of(self.text, self.declared_language)

    @functools.cached_property
    def summary(self) -> str:
        """The topic of the page, the most important part first: title, description, headings, start of the text."""
        parts = [self.title or "", *self._descriptions(), *self._headings(), self.text[:_SUMMED]]
        return " ".join(" ".join(parts).split())

    def _descriptions(self) -> Iterator[str]:
        for tag in itertools.islice(_META.finditer(self.source), _MOST_METAS):
            attributes = {name.lower(): double or single for name, double, single in _ATTRIBUTE.findall(tag[0])}
            if attributes.get("name", attributes.get("property", "")).lower() in _DESCRIPTIONS:
                yield unescaped(attributes.get("content", ""))

    def _headings(self) -> Iterator[str]:
        for tag in itertools.islice(_HEADING.finditer(self.source), _MOST_HEADINGS):
            yield WebPage(tag[1]).text

    @functools.cached_property
    def words(self) -> frozenset[str]:
        """The first words of the text, each once. If a script writes the text, the first words of the source."""
        words = _stable(self.text)
        return words if len(words) >= _FEW else _stable(self.lower)

    def is_like(self, words: frozenset[str]) -> bool:
        """Return True if a page of these `words` is the same, except some words such as the time."""
        every = len(self.words | words)
        same = len(self.words & words)
        return same >= _ALIKE * every or (same >= _FEW and every - same <= _FEW_OTHERS)


_META: Final = re.compile(r"<meta\s[^<>]*+>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"""(?<![A-Za-z:-])([A-Za-z:-]++)=(?:"([^"]*+)"|'([^']*+)')""")
_DESCRIPTIONS: Final = frozenset({"description", "keywords", "og:description", "og:site_name", "og:title"})
_MOST_METAS: Final = 60
_HEADING: Final = re.compile(r"<h[1-3](?:\s[^<>]*+)?>((?:[^<]++|<(?!/?h))*)", re.IGNORECASE)
_MOST_HEADINGS: Final = 20
_MOST_PIECES: Final = 40
_LONGEST_PIECE: Final = 300
_SUMMED: Final = 4_000
"""Letters of the text in a summary: more than the tagger reads."""

_COMPARED: Final = 1_000
_FEW: Final = 5
_FEW_OTHERS: Final = 2
"""Words that may differ in a short page: the two names of a path."""
_LONGEST_WORD: Final = 24
"""Letters of a word. A longer one is probably a token that is new in each answer."""
_ALIKE: Final = 0.9
"""Share of common words. Source: tried on pages that name the path they could not find."""


def _stable(text: str) -> frozenset[str]:
    """Return the first words of `text` that are not numbers or tokens. Those are new in each answer."""
    words = _WORD.findall(text)[:_COMPARED]
    return frozenset(one for one in words if len(one) < _LONGEST_WORD and not _TOKEN.search(one)) or frozenset(words)


_TOKEN: Final = re.compile(r"^[0-9]++$|^(?=[a-f]*+[0-9])[0-9a-f]{6,}+$|[0-9][a-z]++[0-9]|[a-z][0-9]++[a-z]")
"""A number, or letters and digits that are mixed."""


def _plain(text: str) -> str:
    """Return `text` in lower case, on one line, without references and zero-width spaces."""
    return " ".join(unescaped(text).translate(_ZERO_WIDTH).casefold().split())


_HREF: Final = re.compile(r"""(?<![A-Za-z-])href\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""", re.IGNORECASE)
_HEAD: Final = 4_096
_LANGUAGE: Final = re.compile(r"<html(?=\s)[^<>]*?\slang\s*+=\s*+[\"']?([A-Za-z]{2,3})(?![A-Za-z])", re.IGNORECASE)
_REFRESH: Final = re.compile(
    r"""<meta\s[^<>]*?content\s*+=\s*+["']?\s*+[\d.]++\s*+[;,]\s*+url\s*+=\s*+([^"<>]++)""", re.IGNORECASE
)
_SCRIPTED: Final = re.compile(
    r"""location(?:\.href)?\s*+(?:=\s*+|\.(?:replace|assign)\s*+\(\s*+)["'`]([^"'`<>\s]++)["'`]"""
)
_FRAME: Final = re.compile(
    r"""<(?:frame|iframe(?=\s[^<>]*?100(?:%|v[hw])))\s[^<>]*?src\s*+=\s*+["']?([^"'<>\s]++)""", re.IGNORECASE
)
"""A frame as large as the page."""
_MOST_ONWARD: Final = 8


def read(observation: Observation) -> WebPage:
    """Return the page in `observation`; an empty page if it is not text."""
    return decode(observation.body, observation.headers.get("content-type", ""))


def decode(body: bytes, kind: str = "") -> WebPage:
    """Return the page in `body`, which has the content type `kind`; an empty page if it is not text."""
    if body[:2] == b"\x1f\x8b" or (not _is_text(kind) if kind else _is_binary(body)):
        return WebPage("")
    return WebPage(body.decode(_encoding(kind, body), "replace"))


def _is_binary(body: bytes) -> bool:
    """Return True if `body`, without a content type, is not text: it has a NUL and does not begin as pages do."""
    begins = body[:_META_WITHIN]
    return b"\0" in begins and not begins.lstrip().startswith((b"<", *_UTF_16))


_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def _is_text(kind: str) -> bool:
    return any(word in kind.lower() for word in ("html", "text", "xml", "json"))


def _encoding(kind: str, body: bytes) -> str:
    if body.startswith(_UTF_16):
        return "utf-16"  # a byte order mark counts more than any other sign. Source: WHATWG Encoding, 6.1
    said = _CHARSET.search(kind)
    named = said or _CHARSET.search(body[:_META_WITHIN].decode("latin-1"))
    if named is None or not _WEB_ENCODING.fullmatch(named[1]):
        return "utf-8"
    if not said and named[1].lower().startswith("utf-16"):
        return "utf-8"  # if these bytes can be read as ASCII, it is not UTF-16. Source: HTML Living Standard, 13.2.3.2
    try:
        return codecs.lookup(_OTHERWISE_CALLED.get(named[1].lower(), named[1])).name
    except LookupError:
        return "utf-8"


_OTHERWISE_CALLED: Final = {"windows-874": "cp874"}
"""Names of encodings that the web uses and Python does not know."""

_WEB_ENCODING: Final = re.compile(
    r"utf-?(?:8|16(?:le|be)?)|(?:us-)?ascii|iso-?8859-\d+|latin\d|windows-\d+|cp\d+|koi8-[ru]|tis-?620|"
    r"big5(?:-hkscs)?|gb(?:k|2312|18030)|euc-(?:jp|kr)|shift[_-]jis",
    re.IGNORECASE,
)
"""Encodings of pages. Python knows others, such as punycode, which a page could use to keep the program busy.
Source: WHATWG Encoding Standard, 4.2."""
