"""The audit: rows that the evidence would put elsewhere, the strongest doubt first."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.folder import load
from kh_testlist.model import CATEGORY_CODE
from kh_testlist.tagging.audit import NOTHING_ELSE, Doubt, audit
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
OF_A_SITE = st.builds(
    "{}://{}.org{}".format, st.sampled_from(["http", "https"]), st.sampled_from(["one", "two", "a.two"]),
    st.sampled_from(["/", "/x", "/casino"]),
)  # fmt: skip
CODES = st.sampled_from(["ENV", "HUMR", "NEWS", "GMB", "NEWZ"])
KH = a_list(
    *rows("kh"),
    *(row(url, code) for first, one, second, other in TWICE for url, code in ((first, one), (second, other))),
)


def site_of(doubt: Doubt) -> set[tuple[str, str]]:
    """The rows of a doubt: their URLs and categories."""
    return {(doubt.url, doubt.category_code), *((one.url, one.category_code) for one in doubt.rows)}


def test_three_sites_with_two_categories() -> None:
    """Of a site that a list has twice, in two categories, one question is asked; neither row proves the other wrong."""
    found = [doubt for doubt in audit(KH, Tagger(None, Index([KH]))) if doubt.disagrees]
    assert sorted(sorted(site_of(doubt)) for doubt in found) == sorted(
        [(first, one), (second, other)] for first, one, second, other in TWICE
    )
    for doubt in found:
        (other,) = doubt.rows
        assert doubt.suggestion.category_code == other.category_code
        assert doubt.suggestion.confidence < 0.5
        assert "listed" not in doubt.suggestion.reason


def test_what_is_known_besides() -> None:
    """The row that other lists support less is the doubted one, whichever it is."""
    for code, doubted, other in (("POLR", "http", "https"), ("ENV", "https", "http")):
        ours = a_list(row("http://forest.org/", "ENV"), row("https://forest.org/", "POLR"))
        theirs = [a_list(row("https://forest.org/", code), path=f"lists/{name}.csv") for name in ("th", "vn")]
        (doubt,) = audit(ours, Tagger(None, Index([ours, *theirs])))
        assert (doubt.url, doubt.suggestion.category_code) == (f"{doubted}://forest.org/", code)
        assert doubt.suggestion.confidence == 0.98
        assert doubt.suggestion.reason == f"listed as {code} in th.csv and vn.csv"
        assert [(one.url, one.confidence) for one in doubt.rows] == [(f"{other}://forest.org/", 0.98)]


def test_nothing_else_is_known() -> None:
    """Where nothing speaks for either, that is said, and it is not sure."""
    ours = a_list(row("http://zz.org/", "ENV"), row("https://zz.org/", "POLR"))
    (doubt,) = audit(ours, Tagger(None, Index([ours])))
    assert doubt.suggestion.reason == NOTHING_ELSE
    assert max(doubt.confidence, doubt.suggestion.confidence) < 0.1


def test_none_of_them() -> None:
    """If other lists are sure of a third category, that is suggested, for all rows."""
    ours = a_list(row("http://zz.org/", "ENV"), row("https://zz.org/", "POLR"))
    theirs = [a_list(row("https://zz.org/", "REL"), path=f"lists/{name}.csv") for name in ("th", "vn")]
    (doubt,) = audit(ours, Tagger(None, Index([ours, *theirs])))
    assert (doubt.suggestion.category_code, doubt.suggestion.confidence) == ("REL", 0.98)
    assert doubt.disagrees


@pytest.mark.parametrize(
    ("urls", "is_one"),
    [
        (("https://a.org/", "http://www.a.org/index.html"), True),
        (("https://a.org/", "https://a.org/page?x=1"), True),
        (("https://a.org/x", "https://a.org:8443/y"), True),
        (("https://a.org/", "https://b.a.org/"), False),
        (("https://www.facebook.com/a", "https://www.facebook.com/b"), False),
        (("https://www.facebook.com/a", "https://m.facebook.com/a/?fbclid=1"), True),
        (("https://youtu.be/abcdefgh", "https://www.youtube.com/watch?v=abcdefgh"), True),
        (("https://archive.org/details/a", "https://archive.org/details/b"), False),
        (("https://km-kh.facebook.com/a", "https://facebook.com/b"), False),
        (("https://a.blogspot.com/", "https://b.blogspot.com/"), False),
        (("no url", "https://a.org/"), False),
    ],
)
def test_one_site(urls: tuple[str, str], *, is_one: bool) -> None:
    """Spellings, addresses of one page, and pages of one host are a site; on a platform, each page is one."""
    ours = a_list(row(urls[0], "ENV"), row(urls[1], "POLR"))
    assert [True for doubt in audit(ours, Tagger(None, Index([ours]))) if doubt.disagrees] == [True] * is_one


GLOBAL = "lists/global.csv"


def test_against_the_global_list() -> None:
    """A row that contradicts the global list is a question about ours; the global row is shown, and no evidence."""
    ours = a_list(row("https://zz.org/a", "ENV"))
    world = a_list(row("https://zz.org/b", "POLR"), path=GLOBAL)
    (doubt,) = audit(ours, Tagger(None, Index([ours, world])), world)
    assert (doubt.path, doubt.url, doubt.suggestion.category_code) == ("lists/kh.csv", "https://zz.org/a", "POLR")
    assert doubt.suggestion.confidence < 0.1
    assert [(one.path, one.line, one.url) for one in doubt.rows] == [(GLOBAL, 2, "https://zz.org/b")]
    assert audit(world, Tagger(None, Index([ours, world])), world) == []


@pytest.mark.parametrize(
    "theirs",
    [
        [("https://zz.org/a", "ENV"), ("https://zz.org/b", "POLR")],
        [("https://zz.org/b", "POLR"), ("https://zz.org/c", "ENV")],
        [("https://zz.org/b", "NEWZ")],
        [("https://yy.zz.org/a", "POLR")],
    ],
)
def test_not_against_the_global_list(theirs: list[tuple[str, str]]) -> None:
    """It agrees where its page, or another page of the host, is in our category there."""
    ours = a_list(row("https://zz.org/a", "ENV"))
    world = a_list(*(row(*one) for one in theirs), path=GLOBAL)
    assert audit(ours, Tagger(None, Index([ours, world])), world) == []


def test_a_site_whose_rows_agree() -> None:
    """If the evidence is against rows of a site that agree, that is one doubt; other pages of the host have no part."""
    ours = a_list(
        row("http://mycasino.org/", "ENV"), row("https://mycasino.org/", "ENV"), row("https://zz.org/casino", "ENV"),
        row("https://zz.org/", "ENV"),
    )  # fmt: skip
    (found,) = audit(ours, Tagger(None, Index([ours])))
    assert (found.suggestion.category_code, found.disagrees) == ("GMB", False)
    assert site_of(found) == {("http://mycasino.org/", "ENV"), ("https://mycasino.org/", "ENV")}


@pytest.mark.parametrize(
    ("url", "is_doubted"),
    [
        ("https://mycasino.org/", True),
        ("https://mycasino.org/index.php", True),
        ("https://mycasino.org/en/", True),
        ("https://mycasino.org/news/2026/the-forest-burns", False),
        ("https://mycasino.org/?p=7", False),
    ],
)
def test_articles(url: str, *, is_doubted: bool) -> None:
    """What is known of a site says little about one of its articles, so only home pages are doubted by names."""
    ours = a_list(row(url, "ENV"))
    assert bool(audit(ours, Tagger(None, Index([ours])))) is is_doubted


@pytest.mark.parametrize(
    ("others", "is_doubted"),
    [
        ({"th": "HUMR"}, False),
        ({"th": "HUMR", "vn": "HUMR"}, True),
        ({"th": "HUMR", "vn": "HUMR", "mm": "NEWS"}, False),
        ({"th": "HUMR", "vn": "POLR"}, False),
    ],
)
def test_how_many_lists(others: dict[str, str], *, is_doubted: bool) -> None:
    """A single row elsewhere is as often wrong as ours. Two lists that agree are more, if none agrees with ours."""
    ours = a_list(row("https://example.com/", "NEWS"))
    theirs = [a_list(row("https://example.com/", code), path=f"lists/{name}.csv") for name, code in others.items()]
    assert bool(audit(ours, Tagger(None, Index([ours, *theirs])))) is is_doubted


def test_pages_that_the_evidence_tells_apart() -> None:
    """A category is only as likely for a site as it is for the row that it fits least."""
    ours = a_list(row("https://zz.org/", "ENV", notes="casino and poker"), row("https://zz.org/x", "POLR"))
    (doubt,) = audit(ours, Tagger(None, Index([ours])))
    assert (doubt.url, doubt.suggestion.category_code) == ("https://zz.org/", "GMB")
    assert doubt.suggestion.confidence < 0.1


@given(st.lists(st.tuples(OF_A_SITE, CODES, st.booleans()), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_what_makes_no_difference(rows: list[tuple[str, str, bool]], chance: object) -> None:
    """The order of rows, rows that are there twice, and the name of the list change nothing."""
    mixed = [*rows, *(one for one in rows if one[2])]
    chance.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis gives a Random
    others = [a_list(row("http://one.org/", "HUMR"), row("https://two.org/x", "ENV"), path="lists/vn.csv")]
    said = []
    for name, given_rows in (("kh", rows), ("th", mixed)):
        ours = a_list(*(row(url, code) for url, code, _ in given_rows), path=f"lists/{name}.csv")
        found = audit(ours, Tagger(a_model(), Index([ours, *others])))
        said.append({(*described(doubt), frozenset(site_of(doubt))) for doubt in found})
    assert said[0] == said[1]


def described(doubt: Doubt) -> tuple[object, ...]:
    """A doubt without its place, and with one name for the list."""
    best = doubt.suggestion
    reason = best.reason.replace("th.csv", "kh.csv")
    return doubt.url, doubt.category_code, doubt.confidence, best.category_code, best.confidence, reason


@given(st.lists(st.tuples(OF_A_SITE, CODES), min_size=1, max_size=8))
def test_each_row_in_one_doubt(rows: list[tuple[str, str]]) -> None:
    """No row is in two doubts, and no two doubts about one site want what the other has."""
    ours = a_list(*(row(*one) for one in rows))
    found = audit(ours, Tagger(a_model(), Index([ours])))
    lines = [line for doubt in found for line in (doubt.line, *(one.line for one in doubt.rows))]
    assert len(lines) == len(set(lines))
    for site in ("one.org", "two.org"):
        wanted = {(one.category_code, one.suggestion.category_code) for one in found if site in one.url}
        assert not {(suggested, own) for own, suggested in wanted} & wanted


def test_the_real_list(upstream_lists: Path) -> None:
    """On upstream's Cambodian list, each site with two categories is one question, which its rows do not answer."""
    urls = load(upstream_lists / "kh.csv")
    codes: dict[str, set[str]] = {}
    for entry in urls.complete:
        codes.setdefault(equivalence_key(entry.url), set()).add(entry.cells[CATEGORY_CODE])
    twice = {key for key, found in codes.items() if len(found) > 1}
    assert len(twice) == 3
    found = [doubt for doubt in audit(urls, Tagger(None, Index([urls]))) if equivalence_key(doubt.url) in twice]
    assert len(found) == 3
    assert all(doubt.disagrees and doubt.suggestion.confidence < 0.8 for doubt in found)


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
    assert doubt.rows == ()
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
            *([row("https://one.org/", "ENV"), row("https://uno.org/", "ENV")] if name in {"th", "vn"} else []),
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
