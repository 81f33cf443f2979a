"""How much it takes before advice is given, and how soon a row is looked at again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

from kh_testlist.errors import Misuse
from kh_testlist.review.record import Decision


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The numbers of the advice. A site is never given up on one look: that is why the first three are at least 2."""

    drop_vantages: int = 2
    """Networks that must have found a site dead."""
    drop_days: int = 2
    """Days on which it must have been found dead."""
    drop_span_days: int = 14
    """Days between the first and the last of them."""
    doubt: float = 0.8
    """How sure the audit must be of another category: about where four suggestions in five were right."""
    sighting_days: int = 120
    """How far back from the start of a review a check is believed."""
    keep_days: int = 365
    """Until a row that is kept, or was put right, is due again."""
    keep_blocked_days: int = 90
    """Until one is due again that is kept because it is blocked: a block may be lifted."""
    recheck_days: int = 90

    def due_in(self, word: Decision) -> int | None:
        """Days until a row is due again; None for one that is gone."""
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
"""A pull request can edit the settings: it can make advice more careful, and never so that one look drops a row."""


def thresholds(said: Mapping[str, Any]) -> Thresholds:
    """The thresholds, with what the settings say.

    Raises:
        Misuse: they say what can't be.

    """
    found = Thresholds(**{field.name: said[field.name] for field in fields(Thresholds) if field.name in said})
    for name, (least, most) in BOUNDS.items():
        if not least <= getattr(found, name) <= most:
            raise Misuse(
                f"review.{name} is not from {least:g} to {most:g}.",
                "Mend it in the settings, or go without: --config none",
            )
    return found
