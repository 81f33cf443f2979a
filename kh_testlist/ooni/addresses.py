"""Find addresses in a text: with a scheme, from `//host/` on, or from `www.` on. Other text may follow directly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kh_testlist.top_level import is_known_top_level
from kh_testlist.urls import host_of
from kh_testlist.web.entities import unescaped

LONGEST: Final = 2_000
"""The most characters of a URL that is read. Nobody wants longer ones on a list."""

_ENDS: Final = (
    "\\s<>\"'`{}|\\\\^«»‹›“”‘’"  # noqa: RUF001 - quotes of all kinds
    "\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff"
    "\u060c\u061b\u061f\u104a\u104b\u17d4-\u17d6\u17d8-\u17da\u3001\u3002\u3008-\u3011\uff01\uff08\uff09\uff0c\uff1b\uff1f"
)
"""The characters that end an address: spaces, quotes and invisible ones. Also those that end a sentence in Arabic,
Burmese, Khmer and Chinese."""
_BEFORE: Final = "A-Za-z0-9_/=&%-"
"""After one of these, `www.` and `//` are in the middle of something else."""
_ADDRESS: Final = re.compile(
    rf"(?:https?://|(?<![.:{_BEFORE}])//(?=[A-Za-z0-9])|(?<![@{_BEFORE}])(?<![A-Za-z0-9-]\.)www\.(?=[^\s.]))[^{_ENDS}]+",
    re.IGNORECASE,
)
_SCHEME: Final = re.compile(r"^(?:https?:)?//", re.IGNORECASE)
_HOST: Final = re.compile(r"[^/?#:]*")
_UNSPACED: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\u3040-\u30ff\u4e00-\u9fff"
"""Thai, Lao, Burmese, Khmer, Japanese, Chinese: the next word may follow without a space."""
_NEXT_WORD: Final = re.compile(rf"(?<=[A-Za-z0-9])[.,;!()\[\]]*[{_UNSPACED}]")
_AFTER: Final = ".,;:!?…([{)]}*_\u200c\u200d"
"""Characters that end a sentence or a bracket, and almost never an address."""

_TAG: Final = re.compile(r"<(?!(?:https?:|//|www\.))[^<>]*>", re.IGNORECASE)
"""A tag. An address in such brackets is not a tag: mail programs write addresses like this."""
_NEXT: Final = re.compile(r"(?:[\s,;|\u200b]+(?=https?://|www\.)|(?<=[a-z0-9])(?=https?://))", re.IGNORECASE)
"""The place between two addresses that follow each other."""
_CUT: Final = re.compile(r"(?:\u2026|\.{3})[^/?#A-Za-z0-9]*$")
"""What a program writes instead of the rest of a long address."""
_SILENT: Final = re.compile(r"<(?:(script|style)\b|!--)", re.IGNORECASE)
_END_OF: Final = {
    name: re.compile(end, re.IGNORECASE) for name, end in {"script": "</script", "style": "</style", "": "-->"}.items()
}


def written(text: str) -> Iterator[str]:
    """Yield the addresses in the words of `text`, each with a scheme.

    Tags, scripts and comments are removed first, because their sources and namespaces are not links.
    """
    for match in _ADDRESS.finditer(unescaped(_TAG.sub(" ", _spoken(text)))):
        for address in apart(match[0]) if len(match[0]) <= LONGEST else ():
            url = completed(_ended(_without_next_word(address)))
            if _SCHEME.match(url) and not _is_cut(address):
                yield url


def apart(text: str) -> list[str]:
    """Return the addresses in `text`. Several may follow each other, and each of them may be a site."""
    return _NEXT.split(text)


def _is_cut(address: str) -> bool:
    """Return True if a part of the path is left out of `address`, so that the rest leads nowhere."""
    start = _SCHEME.match(address)
    return "/" in address[start.end() if start else 0 :].rstrip("./\u2026") and _CUT.search(address) is not None


def completed(link: str) -> str:
    """Return `link` with the scheme that `//host/` and `www.host/` leave out; unchanged if it names no host."""
    bare = link[:4].lower() == "www."
    if not bare and not link.startswith("//"):
        return link
    guess = f"https://{link}" if bare else f"https:{link}"
    host = host_of(guess).removesuffix(".")
    is_host = "." in host.removeprefix("www.") and is_known_top_level(host.rpartition(".")[2])
    return guess if is_host else link


def _spoken(text: str) -> str:
    """Return `text` without scripts, styles and comments. One that never ends is read as words."""
    pieces, place = [], 0
    while found := _SILENT.search(text, place):
        end = _END_OF[(found[1] or "").lower()].search(text, found.end())
        if end is None:
            break
        pieces.append(text[place : found.start()])
        place = end.start()
    return " ".join([*pieces, text[place:]])


def _without_next_word(address: str) -> str:
    """Return `address` up to the point where a word follows it without a space."""
    start = _SCHEME.match(address)
    host = _HOST.match(address, start.end() if start else 0)
    for found in _NEXT_WORD.finditer(address):
        # A host may have letters of two scripts. Cut it only if it is complete before them, and is not with them.
        if (
            host is None
            or found.start() >= host.end()
            or (_is_whole(address[host.start() : found.start()]) and not _is_whole(host[0]))
        ):
            return address[: found.start()]
    return address


def _is_whole(host: str) -> bool:
    return is_known_top_level(host.rstrip(_AFTER).rpartition(".")[2])


def _ended(address: str) -> str:
    """Return `address` without the punctuation of the sentence around it. A bracket that it opened itself stays."""
    while address and address[-1] in _AFTER:
        if address[-1] == ")" and address.count("(") >= address.count(")"):
            break
        address = address[:-1]
    return address
