"""The engine: rules over lists, findings in order, fixes withheld where they would collide."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kh_testlist import folder
from kh_testlist.model import HEADER, URL, Finding, Place, Severity, Skipped, UrlList
from kh_testlist.rules.engine import validate
from kh_testlist.rules.registry import RULES, find
from kh_testlist.rules.rule import Rule
from kh_testlist.rules.subject import Indexed
from kh_testlist.store import parse
from tests.samples import (
    CLEAN_URLS,
    CODES,
    DATES,
    HEADER_LINE,
    ODD_TEXTS,
    ODD_URLS,
    TODAY,
    WORDS,
    a_list,
    clean_cells,
    findings_of,
    messy_lists,
    record,
    row,
)
from tests.test_urls import ORDINARY_URLS
from tests.upstream_linter import rejected

_CELL_RULES = [rule for rule in RULES if rule.check_cell is not None]


def _codes(findings: list[Finding]) -> list[tuple[str, int]]:
    return [(finding.code, finding.entry) for finding in findings]


def _one(findings: list[Finding], code: str) -> Finding:
    (finding,) = [finding for finding in findings if finding.code == code]
    return finding


def test_order_and_places() -> None:
    """Findings come in the order of the lines, and a quoted line break moves lines but not entries."""
    urls = a_list(
        row("https://example.com/", notes="a\nb"),
        row("https://example.org", date="bad"),
        "",
        row("https://Example.net/"),
    )
    found = findings_of(urls)
    assert _codes(found) == [("TXT001", 1), ("DAT001", 2), ("URL003", 2), ("FIL007", 3), ("URL002", 4)]
    assert [finding.line for finding in found] == [2, 4, 4, 5, 6]
    assert [finding.column for finding in found] == ["notes", "date_added", "url", None, "url"]
    assert [finding.url for finding in found] == [
        "https://example.com/", "https://example.org", "https://example.org", "", "https://Example.net/",
    ]  # fmt: skip


def test_a_finding_on_the_whole_file() -> None:
    """It stands in line 1 with entry 0 and without a URL, before all others."""
    urls = parse(b"\xef\xbb\xbf" + (HEADER_LINE + row("https://example.com") + "\n").encode(), "lists/kh.csv")
    first = findings_of(urls)[0]
    assert (first.code, first.line, first.entry, first.column, first.url) == ("FIL002", 1, 0, None, None)


def test_a_duplicate_is_found_on_the_later_row() -> None:
    """And points to the earlier one, be it the same URL or the same site."""
    urls = a_list(
        row("https://example.com/"),
        row("https://example.org/"),
        row("https://example.com/"),
        row("http://www.example.com"),
    )
    found = findings_of(urls)
    exact, alike = _one(found, "DUP001"), _one(found, "DUP003")
    assert (exact.entry, exact.related) == (3, (Place("lists/kh.csv", 2, 1),))
    assert (alike.entry, alike.related) == (4, (Place("lists/kh.csv", 2, 1),))
    assert exact.severity is Severity.ERROR
    assert alike.severity is Severity.WARNING


def test_duplicates_of_the_global_list() -> None:
    """The finding stands in our list and points into the other."""
    theirs = a_list(row("https://example.org/"), row("https://www.example.com/"), path="lists/global.csv")
    found = findings_of(a_list(row("https://example.org/"), row("http://example.com/")), theirs)
    assert (_one(found, "DUP002").entry, _one(found, "DUP002").related) == (1, (Place("lists/global.csv", 2, 1),))
    assert (_one(found, "DUP004").entry, _one(found, "DUP004").related) == (2, (Place("lists/global.csv", 3, 2),))


@pytest.mark.parametrize(
    "notes",
    [
        "keep: the old name is blocked",
        "Correct link, but keep www.example.com as it is blocked",
        "KEPT on purpose",
        "included nonetheless",
        "keep monitoring",
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_a_row_kept_on_purpose(notes: str, *, first: bool) -> None:
    """Said in the notes of either row, it makes a note of the warning; of an exact duplicate it makes nothing."""
    rows = [
        row("https://example.com/", notes=notes if first else ""),
        row("http://example.com/", notes="" if first else notes),
    ]
    assert _one(findings_of(a_list(*rows)), "DUP003").severity is Severity.NOTE
    assert _one(findings_of(a_list(rows[0], rows[0])), "DUP001").severity is Severity.ERROR
    theirs = a_list(rows[0], path="lists/global.csv")
    assert _one(findings_of(a_list(rows[1]), theirs), "DUP004").severity is Severity.NOTE


@pytest.mark.parametrize("notes", ["", "They keep publishing", "housekeeping", "keeper of records"])
def test_other_notes_keep_the_warning(notes: str) -> None:
    """The mere letters do not."""
    found = findings_of(a_list(row("https://example.com/"), row("http://example.com/", notes=notes)))
    assert _one(found, "DUP003").severity is Severity.WARNING


def test_a_fix_is_withheld_where_a_row_has_its_url() -> None:
    """Else the fix would make an exact duplicate; the message says which row stands in the way."""
    found = findings_of(a_list(row("https://example.com/"), row("https://EXAMPLE.com/")))
    finding = _one(found, "URL002")
    assert finding.fix is None
    assert "entry 1" in finding.message


def test_a_fix_is_withheld_where_a_later_row_has_its_url() -> None:
    """The order of the two rows makes no difference."""
    found = findings_of(a_list(row("https://EXAMPLE.com/"), row("https://example.com/")))
    assert _one(found, "URL002").fix is None


def test_a_fix_is_withheld_where_the_global_list_has_its_url() -> None:
    """The same goes for the global list."""
    theirs = a_list(row("https://example.com/"), path="lists/global.csv")
    finding = _one(findings_of(a_list(row("https://EXAMPLE.com/")), theirs), "URL002")
    assert finding.fix is None
    assert "global" in finding.message


def test_of_two_rows_that_want_one_url_the_first_gets_it() -> None:
    """Two fixes to one value would collide with each other."""
    found = findings_of(a_list(row("https://Example.com/"), row("https://EXAMPLE.com/")))
    fixes = [finding.fix.value if finding.fix else None for finding in found if finding.code == "URL002"]
    assert fixes == ["https://example.com/", None]


def test_references() -> None:
    """Each list is compared with its own global list, the global list with none, and what was skipped is passed on."""
    ours = a_list(row("https://example.com/"))
    other = a_list(row("https://example.com/"), path="else/th.csv")
    theirs = a_list(row("https://example.com/"), path="lists/global.csv")
    skipped = Skipped("something", "a reason", "a way")
    result = validate([ours, other, theirs], RULES, {ours.path: theirs, theirs.path: theirs}, TODAY, [skipped])
    assert [(finding.path, finding.code) for finding in result.findings] == [("lists/kh.csv", "DUP002")]
    assert result.lists == [("lists/kh.csv", 1), ("else/th.csv", 1), ("lists/global.csv", 1)]
    assert result.skipped == [skipped]
    assert result.count(Severity.ERROR) == 1
    assert result.count(Severity.WARNING) == 0


def test_only_the_rules_given_run() -> None:
    """Nothing runs that was not asked for."""
    urls = a_list(row("https://Example.com/", date="bad"))
    assert _codes(findings_of(urls, rules=find("DAT001"))) == [("DAT001", 1)]
    assert findings_of(urls, rules=()) == []


def _unanswered(data: bytes, reference: UrlList | None = None) -> set[int]:
    """The entries that upstream rejects and no error of ours stands on."""
    theirs = {entry.url for entry in reference.entries} if reference else set()
    errors = {
        finding.entry
        for finding in findings_of(parse(data, "lists/kh.csv"), reference)
        if finding.severity is Severity.ERROR
    }
    return rejected(data, theirs) - errors


_REFERENCE = a_list(row("https://example.com/"), row("http://www.example.org/a"), path="lists/global.csv")


@given(messy_lists())
@example((HEADER_LINE + row("https://" + "a" * 64 + ".com/") + "\n").encode())
@example((HEADER_LINE + row("https://example.com/\u3000") + "\n").encode())
def test_what_upstream_rejects_has_an_error_on_that_entry(data: bytes) -> None:
    """Messy rows of every kind: bad codes, dates, spaces, characters, columns, blank lines, duplicates, odd URLs."""
    assert _unanswered(data) == set()
    assert _unanswered(data, _REFERENCE) == set()


@given(st.data())
def test_one_thing_wrong_with_a_good_row(data: st.DataObject) -> None:
    """A good row in which one cell has one character too many, too few or other than it was."""
    cells = data.draw(clean_cells())
    column = data.draw(st.integers(0, len(HEADER) - 1))
    at = data.draw(st.integers(0, len(cells[column])))
    gone = data.draw(st.integers(0, 1))
    odd = data.draw(
        st.one_of(
            st.sampled_from(
                [*" \t\n\r\\\"',#?@[]_:|", "\xa0", "\u3000", "\u200b", "\0", "\u017f", "\u212a", "\u0663", ""]
            ),
            st.characters(codec="utf-8"),
        )
    )
    cells[column] = cells[column][:at] + odd + cells[column][at + gone :]
    assert _unanswered((HEADER_LINE + record(cells) + "\n").encode()) == set()


@given(st.data())
def test_one_odd_cell_in_a_good_row(data: st.DataObject) -> None:
    """A good row in which one whole cell is odd, so that no other fault of the row can hide that one was missed."""
    cells = data.draw(clean_cells())
    column, odd = data.draw(
        st.sampled_from([(0, ODD_URLS), (1, CODES), (2, WORDS), (3, DATES), (4, ODD_TEXTS), (5, ODD_TEXTS)])
    )
    cells[column] = data.draw(odd)
    assert _unanswered((HEADER_LINE + record(cells) + "\n").encode()) == set()


@pytest.mark.parametrize(
    "date",
    ["", "20240131", "2024-W05-3", "2024-1-31", "2024-02-30", "31/01/2024", "2024-01-31T00:00", " 2024-01-31", "0-0-0"],
)
def test_every_date_that_upstream_rejects_is_an_error(date: str) -> None:
    """Other ways to write a day, some of which Python reads, are errors too."""
    assert [finding.code for finding in findings_of(a_list(row(date=date)))] == ["DAT001"]


@given(st.text('a,"\n\r.:/ ', max_size=60))
def test_upstream_on_scraps_of_csv(text: str) -> None:
    """Scraps with open quotes, lone CRs and blank lines in them are cut into the same records, and judged alike."""
    assert _unanswered((HEADER_LINE + text).encode()) == set()


@given(st.lists(clean_cells(), max_size=5, unique_by=lambda cells: cells[URL]))
def test_clean_rows_have_no_error(rows: list[list[str]]) -> None:
    """And rows that upstream takes get no error from us."""
    data = (HEADER_LINE + "".join(record(cells) + "\n" for cells in rows)).encode()
    assert rejected(data) == set()
    assert [finding for finding in findings_of(parse(data, "kh.csv")) if finding.severity is Severity.ERROR] == []


def _faults(rules: list[Rule], column: str, text: str) -> list[str]:
    return [
        rule.code
        for rule in rules
        if column in rule.columns and rule.check_cell is not None and rule.check_cell(text) is not None
    ]


@given(st.one_of(ORDINARY_URLS, CLEAN_URLS))
@example("https://" + "a" * 64 + ".com/")
@example("https://" + "a" * 62 + "-a.com/")
@example("http://example." + "a" * 70 + "/")
def test_no_cell_rule_fires_on_an_ordinary_url(url: str) -> None:
    """The engine asks no cell rule of ordinary URLs, so none may have anything to say of one."""
    urls = a_list(row(url))
    if not Indexed(urls).unusual(URL):
        assert _faults(_CELL_RULES, "url", url) == []


_ORDINARY_TEXTS = st.one_of(
    WORDS,
    st.just(""),
    st.text("=+@-(|!) a", max_size=8),
    st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=12),
    st.text(max_size=4),
)


@given(_ORDINARY_TEXTS, st.sampled_from(["source", "notes"]))
@example("-2+3|cmd!A0", "notes")
@example("@SUM(1)", "source")
def test_no_cell_rule_fires_on_an_ordinary_text(text: str, column: str) -> None:
    """The same for source and notes."""
    cells = ["https://example.com/", "NEWS", "News Media", "2024-01-31", "anon", ""]
    cells[HEADER.index(column)] = text
    if not Indexed(a_list(record(cells))).unusual(HEADER.index(column)):
        assert _faults(_CELL_RULES, column, text) == []


_BINARY = [
    b"", b"\0", b"\n", b"\r", b"\xff", b"\xef\xbb\xbf", b'"', b",", b"a" * 200_000, b"," * 10_000, b"\n" * 1000,
    "\ud800".encode("utf-8", "surrogatepass"), "url\n".encode("utf-16"),
]  # fmt: skip


@given(st.one_of(st.binary(max_size=80), st.sampled_from(_BINARY)))
def test_any_bytes_give_findings(data: bytes) -> None:
    """Nothing that a file may hold makes a rule fall over, and no list that is not one passes without an error."""
    for content in (data, HEADER_LINE.encode() + data):
        for finding in findings_of(parse(content, "kh.csv"), _REFERENCE):
            assert finding.line >= 1
            assert finding.message
    found = findings_of(parse(data, "kh.csv"))
    assert any(finding.severity is Severity.ERROR for finding in found)


def test_snapshot_has_no_error(upstream_lists: Path) -> None:
    """All of upstream's lists pass, compared with upstream's global list."""
    files = folder.lists_in(upstream_lists)
    references, skipped = folder.references(files)
    result = validate(map(folder.load, files), RULES, references, TODAY, skipped)
    assert len(result.lists) > 100
    assert skipped == ()
    assert [finding for finding in result.findings if finding.severity is Severity.ERROR] == []


def test_snapshot_of_cambodia(upstream_lists: Path) -> None:
    """Its eleven pairs of near-duplicates, one of them kept on purpose, and its three sites under two categories."""
    found = findings_of(folder.load(upstream_lists / "kh.csv"), folder.load(upstream_lists / "global.csv"))
    pairs = [finding for finding in found if finding.name == "equivalent-duplicate"]
    assert sum(finding.severity is Severity.WARNING for finding in pairs) == 10
    assert [finding.url for finding in pairs if finding.severity is Severity.NOTE] == ["https://ycc.org.kh/"]
    assert sum(finding.name == "two-categories" for finding in found) == 3
