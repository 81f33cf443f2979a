"""What the ledger knows of a site, through all the URLs that it had; the file itself keeps every byte."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kh_testlist import ledger, store
from kh_testlist.ledger import Record, histories, latest

URLS = [f"https://{name}.example.com/" for name in "abcd"]
RECORDS = st.builds(
    Record,
    st.sampled_from(URLS),
    st.just("2026-01-31"),
    st.sampled_from(["keep", "replace", "drop"]),
    st.text(max_size=5),
    previous_url=st.sampled_from(["", "", *URLS]),
)


def test_a_site_keeps_its_past() -> None:
    """A decision on the URL that a site had before is one on the site."""
    first = Record(URLS[0], "2025-01-31", "keep", "of interest")
    moved = Record(URLS[1], "2025-06-30", "replace", "it moved", previous_url=URLS[0])
    again = Record(URLS[2], "2026-01-31", "replace", "again", previous_url=URLS[1])
    other = Record(URLS[3], "2026-01-31", "keep")
    found = histories([first, moved, other, again])
    assert found[URLS[2]] == (first, moved, again)
    assert found[URLS[3]] == (other,)
    assert latest([first, moved, other, again])[URLS[2]] == again


def test_a_circle_of_urls_comes_to_an_end() -> None:
    """A ledger that somebody wrote by hand may say that two URLs were each other before; it stays bounded."""
    records = [Record(URLS[n % 2], "2026-01-31", "replace", previous_url=URLS[(n + 1) % 2]) for n in range(5_000)]
    assert all(len(past) <= 12 for past in histories(records).values())


@given(st.lists(RECORDS, max_size=30))
def test_the_last_word_counts(records: list[Record]) -> None:
    """Whatever the ledger says: for each URL the latest is the last record of that URL."""
    last = {record.url: record for record in records}
    assert latest(records) == last
    assert {url: past[-1] for url, past in histories(records).items()} == last


def test_it_is_only_added_to(tmp_path: Path) -> None:
    """Whatever stands in it stays to the byte: a missing line end, other line ends, quotes that nobody needed."""
    path = tmp_path / "kh.csv"
    there = b'url,last_reviewed,decision,reason,evidence,next_due,previous_url\r\n"https://a.example.com/",,keep,"x",,,'
    ledger.path_of(path).write_bytes(there)
    new = Record("https://b.example.com/", "2026-01-31", "drop", "closed, says its owner")
    after = ledger.extended(ledger.load(path), [new])
    assert after.startswith(there)
    assert [record.url for record in ledger.records(store.parse(after, "kh.ledger.csv"))] == [
        "https://a.example.com/",
        "https://b.example.com/",
    ]
