"""Every rule there is, in the order in which `kh-testlist rules` explains them. A code is for life."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kh_testlist.errors import Misuse
from kh_testlist.rules import category, date, duplicate, file, target, text, unseen, url
from kh_testlist.rules.rule import Rule

RULES: Final[tuple[Rule, ...]] = tuple(
    found
    for room in (file, url, unseen, target, category, text, date, duplicate)
    for found in vars(room).values()
    if isinstance(found, Rule)
)
"""Each as it stands in its file: there is no second list to forget one in."""

REDIRECTS: Final[dict[str, str]] = {}
"""Retired code to the one that took its place; a code is never used again."""


def find(wanted: str) -> list[Rule]:
    """The rules that `wanted` names: a code, a name, or the start of a code such as `URL`.

    Raises:
        Misuse: there is none.

    """
    code = REDIRECTS.get(wanted.upper(), wanted.upper())
    found = [rule for rule in RULES if wanted and (rule.code.startswith(code) or rule.name == wanted.lower())]
    if found:
        return found
    import difflib  # noqa: PLC0415 - only for a slip of the finger

    known = [name for rule in RULES for name in (rule.code, rule.name)]
    near = difflib.get_close_matches(code, known, n=1) or difflib.get_close_matches(wanted.lower(), known, n=1)
    hint = f"Did you mean {near[0]}? " if near else ""
    raise Misuse(f"There is no rule {wanted!r}.", f"{hint}All of them: kh-testlist rules")


def select(chosen: Sequence[str] = (), ignored: Sequence[str] = ()) -> tuple[Rule, ...]:
    """The rules to run: those chosen, or all; less those ignored.

    Raises:
        Misuse: a word names no rule.

    """
    wanted = {rule.code for word in chosen for rule in find(word)} if chosen else {rule.code for rule in RULES}
    unwanted = {rule.code for word in ignored for rule in find(word)}
    return tuple(rule for rule in RULES if rule.code in wanted - unwanted)
