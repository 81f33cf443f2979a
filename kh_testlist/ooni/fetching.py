"""Fetch a period from OONI's API with few requests. Each answer is kept at once, so nothing is asked twice.

For each month: counts by URL and network, and by URL and method. For each network, and as many months as fit in one
answer: counts by URL and day. Then what the newer endpoints add, which may be missing.
A year of Cambodia takes 12 + 12 + 30 requests for the counts, and some 50 for the rest.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from kh_testlist.ooni.api import Api, ApiFailure, ApiSilent, TooLarge, odd_answer
from kh_testlist.ooni.cache import (
    DAYS,
    METHODS,
    NETWORKS,
    Cache,
    Piece,
    Source,
    Tally,
    network_daily,
    network_days,
)
from kh_testlist.ooni.evidence import Counts
from kh_testlist.ooni.freshness import Freshness, is_settled
from kh_testlist.ooni.newer_fetching import NewerFetch
from kh_testlist.ooni.period import Period
from kh_testlist.ooni.spans import spans
from kh_testlist.talk import Progress, Tell, silent

if TYPE_CHECKING:
    from kh_testlist.ooni.answers import TallyOf

_MOST_ROWS: Final = 300_000
"""The most rows that are requested in one answer: some 60 MB."""
_MOST_DAYS: Final = 365
"""The service counts by days only for so many days, or fewer."""
_MOST_NAMES: Final = 8
"""The most networks whose names are requested one by one, if the list of all has none."""
_ENOUGH_REQUESTS: Final = 60
"""After this many, names are no longer requested one by one."""
_AXIS: Final = {NETWORKS: "probe_asn", METHODS: "blocking_type"}


def now() -> dt.datetime:
    """Return the current time. A piece of a period is finished when its last day is over."""
    return dt.datetime.now(dt.UTC)


class Fetch:
    """One period of one country. Only what is missing in the cache, or may have changed, is fetched."""

    def __init__(self, api: Api, cache: Cache, country: str, period: Period, progress: Progress) -> None:
        self.source = Source(api.root, country)
        self._api = api
        self._cache = cache
        self._period = period
        self._progress = progress
        self._again = False
        self._edge: list[Period] = []
        """A day whose counts of each network are in the cache."""
        self._new: set[Period] = set()
        """Pieces with new counts by day."""

    def run(self, *, again: bool = False, tell: Tell = silent) -> bool:
        """Fetch what is due; with `again`, also what is there. Return True if the networks' names are known.

        `tell` is told what the service does not say.

        Raises:
            Failure: the API gives no answer, or one that can't be used; answers that came before are kept.

        """
        self._again = again
        self._fresh = Freshness(self._cache, self.source, now, again=again)
        for layer in (NETWORKS, METHODS):
            pieces = self._fresh.due(layer, self._period.pieces)
            self._progress.stage(f"{self.source.country} by {layer}", len(pieces))
            for piece in pieces:
                self._keep(layer, piece, self._ask(piece, ("input", _AXIS[layer])))
                self._progress.step()
        self._fetch_days()
        newer = NewerFetch(self._api, self._cache, self.source, self._period, self._fresh)
        newer.run(self._progress, tell)
        are_named = self._fetch_names(newer.names)
        self._fresh.end()
        return are_named

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
        self._new.add(piece)
        if layer == NETWORKS:
            self._cache.drop(self.source, network_days("*"), piece)  # they belong to the earlier counts

    def _network(self, row: TallyOf) -> str:
        asn = row.get("probe_asn")
        if asn is None:
            raise odd_answer(self.source.root, "a count without a network")
        return str(asn)

    def _fetch_days(self) -> None:
        """Fetch the counts of each network by URL and day, for as many months at once as fit in one answer."""
        sizes = {piece: self._cache.sizes(self.source, piece) for piece in self._period.pieces}
        networks = self._cache.pieces(self.source, NETWORKS)
        asns = sorted({asn for of_piece in sizes.values() for asn in of_piece if asn is not None})
        measured = {asn: [piece for piece in sizes if asn in sizes[piece]] for asn in asns}
        due = {asn: self._fresh.due(network_daily(asn), measured[asn], networks) for asn in asns}
        if any(
            pieces[0].since == self._period.since and pieces[-1].until == self._period.until
            for pieces in due.values()
            if pieces
        ):
            self._fetch_edge(networks)
        self._progress.stage(f"{self.source.country} by day", len(asns))
        for asn in asns:
            expected = {piece: _expected(piece, of_piece.get(asn, (0, 0))) for piece, of_piece in sizes.items()}
            between = [piece for piece in sizes if piece not in measured[asn]]
            most_days = _MOST_DAYS + len(self._edge)
            for pieces in spans(due[asn], expected, between, most_rows=_MOST_ROWS, most_days=most_days):
                self._ask_days(asn, pieces)
            self._progress.step()
        self._add_up(networks)

    def _fetch_edge(self, networks: Mapping[Period, Piece]) -> None:
        """Fetch the counts by network of the day of a leap year that is too much for one answer by days.

        One request has all networks of that day. Another request for each network would be more.
        """
        if self._period.days != _MOST_DAYS + 1:
            return
        edge = Period(self._period.last, self._period.until)
        for one in self._fresh.due(NETWORKS, [edge], {edge: networks[self._period.pieces[-1]]}):
            self._keep(NETWORKS, one, self._ask(one, ("input", _AXIS[NETWORKS])))
        self._edge = [edge]

    def _ask_days(self, asn: int, pieces: Sequence[Period]) -> None:
        whole = Period(pieces[0].since, pieces[-1].until)
        edge = [] if whole.days <= _MOST_DAYS else self._edge
        asked = Period(whole.since, min((one.since for one in edge), default=whole.until))
        try:
            rows = self._ask(asked, ("input", "measurement_start_day"), probe_asn=f"AS{asn}")
        except TooLarge:
            if len(pieces) == 1:
                raise
            middle = len(pieces) // 2
            self._ask_days(asn, pieces[:middle])
            self._ask_days(asn, pieces[middle:])
            return
        self._keep_days(asn, pieces, asked, rows, edge)

    def _keep_days(
        self, asn: int, pieces: Sequence[Period], asked: Period, rows: Iterable[TallyOf], edge: Sequence[Period]
    ) -> None:
        """Keep `rows` in the pieces of their days, with the days of `edge`."""
        kept: dict[Period, dict[tuple[str, int], Counts]] = {piece: {} for piece in pieces}
        piece_of = {day: piece for piece in pieces for day in piece.numbers}
        for row in rows:
            url, said = row.get("input"), (row.get("measurement_start_day") or "")[:_DAY]
            day = _number(said)
            if day not in asked.numbers:
                raise odd_answer(self.source.root, f"a count of the day {said!r}, which was not asked for")
            if url:
                of_piece = kept[piece_of[day]]
                # The API may also count by the hour. Then a day has several rows.
                of_piece[url, day] = of_piece.get((url, day), Counts()).plus(_counts(row))
        for one in edge:
            for tally in self._cache.read(self.source, NETWORKS, [one]):
                if int(tally.key) == asn:
                    kept[piece_of[one.since.toordinal()]][tally.url, one.since.toordinal()] = tally.counts
        self._cache.put_daily(self.source, asn, kept, now())
        self._new.update(pieces)

    def _add_up(self, networks: Mapping[Period, Piece]) -> None:
        """Keep the suspicious counts by URL and day over all networks: the sums of the networks.

        First forget and refuse answers that do not agree, because measurements came in between them. Where many still
        come in, that is usual. Then the next fetch asks again.
        """
        there = self._cache.pieces(self.source, DAYS)
        odd = []
        for piece in self._period.pieces:
            if piece not in self._new and piece in there and there[piece].asked_at >= networks[piece].asked_at:
                continue
            by_network, by_day = self._cache.totals(self.source, piece)
            if by_network != by_day and is_settled(piece, networks[piece]):
                self._cache.drop(self.source, "*", piece)
                odd.append((piece, by_network, by_day))
                continue
            rows = self._cache.daily(self.source, "*", [piece], suspicious=True)
            self._cache.put(self.source, DAYS, {piece: rows}, now())
        if odd:
            piece, by_network, by_day = odd[0]
            raise ApiFailure(
                f"The API at {self.source.root} counts {by_network[0]} suspicious measurements of {by_network[1]} in "
                f"{piece} by network, and {by_day[0]} of {by_day[1]} by day.",
                "Run the same command again. New measurements may have come in between the two requests.",
            )

    def _fetch_names(self, known: Mapping[int, str]) -> bool:
        """Fetch the names of the networks. `known` has some already. Return True if the API gave them."""
        measured = {int(row.key) for row in self._cache.read(self.source, NETWORKS, self._period.pieces)}
        unnamed = measured - (set() if self._again else set(self._cache.names(self.source.root)))
        if not unnamed:
            return True
        try:
            names: dict[int, str | None] = {**known, **self._api.networks()}
            few = max(0, min(_MOST_NAMES, _ENOUGH_REQUESTS - self._api.requests))
            for asn in sorted(unnamed - set(names))[:few]:
                names[asn] = self._api.network_name(asn)
        except ApiSilent:
            raise
        except ApiFailure:
            names = dict(known)
        self._cache.put_names(self.source.root, {asn: names.get(asn) for asn in unnamed})
        return bool(names)


def _expected(piece: Period, size: tuple[int, int]) -> int:
    """Return how many rows a piece may have by URL and day: at most its measurements, or URLs times days."""
    urls, measurements = size
    return min(measurements, urls * piece.days)


def _number(day: str) -> int:
    """Return the number of a day, or 0 if the text is no day."""
    try:
        return dt.date.fromisoformat(day).toordinal()
    except ValueError:
        return 0


def _counts(row: TallyOf) -> Counts:
    return Counts(row["ok_count"], row["anomaly_count"], row["confirmed_count"], row["failure_count"])


_DAY: Final = len("2026-11-21")
