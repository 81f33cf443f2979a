"""Read the title of a page and the words that a reader would see. The time is linear in the page's length."""

from __future__ import annotations

import codecs
import functools
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kh_testlist.web.entities import unescaped
from kh_testlist.web.fetch import Observation

_LONGEST_TITLE: Final = 200
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_META_WITHIN: Final = 1024
"""A page must name its encoding in its first bytes, so many. Source: HTML Living Standard, 4.2.5.4."""
_TITLE: Final = re.compile(r"<title(?:\s[^<>]*+)?>([^<]*+)", re.IGNORECASE)
_TAG: Final = re.compile(r"<(/?+[A-Za-z!][^\s<>/]*+)[^<>]*+>")
"""A match has only one `<`. So a page of many `<` cannot make the search start again for each of them."""
_SILENT: Final = frozenset({"script", "style", "template", "svg"})
_ZERO_WIDTH: Final = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD))
"""Khmer is written with zero-width spaces. Each writer uses them differently."""
_WORD: Final = re.compile(r"\w+")


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
    def text(self) -> str:
        """The words between the tags, also of the title: lower case, on one line, without zero-width spaces."""
        parts = []
        end = 0
        while (tag := _TAG.search(self.source, end)) is not None:
            parts.append(self.source[end : tag.start()])
            end = tag.end()
            name = tag[1].lower()
            if name in _SILENT:
                close = self.lower.find(f"</{name}", end)
                end = close if close >= 0 else len(self.source)
        parts.append(self.source[end:])
        words = unescaped(" ".join(parts)).translate(_ZERO_WIDTH).casefold()
        return " ".join(words.split())

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
        words = frozenset(_WORD.findall(self.text)[:_COMPARED])
        return words if len(words) >= _FEW else frozenset(_WORD.findall(self.lower)[:_COMPARED])

    def is_like(self, words: frozenset[str]) -> bool:
        """Return True if a page of these `words` is the same, except some words such as the time."""
        return len(self.words & words) >= _ALIKE * len(self.words | words)


_META: Final = re.compile(r"<meta\s[^<>]*+>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"""(?<![A-Za-z:-])([A-Za-z:-]++)=(?:"([^"]*+)"|'([^']*+)')""")
_DESCRIPTIONS: Final = frozenset({"description", "keywords", "og:description", "og:site_name", "og:title"})
_MOST_METAS: Final = 60
_HEADING: Final = re.compile(r"<h[1-3](?:\s[^<>]*+)?>((?:[^<]++|<(?!/?h))*)", re.IGNORECASE)
_MOST_HEADINGS: Final = 20
_SUMMED: Final = 4_000
"""Letters of the text in a summary: more than the tagger reads."""

_COMPARED: Final = 1_000
_FEW: Final = 5
_ALIKE: Final = 0.9
"""Share of common words. Source: tried on pages that name the path they could not find."""


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
