"""A change touches its own rows only: every other record keeps the very text it was read from."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from kh_testlist import editing, store
from kh_testlist.model import HEADER, UrlList
from kh_testlist.store import line_end, parse, to_bytes
from tests.samples import HEADER_LINE, a_list, clean_cells, messy_lists, row

_CELLS = st.lists(st.text("ab,\"\n\r ខ'\t", max_size=5), min_size=6, max_size=6)
_LISTS = messy_lists().map(lambda data: parse(data, "kh.csv"))


def _raws(urls: UrlList) -> list[str]:
    return [entry.raw for entry in urls.entries]


def _bare(raw: str) -> str:
    return raw[: len(raw) - len(line_end(raw))]


@given(_LISTS, st.lists(_CELLS, min_size=1, max_size=3))
def test_append_leaves_what_was_there(urls: UrlList, rows: list[list[str]]) -> None:
    """New rows come last and read back as given; before them only a missing line end is added."""
    assume(urls.header is not None)
    after = editing.append(urls, rows)
    assert [list(entry.cells) for entry in after.entries[-len(rows) :]] == rows
    assert len(after.entries) == len(urls.entries) + len(rows)
    assert after.has_bom is urls.has_bom
    old = to_bytes(urls)
    assert to_bytes(after).startswith(old)
    if urls.entries and line_end(urls.entries[-1].raw):
        assert _raws(after)[: len(urls.entries)] == _raws(urls)


@given(_LISTS, clean_cells())
def test_append_keeps_the_manner_of_the_file(urls: UrlList, cells: list[str]) -> None:
    """The new row ends as most lines do, and a list without a final line end stays one."""
    assume(urls.header is not None)
    records = [urls.header, *urls.entries]
    ends_open = bool(records) and not line_end(records[-1].raw) if records[-1] is not None else False
    after = editing.append(urls, [cells])
    assert line_end(after.entries[-1].raw) == ("" if ends_open else store.prevailing_line_end(urls))


def test_append_to_crlf_bom_and_open_end() -> None:
    """The three at once, byte for byte."""
    start = b"\xef\xbb\xbf" + HEADER_LINE.strip().encode() + b"\r\na,b,c,d,e,f"
    urls = editing.append(parse(start, "kh.csv"), [["u", "v", "w", "x", "y", "z"]])
    assert to_bytes(urls) == start + b"\r\nu,v,w,x,y,z"


def test_append_nothing() -> None:
    """No rows, no change."""
    urls = a_list(row())
    assert editing.append(urls, []) is urls


@given(st.data())
def test_rewrite_touches_the_rows_named(data: st.DataObject) -> None:
    """Rewritten entries get the new cells and keep their line end; all others keep their text."""
    urls = data.draw(_LISTS)
    assume(urls.entries)
    numbers = data.draw(st.sets(st.sampled_from([entry.number for entry in urls.entries])))
    cells = {number: data.draw(_CELLS) for number in numbers}
    after = editing.rewrite(urls, cells)
    assert len(after.entries) == len(urls.entries)
    assert after.header == urls.header
    assert after.has_bom is urls.has_bom
    for before, now in zip(urls.entries, after.entries, strict=True):
        if before.number in cells:
            assert list(now.cells) == cells[before.number]
            assert line_end(now.raw) == line_end(before.raw)
        else:
            assert now.raw == before.raw
            assert now.cells == before.cells


def test_rewrite_keeps_the_neighbours_quoting() -> None:
    """Needless quotes and odd spaces of other rows are nobody's business, nor is their line end."""
    text = f'{HEADER_LINE}"https://example.com/","NEWS", x ,,,""\r\nold,b,c,d,e,f\nlast,b,c,d,e,"f"'
    urls = editing.rewrite(parse(text.encode(), "kh.csv"), {2: ["new", "b", "c", "d", "e", 'say "so", yes']})
    assert to_bytes(urls).decode() == text.replace("old,b,c,d,e,f", 'new,b,c,d,e,"say ""so"", yes"')


def test_rewrite_of_a_last_row_with_a_line_break() -> None:
    """A line break inside a cell stays inside it, also where the row itself has no line end."""
    urls = parse((HEADER_LINE + 'a,b,c,d,e,"one\ntwo"').encode(), "kh.csv")
    after = editing.rewrite(urls, {1: ["new", *urls.entries[0].cells[1:]]})
    assert [entry.cells for entry in after.entries] == [("new", "b", "c", "d", "e", "one\ntwo")]


@given(st.data())
def test_without_takes_the_rows_named(data: st.DataObject) -> None:
    """What is left is the other records' text, unchanged and in order."""
    urls = data.draw(_LISTS)
    assume(urls.entries)
    numbers = data.draw(st.sets(st.sampled_from([entry.number for entry in urls.entries])))
    after = editing.without(urls, numbers)
    assert _raws(after) == [entry.raw for entry in urls.entries if entry.number not in numbers]
    assert after.header == urls.header
    assert [entry.number for entry in after.entries] == list(range(1, len(after.entries) + 1))


@given(_LISTS)
def test_unix_line_ends_change_line_ends_alone(urls: UrlList) -> None:
    """Every record ends in LF afterwards, and has the cells it had; line breaks inside cells stay."""
    after = editing.with_unix_line_ends(urls)
    assert [entry.cells for entry in after.entries] == [entry.cells for entry in urls.entries]
    assert [entry.raw for entry in after.entries] == [_bare(entry.raw) + "\n" for entry in urls.entries]


@given(_LISTS)
def test_header(urls: UrlList) -> None:
    """Mending the header leaves all entries their text."""
    assume(urls.header is not None)
    mended = editing.rewrite(urls, {0: HEADER})
    assert mended.header is not None
    assert mended.header.cells == HEADER
    assert _raws(mended) == _raws(urls)


@given(_LISTS, clean_cells())
def test_append_then_without_is_the_same_file(urls: UrlList, cells: list[str]) -> None:
    """Taking the new row out again restores the file, but for the line end that a last line lacked."""
    assume(urls.header is not None)
    after = editing.append(urls, [cells])
    back = editing.without(after, {after.entries[-1].number})
    assert to_bytes(back).rstrip(b"\r\n") == to_bytes(urls).rstrip(b"\r\n")


def test_new_list() -> None:
    """A list made anew is its header and nothing else."""
    urls = editing.new_list("lists/th.csv")
    assert to_bytes(urls).decode() == HEADER_LINE
    assert parse(to_bytes(urls), "lists/th.csv") == urls
