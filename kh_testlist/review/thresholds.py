"""The thresholds of advice: how much must be known for advice, and how soon a row is due again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

from kh_testlist.errors import Misuse
from kh_testlist.review.record import Decision


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The numbers of the advice. A site is never dropped after one visit, so `BOUNDS` has the smallest values."""

    drop_vantages: int = 2
    """Networks that must have found a site dead."""
    drop_days: int = 2
    """Days on which it must have been found dead."""
    drop_span_days: int = 14
    """Days between the first and the last of them."""
    doubt: float = 0.8
    """How sure the audit must be of another category. At this value, about four of five suggestions were right."""
    sighting_days: int = 120
    """Days before the start of a review in which checks count."""
    keep_days: int = 365
    """Days until a row that is kept, or was corrected, is due again."""
    keep_blocked_days: int = 90
    """Days until a row that is kept because it is blocked is due again: the block may end."""
    recheck_days: int = 90

    def due_in(self, word: Decision) -> int | None:
        """Return the days until a row is due again. Return None if it is dropped."""
        match word:
            case Decision.DROP:
                return None
            case Decision.KEEP_BLOCKED:
                return self.keep_blocked_days
            case Decision.RECHECK:
                return self.recheck_days
            case _:
                return self.keep_days


BOUNDS: Final[Mapping[str, tuple[float, float]]] = {
    "drop_vantages": (2, 20),
    "drop_days": (2, 60),
    "drop_span_days": (1, 366),
    "doubt": (0.5, 1),
    "sighting_days": (7, 730),
    "keep_days": (30, 1830),
    "keep_blocked_days": (7, 1830),
    "recheck_days": (7, 1830),
}
"""The limits of the settings. A pull request can make advice more careful, but can never let one visit drop a row."""


def thresholds(said: Mapping[str, Any]) -> Thresholds:
    """Return the thresholds of the settings.

    Raises:
        Misuse: a threshold is out of its range.

    """
    found = Thresholds(**{field.name: said[field.name] for field in fields(Thresholds) if field.name in said})
    for name, (least, most) in BOUNDS.items():
        if not least <= getattr(found, name) <= most:
            raise Misuse(
                f"The setting review.{name} is not a number from {least:g} to {most:g}.",
                "Fix it in the settings, or ignore all settings with --config none.",
            )
    return found
