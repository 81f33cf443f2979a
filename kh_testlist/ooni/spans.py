"""Pieces of a period that are asked for in one request."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from kh_testlist.ooni.period import Period


def spans(
    pieces: Sequence[Period],
    expected: Mapping[Period, int],
    between: Sequence[Period] = (),
    *,
    most_rows: int,
    most_days: int,
) -> Iterator[list[Period]]:
    """Yield `pieces` in groups that should fit in one answer. A gap is included if all of it is in `between`."""
    group: list[Period] = []
    for piece in pieces:
        gap = [one for one in between if group and group[-1].until <= one.since and one.until <= piece.since]
        longer = [*group, *gap, piece]
        is_whole = all(one.until == other.since for one, other in itertools.pairwise(longer))
        fits = sum(expected[one] for one in longer) <= most_rows and sum(one.days for one in longer) <= most_days
        if group and not (is_whole and fits):
            yield group
            longer = [piece]
        group = longer
    if group:
        yield group
