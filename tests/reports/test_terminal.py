"""Text that fits a terminal: folded at spaces, in tables, with no word, URL or command broken."""

from __future__ import annotations

import re
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.reports.table import table
from kh_testlist.reports.terminal import PLAIN, Screen, columns, fold, paint

WORDS: Final = st.one_of(
    st.text("abcdefghij.,:", min_size=1, max_size=12),
    st.sampled_from(["https://www.example.com/a/long/path/of/a/page", "ព្រះរាជាណាចក្រកម្ពុជា", "漢字", "AS64500", "a"]),
)
LINES: Final = st.lists(WORDS, min_size=0, max_size=20).map(" ".join)
WIDTHS: Final = st.integers(40, 130)
COMMAND: Final = 'kh-testlist review decide https://www.example.com/ drop --reason "the organisation closed"'


@given(st.lists(LINES, max_size=5).map("\n".join), WIDTHS)
def test_fold(text: str, width: int) -> None:
    """Every word is there, in order and whole; a line is too long only if its word is; what fits is left as it is."""
    folded = fold(text, width)
    assert folded.split() == text.split()
    for line in folded.split("\n"):
        assert columns(line) <= width or len(line.split()) == 1
    for line in text.split("\n"):
        if columns(line) <= width:
            assert line in folded
    assert fold(text, None) == text


@given(st.lists(st.tuples(LINES, st.sampled_from(["", "bold", "red"])), max_size=6), WIDTHS)
def test_paint(spans: list[tuple[str, str]], width: int) -> None:
    """What is painted is folded as plain text is."""
    text = "".join(said for said, _style in spans)
    painted = paint(spans, Screen(color=True, width=width))
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == fold(text, width) == paint(spans, Screen(width=width))


@pytest.mark.parametrize("width", [40, 60, 80, 100])
@pytest.mark.parametrize("around", ["Decide it again: {}", "Type `{}` and wait for the end.", "{}"])
def test_a_command_is_in_one_piece(width: int, around: str) -> None:
    """A person copies it as it is."""
    assert COMMAND in fold(around.format(COMMAND), width)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("one two three four five six seven eight nine ten", "one two three four five six seven eight\nnine ten"),
        (
            "Error: one two three four five six seven eight nine",
            "Error: one two three four five six seven\n  eight nine",
        ),
        ("  one two three four five six seven eight nine", "  one two three four five six seven\n    eight nine"),
        (
            "  NEWS  81%  one two three four five six seven",
            "  NEWS  81%  one two three four five six\n             seven",
        ),
        ("one two three four five six seven eight\n\nnine", "one two three four five six seven eight\n\nnine"),
    ],
)
def test_what_follows_is_indented(text: str, folded: str) -> None:
    """The rest of an item is further in than the item; the rest of a short table's cell is below that cell."""
    assert fold(text, 40) == folded


CELLS: Final = st.tuples(WORDS, st.integers(0, 10**7), LINES.map(lambda text: text[:60].strip()), LINES.map(str.strip))


@given(st.lists(CELLS, min_size=1, max_size=8), WIDTHS)
def test_table(rows: list[tuple[str, int, str, str]], width: int) -> None:
    """Every word of every cell is there and whole, whatever form the table takes; no other line is too wide."""
    headings = ("url", "tests", "blocked on", "notes")
    shown = table(headings, rows, Screen(width=width))
    found = re.sub(r"\b(tests|blocked on|notes): ", " ", shown).split()
    for row in rows:
        for cell in row:
            words = [f"{cell:,}"] if isinstance(cell, int) else cell.split()
            assert set(words) <= set(found)
    widest = max(columns(word) for row in rows for cell in row for word in str(cell).split(" "))
    assert all(columns(line) <= max(width, widest + 4 + len("blocked on: ")) for line in shown.split("\n"))


def test_in_a_pipe_a_row_is_a_line() -> None:
    """Other programs cut and search it."""
    rows = [("https://www.example.com/" + "a" * 200, 1, "x " * 100)]
    assert len(table(("url", "tests", "notes"), rows, PLAIN).splitlines()) == 3


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (
            80,
            """\
url                         tests   notes
─────────────────────────────────────────
https://www.example.com/a     183   daily
https://b.example.com/          2
https://b.example.com/          2
https://b.example.com/          2
https://b.example.com/          2
""",
        ),
        (
            40,
            """\
url                        tests   notes
────────────────────────────────────────
https://www.example.com/a
                             183   daily
https://b.example.com/         2
https://b.example.com/         2
https://b.example.com/         2
https://b.example.com/         2
""",
        ),
    ],
)
def test_how_a_table_is_narrowed(width: int, expected: str) -> None:
    """A URL runs over the next columns, whose cells follow below it."""
    rows = [("https://www.example.com/a", 183, "daily"), *[("https://b.example.com/", 2, "")] * 4]
    assert table(("url", "tests", "notes"), rows, Screen(width=width)) == expected


def test_a_row_as_lines() -> None:
    """Where no table fits, each row is its first text and then the other cells by name; empty ones are left out."""
    rows = [("https://www.example.com/a", 183, "AS64500 AS64501 AS64502 AS64503", "2026-07-04 to 2026-09-29")]
    assert table(("url", "tests", "blocked on", "when"), rows, Screen(width=48)) == (
        "https://www.example.com/a\n"
        "    tests: 183\n"
        "    blocked on: AS64500 AS64501 AS64502 AS64503\n"
        "    when: 2026-07-04 to 2026-09-29\n"
    )
