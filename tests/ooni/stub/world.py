"""A made-up quarter of measurements whose truth is known, for it is made: blocks, dead sites, outages, thin rows."""

from __future__ import annotations

import datetime as dt
import functools
import random
from collections import defaultdict
from typing import Any, Final, NamedTuple

import numpy as np

SINCE, UNTIL = dt.date(2025, 7, 1), dt.date(2025, 10, 1)
DAYS: Final = [SINCE + dt.timedelta(number) for number in range((UNTIL - SINCE).days)]
COUNTRY: Final = "KH"
NAMES: Final = {
    64500: "First Mobile",
    64501: "Second \x1b[31mFibre",
    64502: "Third | Cable",
    64503: 'Fourth, "Inc"',
    64504: None,
}
ASNS: Final = tuple(NAMES)
TOTAL: Final = 50_000
OUTCOMES: Final = ("ok", "anomaly", "confirmed", "failure")
METHODS: Final = ("dns", "tcp_ip", "http-diff", "http-failure")


class Seen(NamedTuple):
    """A measurement."""

    url: str
    asn: int
    day: dt.date
    outcome: str
    method: str
    """Empty where nothing was suspicious."""
    country: str = COUNTRY
    second: int = 7 * 3600
    """When it started, in seconds of the day."""


class World(NamedTuple):
    """Who measured what, and what is listed."""

    listed: tuple[str, ...]
    earlier: dict[str, str]
    """URLs that rows had before, by the URL they have now."""
    measurements: tuple[Seen, ...]

    @property
    def unlisted(self) -> list[str]:
        """What was measured and is no row."""
        return sorted({seen.url for seen in self.measurements} - set(self.listed))


@functools.cache
def quarter(seed: int = 7, total: int = TOTAL) -> World:
    """A quarter of 172 rows and some others on five networks, of `total` measurements."""
    chance = random.Random(seed)  # noqa: S311 - a world that is the same each time is no secret
    listed = [f"https://site{number}.example.com/" for number in range(160)]
    listed += ["http://twin.example.com/", "https://www.twin.example.com/", "https://twin.example.com/a+b%20c?q=1,2"]
    listed += ["https://new.example.org/", "https://khmer.example.com/ទំព័រ"]
    thin, never = ([f"https://{kind}{number}.example.net/" for number in range(4)] for kind in ("thin", "never"))
    listed += thin + never[:3]
    unlisted = [f"http://other{number}.example.com/" for number in range(20)] + ["https://old.example.org/"]
    confirmed, likely, dead = set(listed[:6]), set(listed[6:10] + unlisted[:2]), set(listed[10:15])
    outage = {(64501, DAYS[number]) for number in (40, 41, 42)}
    made: list[Seen] = []
    for url in thin:
        made += [_ordinary(chance, url, asn, chance.choice(DAYS)) for asn in ASNS for _ in range(chance.randrange(6))]
    busy = [url for url in listed + unlisted if url not in {*thin, *never}]
    while len(made) < total:
        url, asn, day = chance.choice(busy), chance.choices(ASNS, (40, 25, 20, 14, 1))[0], chance.choice(DAYS)
        if (asn, day) in outage:
            made.append(Seen(url, asn, day, "failure", ""))
        elif url in confirmed and asn in {64500, 64502} and day >= DAYS[20]:
            made.append(Seen(url, asn, day, chance.choice(("confirmed", "confirmed", "anomaly")), "dns"))
        elif url in likely and asn == 64500 + hash_of(url) % 2 and chance.random() < 0.98:
            made.append(Seen(url, asn, day, "anomaly", chance.choice(("http-failure", "tcp_ip"))))
        elif url in dead:
            made.append(Seen(url, asn, day, "ok", ""))
        else:
            made.append(_ordinary(chance, url, asn, day))
    return World(tuple(listed), {"https://new.example.org/": "https://old.example.org/"}, tuple(made))


def hash_of(url: str) -> int:
    """A number of a URL that is the same in every process."""
    return sum(url.encode())


def _ordinary(chance: random.Random, url: str, asn: int, day: dt.date) -> Seen:
    outcome = chance.choices(("ok", "anomaly", "failure"), (95, 3, 2))[0]
    return Seen(url, asn, day, outcome, chance.choice(METHODS) if outcome == "anomaly" else "")


def truth(world: World, sites: dict[str, set[str]], since: dt.date = SINCE, until: dt.date = UNTIL) -> dict[str, Any]:
    """What evidence must say of `sites`, each a name and the exact URLs that count for it. From the rows alone.

    Written without the program: the quantile is numpy's, and the days are looked up in the measurements themselves.
    """
    by_url: dict[str, list[Seen]] = defaultdict(list)
    for seen in world.measurements:
        if since <= seen.day < until:
            by_url[seen.url].append(seen)
    return {name: _true_entry([seen for url in urls for seen in by_url[url]]) for name, urls in sites.items()}


def _true_entry(seen: list[Seen]) -> dict[str, Any]:
    networks = []
    counts = [sum(one.asn == asn for one in seen) for asn in ASNS]
    usual = np.quantile([count for count in counts if count], 0.4) if seen else 0
    blocking = {}
    for asn in ASNS:
        here = [one for one in seen if one.asn == asn]
        if not here:
            continue
        bad = sum(one.outcome in {"anomaly", "confirmed"} for one in here)
        marks = sum(one.outcome == "confirmed" for one in here)
        weight = 1.0 if len(here) >= usual and len(here) > 5 else 0.3
        if weight * bad / len(here) > 0.9 or (marks and len(here) >= 6):
            blocking[asn] = marks
        networks.append({"asn": asn, "measurements": len(here), "blocked": asn in blocking, **_tally(here)})
    days = sorted(
        one.day.isoformat()
        for one in seen
        if one.outcome == "confirmed" or (one.outcome == "anomaly" and one.asn in blocking)
    )
    if not seen:
        status = "not-measured"
    elif blocking:
        status = "blocked-confirmed" if any(blocking.values()) else "blocked-likely"
    else:
        status = "ok" if max(counts) >= 6 else "inconclusive"
    methods = {method: sum(one.method == method for one in seen) for method in METHODS}
    return {
        "measurements": len(seen),
        **_tally(seen),
        "networks": networks,
        "blocking_types": {method: count for method, count in methods.items() if count},
        "first_blocked": days[0] if days else None,
        "last_blocked": days[-1] if days else None,
        "status": status,
    }


def _tally(seen: list[Seen]) -> dict[str, int]:
    return {outcome: sum(one.outcome == outcome for one in seen) for outcome in OUTCOMES}


def year(rows: int, asns: int, total: int, host: str = "example.com") -> World:
    """A year of so many rows on so many networks, of `total` measurements; a hundred rows have most of them."""
    chance = random.Random(rows)  # noqa: S311 - see quarter()
    first = dt.date(2024, 7, 1)
    listed = [f"https://site{number}.{host}/" for number in range(rows)]
    made = []
    for turn in range(total):
        number, asn = chance.randrange(rows if turn % 10 == 0 else min(rows, 100)), 64500 + chance.randrange(asns)
        day = first + dt.timedelta(chance.randrange(365))
        is_blocked = number % 2 and asn % 5 == number % 5
        outcome = chance.choices(("ok", "anomaly", "confirmed"), (1, 90, 9) if is_blocked else (80, 20, 0))[0]
        made.append(Seen(listed[number], asn, day, outcome, "" if outcome == "ok" else "dns"))
    return World(tuple(listed), {}, tuple(made))
