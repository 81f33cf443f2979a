"""What the newer endpoints say of a world, as the program reads it, and a detector that knows the days."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from kh_testlist.ooni import resolving
from kh_testlist.ooni.episode import Control, Day, Episode, Kind, Layer, Layers, More, Seen, Where
from kh_testlist.ooni.period import Period
from kh_testlist.ooni.site_days import Site, Span, bad, date, tests
from tests.ooni.stub.server import Answer, Asked
from tests.ooni.truths import analysed, observed
from tests.ooni.truths.records import COUNTRY, Truth
from tests.ooni.truths.world import World


class Known(NamedTuple):
    """What the program knows of a world."""

    sites: Mapping[str, Site]
    """By the last spelling."""
    more: More


def known(world: World) -> Known:
    """Return the plain counts by site, and what the newer endpoints say."""
    return Known({site.urls[0]: site for site in _sites(world)}, _more(world))


def _sites(world: World) -> Iterator[Site]:
    days: defaultdict[tuple[str, int], defaultdict[int, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    methods: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    last = {url: site.urls[-1] for site in world.scenario.sites for url in site.urls}
    for test in world.tests:
        if test.run.country != COUNTRY or test.fate.outcome == "failure":
            continue
        counts = days[last[test.url], test.run.asn][world.since.toordinal() + test.run.day]
        counts[0] += 1
        counts[1] += test.fate.is_bad
        if test.fate.is_bad:
            methods[last[test.url]][test.fate.method] += 1
    for site in world.scenario.sites:
        series = {
            asn: tuple(Day(day, *counts) for day, counts in sorted(found.items()))
            for (url, asn), found in days.items()
            if url == site.urls[-1]
        }
        yield Site(site.urls[::-1], series, dict(methods[site.urls[-1]]))


def _asked(period: Period, **params: object) -> Asked:
    query = [("since", str(period.since)), ("until", str(period.until))]
    for name, value in params.items():
        query += [(name, str(one)) for one in (value if isinstance(value, list | tuple) else [value])]
    return Asked("/", dict(query), {}, tuple(query))


def _results(answer: Answer) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(answer.body)["results"]
    return found


def _more(world: World) -> More:
    period = Period(world.since, world.until)
    home = [test for test in world.tests if test.run.country == COUNTRY]
    upto = Period(period.since, period.last)
    by_day: defaultdict[str, dict[int, Layers]] = defaultdict(dict)
    asked = _asked(upto, axis_x="input", axis_y="measurement_start_day", probe_cc=COUNTRY)
    for row in _results(analysed.aggregation(world, home, asked)):
        by_day[row["input"]][_day(row["measurement_start_day"])] = _layers(row)
    by_network: defaultdict[str, dict[int, dict[int, Layers]]] = defaultdict(dict)
    controls: defaultdict[str, list[Control]] = defaultdict(list)
    seen: defaultdict[str, dict[int, list[Seen]]] = defaultdict(dict)
    hosts = sorted({urlsplit(url).hostname or "" for site in world.scenario.sites for url in site.urls})
    for piece in period.pieces:
        since, until = piece.since.toordinal(), piece.until.toordinal()
        in_piece = [test for test in home if since <= world.since.toordinal() + test.run.day < until]
        asked = _asked(Period(piece.since, piece.last), axis_x="input", axis_y="probe_asn", probe_cc=COUNTRY)
        for row in _results(analysed.aggregation(world, in_piece, asked)):
            by_network[row["input"]].setdefault(row["probe_asn"], {})[since] = _layers(row)
        before = Period(piece.since - dt.timedelta(1), piece.until)
        of_hosts: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in _results(observed.control(world, in_piece, _asked(before, hostname=hosts))):
            of_hosts[row["hostname"]].append(row)
        for host, rows in of_hosts.items():
            controls[host].append(_control(rows, since, until))
        groups = _asked(before, group_by=["hostname", "probe_asn", "failure"])
        counts: defaultdict[tuple[str, int], dict[str, int]] = defaultdict(dict)
        for row in _results(observed.observations(world, in_piece, groups)):
            counts[row["hostname"], row["probe_asn"]][row["failure"]] = row["observation_count"]
        for (host, asn), failures in counts.items():
            seen[host].setdefault(asn, []).append(Seen(since, until, failures))
    rows = _results(analysed.rows(world, home, _asked(period, limit=10**9), None))
    answers, resolvers = resolving.read(rows)
    return More(dict(by_day), dict(by_network), dict(controls), dict(seen), resolvers, {}, answers)


def _control(rows: list[dict[str, Any]], since: int, until: int) -> Control:
    first = rows[0]
    names = ("dns_success_count", "dns_nxdomain_count", "dns_other_failure_count")
    tcp = (sum(row[name] for row in rows) for name in ("tcp_success_count", "tcp_failure_count"))
    return Control(since, until, *(first[name] for name in names), *tcp)


def _layers(row: dict[str, Any]) -> Layers:
    loni = row["loni"]
    layers = (
        Layer(*(loni[f"{layer}_{state}"] or 0.0 for state in ("blocked", "down", "ok")))
        for layer in ("dns", "tcp", "tls")
    )
    return Layers(int(row["count"]), *layers)


def _day(text: str) -> int:
    return dt.date.fromisoformat(text[:10]).toordinal()


def episodes(world: World, sites: Mapping[str, Site]) -> Iterator[tuple[Truth, Site, Episode]]:
    """Yield what a perfect detector finds: the days of each truth that looks like a block, with kind and place open."""
    for truth in world.truths:
        if not (truth.is_block or truth.kind in {"refused", "dead", "answered"}):
            continue
        site = sites[truth.urls[-1]]
        for asn in site.series if truth.asn is None else (truth.asn,):
            span = Span(truth.start.toordinal() if truth.start else 1, truth.end.toordinal() if truth.end else 9**7)
            found = _episode(site, asn, span)
            if found:
                yield truth, site, found


def _episode(site: Site, asn: int, span: Span) -> Episode | None:
    days = [day for day in site.within(asn, span) if day.bad]
    if len(days) < 3 or tests(days) < 6:
        return None
    whole = Span(days[0].day, days[-1].day)
    tested = site.within(asn, whole)
    before = [day for day in site.series[asn] if day.day < whole.first]
    after = [day for day in site.series[asn] if day.day > whole.last]
    start, end = (date(whole.first) if before else None), (date(whole.last) if after else None)
    return Episode(asn, start, end, Kind.UNKNOWN, Where.UNKNOWN, tests(tested), bad(tested), 1.0)
