"""Suggestions: three at least, in the order of how sure they are, each with a reason that a person can check."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kh_testlist.categories import LEGEND
from kh_testlist.tagging.lookup import Index
from kh_testlist.tagging.model import Calibration, Model
from kh_testlist.tagging.suggest import Tagger, Tagging
from tests.hostile.processes import HARMFUL
from tests.samples import CLEAN_URLS, ODD_URLS, a_list, row
from tests.tagging.handmade import a_model, rows

INDEX = Index([
    a_list(*rows("th"), row("https://example.com/", "HUMR"), row("https://www.facebook.com/a", "HUMR"), path="th.csv"),
    a_list(row("https://example.com/", "NEWS"), row("https://news.example.com.kh/", "NEWS"), path="vn.csv"),
])  # fmt: skip
WILD = Calibration({"certain": 1e6, "odds": -1e6, "score": 1e6}, {"NEWS": -1e6}, -1e6)
TAGGERS = {
    "nothing": Tagger(),
    "a model": Tagger(a_model()),
    "lists": Tagger(None, INDEX),
    "a model and lists": Tagger(a_model(), INDEX),
    "two categories": Tagger(a_model(codes=("NEWS", "GMB"), intercepts=[0.0, 1.0])),
    "all categories": Tagger(a_model(codes=tuple(LEGEND), intercepts=[0.0] * len(LEGEND))),
    "wild numbers": Tagger(a_model(scales=dict.fromkeys(a_model().header.scales, 1e6), calibration=WILD)),
    "equal numbers": Tagger(a_model(scales=dict.fromkeys(a_model().header.scales, 0.0), intercepts=[0.0] * 3)),
}


def assert_sound(tagging: Tagging, top: int = 3) -> None:
    """What holds of any suggestion."""
    codes = [one.category_code for one in tagging.suggestions]
    assert len(codes) == max(top, 3)
    assert len(set(codes)) == len(codes)
    assert set(codes) <= LEGEND.keys()
    shares = [one.confidence for one in tagging.suggestions]
    assert shares == sorted(shares, reverse=True)
    assert all(0 <= share <= 1 for share in shares)
    for one in tagging.suggestions:
        assert one.reason.strip()
        assert "“”" not in one.reason


@pytest.mark.parametrize("name", TAGGERS)
@given(
    CLEAN_URLS
    | ODD_URLS
    | st.text()
    | st.sampled_from(
        ["https://example.com/", "https://facebook.com/a", "https://casino.gov.kh/news", "https://a.org"]
    ),
    st.text() | st.sampled_from(["", "", "daily news", "casino ព័ត៌មាន"]),
    st.integers(1, 31),
)
@example("https://^$*.com/", "^ $ *", 31)
@example("https://adb.org/", "", 3)
def test_always(name: str, url: str, text: str, top: int) -> None:
    """At least three, distinct, of the legend, sure in rank, with a reason: of anything, by whatever there is."""
    tagging = TAGGERS[name].tag(url, text, top)
    assert tagging.url == url
    assert_sound(tagging, top)
    assert TAGGERS[name].tag(url, text, top) == tagging


@given(CLEAN_URLS, st.text(max_size=30))
def test_learned(learned: Model, url: str, text: str) -> None:
    """The same of a model that was learned; its reasons can be shown as they are."""
    for tagger in (Tagger(learned), Tagger(learned, INDEX)):
        tagging = tagger.tag(url, text)
        assert_sound(tagging)
        assert all(one.reason.isprintable() for one in tagging.suggestions)


@pytest.mark.parametrize("name", ["nothing", "a model", "lists", "a model and lists"])
@pytest.mark.parametrize("url", ["", "no url", "ftp://example.org/", "\x1b[31m", "ខ្មែរ"])
def test_no_web_address(name: str, url: str) -> None:
    """Of what is no web address nothing is claimed."""
    tagging = TAGGERS[name].tag(url)
    assert tagging.abstained
    assert_sound(tagging)


@pytest.mark.parametrize(
    ("url", "text", "code", "said"),
    [
        ("https://www.mfa.gov.kh/", "", "GOVT", "its address under .gov.kh"),
        ("https://example.go.th/", "", "GOVT", ".go.th"),
        ("https://army.mil/", "", "GOVT", ".mil"),
        ("https://example.int/", "", "IGO", "its address under .int"),
        ("https://mycasino.example.org/", "", "GMB", "“casin” in its name"),
        ("https://freevpn.example.org/", "", "ANON", "“vpn” in its name"),
        ("https://pornsite.example.org/", "", "PORN", "“porn” in its name"),
        ("https://lgbtcambodia.example.org/", "", "LGBT", "“lgbt” in its name"),
        ("https://khmernews.example.org/", "", "NEWS", "“news” in its name"),
        ("https://example.org/casino", "", "GMB", "“casin” in its path"),
        ("https://zz.org/", "ការលេងល្បែងស៊ីសង", "GMB", "“ល្បែង” on its page"),
        ("https://zz.org/", "សិទ្ធិមនុស្ស", "HUMR", "on its page"),
        ("https://zz.org/", "ព័ត៌មានថ្មីៗ", "NEWS", "“ព័ត៌មាន” on its page"),
    ],
)
def test_by_keywords(url: str, text: str, code: str, said: str) -> None:
    """Without a model or a list, suffixes and keywords tell, and the reason names them."""
    first = Tagger().tag(url, text).suggestions[0]
    assert first.category_code == code
    assert said in first.reason


@pytest.mark.parametrize("url", ["https://mycasino.example.org/", "https://openvpn.example.org/"])
def test_strong_keywords(url: str) -> None:
    """The keywords that hardly ever err are not abstained from."""
    assert not Tagger().tag(url).abstained


@pytest.mark.parametrize("url", ["https://zz.org/", "https://bank.example.org/", "https://search.example.org/"])
def test_weak_evidence(url: str) -> None:
    """Where nothing speaks, or words that often err, it abstains, and suggests all the same."""
    assert Tagger().tag(url).abstained


@pytest.mark.parametrize("url", ["https://www.adb.org/", "https://www.un.org/", "https://europa.eu/"])
def test_a_reason_that_can_be_checked(url: str) -> None:
    """An organisation of states that lives under an ordinary suffix is known by its name, and that is the reason."""
    first = Tagger().tag(url).suggestions[0]
    assert first.category_code == "IGO"
    assert "under .org" not in first.reason
    assert "under .eu" not in first.reason


def test_the_order_of_evidence() -> None:
    """What a list says of the very URL comes before keywords and model; but it is not the only one asked."""
    listed = Index([a_list(row("https://mycasino.example.org/", "ENV"), path="th.csv")])
    tagging = Tagger(None, listed).tag("https://mycasino.example.org/")
    assert [one.category_code for one in tagging.suggestions[:2]] == ["ENV", "GMB"]
    assert tagging.suggestions[0].reason == "listed as ENV in th.csv, one list"
    assert "casin" in tagging.suggestions[1].reason


def test_a_model_alone() -> None:
    """A tagger by a model alone knows no list."""
    alone = Tagger(a_model()).tag("https://example.com/")
    assert not any("listed" in one.reason for one in alone.suggestions)


def test_the_threshold() -> None:
    """It abstains below the threshold that the model brings, and not above."""
    for threshold, abstained in ((0.0, False), (1.1, True)):
        calibration = Calibration({"odds": 1.0}, {}, threshold)
        assert Tagger(a_model(calibration=calibration)).tag("https://news.org/").abstained is abstained


def test_hostile_text() -> None:
    """Nothing raw of a page gets into a reason: what it says is told in words that are letters alone."""
    text = (
        "\x1b[31mcasino\x1b]0;title\x07 \u202enews <script>alert(1)</script> &lt;b&gt; [bold]x[/] \x9bnews casino\x00"
    )
    for tagger in TAGGERS.values():
        for one in tagger.tag("https://zz.org/", text, 31).suggestions:
            assert not HARMFUL.search(one.reason)
            assert "<" not in one.reason


def test_more_text_than_there_is_room_for() -> None:
    """Megabytes of text are cut, and what is said of them stays short."""
    for text in ("casino " * 1_000_000, "ព" * 5_000_000, "a" * 5_000_000):
        tagging = Tagger(a_model()).tag("https://zz.org/", text)
        assert all(len(one.reason) < 300 for one in tagging.suggestions)
