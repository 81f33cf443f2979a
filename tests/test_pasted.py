"""What a person typed is judged as it was typed; only its ends are trimmed, and that is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.errors import Refused
from kh_testlist.invisible import INVISIBLE, trimmed
from kh_testlist.pasted import new_url, told
from kh_testlist.urls import canonical, form_fault
from tests.samples import CLEAN_URLS, ODD_URLS

UNSEEN = [" ", "\t", "\r\n", "\u00a0", "\u00ad", "\u034f", "\u061c", "\u115f", "\u17b4", "\u17b5", "\u180e", "\u2003",
          "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u2028", "\u202a", "\u202e", "\u2060", "\u2064", "\u2066",
          "\u2069", "\u2800", "\u3000", "\u3164", "\ufe0f", "\ufeff", "\x00", "\x1b", "\x85", "\U000e0020"]  # fmt: skip
_EACH = pytest.mark.parametrize("unseen", UNSEEN, ids=lambda text: "-".join(f"{ord(one):04X}" for one in text))


@_EACH
def test_ends(unseen: str) -> None:
    """White space and what is invisible go from both ends, alone or many, and are named."""
    for typed in (
        unseen + "https://example.com/",
        "https://example.com/" + unseen,
        unseen * 3 + "https://example.com/",
    ):
        assert new_url(typed) == "https://example.com/"
        said = told(typed, "https://example.com/")
        assert f"U+{ord(unseen[0]):04X})" in said
        assert "removed from its ends" in said
        assert set(INVISIBLE.findall(said)) == {" "}


@_EACH
@pytest.mark.parametrize(
    "form", ["https://example.com/a{}b", "https://exa{}mple.com/", "https://example.com/?q=a{}b",
             "https:{}//example.com/",
             "https://example.com/{}https://example.org/", "ht{}tps://example.com/", "https://example.com/#a{}b"],
)  # fmt: skip
def test_inside(unseen: str, form: str) -> None:
    """Inside a URL it is refused, with its name and its place."""
    with pytest.raises(Refused) as caught:
        new_url(form.format(unseen))
    before = form.partition("{}")[0]
    assert f"{before}⟦U+{ord(unseen[0]):04X}⟧" in caught.value.message
    assert f"(U+{ord(unseen[0]):04X})" in caught.value.message
    assert set(INVISIBLE.findall(caught.value.message)) == {" "}


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("https://a.example/ https://b.example/", "Give each URL separately."),
        ("https://a.example/\thttps://b.example/", "Give each URL separately."),
        ("https://a.example/,https://b.example/", "Give each URL separately."),
        ("https://a.example/;http://b.example/", "Give each URL separately."),
        ('https://a.example/"https://b.example/', "Give each URL separately."),
        ("https://a.example/,", "Remove that from its end."),
        ("https://a.example/news; ", "Remove that from its end."),
        ("https://a.example/”", "Remove that from its end."),
        ("https://a.example/ # the main page", "Give only the URL, without a comment."),
        ("https://a.example/the main page", "write %20"),
        ("https://a.example/\u200bnews", "Delete that character"),
        ("https://a.example/https://b.example/", "Give each URL separately."),
        ("https://a.examplehttps://b.example/", "Give each URL separately."),
        ("https://a.example/news។", "Remove that from its end."),
        ("https://a.example៕", "Remove that from its end."),
        ("https://a.example.", "Remove that from its end."),
        ("https://a.example/news)", "Remove that from its end."),
        ("https://a.example/news\uff09", "Remove that from its end."),
        ("https://a.example/news\u2019", "Remove that from its end."),
        ("https://a.example/very/lon…", "Copy the whole URL"),
        ("https://a.example/very/lon...", "Copy the whole URL"),
        ("https://a.example\\news", "Write / instead."),
        ("https://a%E2%80%8Bb.example/", "Delete that character"),
        ("https://a%20b.example/", "Delete that character"),
    ],
)
def test_what_to_do(typed: str, hint: str) -> None:
    """The next step fits what is there."""
    with pytest.raises(Refused) as caught:
        new_url(typed)
    assert hint in caught.value.next_step


@pytest.mark.parametrize(
    "form",
    ["<{}>", '"{}"', "“{}”", "\u2018{}\u2019", "«{}»", "({})", "[{}]", "[the site]({})", "**{}**", "`{}`", "1. {}",
     "• {}", "•{}",
     "👉{}", "URL: {}", "URL:{}", "URL={}", "គេហទំព័រ៖{}", "សូម\u200bមើល {}", "view-source:{}", '=HYPERLINK("{}")',
     '<a href="{}">', "the site,{}"],
)  # fmt: skip
def test_one_url_in_a_text(form: str) -> None:
    """Where something stands before one URL, that URL is offered; it is never said that there are two."""
    url = "https://example.com/a_(b)/c"
    with pytest.raises(Refused) as caught:
        new_url(form.format(url))
    assert "two URLs" not in caught.value.message
    assert caught.value.next_step == f"Did you mean {url}?"


@pytest.mark.parametrize(
    "typed",
    [
        "".join(chr(ord(one) + 0xFEE0) for one in "https://example.com/"),
        "https\uff1a//example.com/",
        "example\uff0ecom",
    ],
)
def test_full_width(typed: str) -> None:
    """What a keyboard of another script makes of a URL is refused, and the URL is offered."""
    with pytest.raises(Refused) as caught:
        new_url(typed)
    assert caught.value.next_step == "Did you mean https://example.com/?"


@pytest.mark.parametrize("url", ["https://example.com/a%20b", "https://example.com/a_(b)", "https://example.com/a.",
                                 "https://example.com/?u=https://example.org/",
                                  "https://example.com/%E2%80%8B",
                                 "https://web.archive.example.com/web/2020/https://example.org/"])  # fmt: skip
def test_what_stays_allowed(url: str) -> None:
    """What is encoded already was meant, or upstream takes it all the same."""
    assert new_url(url) == url
    assert not told(url, url)


def test_a_long_url_is_shown_around_the_fault() -> None:
    """Somebody must find the place."""
    with pytest.raises(Refused) as caught:
        new_url("https://example.com/" + "a" * 5_000 + "bc\u200bde" + "f" * 5_000)
    assert "abc⟦U+200B⟧de" in caught.value.message
    assert len(caught.value.message) < 300


@pytest.mark.parametrize("typed", ["https://example.com/" + "a" * 20_000, "\u200b" * 20_000 + "https://example.com/"])
def test_what_is_longer_than_any_url(typed: str) -> None:
    """It is refused unread, and shown in short."""
    with pytest.raises(Refused) as caught:
        new_url(typed)
    assert "characters, more than browsers take" in caught.value.message
    assert len(caught.value.message) < 400


@given(st.one_of(ODD_URLS, CLEAN_URLS, st.tuples(CLEAN_URLS, st.text(max_size=3), CLEAN_URLS).map("".join)))
def test_what_is_taken(typed: str) -> None:
    """It is canonical, upstream takes it, and it has everything that was typed between the invisible ends."""
    try:
        url = new_url(typed)
    except Refused:
        return
    assert canonical(url) == url
    assert form_fault(url) is None
    bare, _ = trimmed(typed)
    assert not INVISIBLE.search(bare)
    assert new_url(bare) == url
    assert bool(told(typed, url)) is (typed != url)
