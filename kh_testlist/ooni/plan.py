"""What to test next: the rows that need it most first, in batches that fit a volunteer's time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from kh_testlist.ooni.evidence import FLOOR
from kh_testlist.ooni.run import V1_LONGEST, v1_chunks, v1_links

SECONDS_EACH: Final = 10.0
"""What one URL takes, about: an answering one two or three seconds, a blocked one up to a minute."""

WEIGHTS: Final[Mapping[str, int]] = {
    **dict.fromkeys(("NEWS", "POLR", "HUMR", "LGBT", "ANON", "COMT", "GRP"), 100),
    **dict.fromkeys(("MMED", "SRCH", "PUBH"), 80),
    **dict.fromkeys(("REL", "XED", "HOST", "ENV"), 60),
    **dict.fromkeys(("FILE", "CULTR", "IGO", "GOVT"), 40),
    **dict.fromkeys(("DATE", "HATE", "MILX", "PROV", "PORN", "GMB", "ALDR"), 30),
    **dict.fromkeys(("GAME", "MISC", "HACK", "ECON", "COMM", "CTRL"), 20),
}
"""How much OONI itself lets a category count. Source: ooni/backend, testlists/routers/admin.py."""


class PlannedRow(NamedTuple):
    """A row, as far as a plan needs to know it."""

    url: str
    category: str
    added: str
    """The day: `2024-01-31`."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What one sitting tests; `link` is its OONI Run v1 link."""

    urls: tuple[str, ...]
    minutes: float
    """That it takes, about."""
    link: str


def by_need(rows: Sequence[PlannedRow], tests: Mapping[str, Sequence[int]], networks: int) -> list[PlannedRow]:
    """`rows`, those that need tests most first.

    `tests` says how often each of the `networks` that were seen tested a URL; those that never did may be left out.
    First the rows that no network tested often enough, then those that some did not, then the others; in each of
    these by the weight of the category, then the longest listed first.
    """

    def need(row: PlannedRow) -> tuple[int, int, str]:
        enough = sum(count >= FLOOR for count in tests.get(row.url, ()))
        shortage = 0 if enough == 0 else 1 if enough < networks else 2
        return shortage, -WEIGHTS.get(row.category, 0), row.added

    return sorted(rows, key=need)


def batches(urls: Sequence[str], minutes: float, seconds_each: float = SECONDS_EACH) -> list[Batch]:
    """`urls` in batches of at most `minutes`, each of which fits one v1 link; one URL at least in each.

    Raises:
        Refused: a URL is too long for a link of its own.

    """
    most = max(1, int(minutes * 60 / seconds_each))
    return [
        Batch(tuple(chunk), round(len(chunk) * seconds_each / 60, 1), v1_links(chunk)[0])
        for chunk in v1_chunks(urls, V1_LONGEST, most)
    ]
