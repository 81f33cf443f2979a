"""Addresses as people write them: without a scheme, in brackets, with the next word right behind them."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kh_testlist.ooni.candidates import links_of

_KHMER = "សូមអាន"
_WWW = "https://www.example.com/"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("www.example.com", _WWW),
        ("See www.example.com.", _WWW),
        ("(www.example.com)", _WWW),
        ("www.example.com/path, and", f"{_WWW}path"),
        ("(www.example.com/path)!", f"{_WWW}path"),
        ("www.example.com/a_(b)", f"{_WWW}a_(b)"),
        ("[here](www.example.com/path)", f"{_WWW}path"),
        ("WWW.Example.COM/Path", f"{_WWW}Path"),
        ("Website:www.example.com:8080/x?y=1&amp;z=2#top", "https://www.example.com:8080/x?y=1&z=2#top"),
        ("<b>www.example.com</b>/path", _WWW),
        ("www.example.com&nbsp;and", _WWW),
        ("www.newsite.kh", "https://www.newsite.kh/"),
        ("www.ខ្មែរ.com/path", "https://www.xn--j2e0cg3n2c.com/path"),
        (f"www.example.com{_KHMER}", _WWW),
        (f"www.example.com/path{_KHMER}", f"{_WWW}path"),
        (f"www.example.com/path.{_KHMER}", f"{_WWW}path"),
        (f"www.example.com/path,{_KHMER}", f"{_WWW}path"),
        (f"www.example.com/path។{_KHMER}", f"{_WWW}path"),
        (f"www.example.com/path៖ {_KHMER}", f"{_WWW}path"),
        (f"www.example.com\u200b{_KHMER}", _WWW),
        (f"{_KHMER}www.example.com/path{_KHMER}", f"{_WWW}path"),
        (f"«www.example.com/path»{_KHMER}", f"{_WWW}path"),
        ("www.example.com/ภาษา", f"{_WWW}%E0%B8%A0%E0%B8%B2%E0%B8%A9%E0%B8%B2"),
        ("www.example.comดู", _WWW),
        ("www.example.com了解", _WWW),
        ("www.example.com。了解", _WWW),
        (f"https://example.com{_KHMER}", "https://example.com/"),
        (f"https://example.com/a.html{_KHMER}", "https://example.com/a.html"),
        ("https://example.com/?q=ខ", "https://example.com/?q=%E1%9E%81"),
        ("https://news.abcខ្មែរ.org/", "https://news.xn--abc-eitzfm3zke.org/"),
        ("//example.com/path", "https://example.com/path"),
        (f"see //example.com/path{_KHMER}", "https://example.com/path"),
        ('<a href="//example.com/path">x</a>', "https://example.com/path"),
        ("<a href='//example.com'>x</a>", "https://example.com/"),
        ("<a href=//example.com:8080/>x</a>", "https://example.com:8080/"),
        ('<a href="www.example.com/path">x</a>', f"{_WWW}path"),
        ("<script>a = 'https://js.example.net/' // b</script> www.example.com", _WWW),
        ("<!-- https://old.example.net/ --> www.example.com", _WWW),
        ("<script> www.example.com", _WWW),
        ("Mail: <https://www.example.com/path>", f"{_WWW}path"),
        ("<www.example.com>", _WWW),
        ("<//www.example.com/>", _WWW),
        ("https://www.example.com...", _WWW),
        ('<a href="\u200bhttps://www.example.com/\u200b">x</a>', _WWW),
        ('<a href="https://www.example.com/a b">x</a>', f"{_WWW}a%20b"),
    ],
)
def test_what_is_an_address(text: str, wanted: str) -> None:
    """The address alone is found, with a scheme, and without what stands around it."""
    assert list(links_of(text)) == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "someone@www.example.com", "foo.www.example.com", "www.notes.txt", "www.example.comm", "www.kh", "www...",
        "www.a..b.com", "//localhost/x", "//example.comm/", "a//example.com/", "// and //", "path/www.example.com",
        '<a href="www.html">x</a>', '<a href="//x">x</a>', '<a href="mailto:someone@example.com">x</a>',
        '<a href="viber://forward?text=https://example.com/">x</a>', '<a href="tel:+85512345678">x</a>',
        "https://www.example.com/very/lon…", "www.example.com/very/lon...)", "//example.com/very/lon…»",
        "<style>@import 'https://css.example.net/a.css'</style>",
    ],
)  # fmt: skip
def test_what_is_none(text: str) -> None:
    """Mail, file names, names under top-level names that do not exist, and the inside of other words are none."""
    assert list(links_of(text)) == []


@pytest.mark.parametrize("between", [" ", ",", ";", ", ", "|", "\u200b", "\n", ""])
@pytest.mark.parametrize("form", ["{}", '<a href="{}">x</a>'])
def test_several_together(between: str, form: str) -> None:
    """Addresses that nothing but a comma parts are each one, and never one together."""
    first, second = "https://one.example.com/a", "https://two.example.com/b"
    assert list(links_of(form.format(f"{first}{between}{second}"))) == [first, second]


def test_on_a_page_of_its_own() -> None:
    """A link that starts with `//` has the scheme of its page; one that starts with `www.` is no file beside it."""
    page = '<a href="//one.example.org/">1</a> <a href="www.two.example.org">2</a> <a href="www.html">3</a>'
    assert set(links_of(page, "http://example.com/a/")) == {"http://one.example.org/", "https://www.two.example.org/"}


_AROUND = f"{_KHMER}។៕\u200b«»),.;! "


@given(st.text(f"{_AROUND}(:", max_size=8), st.text(_AROUND, max_size=8))
def test_whatever_stands_around_it(before: str, behind: str) -> None:
    """No Khmer word and no mark before or behind an address changes it. Three dots say that it is cut short."""
    assume("..." not in behind)
    assert list(links_of(f"{before}www.example.com/path{behind}")) == [f"{_WWW}path"]
