"""Read the text of a page: its keywords, and its words or groups of letters."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

from kh_testlist.tagging import keywords, khmer

_UNSPACED: Final = "\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
"""Thai, Lao, Burmese, Japanese and Chinese have no spaces between words, and marks that `\\w` does not match."""
_KHMER: Final = "\u1780-\u17ff"
_PART: Final = re.compile(
    rf"(?P<khmer>[{_KHMER}][{_KHMER}\s]*)|(?P<letters>[{_UNSPACED}]+)|[^\W\d_{_UNSPACED}{_KHMER}]+"
)
ZERO_WIDTH: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
"""Letters of no width, which text in these languages has between words, and sometimes inside words."""

_GROUPS: Final = range(3, 6)
_LONGEST: Final = 63
"""Letters of a word that are used. It is the maximum for a label of a host."""
_STEM: Final = 5
"""Longer words also count by their first letters, so that `gambling` and `gambler` have a common token."""
_WORDS: Final = 300
"""Words with spaces between them that are read."""
_LETTERS: Final = 4_000
"""Letters without spaces that are read. It is about as much text as 1,000 words."""


class Text(NamedTuple):
    """What is read of a text."""

    tokens: frozenset[str]
    """Words, and groups of letters where words have no spaces between them. There are no
    Khmer words, because lists have almost no Khmer text to learn from."""
    keywords: frozenset[str]
    """Keywords anywhere in words with Latin letters."""
    terms: tuple[str, ...]
    """Words and phrases of the tables of texts, as often as they are there."""


def read(text: str) -> Text:
    """Read the first words of a page."""
    words: list[str] = []
    tokens: set[str] = set()
    terms: list[str] = []
    left = _LETTERS
    for part in _PART.finditer(unicodedata.normalize("NFC", text.translate(ZERO_WIDTH)).casefold()):
        said = part.group()
        if part.lastgroup is None:
            if len(words) < _WORDS and (word := plain(said)):
                words.append(word)
            continue
        said = shown(said[:left])
        left -= len(said)
        if part.lastgroup == "khmer":
            terms += khmer.keywords(said)
        else:
            tokens |= groups(said, _GROUPS)
            terms += keywords.find_unspaced(said)
    tokens.update(words, (f"{word[:_STEM]}*" for word in words if len(word) > _STEM))
    phrases = list(keywords.find_phrases(words))
    if len(set(phrases)) > 1 or any(" " in phrase for phrase in phrases):
        terms += phrases  # a single word may be a time slot, and a model knows such words too
    return Text(frozenset(tokens), frozenset(keywords.find(words)), tuple(terms))


def groups(text: str, lengths: range) -> set[str]:
    """Return the groups of letters in `text` that have one of `lengths`."""
    return {text[start : start + length] for length in lengths for start in range(len(text) - length + 1)}


def plain(text: str) -> str:
    """Return the start of `text`, as long as a word may be, without invisible letters."""
    return shown(text[:_LONGEST])


def shown(text: str) -> str:
    """Return `text` without invisible letters."""
    return text if text.isprintable() else "".join(filter(str.isprintable, text))
