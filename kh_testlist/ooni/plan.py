"""What to test next: the rows that need tests most come first, in batches that fit a volunteer's time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from kh_testlist.ooni.evidence import FLOOR
from kh_testlist.ooni.run import V1_LONGEST, v1_chunks, v1_links

SECONDS_EACH: Final = 10.0
"""About how long one URL takes. A site that answers takes two or three seconds, a blocked one up to a minute."""

WEIGHTS: Final[Mapping[str, int]] = {
    **dict.fromkeys(("NEWS", "POLR", "HUMR", "LGBT", "ANON", "COMT", "GRP"), 100),
    **dict.fromkeys(("MMED", "SRCH", "PUBH"), 80),
    **dict.fromkeys(("REL", "XED", "HOST", "ENV"), 60),
    **dict.fromkeys(("FILE", "CULTR", "IGO", "GOVT"), 40),
    **dict.fromkeys(("DATE", "HATE", "MILX", "PROV", "PORN", "GMB", "ALDR"), 30),
    **dict.fromkeys(("GAME", "MISC", "HACK", "ECON", "COMM", "CTRL"), 20),
}
"""How much OONI itself weighs a category. Source: ooni/backend, testlists/routers/admin.py."""


class PlannedRow(NamedTuple):
    """What a plan needs to know about a row."""

    url: str
    category: str
    added: str
    """The day on which it was added: `2024-01-31`."""


@dataclass(frozen=True, slots=True)
class Batch:
    """The URLs to test in one run. `link` is their OONI Run v1 link."""

    urls: tuple[str, ...]
    minutes: float
    """About how long it takes."""
    link: str


def by_need(rows: Sequence[PlannedRow], tests: Mapping[str, Sequence[int]], networks: int) -> list[PlannedRow]:
    """Return `rows`, with those that need tests most first.

    `networks` is how many networks were seen. `tests` says how often each of them tested a URL; those that never did
    may be left out. First come the rows that no network tested often enough, then those that some did not. The others
    come last. In each of these groups, the heavier category comes first, then the row that was listed longer.
    """

    def need(row: PlannedRow) -> tuple[int, int, str]:
        enough = sum(count >= FLOOR for count in tests.get(row.url, ()))
        shortage = 0 if enough == 0 else 1 if enough < networks else 2
        return shortage, -WEIGHTS.get(row.category, 0), row.added

    return sorted(rows, key=need)


def batches(urls: Sequence[str], minutes: float, seconds_each: float = SECONDS_EACH) -> list[Batch]:
    """Return `urls` in batches of at most `minutes`, and of at least one URL. Each batch fits one v1 link.

    Raises:
        Refused: a URL is too long for a link of its own.

    """
    most = max(1, int(minutes * 60 / seconds_each))
    return [
        Batch(tuple(chunk), round(len(chunk) * seconds_each / 60, 1), v1_links(chunk)[0])
        for chunk in v1_chunks(urls, V1_LONGEST, most)
    ]
