"""The audit: rows that the evidence would put elsewhere, the strongest doubt first."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.folder import load
from kh_testlist.model import CATEGORY_CODE
from kh_testlist.tagging.audit import audit
from kh_testlist.tagging.lookup import Index
from kh_testlist.tagging.suggest import Tagger
from kh_testlist.urls import equivalence_key
from tests.samples import a_list, messy_records, row
from tests.tagging.handmade import a_model, rows

TWICE = [
    ("http://forest.example.org/", "ENV", "https://forest.example.org/", "POLR"),
    ("http://blog.example.net/", "ENV", "https://www.blog.example.net", "HUMR"),
    ("http://forum.example.com.kh/", "HUMR", "https://forum.example.com.kh/", "POLR"),
]
"""Three sites that stand on one list twice, with two categories."""
KH = a_list(
    *rows("kh"),
    *(row(url, code) for first, one, second, other in TWICE for url, code in ((first, one), (second, other))),
)


def test_three_sites_with_two_categories() -> None:
    """Of the sites that a list has twice, in two categories, both rows are doubted: each has the other against it."""
    found = audit(KH, Tagger(None, Index([KH])))
    doubted = {(doubt.url, doubt.category_code, doubt.suggestion.category_code) for doubt in found}
    for first, one, second, other in TWICE:
        assert {(first, one, other), (second, other, one)} <= doubted
    assert all(doubt.suggestion.reason for doubt in found)


def test_the_real_list(upstream_lists: Path) -> None:
    """On upstream's Cambodian list, every site that has two categories is doubted, and there are three of them."""
    urls = load(upstream_lists / "kh.csv")
    codes: dict[str, set[str]] = {}
    for entry in urls.complete:
        codes.setdefault(equivalence_key(entry.url), set()).add(entry.cells[CATEGORY_CODE])
    twice = {key for key, found in codes.items() if len(found) > 1}
    assert len(twice) == 3
    assert twice <= {equivalence_key(doubt.url) for doubt in audit(urls, Tagger(None, Index([urls])))}


def test_not_by_itself() -> None:
    """A row is no evidence of itself: alone on its list, it is judged by its neighbours and by keywords."""
    alone = a_list(row("https://mycasino.example.org/", "ENV"))
    (doubt,) = audit(alone, Tagger(None, Index([alone])))
    assert (doubt.category_code, doubt.suggestion.category_code) == ("ENV", "GMB")
    assert "listed" not in doubt.suggestion.reason
    assert (doubt.line, doubt.entry, doubt.path) == (2, 1, "lists/kh.csv")


def test_what_others_say() -> None:
    """Other lists speak of a row; a row of the same number in another list is not taken for itself."""
    ours = a_list(row("https://example.com/", "NEWS"))
    theirs = [a_list(row("https://example.com/", "HUMR"), path=f"lists/{name}.csv") for name in ("th", "vn")]
    (doubt,) = audit(ours, Tagger(None, Index([ours, *theirs])))
    assert doubt.suggestion.reason == "listed as HUMR in th.csv and vn.csv"
    agreeing = [a_list(row("https://example.com/", "NEWS"), path="lists/th.csv")]
    assert audit(ours, Tagger(None, Index([ours, *agreeing]))) == []


def test_the_strongest_first() -> None:
    """The wider apart the row's category and the other one are, the earlier it comes; of equals the earlier row."""
    found = audit(KH, Tagger(None, Index([KH])))
    apart = [doubt.suggestion.confidence - doubt.confidence for doubt in found]
    assert apart == sorted(apart, reverse=True)
    ours = a_list(row("https://one.org/", "NEWS"), row("https://four.org/", "NEWS"), row("https://uno.org/", "NEWS"))
    theirs = [
        a_list(
            *([row("https://one.org/", "ENV"), row("https://uno.org/", "ENV")] if name == "th" else []),
            row("https://four.org/", "ENV"),
            path=f"lists/{name}.csv",
        )
        for name in ("th", "vn", "mm", "my")
    ]
    doubts = audit(ours, Tagger(None, Index([ours, *theirs])))
    assert [doubt.url for doubt in doubts] == ["https://four.org/", "https://one.org/", "https://uno.org/"]


def test_only_where_it_is_sure() -> None:
    """Where it would abstain it doubts nobody; where it agrees neither."""
    ours = a_list(row("https://zz.org/", "ENV"), row("https://khmernews.org/", "NEWS"))
    assert audit(ours, Tagger(None, Index([ours]))) == []


def test_its_notes_count() -> None:
    """A row's notes are words of its page; a code in them gives nothing away."""
    ours = a_list(
        row("https://zz.org/", "ENV", notes="casino and poker"),
        row("https://yy.org/", "ENV", notes="was GMB, see NEWS"),
    )
    assert [doubt.url for doubt in audit(ours, Tagger(None, Index([ours])))] == ["https://zz.org/"]


def test_a_category_of_none() -> None:
    """A row whose category is none is doubted, where there is evidence of another."""
    (doubt,) = audit(a_list(row("https://mycasino.org/", "NEWZ")), Tagger())
    assert (doubt.category_code, doubt.confidence, doubt.suggestion.category_code) == ("NEWZ", 0.0, "GMB")


@given(st.lists(messy_records(), max_size=8))
def test_any_list(records: list[str]) -> None:
    """Any list can be doubted, by a model and by itself; each doubt is of one of its rows."""
    urls = a_list(*records)
    lines = {entry.line for entry in urls.entries}
    for doubt in audit(urls, Tagger(a_model(), Index([urls]))):
        assert doubt.line in lines
        assert doubt.category_code != doubt.suggestion.category_code
