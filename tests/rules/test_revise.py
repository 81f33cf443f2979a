"""Many rows changed and taken out at once: all of it or nothing, and each row that the rules object to is named."""

from __future__ import annotations

from kh_testlist import store
from kh_testlist.rules.admission import revise
from kh_testlist.rules.subject import Indexed
from tests.samples import TODAY, a_list, record, row

A, B, C, D = (f"https://{name}.example.com/" for name in "abcd")


def cells(url: str, code: str = "NEWS", notes: str = "") -> list[str]:
    """The cells of a good row."""
    return row(url, code, notes=notes).split(",")


def test_rows_change_and_go() -> None:
    """What is changed is written anew, what goes is gone, every other byte stays."""
    urls = a_list(row(A), '"https://b.example.com/",NEWS,News Media,2024-01-31,anon,', row(C), row(D))
    found = revise(urls, {3: cells("https://new.example.org/")}, {1}, None, TODAY)
    assert not found.refused
    assert store.to_bytes(found.urls) == store.to_bytes(urls).replace(row(A).encode() + b"\n", b"").replace(
        C.encode(), b"https://new.example.org/"
    )


def test_a_place_that_becomes_free() -> None:
    """A row may take the URL of one that goes, or that changes, in the same step; two may swap."""
    urls = a_list(row(A), row(B), row(C))
    assert not revise(urls, {1: cells(B)}, {2}, None, TODAY).refused
    assert not revise(urls, {1: cells(B), 2: cells(A)}, set(), None, TODAY).refused


def test_what_stands_against() -> None:
    """A duplicate, of a row that stays or of another change, and of the global list; nothing is changed then."""
    urls = a_list(row(A), row(B), row(C))
    reference = Indexed(a_list(row(D), path="lists/global.csv"))
    for wanted in ({1: cells(B)}, {1: cells("http://www.b.example.com/")}, {1: cells(D)}, {1: cells("ftp://x")}):
        found = revise(urls, wanted, set(), reference, TODAY)
        assert set(found.refused) == {1}
        assert found.urls is urls
    both = revise(urls, {1: cells(D + "x"), 2: cells(D + "x")}, set(), None, TODAY)
    assert both.refused
    assert set(both.refused) <= {1, 2}


def test_numbers_are_those_of_the_list_as_it_was() -> None:
    """A row behind those that go is named by the number that it had."""
    urls = a_list(row(A), row(B), row(C), row(D))
    found = revise(urls, {4: cells(C)}, {1, 2}, None, TODAY)
    assert set(found.refused) == {4}


def test_old_faults_are_not_held_against_a_change() -> None:
    """A row that had a fault, or a twin, before may change otherwise; faults of other rows don't matter."""
    urls = a_list(record([A, "NEWS", "News media", "2024-01-31", "anon", ""]), row("http://a.example.com/"), row(B))
    assert not revise(urls, {1: [A, "HUMR", "Human rights", "2024-01-31", "anon", ""]}, set(), None, TODAY).refused
    assert not revise(urls, {3: cells("https://new.example.org/")}, set(), None, TODAY).refused


def test_a_variant_that_is_meant() -> None:
    """A keep note of its own excuses a row that stands beside another spelling."""
    urls = a_list(row(A), row(B))
    wanted = cells("http://b.example.com/", notes="keep: the http name is blocked")
    assert not revise(urls, {1: wanted}, set(), None, TODAY).refused
