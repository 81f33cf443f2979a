"""Rules on invisible characters in a URL."""

from __future__ import annotations

import re
from typing import Final

from kh_testlist.invisible import INVISIBLE, names
from kh_testlist.model import Fix, Safety, Severity
from kh_testlist.rules.rule import Fault, cell_rule
from kh_testlist.urls import form_fault

_ESCAPED: Final = re.compile(r"(?:%[0-9A-Fa-f]{2})+")


@cell_rule("URL016", Severity.WARNING, "url")
def invisible_character(url: str) -> Fault | None:
    """
    There is an invisible character in the URL, such as a zero width space (U+200B, written `%E2%80%8B`).

    Khmer text has these between words, so they come along when an address is copied. The page is often another one, or
    none. Open the URL with and without the character. An encoded space (`%20`) is not remarked on.

    Bad:

        https://example.com/khmer%E2%80%8Bnews,NEWS,News Media,2024-01-31,x,

    Good:

        http://example.com/khmernews,NEWS,News Media,2024-01-31,x,
    """
    if form_fault(url) is not None:
        return None
    found: list[str] = []
    bare = _ESCAPED.sub(lambda match: _seen(match[0], found), url)
    found += INVISIBLE.findall(bare)
    if not found:
        return None
    value = INVISIBLE.sub("", bare)
    is_settled = value == _ESCAPED.sub(lambda match: _seen(match[0], []), value) and form_fault(value) is None
    return Fault(
        f"there is {names(''.join(found))} in the URL, which nobody sees",
        Fix(Safety.UNSAFE, value) if is_settled else None,
    )


def _seen(escaped: str, unseen: list[str]) -> str:
    """Return `escaped` without the escapes of invisible characters, and add those characters to `unseen`."""
    kept = []
    start = 0
    for character in bytes.fromhex(escaped.replace("%", "")).decode("utf-8", "surrogateescape"):
        end = start + 3 * len(character.encode("utf-8", "surrogateescape"))
        if character != " " and INVISIBLE.match(character):
            unseen.append(character)
        else:
            kept.append(escaped[start:end])
        start = end
    return "".join(kept)
