"""Khmer by words: no keyword inside another word, and pages whose category words decide."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.categories import LEGEND
from kh_testlist.tagging import keywords, khmer
from kh_testlist.tagging.features import Features, of_url, with_text
from kh_testlist.tagging.model import Model
from kh_testlist.tagging.suggest import Tagger
from kh_testlist.tagging.tables.khmer import TRAPS, WORDS

HERE = Path(__file__).parent
NEUTRAL = "https://www.example.com/"
SURE = 0.3
WORD_OF = {word for words in WORDS.values() for word in words.split()}
LETTERS = st.text(st.sampled_from("កខគងចតថនបមយរលវសហអាិីុូេែោះ់្ៈ "), max_size=80)


def table(path: Path) -> Iterator[tuple[str, str, str]]:
    """The lines of a table with three columns."""
    for line in path.read_text(encoding="utf-8").splitlines()[2:]:
        first, second, third = line.split("\t")
        yield first, second, third


TRAP_ROWS = [*table(HERE / "khmer_letters.tsv"), *table(HERE / "khmer_traps.tsv")]
PAGES = list(table(HERE / "khmer_pages.tsv"))


def shown(text: str) -> list[str]:
    """The categories that the keywords of a text show."""
    return [code for keyword in khmer.keywords(text) for code in khmer.codes_of(keyword)]


def wrong(never: str, wanted: str, text: str, tagger: Tagger) -> str:
    """What is wrong with the suggestions for a page; an empty text if nothing is."""
    first, *others = tagger.tag(NEUTRAL, text).suggestions
    if first.category_code in never.split("|") and first.confidence > SURE:
        return f"{first.category_code} {first.confidence}: {first.reason}"
    codes = {first.category_code, *(one.category_code for one in others[:2])}
    return "" if wanted == "-" or codes & set(wanted.split("|")) else f"{codes}, wanted: {wanted}"


class TestTraps:
    """Longer words that contain the letters of a keyword."""

    def test_the_table(self) -> None:
        """There are enough of them, and each really contains the keyword."""
        assert len({keyword for keyword, _, _ in TRAP_ROWS}) >= 60
        for keyword, code, traps in TRAP_ROWS:
            assert code in khmer.codes_of(khmer.spelled(keyword)), keyword
            for trap in traps.split(" | "):
                assert keyword in trap.replace(" ", ""), (keyword, trap)
                assert trap != keyword

    @pytest.mark.parametrize(("keyword", "code", "traps"), TRAP_ROWS, ids=map(str, range(len(TRAP_ROWS))))
    def test_trap(self, keyword: str, code: str, traps: str) -> None:
        """The keyword shows its category alone, and none of the longer words does."""
        assert code in shown(keyword)
        word = khmer.spelled(keyword)
        assert not [trap for trap in traps.split(" | ") if word in khmer.keywords(trap)]

    def test_our_own(self) -> None:
        """Each expression of the program's own table keeps its keyword silent, in a sentence too, and with spaces."""
        for keyword, expressions in TRAPS.items():
            assert keyword in WORD_OF, keyword
            for trap in expressions.split():
                assert keyword in trap
                for text in (trap, f"នៅ{trap}នេះ"):
                    assert khmer.spelled(keyword) not in khmer.keywords(text), (keyword, text)
        assert khmer.keywords("ជាតិ សាសនា ព្រះមហាក្សត្រ") == ()
        assert khmer.keywords("ជាតិ សាសនា និងព្រះមហាក្សត្រ") == ("សាសនា",)


class TestPages:
    """Words of whole pages, on an address that says nothing."""

    @pytest.mark.parametrize(("never", "wanted", "text"), PAGES, ids=[row[2][:30] for row in PAGES])
    def test_without_a_model(self, never: str, wanted: str, text: str) -> None:
        """No neutral page gets a wrong category with confidence, and a clear page gets its own."""
        assert not wrong(never, wanted, text, Tagger())

    def test_with_a_model(self, learned: Model) -> None:
        """A model that knows no Khmer changes nothing about that. Its own guess for any page is left out."""
        tagger = Tagger(learned)
        usual = tagger.tag(NEUTRAL).suggestions[0].category_code
        rows = [row for row in PAGES if usual not in row[0].split("|")]
        assert len(rows) > 300
        assert not [found for row in rows if (found := wrong(*row, tagger))]

    def test_shared_cases(self, upstream_lists: Path) -> None:
        """The texts that were reported as wrong."""
        lines = (upstream_lists.parent.parent / "cases" / "khmer.tsv").read_text(encoding="utf-8").splitlines()
        rows = [line.split("\t") for line in lines if not line.startswith(("#", "never"))]
        assert len(rows) >= 15
        assert not [found for never, wanted, text in rows if (found := wrong(never, wanted, text, Tagger()))]


class TestTable:
    """The table of words."""

    def test_every_word_is_found(self) -> None:
        """Each word is found when it stands alone, so the library does not cut it elsewhere; none is there twice."""
        everything = [(word, code) for code, words in WORDS.items() for word in words.split()]
        assert len(set(everything)) == len(everything)
        assert WORDS.keys() <= LEGEND.keys()
        lost = [word for word, code in everything if code not in shown(word)]
        assert not lost

    @pytest.mark.parametrize(
        ("typed", "word"),
        [("ស្រ្តី", "ស្ត្រី"), ("ស្ដ្រី", "ស្ត្រី"), ("កាសុីណូ", "កាស៊ីណូ"), ("បណ្ដាញសង្គម", "បណ្តាញសង្គម"), ("ព័ត៌\u200bមាន", "ព័ត៌មាន")],
    )
    def test_other_spellings(self, typed: str, word: str) -> None:
        """Letters that look the same are the same word."""
        assert with_text(Features(), typed).terms == (khmer.spelled(word),)

    @given(LETTERS)
    def test_any_letters(self, text: str) -> None:
        """The words of a text are its letters, all of them and in their order; keywords are some of these."""
        assert "".join(khmer.words(text)) == "".join(text.split())
        found = khmer.keywords(text)
        assert all(khmer.codes_of(one) for one in found)
        assert all(one in "".join(khmer.spelled(text).split()) for one in found)

    @given(st.sampled_from(sorted(WORD_OF)), st.integers(0, 60))
    def test_far_into_a_run(self, word: str, before: int) -> None:
        """A word counts wherever it is in letters without spaces."""
        assert khmer.spelled(word) in khmer.keywords("មនុស្ស" * before + " " + word)


class TestAddresses:
    """Khmer in URLs counts as text."""

    TEXT = "កាស៊ីណូភ្នាល់បាល់ទាត់"

    @pytest.mark.parametrize(
        "url",
        [
            f"https://example.com/{quote(TEXT)}/",
            f"https://example.com/{TEXT}",
            f"https://example.com/?q={quote(TEXT)}",
            f"https://example.com/#{quote(TEXT)}",
            f"https://{TEXT}.com/",
            f"https://xn--{TEXT.encode('punycode').decode()}.com/",
            f"https://www.{TEXT}.example.org/",
        ],
    )
    def test_each_place(self, url: str) -> None:
        """Percent-encoded or punycoded, in the host, the path, the query and the fragment."""
        assert of_url(url).written == ("កាស៊ីណូ", "ភ្នាល់", "បាល់ទាត់")
        first = Tagger().tag(url).suggestions[0]
        assert first.category_code == "GMB"
        assert "“កាស៊ីណូ”" in first.reason
        assert "in its address" in first.reason

    @pytest.mark.parametrize("text", ["ស្រាវជ្រាវ", "ប្រវត្តិ", "បោះឆ្នោត"])
    def test_traps(self, text: str) -> None:
        """They are traps in a URL too."""
        found = Tagger().tag(f"https://example.com/{quote(text)}").suggestions[0]
        assert found.category_code not in {"ALDR", "REL", "GMB"}

    def test_the_library_waits(self) -> None:
        """Nothing that segments Khmer is loaded for other text."""
        code = (
            "import sys; from kh_testlist.tagging.suggest import Tagger; t = Tagger();"
            "t.tag('https://example.com/%20x?q=%D0%B0', 'casino news 彩票 ข่าว');"
            "assert 'khmercut' not in sys.modules and 'kh_testlist.tagging.tables.khmer' not in sys.modules;"
            "t.tag('https://example.com/', 'ក'); assert 'khmercut' in sys.modules"
        )
        subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_codes_of_all_tables() -> None:
    """A word of any table tells its categories."""
    for word, code in (("casino", "GMB"), ("nhà cái", "GMB"), ("百家乐", "GMB"), ("บาคาร่า", "GMB"), ("កាស៊ីណូ", "GMB")):
        assert code in keywords.codes_of(word), word
