"""Characters that nobody sees: white space, and what Unicode calls ignorable. People paste them by accident. Pure.

Khmer text has many of them, because it has a zero width space between words.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_CLASS: Final = (
    r"\x00-\x20\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"  # controls and white space
    r"\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    r"\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"  # ignorable
    r"\u2800\ufff9-\ufffc\U00013430-\U0001343f\U00016fe4"  # blank, but in no such list
)
"""Source: Unicode 16, White_Space in PropList.txt and Default_Ignorable_Code_Point in DerivedCoreProperties.txt. Also
the other format characters, an empty braille cell, and the character that replaces a picture."""

INVISIBLE: Final = re.compile(f"[{_CLASS}]")
_RUN: Final = re.compile(f"[{_CLASS}]*")

_CONTROLS: Final = {"\t": "tab", "\n": "line break", "\r": "line break", "\x1b": "terminal escape"}


def trimmed(text: str) -> tuple[str, str]:
    """Return `text` without the invisible characters at its two ends, and those characters."""
    before, after = _run_length(text), _run_length(text[::-1])
    if before == len(text):
        return "", text
    end = len(text) - after
    return text[before:end], text[:before] + text[end:]


def _run_length(text: str) -> int:
    run = _RUN.match(text)
    return run.end() if run else 0


def name(character: str) -> str:
    """Return the name of `character`, such as `zero width space (U+200B)`."""
    said = _CONTROLS.get(character) or unicodedata.name(character, "control character").lower()
    return f"{said} (U+{ord(character):04X})"


def names(text: str) -> str:
    """Return the names of the invisible characters in `text`: each once, and at most three."""
    found = list(dict.fromkeys(map(name, INVISIBLE.findall(text))))
    return ", ".join([*found[:_MOST_NAMED], *(["others"] if len(found) > _MOST_NAMED else [])])


_MOST_NAMED: Final = 3


def marked(text: str) -> str:
    """Return `text` with each invisible character shown as `⟦U+200B⟧`, so that people see it."""
    return INVISIBLE.sub(lambda match: f"⟦U+{ord(match[0]):04X}⟧", text)


def visible(text: str) -> str:
    """Return `text` for a message: like `marked`, but plain spaces stay as they are."""
    return " ".join(map(marked, text.split(" ")))
