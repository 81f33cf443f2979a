"""The features of a URL and of the words of its page, found without a network.

Each kind of feature is a separate block with its own scale. In one common block, the forty letter groups of a host
would hide the one `.gov` that decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from kh_testlist import urls
from kh_testlist.categories import LEGEND
from kh_testlist.tagging import keywords
from kh_testlist.well_known import PLATFORMS


class Features(NamedTuple):
    """The features by block. A token is a piece of text, and is in a block only once."""

    name: frozenset[str] = frozenset()
    """Groups of three to five letters in the registered name, or in the path on a platform.
    `^` and `$` mark its ends."""
    words: frozenset[str] = frozenset()
    """Whole words of the host (`h:`), a subdomain (`s:`), the path (`p:`) and the query (`q:`)."""
    suffix: frozenset[str] = frozenset()
    """The public suffix, its kind of owner, and the form of the address: digits, dashes, length, depth."""
    keywords: frozenset[str] = frozenset()
    """Keywords in the host, and the codes that they show."""
    path_keywords: frozenset[str] = frozenset()
    """Keywords in the path, and the codes that they show."""
    text: frozenset[str] = frozenset()
    """Words of the page, or groups of letters if the language has no spaces between words."""
    text_keywords: frozenset[str] = frozenset()
    """Keywords on the page, and the codes that they show."""


BLOCKS: Final = Features._fields

_WORD: Final = re.compile(r"[^\W\d_]+")
_UNSPACED: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u4e00-\u9fff"
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese have no spaces between words, and marks that `\\w` does not match."""
_TEXT_WORD: Final = re.compile(rf"[{_UNSPACED}]+|[^\W\d_{_UNSPACED}]+")
_IS_UNSPACED: Final = re.compile(rf"[{_UNSPACED}]")
_ZERO_WIDTH: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))

_NAME_GROUPS: Final = range(3, 6)
_LONGEST: Final = 63
"""Letters of a name, a word, or a text without spaces that are used. It is the maximum for a label of a host."""
_PATH_WORDS: Final = 12
_QUERY_WORDS: Final = 5
_STEM: Final = 5
"""Longer words also count by their first letters, so that `gambling` and `gambler` have a common token."""
_TEXT_WORDS: Final = 300
_DEPTH: Final = 3


def of_url(url: str) -> Features:
    """Return the features of `url`. They are empty if it is not a web address."""
    parsed = urls.parse(url)
    if parsed is None:
        return Features()
    host = urls.site_host(parsed.hostname)
    registered = urls.registered_domain(host)
    name, _, suffix = registered.partition(".") if registered else (host, "", "")
    subdomain = host.removesuffix(registered).rstrip(".") if registered else ""
    name = _plain(urls.unicode_host(name))
    path = parsed.pathname.lower()
    segments = [segment for segment in path.split("/") if segment][:_DEPTH]
    path_words = _words(path)[:_PATH_WORDS]
    is_platform = host in PLATFORMS or registered in PLATFORMS
    names = [_plain(segment) for segment in segments] if is_platform and segments else [name]
    words = {f"h:{word}" for word in _words(name)}
    words.update(f"s:{word}" for word in _words(subdomain))
    words.update(f"p:{word}" for word in path_words)
    words.update(f"q:{word}" for word in _words(parsed.search.lower())[:_QUERY_WORDS])
    if is_platform:
        words.add(f"@{name}")
    return Features(
        name=frozenset(group for one in names for group in _groups(f"^{one}$", _NAME_GROUPS)),
        words=frozenset(words),
        suffix=frozenset(
            (*_look(parsed, name, len(segments)), *_ending(host, suffix), *(["subdomain"] if subdomain else []))
        ),
        keywords=_told([name, *subdomain.split(".")]),
        path_keywords=_told(path_words),
    )


def with_text(features: Features, text: str) -> Features:
    """Return `features` with the first words of a page added."""
    found = _TEXT_WORD.findall(text.translate(_ZERO_WIDTH).casefold())[:_TEXT_WORDS]
    words = [bare for word in found if (bare := _plain(word))]
    tokens: set[str] = set()
    for word in words:
        if _IS_UNSPACED.match(word):
            tokens.update(_groups(word, _NAME_GROUPS))
        else:
            tokens.add(word)
            if len(word) > _STEM:
                tokens.add(f"{word[:_STEM]}*")
    return features._replace(text=frozenset(tokens), text_keywords=_told(words))


def _words(text: str) -> list[str]:
    return [word[:_LONGEST] for word in _WORD.findall(text)]


def _plain(text: str) -> str:
    """Return the start of `text` without invisible letters."""
    short = text[:_LONGEST]
    return short if short.isprintable() else "".join(filter(str.isprintable, short))


_LINK: Final = re.compile(r"https?://\S+|www\.\S+")
_CODE: Final = re.compile(rf"\b(?:{'|'.join(LEGEND)})\b")


def text_of_notes(notes: str) -> str:
    """Return the notes of a row without links, and without category codes, because a code would be the answer."""
    return " ".join(_CODE.sub(" ", _LINK.sub(" ", notes)).split())


def _groups(text: str, lengths: range) -> set[str]:
    return {text[start : start + length] for length in lengths for start in range(len(text) - length + 1)}


def _told(names: Iterable[str]) -> frozenset[str]:
    found = keywords.find(names)
    return frozenset(found.union(code for keyword in found for code in keywords.codes_of(keyword)))


def _ending(host: str, suffix: str) -> Iterator[str]:
    """Yield the suffix after the registered name, its parts, and its kind of owner."""
    if not suffix:
        yield "no suffix"
        return
    yield f".{suffix}"
    labels = suffix.split(".")
    yield from labels
    if len(labels) > 1:
        yield f"{labels[0]}."
    yield from keywords.owners(host, suffix)


def _look(parsed: urls.Parsed, name: str, depth: int) -> Iterator[str]:
    """Yield the form of the address: length, depth, digits, dashes, scheme and query."""
    yield f"length {min(len(name), 24) // 3}"
    yield f"depth {depth}"
    if not name.isalpha():
        if any(map(str.isdigit, name)):
            yield "digit"
        if "-" in name:
            yield f"dashes {min(name.count('-'), 3)}"
    if parsed.protocol == "http:":
        yield "http"
    if parsed.search:
        yield "query"
