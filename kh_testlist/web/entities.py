"""Character references of HTML, such as `&amp;` and `&#6016;`, read without stumbling over any."""

from __future__ import annotations

import html
import re
from typing import Final

_LONG: Final = re.compile(r"&#([0-9]{8,})")
_DIGITS: Final = 8
"""Digits of a number that is higher than any character's, with some to spare."""


def unescaped(text: str) -> str:
    """Return `text` with its character references resolved.

    `html.unescape` raises ValueError for a number of more than 4,300 digits. So the digits of a long number are cut:
    what is left still names no character, and leading zeros make no difference.
    """
    return html.unescape(_LONG.sub(_shorter, text))


def _shorter(match: re.Match[str]) -> str:
    return "&#" + (match[1].lstrip("0")[:_DIGITS] or "0")
