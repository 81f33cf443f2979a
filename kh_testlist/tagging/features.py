"""The features of a URL and of the words of its page, found without a network.

Each kind of feature is a separate block with its own scale. In one common block, the forty letter groups of a host
would hide the one `.gov` that decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple
from urllib.parse import unquote_plus

from kh_testlist import urls
from kh_testlist.categories import LEGEND
from kh_testlist.tagging import keywords, khmer
from kh_testlist.tagging.reading import ZERO_WIDTH, groups, plain, read
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
    written: tuple[str, ...] = ()
    """Khmer keywords in the URL, as often as they are there. No model learns them."""
    terms: tuple[str, ...] = ()
    """Words and phrases of the tables of texts on the page. It is the same with them."""


BLOCKS: Final = Features._fields[:-2]
"""The blocks that a model learns."""

_WORD: Final = re.compile(r"[^\W\d_]+")
_NAME_GROUPS: Final = range(3, 6)
_LONGEST: Final = 63
"""Letters of a name or a word that are used. It is the maximum for a label of a host."""
_PATH_WORDS: Final = 12
_QUERY_WORDS: Final = 5
_DEPTH: Final = 3
_WRITTEN: Final = 1_000
"""Letters of a path and a query that are read as Khmer text."""


def of_url(url: str) -> Features:
    """Return the features of `url`. They are empty if it is not a web address."""
    parsed = urls.parse(url)
    if parsed is None:
        return Features()
    host = urls.site_host(parsed.hostname)
    registered = urls.registered_domain(host)
    name, _, suffix = registered.partition(".") if registered else (host, "", "")
    subdomain = host.removesuffix(registered).rstrip(".") if registered else ""
    name = plain(urls.unicode_host(name))
    path = parsed.pathname.lower()
    segments = [segment for segment in path.split("/") if segment][:_DEPTH]
    path_words = _words(path)[:_PATH_WORDS]
    is_platform = host in PLATFORMS or registered in PLATFORMS
    names = [plain(segment) for segment in segments] if is_platform and segments else [name]
    words = {f"h:{word}" for word in _words(name)}
    words.update(f"s:{word}" for word in _words(subdomain))
    words.update(f"p:{word}" for word in path_words)
    words.update(f"q:{word}" for word in _words(parsed.search.lower())[:_QUERY_WORDS])
    if is_platform:
        words.add(f"@{name}")
    return Features(
        name=frozenset(group for one in names for group in groups(f"^{one}$", _NAME_GROUPS)),
        words=frozenset(words),
        suffix=frozenset(
            (*_look(parsed, name, len(segments)), *_ending(host, suffix), *(["subdomain"] if subdomain else []))
        ),
        keywords=_told([name, *subdomain.split(".")]),
        path_keywords=_told(path_words),
        written=_written(parsed),
    )


def with_text(features: Features, text: str) -> Features:
    """Return `features` with the first words of a page added."""
    found = read(text)
    return features._replace(
        text=found.tokens,
        text_keywords=_with_codes(found.keywords),
        terms=found.terms,
    )


def _written(parsed: urls.Parsed) -> tuple[str, ...]:
    """Return the Khmer keywords in a URL: percent-encoded, or in a host name."""
    if "%" not in parsed.href and "xn--" not in parsed.hostname:
        return ()
    decoded = unquote_plus(f"{parsed.pathname} {parsed.search} {parsed.hash}")
    host = urls.unicode_host(parsed.hostname) if "xn--" in parsed.hostname else ""
    text = f"{host} {decoded[:_WRITTEN]}".translate(ZERO_WIDTH)
    return khmer.keywords(text) if khmer.IS_KHMER.search(text) else ()


def _words(text: str) -> list[str]:
    return [word[:_LONGEST] for word in _WORD.findall(text)]


_LINK: Final = re.compile(r"https?://\S+|www\.\S+")
_CODE: Final = re.compile(rf"\b(?:{'|'.join(LEGEND)})\b")


def text_of_notes(notes: str) -> str:
    """Return the notes of a row without links, and without category codes, because a code would be the answer."""
    return " ".join(_CODE.sub(" ", _LINK.sub(" ", notes)).split())


def _told(names: Iterable[str]) -> frozenset[str]:
    return _with_codes(keywords.find(names))


def _with_codes(found: AbstractSet[str]) -> frozenset[str]:
    return frozenset({*found, *(code for keyword in found for code in keywords.codes_of(keyword))})


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
