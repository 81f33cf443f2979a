"""How counts, names and long texts are put, wherever that is: in a report, in advice, in a reason. Pure."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

_MOST_NAMED: Final = 3


def counted(number: int, one: str, many: str = "") -> str:
    """`number` with its noun: `1 row`, `1,722 rows`."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def enumerated(names: Collection[str], what: str = "more") -> str:
    """A few names: `a, b, c and 4 more`."""
    shown = list(names)
    if len(shown) > _MOST_NAMED:
        return f"{', '.join(shown[:_MOST_NAMED])} and {len(shown) - _MOST_NAMED} {what}"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def shorten(text: str, width: int) -> str:
    """`text` cut to `width` characters, with a sign that it was cut."""
    return text if len(text) <= width else text[: width - 1] + "…"
