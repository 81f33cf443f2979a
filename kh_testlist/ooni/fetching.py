"""Fetch a period from OONI's API with few requests. Each answer is kept at once, so nothing is asked twice.

For each month: counts by URL and network, and by URL and method. For as many months as fit in one answer: suspicious
counts by URL and day. Then the days of single networks, if the first or the last day of a block depends on them.
A year of Cambodia takes 12 + 12 + 4 requests. Each network that blocks takes at most one or two more.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from kh_testlist.ooni.api import Api, ApiFailure, ApiSilent, TooLarge, odd_answer
from kh_testlist.ooni.cache import DAYS, METHODS, NETWORKS, Cache, Source, Tally, network_days
from kh_testlist.ooni.evidence import Counts
from kh_testlist.ooni.gathering import Question, gather, wanted_days
from kh_testlist.ooni.period import Period
from kh_testlist.talk import Progress

if TYPE_CHECKING:
    from kh_testlist.ooni.answers import TallyOf

_MOST_ROWS: Final = 300_000
"""The most rows that are requested in one answer: some 60 MB."""
_MOST_NAMES: Final = 8
"""The most networks whose names are requested one by one, if the list of all has none."""
_ENOUGH_REQUESTS: Final = 60
"""After this many, names are no longer requested one by one."""
_AXIS: Final = {NETWORKS: "probe_asn", METHODS: "blocking_type"}

_Sizes = dict[Period, dict[int | None, tuple[int, int]]]
"""By piece and network: how many URLs were measured, and how often. The key None is for all networks."""


def now() -> dt.datetime:
    """Return the current time. A piece of a period is finished when its last day is over."""
    return dt.datetime.now(dt.UTC)


class Fetch:
    """One period of one country. Only what is missing in the cache is fetched."""

    def __init__(self, api: Api, cache: Cache, country: str, period: Period, progress: Progress) -> None:
        self.source = Source(api.root, country)
        self._api = api
        self._cache = cache
        self._period = period
        self._progress = progress
        self._again = False

    def run(self, questions: Callable[[], Iterable[Question]], *, again: bool = False) -> bool:
        """Fetch what `questions` need; with `again`, also what is there. Return True if the networks' names are known.

        Raises:
            Failure: the API gives no answer, or one that can't be used; answers that came before are kept.

        """
        self._again = again
        for layer in (NETWORKS, METHODS):
            pieces = self._lacking(layer, self._period.pieces)
            self._progress.stage(f"{self.source.country} by {layer}", len(pieces))
            for piece in pieces:
                self._keep(layer, piece, self._ask(piece, ("input", _AXIS[layer])))
                self._progress.step()
        self._fetch_days()
        self._fetch_wanted(questions)
        return self._fetch_names()

    def _lacking(self, layer: str, pieces: Iterable[Period]) -> list[Period]:
        there = self._cache.pieces(self.source, layer)
        return [piece for piece in pieces if self._again or piece not in there or not there[piece].finished]

    def _ask(self, period: Period, axes: Sequence[str], **filters: str) -> list[TallyOf]:
        return self._api.aggregation(self.source.country, period, axes, **filters)

    def _keep(self, layer: str, piece: Period, rows: Iterable[TallyOf]) -> None:
        kept: dict[tuple[str, str], Tally] = {}
        for row in rows:
            url = row.get("input")
            key = self._network(row) if layer == NETWORKS else row.get("blocking_type") or ""
            if not url:
                continue  # a measurement without a URL is about no site
            if (url, key) in kept:
                raise odd_answer(self.source.root, f"two counts of {url[:100]!r} at {key!r}")
            kept[url, key] = Tally(url, key, _counts(row))
        self._cache.put(self.source, layer, {piece: kept.values()}, now())
        if layer == NETWORKS:
            self._cache.drop(self.source, network_days("*"), piece)  # they belong to the earlier counts

    def _network(self, row: TallyOf) -> str:
        asn = row.get("probe_asn")
        if asn is None:
            raise odd_answer(self.source.root, "a count without a network")
        return str(asn)

    def _keep_days(self, layer: str, pieces: Sequence[Period], rows: Iterable[TallyOf]) -> None:
        """Keep `rows` in the pieces of their days. Counts that are not suspicious are left out: nobody needs them."""
        kept: dict[Period, dict[tuple[str, str], Counts]] = {piece: {} for piece in pieces}
        piece_of = {
            (piece.since + dt.timedelta(number)).isoformat(): piece for piece in pieces for number in range(piece.days)
        }
        for row in rows:
            url, day = row.get("input"), (row.get("measurement_start_day") or "")[:_DAY]
            piece = piece_of.get(day)
            if piece is None:
                raise odd_answer(self.source.root, f"a count of the day {day!r}, which was not asked for")
            counts = _counts(row)
            if url and counts.suspicious:
                # The API may also count by the hour. Then a day has several rows.
                kept[piece][url, day] = kept[piece].get((url, day), Counts()).plus(counts)
        answer = {piece: [Tally(*key, counts) for key, counts in found.items()] for piece, found in kept.items()}
        self._cache.put(self.source, layer, answer, now())

    def _fetch_days(self) -> None:
        """Fetch suspicious counts by URL and day, for as many months at once as fit in one answer."""
        lacking = self._lacking(DAYS, self._period.pieces)
        spans = list(_spans(lacking, _expected(self._sizes())))
        self._progress.stage(f"{self.source.country} by day", len(spans))
        for pieces in spans:
            self._ask_days(DAYS, pieces)
            for piece in pieces:
                self._compare(piece)
            self._progress.step()

    def _ask_days(self, layer: str, pieces: Sequence[Period], **filters: str) -> None:
        whole = Period(pieces[0].since, pieces[-1].until)
        try:
            rows = self._ask(whole, ("input", "measurement_start_day"), **filters)
        except TooLarge:
            if len(pieces) == 1:
                raise
            middle = len(pieces) // 2
            self._ask_days(layer, pieces[:middle], **filters)
            self._ask_days(layer, pieces[middle:], **filters)
            return
        self._keep_days(layer, pieces, rows)

    def _sizes(self) -> _Sizes:
        return {piece: self._cache.sizes(self.source, piece) for piece in self._period.pieces}

    def _compare(self, piece: Period) -> None:
        """Forget and refuse two answers about one piece that do not agree: measurements came in between them."""
        totals = [
            sum(row.counts.suspicious for row in self._cache.read(self.source, layer, [piece], suspicious=True))
            for layer in (NETWORKS, DAYS)
        ]
        if totals[0] != totals[1] and self._cache.pieces(self.source, DAYS)[piece].finished:
            self._cache.drop(self.source, "*", piece)
            raise ApiFailure(
                f"The API at {self.source.root} counts {totals[0]} suspicious measurements in {piece} by network, and "
                f"{totals[1]} by day.",
                "Run the same command again. New measurements may have come in between the two requests.",
            )

    def _fetch_wanted(self, questions: Callable[[], Iterable[Question]]) -> None:
        """Fetch the days of single networks, if the first or the last day of a block depends on them."""
        gathered = gather(self._cache, self.source, self._period)
        wanted = {one for question in questions() for one in wanted_days(self._cache, question, gathered)}
        asns = sorted({asn for asn, _ in wanted})
        sizes = self._sizes() if asns else {}
        self._progress.stage(f"{self.source.country}: days of blocks", len(asns))
        for asn in asns:
            layer = network_days(asn)
            lacking = self._lacking(layer, self._period.pieces)
            concerned = [piece for piece in lacking if (asn, piece) in wanted]
            for pieces in _spans(concerned, _expected(sizes, asn), lacking):
                self._ask_days(layer, pieces, probe_asn=f"AS{asn}")
            self._progress.step()

    def _fetch_names(self) -> bool:
        """Fetch the names of the networks. Return True if the API gave them."""
        measured = {int(row.key) for row in self._cache.read(self.source, NETWORKS, self._period.pieces)}
        unnamed = measured - (set() if self._again else set(self._cache.names(self.source.root)))
        if not unnamed:
            return True
        try:
            names: dict[int, str | None] = dict(self._api.networks())
            few = max(0, min(_MOST_NAMES, _ENOUGH_REQUESTS - self._api.requests))
            for asn in sorted(unnamed - set(names))[:few]:
                names[asn] = self._api.network_name(asn)
        except ApiSilent:
            raise
        except ApiFailure:
            names = {}
        self._cache.put_names(self.source.root, {asn: names.get(asn) for asn in unnamed})
        return bool(names)


def _expected(sizes: _Sizes, asn: int | None = None) -> dict[Period, int]:
    """Return how many rows each piece may have by URL and day: at most its measurements, or URLs times days."""
    found = {}
    for piece, of_piece in sizes.items():
        urls, measurements = of_piece.get(asn, (0, 0))
        found[piece] = min(measurements, urls * piece.days)
    return found


def _counts(row: TallyOf) -> Counts:
    return Counts(row["ok_count"], row["anomaly_count"], row["confirmed_count"], row["failure_count"])


_DAY: Final = len("2026-11-21")


def _spans(
    pieces: Sequence[Period], expected: Mapping[Period, int], between: Sequence[Period] = ()
) -> Iterator[list[Period]]:
    """Yield `pieces` in groups that should fit in one answer. A gap is included if all of it is in `between`."""
    group: list[Period] = []
    for piece in pieces:
        gap = [one for one in between if group and group[-1].until <= one.since and one.until <= piece.since]
        longer = [*group, *gap, piece]
        is_whole = all(one.until == other.since for one, other in itertools.pairwise(longer))
        if group and not (is_whole and sum(expected[one] for one in longer) <= _MOST_ROWS):
            yield group
            longer = [piece]
        group = longer
    if group:
        yield group
