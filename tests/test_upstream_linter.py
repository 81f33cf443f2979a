"""The oracle itself: what section 0 of upstream's contract says, word for word, on rows made up for it."""

from __future__ import annotations

import pytest

from kh_testlist.categories import LEGEND
from tests.samples import HEADER_LINE, record, row
from tests.upstream_linter import DESCRIPTIONS, rejected, rejects_url


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/",
        "HTTP://EXAMPLE.COM/",
        "http://a.example.info:8080/",
        "https://example.com./",
        "https://example.com/ព័ត៌មាន",
        "http://999.1.2.3/",
        "https://xn--j2e0cg3n2c.com/",
        "https://example.com/?a=b#c",
        "https://example.x-/",
        "https://" + "a" * 63 + ".com/",
    ],
)
def test_accepts(url: str) -> None:
    """URLs in the grammar, odd ones included, pass."""
    assert not rejects_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.com/",
        "ftp://example.com/",
        "https://example.com",
        "https://example.com?q",
        "https://example.com#top",
        "https://example/",
        "https://exa_mple.com/",
        "https://-example.com/",
        "https://example-.com/",
        "https://ខ្មែរ.com/",
        "https://[::1]/",
        "https://reader@example.com/",
        "https://example.com:/",
        "https://example.com/a b",
        "https://example.com/a\\b",
        " https://example.com/",
        "https://example.com/\u3000",
        "https://example.c/",
        "https://" + "a" * 64 + ".com/",
        "http://1.2.3.4444/x y",
    ],
)
def test_rejects(url: str) -> None:
    """URLs outside of it don't."""
    assert rejects_url(url)


def test_rows() -> None:
    """Codes, descriptions, dates, bad characters, columns, blank lines and duplicates are looked at row by row."""
    rows = [
        row("https://example.com/"),
        row("https://example.com/"),
        row("https://example.org/"),
        record(["https://a.example.com/", "NEWZ", "News Media", "2024-01-31", "x", ""]),
        record(["https://b.example.com/", "NEWS", "News media", "2024-01-31", "x", ""]),
        row("https://c.example.com/", date="2024-1-31"),
        row("https://d.example.com/", notes="a\nb"),
        "https://e.example.com/,NEWS",
        "",
        row("https://f.example.com/", notes="a, b"),
    ]
    data = (HEADER_LINE + "\n".join(rows) + "\n").encode()
    assert rejected(data, {"https://example.org/"}) == {2, 3, 4, 5, 6, 7, 8, 9}


def test_legend() -> None:
    """The package and the oracle, written apart, agree on the 31 descriptions."""
    assert DESCRIPTIONS == LEGEND
