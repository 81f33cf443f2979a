"""A URL that a person typed or pasted: trimmed, judged as it was typed, and only then made canonical.

A browser repairs what is typed: it encodes a space, and drops a tab. A list must not do that, because two URLs in one
field would become one row. So what is typed is judged first.
"""

from __future__ import annotations

import re
from typing import Final

from kh_testlist.errors import Refused
from kh_testlist.invisible import INVISIBLE, marked, names, trimmed, visible
from kh_testlist.phrases import shorten
from kh_testlist.urls import canonical, form_fault

_SECOND: Final = re.compile(r"[,;|\"'<>]https?://", re.IGNORECASE)
"""Where a second URL starts: behind what separates cells, or words."""
_LEFT_OVER: Final = {
    ",": "a comma",
    ";": "a semicolon",
    "|": "a bar",
    "<": "a bracket",
    ">": "a bracket",
    **dict.fromkeys('"“”«»', "a quote"),
}
"""What stands behind a URL in a text or a table, and at the end of none."""
_LONGEST: Final = 16_384
_AROUND: Final = 60
"""Characters that are shown on each side of a fault in a long URL."""
_LONGEST_SHOWN: Final = 200
_FROM_A_BROWSER: Final = "Copy it from a browser's address bar."


def new_url(typed: str) -> str:
    """Return the canonical form of a URL that a person typed.

    Raises:
        Refused: upstream would not take it, or it has something in it that nobody means to type.

    """
    if len(typed) > _LONGEST:
        raise _refused(
            _short(typed), f"it has {len(typed):,} characters, more than browsers take", "Give a shorter one."
        )
    bare, _ = trimmed(typed)
    inside = INVISIBLE.search(bare)
    if inside:
        raise _refused(_around(bare, inside), f"there is {_a(names(bare))} in it", _hint(bare))
    second = _SECOND.search(bare)
    if second:
        raise _refused(_around(bare, second), "there are two URLs in it", _BY_ITSELF)
    if bare[-1:] in _LEFT_OVER:
        raise _refused(_short(bare), f"it ends with {_LEFT_OVER[bare[-1]]}", "Take that off.")
    value = canonical(bare)
    if value is not None and form_fault(value) is None:
        return value
    guess = canonical(f"https://{bare}") if "://" not in bare else None
    fault = form_fault(bare) or "no browser can read it"
    hint = f"Did you mean {guess}?" if guess and form_fault(guess) is None else _FROM_A_BROWSER
    raise _refused(_short(typed), fault, hint)


def told(typed: str, url: str) -> str:
    """Return what to tell a person whose `typed` became `url`; empty where nothing was changed."""
    if typed == url:
        return ""
    _, taken = trimmed(typed)
    without = f" (taken off its ends: {names(taken)})" if taken else ""
    return f"{shorten(marked(typed), _LONGEST_SHOWN)} is written {url}{without}"


def _short(typed: str) -> str:
    return shorten(visible(typed[: _LONGEST_SHOWN + 1]), _LONGEST_SHOWN)


def _refused(what: str, fault: str, hint: str) -> Refused:
    return Refused(f"{what} is not a URL that upstream takes: {fault}.", hint)


def _around(text: str, match: re.Match[str]) -> str:
    """Return the part of `text` around the fault, with what is invisible in it marked."""
    start, end = max(match.start() - _AROUND, 0), match.end() + _AROUND
    return f"{'…' if start else ''}{marked(text[start:end])}{'…' if end < len(text) else ''}"


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


_BY_ITSELF: Final = "Give each URL by itself."


def _hint(bare: str) -> str:
    words = [word for word in INVISIBLE.split(bare) if word]
    if any("://" in word for word in words[1:]):
        return _BY_ITSELF
    if any(word.startswith("#") for word in words[1:]):
        return "Give the URL alone, without a comment."
    if any(character.isspace() for character in bare):
        return "Give the URL alone. If its address has a space there, write %20."
    return f"Delete it there. {_FROM_A_BROWSER}"
