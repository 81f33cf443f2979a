"""Read a URL that a person typed or pasted: trim it, check it as typed, then make it canonical.

A browser repairs a typed URL: it encodes a space, and removes a tab. A list must not do that, because two URLs in one
field would become one row. So the text is checked first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
from typing import Final
from urllib.parse import unquote

from kh_testlist.errors import Refused
from kh_testlist.invisible import INVISIBLE, marked, names, trimmed, visible
from kh_testlist.text import shorten
from kh_testlist.urls import canonical, equivalence_key, form_fault, split

_SECOND: Final = re.compile(r"(?:.[,;|\"'<>]|^https?://[^/?#]+/?)https?://", re.IGNORECASE)
"""The start of a second URL: after a mark that separates cells or words, or directly after a host."""
_SCHEME: Final = re.compile("https?://", re.IGNORECASE)
_QUOTES: Final = "\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a"
_MARKS: Final = rf"\s<>\[\]{{}}\"'`*{_QUOTES}"
_IN_A_TEXT: Final = re.compile(rf"https?://(?:[^{_MARKS}()]|\([^{_MARKS}()]*\))+", re.IGNORECASE)
"""A URL in a text, without the marks that people put around it."""
_BEHIND: Final = ".,;:!?|_…។៕៖"
_CUT: Final = "dots, as if it was cut off"
_LEFT_OVER: Final = {
    ",": "a comma",
    ";": "a semicolon",
    "|": "a bar",
    "<": "a bracket",
    ">": "a bracket",
    "…": _CUT,
    **dict.fromkeys(f"\"'`{_QUOTES}", "a quote"),
    **dict.fromkeys(
        "\uff0c\uff1b\uff1a\uff01\uff1f\u3001\u3002\uff09\uff3d\uff5d\u3009\u300b\u300d\u300f\u3011",
        "a full-width mark",
    ),
    **dict.fromkeys("។៕៖៙៚", "a Khmer sign that ends a sentence"),
}
"""Characters that follow a URL in a text or a table, but never are its last character."""
_PAIRS: Final = {")": "(", "]": "[", "}": "{"}
_LONGEST: Final = 16_384
_AROUND: Final = 60
"""Characters shown on each side of a fault in a long URL."""
_LONGEST_SHOWN: Final = 200
_FROM_A_BROWSER: Final = "Copy the URL from a browser's address bar."
_UNSEEN: Final = "Delete that character, or copy the URL from a browser's address bar."


def new_url(typed: str) -> str:
    """Return the canonical form of a URL that a person typed.

    Raises:
        Refused: upstream would not take it, or it has a character that was probably typed by mistake.

    """
    if len(typed) > _LONGEST:
        raise _refused(
            short(typed), f"it has {len(typed):,} characters, more than browsers take", "Give a shorter URL."
        )
    bare, _ = trimmed(typed)
    if not bare:
        raise Refused("An empty text is not a URL that upstream takes.", _FROM_A_BROWSER)
    inside = INVISIBLE.search(bare)
    if inside:
        raise _refused(_around(bare, inside), f"there is {_a(names(bare))} in it", _hint(bare))
    if _SCHEME.match(bare):
        _require_one_alone(bare)
    value = canonical(bare)
    if value is not None and form_fault(value) is None:
        return value
    raise _refused(short(typed), form_fault(bare) or "no browser can read it", _guess(bare) or _FROM_A_BROWSER)


def listed_url(
    wanted: str,
    listed: Collection[str],
    where: str,
    by_key: Callable[[str], Sequence[str]],
    several: str = "Give the exact URL of one of them.",
) -> str:
    """Return the `listed` URL that a person means: the exact one, else the only equivalent one.

    Args:
        wanted: the text that the person typed.
        listed: the URLs in the list.
        where: the list, as a message names it.
        by_key: returns the listed URLs of an equivalence key.
        several: the next step if there is more than one equivalent URL.

    Raises:
        Refused: no URL matches, or more than one.

    """
    if wanted in listed:
        return wanted
    bare, _ = trimmed(wanted)
    found = by_key(equivalence_key(canonical(bare) or bare))
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused(f"{wanted} matches more than one URL: {', '.join(found)}.", several)
    import difflib  # noqa: PLC0415 - only needed after a typing error

    near = difflib.get_close_matches(wanted, listed, n=1)
    hint = f"Did you mean {near[0]}? " if near else ""
    raise Refused(f"{wanted} is not in {where}.", f"{hint}Show the list: kh-testlist show")


def _require_one_alone(bare: str) -> None:
    """Refuse a URL that has other text in it. A browser would take that text as a part of the URL, or remove it."""
    second = _SECOND.search(bare)
    if second:
        raise _refused(_around(bare, second), "there are two URLs in it", _BY_ITSELF)
    left_over = _left_over(bare)
    if left_over:
        step = "Copy the whole URL from a browser's address bar." if left_over == _CUT else "Remove that from its end."
        raise _refused(short(bare), f"it ends with {left_over}", step)
    if "\\" in bare:
        raise _refused(short(bare), "there is a backslash in it", "Write / instead.")
    parts = split(bare)
    unseen = unquote(parts.authority) if parts and "@" not in parts.authority else ""
    if INVISIBLE.search(unseen):
        raise _refused(short(bare), f"there is {_a(names(unseen))} in its host", _UNSEEN)


def _left_over(bare: str) -> str:
    """Return the mark at the end of `bare` that belongs to the text around it; otherwise an empty text."""
    last = bare[-1]
    if bare.endswith("..."):
        return _CUT
    if last == "." and "/" not in bare.partition("://")[2]:
        return "a full stop"
    if last in _PAIRS and bare.count(last) > bare.count(_PAIRS[last]):
        return "a bracket"
    return _LEFT_OVER.get(last, "")


def _guess(bare: str) -> str:
    """Return a question with the URL that `bare` may mean; an empty text if there is not exactly one."""
    plain = unicodedata.normalize("NFKC", bare[:_LONGEST_SHOWN])
    found = _urls_in(plain)
    if len(found) > 1 or len(bare) > _LONGEST_SHOWN:
        return ""
    meant = found[0].rstrip(_BEHIND) if found else f"https://{plain}"
    url = canonical(meant) if found or "://" not in plain else None
    return f"Did you mean {url}?" if url and form_fault(url) is None else ""


def _urls_in(text: str) -> list[str]:
    return [url for word in INVISIBLE.split(text) for url in _IN_A_TEXT.findall(word)]


def told(typed: str, url: str) -> str:
    """Return a note that `typed` became `url`; an empty text if nothing was changed."""
    if typed == url:
        return ""
    _, taken = trimmed(typed)
    without = f" (removed from its ends: {names(taken)})" if taken else ""
    return f"{shorten(marked(typed), _LONGEST_SHOWN)} is written as {url}{without}"


def short(typed: str) -> str:
    """Return a typed text as messages show it: with invisible characters marked, and not too long."""
    return shorten(visible(typed[: _LONGEST_SHOWN + 1]), _LONGEST_SHOWN)


def _refused(what: str, fault: str, hint: str) -> Refused:
    return Refused(f"{what} is not a URL that upstream takes: {fault}.", hint)


def _around(text: str, match: re.Match[str]) -> str:
    """Return the part of `text` around the fault, with invisible characters marked."""
    start, end = max(match.start() - _AROUND, 0), match.end() + _AROUND
    return f"{'…' if start else ''}{marked(text[start:end])}{'…' if end < len(text) else ''}"


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


_BY_ITSELF: Final = "Give each URL separately."


def _hint(bare: str) -> str:
    words = [word for word in INVISIBLE.split(bare) if word]
    if not _SCHEME.match(bare) and len(_urls_in(bare)) == 1:
        return _guess(bare) or _BY_ITSELF
    if any("://" in word for word in words[1:]):
        return _BY_ITSELF
    if any(word.startswith("#") for word in words[1:]):
        return "Give only the URL, without a comment."
    if any(character.isspace() for character in bare):
        return "Give only the URL. If its address has a space there, write %20."
    return _UNSEEN
