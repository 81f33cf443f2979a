"""Rows that are the same page are two rows to `sync`: only a person may say that one of them can go."""

from __future__ import annotations

import pytest

from kh_testlist.same_page import same_page_key
from kh_testlist.upstream.merge import merge
from tests.samples import a_list, row


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("https://example.com/a#top", "https://example.com/a"),
        ("https://example.com/a?fbclid=b", "https://example.com//a"),
        ("https://m.facebook.com/example", "https://www.facebook.com/example/"),
        ("https://twitter.com/example", "https://x.com/example"),
    ],
)
def test_both_rows_stay(ours: str, theirs: str) -> None:
    """Each side added the page under an address of its own: the merged list has both, and nobody is asked."""
    assert same_page_key(ours) == same_page_key(theirs)
    base = row("https://example.org/")
    merged = merge(a_list(base), a_list(base, row(ours)), a_list(base, row(theirs)), {})
    assert merged.conflicts == ()
    assert {entry.url for entry in merged.urls.entries} == {"https://example.org/", ours, theirs}
