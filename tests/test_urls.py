"""URLs: what upstream takes, what is canonical, and when two of them are one site."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable

import ada_url
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kh_testlist import suffixes, urls
from kh_testlist.top_level import is_known_top_level
from tests.samples import CLEAN_URLS, ODD_URLS
from tests.upstream_linter import has_bad_character, rejects_url

_KHMER = "ខ្មែរ.com"
_PUNYCODE = "xn--j2e0cg3n2c.com"

_CHARACTERS = st.sampled_from(
    [*"htps:/w.wexamplco-?#%@&=\\_~01279AFaf[] \t\n", "\xa0", "ខ", "ម", "\u017f", "\u212a", "\u0663", "é", "\u3000"]
)
_ANY_URL = st.one_of(
    ODD_URLS,
    CLEAN_URLS,
    st.text(max_size=20).map("https://".__add__),
    st.text(_CHARACTERS, max_size=24).map("https://example.com/".__add__),
    st.text(_CHARACTERS, max_size=24).map("http://".__add__),
    st.text(_CHARACTERS, max_size=24),
)


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("HTTPS://Example.COM", "https://example.com/"),
        ("http://example.com:80/", "http://example.com/"),
        ("https://example.com:443/a", "https://example.com/a"),
        ("https://example.com:80/", "https://example.com:80/"),
        (f"https://{_KHMER}/", f"https://{_PUNYCODE}/"),
        ("https://example.com/a/../b/./c", "https://example.com/b/c"),
        ("https://example.com/ខ", "https://example.com/%E1%9E%81"),
        ("https://example.com/?b=1&a=2", "https://example.com/?b=1&a=2"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
    ],
)
def test_canonical(url: str, wanted: str) -> None:
    """The canonical form is the one a browser shows."""
    assert urls.canonical(url) == wanted


@pytest.mark.parametrize(
    "url",
    ["", "example.com", "ftp://example.com/", "https://", "https:///a", "http://192.0.2.999/", "https://exa mple.com/",
     "http://example.com:99999/", "mailto:a@example.com", "javascript://example.com/%0aalert(1)"],
)  # fmt: skip
def test_no_web_address(url: str) -> None:
    """What is no web address has no canonical form, and its own text for a key."""
    assert urls.canonical(url) is None
    assert urls.equivalence_key(url) == url


@given(_ANY_URL)
def test_canonical_is_idempotent(url: str) -> None:
    """The canonical form of a canonical form is itself."""
    once = urls.canonical(url)
    assume(once is not None)
    assert urls.canonical(once or "") == once


@given(_ANY_URL)
@example("https://example.com\\a")
def test_canonical_keeps_the_site(url: str) -> None:
    """A URL and its canonical form have one key: making a URL canonical never makes it another site."""
    once = urls.canonical(url)
    assume(once is not None)
    assert urls.equivalence_key(once or "") == urls.equivalence_key(url)


@given(_ANY_URL)
@example("https://example.com\\a")
@example("http://example.com?q")
def test_tidy_is_idempotent_and_keeps_the_site(url: str) -> None:
    """Tidying twice is tidying once, and it never makes another site of a URL."""
    assume(url == url.strip())
    once = urls.tidy(url)
    assert urls.tidy(once) == once
    assert urls.equivalence_key(once) == urls.equivalence_key(url)


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("HTTPS://Example.COM", "https://example.com/"),
        ("http://Example.com:80?q=A", "http://example.com/?q=A"),
        ("https://example.com/a/../%e1", "https://example.com/a/../%e1"),
        (f"https://{_KHMER}/ខ", f"https://{_PUNYCODE}/ខ"),
        ("https://reader:secret@Example.com/", "https://reader:secret@Example.com/"),
        ("http://www.example.com/#top", "http://www.example.com/#top"),
        ("no url", "no url"),
    ],
)
def test_tidy(url: str, wanted: str) -> None:
    """Tidying changes scheme, host, port and a missing slash; the path, the query and the fragment stay as written."""
    assert urls.tidy(url) == wanted


@pytest.mark.parametrize(
    "variant",
    [
        "http://example.com/a",
        "https://www.example.com/a",
        "https://example.com/a/",
        "HTTPS://EXAMPLE.com/a",
        "https://example.com:443/a",
        "http://example.com:80/a",
        "https://example.com./a",
        "https://example.com/%61",
        "https://example.com/b/../a",
        "http://WWW.example.com.:80/%61/",
    ],
)
def test_variants_share_a_key(variant: str) -> None:
    """Scheme, www., one slash, case, default port, final dot and needless escapes make no other site."""
    assert urls.equivalence_key(variant) == urls.equivalence_key("https://example.com/a") == "example.com/a"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"https://{_KHMER}/", f"http://{_PUNYCODE}"),
        (f"https://www.{_KHMER}/", f"http://{_PUNYCODE.upper()}/"),
        ("https://münchen.example.com/", "https://xn--mnchen-3ya.example.com/"),
        ("https://example.com/%e1%9e%81", "https://example.com/%E1%9E%81"),
        ("https://example.com/ខ", "https://example.com/%e1%9e%81/"),
        ("https://example.com/?q=%2f", "https://example.com?q=%2F"),
        ("http://127.0.0.1/", "http://0x7f.1/"),
    ],
)
def test_spellings_share_a_key(one: str, other: str) -> None:
    """Khmer hosts and their punycode, and escapes in either case, are one site."""
    assert urls.equivalence_key(one) == urls.equivalence_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.com/", "https://example.org/"),
        ("https://example.com/", "https://news.example.com/"),
        ("https://example.com/a", "https://example.com/A"),
        ("https://example.com/", "https://example.com:8080/"),
        ("https://example.com/?a=1", "https://example.com/?a=2"),
        ("https://example.com/?a=1&b=2", "https://example.com/?b=2&a=1"),
        ("https://example.com/", "https://example.com//"),
        ("https://example.com/a%2Fb", "https://example.com/a/b"),
        ("https://www.com/", "https://com.com/"),
        ("https://example.com/#a", "https://example.com/#b"),
        ("https://www.www.example.com/", "https://example.com/"),
    ],
)
def test_different_sites_have_different_keys(one: str, other: str) -> None:
    """What may be another page, by the standard, is not taken for the same."""
    assert urls.equivalence_key(one) != urls.equivalence_key(other)


@given(_ANY_URL)
@example("https://" + "a" * 64 + ".com/")
def test_what_upstream_rejects_has_a_fault(url: str) -> None:
    """Nothing that upstream's linter rejects slips past the four questions our rules ask of a URL."""
    assume(rejects_url(url))
    assert urls.form_fault(url) is not None or urls.lacks_path(url) or has_bad_character(url) or url != url.strip()


@given(_ANY_URL)
@example("http://999.999.999.999/")
@example("https://a.x-/")
def test_what_upstream_takes_has_no_fault(url: str) -> None:
    """Nor do we refuse as malformed what upstream takes."""
    assume(not rejects_url(url))
    assert urls.form_fault(url) is None
    assert not urls.lacks_path(url)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "empty"),
        ("https://exa mple.com/", "white space"),
        ("example.com/", "does not start with"),
        ("ftp://example.com/", "'ftp'"),
        ("https://reader@example.com/", "user name"),
        ("https:///a", "no host"),
        ("https://[::1]/", "IPv6"),
        (f"https://{_KHMER}/", "ASCII"),
        ("https://exa_mple.com/", "underscore"),
        ("https://localhost/", "no dot"),
        ("https://example.com#top", "fragment"),
        ("https://-example.com/", "not a host name"),
    ],
)
def test_form_fault_says_what_is_wrong(url: str, said: str) -> None:
    """Each refusal names the fault in words a person can act on."""
    assert said in (urls.form_fault(url) or "")


@pytest.mark.parametrize(
    ("host", "wanted"),
    [
        ("www.example.com", "example.com"),
        ("example.com", "example.com"),
        ("news.example.com.kh", "example.com.kh"),
        ("www.ministry.gov.kh", "ministry.gov.kh"),
        ("com.kh", ""),
        ("gov.kh", ""),
        ("someone.blogspot.com", "someone.blogspot.com"),
        ("www.someone.blogspot.com", "someone.blogspot.com"),
        ("blogspot.com", ""),
        ("project.github.io", "project.github.io"),
        ("someone.wordpress.com", "someone.wordpress.com"),
        ("example.co.uk", "example.co.uk"),
        (_PUNYCODE, _PUNYCODE),
        ("newsite.kh", "newsite.kh"),
        ("www.newsite.kh", "newsite.kh"),
        ("a.b.newsite.kh", "newsite.kh"),
        ("www.com.kh", "www.com.kh"),
        ("www.example.mil.kh", "example.mil.kh"),
        ("example.per.kh", "example.per.kh"),
        ("kh", ""),
        ("example.com.bd", "example.com.bd"),
        ("example.mm", "example.mm"),
        ("www.example.mm", "example.mm"),
        ("WWW.Example.MM.", "Example.MM"),
        ("news.example.mm", "news.example.mm"),
        ("www.news.example.mm", "news.example.mm"),
        ("mm", ""),
        ("www.ck", "www.ck"),
        ("news.www.ck", "www.ck"),
        ("example.ck", "example.ck"),
        ("shop.example.ck", "shop.example.ck"),
        ("city.kawasaki.jp", "city.kawasaki.jp"),
        ("news.city.kawasaki.jp", "city.kawasaki.jp"),
        ("example.kawasaki.jp", "example.kawasaki.jp"),
        ("news.example.kawasaki.jp", "news.example.kawasaki.jp"),
        ("example.compute.amazonaws.com", "example.compute.amazonaws.com"),
        ("xn--55qx5d.cn", ""),
        ("\u516c\u53f8.cn", ""),
        ("www.example.xn--55qx5d.cn", "example.xn--55qx5d.cn"),
        ("\u1781\u17d2\u1798\u17c2\u179a.kh", "\u1781\u17d2\u1798\u17c2\u179a.kh"),
        ("example.xn--p1ai", "example.xn--p1ai"),
        ("www.example.comm", ""),
        ("192.0.2.7", ""),
        ("[2001:db8::7]", ""),
        ("localhost", ""),
        ("", ""),
    ],
)
def test_registered_domain(host: str, wanted: str) -> None:
    """The name somebody registered, with platforms such as blogspot.com and Cambodia's suffixes known, offline."""
    assert urls.registered_domain(host) == wanted


_RULES = sorted(suffixes.suffixes().rules)


@pytest.mark.parametrize("write", [str, urls.unicode_host, lambda name: ada_url.idna_to_ascii(name).decode()])
def test_each_rule_of_the_list(write: Callable[[str], str]) -> None:
    """A suffix that the list names has no domain; one that a wildcard makes is its own; an exception is one."""
    for rule in _RULES:
        if rule.startswith("*."):
            name = write(rule[2:])
            assert urls.registered_domain(f"example.{name}") == f"example.{name}"
            assert urls.registered_domain(f"www.example.{name}") == f"example.{name}"
            assert urls.registered_domain(f"news.example.{name}") == f"news.example.{name}"
        elif rule.startswith("!"):
            assert urls.registered_domain(f"www.{write(rule[1:])}") == write(rule[1:])
        else:
            assert not urls.registered_domain(write(rule))
            assert urls.registered_domain(f"www.kh-testlist.{write(rule)}") in {
                f"kh-testlist.{write(rule)}",
                f"www.kh-testlist.{write(rule)}",  # a wildcard below the rule says so
            }


@pytest.mark.parametrize(
    "name",
    [
        "kh",
        "KH",
        "com",
        "mm",
        "ck",
        "bd",
        "museum",
        "xn--p1ai",
        "XN--P1AI",
        "\u0440\u0444",
        "\u4e2d\u56fd",
        "\u0e44\u0e17\u0e22",
    ],
)
def test_known_top_level(name: str) -> None:
    """A top-level name that exists is known, in whatever case, and in either spelling."""
    assert is_known_top_level(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "comm",
        "khm",
        "con",
        "local",
        "com.kh",
        ".kh",
        "*",
        "//",
        "xn--",
        "xn--j2e0cg3n2c",
        "192",
        "blogspot",
        "a" * 99,
    ],
)
def test_unknown_top_level(name: str) -> None:
    """What is no top-level name is none: slips of the finger, names of two labels, what is no name at all."""
    assert not is_known_top_level(name)


_ORDINARY_PATHS = st.text("abcxyzABCXYZ019/_.~!$&'()*+,:@=;-", max_size=12).map("/".__add__)
_ORDINARY_HOSTS = st.one_of(
    st.lists(st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,3})?", fullmatch=True), min_size=1, max_size=3).flatmap(
        lambda labels: st.from_regex(r"[a-z]{2,5}", fullmatch=True).map(lambda tld: ".".join([*labels, tld]))
    ),
    st.sampled_from(["www.com", "www.www.com", "com.kh", "1.2.kh", "0x7f.com"]),
)
ORDINARY_URLS = st.builds(
    "{}://{}{}{}".format,
    st.sampled_from(["http", "https"]),
    st.sampled_from(["", "www."]),
    _ORDINARY_HOSTS,
    _ORDINARY_PATHS,
)


@given(ORDINARY_URLS)
@example("http://www.com/")
@example("http://www.co.uk/")
@example("https://example.com//")
def test_the_quick_key_is_the_slow_key(url: str) -> None:
    """An ordinary URL has the key that parsing gives it: its scheme in capitals takes the parser."""
    (quick,) = urls.ordinary_keys([url])
    assume(quick is not None)
    scheme, _, rest = url.partition("://")
    loud = scheme.upper() + "://" + rest
    assert urls.ordinary_keys([loud]) == [None]
    assert urls.equivalence_key(loud) == quick


def test_most_urls_are_ordinary() -> None:
    """The quick way is taken for what it was made for, and never for what needs a parser."""
    plain = ["https://example.com/", "http://www.news.example.com.kh/a_b/c~d", "https://example.org/a(b)"]
    odd = [
        "https://Example.com/", "https://example.com", "https://example.com:8080/", "https://example.com/?q",
        "https://example.com/#a", "https://example.com/%41", f"https://{_PUNYCODE}/", "https://192.0.2.7/",
        "https://example.com/a/../b", "https://example.local/", "https://example.com/ ", "https://example.com./",
    ]  # fmt: skip
    assert None not in urls.ordinary_keys(plain)
    assert urls.ordinary_keys(odd) == [None] * len(odd)


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://example.com/?utm_source=a&q=1&fbclid=b", "https://example.com/?q=1"),
        ("https://example.com/?fbclid=b", "https://example.com/"),
        ("https://example.com/?FBCLID=b#top", "https://example.com/#top"),
        ("https://example.com/?q=utm_source", "https://example.com/?q=utm_source"),
        ("https://example.com/utm_source", "https://example.com/utm_source"),
        ("https://example.com/#?utm_source=a", "https://example.com/#?utm_source=a"),
    ],
)
def test_without_tracking(url: str, wanted: str) -> None:
    """Parameters that name a click go; all else keeps its order and spelling, and a fragment is no query."""
    assert urls.without_tracking(url) == wanted


def test_unicode_host() -> None:
    """Khmer names show in Khmer, and what can't be decoded shows as it is."""
    assert urls.unicode_host(_PUNYCODE) == _KHMER
    assert urls.unicode_host("example.com") == "example.com"


@pytest.mark.parametrize("read", [urls.parse, urls.unicode_host])
def test_what_is_too_long_is_not_remembered(read: Callable[[str], object]) -> None:
    """URLs that each fill a cell leave nothing in the memory."""
    length = 100_000
    tracemalloc.start()
    try:
        for number in range(20):
            read(f"https://xn--{number}.example.com/" + "a" * length)
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < length


@given(_ANY_URL)
def test_parsed_is_what_the_standard_says(url: str) -> None:
    """The parts that are cut from the canonical form are those that the standard's own parser names."""
    parsed = urls.parse(url)
    assume(parsed is not None)
    read = ada_url.URL(url)
    assert parsed is not None
    assert parsed == urls.Parsed(
        read.href,
        read.protocol,
        parsed.has_credentials,
        read.hostname,
        read.port,
        read.pathname,
        read.search,
        read.hash,
    )
