"""The file of the cache: its tables, and answers that take the place of earlier ones.

It is an SQLite file. What was there before a newer answer came stays in it as a dated snapshot.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

from kh_testlist.errors import Failure
from kh_testlist.ooni.evidence import Counts
from kh_testlist.ooni.period import Period
from kh_testlist.store import display, make_private, private_folder

MOST_SNAPSHOTS: Final = 12
"""How many earlier answers about the same days are kept."""

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
create table if not exists daily (
    piece integer not null references piece (id) on delete cascade, site integer not null, day integer not null,
    ok integer not null, anomaly integer not null, confirmed integer not null, failure integer not null,
    primary key (piece, site, day)
) without rowid;
create table if not exists more (
    piece integer primary key references piece (id) on delete cascade, body blob not null
);
create table if not exists snapshot (
    id integer primary key, root text not null, country text not null, layer text not null,
    since text not null, until text not null, asked_at text not null, body blob not null
);
create table if not exists absent (
    root text not null, path text not null, asked_at text not null, primary key (root, path)
);
create table if not exists stopped (
    root text not null, country text not null, started_at text not null, primary key (root, country)
);
"""
"""Earlier versions know the first five, and leave the others as they are."""


class Source(NamedTuple):
    """The API that was asked, and the country."""

    root: str
    country: str


class Tally(NamedTuple):
    """The counts of one URL at one point of the layer's other axis."""

    url: str
    key: str
    """A network's number, a blocking type or a day."""
    counts: Counts


class Snapshot(NamedTuple):
    """An answer that was in the cache until a newer one came."""

    period: Period
    asked_at: str
    """UTC, to the second."""
    tallies: list[Tally]


def moment(time: dt.datetime) -> str:
    """Return a time as the cache writes it: in UTC, to the second."""
    return time.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class CacheFile:
    """The open file.

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

    def _replaced(
        self, source: Source, layer: str, period: Period, asked_at: dt.datetime, *, is_dated: bool = True
    ) -> int:
        """Return the number of a new, empty piece. The counts that were there before become a snapshot."""
        key = (*source, layer, *days_of(period))
        if is_dated:
            self._snap(key)
        self._db.execute("delete from piece where (root, country, layer, since, until) = (?, ?, ?, ?, ?)", key)
        is_finished = period.until <= asked_at.astimezone(dt.UTC).date()
        made = self._db.execute(
            "insert into piece (root, country, layer, since, until, asked_at, finished) values (?, ?, ?, ?, ?, ?, ?)",
            (*key, moment(asked_at), is_finished),
        ).lastrowid
        return made or 0

    def _snap(self, key: tuple[str, ...]) -> None:
        found = self._db.execute(
            "select id, asked_at from piece where (root, country, layer, since, until) = (?, ?, ?, ?, ?)", key
        ).fetchone()
        if found is None:
            return
        piece, asked_at = found
        rows = self._db.execute(
            "select url, key, ok, anomaly, confirmed, failure from tally join site on site.id = site where piece = ? "
            "union all "
            "select url, day, ok, anomaly, confirmed, failure from daily join site on site.id = site where piece = ?",
            (piece, piece),
        ).fetchall()
        packed = zlib.compress(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode())
        self._db.execute(
            "insert into snapshot (root, country, layer, since, until, asked_at, body) values (?, ?, ?, ?, ?, ?, ?)",
            (*key, asked_at, packed),
        )
        self._db.execute(
            "delete from snapshot where id in (select id from snapshot "
            "where (root, country, layer, since, until) = (?, ?, ?, ?, ?) order by id desc limit -1 offset ?)",
            (*key, MOST_SNAPSHOTS),
        )

    def _sites(self, urls: set[str]) -> dict[str, int]:
        """Return the numbers of URLs. New ones get one."""
        self._db.executemany("insert or ignore into site (url) values (?)", ((url,) for url in urls))
        return {url: number for number, url in self._db.execute("select id, url from site") if url in urls}

    def snapshots(self, source: Source, layer: str) -> list[Snapshot]:
        """Return the earlier answers of a layer, the oldest first. Newer answers took their place."""
        with self._mended():
            rows = self._db.execute(
                "select since, until, asked_at, body from snapshot "
                "where (root, country, layer) = (?, ?, ?) order by id",
                (*source, layer),
            ).fetchall()
            found = []
            for since, until, asked_at, body in rows:
                tallies = [
                    Tally(url, key_of(key), Counts(*counts)) for url, key, *counts in json.loads(zlib.decompress(body))
                ]
                found.append(Snapshot(period_of(since, until), asked_at, tallies))
        return found

    def urls(self) -> dict[int, str]:
        """Return all URLs by their numbers."""
        with self._mended():
            return dict(self._db.execute("select id, url from site").fetchall())


def days_of(period: Period) -> tuple[str, str]:
    """Return the first day and the day after the last, as the file has them."""
    return period.since.isoformat(), period.until.isoformat()


def key_of(key: str | int) -> str:
    """Return a key of a tally. A day is kept as its number in some tables."""
    return key if isinstance(key, str) else dt.date.fromordinal(key).isoformat()


def period_of(since: str, until: str) -> Period:
    """Return the period of two days of the file."""
    return Period(dt.date.fromisoformat(since), dt.date.fromisoformat(until))
