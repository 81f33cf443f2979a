"""Character references, among them those that Python's own reader stumbles over."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.web.entities import unescaped
from kh_testlist.web.page import decode


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a &amp; b &#65;&#x42;", "a & b AB"),
        ("&#6016;", "ក"),
        (f"&#{'9' * 5_000};", "\ufffd"),
        (f"&#{'9' * 5_000}", "\ufffd"),
        (f"&#{'0' * 5_000}65;x", "Ax"),
        (f"&#{'0' * 5_000};", "\ufffd"),
        (f"&#x{'f' * 5_000};", "\ufffd"),
        ("&#10000000;", "\ufffd"),
        ("&#0000000065;", "A"),
        (f"&#{'9' * 5_000};&#{'1' * 5_000};", "\ufffd\ufffd"),
    ],
    ids=lambda text: text[:12],
)
def test_references(text: str, says: str) -> None:
    """Each is the character that a browser shows."""
    assert unescaped(text) == says


@given(st.lists(st.sampled_from(["&", "#", "x", ";", "0", "1", "9", "amp", "A", "&#", "99999999", "00000000"])))
def test_as_python_reads_them(parts: list[str]) -> None:
    """Short of the numbers that Python refuses, it reads as Python does."""
    text = "".join(parts)
    assert unescaped(text) == html.unescape(text)


@pytest.mark.parametrize("head", ["", "<title>", "<meta name='description' content='", "<h1>", "<a href='"])
def test_in_a_page(head: str) -> None:
    """Wherever in a page such a number stands, the page can be read."""
    page = decode(f"{head}x &#{'9' * 5_000}; y".encode(), "text/html")
    assert isinstance(page.title, str | None)
    assert "x" in page.text + page.summary or "=" in head
