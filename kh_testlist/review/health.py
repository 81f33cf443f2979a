"""Find how good a list is: the last check of its rows, their age, and their last review. Pure."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Annotated, Final

from kh_testlist import ledger
from kh_testlist.liveness.attempt import Verdict
from kh_testlist.liveness.verdict import rank
from kh_testlist.model import CATEGORY_CODE, DATE_ADDED, Entry, UrlList
from kh_testlist.records import Text
from kh_testlist.review.record import ALIVE, CheckResult
from kh_testlist.review.weighing import weighed
from kh_testlist.rules.date import parse_date


@dataclass(frozen=True, slots=True)
class VerdictCount:
    """The number of rows with this verdict in the last check."""

    verdict: Annotated[Verdict, Text(title="Verdict")]
    rows: int


@dataclass(frozen=True, slots=True)
class CategoryHealth:
    """The rows of a category, by the verdict of the last check. `works` and the four after it make up `rows`."""

    category_code: str
    rows: int
    works: int
    fails: int
    maybe_blocked: int
    unclear: int
    unchecked: int


@dataclass(frozen=True, slots=True)
class Age:
    """The number of rows that are at least `years` and less than `below` years old. Both are null for unclear dates."""

    years: int | None
    below: int | None
    rows: int


@dataclass(frozen=True, slots=True)
class Health:
    """How good the list is. Without a check, `checked` is 0 and `by_verdict` is empty."""

    rows: int
    checked: int
    vantages: tuple[str, ...]
    first_checked: str | None
    """The first day of the checks: `2026-11-21`. None if there were none."""
    last_checked: str | None
    by_verdict: tuple[VerdictCount, ...]
    """The verdicts that occur, the most alive first."""
    by_category: tuple[CategoryHealth, ...]
    """The largest first."""
    by_age: tuple[Age, ...]
    reviewed_within_a_year: int
    """The number of rows that people reviewed within a year, as the ledger says."""
    reviewed_earlier: int
    never_reviewed: int


MAYBE_BLOCKED: Final = frozenset({Verdict.POSSIBLY_BLOCKED, Verdict.REFUSED})
"""Signs of tampering. An answer that leads to a private address is one of them."""
_EDGES: Final = (0, 1, 2, 5, 10, None)
_YEAR: Final = 365.25


def health(
    urls: UrlList, results: Mapping[str, Sequence[CheckResult]], records: Iterable[ledger.Record], today: dt.date
) -> Health:
    """Return how good the list `urls` is on the day `today`."""
    rows = urls.complete
    verdicts = {entry.url: verdict_of(results[entry.url]) for entry in rows if results.get(entry.url)}
    counts = Counter(verdicts[entry.url] for entry in rows if entry.url in verdicts)
    seen = [result for entry in rows for result in results.get(entry.url, ())]
    days = sorted(result.checked_at[:10] for result in seen)
    within, never = _reviewed(rows, records, today)
    return Health(
        rows=len(rows),
        checked=sum(counts.values()),
        vantages=tuple(sorted({result.vantage for result in seen})),
        first_checked=days[0] if days else None,
        last_checked=days[-1] if days else None,
        by_verdict=tuple(VerdictCount(verdict, counts[verdict]) for verdict in Verdict if counts[verdict]),
        by_category=_by_category(rows, verdicts),
        by_age=_by_age(rows, today),
        reviewed_within_a_year=within,
        reviewed_earlier=len(rows) - within - never,
        never_reviewed=never,
    )


def verdict_of(results: Iterable[CheckResult]) -> Verdict:
    """Return the verdict of several results.

    Only the last result of each vantage counts. A sign of blocking comes first, then a sign of life. A redirect loop,
    a portal, or an answer that dead names get too is not a sign of blocking.
    """
    last: dict[str, CheckResult] = {}
    for result in sorted(results, key=lambda one: one.checked_at):
        last[result.place] = result
    return min((weighed(one).verdict for one in last.values()), key=rank)


def _by_category(rows: Sequence[Entry], verdicts: Mapping[str, Verdict]) -> tuple[CategoryHealth, ...]:
    groups: dict[str, Counter[str]] = {}
    for entry in rows:
        groups.setdefault(entry.cells[CATEGORY_CODE], Counter())[_group(verdicts.get(entry.url))] += 1
    found = [CategoryHealth(code, count.total(), *(count[name] for name in _GROUPS)) for code, count in groups.items()]
    return tuple(sorted(found, key=lambda one: (-one.rows, one.category_code)))


_GROUPS: Final = tuple(one.name for one in fields(CategoryHealth))[2:]


def _group(verdict: Verdict | None) -> str:
    if verdict is None:
        return "unchecked"
    if verdict in ALIVE:
        return "works"
    if verdict in MAYBE_BLOCKED:
        return "maybe_blocked"
    return "unclear" if verdict is Verdict.UNKNOWN else "fails"


def _by_age(rows: Sequence[Entry], today: dt.date) -> tuple[Age, ...]:
    years = [_years(entry.cells[DATE_ADDED], today) for entry in rows]
    found = []
    for least, below in itertools.pairwise(_EDGES):
        if least is not None:
            of_that_age = sum(one is not None and least <= one and (below is None or one < below) for one in years)
            found.append(Age(least, below, of_that_age))
    unknown = sum(one is None for one in years)
    return (*found, *([Age(None, None, unknown)] if unknown else []))


def _years(text: str, today: dt.date) -> float | None:
    """Return the age in years of a row that was added on a day. A day in the future counts as today."""
    day = parse_date(text)
    return max(0.0, (today - day).days / _YEAR) if day else None


def _reviewed(rows: Sequence[Entry], records: Iterable[ledger.Record], today: dt.date) -> tuple[int, int]:
    """Return how many rows people reviewed within a year, and how many they never reviewed."""
    last: dict[str, float] = {}
    for record in records:
        years = _years(record.last_reviewed, today)
        if years is not None:
            last[record.url] = min(years, last.get(record.url, years))
    within = sum(last.get(entry.url, _NEVER) < 1 for entry in rows)
    never = sum(entry.url not in last for entry in rows)
    return within, never


_NEVER: Final = float("inf")
