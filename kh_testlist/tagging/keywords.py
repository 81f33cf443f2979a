"""Find the words of the tables in names and in texts, and the kinds of owner that an address shows.

The tables of texts are loaded with the first text, and that of Khmer with the first Khmer text.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from kh_testlist.categories import LEGEND
from kh_testlist.tagging import khmer
from kh_testlist.tagging.tables.words import WORDS

_GOVERNMENT: Final = frozenset({"gov", "gob", "gouv", "gub", "govt", "gobierno", "gc", "mil"})
"""Second-level names that registries keep for governments and armed forces."""
_GOVERNMENT_BY_COUNTRY: Final = frozenset(
    {"go.id", "go.jp", "go.ke", "go.kr", "go.th", "go.tz", "go.ug", "gv.at", "admin.ch"}
)
"""Suffixes of governments whose short name means something else in other countries."""
_INTERGOVERNMENTAL: Final = frozenset({
    "adb.org", "aiib.org", "apec.org", "asean.org", "europa.eu", "fao.org", "iaea.org", "iea.org", "ifad.org",
    "ifc.org", "ilo.org", "imf.org", "imo.org", "mrcmekong.org", "oas.org", "oecd.org", "opcw.org", "opec.org",
    "osce.org", "thecommonwealth.org", "un.org", "unaids.org", "undp.org", "unep.org", "unesco.org",
    "unfpa.org", "unhcr.org", "unicef.org", "unido.org", "unodc.org", "unwomen.org", "wfp.org", "worldbank.org",
    "wto.org",
})  # fmt: skip
"""Domains of organisations of states that are not under `.int`. Only such organisations may use `.int`."""


def owners(host: str, suffix: str) -> Iterator[str]:
    """Yield the only possible kind of owner: `GOVT`, a government or army; `IGO`, an organisation of states.

    Yield nothing if others may have such an address.
    """
    if suffix in _GOVERNMENT_BY_COUNTRY or not _GOVERNMENT.isdisjoint(suffix.split(".")):
        yield "GOVT"
    if suffix == "int" or any(host == one or host.endswith(f".{one}") for one in _INTERGOVERNMENTAL):
        yield "IGO"


_Codes = Mapping[str, tuple[str, ...]]


def _codes(table: Mapping[str, str], between: str | None = None) -> _Codes:
    """Return the categories of each word of a table."""
    codes: dict[str, tuple[str, ...]] = {}
    for code, words in table.items():
        for word in words.split(between):
            bare = " ".join(word.split())
            codes[bare] = (*codes.get(bare, ()), code)
    return codes


_CODES: Final = _codes(WORDS)

KEYWORDS: Final = frozenset(_CODES)
"""The words that are looked for in names."""
_SHORTEST: Final = min(map(len, KEYWORDS))
_LONGEST: Final = max(map(len, KEYWORDS))


class _OfTexts(NamedTuple):
    """The words that are looked for in texts only."""

    phrases: _Codes
    unspaced: _Codes
    starts: Mapping[str, tuple[int, ...]]
    """By the first word of phrases, the numbers of their words."""
    longest: int
    """Letters of a word of the languages without spaces, at most."""


@functools.cache
def _of_texts() -> _OfTexts:
    from kh_testlist.tagging.tables import phrases, unspaced  # noqa: PLC0415 - only for texts

    several, letters = _codes(phrases.PHRASES, "|"), _codes(unspaced.WORDS)
    starts: dict[str, set[int]] = {}
    for phrase in several:
        words = phrase.split()
        starts.setdefault(words[0], set()).add(len(words))
    lengths = {first: tuple(found) for first, found in starts.items()}
    return _OfTexts(several, letters, lengths, max(map(len, letters)))


def codes_of(keyword: str) -> tuple[str, ...]:
    """Return the categories that `keyword` shows; empty for a word that is not a keyword."""
    found = _CODES.get(keyword)
    if found is not None:
        return found
    if keyword in LEGEND:
        return ()
    if khmer.IS_KHMER.match(keyword):
        return khmer.codes_of(keyword)
    tables = _of_texts()
    return tables.phrases.get(keyword) or tables.unspaced.get(keyword, ())


def find(names: Iterable[str]) -> set[str]:
    """Return the keywords in `names`, which are words in lower case."""
    return {keyword for name in names for keyword in _find(name)}


@functools.lru_cache(maxsize=8192)
def _find(name: str) -> tuple[str, ...]:
    # Make all pieces of the name and intersect them with the keywords: the name is short, and keywords are many.
    return tuple(KEYWORDS.intersection(_pieces(f"^{name}$", _SHORTEST, _LONGEST)))


def find_phrases(words: Sequence[str]) -> Iterator[str]:
    """Yield the phrases in the words of a text, which are in lower case and in their order."""
    tables = _of_texts()
    for place, word in enumerate(words):
        for length in tables.starts.get(word, ()):
            if (phrase := " ".join(words[place : place + length])) in tables.phrases:
                yield phrase


def find_unspaced(letters: str) -> Iterator[str]:
    """Yield the keywords in the letters of a language that has no spaces between words."""
    tables = _of_texts()
    return (piece for piece in _pieces(letters, 2, tables.longest) if piece in tables.unspaced)


def _pieces(name: str, shortest: int, longest: int) -> Iterator[str]:
    length = len(name)
    for start in range(length - shortest + 1):
        for end in range(start + shortest, min(start + longest, length) + 1):
            yield name[start:end]
