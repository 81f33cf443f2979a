"""What can be read off a URL and the words of its page, without asking anybody.

Each kind is a block of its own, and is scaled by itself: in one heap, a host's forty letter groups would drown the
one `.gov` that says it all.
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
    """The facts by block. A token is a piece of text, and stands in a block once."""

    name: frozenset[str] = frozenset()
    """Groups of three to five letters in the registered name, `^` and `$` at its ends; on a platform, in the path."""
    words: frozenset[str] = frozenset()
    """Whole words of the host (`h:`), a subdomain (`s:`), the path (`p:`) and the query (`q:`)."""
    suffix: frozenset[str] = frozenset()
    """The public suffix, whose it is, and the look of the address: digits, dashes, length, depth."""
    keywords: frozenset[str] = frozenset()
    """Keywords in the host, and the codes they tell."""
    path_keywords: frozenset[str] = frozenset()
    """The same in the path."""
    text: frozenset[str] = frozenset()
    """Words of the page; where words are written without spaces, groups of letters."""
    text_keywords: frozenset[str] = frozenset()
    """Keywords on the page, and the codes they tell."""


BLOCKS: Final = Features._fields

_WORD: Final = re.compile(r"[^\W\d_]+")
_UNSPACED: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u4e00-\u9fff"
"""Thai, Lao, Burmese, Khmer, Japanese, Chinese: no spaces between words, and marks that `\\w` leaves out."""
_TEXT_WORD: Final = re.compile(rf"[{_UNSPACED}]+|[^\W\d_{_UNSPACED}]+")
_IS_UNSPACED: Final = re.compile(rf"[{_UNSPACED}]")
_ZERO_WIDTH: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))

_NAME_GROUPS: Final = range(3, 6)
_LONGEST: Final = 63
"""Letters of a name, a word, or a stretch without spaces that are looked at: what a host's label has at most."""
_PATH_WORDS: Final = 12
_QUERY_WORDS: Final = 5
_STEM: Final = 5
"""Longer words also count by their beginning, so that `gambling` and `gambler` meet."""
_TEXT_WORDS: Final = 300
_DEPTH: Final = 3


def of_url(url: str) -> Features:
    """What `url` says of itself; nothing where it is no web address."""
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
    """`features` with the first words of a page added."""
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
    """The start of `text`, without letters that don't show."""
    short = text[:_LONGEST]
    return short if short.isprintable() else "".join(filter(str.isprintable, short))


_LINK: Final = re.compile(r"https?://\S+|www\.\S+")
_CODE: Final = re.compile(rf"\b(?:{'|'.join(LEGEND)})\b")


def text_of_notes(notes: str) -> str:
    """What a row's notes say of its site: without links, and without codes, which would give the answer away."""
    return " ".join(_CODE.sub(" ", _LINK.sub(" ", notes)).split())


def _groups(text: str, lengths: range) -> set[str]:
    return {text[start : start + length] for length in lengths for start in range(len(text) - length + 1)}


def _told(names: Iterable[str]) -> frozenset[str]:
    found = keywords.find(names)
    return frozenset(found.union(code for keyword in found for code in keywords.codes_of(keyword)))


def _ending(host: str, suffix: str) -> Iterator[str]:
    """What follows the registered name, and whose it is."""
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
    """How the address looks."""
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
