"""The endpoints that count observations: of probes, of the control, and what OONI's own detector makes of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from tests.ooni.stub.server import Answer, Asked, answered, first_day
from tests.ooni.truths.asking import Unprocessable, at, failure, host, instant, number, several, window
from tests.ooni.truths.records import COUNTRY, Measurement, Truth
from tests.ooni.truths.world import World

_GROUPS: Final = ("timestamp", "failure", "hostname", "ip", "probe_cc", "probe_asn", "test_name", "measurement_uid")
_FILTERS: Final = ("probe_cc", "probe_asn", "hostname", "test_name", "ip")
_HOUR: Final = 1 / 24
_LOOPBACK: Final = "127.0.0.1"
"""The test helpers connect to no address of this kind."""


def observations(world: World, tests: Sequence[Measurement], asked: Asked) -> Answer:
    """Return counts of observations. Both dates are exclusive, and each filter is also a column."""
    groups = several(asked, "group_by") or ["failure"]
    if not set(groups) <= set(_GROUPS):
        raise Unprocessable("group_by")
    filters = {name: set(several(asked, name)) for name in _FILTERS if several(asked, name)}
    asns = {number(one, "probe_asn") for one in filters.pop("probe_asn", ())}
    columns = list(dict.fromkeys([*filters, *(["probe_asn"] if asns else []), *groups]))
    is_broken = "resolver_asn" in asked.params  # the service looks for the numbers of the probes there
    if is_broken and not asns:
        return answered({"detail": "Internal Server Error"}, 500)
    when = window(world, asked, includes_since=False, includes_until=False)
    counts: Counter[tuple[Any, ...]] = Counter()
    for test in tests:
        if not when.has(at(test)) or (asns and test.run.asn not in asns):
            continue
        if (is_broken and test.run.resolver not in asns) or ("failure" in groups and test.fate.failure is None):
            continue
        if all(str(_column(world, test, name)) in values for name, values in filters.items()):
            counts[tuple(_column(world, test, name) for name in columns)] += 1
    results = []
    for key, count in sorted(counts.items(), key=lambda one: (-one[1], str(one[0]))):
        values = dict(zip(columns, key, strict=True))
        results.append({"observation_count": count, **{name: one for name, one in values.items() if one is not None}})
    return answered({"results": results})


def _column(world: World, test: Measurement, name: str) -> Any:  # noqa: ANN401, PLR0911 - any value of JSON
    match name:
        case "timestamp":
            return first_day(world.date(test.run.day), "day") + "T00:00:00Z"
        case "failure":
            return _failure(test)
        case "hostname":
            return urlsplit(test.url).hostname
        case "ip":
            return _address(world, test)
        case "probe_cc":
            return test.run.country
        case "probe_asn":
            return test.run.asn
    return "web_connectivity" if name == "test_name" else None


def _failure(test: Measurement) -> str:
    """Return the failure with its layer. That of a DNS answer says whose resolver it was."""
    found = test.fate.failure or "none"
    if failure(test, "dns"):
        return found.replace("dns.", "dns_isp." if test.run.is_isp else "dns_other.", 1)
    is_plain = test.url.startswith("http:")
    return found if found.partition(".")[0] != "http" or is_plain else found.replace("http.", "https.", 1)


def _address(world: World, test: Measurement) -> str | None:
    return own_address(world, test.url) if test.fate.answer == "" else test.fate.answer


def own_address(world: World, url: str) -> str:
    """Return the address of a site."""
    place = next(number for number, site in enumerate(world.scenario.sites) if url in site.urls)
    return f"192.0.2.{place % 254 + 1}"


def control(world: World, tests: Sequence[Measurement], asked: Asked) -> Answer:
    """Return what the test helpers saw of each host: one row for each address, without time.

    The counts of DNS answers are those of the host, the same in each of its rows.
    """
    hosts = several(asked, "hostname")
    if not hosts:
        raise Unprocessable("hostname")
    when = window(world, asked, includes_since=False, includes_until=True, days=_HOUR)
    names: defaultdict[str, Counter[str]] = defaultdict(Counter)
    addresses: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for test in tests:
        name = urlsplit(test.url).hostname or ""
        if name not in hosts or test.fate.failure is None or not when.has(at(test)):
            continue
        for address, seen in _helped(world, test):
            addresses[name, address][seen] += 1
        names[name]["nxdomain" if test.control == "nxdomain" else "success"] += 1
    results = [_control_row(*key, seen, names[key[0]]) for key, seen in sorted(addresses.items())]
    return answered({"results": results})


def _helped(world: World, test: Measurement) -> Iterator[tuple[str, str]]:
    """Yield what the test helper found at each address: its own, and the one that the probe brought."""
    if test.control == "nxdomain":
        yield "", "nxdomain"
    else:
        yield own_address(world, test.url), test.control
    if test.fate.answer and test.fate.answer != _LOOPBACK:
        yield test.fate.answer, "brought"


def _control_row(name: str, address: str, seen: Counter[str], answers: Counter[str]) -> dict[str, Any]:
    succeeded, failed = seen["fine"], seen["unreachable"] + seen["brought"]
    found = {
        "hostname": name,
        "ip": address,
        "port": 443,
        "asn": 64511,
        "as_org_name": "",
        "is_cloud_provider": False,
        "in_dns_answers": bool(address) and bool(seen["fine"] + seen["unreachable"]),
        "tls_consistent": bool(succeeded),
        "tcp_success_count": succeeded,
        "tcp_failure_count": failed,
        "tls_success_count": succeeded,
        "tls_failure_count": 0,
        "dns_success_count": answers["success"],
        "dns_nxdomain_count": answers["nxdomain"],
        "dns_other_failure_count": 0,
    }
    if not address:
        del found["port"], found["asn"]
    return found


def changepoints(world: World, asked: Asked, watched: Collection[str]) -> Answer:
    """Return the changes that OONI's detector saw, of the few hosts that it watches."""
    params = asked.params
    if not {"since", "until"} <= set(params):
        return answered({"results": []})  # the service's own dates are those of its start
    when = window(world, asked, includes_since=True, includes_until=True)
    results = [
        row
        for truth in world.truths
        if truth.is_block and truth.asn is not None and host(truth.urls[-1]) in watched
        for row in _changes(world, truth, truth.asn)
        if when.has(row.pop("second"))
        and params.get("domain", row["domain"]) == row["domain"]
        and params.get("probe_cc", COUNTRY) == COUNTRY
        and params.get("probe_asn", str(truth.asn)).removeprefix("AS") == str(truth.asn)
    ]
    return answered({"results": results})


def _changes(world: World, truth: Truth, asn: int) -> Iterator[dict[str, Any]]:
    """Yield the start and the end of a block, each a day late."""
    for direction, day in (("up", truth.start), ("down", truth.end)):
        if day is None:
            continue
        second = ((day - world.since).days + 1) * 86_400
        score = 0.9 if direction == "up" else 0.0
        yield {
            "second": second, "probe_asn": asn, "probe_cc": COUNTRY, "domain": host(truth.urls[-1]),
            "start_time": instant(world, second), "count_isp_resolver": 6, "count_other_resolver": 2, "count": 8,
            "dns_isp_blocked": score if truth.mechanism == "dns" else 0.0,
            "dns_other_blocked": score if truth.mechanism == "dns" and truth.where == "path" else 0.0,
            "tcp_blocked": score if truth.mechanism == "tcp" else 0.0,
            "tls_blocked": score if truth.mechanism == "tls" else 0.0,
            "change_dir": direction, "current_state": direction, "s_pos": 7.1, "s_neg": 0.0, "h": 7.0,
            "block_type": truth.mechanism,
        }  # fmt: skip
