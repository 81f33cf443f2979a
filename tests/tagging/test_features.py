"""What is read off a URL and the words of a page, and the keywords in it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kh_testlist.categories import LEGEND
from kh_testlist.tagging import keywords
from kh_testlist.tagging.features import BLOCKS, Features, of_url, text_of_notes, with_text
from kh_testlist.tagging.model import told
from kh_testlist.web.page import decode
from tests.samples import CLEAN_URLS, ODD_URLS

KHMER = "https://xn--j2e0cg3n2c.com/"
LONGEST = 80
"""Letters of a token that a model's file takes; a longer one in it would make the file unreadable."""


@pytest.mark.parametrize(
    ("url", "block", "tokens"),
    [
        ("https://example.com/", "name", {"^ex", "^exa", "^exam", "ple$", "mpl", "ample"}),
        ("https://example.com/", "words", {"h:example"}),
        ("https://www.example.com/", "words", {"h:example"}),
        ("http://EXAMPLE.com:80", "words", {"h:example"}),
        ("https://khmer.news.example.com.kh/", "words", {"h:example", "s:khmer", "s:news"}),
        ("https://two-words.example.com/", "words", {"s:two", "s:words"}),
        ("https://example.com/en/Human-Rights?page=About&id=7", "words", {"p:en", "p:human", "p:rights", "q:about"}),
        ("https://example.com.kh/", "suffix", {".com.kh", "com", "kh", "com."}),
        ("https://ab-1.example.org/", "suffix", {".org", "org", "subdomain"}),
        ("https://ab-12.org/", "suffix", {"digit", "dashes 1"}),
        ("http://example.org/a/b/c/d/e", "suffix", {"http", "depth 3"}),
        ("https://example.org/?q=1", "suffix", {"query", "depth 0"}),
        (KHMER, "name", {"^ខ្", "ខ្ម", "មែរ"}),
        ("https://ខ្មែរ.com/", "name", {"^ខ្", "មែរ"}),
        ("https://facebook.com/khmernews", "words", {"@facebook", "p:khmernews"}),
        ("https://www.facebook.com/khmernews", "name", {"^khm", "news$"}),
        ("https://onlinecasino.example.org/", "keywords", {"casin", "GMB"}),
        ("https://my-casino.com/", "keywords", {"casin", "GMB"}),
        ("https://example.org/casino", "path_keywords", {"casin", "GMB"}),
    ],
)
def test_tokens(url: str, block: str, tokens: set[str]) -> None:
    """What a URL says, block by block."""
    assert tokens <= getattr(of_url(url), block)


@pytest.mark.parametrize(
    ("url", "block", "tokens"),
    [
        ("https://www.example.com/", "words", {"s:www", "h:www", "h:com"}),
        ("https://facebook.com/khmernews", "name", {"^fac", "book$"}),
        ("https://example.com/", "suffix", {"http", "digit", "query", "subdomain", "dashes 1"}),
        ("https://example.org/casino", "keywords", {"casin", "GMB"}),
        ("https://example.org/?q=casino", "path_keywords", {"casin", "GMB"}),
        ("https://example.org/1234/", "words", {"p:1234"}),
    ],
)
def test_no_such_tokens(url: str, block: str, tokens: set[str]) -> None:
    """What it does not say: a platform's own name tells nothing of whose page it is."""
    assert not tokens & getattr(of_url(url), block)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://www.example.gov.kh/", "GOVT"),
        ("https://example.gov/", "GOVT"),
        ("https://example.gob.mx/", "GOVT"),
        ("https://example.gouv.fr/", "GOVT"),
        ("https://example.go.th/", "GOVT"),
        ("https://example.go.id/", "GOVT"),
        ("https://example.mil/", "GOVT"),
        ("https://example.mil.kh/", "GOVT"),
        ("https://www.who.int/", "IGO"),
        ("https://www.un.org/", "IGO"),
        ("https://news.un.org/en/", "IGO"),
        ("https://asean.org/", "IGO"),
    ],
)
def test_owners(url: str, code: str) -> None:
    """A suffix that only governments, armies or organisations of states may have says whose it is."""
    assert code in of_url(url).suffix
    assert code in told(of_url(url))


@pytest.mark.parametrize(
    "url",
    [
        "https://gov.example.com/",
        "https://example.com/gov",
        "https://notun.org/",
        "https://un.org.example.com/",
        "https://example.go.com/",
        "https://mygov.org/",
        "https://military.com/",
        "https://print.com/",
        "https://example.com.kh/",
    ],
)
def test_no_owners(url: str) -> None:
    """What only looks like such a suffix is none."""
    assert not {"GOVT", "IGO"} & of_url(url).suffix


@pytest.mark.parametrize("url", ["", "example.com", "ftp://example.com/", "mailto:a@b.c", "https://", "ខ្មែរ", "\x00"])
def test_no_web_address(url: str) -> None:
    """What is no web address says nothing."""
    assert of_url(url) == Features()


@pytest.mark.parametrize("url", ["https://192.0.2.7/", "https://[2001:db8::1]/", "https://localhost/", "https://kh/"])
def test_hosts_without_a_domain(url: str) -> None:
    """An address, or a bare name, is a host too."""
    assert of_url(url).suffix


class TestText:
    """The words of a page."""

    @pytest.mark.parametrize(
        ("text", "tokens"),
        [
            ("Daily NEWS", {"daily", "news"}),
            ("gambling gambler", {"gambling", "gambler", "gambl*"}),
            ("ข่าววันนี้", {"ข่า", "ข่าวว"}),
            ("သတင်း", {"သတင"}),
            ("新聞報導", {"新聞報", "新聞報導"}),
            ("ລາວ", {"ລາວ"}),
            ("STRASSE Straße", {"strasse"}),
            ("newsសារ", {"news"}),
            ("新聞報導" * 30, {"新聞報"}),
        ],
    )
    def test_tokens(self, text: str, tokens: set[str]) -> None:
        """Whole words where there are spaces, groups of letters where there are none; zero-width spaces are nothing."""
        assert tokens <= with_text(Features(), text).text

    @pytest.mark.parametrize("text", ["", "   ", "123 456", "!?", "\u200b\u200b", "\n\t"])
    def test_nothing_said(self, text: str) -> None:
        """What has no words in it."""
        found = with_text(Features(), text)
        assert (found.text, found.text_keywords) == (frozenset(), frozenset())

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("Online casino", "GMB"),
            ("Human rights for all", "HUMR"),
            ("សិទ្ធិមនុស្សនៅកម្ពុជា", "HUMR"),
            ("ព័ត៌មានថ្មីៗ", "NEWS"),
            ("ព័ត៌\u200bមាន", "NEWS"),
            ("ល្បែងស៊ីសង", "GMB"),
            ("Free VPN", "ANON"),
        ],
    )
    def test_keywords(self, text: str, code: str) -> None:
        """Keywords are found on a page, in English and in Khmer."""
        found = with_text(Features(), text)
        assert code in found.text_keywords | {code for term in found.terms for code in keywords.codes_of(term)}

    def test_the_url_stays(self) -> None:
        """What the URL says is not lost to what the page says."""
        found = of_url("https://example.com/")
        assert with_text(found, "news")[:5] == found[:5]

    def test_the_first_words_count(self) -> None:
        """A page that goes on for ever is read from its start, and no further than a few hundred words."""
        words = " ".join(f"w{chr(97 + n // 26 % 26)}{chr(97 + n % 26)}{'x' * (n // 676)}" for n in range(5_000))
        found = with_text(Features(), words)
        assert 100 < len(found.text) < 1_000
        assert "waa" in found.text


@pytest.mark.parametrize(
    ("notes", "text"),
    [
        ("See https://example.com/page for more", "See for more"),
        ("www.example.com is down", "is down"),
        ("was NEWS, now HUMR", "was , now"),
        ("newsworthy NEWSPAPER", "newsworthy NEWSPAPER"),
        ("  two   spaces ", "two spaces"),
        ("", ""),
        ("ព័ត៌មាន NEWS", "ព័ត៌មាន"),
    ],
)
def test_text_of_notes(notes: str, text: str) -> None:
    """Of notes, what speaks of the site: no links, and no codes, which would give the answer away."""
    assert text_of_notes(notes) == text


class TestKeywords:
    """The table of words, and how they are found."""

    @pytest.mark.parametrize(
        ("name", "found"),
        [
            ("mycasinosite", "casin"),
            ("casino", "casin"),
            ("news", "news"),
            ("newsroom", "news"),
            ("betting", "betting"),
            ("xxx", "^xxx"),
        ],
    )
    def test_found(self, name: str, found: str) -> None:
        """A word alone may stand anywhere; `^` and `$` hold it to an end of the name."""
        assert found in keywords.find([name])

    @pytest.mark.parametrize(
        ("name", "not_found"), [("alphabet", "^bet"), ("betamax", "bet$"), ("analysis", "^anal$"), ("bass", "^ass$")]
    )
    def test_not_found(self, name: str, not_found: str) -> None:
        """Such a word is not found in the middle of another."""
        assert not_found in keywords.KEYWORDS
        assert not_found not in keywords.find([name])

    def test_nothing(self) -> None:
        """No names, an empty one and a short one."""
        assert keywords.find([]) == keywords.find([""]) == keywords.find(["q"]) == set()

    def test_every_keyword(self) -> None:
        """Each keyword tells codes of the legend, and is found where it stands alone, or by its beginning and end."""
        for word in sorted(keywords.KEYWORDS):
            codes = keywords.codes_of(word)
            assert codes, word
            assert set(codes) <= LEGEND.keys(), word
            assert len(set(codes)) == len(codes), f"{word} is named twice for one category"
            assert word.strip("^$") == word.strip("^$").casefold(), word
            assert word in keywords.find([word.strip("^$")]), word

    def test_every_category(self) -> None:
        """All categories have their words, but for what fits nowhere and for controls, which are no kind of site."""
        assert {code for word in keywords.KEYWORDS for code in keywords.codes_of(word)} >= LEGEND.keys() - {
            "MISC",
            "CTRL",
        }

    def test_no_keyword(self) -> None:
        """What is none tells nothing."""
        assert keywords.codes_of("nonsense") == ()

    @given(st.lists(st.text(max_size=40), max_size=4))
    def test_any_names(self, names: list[str]) -> None:
        """Keywords are found in any text, together as one by one."""
        assert keywords.find(names) == set().union(*(keywords.find([name]) for name in names))


def assert_fit(found: Features) -> None:
    """Every token can stand in a model's file and be shown: short, printable, and in its block once."""
    for block, tokens in zip(BLOCKS, found, strict=False):
        assert isinstance(tokens, frozenset)
        for token in tokens:
            assert token, block
            assert token.isprintable(), (block, ascii(token))
            assert len(token) <= LONGEST, (block, token[:20], len(token))


LONG = "a" * 100
JOINER = "xn--mgba3gch31f060k"
"""A Persian name with a zero-width non-joiner in it, as IDNA allows."""


@given(CLEAN_URLS | ODD_URLS | st.text())
@example(f"https://example.com/{LONG}")
@example(f"https://example.com/?{LONG}")
@example(f"https://facebook.com/{LONG}")
@example(f"https://{JOINER}.com/")
@example(f"https://example.com/{'%E1%9E%96' * 50}")
@example("https://xn--.com/")
@example("https://xn--a.com/")
@example("https://" + "a." * 200 + "com/")
def test_any_url(url: str) -> None:
    """Any string is taken, and what comes of it can stand in a model."""
    assert_fit(of_url(url))


@given(st.text())
@example(LONG)
@example("ព" * 100)
@example("\u17de\u17df\u17fb\u0e3b\u0e7f")
@example("\ud800")
@example("\u1780\u17b4\u17b5")
@example("ﷺ" * 20)
def test_any_text(text: str) -> None:
    """So is any text of a page."""
    assert_fit(with_text(Features(), text))


@given(st.binary() | st.text().map(lambda text: f"<h1>{text}</h1><p>{text}".encode("utf-8", "surrogatepass")))
def test_any_page(body: bytes) -> None:
    """So are any bytes that are called a page."""
    assert_fit(with_text(of_url("https://example.com/"), decode(body).summary))
