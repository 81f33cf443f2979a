"""Three-way merges by row: laws that hold for any lists, and the cases that people meet."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kh_testlist.categories import LEGEND
from kh_testlist.errors import Failure
from kh_testlist.model import CATEGORY_CODE, CATEGORY_DESCRIPTION, HEADER, NOTES, Severity, UrlList
from kh_testlist.store import parse, to_bytes
from kh_testlist.upstream.assembly import Merged
from kh_testlist.upstream.difference import difference
from kh_testlist.upstream.merge import merge
from kh_testlist.upstream.settling import Conflict, Side, keep_ours
from tests.samples import HEADER_LINE, a_list, findings_of, messy_lists, record, row

Cells = list[str]
"""Of one row."""


def listed(rows: Sequence[Cells]) -> UrlList:
    """A list of rows."""
    return a_list(*map(record, rows))


def theirs_stand(conflict: Conflict) -> Side:
    """Upstream's version of everything."""
    del conflict
    return Side.THEIRS


@st.composite
def changes(draw: st.DrawFn, base: list[Cells], new: list[Cells]) -> tuple[list[Cells], dict[str, str]]:
    """What a side makes of `base`: rows removed, changed, edited to another URL, added, moved; and its new URLs."""
    rows: list[Cells] = []
    renamed: dict[str, str] = {}
    fresh = [cells for cells in new if cells[0] not in {row[0] for row in base}]
    for cells in base:
        what = draw(st.sampled_from(["keep", "keep", "keep", "remove", "notes", "source", "category", "url"]))
        after = list(cells)
        if what == "remove":
            continue
        if what in {"notes", "source"}:
            after[HEADER.index(what)] = draw(st.sampled_from(["one", "two", "three"]))
        elif what == "category":
            code = draw(st.sampled_from(["NEWS", "HUMR", "ENV"]))
            after[CATEGORY_CODE], after[CATEGORY_DESCRIPTION] = code, LEGEND[code]
        elif what == "url" and fresh:
            after[0] = fresh.pop(draw(st.integers(0, len(fresh) - 1)))[0]
            renamed[cells[0]] = after[0]
        rows.append(after)
    for cells in draw(st.lists(st.sampled_from(fresh), max_size=3, unique_by=lambda one: one[0])) if fresh else ():
        after = list(cells)
        after[NOTES] = draw(st.sampled_from(["one", "two"]))
        rows.insert(draw(st.sampled_from([len(rows), len(rows), 0, len(rows) // 2])), after)
    if draw(st.integers(0, 9)) == 0:
        rows = draw(st.permutations(rows))
    return rows, renamed


POOL = [[f"https://site{number}.example.com/", "NEWS", "News Media", "2024-01-31", "anon", ""] for number in range(14)]


@st.composite
def three(draw: st.DrawFn) -> tuple[UrlList, UrlList, UrlList, dict[str, str]]:
    """A base, our list and upstream's, each without a duplicate, and our renames."""
    count = draw(st.integers(1, len(POOL)))
    cut = draw(st.integers(0, count))
    base, new = POOL[:cut], POOL[cut:count]
    ours, renamed = draw(changes(base, new))
    theirs, _ = draw(changes(base, new))
    return listed(base), listed(ours), listed(theirs), renamed


def in_conflict(merged: Merged) -> set[str]:
    """The URLs that any version of a row in conflict has."""
    return {entry.url for conflict in merged.conflicts for row in conflict.rows for entry in row if entry is not None}


def is_valid(urls: UrlList) -> bool:
    """Whether upstream would take the list."""
    return not any(finding.severity is Severity.ERROR for finding in findings_of(urls))


@given(three())
@settings(max_examples=500)
def test_nothing_is_lost(case: tuple[UrlList, UrlList, UrlList, dict[str, str]]) -> None:
    """No row is lost that neither side removed, and no change of a side but in a conflict; nor is a row made up."""
    base, ours, theirs, renamed = case
    merged = merge(base, ours, theirs, renamed)
    urls = {entry.url for entry in merged.urls.entries}
    unsettled = in_conflict(merged)
    cells = {entry.cells for entry in merged.urls.entries}
    gone = set()
    for side, followed in ((ours, renamed), (theirs, renamed)):
        made = difference(base, side, followed)
        gone |= {entry.url for entry in made.removed}
        for entry in made.added:
            assert entry.cells in cells or entry.url in unsettled
        for entry in made.removed:
            assert entry.url not in urls or entry.url in unsettled
        for changed in made.changed:
            if changed.url in unsettled or changed.after.url in unsettled:
                continue
            (kept,) = [
                entry for entry in merged.urls.entries if entry.url in {changed.after.url, renamed.get(changed.url)}
            ]
            for was, now, value in zip(changed.before.cells, changed.after.cells, kept.cells, strict=True):
                assert now in {was, value}
    for entry in base.entries:
        if entry.url not in gone | unsettled:
            assert entry.url in urls or renamed[entry.url] in urls
    known = {entry.url for urls_ in (base, ours, theirs) for entry in urls_.entries}
    assert urls <= known


@given(three())
@settings(max_examples=150)
def test_the_result_validates(case: tuple[UrlList, UrlList, UrlList, dict[str, str]]) -> None:
    """The result validates when both sides did, whichever side conflicts are settled for."""
    base, ours, theirs, renamed = case
    assert is_valid(ours)
    assert is_valid(theirs)
    for choose in (keep_ours, theirs_stand):
        merged = merge(base, ours, theirs, renamed, choose)
        assert is_valid(merged.urls)
        assert not [count for count in Counter(entry.url for entry in merged.urls.entries).values() if count > 1]


@given(three())
@settings(max_examples=100)
def test_settling_is_one_sided(case: tuple[UrlList, UrlList, UrlList, dict[str, str]]) -> None:
    """A conflict settled for a side leaves that side's versions of all its rows, and no other."""
    base, ours, theirs, renamed = case
    for choose, side in ((keep_ours, 1), (theirs_stand, 2)):
        merged = merge(base, ours, theirs, renamed, choose)
        cells = {entry.cells for entry in merged.urls.entries}
        for conflict in merged.conflicts:
            kept = {row[side].cells for row in conflict.rows if row[side]}  # type: ignore[union-attr]  # just asked
            assert kept <= cells
            others = {entry.cells for row in conflict.rows for entry in row[1:] if entry} - kept
            assert not others & cells


@given(messy_lists(), messy_lists())
@settings(max_examples=200)
def test_one_side_alone(one: bytes, other: bytes) -> None:
    """merge(x, x, y) = y and merge(x, y, x) = y to the byte, for any lists whose quotes are closed."""
    base, changed = parse(one, "lists/kh.csv"), parse(other, "lists/kh.csv")
    for ours, theirs in ((base, changed), (changed, base)):
        merged = merge(base, ours, theirs, {})
        assert merged.conflicts == ()
        assert to_bytes(merged.urls) == other


@given(three())
@settings(max_examples=100)
def test_again(case: tuple[UrlList, UrlList, UrlList, dict[str, str]]) -> None:
    """A merge repeated with the old base, as after a kill, makes the same list."""
    base, ours, theirs, renamed = case
    for choose in (keep_ours, theirs_stand):
        merged = merge(base, ours, theirs, renamed, choose).urls
        assert to_bytes(merge(base, merged, theirs, renamed, choose).urls) == to_bytes(merged)


A, B, C, D = (row(f"https://{name}.example.com/") for name in "abcd")


class TestCases:
    """What people meet."""

    def test_both_append(self) -> None:
        """Two people append different rows: both are there, upstream's first, with no conflict."""
        merged = merge(a_list(A), a_list(A, B), a_list(A, C), {})
        assert to_bytes(merged.urls) == to_bytes(a_list(A, C, B))
        assert merged.conflicts == ()

    def test_the_same_change(self) -> None:
        """What both did alike is one change."""
        merged = merge(a_list(A, B), a_list(A, C), a_list(A, C), {})
        assert to_bytes(merged.urls) == to_bytes(a_list(A, C))
        assert merged.conflicts == ()

    def test_columns(self) -> None:
        """Different columns of one row go together."""
        ours = a_list(row(notes="ours"), B)
        theirs = a_list(row(code="HUMR"), B)
        merged = merge(a_list(row(), B), ours, theirs, {})
        assert merged.conflicts == ()
        assert to_bytes(merged.urls) == to_bytes(a_list(row(code="HUMR", notes="ours"), B))

    def test_a_column_twice(self) -> None:
        """The same column, not alike: a conflict, settled as is said."""
        lists = a_list(row()), a_list(row(notes="ours")), a_list(row(notes="theirs"))
        for choose, expected in ((keep_ours, lists[1]), (theirs_stand, lists[2])):
            merged = merge(*lists, {}, choose)
            assert [conflict.url for conflict in merged.conflicts] == ["https://example.com/"]
            assert to_bytes(merged.urls) == to_bytes(expected)

    @pytest.mark.parametrize("swap", [False, True])
    def test_changed_and_removed(self, *, swap: bool) -> None:
        """One side removed what the other changed: a conflict."""
        one, other = a_list(row(notes="new"), B), a_list(B)
        ours, theirs = (other, one) if swap else (one, other)
        merged = merge(a_list(row(), B), ours, theirs, {})
        assert len(merged.conflicts) == 1
        assert to_bytes(merged.urls) == to_bytes(ours)
        assert to_bytes(merge(a_list(row(), B), ours, theirs, {}, theirs_stand).urls) == to_bytes(theirs)

    def test_an_edited_url(self) -> None:
        """A URL that we edited stays one row: upstream's change of its notes follows it."""
        theirs = a_list(row("https://a.example.com/", notes="seen"), B)
        merged = merge(a_list(A, B), a_list(C, B), theirs, {"https://a.example.com/": "https://c.example.com/"})
        assert merged.conflicts == ()
        assert to_bytes(merged.urls) == to_bytes(a_list(row("https://c.example.com/", notes="seen"), B))

    def test_an_edited_url_that_came_back(self) -> None:
        """Upstream took our edit: nothing is left to merge."""
        renamed = {"https://a.example.com/": "https://c.example.com/"}
        merged = merge(a_list(A, B), a_list(C, B, D), a_list(C, B), renamed)
        assert merged.conflicts == ()
        assert to_bytes(merged.urls) == to_bytes(a_list(C, B, D))

    def test_one_url_of_two_rows(self) -> None:
        """We edited a row to a URL that upstream added: a conflict of both rows, and never the URL twice."""
        renamed = {"https://a.example.com/": "https://c.example.com/"}
        lists = a_list(A, B), a_list(C, B), a_list(A, B, row("https://c.example.com/", notes="theirs"))
        for choose, expected in ((keep_ours, lists[1]), (theirs_stand, lists[2])):
            merged = merge(*lists, renamed, choose)
            assert len(merged.conflicts) == 1
            assert to_bytes(merged.urls) == to_bytes(expected)

    def test_duplicates(self) -> None:
        """A list that has a URL twice loses neither row, and is no conflict for that alone."""
        other = row("https://a.example.com/", notes="again")
        base = a_list(A, B, other)
        merged = merge(base, a_list(A, B, other, C), a_list(A, other, D), {})
        assert merged.conflicts == ()
        assert to_bytes(merged.urls) == to_bytes(a_list(A, other, D, C))

    def test_order(self) -> None:
        """Upstream's order stands; ours where we alone made another."""
        assert to_bytes(merge(a_list(A, B, C), a_list(A, B, C, D), a_list(C, A, B), {}).urls) == to_bytes(
            a_list(C, A, B, D)
        )
        assert to_bytes(merge(a_list(A, B, C), a_list(C, B, A), a_list(A, B, C, D), {}).urls) == to_bytes(
            a_list(C, B, A, D)
        )
        assert to_bytes(merge(a_list(A, B), a_list(A, D, B), a_list(A, B, C), {}).urls) == to_bytes(a_list(A, D, B, C))

    def test_line_ends(self) -> None:
        """Our last line without an end, upstream's rows behind it; no row runs into another."""
        open_end = parse((HEADER_LINE + A).encode(), "lists/kh.csv")
        merged = merge(open_end, open_end, parse((HEADER_LINE + A + "\n" + B).encode(), "x"), {})
        assert to_bytes(merged.urls) == (HEADER_LINE + A + "\n" + B).encode()
        windows = parse((HEADER_LINE + A + "\n").replace("\n", "\r\n").encode(), "lists/kh.csv")
        merged = merge(a_list(A), windows, a_list(A, B), {})
        assert to_bytes(merged.urls) == (HEADER_LINE + A + "\n" + B + "\n").replace("\n", "\r\n").encode()

    def test_an_open_quote(self) -> None:
        """A list whose last quote is never closed would swallow what comes behind it: nothing is made of it."""
        open_quote = parse((HEADER_LINE + A + "\n" + '"never closed').encode(), "lists/kh.csv")
        with pytest.raises(Failure, match="never closes it"):
            merge(a_list(A), a_list(A, B), open_quote, {})

    def test_large(self) -> None:
        """Fifty thousand rows with one URL, as a hostile upstream may have, end in seconds."""
        start = dt.datetime.now(dt.UTC)
        many = parse((HEADER_LINE + (A + "\n") * 40_000).encode(), "lists/kh.csv")
        merge(a_list(A), a_list(A, B), many, {})
        merge(many, a_list(A, B), many, {})
        assert (dt.datetime.now(dt.UTC) - start).total_seconds() < 20
