"""Which URLs make up a site: earlier URLs by the ledger, equivalents when asked, domains as OONI has them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.ledger import Record
from kh_testlist.ooni.sites import Site, by_domain, domain_of, earlier_urls, exact, joined


def moved(now: str, before: str) -> Record:
    """A decision that replaced a URL."""
    return Record(now, "2026-01-01", "replace", previous_url=before)


A, B, C, D = (f"https://{name}.example.com/" for name in "abcd")
URLS = st.sampled_from([A, B, C, D, A.replace("https", "http"), B.replace("//", "//www."), D.replace("https", "http")])


def test_evidence_follows_an_edited_url() -> None:
    """A URL has the counts of all URLs that it had, in turn; but for one that is a row again."""
    records = [moved(B, A), moved(C, B)]
    assert earlier_urls(records, [C]) == {C: (A, B)}
    assert earlier_urls(records, [C, A]) == {C: (B,)}
    assert earlier_urls([moved(A, B), moved(B, A)], [A]) == {A: (B,)}
    assert earlier_urls([moved(A, A)], [A]) == {}
    assert earlier_urls([], [A]) == {}


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.example.com/a", "www.example.com"),
        ("http://Example.com:8080/", "Example.com:8080"),
        ("example.com", ""),
        ("http://192.0.2.1", "192.0.2.1"),
    ],
)
def test_domains(url: str, domain: str) -> None:
    """A domain is what stands between the slashes."""
    assert domain_of(url) == domain


def test_by_domain() -> None:
    """A domain has all that was measured on it, and one that nobody measured has nothing."""
    found = by_domain([A, B], [A, f"{A}x", C])
    assert found == [Site("a.example.com", (A, f"{A}x")), Site("b.example.com", ())]


@given(st.lists(URLS, max_size=5), st.lists(URLS), st.lists(st.builds(moved, URLS, URLS), max_size=4))
def test_nothing_counts_twice(listed: list[str], measured: list[str], records: list[Record]) -> None:
    """However URLs are joined, a row's own URL counts for its site, and no URL for two sites that have other names."""
    rows = exact(listed, earlier_urls(records, listed))
    assert [site.name for site in rows] == list(dict.fromkeys(listed))
    together = joined(rows, measured)
    for sites in (rows, together):
        assert all(site.urls[0] == site.name and len(set(site.urls)) == len(site.urls) for site in sites)
    counted = [url for site in together for url in site.urls]
    assert len(counted) == len(set(counted))
    assert set(listed) <= set(counted)
