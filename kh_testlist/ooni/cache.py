"""A cache of what OONI's API answered. Finished months never change, so they are asked for only once.

It is an SQLite file in the user's cache folder. An answer is kept as a whole, in one transaction, with the days that it
is about. An answer that has not come is not in the cache, so a reader can see that it is missing.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

from kh_testlist.errors import Failure
from kh_testlist.ooni.evidence import Counts
from kh_testlist.ooni.period import Period
from kh_testlist.store import display, make_private, private_folder

NETWORKS: Final = "networks"
"""Counts by URL and network."""
METHODS: Final = "methods"
"""Counts by URL and blocking type."""
DAYS: Final = "days"
"""Suspicious counts by URL and day, over all networks."""

_NAME: Final = "evidence-1.sqlite3"
"""The number is that of the tables below. A version with other tables makes its own file."""

_TABLES: Final = """
create table if not exists site (id integer primary key, url text not null unique);
create table if not exists piece (
    id integer primary key, root text not null, country text not null, layer text not null,
    since text not null, until text not null, asked_at text not null, finished integer not null,
    unique (root, country, layer, since, until)
);
create table if not exists tally (
    piece integer not null references piece (id) on delete cascade, site integer not null, key text not null,
    ok integer not null, anomaly integer not null, confirmed integer not null, failure integer not null,
    primary key (piece, site, key)
) without rowid;
create table if not exists name (root text not null, asn integer not null, name text, primary key (root, asn));
create table if not exists asked (
    id integer primary key, root text not null, country text not null, since text not null, until text not null,
    scope text not null, by text not null
);
"""


class Source(NamedTuple):
    """The API that was asked, and the country."""

    root: str
    country: str


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


class Tally(NamedTuple):
    """The counts of one URL at one point of the layer's other axis."""

    url: str
    key: str
    """A network's number, a blocking type or a day."""
    counts: Counts


def network_days(asn: int | str) -> str:
    """Return the layer of suspicious counts by URL and day on one network. A star means all networks."""
    return f"{DAYS}:{asn}"


def place() -> Path:
    """Return the path of the cache. The file may not exist yet."""
    import platformdirs  # noqa: PLC0415 - only commands that look at evidence need it

    return platformdirs.user_cache_path("kh-testlist", appauthor=False) / _NAME


class Cache:
    """The open cache.

    Raises:
        Failure: in any of its methods, if the file can't be read or written.

    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._mended(), contextlib.ExitStack() as unless_opened:
            private_folder(path.parent)
            path.touch(mode=0o600)  # files that SQLite makes next to it get the same permissions
            make_private(path)
            self._db = sqlite3.connect(path, timeout=30)
            unless_opened.callback(self._db.close)
            self._db.execute("pragma foreign_keys = on")
            self._db.execute("pragma journal_mode = wal")
            self._db.executescript(_TABLES)
            unless_opened.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    @contextlib.contextmanager
    def _mended(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise Failure(
                f"The cache {display(self._path)} can't be used: {error}.",
                "If it is damaged, delete the file, because it is only a cache. Then run: kh-testlist evidence fetch",
            ) from error

    def pieces(self, source: Source, layer: str) -> dict[Period, Piece]:
        """Return the answers of a layer that are in the cache."""
        with self._mended():
            rows = self._db.execute(
                "select since, until, asked_at, finished from piece where (root, country, layer) = (?, ?, ?)",
                (*source, layer),
            ).fetchall()
        return {_period(since, until): Piece(asked_at, bool(finished)) for since, until, asked_at, finished in rows}

    def put(self, source: Source, layer: str, answer: Mapping[Period, Iterable[Tally]], asked_at: dt.datetime) -> None:
        """Keep an answer, or several that came as one, instead of what was there: all of it or nothing."""
        said = asked_at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        with self._mended(), self._db:
            for period, rows in answer.items():
                is_finished = period.until <= asked_at.astimezone(dt.UTC).date()
                key = (*source, layer, period.since.isoformat(), period.until.isoformat())
                self._db.execute("delete from piece where (root, country, layer, since, until) = (?, ?, ?, ?, ?)", key)
                piece = self._db.execute(
                    "insert into piece (root, country, layer, since, until, asked_at, finished) "
                    "values (?, ?, ?, ?, ?, ?, ?)",
                    (*key, said, is_finished),
                ).lastrowid
                kept = list(rows)
                self._db.executemany("insert or ignore into site (url) values (?)", {(row.url,) for row in kept})
                self._db.executemany(
                    "insert into tally select ?, id, ?, ?, ?, ?, ? from site where url = ?",
                    ((piece, row.key, *row.counts, row.url) for row in kept),
                )

    def drop(self, source: Source, layers: str, period: Period) -> None:
        """Forget answers about exactly `period`, of all layers that match `layers`. A star matches anything."""
        days = [day.isoformat() for day in period]
        with self._mended(), self._db:
            self._db.execute(
                "delete from piece where (root, country, since, until) = (?, ?, ?, ?) and layer glob ?",
                (*source, *days, layers),
            )

    def read(self, source: Source, layer: str, pieces: Sequence[Period], *, suspicious: bool = False) -> list[Tally]:
        """Return the sums of the counts of `pieces`, by URL and key. With `suspicious`, only suspicious ones."""
        having = "having sum(anomaly) + sum(confirmed) > 0" if suspicious else ""
        marks = ", ".join(["(?, ?)"] * len(pieces))
        days = [day.isoformat() for piece in pieces for day in piece]
        with self._mended():
            rows = self._db.execute(
                "select url, key, sum(ok), sum(anomaly), sum(confirmed), sum(failure) "  # noqa: S608 - only marks
                "from piece join tally on tally.piece = piece.id join site on site.id = tally.site "
                f"where (root, country, layer) = (?, ?, ?) and (since, until) in (values {marks}) "
                f"group by site, key {having}",
                (*source, layer, *days),
            ).fetchall()
        return [Tally(url, key, Counts(*counts)) for url, key, *counts in rows]

    def sizes(self, source: Source, piece: Period) -> dict[int | None, tuple[int, int]]:
        """Return how many URLs each network measured in `piece`, and how often. The key None is for all networks."""
        found: dict[int | None, tuple[int, int]] = {}
        with self._mended():
            for column, group in (("cast(key as integer)", "group by key"), ("null", "")):
                rows = self._db.execute(
                    f"select {column}, count(distinct site), sum(ok + anomaly + confirmed + failure) "  # noqa: S608 - both ours
                    "from piece join tally on tally.piece = piece.id "
                    f"where (root, country, layer, since, until) = (?, ?, ?, ?, ?) {group}",
                    (*source, NETWORKS, *(day.isoformat() for day in piece)),
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
        days = [day.isoformat() for day in asked.period]
        with self._mended(), self._db:
            self._db.execute(
                "insert into asked (root, country, since, until, scope, by) values (?, ?, ?, ?, ?, ?)",
                (*asked.source, *days, asked.scope, asked.by),
            )

    def last_asked(self, country: str, root: str | None = None) -> Asked | None:
        """Return what a person last asked for about a country, of any API or of the API `root`."""
        with self._mended():
            row = self._db.execute(
                "select root, country, since, until, scope, by from asked "
                "where country = :country and (:root is null or root = :root) order by id desc limit 1",
                {"country": country, "root": root},
            ).fetchone()
        return Asked(Source(*row[:2]), _period(row[2], row[3]), row[4], row[5]) if row else None


def _period(since: str, until: str) -> Period:
    return Period(dt.date.fromisoformat(since), dt.date.fromisoformat(until))
