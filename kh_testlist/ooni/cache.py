"""A cache of what OONI's API answered. Finished months never change, so they are asked for only once.

It is an SQLite file in the user's cache folder. An answer is kept as a whole, in one transaction, with the days that it
is about. An answer that has not come is not in the cache, so a reader can see that it is missing.
"""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from kh_testlist.ooni.cache_file import CacheFile, Snapshot, Source, Tally, days_of, key_of, moment, period_of
from kh_testlist.ooni.evidence import Counts
from kh_testlist.ooni.period import Period

__all__ = [
    "DAYS", "METHODS", "NETWORKS", "Asked", "Cache", "DayRow", "Piece", "Snapshot", "Source", "Tally", "moment",
    "network_daily", "network_days", "place",
]  # fmt: skip

NETWORKS: Final = "networks"
"""Counts by URL and network."""
METHODS: Final = "methods"
"""Counts by URL and blocking type."""
DAYS: Final = "days"
"""Suspicious counts by URL and day, over all networks."""

_NAME: Final = "evidence-1.sqlite3"
"""The number is that of the tables below. A version with other tables makes its own file."""


class Piece(NamedTuple):
    """An answer that is in the cache."""

    asked_at: str
    """UTC, to the second."""
    finished: bool
    """True if all its days were over when it was asked for. Then it is never asked for again."""


class Asked(NamedTuple):
    """What a person asked for."""

    source: Source
    period: Period
    scope: str
    by: str


DayRow = tuple[int, int, int, int, int]
"""The number of a site, the number of a day, and the counts ok, anomaly and confirmed."""


def network_days(asn: int | str) -> str:
    """Return the layer in which earlier versions kept suspicious counts by URL and day on one network.

    A star means all networks.
    """
    return f"{DAYS}:{asn}"


def network_daily(asn: int | str) -> str:
    """Return the layer of all counts by URL and day on one network. A star means all networks."""
    return f"daily:{asn}"


def place() -> Path:
    """Return the path of the cache. The file may not exist yet."""
    import platformdirs  # noqa: PLC0415 - only commands that look at evidence need it

    return platformdirs.user_cache_path("kh-testlist", appauthor=False) / _NAME


class Cache(CacheFile):
    """The open cache.

    Raises:
        Failure: in any of its methods, if the file can't be read or written.

    """

    def pieces(self, source: Source, layer: str) -> dict[Period, Piece]:
        """Return the answers of a layer that are in the cache."""
        with self._mended():
            rows = self._db.execute(
                "select since, until, asked_at, finished from piece where (root, country, layer) = (?, ?, ?)",
                (*source, layer),
            ).fetchall()
        return {period_of(since, until): Piece(asked_at, bool(finished)) for since, until, asked_at, finished in rows}

    def put(self, source: Source, layer: str, answer: Mapping[Period, Iterable[Tally]], asked_at: dt.datetime) -> None:
        """Keep an answer, or several that came as one, instead of what was there: all of it or nothing."""
        with self._mended(), self._db:
            for period, rows in answer.items():
                piece = self._replaced(source, layer, period, asked_at)
                kept = list(rows)
                sites = self._sites({row.url for row in kept})
                self._db.executemany(
                    "insert into tally values (?, ?, ?, ?, ?, ?, ?)",
                    ((piece, sites[row.url], row.key, *row.counts) for row in kept),
                )

    def put_daily(
        self, source: Source, asn: int, answer: Mapping[Period, Mapping[tuple[str, int], Counts]], asked_at: dt.datetime
    ) -> None:
        """Keep the counts of one network by URL and number of the day, instead of what was there."""
        with self._mended(), self._db:
            for period, rows in answer.items():
                piece = self._replaced(source, network_daily(asn), period, asked_at)
                sites = self._sites({url for url, _ in rows})
                self._db.executemany(
                    "insert into daily values (?, ?, ?, ?, ?, ?, ?)",
                    sorted((piece, sites[url], day, *counts) for (url, day), counts in rows.items()),
                )

    def put_more(self, source: Source, layer: str, period: Period, body: object, asked_at: dt.datetime) -> None:
        """Keep what a newer endpoint answered, as JSON, instead of what was there."""
        packed = zlib.compress(json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode())
        with self._mended(), self._db:
            piece = self._replaced(source, layer, period, asked_at, is_dated=False)
            self._db.execute("insert into more values (?, ?)", (piece, packed))

    def drop(self, source: Source, layers: str, period: Period) -> None:
        """Forget answers about exactly `period`, of all layers that match `layers`. A star matches anything."""
        with self._mended(), self._db:
            self._db.execute(
                "delete from piece where (root, country, since, until) = (?, ?, ?, ?) and layer glob ?",
                (*source, *days_of(period), layers),
            )

    def read(self, source: Source, layer: str, pieces: Sequence[Period], *, suspicious: bool = False) -> list[Tally]:
        """Return the sums of the counts of `pieces`, by URL and key. With `suspicious`, only suspicious ones."""
        having = "having sum(anomaly) + sum(confirmed) > 0" if suspicious else ""
        marks = ", ".join(["(?, ?)"] * len(pieces))
        days = [day for piece in pieces for day in days_of(piece)]
        with self._mended():
            rows = self._db.execute(
                "select url, key, sum(ok), sum(anomaly), sum(confirmed), sum(failure) "  # noqa: S608 - only marks
                "from piece join tally on tally.piece = piece.id join site on site.id = tally.site "
                f"where (root, country, layer) = (?, ?, ?) and (since, until) in (values {marks}) "
                f"group by site, key {having}",
                (*source, layer, *days),
            ).fetchall()
        return [Tally(url, key, Counts(*counts)) for url, key, *counts in rows]

    def daily(
        self, source: Source, asn: int | str, pieces: Sequence[Period], *, suspicious: bool = False
    ) -> list[Tally]:
        """Return the counts of a network by URL and day. A star means the sums of all networks."""
        having = "having sum(anomaly) + sum(confirmed) > 0" if suspicious else ""
        found = []
        with self._mended():
            for piece in pieces:
                rows = self._db.execute(
                    "select url, day, sum(ok), sum(anomaly), sum(confirmed), sum(failure) "  # noqa: S608 - only ours
                    "from piece join daily on daily.piece = piece.id join site on site.id = daily.site "
                    "where (root, country, since, until) = (?, ?, ?, ?) and layer glob ? "
                    f"group by site, day {having}",
                    (*source, *days_of(piece), network_daily(asn)),
                )
                found += [Tally(url, key_of(day), Counts(*counts)) for url, day, *counts in rows]
        return found

    def totals(self, source: Source, piece: Period) -> list[tuple[int, int]]:
        """Return how many measurements were suspicious, and how many there were: by network, and by day."""
        found = []
        with self._mended():
            for table, layer in (("tally", NETWORKS), ("daily", network_daily("*"))):
                row = self._db.execute(
                    "select total(anomaly + confirmed), total(ok + anomaly + confirmed + failure) "  # noqa: S608 - ours
                    f"from piece join {table} on {table}.piece = piece.id "
                    "where (root, country, since, until) = (?, ?, ?, ?) and layer glob ?",
                    (*source, *days_of(piece), layer),
                ).fetchone()
                found.append((int(row[0]), int(row[1])))
        return found

    def days_of_networks(self, source: Source, pieces: Sequence[Period]) -> Iterator[tuple[int, Iterator[DayRow]]]:
        """Yield each network and its rows, piece by piece. Rows are in the order of sites and days.

        Use up the rows of a network before the next.
        """
        with self._mended():
            for piece in pieces:
                layers = self._db.execute(
                    "select id, layer from piece where (root, country, since, until) = (?, ?, ?, ?) and layer glob ?",
                    (*source, *days_of(piece), network_daily("*")),
                ).fetchall()
                for number, layer in layers:
                    rows = self._db.execute(
                        "select site, day, ok, anomaly, confirmed from daily where piece = ? order by site, day",
                        (number,),
                    )
                    yield int(layer.partition(":")[2]), rows

    def confirmed(self, source: Source, pieces: Sequence[Period]) -> Iterator[tuple[str, int, int, Counts]]:
        """Yield the counts of days with a confirmed measurement: URL, network, number of the day, counts."""
        with self._mended():
            for piece in pieces:
                rows = self._db.execute(
                    "select url, layer, day, ok, anomaly, confirmed, failure "
                    "from piece join daily on daily.piece = piece.id join site on site.id = daily.site "
                    "where (root, country, since, until) = (?, ?, ?, ?) and layer glob ? and confirmed > 0",
                    (*source, *days_of(piece), network_daily("*")),
                ).fetchall()
                for url, layer, day, *counts in rows:
                    yield url, int(layer.partition(":")[2]), day, Counts(*counts)

    def more(
        self, source: Source, layers: str, pieces: Sequence[Period] | None = None
    ) -> dict[tuple[str, Period], Any]:
        """Return what newer endpoints answered, by layer and piece. A star in `layers` matches anything."""
        with self._mended():
            rows = self._db.execute(
                "select layer, since, until, body from piece join more on more.piece = piece.id "
                "where (root, country) = (?, ?) and layer glob ? order by layer, since",
                (*source, layers),
            ).fetchall()
            found = ((layer, period_of(since, until), body) for layer, since, until, body in rows)
            return {
                (layer, period): json.loads(zlib.decompress(body))
                for layer, period, body in found
                if pieces is None or period in pieces
            }

    def absent(self, root: str) -> dict[str, str]:
        """Return the endpoints that an API did not have, and when it was asked for them."""
        with self._mended():
            return dict(self._db.execute("select path, asked_at from absent where root = ?", (root,)).fetchall())

    def put_absent(self, root: str, path: str, asked_at: dt.datetime) -> None:
        """Note that an API does not have an endpoint."""
        with self._mended(), self._db:
            self._db.execute("insert or replace into absent values (?, ?, ?)", (root, path, moment(asked_at)))

    def stopped(self, source: Source) -> str | None:
        """Return when a fetch began that did not come to its end."""
        with self._mended():
            row = self._db.execute(
                "select started_at from stopped where (root, country) = (?, ?)", tuple(source)
            ).fetchone()
        return row[0] if row else None

    def put_stopped(self, source: Source, started_at: str | None) -> None:
        """Note that a fetch began. None: it came to its end."""
        with self._mended(), self._db:
            self._db.execute("delete from stopped where (root, country) = (?, ?)", tuple(source))
            if started_at:
                self._db.execute("insert into stopped values (?, ?, ?)", (*source, started_at))

    def sizes(self, source: Source, piece: Period) -> dict[int | None, tuple[int, int]]:
        """Return how many URLs each network measured in `piece`, and how often. The key None is for all networks."""
        found: dict[int | None, tuple[int, int]] = {}
        with self._mended():
            for column, group in (("cast(key as integer)", "group by key"), ("null", "")):
                rows = self._db.execute(
                    f"select {column}, count(distinct site), sum(ok + anomaly + confirmed + failure) "  # noqa: S608 - both ours
                    "from piece join tally on tally.piece = piece.id "
                    f"where (root, country, layer, since, until) = (?, ?, ?, ?, ?) {group}",
                    (*source, NETWORKS, *days_of(piece)),
                ).fetchall()
                found |= {asn: (urls, measurements or 0) for asn, urls, measurements in rows}
        return found

    def names(self, root: str) -> dict[int, str | None]:
        """Return the names of networks; None if the API was asked and did not know."""
        with self._mended():
            return dict(self._db.execute("select asn, name from name where root = ?", (root,)).fetchall())

    def put_names(self, root: str, names: Mapping[int, str | None]) -> None:
        """Keep the names of networks."""
        with self._mended(), self._db:
            self._db.executemany(
                "insert into name values (?, ?, ?) on conflict do update set name = excluded.name",
                ((root, asn, name) for asn, name in names.items()),
            )

    def note(self, asked: Asked) -> None:
        """Note what a person asks for. It is shown if no period is given."""
        with self._mended(), self._db:
            self._db.execute(
                "insert into asked (root, country, since, until, scope, by) values (?, ?, ?, ?, ?, ?)",
                (*asked.source, *days_of(asked.period), asked.scope, asked.by),
            )

    def last_asked(self, country: str, root: str | None = None) -> Asked | None:
        """Return what a person last asked for about a country, of any API or of the API `root`."""
        with self._mended():
            row = self._db.execute(
                "select root, country, since, until, scope, by from asked "
                "where country = :country and (:root is null or root = :root) order by id desc limit 1",
                {"country": country, "root": root},
            ).fetchone()
        return Asked(Source(*row[:2]), period_of(row[2], row[3]), row[4], row[5]) if row else None
