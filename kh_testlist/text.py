"""Write counts, names and long texts in the same way in reports, advice and reasons. Pure."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

_MOST_NAMED: Final = 3


def counted(number: int, one: str, many: str = "") -> str:
    """Return `number` with its noun: `1 row`, `1,722 rows`."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def enumerated(names: Collection[str], what: str = "more") -> str:
    """Return the first names: `a, b, c and 4 more`."""
    shown = list(names)
    if len(shown) > _MOST_NAMED:
        return f"{', '.join(shown[:_MOST_NAMED])} and {len(shown) - _MOST_NAMED} {what}"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def shorten(text: str, width: int) -> str:
    """Return `text` cut to `width` characters. If it was cut, it ends in `…`."""
    return text if len(text) <= width else text[: width - 1] + "…"
