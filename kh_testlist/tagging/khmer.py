"""Read Khmer text by words.

Khmer has no spaces between words. So the letters of a word are often in longer words too. Research has the letters of
alcohol, and history has those of pagoda. A keyword counts only if it starts and ends where words do. It must not be in
a longer expression of the table `TRAPS`. The library khmercut finds the words. It is loaded with the first Khmer text.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

IS_KHMER: Final = re.compile(r"[\u1780-\u17d3\u17d7\u17dc\u17dd]")
"""A letter or a sign. Digits and punctuation are between words."""
_STRETCH: Final = re.compile(r"[\u1780-\u17d3\u17d7\u17dc\u17dd]+(?:\s+[\u1780-\u17d3\u17d7\u17dc\u17dd]+)*")
_SIGN: Final = re.compile("[\u17b6-\u17d3\u17dd]")

_RO_BEFORE: Final = re.compile("(\u17d2\u179a)(\u17d2[\u1780-\u1799\u179b-\u17a2])")
_SAME: Final = (("\u17d2\u178a", "\u17d2\u178f"), ("\u17c1\u17b8", "\u17be"), ("\u17c1\u17b6", "\u17c4"))
"""Pairs that look the same: the small forms of da and ta, and two vowels that are written in two parts."""
_U_FOR_MARK: Final = re.compile("\u17bb(?=[\u17b7-\u17ba\u17be])")
"""The vowel u, which people type for the mark that looks the same under these vowels."""

_PREFIXES: Final = (
    "ការ",
    "អ្នក",
    "ភាព",
    "សេចក្តី",
    "ក្រុម",
    "ហាង",
    "កម្មវិធី",
    "គេហទំព័រ",
    "អំពើ",
    "ជំងឺ",
    "ល្បែង",
    "ក្រសួង",
    "មន្ទីរ",
    "សមាគម",
)
"""Words that start compounds, which the library often keeps together. After them a word starts too."""


def spelled(text: str) -> str:
    """Return `text` with one spelling for letters that look the same. Source: the Unicode Standard, 16.4."""
    text = _RO_BEFORE.sub(r"\2\1", text)
    for one, other in _SAME:
        text = text.replace(one, other)
    return _U_FOR_MARK.sub("\u17ca", text)


@functools.lru_cache(maxsize=64)
def keywords(text: str) -> tuple[str, ...]:
    """Return the Khmer keywords of `text`, each as often as it is there. `text` has no zero-width letters."""
    stretches = _STRETCH.findall(spelled(text))
    return tuple(word for stretch in stretches for word in _keywords(stretch, words(stretch), _table()))


def words(text: str) -> list[str]:
    """Return the words of Khmer text."""
    import khmercut  # noqa: PLC0415 - its model takes 20 MB and 0.03 s, and most lists have no Khmer text

    return [part for token in khmercut.tokenize(text) for part in token.split()]


def codes_of(keyword: str) -> tuple[str, ...]:
    """Return the categories that the Khmer word `keyword` shows; empty for a word that is not a keyword."""
    return _table().codes.get(keyword, ())


class _Table(NamedTuple):
    codes: Mapping[str, tuple[str, ...]]
    """The categories of each keyword."""
    traps: Mapping[str, tuple[tuple[str, int], ...]]
    """By keyword, expressions in which it shows nothing, and where it is in them."""
    longest: int


@functools.cache
def _table() -> _Table:
    from kh_testlist.tagging.tables.khmer import TRAPS, WORDS  # noqa: PLC0415 - only for Khmer text

    codes: dict[str, tuple[str, ...]] = {}
    for code, words in WORDS.items():
        for word in map(spelled, words.split()):
            codes[word] = (*codes.get(word, ()), code)
    traps = {
        (bare := spelled(keyword)): tuple((trap, trap.index(bare)) for trap in map(spelled, expressions.split()))
        for keyword, expressions in TRAPS.items()
    }
    return _Table(codes, traps, max(map(len, codes)))


def _keywords(stretch: str, parts: Sequence[str], table: _Table) -> Iterator[str]:
    """Yield the keywords of a stretch: from the left, the longest at each word."""
    letters = "".join(stretch.split())
    gaps = _gaps(stretch)
    edges = sorted(_edges(parts))
    done = 0
    for place, start in enumerate(edges[:-1]):
        if start < done:
            continue
        last = gaps[bisect.bisect_right(gaps, start)]
        furthest = bisect.bisect_right(edges, min(start + table.longest, last))
        for end in reversed(edges[place + 1 : furthest]):
            word = letters[start:end]
            if word in table.codes and not _is_trapped(letters, start, word, table):
                yield word
                done = end
                break


def _gaps(stretch: str) -> list[int]:
    """Return where spaces are, counted in letters."""
    gaps, count = [], 0
    for part in stretch.split():
        count += len(part)
        gaps.append(count)
    return gaps


def _edges(parts: Sequence[str]) -> Iterator[int]:
    """Yield where words start and end."""
    place = 0
    yield 0
    for part in parts:
        for prefix in _PREFIXES:
            if part.startswith(prefix) and len(part) > len(prefix) and not _SIGN.match(part, len(prefix)):
                yield place + len(prefix)
        place += len(part)
        yield place


def _is_trapped(letters: str, start: int, word: str, table: _Table) -> bool:
    return any(start >= at and letters.startswith(trap, start - at) for trap, at in table.traps.get(word, ()))
