"""How counts, names and long texts are put."""

from __future__ import annotations

import pytest

from kh_testlist.text import counted, enumerated, shorten


@pytest.mark.parametrize(("number", "expected"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (1_722, "1,722 rows")])
def test_counted(number: int, expected: str) -> None:
    """One is one; all others are many."""
    assert counted(number, "row") == expected


def test_another_plural() -> None:
    """Where an s does not do."""
    assert counted(1, "safe fix", "safe fixes") == "1 safe fix"
    assert counted(2, "safe fix", "safe fixes") == "2 safe fixes"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (["a", "b", "c", "d", "e"], "a, b, c and 2 more"),
    ],
)
def test_enumerated(names: list[str], expected: str) -> None:
    """Three are named; the others are counted."""
    assert enumerated(names) == expected


def test_shorten() -> None:
    """A cut is shown as one, and the width holds."""
    assert shorten("abc", 3) == "abc"
    assert shorten("abcd", 3) == "ab…"
