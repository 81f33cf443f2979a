"""When two URLs are one page: tables of what is and what is not, and what must hold of any text."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kh_testlist import urls
from kh_testlist.same_page import may_differ, page_key, same_page_key
from tests.samples import CLEAN_URLS, ODD_URLS
from tests.test_urls import ORDINARY_URLS

_PAGE = "https://example.com/a"


@pytest.mark.parametrize(
    "other",
    [
        "https://example.com/a#top",
        "https://example.com/a#",
        "https://example.com/a#:~:text=word",
        "https://example.com//a",
        "https://example.com/a//",
        "https://example.com///a",
        "https://example.com/a%20",
        "https://example.com/a%E2%80%8B",
        "https://example.com/a\u200b",
        "https://example.com/a%C2%A0/",
        "https://example.com/a/%EF%BB%BF",
        "https://example.com/a%E2%80%8B%20%E2%80%8B",
        "https://example.com/a/index.html",
        "https://example.com/a/INDEX.PHP",
        "https://example.com/a/Default.aspx",
        "https://example.com/a/index.htm/",
        "https://example.com/a?",
        "https://example.com/a?utm_source=b",
        "https://example.com/a/?fbclid=b&UTM_medium=c",
        "https://example.com/a?mibextid=b",
        "https://example.com/a?igsh=b",
        "https://example.com/a?si=AbCdEf-123_456789",
        "https://example.com/a?__cft__[0]=b&__tn__=c",
        "https://example.com/a?__cft__%5B0%5D=b",
        "http://www.example.com//a/index.php?gclid=b%20#top",
    ],
)
def test_one_page(other: str) -> None:
    """A fragment, doubled slashes, blanks at the end, an index file, tracking: all show the same page."""
    assert same_page_key(other) == same_page_key(_PAGE) == "example.com/a"
    assert urls.equivalence_key(other) != urls.equivalence_key(_PAGE) or other.endswith(("?", "#"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.facebook.com/a/", "https://m.facebook.com/a"),
        ("https://www.facebook.com/a/", "https://web.facebook.com/a?_rdc=1&_rdr"),
        ("https://www.facebook.com/a/", "https://mbasic.facebook.com/a"),
        ("https://www.facebook.com/a/", "https://km-kh.facebook.com/a"),
        ("https://www.facebook.com/", "https://m.facebook.com/"),
        ("https://www.facebook.com/profile.php?id=1", "https://facebook.com/profile.php?id=1&mibextid=ZbWKwL"),
        ("https://twitter.com/a", "https://x.com/a?s=20&t=b"),
        ("https://mobile.twitter.com/a", "https://x.com/a"),
        ("https://twitter.com/", "https://x.com/"),
        ("https://t.me/a", "https://telegram.me/a"),
        ("https://t.me/a", "https://telegram.dog/a"),
        ("https://youtu.be/dQw4w9WgXcQ?si=a", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ("https://youtu.be/dQw4w9WgXcQ", "https://m.youtube.com/watch?v=dQw4w9WgXcQ&feature=share"),
        ("https://youtu.be/", "https://www.youtube.com/"),
        ("https://www.instagram.com/a/?igshid=b", "https://www.instagram.com/a/"),
        ("https://example.com/#/", "https://example.com/"),
        ("https://example.com/#!", "https://example.com/"),
    ],
)
def test_one_page_under_two_names(one: str, other: str) -> None:
    """The platforms' other host names show the same pages."""
    assert same_page_key(one) == same_page_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.com/a", "https://example.com/b"),
        ("https://example.com/a", "https://example.com/A"),
        ("https://example.com/a", "https://m.example.com/a"),
        ("https://example.com/?p=1", "https://example.com/?p=2"),
        ("https://example.com/?si=1", "https://example.com/"),
        ("https://example.com/?ref=1", "https://example.com/"),
        ("https://example.com/#!/a", "https://example.com/#!/b"),
        ("https://example.com/#/a", "https://example.com/"),
        ("https://example.com/a%20b", "https://example.com/ab"),
        ("https://example.com/index", "https://example.com/"),
        ("https://example.com/indexes.html", "https://example.com/"),
        ("https://example.com/index.html/a", "https://example.com/a"),
        ("https://example.com/a%E2%80%9D", "https://example.com/a"),
        ("https://example.com/", "https://example.com:8080/"),
        ("https://notfacebook.com/a", "https://facebook.com/a"),
        ("https://business.facebook.com/a", "https://facebook.com/a"),
        ("https://l.facebook.com/a", "https://facebook.com/a"),
        ("https://m.me/a", "https://facebook.com/a"),
        ("https://youtu.be/dQw4w9WgXcQ", "https://www.youtube.com/watch?v=aaaaaaaaaaa"),
        ("https://www.youtube.com/shorts/dQw4w9WgXcQ", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ("https://music.youtube.com/watch?v=dQw4w9WgXcQ", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ("https://t.me/s/a", "https://t.me/a"),
    ],
)
def test_two_pages(one: str, other: str) -> None:
    """What may be another page is not taken for the same."""
    assert same_page_key(one) != same_page_key(other)


_DETOURS = st.lists(
    st.sampled_from([
        "/", "//", "a", "%20", "%E2%80%8B", "/index.html", "/Default.aspx", "/.", "..", "?", "&", "#", "#!/", "#/",
        "a=b", "utm_source=c", "si=0123456789ab", "%", "%2F", "%3F", "[", "\xa0", "ខ", "youtu.be", ";", "=", "@", ":",
    ]),
    max_size=9,
).map("".join)  # fmt: skip
_HOSTS = st.sampled_from([
    "example.com", "www.example.com", "m.facebook.com", "km-kh.facebook.com", "youtu.be", "twitter.com", "t.me",
    "www.youtube.com", "192.0.2.7", "localhost", "www.www.com", "example.com:8080", "xn--j2e0cg3n2c.com",
])  # fmt: skip
_URLS = st.builds("{}://{}/{}".format, st.sampled_from(["http", "https"]), _HOSTS, _DETOURS)
_ANY = st.one_of(_URLS, _URLS, ODD_URLS, CLEAN_URLS, ORDINARY_URLS, _DETOURS, st.text(max_size=12))


@given(_ANY)
def test_the_key_is_its_own_key(text: str) -> None:
    """Any text has a key, and the key of a key is itself."""
    once = same_page_key(text)
    assert page_key(once) == once
    assert same_page_key(once) == once or urls.parse(once) is not None


@given(_URLS)
@example("https://youtu.be/a'bcdef")
@example("https://example.com/.%20")
def test_a_url_made_of_the_key_is_the_same_page(url: str) -> None:
    """A URL whose host and path are a key has that key: the key names a page that exists."""
    key = same_page_key(url)
    www = "www." if url.partition("://")[2].startswith("www.www.") else ""
    again = f"{url.partition('://')[0]}://{www}{key}"
    assume(urls.parse(url) is not None and urls.parse(again) is not None)
    assert same_page_key(again) == key


@given(_ANY, _ANY, st.sampled_from(["http://", "https://www.", "HTTPS://", "http://WWW."]))
def test_equivalent_is_the_same_page(one: str, other: str, start: str) -> None:
    """What is one site in two spellings is one page."""
    for spelling in (other, start + one.partition("://")[2], one + "/", one.replace("example", "EXAMPLE")):
        if urls.equivalence_key(one) == urls.equivalence_key(spelling):
            assert same_page_key(one) == same_page_key(spelling)


@given(st.one_of(ORDINARY_URLS, _URLS, CLEAN_URLS))
@example("http://example.com//")
def test_the_quick_question_misses_nothing(url: str) -> None:
    """Where the quick question says that the two keys are one, they are."""
    key = urls.equivalence_key(url)
    if not may_differ(key):
        assert page_key(key) == key
