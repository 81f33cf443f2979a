"""The cookies of one attempt: kept and sent back as browsers do it, and no more of them than is good."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.web.cookies import CookieJar


def jar(url: str, *lines: str) -> CookieJar:
    """A jar after one answer."""
    made = CookieJar()
    made.keep(url, lines)
    return made


@pytest.mark.parametrize(
    ("url", "line", "asked", "sent"),
    [
        # Host and domain: RFC 6265, 5.1.3 and 5.3.
        ("http://www.example.org/", "k=1", "http://www.example.org/x", "k=1"),
        ("http://www.example.org/", "k=1", "http://example.org/", ""),
        ("http://www.example.org/", "k=1", "http://m.www.example.org/", ""),
        ("http://www.example.org/", "k=1", "http://www.example.org:8080/", "k=1"),
        ("http://www.example.org/", "k=1", "https://www.example.org/", "k=1"),
        ("http://www.example.org/", "k=1; Domain=example.org", "http://example.org/", "k=1"),
        ("http://www.example.org/", "k=1; Domain=.Example.ORG", "http://m.example.org/", "k=1"),
        ("http://www.example.org/", "k=1; Domain=example.org", "http://badexample.org/", ""),
        ("http://www.example.org/", "k=1; Domain=m.example.org", "http://m.example.org/", ""),
        ("http://www.example.org/", "k=1; Domain=example.net", "http://example.net/", ""),
        ("http://www.example.org/", "k=1; Domain=", "http://www.example.org/", "k=1"),
        ("http://site.farm.test/", "k=1; Domain=farm.test", "http://other.farm.test/", "k=1"),
        ("http://me:secret@example.org/", "k=1", "http://example.org/", "k=1"),
        # Public suffixes.
        ("http://www.gov-site.com.kh/", "k=1; Domain=com.kh", "http://www.gov-site.com.kh/", ""),
        ("http://www.gov-site.com.kh/", "k=1; Domain=kh", "http://www.gov-site.com.kh/", ""),
        ("http://mine.blogspot.com/", "k=1; Domain=blogspot.com", "http://yours.blogspot.com/", ""),
        ("http://site.example.mm/", "k=1; Domain=example.mm", "http://other.example.mm/", ""),
        ("http://site.test/", "k=1; Domain=test", "http://other.test/", ""),
        ("http://blogspot.com/", "k=1; Domain=blogspot.com", "http://blogspot.com/", "k=1"),
        ("http://blogspot.com/", "k=1; Domain=blogspot.com", "http://mine.blogspot.com/", ""),
        # Addresses have no parents.
        ("http://127.0.0.1/", "k=1; Domain=127.0.0.1", "http://127.0.0.1:81/", "k=1"),
        ("http://127.0.0.1/", "k=1; Domain=0.0.1", "http://10.0.0.1/", ""),
        ("http://[::1]/", "k=1", "http://[::1]/", "k=1"),
        # Paths: 5.1.4.
        ("http://example.org/a/b", "k=1", "http://example.org/a/c", "k=1"),
        ("http://example.org/a/b", "k=1", "http://example.org/", ""),
        ("http://example.org/a/b", "k=1; Path=/", "http://example.org/", "k=1"),
        ("http://example.org/", "k=1; Path=/a", "http://example.org/ab", ""),
        ("http://example.org/", "k=1; Path=/a", "http://example.org/a/b?c", "k=1"),
        ("http://example.org/a/b", "k=1; Path=relative", "http://example.org/a/", "k=1"),
        # Secure cookies.
        ("https://example.org/", "k=1; Secure", "https://example.org/", "k=1"),
        ("https://example.org/", "k=1; secure", "http://example.org/", ""),
        ("http://example.org/", "k=1; Secure", "https://example.org/", ""),
        # Time.
        ("http://example.org/", "k=1; Max-Age=60", "http://example.org/", "k=1"),
        ("http://example.org/", "k=1; Max-Age=0", "http://example.org/", ""),
        ("http://example.org/", "k=1; Max-Age=-1", "http://example.org/", ""),
        ("http://example.org/", "k=1; Expires=Wed, 21 Oct 2099 07:28:00 GMT", "http://example.org/", "k=1"),
        ("http://example.org/", "k=1; expires=Thu, 01-Jan-1970 00:00:01 GMT", "http://example.org/", ""),
        ("http://example.org/", "k=1; Expires=Thu, 01 Jan 99999 00:00:00 GMT", "http://example.org/", "k=1"),
        ("http://example.org/", f"k=1; Expires={'9' * 3000}", "http://example.org/", "k=1"),
        ("http://example.org/", f"k=1; Max-Age={'9' * 3000}", "http://example.org/", "k=1"),
        ("http://example.org/", "k=1; Max-Age=soon; Expires=never", "http://example.org/", "k=1"),
        # Attributes and forms that browsers ignore or accept.
        ("http://example.org/", 'k=1; HttpOnly; SameSite=Strict; Version=1; Port="9"', "http://example.org/", "k=1"),
        ("http://example.org/", 'k="a b"', "http://example.org/", 'k="a b"'),
        ("http://example.org/", "k=", "http://example.org/", "k="),
        ("http://example.org/", "k=\xe1\x9e\x80", "http://example.org/", "k=\xe1\x9e\x80"),
        ("http://example.org/", "=1", "http://example.org/", ""),
        ("http://example.org/", "", "http://example.org/", ""),
        # A header that would end our own.
        ("http://example.org/", "k=1\r\nX-Evil: 1", "http://example.org/", ""),
        ("http://example.org/", "k=1\r\n 2", "http://example.org/", ""),
        ("http://example.org/", "k=\x00", "http://example.org/", ""),
        ("http://example.org/", "k=" + "v" * 5_000, "http://example.org/", ""),
    ],
)
def test_one_cookie(url: str, line: str, asked: str, sent: str) -> None:
    """A cookie goes to whom browsers send it, and to nobody else."""
    assert jar(url, line).header(asked) == sent


def test_cookies_replace_each_other() -> None:
    """A cookie of the same name is another value of the same cookie, and one in the past ends it."""
    kept = jar("http://example.org/", "a=1; Path=/", "b=2; Path=/", "a=3; Path=/")
    assert kept.header("http://example.org/") == "a=3; b=2"
    kept.keep("http://example.org/", ["a=; Path=/; Max-Age=0"])
    assert kept.header("http://example.org/") == "b=2"


def test_a_bad_cookie_spoils_no_other() -> None:
    """Each line is read on its own."""
    kept = jar("http://example.org/", "a=1", "\x00", "b=2; Expires=Thu, 01 Jan 99999 00:00:00 GMT", "c=3; Domain=kh")
    assert kept.header("http://example.org/") == "a=1; b=2"


def test_limits() -> None:
    """However much a server sends, a jar stays small, and still takes new values for what it has."""
    kept = CookieJar()
    for answer in range(20):
        kept.keep("http://example.org/", [f"n{answer}-{number}=1" for number in range(200)])
    assert kept.header("http://example.org/").count("=") == 100
    kept.keep("http://example.org/", ["n0-0=new", "other=1"])
    assert "n0-0=new" in kept.header("http://example.org/")
    assert "other" not in kept.header("http://example.org/")
    large = jar("http://example.org/", *(f"n{number}={'v' * 1_000}" for number in range(60)))
    assert 8_000 < len(large.header("http://example.org/")) <= 16 * 1024


def test_jars_share_nothing() -> None:
    """What one attempt got, another does not have."""
    assert jar("http://example.org/", "a=1").header("http://example.org/") == "a=1"
    assert CookieJar().header("http://example.org/") == ""


ATTRIBUTES = st.sampled_from(["Expires=", "Max-Age=", "Domain=", "Path=", "Secure", "Version=", "Port=", "Comment="])
LINES = st.lists(ATTRIBUTES | st.text(st.characters(max_codepoint=255), max_size=30), max_size=8).map(";".join)


@given(st.lists(LINES | st.binary(max_size=200).map(lambda line: line.decode("latin-1")), max_size=5))
def test_whatever_comes(lines: list[str]) -> None:
    """No line raises or warns, and what is sent back is a header that can be sent."""
    sent = jar("http://www.example.org/a", *lines).header("http://www.example.org/a")
    assert not set(sent) & set("\r\n\x00")
    sent.encode("latin-1")
