"""`report` over the made-up quarter: every table is the truth."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Run
from tests.ooni.stub.server import Stub
from tests.ooni.stub.world import ASNS, NAMES, World, truth
from tests.ooni.test_evidence import own_sites

CODES = ("NEWS", "HUMR", "GMB")


def reported(run: Run, *options: str) -> dict[str, Any]:
    """The report in JSON."""
    ran = run("report", "--format", "json", *options)
    assert ran.code == 0, ran.err
    found: dict[str, Any] = json.loads(ran.out)
    return found


class TestTables:
    """The numbers of each table, against sums over the truth of each row."""

    @pytest.fixture
    def report(self, fetch: Run, run: Run) -> dict[str, Any]:
        """The report on the list."""
        assert fetch().code == 0
        return reported(run)

    def test_all(self, report: dict[str, Any], world: World) -> None:
        """Sites, categories, networks, methods."""
        sites = truth(world, own_sites(world))
        code = {url: CODES[number % 3] for number, url in enumerate(world.listed)}
        bad = {url: site for url, site in sites.items() if site["status"].startswith("blocked")}
        assert report["measurements"] == sum(site["measurements"] for site in sites.values())
        assert report["websites_tested"] == sum(site["measurements"] > 0 for site in sites.values())
        assert [one["url"] for one in report["blocked"]] == list(bad)
        for one in report["blocked"]:
            site = bad[one["url"]]
            networks = [network["asn"] for network in site["networks"] if network["blocked"]]
            assert [network["asn"] for network in one["networks"]] == networks
            assert one["category_code"] == code[one["url"]]
            assert set(one["methods"]) == set(site["blocking_types"])
            assert [one[key] for key in ("status", "first_blocked", "last_blocked")] == [
                site[key] for key in ("status", "first_blocked", "last_blocked")
            ]
        for row in report["by_category"]:
            here = {url: site for url, site in sites.items() if code[url] == row["category_code"]}
            assert row["tested"] == sum(site["measurements"] > 0 for site in here.values())
            assert row["measurements"] == sum(site["measurements"] for site in here.values())
            assert row["blocked"] == len(here.keys() & bad.keys())
        assert {row["category_code"] for row in report["by_category"]} == set(CODES)
        for row in report["by_network"]:
            here_too = [
                network for site in sites.values() for network in site["networks"] if network["asn"] == row["asn"]
            ]
            assert row["name"] == NAMES[row["asn"]]
            assert row["tested"] == len(here_too)
            assert row["measurements"] == sum(network["measurements"] for network in here_too)
            assert row["blocked"] == sum(network["blocked"] for network in here_too)
        assert {row["asn"] for row in report["by_network"]} == set(ASNS)
        methods: Counter[str] = Counter()
        for site in sites.values():
            methods.update(site["blocking_types"])
        assert {row["blocking_type"]: row["measurements"] for row in report["by_method"]} == dict(methods)
        for row in report["by_method"]:
            assert row["blocked"] == sum(row["blocking_type"] in site["blocking_types"] for site in bad.values())

    def test_table_1(self, report: dict[str, Any], world: World, run: Run) -> None:
        """By quarter: networks, domains, and the counts; of the list, and of everything in the country."""
        of_list = {url for urls in own_sites(world).values() for url in urls}
        everything = {seen.url for seen in world.measurements}
        for found, urls in ((report, of_list), (reported(run, "--scope", "country"), everything)):
            seen = [one for one in world.measurements if one.url in urls]
            counts = Counter(one.outcome for one in seen)
            expected = {
                "quarter": "2025Q3",
                "asn_count": len({one.asn for one in seen}),
                "domain_count": len({one.url.split("/")[2] for one in seen}),
                **{f"{outcome}_count": counts[outcome] for outcome in ("ok", "anomaly", "confirmed", "failure")},
                "measurement_count": len(seen),
            }
            assert found["by_quarter"] == [expected]
            assert found["total"] == {**expected, "quarter": "total"}

    def test_excluded_categories(self, report: dict[str, Any], run: Run) -> None:
        """They are left out of what is asked for, and said to be; the counts stay."""
        found = reported(run, "--exclude-category", "GMB")
        assert found["excluded_categories"] == ["GMB"]
        assert [one["ask_to_unblock"] for one in found["blocked"]] == [
            one["category_code"] != "GMB" for one in report["blocked"]
        ]
        for key in ("measurements", "by_category", "by_network", "by_method", "by_quarter"):
            assert found[key] == report[key]
        assert "GMB" in run("report", "--exclude-category", "GMB").out.splitlines()[1]

    def test_csv(self, report: dict[str, Any], run: Run) -> None:
        """The CSV has each table, under its name."""
        lines = list(csv.reader(io.StringIO(run("report", "--format", "csv").out)))
        tables = Counter(line[0] for line in lines)
        for name in ("by_quarter", "blocked", "by_category", "by_network", "by_method"):
            rows = len(report[name]) + (name == "by_quarter")
            assert tables[name] == rows
        assert tables["table"] >= 5


class TestBefore:
    """The change against another period."""

    def test_the_month_before(self, fetch: Run, run: Run, world: World) -> None:
        """By default the period just before, if it was fetched; otherwise the one that is named."""
        assert fetch().code == 0
        found = reported(run, "--since", "2025-08-01", "--until", "2025-09-01")
        import datetime as dt

        months = [
            truth(world, own_sites(world), dt.date(2025, month, 1), dt.date(2025, month + 1, 1)) for month in (7, 8)
        ]
        then, now = ({url for url, site in one.items() if site["status"].startswith("blocked")} for one in months)
        assert found["previous"] == {
            "since": "2025-07-01",
            "until": "2025-08-01",
            "measurements": sum(site["measurements"] for site in months[0].values()),
            "websites_tested": sum(site["measurements"] > 0 for site in months[0].values()),
            "blocked": len(then),
            "newly_blocked": sorted(now - then),
            "no_longer_blocked": sorted(then - now),
        }
        named = reported(run, "--since", "2025-08-01", "--until", "2025-09-01", "--previous", "2025-07-01..2025-08-01")
        assert named == found
        without = reported(run, "--since", "2025-08-01", "--until", "2025-09-01", "--previous", "none")
        assert without["previous"] is None

    def test_not_there(self, fetch: Run, run: Run) -> None:
        """A period that was named must be there; one that was not may be missing."""
        assert fetch().code == 0
        assert reported(run)["previous"] is None
        assert run("report", "--previous", "2024-07-01..2024-10-01").code == 3
        for wrong in ("yesterday", "2025Q5", "2025-07-01", "1999Q1", "2025-07-01..", "9999Q4"):
            assert run("report", "--previous", wrong).code == 2
        itself = reported(run, "--previous", "2025q3")["previous"]
        assert (itself["since"], itself["newly_blocked"], itself["no_longer_blocked"]) == ("2025-07-01", [], [])


def test_never_fetched(listed: Path, run: Run) -> None:
    """Nothing fetched: the report says so, with null and not with zero, and exits 0."""
    assert listed.exists()
    found = reported(run)
    assert found["evidence"] is None
    for key in ("measurements", "websites_tested", "blocked", "not_accessible", "by_quarter", "by_network"):
        assert found[key] is None
    for form, said in (("text", "never fetched"), ("markdown", "not fetched for this period")):
        ran = run("report", "--format", form)
        assert ran.code == 0
        assert said in ran.out


def test_a_category_by_domain(fetch: Run, run: Run, api: Stub) -> None:
    """By domain, a category is that of the first row on it; what is on no list has none."""
    assert fetch("--scope", "country", "--by", "domain").code == 0
    api.reset()
    found = reported(run, "--scope", "country")
    codes = {row["category_code"] for row in found["by_category"]}
    assert codes == {*CODES, None}
    assert all("domain" in one for one in found["blocked"])
    assert not api.asked


def test_the_forms(fetch: Run, run: Run) -> None:
    """What is written is valid by the types that the schemas are made of, and has no key beside."""
    from pydantic import ConfigDict

    from kh_testlist.records import adapter
    from kh_testlist.reports.evidence import EvidenceReport, GapsReport
    from kh_testlist.reports.period_record import PeriodReport

    forms = ((EvidenceReport, ("evidence", "show")), (GapsReport, ("evidence", "gaps")), (PeriodReport, ("report",)))
    assert fetch().code == 0
    for by in ("url", "domain"):
        assert fetch("--by", by).code == 0
        for form, command in forms:
            ran = run(*command, "--format", "json")
            kind = type(form.__name__, (form,), {"__pydantic_config__": ConfigDict(extra="forbid")})
            read = adapter(kind).validate_json(ran.out, strict=True)
            assert adapter(kind).dump_python(read, mode="json") == json.loads(ran.out)
