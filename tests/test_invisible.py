"""What nobody sees, by Unicode's own word on each character."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.invisible import INVISIBLE, marked, name, names, trimmed, visible

_SEEN_FORMATS = {0x600, 0x601, 0x602, 0x603, 0x604, 0x605, 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
"""Format characters that are drawn: Prepended_Concatenation_Mark in Unicode's PropList.txt, and U+070F, a stroke."""
_OTHERS = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180D, 0x180F, 0x2800, 0x3164, 0xFE00, 0xFE0F, 0xFFA0,
           0xFFFC, 0xE0100, 0xE01EF}  # fmt: skip
"""Blank, and yet of another category: fillers, Khmer's inherent vowels, variation selectors."""


def test_every_character() -> None:
    """What is a control, a format or a space is invisible, and so are the blanks; no letter or mark beside."""
    for number in range(sys.maxunicode + 1):
        character = chr(number)
        category = unicodedata.category(character)
        if category in {"Cc", "Cf", "Zs", "Zl", "Zp"} or character.isspace():
            assert bool(INVISIBLE.match(character)) is (number not in _SEEN_FORMATS), f"U+{number:04X}"
        elif INVISIBLE.match(character):
            assert category == "Cn" or number in _OTHERS or category == "Mn", f"U+{number:04X}"
    assert all(INVISIBLE.match(chr(number)) for number in _OTHERS)


@pytest.mark.parametrize("text", ["ខ្មែរ", "ព័ត៌មាន", "é", "e\u0301", "日本", "a-b_~", "\U0001f600", "עברית", "ไทย"])
def test_letters_are_seen(text: str) -> None:
    """Letters of any script are left alone, their marks with them."""
    assert not INVISIBLE.search(text)


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from(" \t\u200b\ufeff\u00ad\u202e")), max_size=12))
def test_trimmed(text: str) -> None:
    """Nothing is lost, nothing seen is taken, nothing unseen stays at an end; trimming again takes nothing."""
    bare, taken = trimmed(text)
    assert bare in text
    assert len(bare) + len(taken) == len(text)
    assert not INVISIBLE.sub("", taken)
    assert trimmed(bare) == (bare, "")
    assert not INVISIBLE.search(marked(text))
    assert set(INVISIBLE.findall(visible(text))) <= {" "}


def test_names() -> None:
    """A character has its name and number; of many, three are named."""
    assert name("\u200b") == "zero width space (U+200B)"
    assert name("\t") == "tab (U+0009)"
    assert name("\x01") == "control character (U+0001)"
    assert names("a\u200bb\u200b") == "zero width space (U+200B)"
    assert names(" \t\n\u00a0") == "space (U+0020), tab (U+0009), line break (U+000A), others"
    assert marked("a\u200b b") == "a⟦U+200B⟧⟦U+0020⟧b"
    assert visible("a\u200b b") == "a⟦U+200B⟧ b"
