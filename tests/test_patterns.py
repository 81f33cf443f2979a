"""Regular expressions mean the same on every Python that is promised."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import kh_testlist


def modules() -> Iterator[ModuleType]:
    """Every module of the package, but the one that runs it."""
    for found in pkgutil.walk_packages(kh_testlist.__path__, "kh_testlist."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def patterns() -> dict[str, re.Pattern[str]]:
    """Each compiled pattern by module and name."""
    return {
        f"{module.__name__}.{name}": value
        for module in modules()
        for name, value in vars(module).items()
        if isinstance(value, re.Pattern)
    }


def repeats_a_group_possessively(pattern: str | bytes, flags: int) -> bool:
    """Whether more than a single character is repeated so."""

    def walk(parsed: Any) -> bool:  # noqa: ANN401 - Python's own tree of a pattern
        if isinstance(parsed, tuple) and parsed and str(parsed[0]) == "POSSESSIVE_REPEAT":
            items = list(parsed[1][2])
            if len(items) != 1 or str(items[0][0]) in {"SUBPATTERN", "BRANCH", "MAX_REPEAT", "POSSESSIVE_REPEAT"}:
                return True
        if isinstance(parsed, (tuple, list)) or hasattr(parsed, "data"):
            return any(walk(part) for part in getattr(parsed, "data", parsed))
        return False

    parser = importlib.import_module("re._parser")
    return walk(parser.parse(pattern, flags))


def test_no_group_is_repeated_possessively() -> None:
    """Before 3.11.5 such patterns miss what they should match: python/cpython 106052. Debian 12 has 3.11.2."""
    found = patterns()
    assert len(found) > 60
    assert [name for name, one in found.items() if repeats_a_group_possessively(one.pattern, one.flags)] == []


def test_it_would_be_seen() -> None:
    """The test above can fail."""
    assert repeats_a_group_possessively(r"x(?:a+b)*+y", 0)
    assert repeats_a_group_possessively(r"(?:ab|c)?+", 0)
    assert not repeats_a_group_possessively(r"[ab]++(?:c++d)*", 0)
