"""The made-up measurement service answers by the contract, with its traps, and its counts are those of the world."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.commands.conftest import Run
from tests.ooni.stub.server import AGGREGATION
from tests.ooni.truths import service as names
from tests.ooni.truths.conftest import Ask
from tests.ooni.truths.records import COUNTRY, Measurement
from tests.ooni.truths.service import MORE, Broken, Service
from tests.ooni.truths.world import World
from tests.samples import HEADER_LINE

COUNTS = ("anomaly", "confirmed", "failure", "ok")
VIETTEL = 38623


@pytest.fixture
def whole(small: World) -> dict[str, str]:
    """The parameters of a request about the whole period and country."""
    return {
        "probe_cc": COUNTRY,
        "test_name": "web_connectivity",
        "since": small.since.isoformat(),
        "until": small.until.isoformat(),
    }


def at_home(small: World) -> list[Measurement]:
    """Return the tests of the country."""
    return [test for test in small.tests if test.run.country == COUNTRY]


def counted(rows: list[dict[str, Any]], *axes: str) -> Counter[tuple[Any, ...]]:
    """Return the counts of rows by the values of axes and by outcome."""
    found: Counter[tuple[Any, ...]] = Counter()
    for row in rows:
        assert row["measurement_count"] == sum(row[f"{name}_count"] for name in COUNTS)
        for name in COUNTS:
            if row[f"{name}_count"]:
                found[(*(row[axis] for axis in axes), name)] += row[f"{name}_count"]
    return found


class TestCounts:
    """`/api/v1/aggregation`."""

    def test_by_network(self, ask: Ask, small: World, whole: dict[str, str]) -> None:
        """Counts by URL and network are those of the world."""
        said = ask(AGGREGATION, axis_x="input", axis_y="probe_asn", **whole).value
        expected = Counter((test.url, test.run.asn, test.fate.outcome) for test in at_home(small))
        assert counted(said["result"], "input", "probe_asn") == expected

    def test_by_day(self, ask: Ask, small: World, whole: dict[str, str]) -> None:
        """Counts by URL and day of one network are those of the world."""
        axes = {"axis_x": "input", "axis_y": "measurement_start_day", "time_grain": "day"}
        said = ask(AGGREGATION, probe_asn=f"AS{VIETTEL}", **axes, **whole).value
        expected = Counter(
            (test.url, small.date(test.run.day).isoformat(), test.fate.outcome)
            for test in at_home(small)
            if test.run.asn == VIETTEL
        )
        assert counted(said["result"], "input", "measurement_start_day") == expected

    def test_by_method(self, ask: Ask, small: World, whole: dict[str, str]) -> None:
        """Counts by method are those of the world, and nothing is said of tests that went well."""
        said = ask(AGGREGATION, axis_x="blocking_type", **whole).value
        found = counted(said["result"], "blocking_type")
        assert found == Counter((test.fate.method, test.fate.outcome) for test in at_home(small))
        assert {method for method, *_ in found} == {"", "dns", "tcp_ip", "http-failure", "http-diff"}

    def test_sums(self, ask: Ask, small: World, whole: dict[str, str]) -> None:
        """Without axes there is one object. Without a country, tests of other countries count too."""
        said = ask(AGGREGATION, **whole).value["result"]
        assert said["measurement_count"] == len(at_home(small))
        del whole["probe_cc"]
        rows = ask(AGGREGATION, axis_x="probe_cc", **whole).value["result"]
        assert {row["probe_cc"]: row["measurement_count"] for row in rows} == Counter(
            test.run.country for test in small.tests
        )

    def test_filters(self, ask: Ask, small: World, whole: dict[str, str]) -> None:
        """A URL and a domain can be asked for."""
        for name, value in (("input", small.listed[0]), ("domain", urlsplit(small.listed[0]).netloc)):
            said = ask(AGGREGATION, **{name: value}, **whole).value["result"]
            assert said["measurement_count"] == sum(test.url == small.listed[0] for test in at_home(small))

    def test_until(self, ask: Ask, small: World, whole: dict[str, str]) -> None:
        """The last day is not counted."""
        day = small.date(20)
        said = ask(AGGREGATION, axis_x="measurement_start_day", time_grain="day", **whole | {"until": str(day)})
        assert said.value["result"][-1]["measurement_start_day"] == small.date(19).isoformat()

    @pytest.mark.parametrize(
        "case",
        [
            (366, "day", 400),
            (366, "week", 200),
            (365, "day", 200),
            (90, "hour", 400),
            (7, "hour", 200),
            (90, "year", 400),
        ],
    )
    def test_grains(self, ask: Ask, small: World, whole: dict[str, str], case: tuple[int, str, int]) -> None:
        """A day is the grain of a year at most, and an hour that of a week."""
        days, grain, status = case
        whole["until"] = (small.since + dt.timedelta(days)).isoformat()
        said = ask(AGGREGATION, axis_x="measurement_start_day", time_grain=grain, **whole)
        assert said.status == status
        assert ("msg" in said.value) == (status == 400)

    def test_a_network_is_named_with_as(self, ask: Ask, whole: dict[str, str]) -> None:
        """A plain number is refused."""
        assert ask(AGGREGATION, probe_asn=VIETTEL, **whole).status == 400


class TestScores:
    """`/api/v1/aggregation/analysis`."""

    def test_counts(self, ask: Ask, small: World, whole: dict[str, str]) -> None:
        """Each group has its number of tests under `results`, and the network that was asked for."""
        axes = {"axis_x": "domain", "axis_y": "measurement_start_day"}
        said = ask(names.ANALYSIS, probe_asn=f"AS{VIETTEL}", **axes, **whole).value
        expected = Counter(
            (urlsplit(test.url).netloc, f"{small.date(test.run.day)}T00:00:00Z")
            for test in at_home(small)
            if test.run.asn == VIETTEL
        )
        assert {(row["domain"], row["measurement_start_day"]): row["count"] for row in said["results"]} == expected
        assert {row["probe_asn"] for row in said["results"]} == {VIETTEL}
        assert "result" not in said

    def test_numbers(self, ask: Ask, small: World, whole: dict[str, str]) -> None:
        """Scores are numbers from 0 to 1, or null where nothing was judged."""
        rows = ask(names.ANALYSIS, axis_x="input", axis_y="probe_asn", **whole).value["results"]
        scores = [
            row["loni"][f"{layer}_{state}"]
            for row in rows
            for layer in ("dns", "tcp", "tls")
            for state in ("blocked", "down", "ok")
        ]
        assert None in scores
        assert all(value is None or 0 <= value <= 1 for value in scores)
        assert len({row["input"] for row in rows}) >= len(small.listed)

    def test_down(self, ask: Ask, small: World, whole: dict[str, str]) -> None:
        """A site that is dead all the time is down for the country, and others are not."""
        rows = ask(names.ANALYSIS, axis_x="input", **whole).value["results"]
        down = {row["input"]: max(row["loni"][f"{layer}_down"] or 0 for layer in ("dns", "tcp", "tls")) for row in rows}
        dead = {url for truth in small.truths if truth.kind == "dead" for url in truth.urls}
        erring = {url for truth in small.truths if truth.kind.startswith("erring") for url in truth.urls}
        assert all(down[url] >= 0.7 for url in dead)
        live = [value for url, value in down.items() if url not in dead | erring]
        assert sum(value < 0.7 for value in live) > 0.9 * len(live)

    def test_until(self, ask: Ask, small: World, whole: dict[str, str]) -> None:
        """A test at midnight of the last day counts, and a later one on that day does not."""
        midnight = next(test for test in at_home(small) if test.second == 0 and test.run.day > 3)
        day = small.date(midnight.run.day)
        said = ask(names.ANALYSIS, **whole | {"since": str(day), "until": str(day)}).value["results"]
        expected = sum(test.second == 0 and test.run.day == midnight.run.day for test in at_home(small))
        assert sum(row["count"] for row in said) == expected > 0

    def test_links(self, ask: Ask, whole: dict[str, str]) -> None:
        """A question about a link is an error of the server."""
        assert ask(names.ANALYSIS, ooni_run_link_id=10000, **whole).status == 500

    @pytest.mark.parametrize("params", [{"axis_x": "blocking_type"}, {"time_grain": "decade"}, {"probe_asn": "ASx"}])
    def test_refused(self, ask: Ask, whole: dict[str, str], params: dict[str, str]) -> None:
        """What the service does not know is refused, with the name of the parameter."""
        said = ask(names.ANALYSIS, **params, **whole)
        assert said.status == 422
        assert said.value["detail"][0]["loc"] == ["query", *params]


class TestRows:
    """`/api/v1/analysis`."""

    def test_pages(self, ask: Ask, small: World, whole: dict[str, str]) -> None:
        """Pages of a hundred have all tests once, the newest first, and no number of pages."""
        asked = whole | {"since": small.date(40).isoformat(), "until": small.date(44).isoformat()}
        seen: list[dict[str, Any]] = []
        while True:
            said = ask(names.ROWS, offset=len(seen), probe_asn=VIETTEL, **asked).value
            assert said["metadata"]["count"] == said["metadata"]["pages"] == -1
            seen += said["results"]
            if len(said["results"]) < 100:
                break
        expected = [
            test
            for test in at_home(small)
            if test.run.asn == VIETTEL and (40 <= test.run.day < 44 or (test.run.day == 44 and test.second == 0))
        ]
        assert len(seen) == len(expected) > 100
        assert len({row["measurement_uid"] for row in seen}) == len(seen)
        times = [row["measurement_start_time"] for row in seen]
        assert times == sorted(times, reverse=True)
        assert Counter(row["resolver_asn"] for row in seen) == Counter(test.run.resolver for test in expected)

    def test_no_filter_by_url(self, ask: Ask, small: World, whole: dict[str, str]) -> None:
        """A URL or a domain is not looked at, and `limit` may be larger if the service allows that."""
        site = urlsplit(small.listed[0]).netloc
        rows = ask(names.ROWS, input=small.listed[0], domain=site, limit=500, **whole).value["results"]
        assert len(rows) == 500
        assert len({row["input"] for row in rows}) > 1

    def test_most_rows(self, ask: Ask, served: Service, whole: dict[str, str]) -> None:
        """A service may give fewer rows than were asked for."""
        served.most_rows = 50
        assert len(ask(names.ROWS, limit=500, **whole).value["results"]) == 50

    def test_rules(self, ask: Ask, whole: dict[str, str]) -> None:
        """Rows have the rule of each layer and the version of the probe."""
        rows = ask(names.ROWS, limit=2000, **whole).value["results"]
        assert {"dns_system_answer_unmatched"} < {row["top_dns_rule_id"] for row in rows}
        assert {"no_tls_data", "certificate_valid"} < {row["top_tls_rule_id"] for row in rows}
        assert all(row["software_version"].startswith("5.") for row in rows)


class TestObservations:
    """`/api/v1/aggregation/observations`, with that of the control."""

    def test_failures(self, ask: Ask, small: World, whole: dict[str, str]) -> None:
        """Failures of the DNS tell the provider's resolver from others. Tests without an address are left out."""
        said = ask(names.OBSERVATIONS, group_by="failure", **whole).value["results"]
        expected: Counter[str] = Counter()
        for test in at_home(small):
            seen, is_first = test.fate.failure, test.run.day == 0 and test.second == 0
            if seen is not None and not is_first:
                whose = "dns_isp." if test.run.is_isp else "dns_other."
                secure = "https." if test.url.startswith("https") else "http."
                expected[seen.replace("dns.", whose).replace("http.", secure)] += 1
        assert {row["failure"]: row["observation_count"] for row in said} == expected
        assert {"none", "dns_isp.dns_nxdomain_error", "dns_other.dns_nxdomain_error"} < set(expected)

    def test_columns(self, ask: Ask, small: World, whole: dict[str, str]) -> None:
        """Each filter is a column as well, and may be given several times."""
        hosts = [urlsplit(url).hostname for url in small.listed[:2]]
        asked = {"group_by": ["timestamp", "failure"], "hostname": hosts, "probe_asn": [VIETTEL, 45498]}
        rows = ask(names.OBSERVATIONS, **asked, **whole).value["results"]
        assert {row["hostname"] for row in rows} == set(hosts)
        assert {row["probe_asn"] for row in rows} == {VIETTEL, 45498}
        assert all(row["timestamp"].endswith("T00:00:00Z") for row in rows)

    def test_dates(self, ask: Ask, small: World, whole: dict[str, str]) -> None:
        """Both dates are exclusive: tests at midnight of either do not count."""
        midnight = next(test for test in at_home(small) if test.second == 0 and test.run.day > 3)
        first, last = small.date(midnight.run.day), small.date(midnight.run.day + 1)
        asked = whole | {"since": str(first), "until": str(last), "group_by": "probe_cc"}
        rows = ask(names.OBSERVATIONS, **asked).value["results"]
        of_day = [test for test in at_home(small) if test.run.day == midnight.run.day]
        assert rows[0]["observation_count"] == sum(test.second > 0 for test in of_day) < len(of_day)

    def test_a_network_is_a_number(self, ask: Ask, whole: dict[str, str]) -> None:
        """A network that is written with AS gives 422."""
        assert ask(names.OBSERVATIONS, probe_asn=f"AS{VIETTEL}", **whole).status == 422

    def test_resolvers(self, ask: Ask, small: World, whole: dict[str, str]) -> None:
        """The filter by resolver is broken: it looks for the number of the probe, and fails without one."""
        assert ask(names.OBSERVATIONS, resolver_asn=15169, **whole).status == 500
        rows = ask(names.OBSERVATIONS, resolver_asn=15169, probe_asn=VIETTEL, group_by="probe_cc", **whole).value
        isp = sum(
            test.run.asn == VIETTEL and test.run.is_isp and (test.run.day, test.second) > (0, 0) for test in small.tests
        )
        assert rows["results"][0]["observation_count"] == isp

    def test_control(self, ask: Ask, small: World, whole: dict[str, str]) -> None:
        """The control finds no dead name, and finds live ones. Its rows have no time."""
        dead = next(
            truth
            for truth in small.truths
            if truth.kind == "dead" and truth.start is None and "name" in named(small, truth.urls)
        )
        guilty = {url for truth in small.truths if truth.kind not in {"evening", "wave"} for url in truth.urls}
        clean = next(url for url in small.listed if url not in guilty)
        hosts = [urlsplit(url).hostname for url in (dead.urls[0], clean)]
        rows = ask(names.CONTROL, hostname=hosts, **whole).value["results"]
        by_host = {row["hostname"]: row for row in rows}
        assert by_host[hosts[0]]["dns_nxdomain_count"] > 100
        assert by_host[hosts[0]]["dns_success_count"] == 0
        assert by_host[hosts[1]]["dns_nxdomain_count"] == 0
        assert max(row["tcp_success_count"] for row in rows if row["hostname"] == hosts[1]) > 100
        assert not any("day" in name or "time" in name for row in rows for name in row)

    def test_control_errs(self, ask: Ask, small: World, whole: dict[str, str]) -> None:
        """On the days on which it errs, the control finds no name of a live site."""
        truth = next(truth for truth in small.truths if truth.kind == "erring-live")
        assert truth.start
        assert truth.end
        host = urlsplit(truth.urls[0]).hostname
        asked = whole | {"since": str(truth.start), "until": str(truth.end + dt.timedelta(1))}
        rows = ask(names.CONTROL, hostname=host, **asked).value["results"]
        assert all(row["dns_nxdomain_count"] > 0 for row in rows)
        before = ask(names.CONTROL, hostname=host, **whole | {"until": str(truth.start)}).value["results"]
        assert all(row["dns_nxdomain_count"] == 0 for row in before)

    def test_control_needs_a_host(self, ask: Ask, whole: dict[str, str]) -> None:
        """Without a host the control is not asked."""
        assert ask(names.CONTROL, **whole).status == 422

    def test_changes(self, ask: Ask, served: Service, small: World, whole: dict[str, str]) -> None:
        """OONI's detector tells of changes, of the few hosts that it watches."""
        assert ask(names.CHANGES, **whole).value == {"results": []}
        truth = next(truth for truth in small.truths if truth.is_block and truth.start)
        host = urlsplit(truth.urls[-1]).netloc
        served.watched = {host}
        rows = ask(names.CHANGES, domain=host, **whole).value["results"]
        assert {row["domain"] for row in rows} == {host}
        assert "up" in {row["change_dir"] for row in rows}
        assert ask(names.CHANGES, domain="example.org", **whole).value == {"results": []}


def named(small: World, urls: tuple[str, ...]) -> str:
    """Return the names of what tests of a site saw."""
    return " ".join({test.fate.name for test in small.tests if test.url in urls and "dead" in test.fate.name})


class TestService:
    """The service as a whole."""

    @pytest.mark.parametrize("path", MORE)
    @pytest.mark.parametrize("how", ["404", "500", "empty"])
    def test_missing(self, ask: Ask, served: Service, whole: dict[str, str], path: str, how: Broken) -> None:
        """Each of the newer endpoints may be missing, fail or have nothing. The plain counts go on."""
        served.broken[path] = how
        status = 200 if how == "empty" else int(how)
        said = ask(path, hostname="example.com", **whole)
        assert said.status == status
        assert status != 200 or said.value["results"] == []
        assert ask(AGGREGATION, **whole).value["result"]["measurement_count"] > 0

    def test_all_missing(self, ask: Ask, served: Service, whole: dict[str, str]) -> None:
        """An old service lacks them all."""
        served.break_all("404")
        assert {ask(path, **whole).status for path in MORE} == {404}

    def test_quota(self, ask: Ask, served: Service, whole: dict[str, str]) -> None:
        """Each request leaves less of the quota, and after it there is a 429."""
        served.quota = 2
        left = [ask(names.CHANGES, **whole) for _ in range(3)]
        assert [said.headers.get("X-RateLimit-Remaining") for said in left[:2]] == ["1", "0"]
        assert left[2].status == 429
        assert left[2].value == {"error": "quota exceeded"}
        assert served.requests == 3

    def test_today(self, ask: Ask, served: Service, small: World, whole: dict[str, str]) -> None:
        """On a day the service has only what was uploaded by then, from all endpoints."""
        whole["until"] = small.date(50).isoformat()
        full = [counted_in(ask, whole) for _ in range(2)]
        served.today = small.date(50)
        early = counted_in(ask, whole)
        assert full[0] == full[1]
        assert all(some < all_ for some, all_ in zip(early, full[0], strict=True))
        served.today = None
        assert counted_in(ask, whole) == full[0]

    def test_names(self, ask: Ask, small: World) -> None:
        """Networks have their names."""
        rows = ask(names.NETWORKS).value["results"]
        assert {row["probe_asn"] for row in rows} == {test.run.asn for test in small.tests}

    def test_fetch(self, served: Service, small: World, run: Run, project: object) -> None:
        """The program fetches the world as it fetches OONI's service."""
        del project
        rows = "".join(f'"{url}",NEWS,News Media,2024-01-31,x,\n' for url in small.listed)
        folder = Path("lists")
        folder.mkdir()
        (folder / "kh.csv").write_text(HEADER_LINE + rows, "utf-8")
        since, until = small.since.isoformat(), small.until.isoformat()
        ended = run("evidence", "fetch", "--since", since, "--until", until, "--api", served.root)
        assert ended.code == 0, ended.err
        shown = json.loads(run("evidence", "show", "--format", "json").out)["entries"]
        expected = Counter(test.url for test in at_home(small))
        assert {entry["url"]: entry["measurements"] for entry in shown} == {url: expected[url] for url in small.listed}


def counted_in(ask: Ask, whole: dict[str, str]) -> tuple[int, int]:
    """Return how many tests the plain counts have, and how many the scores."""
    scores = ask(names.ANALYSIS, axis_x="probe_cc", **whole).value["results"]
    return ask(AGGREGATION, **whole).value["result"]["measurement_count"], sum(row["count"] for row in scores)
