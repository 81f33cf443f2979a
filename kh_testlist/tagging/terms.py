"""How sure the words of the tables of texts make the categories that they show.

A model can't weigh these words. The lists have almost no text in Khmer, Chinese or Thai to learn from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from kh_testlist.tagging import keywords

_SURE: Final = (0.0, 0.3, 0.6, 0.75, 0.85, 0.9)
"""How much the words together count, by their number. One word never makes a page, so it is less than one third."""
_AGAIN: Final = 0.5
"""What a word counts when it comes again."""
_MOST_AGAIN: Final = 3
"""How often a word counts again, at most: menus repeat their words."""


def moved(shares: Mapping[str, float], terms: Sequence[str]) -> dict[str, float]:
    """Return `shares` after the words of a text. All words together count more if they are more.

    A category that words show keeps at least its share.

    Args:
        shares: the confidence in each category from all other evidence, from 0 to 1.
        terms: the words, as often as they are in the text. There is at least one.

    """
    counts = _counts(terms)
    whole = counts.total()
    sure = _sure(whole)
    told = {code: max(sure * count / whole, shares[code]) for code, count in counts.items()}
    others = sum(share for code, share in shares.items() if code not in told)
    left = max(1 - sum(told.values()), 0.0) / max(others, 1e-9)
    largest = max(sum(told.values()), 1.0)
    return {code: told[code] / largest if code in told else left * share for code, share in shares.items()}


def _counts(terms: Sequence[str]) -> Counter[str]:
    """Return how much the words say for each category."""
    counts: Counter[str] = Counter()
    for term, often in Counter(terms).items():
        for code in keywords.codes_of(term):
            counts[code] += 1 + _AGAIN * min(often - 1, _MOST_AGAIN)  # type: ignore[assignment] # typeshed: only int
    return counts


def _sure(whole: float) -> float:
    """Return how much words count that are as many as `whole`."""
    place = min(int(whole), len(_SURE) - 1)
    after = min(place + 1, len(_SURE) - 1)
    return _SURE[place] + (_SURE[after] - _SURE[place]) * (whole - int(whole))
