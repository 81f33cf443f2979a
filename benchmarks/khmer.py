"""Compare ways to find words in Khmer text: how many keywords they keep out of longer words, and how fast they are.

    python benchmarks/khmer.py [--quick] [--write]

The texts are the tables of tests/tagging. ICU is measured if its package is installed: pip install icu4py.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, NamedTuple

from comparison import Comparison
from script import TOP, parser, prepare, report

from kh_testlist.tagging import khmer
from kh_testlist.tagging.suggest import Tagger
from kh_testlist.tagging.tables.khmer import TRAPS, WORDS

_TABLES: Final = TOP / "tests" / "tagging"
_ROUNDS: Final = 5
_SURE: Final = 0.3
_HEAD: Final = "| words by | silent inside other words | in expressions | found alone | pages right | letters/s |"
_OURS: Final = "khmercut, with our expressions"
_DICTIONARY: Final = "ICU, longest match over its dictionary"
_CLUSTER: Final = re.compile("[\u1780-\u17b3](?:\u17d2[\u1780-\u17b3]|[\u17b4-\u17d1\u17d3\u17dd])*|.", re.DOTALL)
"""A letter with its signs and small forms."""

Segment = Callable[[str], list[str]]


class Way(NamedTuple):
    """A way to find words."""

    segment: Segment
    has_expressions: bool = False


class Result(NamedTuple):
    """The results of one way."""

    inside: float
    """The share of texts in which a keyword's letters are in other words, and it is not found."""
    expressions: float
    """The share of expressions in which their keyword is not found."""
    heard: float
    """The share of keywords that are found when they are alone."""
    pages: float
    """The share of pages with a right suggestion."""
    letters: float
    """Letters per second."""


def main() -> None:
    """Measure, and print the tables."""
    options = parser(__doc__, "one round").parse_args()
    prepare()
    found = {name: _result(way, 1 if options.quick else _ROUNDS) for name, way in _ways().items()}
    lines = [_HEAD, "|---|---:|---:|---:|---:|---:|"]
    lines += [
        f"| {name} | {' | '.join(f'{share:.1%}' for share in one[:-1])} | {one.letters:,.0f} |"
        for name, one in found.items()
    ]
    report("khmer", "\n".join(lines) + "\n", list(_comparisons(found)), is_written=options.write)


def _comparisons(found: Mapping[str, Result]) -> Iterator[Comparison]:
    ours, theirs = found[_OURS], found.get(_DICTIONARY)
    yield Comparison("Khmer keywords silent inside other words", ours.inside, "{:.3f}", goal=0.99, is_least=True)
    yield Comparison("Khmer pages with a right suggestion", ours.pages, "{:.3f}", goal=0.95, is_least=True)
    if theirs is None:
        yield Comparison("Khmer letters", None, why="icu4py is not installed")
    else:
        yield Comparison("Khmer letters", ours.letters, "{:,.0f}/s", _DICTIONARY, theirs.letters, is_least=True)


def _ways() -> dict[str, Way]:
    import khmercut  # noqa: PLC0415 - its loading is not measured

    khmercut.tokenize("ក")
    ways = {"nothing: a keyword counts anywhere": Way(lambda text: list(text.replace(" ", "")))}
    ways["longest match over our own words"] = Way(_longest)
    if find_spec("icu4py"):
        ways[_DICTIONARY] = Way(_icu())
    ways["khmercut"] = Way(khmer.words)
    ways[_OURS] = Way(khmer.words, has_expressions=True)
    return ways


def _icu() -> Segment:
    from icu4py.breakers import WordBreaker  # noqa: PLC0415 - a peer that may be missing
    from icu4py.locale import Locale  # noqa: PLC0415 - the same

    locale = Locale("km")
    return lambda text: [part for token in WordBreaker(text, locale) for part in str(token).split()]


_LEXICON: Final = frozenset(
    khmer.spelled(word) for words in (*WORDS.values(), *TRAPS.values(), *map(str, TRAPS)) for word in words.split()
)
_LONGEST: Final = max(map(len, _LEXICON))


def _longest(text: str) -> list[str]:
    """Return the longest word of our tables at each place, or one letter with its signs."""
    words = []
    for part in text.split():
        start = 0
        while start < len(part):
            ends = range(min(start + _LONGEST, len(part)), start, -1)
            known = next((end for end in ends if part[start:end] in _LEXICON), None)
            cluster = _CLUSTER.match(part, start)
            end = known or (cluster.end() if cluster else start + 1)
            words.append(part[start:end])
            start = end
    return words


def _result(way: Way, rounds: int) -> Result:
    before: Any = khmer.words, khmer._table  # noqa: SLF001 - each way takes its place there
    table = khmer._table()  # noqa: SLF001 - the same
    khmer.words = way.segment  # type: ignore[assignment]
    khmer._table = lambda: table if way.has_expressions else table._replace(traps={})  # type: ignore[assignment] # noqa: SLF001
    khmer.keywords.cache_clear()
    try:
        return _measured(rounds)
    finally:
        khmer.words, khmer._table = before  # noqa: SLF001 - the same
        khmer.keywords.cache_clear()


def _measured(rounds: int) -> Result:
    rows = list(_rows(_TABLES / "khmer_traps.tsv"))
    heard = [code in _codes(keyword) for keyword, code, _ in rows]
    pages = list(_rows(_TABLES / "khmer_pages.tsv"))
    right = [_is_right(*page) for page in pages]
    text = "\n".join(page[2] for page in pages)
    seconds = min(_seconds(text) for _ in range(rounds))
    letters = sum(1 for letter in text if khmer.IS_KHMER.match(letter))
    silent = [_silent(_TABLES / name) for name in ("khmer_letters.tsv", "khmer_traps.tsv")]
    return Result(silent[0], silent[1], sum(heard) / len(heard), sum(right) / len(right), letters / seconds)


def _silent(path: Path) -> float:
    """Return the share of texts in which their keyword is not found."""
    found = [
        khmer.spelled(word) in khmer.keywords(text) for word, _, texts in _rows(path) for text in texts.split(" | ")
    ]
    return 1 - sum(found) / len(found)


def _seconds(text: str) -> float:
    khmer.keywords.cache_clear()
    started = time.perf_counter()
    khmer.keywords(text)
    return time.perf_counter() - started


def _codes(text: str) -> set[str]:
    return {code for keyword in khmer.keywords(text) for code in khmer.codes_of(keyword)}


def _is_right(never: str, wanted: str, text: str) -> bool:
    found = Tagger().tag("https://www.example.com/", text).suggestions[:3]
    if found[0].category_code in never.split("|") and found[0].confidence > _SURE:
        return False
    return wanted == "-" or not {one.category_code for one in found}.isdisjoint(wanted.split("|"))


def _rows(path: Path) -> Iterator[tuple[str, str, str]]:
    for line in path.read_text("utf-8").splitlines()[2:]:
        first, second, third = line.split("\t")
        yield first, second, third


if __name__ == "__main__":
    main()
