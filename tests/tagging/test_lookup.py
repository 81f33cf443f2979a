"""What other lists say of a URL: the same site, its host, its registered domain."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.model import CATEGORY_CODE, UrlList
from kh_testlist.tagging.lookup import Index, Voice, Votes
from kh_testlist.tagging.suggest import Tagger
from kh_testlist.urls import equivalence_key, host_of, site_host
from tests.hostile import processes
from tests.samples import CLEAN_URLS, HEADER_LINE, ODD_URLS, a_list, row
from tests.samples import messy_records as any_records


def index(**lists: list[tuple[str, str]]) -> Index:
    """An index of lists by name, each of URLs and codes."""
    return Index(the_lists(**lists))


def the_lists(**lists: list[tuple[str, str]]) -> list[UrlList]:
    """The same lists."""
    return [a_list(*(row(*pair) for pair in rows), path=f"lists/{name}.csv") for name, rows in lists.items()]


@pytest.mark.parametrize(
    ("listed", "asked"),
    [
        ("https://example.com/", "https://example.com/"),
        ("https://example.com/", "http://example.com/"),
        ("http://example.com/", "https://www.example.com"),
        ("https://www.example.com/a", "https://example.com/a/"),
        ("https://example.com/a/", "HTTPS://EXAMPLE.COM/a"),
        ("https://example.com:443/", "https://example.com/"),
        ("https://xn--j2e0cg3n2c.com/", "http://www.ខ្មែរ.com/"),
        ("https://example.com/%e1%9e%96", "https://example.com/ព"),
        ("https://www.facebook.com/khmernews", "http://facebook.com/khmernews/"),
        ("https://name.blogspot.com/", "http://name.blogspot.com"),
        ("https://192.0.2.7/", "http://192.0.2.7"),
    ],
)
def test_the_same_site(listed: str, asked: str) -> None:
    """A site is known in whatever spelling."""
    assert index(th=[(listed, "HUMR")]).votes(asked) == Votes(url=(Voice("th", "HUMR"),))


@pytest.mark.parametrize(
    ("listed", "asked", "circle"),
    [
        ("https://example.com/a", "https://example.com/b", "host"),
        ("https://example.com/", "http://www.example.com/b", "host"),
        ("https://example.com/a?x=1", "https://example.com/a?x=2", "host"),
        ("https://a.example.com/", "https://b.example.com/", "domain"),
        ("https://a.example.com/", "https://example.com/", "domain"),
        ("https://example.com.kh/", "https://news.example.com.kh/x", "domain"),
        ("https://ខ្មែរ.com/a", "https://xn--j2e0cg3n2c.com/b", "host"),
        ("https://a.example.com/", "https://example.org/", ""),
        ("https://a.com.kh/", "https://b.com.kh/", ""),
        ("https://notexample.com/", "https://example.com/", ""),
        ("https://example.com.evil.org/", "https://example.com/", ""),
        ("https://a.blogspot.com/", "https://b.blogspot.com/", ""),
        ("https://a.wordpress.com/", "https://b.wordpress.com/", ""),
        ("https://a.github.io/", "https://b.github.io/", ""),
        ("https://www.facebook.com/a", "https://www.facebook.com/b", ""),
        ("https://www.facebook.com/a", "https://m.facebook.com/b", ""),
        ("https://www.youtube.com/a", "https://www.youtube.com/", ""),
        ("https://twitter.com/a", "https://twitter.com/b", ""),
        ("https://t.me/a", "https://t.me/b", ""),
        ("https://192.0.2.7/", "https://192.0.2.8/", ""),
    ],
)
def test_neighbours(listed: str, asked: str, circle: str) -> None:
    """A row of the same host speaks, then one of its registered domain; neighbours on a platform tell nothing."""
    votes = index(th=[(listed, "HUMR")]).votes(asked)
    assert {name: getattr(votes, name) for name in votes._fields if getattr(votes, name)} == (
        {circle: (Voice("th", "HUMR"),)} if circle else {}
    )


def test_each_row_once() -> None:
    """A row speaks in the nearest circle alone."""
    rows = [("https://example.com/", "NEWS"), ("https://example.com/a", "HUMR"), ("https://a.example.com/", "ENV")]
    votes = index(th=rows).votes("http://example.com")
    assert votes == Votes((Voice("th", "NEWS"),), (Voice("th", "HUMR"),), (Voice("th", "ENV"),))


def test_several_lists() -> None:
    """All lists speak, each by its name."""
    found = index(th=[("https://example.com/", "NEWS")], vn=[("http://www.example.com/", "HUMR")])
    assert found.votes("https://example.com/").url == (Voice("th", "NEWS"), Voice("vn", "HUMR"))


@pytest.mark.parametrize("judged", ["kh", "global"])
def test_not_for_their_own_site(judged: str) -> None:
    """In an audit, rows of the list and of the global list say nothing of their own site; those of other hosts do."""
    rows = [
        ("https://example.com/", "NEWS"), ("http://example.com/", "HUMR"), ("https://example.com/a", "ENV"),
        ("https://a.example.com/", "REL"),
    ]  # fmt: skip
    found = index(**{judged: rows, "th": [("https://example.com/", "POLR")]})
    assert found.votes("https://www.example.com/", judged) == Votes((Voice("th", "POLR"),), (), (Voice(judged, "REL"),))
    assert found.votes("https://example.com/b", judged).host == (Voice("th", "POLR"),)
    both = index(kh=[("https://example.com/", "NEWS")], **{"global": [("https://example.com/", "HUMR")]})
    assert both.votes("https://example.com/", "kh") == Votes()
    assert len(both.votes("https://example.com/").url) == 2


@pytest.mark.parametrize("code", ["NEWZ", "", "news", "FEXP"])
def test_what_is_no_category(code: str) -> None:
    """A row without a category of the legend says nothing."""
    assert index(th=[("https://example.com/", code)]).votes("https://example.com/") == Votes()


NEIGHBOURS = st.builds(
    "{}://{}example.com{}".format,
    st.sampled_from(["http", "https"]),
    st.sampled_from(["", "www.", "a.", "b.", "c.a."]),
    st.sampled_from(["", "/", "/a", "/a/", "/b", ":8080/"]),
)
"""Addresses under one domain: many of one site, and of one host."""


@given(st.lists(st.tuples(st.sampled_from(["kh", "global"]), NEIGHBOURS, st.sampled_from(["NEWS", "HUMR"]))), st.data())
def test_as_if_each_row_was_asked(rows: list[tuple[str, str, str]], data: st.DataObject) -> None:
    """The answer is that of a look at each row in turn, whichever list is judged."""
    lists = the_lists(**{name: [row[1:] for row in rows if row[0] == name] for name in ("kh", "global")})
    found = Index(lists)
    for _ in range(3):  # what was counted for one answer is used in the next
        url = data.draw(NEIGHBOURS)
        judged = data.draw(st.sampled_from([None, "kh", "th", "vn"]))
        expected: list[set[Voice]] = [set(), set(), set()]
        for one in lists:
            for entry in one.complete:
                is_same = equivalence_key(entry.url) == equivalence_key(url)
                is_beside = site_host(host_of(entry.url)) == site_host(host_of(url))
                circle = 0 if is_same else 1 if is_beside else 2
                if circle == 2 or judged is None or one.name not in {judged, "global"}:
                    expected[circle].add(Voice(one.name, entry.cells[CATEGORY_CODE]))
        votes = found.votes(url, judged)
        assert [set(circle) for circle in votes] == expected
        assert sum(map(len, votes)) == sum(map(len, expected))


@pytest.mark.parametrize("url", ["https://site{}.example.com/", "https://example.com/{}"])
def test_work_grows_with_the_rows(url: str) -> None:
    """To ask about each row of a list that has them all on one domain takes no more for each of them."""

    def calls(count: int) -> int:
        found = index(kh=[(url.format(number), "NEWS") for number in range(count)])
        made = 0

        def note(*_: object) -> None:
            nonlocal made
            made += 1

        before = sys.getprofile()
        sys.setprofile(note)
        try:
            for number in range(count):
                found.votes(url.format(number), "kh")
        finally:
            sys.setprofile(before)
        return made

    calls(800)  # reads the list of suffixes, and parses each URL
    assert calls(800) < 5 * calls(200)


class TestReasons:
    """What a person is told."""

    def test_the_lists(self) -> None:
        """The lists that say so are named; of more than three, how many."""
        names = ["th", "vn", "mm", "my", "global"]
        for count, said in (
            (1, "listed as HUMR in th.csv, one list"),
            (2, "listed as HUMR in th.csv and vn.csv"),
            (3, "listed as HUMR in mm.csv, th.csv and vn.csv"),
            (5, "listed as HUMR in global.csv, mm.csv, my.csv and 2 more lists"),
        ):
            found = index(**{name: [("https://example.com/", "HUMR")] for name in names[:count]})
            first = Tagger(None, found).tag("http://example.com").suggestions[0]
            assert (first.category_code, first.reason) == ("HUMR", said)

    @pytest.mark.parametrize(
        ("listed", "said"),
        [
            ("https://ខ្មែរ.com/a", "other pages of ខ្មែរ.com are HUMR in th.csv, one list"),
            ("https://a.ខ្មែរ.com/", "other sites of its domain are HUMR in th.csv, one list"),
        ],
    )
    def test_neighbours(self, listed: str, said: str) -> None:
        """Neighbours are said to be neighbours, by a host that can be read."""
        found = index(th=[(listed, "HUMR"), (listed.replace("a", "b"), "HUMR")])
        tagging = Tagger(None, found).tag("https://www.xn--j2e0cg3n2c.com/")
        assert tagging.suggestions[0].reason == said

    def test_the_more_voices(self) -> None:
        """The more lists say so, the surer it is; rows of one list are one voice; the same URL beats a neighbour."""
        url = "https://example.com/"

        def sure(**lists: list[tuple[str, str]]) -> float:
            first = Tagger(None, index(**lists)).tag(url).suggestions[0]
            assert first.category_code == "HUMR"
            return first.confidence

        once = sure(th=[(url, "HUMR")])
        assert sure(th=[(url, "HUMR")], vn=[(url, "HUMR")]) > once
        assert sure(th=[(url, "HUMR"), ("http://example.com/", "HUMR")]) == once
        assert once > sure(th=[(url + "a", "HUMR")]) > sure(th=[("https://a.example.com/", "HUMR")])
        assert sure(th=[(url, "HUMR")], vn=[(url + "a", "NEWS")]) > 0.8

    @pytest.mark.parametrize(
        ("listed", "of_a_country", "of_the_world"),
        [
            ("https://zz.example.com/", 0.92, 0.79),
            ("https://zz.example.com/a", 0.56, 0.65),
            ("https://yy.example.com/", 0.55, 0.74),
        ],
    )
    def test_one_list(self, listed: str, of_a_country: float, of_the_world: float) -> None:
        """One list alone makes it as sure as such lists were right, and no surer, whatever else agrees."""
        for name, most in (("th", of_a_country), ("global", of_the_world)):
            found = index(**{name: [(listed, "HUMR")]})
            for text in ("", "human rights"):
                first = Tagger(None, found).tag("https://zz.example.com/", text).suggestions[0]
                alone = Tagger().tag("https://zz.example.com/", text).suggestions[0]
                assert first.category_code == "HUMR"
                assert first.confidence == pytest.approx(max(most, alone.confidence * (alone.category_code == "HUMR")))

    def test_they_disagree(self) -> None:
        """Where lists disagree, both are suggested, and it is not sure."""
        url = "https://example.com/"
        tagging = Tagger(None, index(th=[(url, "HUMR")], vn=[(url, "ENV")])).tag(url)
        assert {one.category_code for one in tagging.suggestions[:2]} == {"HUMR", "ENV"}
        assert tagging.abstained


@given(st.lists(any_records(), max_size=8), CLEAN_URLS | ODD_URLS)
def test_any_list(records: list[str], url: str) -> None:
    """Any list can be looked things up in, for anything."""
    votes = Index([a_list(*records, path="lists/th.csv")]).votes(url)
    assert all(isinstance(one, Voice) for circle in votes for one in circle)


def test_a_host_of_nothing_but_dots(tmp_path: Path) -> None:
    """A row with a host of a hundred thousand dots takes no gigabyte: any pull request may bring one."""
    lists = tmp_path / "lists"
    lists.mkdir()
    (lists / "kh.csv").write_text(HEADER_LINE + row("a." * 50_000 + "a") + "\n", "utf-8")
    ended, peak = processes.run_measured("tag", "https://example.com/", folder=tmp_path)
    processes.assert_civil(ended)
    assert ended.code == 0, ended.err
    assert peak < 400_000_000
