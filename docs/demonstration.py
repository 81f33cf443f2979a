"""Make a list and measurements for the picture of a report. No site in it exists."""

from __future__ import annotations

import datetime as dt
import os
import random
import subprocess
from pathlib import Path
from typing import Final

from kh_testlist.categories import LEGEND
from kh_testlist.ooni.cache import DAYS, METHODS, NETWORKS, Asked, Cache, Source, Tally, place
from kh_testlist.ooni.evidence import Counts
from kh_testlist.ooni.period import Period
from kh_testlist.ooni.root import ROOT

QUARTER: Final = "2026Q3"
CACHE: Final = "cache"
"""The folder for XDG_CACHE_HOME."""
_BEFORE, _PERIOD = Period(dt.date(2026, 4, 1), dt.date(2026, 7, 1)), Period(dt.date(2026, 7, 1), dt.date(2026, 10, 1))
_SOURCE: Final = Source(ROOT, "KH")
_LATER: Final = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
_NETWORKS: Final = {64500: "First Mobile", 64501: "Second Fibre", 64502: "Third Cable", 64503: "Fourth Wireless"}
_SITES: Final = {
    "NEWS": ("daily", "evening", "radio", "province", "weekly", "voice"),
    "HUMR": ("rights", "land", "workers", "women", "legal"),
    "POLR": ("opposition", "exiles"),
    "GMB": ("lottery", "cards", "odds"),
    "SRCH": ("finder",),
    "CULTR": ("museum", "dance", "poets"),
    "GOVT": ("ministry", "commune"),
    "ENV": ("forest", "river"),
}
_BLOCKED: Final = {"daily": (64500, 64501), "radio": (64500,), "opposition": (64500, 64501, 64502), "odds": (64502,)}
"""The networks that block each site."""
_ADDED: Final = ("voice", "women", "exiles", "river")
"""The sites that only the second version of the list has."""


def make(folder: Path) -> None:
    """Write the list with its history into `folder`, and the evidence of two quarters into the cache there."""
    (folder / "lists").mkdir()
    for day, added in (("2026-06-20", False), ("2026-08-15", True)):
        (folder / "lists" / "kh.csv").write_text(_table(is_added=added), encoding="utf-8", newline="\n")
        _commit(folder, day)
    with Cache(folder / CACHE / "kh-testlist" / place().name) as cache:
        for period, is_blocking in ((_BEFORE, False), (_PERIOD, True)):
            for month in period.pieces:
                for layer, rows in _month(month, is_blocking=is_blocking).items():
                    cache.put(_SOURCE, layer, {month: rows}, _LATER)
            cache.note(Asked(_SOURCE, period, "list", "url"))
        cache.put_names(_SOURCE.root, dict(_NETWORKS))


def _url(name: str) -> str:
    return f"https://{name}.example.org/"


def _table(*, is_added: bool) -> str:
    rows = [
        f"{_url(name)},{code},{LEGEND[code]},{'2026-08-15' if name in _ADDED else '2025-01-31'},anon,\n"
        for code, names in _SITES.items()
        for name in names
        if is_added or name not in _ADDED
    ]
    return "url,category_code,category_description,date_added,source,notes\n" + "".join(rows)


def _commit(folder: Path, day: str) -> None:
    who = {f"GIT_{role}_{what}": "anon" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    when = {f"GIT_{role}_DATE": f"{day}T12:00:00Z" for role in ("AUTHOR", "COMMITTER")}
    none = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for command in (["init", "-q"], ["add", "lists"], ["commit", "-q", "-m", day]):
        subprocess.run(["git", *command], cwd=folder, env={**os.environ, **who, **when, **none}, check=True)  # noqa: S603, S607 - fixed words, and git is on the PATH


def _month(month: Period, *, is_blocking: bool) -> dict[str, list[Tally]]:
    """Return a month's measurements for each layer. Before the blocking began, only one site was blocked."""
    chance = random.Random(month.since.toordinal())  # noqa: S311 - the same picture each time
    layers: dict[str, list[Tally]] = {NETWORKS: [], METHODS: [], DAYS: []}
    for name in (name for names in _SITES.values() for name in names):
        suspicious = Counts()
        for asn in _NETWORKS:
            tests = chance.randrange(20, 60)
            is_blocked = asn in _BLOCKED.get(name, ()) and (is_blocking or name == "odds")
            confirmed = tests if is_blocked else 0
            strange = 0 if is_blocked else chance.randrange(3)
            counts = Counts(tests - confirmed - strange, strange, confirmed)
            layers[NETWORKS].append(Tally(_url(name), str(asn), counts))
            suspicious = suspicious.plus(Counts(0, strange, confirmed))
        layers[METHODS].append(Tally(_url(name), "dns" if suspicious.confirmed else "http-failure", suspicious))
        day = month.since + dt.timedelta(chance.randrange(27))
        layers[DAYS].append(Tally(_url(name), day.isoformat(), suspicious))
    return layers
