"""Read character references of HTML, such as `&amp;` and `&#6016;`, without an error for any of them."""

from __future__ import annotations

import html
import re
from typing import Final

_LONG: Final = re.compile(r"&#([0-9]{8,})")
_DIGITS: Final = 8
"""Enough digits for a number that is higher than the number of any character."""


def unescaped(text: str) -> str:
    """Return `text` with its character references resolved.

    `html.unescape` raises ValueError for a number of more than 4,300 digits. So a long number is cut, without its
    leading zeros. The shorter number is still too high for any character.
    """
    return html.unescape(_LONG.sub(_shorter, text))


def _shorter(match: re.Match[str]) -> str:
    return "&#" + (match[1].lstrip("0")[:_DIGITS] or "0")
