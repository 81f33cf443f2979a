"""The two endpoints that score: `/api/v1/aggregation/analysis` and `/api/v1/analysis`."""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any, Final

from tests.ooni.stub.server import Answer, Asked, answered, first_day
from tests.ooni.truths.asking import LAYERS, Unprocessable, at, chosen, failure, host, instant, number, score, window
from tests.ooni.truths.records import UNJUDGED, Measurement
from tests.ooni.truths.world import World

_AXES: Final = ("measurement_start_day", "domain", "probe_cc", "probe_asn", "test_name", "input")
_FILTERS: Final = ("probe_asn", "probe_cc", "test_name", "domain", "input")
_GRAINS: Final = ("hour", "day", "week", "month", "year", "auto")
_STATES: Final = ("blocked", "down", "ok")
_QUANTILE: Final = 0.95
_LIKELY: Final = 0.5
_ORDERS: Final = ("measurement_start_time", "input", "probe_cc", "probe_asn", "test_name")


def aggregation(world: World, tests: Sequence[Measurement], asked: Asked) -> Answer:
    """Return scores by the axes that were asked for. `until` is inclusive, unlike that of the plain counts."""
    params = asked.params
    if "ooni_run_link_id" in params:
        return answered({"detail": "Internal Server Error"}, 500)
    axes = [params.get("axis_x", "measurement_start_day"), *([params["axis_y"]] if "axis_y" in params else [])]
    grain = params.get("time_grain", "day")
    if not set(axes) <= set(_AXES):
        raise Unprocessable("axis_x" if axes[0] not in _AXES else "axis_y")
    if grain not in _GRAINS:
        raise Unprocessable("time_grain")
    columns = list(dict.fromkeys([axes[0], *(name for name in _FILTERS if name in params), *axes[1:]]))
    when = window(world, asked, includes_since=True, includes_until=True)
    groups: defaultdict[tuple[Any, ...], list[Measurement]] = defaultdict(list)
    for test in chosen(tests, asked, when):
        if params.get("input", test.url) == test.url and params.get("domain", host(test.url)) == host(test.url):
            groups[tuple(_column(world, test, name, grain) for name in columns)].append(test)
    empty = dict.fromkeys(_AXES) | {"measurement_uid": None}
    results = [
        {"count": float(len(found)), **empty, **dict(zip(columns, key, strict=True)), "loni": _loni(found)}
        for key, found in sorted(groups.items())
    ]
    stats = {"bytes": -1, "elapsed_seconds": 0.01, "row_count": len(results), "total_row_count": len(results)}
    return answered({"db_stats": stats, "dimension_count": len(axes), "results": results})


def _column(world: World, test: Measurement, name: str, grain: str) -> Any:  # noqa: ANN401, PLR0911 - any value of JSON
    match name:
        case "measurement_start_day":
            if grain == "hour":
                return instant(world, at(test) // 3600 * 3600)
            return first_day(world.date(test.run.day), grain) + "T00:00:00Z"
        case "domain":
            return host(test.url)
        case "probe_cc":
            return test.run.country
        case "probe_asn":
            return test.run.asn
        case "input":
            return test.url
    return "web_connectivity"


def _loni(tests: Sequence[Measurement]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    likely = []
    for layer in LAYERS:
        scores = [score(test, layer) for test in tests]
        is_judged = any(one != UNJUDGED for one in scores)
        for place, state in enumerate(_STATES):
            values = sorted(one[place] for one in scores)
            found[f"{layer}_{state}"] = _quantile(values) if is_judged else None
        weights: Counter[str] = Counter()
        for test, one in zip(tests, scores, strict=True):
            weights[_named(test, layer)] += round(one[0] * 100)
        outcome = max(sorted(weights), key=weights.__getitem__)
        found[f"{layer}_blocked_outcome"] = outcome or None
        blocked = found[f"{layer}_blocked"]
        if blocked is not None and blocked > _LIKELY:
            likely.append((f"{layer}.{outcome}", blocked))
    likely.sort(key=lambda one: -one[1])
    name, most = likely[0] if likely else ("none", 0.0)
    return {**found, "likely_blocked_protocols": likely, "blocked_max_outcome": name, "blocked_max": most}


def _named(test: Measurement, layer: str) -> str:
    seen = failure(test, layer)
    if layer != "dns":
        return seen or ""
    return "nxdomain" if seen == "dns_nxdomain_error" else seen or "got_answer"


def _quantile(values: Sequence[float]) -> float:
    """Return the 95th percentile, with a straight line between two values."""
    place = _QUANTILE * (len(values) - 1)
    low = math.floor(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)


def rows(world: World, tests: Sequence[Measurement], asked: Asked, most: int | None) -> Answer:
    """Return a page of single tests with their scores. There is no filter by domain or input."""
    params = asked.params
    offset, limit = (number(params.get(name, given), name) for name, given in (("offset", "0"), ("limit", "100")))
    by, order = params.get("order_by", _ORDERS[0]), params.get("order", "DESC")
    if by not in _ORDERS or order.upper() not in {"ASC", "DESC"}:
        raise Unprocessable("order_by" if by not in _ORDERS else "order")
    when = window(world, asked, includes_since=True, includes_until=True)
    found = list(chosen(tests, asked, when))
    found.sort(key=at if by == _ORDERS[0] else lambda test: _column(world, test, by, "day"))
    if order.upper() == "DESC":
        found.reverse()
    if "measurement_uid" in params:
        found = [test for test in found if uid(world, test) == params["measurement_uid"]]
    limit = limit if most is None else min(limit, most)
    metadata = {
        "count": -1, "current_page": math.ceil(offset / max(limit, 1)) + 1, "limit": limit, "offset": offset,
        "next_url": "https://api.ooni.org/api/v1/analysis?offset=100&limit=100", "pages": -1, "query_time": 0.01,
    }  # fmt: skip
    return answered({"metadata": metadata, "results": [_row(world, one) for one in found[offset : offset + limit]]})


def uid(world: World, test: Measurement) -> str:
    """Return the name of a measurement."""
    moment = instant(world, at(test)).translate({ord(mark): None for mark in "-:TZ"})
    number_ = f"{test.run.number % 1_000_000:06}"
    return f"{moment}.{number_}_{test.run.country}_webconnectivity_{hash_of(test.url):016x}"


def hash_of(text: str) -> int:
    """Return a number of a text that is the same in every process."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def _row(world: World, test: Measurement) -> dict[str, Any]:
    run, fate = test.run, test.fate
    names = {one.asn: one.name for one in (*world.scenario.networks, *world.scenario.abroad)}
    found: dict[str, Any] = {
        "measurement_uid": uid(world, test),
        "measurement_start_time": instant(world, at(test)),
        "network_type": "wifi",
        "probe_asn": run.asn,
        "probe_cc": run.country,
        "probe_as_org_name": names[run.asn],
        "resolver_asn": run.resolver,
        "resolver_as_cc": run.country if run.is_isp else "US",
        "domain": host(test.url),
        "input": test.url,
        "test_name": "web_connectivity",
        "software_version": run.version,
        "test_version": "0.5.28",
        "top_probe_analysis": fate.method or "false",
    }
    for layer, rule in zip(LAYERS, (fate.dns_rule, fate.tcp_rule, fate.tls_rule), strict=True):
        scores = score(test, layer)
        is_plain = layer == "tls" and test.url.startswith("http:")
        found[f"top_{layer}_failure"] = failure(test, layer)
        found[f"top_{layer}_rule_id"] = "no_tls_data" if is_plain else rule
        found |= {f"{layer}_{state}": value for state, value in zip(_STATES, scores, strict=True)}
    return found
