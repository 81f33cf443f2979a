"""Measure what episodes cost, and compare ways to find them on made-up worlds whose truth is known.

    python benchmarks/episodes.py [--rows 2000] [--networks 30] [--days 365] [--density 0.1] [--worlds 10] [--quick]
                                  [--write]

The time in which all episodes of a year are found is compared with the time that its counts take to be read from the
cache. `--density` is the part of the days on which a row has tests on a network. With 1 each row has tests on each
network and day. The methods read made-up worlds through a stub of the service, as the program does.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from comparison import Comparison
from episodes_methods import scores, table
from machine import today
from script import parser, prepare, report

from kh_testlist.ooni.cache import Cache, Source
from kh_testlist.ooni.conclusions import Measured, conclude
from kh_testlist.ooni.episode import More
from kh_testlist.ooni.evidence import Counts
from kh_testlist.ooni.gathering import series
from kh_testlist.ooni.period import Period
from kh_testlist.ooni.sites import Site

_SINCE: Final = dt.date(2024, 7, 1)
_MOST: Final = 5.0
"""The most that finding episodes may take, in times of reading the counts."""
_FIRST_SEED: Final = 2001
_SOURCE: Final = Source("https://api.example.com", "KH")
_BLOCKED: Final = 0.03
"""The part of rows that some of the networks block from a day on."""
_NOISE: Final = 0.03
_ROUNDS: Final = 3
_T = TypeVar("_T")


class Year(NamedTuple):
    """The size of a made-up year."""

    rows: int
    networks: int
    days: int
    density: float

    @property
    def period(self) -> Period:
        """The period."""
        return Period(_SINCE, _SINCE + dt.timedelta(self.days))


class Times(NamedTuple):
    """Processor seconds, the least of some rounds."""

    cells: int
    """Days with tests, of all rows and networks."""
    reading: float
    finding: float
    episodes: int


def main() -> None:
    """Measure, and print the tables."""
    options = _options()
    prepare()
    year = Year(options.rows, options.networks, options.days, options.density)
    times = measured(year)
    seeds = range(_FIRST_SEED, _FIRST_SEED + options.worlds)
    found = scores(seeds)
    ours = next(iter(found.values()))
    comparisons = [
        Comparison(
            f"episodes of {year.rows:,} rows x {year.networks} networks x {year.days} days, {year.density:.0%} of them "
            "with tests",
            times.finding,
            "{:.1f} s",
            "reading their counts",
            times.reading,
            goal=_MOST,
        ),
        Comparison("recall", ours.recall, "{:.3f}", goal=0.95, is_least=True),
        Comparison("precision", ours.precision, "{:.3f}", goal=0.98, is_least=True),
        Comparison("start, median error", ours.start_median, "{:.0f} days", goal=3),
        Comparison("dead sites blocked", ours.dead_sites_blocked, "{:.0f}", goal=0),
    ]
    report("episodes", f"{table(found, seeds)}\n\n{_about(times)}", comparisons, is_written=options.write)


def measured(year: Year) -> Times:
    """Return the times of a made-up year."""
    with tempfile.TemporaryDirectory(prefix="episodes-") as name, Cache(Path(name) / "evidence.sqlite3") as cache:
        for asn, period, counts in _counts(year):
            cache.put_daily(_SOURCE, asn, {period: counts}, dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
        named = [Site(_url(number), (_url(number),)) for number in range(year.rows)]
        reading, found = _timed(lambda: series(cache, _SOURCE, year.period))
        given = Measured("KH", year.period, found, {}, {}, More())
        finding, concluded = _timed(lambda: conclude(given, named))
    cells = sum(len(days) for networks in found.values() for days in networks.values())
    return Times(cells, reading, finding, sum(len(site.episodes) for site in concluded.sites.values()))


def _timed(work: Callable[[], _T]) -> tuple[float, _T]:
    taken = []
    for _ in range(_ROUNDS):
        start = time.process_time()
        found = work()
        taken.append(time.process_time() - start)
        if taken[-1] > 60:  # noqa: PLR2004 - a minute is enough
            break
    return min(taken), found


def _url(number: int) -> str:
    return f"https://site{number}.example.com/"


def _counts(year: Year) -> Iterator[tuple[int, Period, Mapping[tuple[str, int], Counts]]]:
    """Yield the counts of each network and month. Blocks begin on one day of the year, and last."""
    chance = random.Random(21)  # noqa: S311 - the same each time, and no secret
    first = _SINCE.toordinal()
    blocked = {number: first + chance.randrange(year.days) for number in range(year.rows) if chance.random() < _BLOCKED}
    for asn in range(64500, 64500 + year.networks):
        here = {number: day for number, day in blocked.items() if chance.random() < 0.5}  # noqa: PLR2004 - half
        for period in year.period.pieces:
            counts = {}
            for day in range(period.since.toordinal(), period.until.toordinal()):
                for number in range(year.rows):
                    if chance.random() < year.density:
                        tests = 1 if chance.random() < 0.7 else 3  # noqa: PLR2004 - some phones test more
                        share = 0.9 if here.get(number, day + 1) <= day else _NOISE
                        bad = sum(chance.random() < share for _ in range(tests))
                        counts[_url(number), day] = Counts(tests - bad, bad)
            yield asn, period, counts


def _options() -> argparse.Namespace:
    asked = parser(__doc__, "200 rows, 5 networks, 90 days, 1 world")
    asked.add_argument("--rows", type=int, default=2000)
    asked.add_argument("--networks", type=int, default=30)
    asked.add_argument("--days", type=int, default=365)
    asked.add_argument("--density", type=float, default=0.1)
    asked.add_argument("--worlds", type=int, default=10)
    options = asked.parse_args()
    if options.quick:
        options.rows, options.networks, options.days, options.worlds = 200, 5, 90, 1
    return options


def _about(times: Times) -> str:
    return (
        f"{today()}, Python {platform.python_version()}, {os.cpu_count()} cores. {times.cells:,} days with tests; "
        f"{times.episodes:,} episodes. Times are processor seconds, the least of {_ROUNDS}."
    )


if __name__ == "__main__":
    main()
