"""The description of a pull request: complete, short enough, and with nothing in it that a stranger's words made."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token  # noqa: TC002 - the project loads types as they are

from kh_testlist.ledger import Record
from kh_testlist.model import Checked, Finding, Severity, UrlList, Validation
from kh_testlist.operations.prepare_proposal import Judged
from kh_testlist.operations.propose import Preview
from kh_testlist.reports.proposal import MOST_BYTES, body, explorer, preview, words
from kh_testlist.upstream.difference import difference
from kh_testlist.upstream.identity import NEUTRAL
from kh_testlist.upstream.proposal import Grounds, LastCheck, Proposal, propose
from tests.samples import TODAY, a_list, record, row

ORIGIN = "a" * 40
OURS = {"<br>", "<details>", "</details>", "<summary>", "</summary>", "<b>", "</b>"}
"""The only HTML that a description has."""
NASTY = (
    "@octocat", "@org/team", "#12", "GH-12", "owner/repo#1", "fixes #1", "http://evil.example/", "www.evil.example",
    "a@evil.example", "<script>alert(1)</script>", "<!-- x", "](http://evil.example)",
    "![x](http://evil.example/x.png)",
    "| x |", "`x`", "``", "\\", "\\|", "**x**", "</details>", "&lt;b&gt;", "&#64;octocat", "&commat;octocat",
    "x\n\n# y",
    "\x1b[31m", "\u202ex", "~~~",
    "[x]: http://evil.example", "ftp://evil.example", "mailto:a@evil.example",
)  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=8)), max_size=4).map(" ".join)


def judged(*findings: Finding, reference: UrlList | None = None) -> Judged:
    """What the rules said."""
    return Judged(Validation([Checked("lists/kh.csv", 1)], findings), 43, reference, TODAY)


def a_proposal(before: UrlList, after: UrlList, *records: Record, **seen: LastCheck) -> Proposal:
    """The proposal to make one list of another."""
    return propose(before, difference(before, after, {}), Grounds(records, seen), ORIGIN)


def leaves(text: str) -> Iterator[Token]:
    """What a reader of Markdown makes of it, down to the words."""
    for token in MarkdownIt("commonmark", {"html": True}).enable("table").parse(text):
        yield token
        yield from token.children or ()


def assert_harmless(text: str) -> None:
    """No HTML but ours, no link but ours, no image, and no word that GitHub would make a mention or a link of."""
    for token in leaves(text):
        if token.type in {"html_block", "html_inline"}:
            assert set(re.findall(r"<[^>]*>?", token.content)) <= OURS, token.content
        if token.type == "link_open":
            assert str(token.attrs["href"]).startswith("https://explorer.ooni.org/chart/mat?"), token.attrs
        assert token.type not in {"image", "hr", "blockquote_open", "code_block", "fence"}, token
        if token.type == "text":
            assert not re.search(r"[@#]\w", token.content), token.content
            assert not re.search(r"\bgh-\d", token.content, re.IGNORECASE), token.content
            assert not re.search(r"://|www\.", token.content), token.content


def test_words_are_words() -> None:
    """As GitHub shows it, nothing is missing of what was written."""
    said = "see @bob #12, http://a.example/x and www.a.example <b>x</b> | `x` GH-12 *y* \\ _z_"
    shown = "".join(token.content for token in leaves(words(said)) if token.type in {"text", "text_special"})
    assert html.unescape(shown).replace("\u200b", "") == said


@pytest.mark.parametrize(
    ("said", "has_code"),
    [
        ("why: see https://a.example/x: dead", False), ("2026-11-21T10:00:00Z", False), ("a: b :c d::", False),
        ("ftp://a.example:8080/", False), ("mailto:a b", False), (":", False), ("10:30:59", False),
        ("so :smile: it is", True), (":+1:", True), (":e-mail:", True), ("x:100:x", True), (":man_dancing:", True),
    ],
)  # fmt: skip
def test_nothing_unseen_but_in_an_emojis_code(said: str, *, has_code: bool) -> None:
    """A colon is followed by a space of no width only where an emoji's code may stand; and there the code is none."""
    shown = html.unescape("".join(token.content for token in leaves(words(said)) if token.type.startswith("text")))
    assert ("\u200b" in shown) is has_code
    assert re.search(r":[a-z+][a-z0-9_+-]*:|:100:", shown) is None
    assert shown.replace("\u200b", "") == said


@pytest.mark.parametrize("nasty", NASTY)
def test_each_nasty_word(nasty: str) -> None:
    """In notes, source, reason, evidence, a URL and what a check says."""
    before = a_list(
        row("https://old.example.com/"), record([f"https://gone.example.com/{nasty}", "NEWS", "x", nasty, nasty, nasty])
    )
    after = a_list(
        record(["https://old.example.com/", "NEWS", "News Media", "2024-01-31", nasty, nasty]),
        record([f"https://new.example.com/{nasty}", nasty, nasty, nasty, nasty, nasty]),
    )
    changes = difference(before, after, {})
    drops = [Record(entry.url, "2026-11-21", "drop", nasty or "x", nasty) for entry in changes.removed]
    drops.append(Record("https://old.example.com/", "2026-11-21", "keep", nasty, nasty))
    seen = {entry.url: LastCheck(nasty, nasty, nasty, nasty) for entry in after.entries}
    text = body(propose(before, changes, Grounds(drops, seen), ORIGIN), judged(_finding(nasty, after)))
    assert_harmless(text)


@given(texts, texts, texts, texts)
def test_any_words(notes: str, source: str, reason: str, path: str) -> None:
    """Whatever a list, a ledger and a journal say."""
    after = a_list(record([f"https://new.example.com/{path}", "NEWS", "News Media", "2024-01-31", source, notes]))
    if not after.entries:
        return
    url = after.entries[0].url
    grounds = Grounds([Record(url, "2026-11-21", "keep", reason, path)], {url: LastCheck(source, reason, notes, path)})
    proposal = propose(a_list(), difference(a_list(), after, {}), grounds, ORIGIN)
    held_against = judged(_finding(notes, after))
    text = body(proposal, held_against)
    assert_harmless(text)
    text.encode("utf-8")
    shown = preview(Preview(proposal, held_against, "kh-testlist/x", NEUTRAL, reason, ORIGIN))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)


def test_tables_keep_their_columns() -> None:
    """A bar, a backslash before a bar, a backtick: each row has six cells."""
    rows = [
        record([f"https://s{number}.example.com/", "NEWS", "News Media", "2024-01-31", nasty, nasty])
        for number, nasty in enumerate(NASTY)
        if "\n" not in nasty
    ]
    text = body(a_proposal(a_list(), a_list(*rows[:10])), judged())
    found = [token.type for token in MarkdownIt("commonmark").enable("table").parse(text)]
    # Two tables: the summary by category, of two columns, and ten rows of six with their head.
    assert found.count("td_open") + found.count("th_open") == 2 * 2 + 11 * 6
    assert "x" in text


def test_long_ones_are_folded_and_cut() -> None:
    """Many rows are folded; what has no room is counted, and the limit is kept in bytes."""
    rows = [row(f"https://s{number}.example.com/", notes="ព័ត៌មាន" * 20) for number in range(2_000)]
    text = body(a_proposal(a_list(), a_list(*rows)), judged())
    assert len(text.encode()) <= MOST_BYTES
    assert "<details><summary><b>Additions (2,000)</b></summary>" in text
    left_out = re.search(r"Too long to show: ([\d,]+) of these 2,000 rows", text)
    assert left_out
    assert text.count("https://s") // 2 + int(left_out[1].replace(",", "")) <= 2_000
    assert "### Validated" in text
    assert text.count("<details>") == text.count("</details>") == 1


def test_every_kind_has_room() -> None:
    """Even where the first kind fills it, the others are named with how many they are."""
    before = a_list(*(row(f"https://gone{number}.example.com/") for number in range(900)))
    after = a_list(*(row(f"https://new{number}.example.com/", notes="x" * 200) for number in range(900)))
    drops = [Record(entry.url, "2026-11-21", "drop", "y" * 200) for entry in before.entries]
    text = body(a_proposal(before, after, *drops), judged())
    assert len(text.encode()) <= MOST_BYTES
    assert "Additions (900)" in text
    assert "Removals (900)" in text


def test_what_a_maintainer_decides_by() -> None:
    """Category table, why, evidence, source, check, measurements, what was validated against what."""
    before = a_list(row("https://one.example.com/"), row("https://two.example.com/"))
    after = a_list(row("https://one.example.com/", code="HUMR"), row("https://new.example.com/", notes="a paper"))
    gone = Record("https://two.example.com/", "2026-11-21", "drop", "closed", "https://example.org/proof")
    seen = LastCheck("up", "ok", "Phnom Penh", "2026-11-20T10:00:00Z")
    proposal = propose(
        before, difference(before, after, {}), Grounds([gone], {"https://new.example.com/": seen}), ORIGIN
    )
    warning = Finding(
        "URL013", "deep-path", Severity.WARNING, "lists/kh.csv", 3, 2, "url", "https://new.example.com/", "it is deep"
    )
    text = body(proposal, judged(warning, reference=a_list(row(), path="lists/global.csv")))
    for part in (
        "| category | added | recategorised | removed |", "| HUMR Human Rights Issues |  | 1 |  |", "a paper", "closed",
        "`https://example.org/proof`", "**up** (ok), from Phnom Penh", "`NEWS` → `HUMR`", "43 rules of kh-testlist",
        "the global list (1 row)", "1 remark", "URL013", "probe_cc=KH",
    ):  # fmt: skip
        assert part in text, part
    assert "not** compared" in body(proposal, judged())


@pytest.mark.parametrize(
    "url", ["https://example.com/?a=b&c=d#e", "https://example.com/(x)", "https://example.com/ព័ត៌មាន"]
)
def test_links_to_measurements(url: str) -> None:
    """The exact URL, for the country of the list; a global list is every country's."""
    link = explorer(url, "kh", dt.date(2026, 11, 21))
    query = parse_qs(urlsplit(link).query)
    assert query["input"] == [url]
    assert query["probe_cc"] == ["KH"]
    assert query["until"] == ["2026-11-22"]
    assert not re.search(r"[()\s<>|]", link)
    assert "probe_cc" not in explorer(url, "global", TODAY)


def _finding(message: str, urls: UrlList) -> Finding:
    entry = urls.entries[0]
    return Finding("URL013", "deep-path", Severity.WARNING, "lists/kh.csv", 2, 1, "url", entry.url, message)
