"""What `tag` and its audit print: for people and for programs, and nothing raw of what they speak of."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.operations.suggest import Audit
from kh_testlist.reports import tag as reports
from kh_testlist.reports.terminal import PLAIN, Screen
from kh_testlist.tagging.audit import Doubt, SiteRow
from kh_testlist.tagging.suggest import Suggestion, Tagging
from tests.hostile.processes import HARMFUL

HOSTILE = "\x1b[2J\x1b]0;title\x07\x9b31m\u202eabc\u2066\u200f\n::error::x\r\x7f\ufeff"


def tagging(url: str = "https://example.com/", *, abstained: bool = False, reason: str = "listed") -> Tagging:
    """Three suggestions."""
    shares = (("NEWS", 0.81), ("HUMR", 0.1), ("ENV", 0.001))
    return Tagging(url, abstained, tuple(Suggestion(code, share, reason) for code, share in shares))


def doubt(text: str = "") -> Doubt:
    """A doubt with `text` wherever a list can put text."""
    suggestion = Suggestion("GMB", 0.87, f"listed in {text}.csv")
    return Doubt(f"lists/{text}kh.csv", 7, 6, f"https://example.com/{text}", f"ENV{text}", 0.0022, suggestion)


def test_text() -> None:
    """A line for the URL and one for each suggestion; a small share is not nothing."""
    assert reports.text(tagging(), PLAIN) == (
        "https://example.com/\n  NEWS    81%  listed\n  HUMR    10%  listed\n  ENV     <1%  listed\n"
    )


def test_abstained() -> None:
    """Where it abstains it says so."""
    assert "not sure" in reports.text(tagging(abstained=True), PLAIN).splitlines()[0]
    assert "not sure" not in reports.text(tagging(), PLAIN)


def test_line() -> None:
    """A line of JSON has what the interface says, in its order; Khmer stays Khmer."""
    said = reports.line(tagging("https://ខ្មែរ.com/"))
    assert said.endswith("\n")
    assert "ខ្មែរ" in said
    found = json.loads(said)
    assert list(found) == ["url", "abstained", "suggestions"]
    assert found["suggestions"][0] == {"category_code": "NEWS", "confidence": 0.81, "reason": "listed"}


def test_doubts() -> None:
    """Each doubt with its place, what is listed, and what may be right; at the end how many."""
    assert reports.doubts(Audit([doubt()], 172, "lists/kh.csv"), PLAIN) == (
        "lists/kh.csv:7: https://example.com/\n"
        "  ENV     <1%  its category in the list\n"
        "  GMB     87%  listed in .csv\n"
        "1 row of 172 in lists/kh.csv may have the wrong category.\n"
    )
    assert reports.doubts(Audit([], 2, "a.csv"), PLAIN) == "0 rows of 2 in a.csv may have the wrong category.\n"


@pytest.mark.parametrize(("count", "asked"), [(1, "These two disagree"), (2, "These 3 rows disagree")])
def test_a_site(count: int, asked: str) -> None:
    """A site is its rows in the order of the list, the question if they disagree, and what else is known."""
    rows = tuple(SiteRow("lists/kh.csv", 9 - place, "https://a.org/", "NEWS", 0.5) for place in range(count))
    said = reports.doubts(Audit([replace(doubt(), rows=rows)], 172, "lists/kh.csv"), PLAIN).splitlines()
    lines = [int(line.split(":")[1]) for line in said if line.startswith("lists")]
    assert lines == [7, *range(10 - count, 10)]
    assert said[-3] == f"  {asked}: which is right?"
    assert said[-1] == "1 site may have the wrong category, of 172 rows in lists/kh.csv."
    agreeing = replace(doubt(), rows=(replace(rows[0], category_code="ENV"),))
    assert "disagree" not in reports.doubts(Audit([agreeing], 172, "lists/kh.csv"), PLAIN)


def test_rows_for_programs() -> None:
    """The other rows are there where there are some."""
    found = json.loads(
        reports.line(replace(doubt(), rows=(SiteRow("lists/kh.csv", 9, "https://a.org/", "NEWS", 0.5),)))
    )
    assert found["rows"] == [
        {"path": "lists/kh.csv", "line": 9, "url": "https://a.org/", "category_code": "NEWS", "confidence": 0.5}
    ]


def test_doubt_line() -> None:
    """The same for programs."""
    found = json.loads(reports.line(doubt()))
    assert list(found) == ["path", "line", "entry", "url", "category_code", "confidence", "suggestion"]
    assert list(found["suggestion"]) == ["category_code", "confidence", "reason"]


def test_color() -> None:
    """With colours the words are the same."""
    import re

    for one in (
        reports.text(tagging(abstained=True), Screen(color=True)),
        reports.doubts(Audit([doubt()], 2, "a.csv"), Screen(color=True)),
    ):
        assert "\x1b[" in one
        assert "\x1b" not in re.sub(r"\x1b\[[0-9;]*m", "", one)


@pytest.mark.parametrize("kind", ["text", "line", "doubts", "doubt_line"])
@pytest.mark.parametrize("text", [HOSTILE, "[bold red]x[/]", "\u2028\u2029", "x" * 5_000])
def test_hostile(kind: str, text: str) -> None:
    """Nothing of it is raw, wherever it stands, and no line becomes two; JSON says it all once it is read."""
    url = f"https://example.com/{text}"
    said = {
        "text": lambda: reports.text(tagging(url, reason=text), PLAIN),
        "line": lambda: reports.line(tagging(url, reason=text)),
        "doubts": lambda: reports.doubts(Audit([doubt(text)], 1, f"{text}.csv"), PLAIN),
        "doubt_line": lambda: reports.line(doubt(text)),
    }[kind]()
    assert not HARMFUL.search(said), ascii(HARMFUL.search(said))
    assert len(said.splitlines()) == {"text": 4, "line": 1, "doubts": 4, "doubt_line": 1}[kind]
    if "line" in kind:
        assert json.loads(said)["url"] == url
    else:
        assert max(map(len, said.splitlines())) < 6_000


@given(st.text(), st.text(), st.floats(0, 1))
def test_any(url: str, reason: str, share: float) -> None:
    """Whatever is said, it is said in so many lines."""
    one = Tagging(url, abstained=False, suggestions=(Suggestion("NEWS", share, reason),) * 3)
    assert len(reports.text(one, PLAIN).splitlines()) == 4
    assert json.loads(reports.line(one))["suggestions"][2]["reason"] == reason
