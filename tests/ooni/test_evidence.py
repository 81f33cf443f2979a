"""`evidence` over the made-up quarter: every number is the truth, and no request is made twice."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from kh_testlist.ooni.period import last_three_months
from kh_testlist.urls import equivalence_key
from tests.commands.conftest import Run
from tests.ooni.stub.server import Stub, serving
from tests.ooni.stub.world import ASNS, NAMES, World, truth, year
from tests.samples import HEADER_LINE

KEYS = (
    "measurements",
    "ok",
    "anomaly",
    "confirmed",
    "failure",
    "blocking_types",
    "first_blocked",
    "last_blocked",
    "status",
)


def entries(run: Run, *options: str) -> dict[str, Any]:
    """What `evidence show` says, by URL or domain."""
    ran = run("evidence", "show", "--format", "json", *options)
    assert ran.code == 0, ran.err
    report = json.loads(ran.out)
    assert report["version"] == 1
    return {entry.get("url", entry.get("domain")): entry for entry in report["entries"]}


def plain(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry without what the truth does not have."""
    left_out = {"name", "weighted", "state"}
    networks = [{key: value for key, value in one.items() if key not in left_out} for one in entry["networks"]]
    return {**{key: entry[key] for key in KEYS}, "networks": networks, "status": whole_status(entry)}


def whole_status(entry: dict[str, Any]) -> str:
    """The status over the whole period, which the truth knows. Episodes and a doubt at the end only weaken an `ok`."""
    blocked = [one for one in entry["networks"] if one["blocked"]]
    if blocked:
        found = "blocked-confirmed" if any(one["confirmed"] for one in blocked) else "blocked-likely"
    elif any(one["measurements"] >= 6 for one in entry["networks"]):
        found = "ok"
    else:
        found = "inconclusive" if entry["measurements"] else "not-measured"
    weaker = {"blocked-in-part", "inconclusive"} if found in {"ok", "inconclusive"} else set()
    assert entry["status"] in {found} | weaker
    if found == "ok" and not entry["episodes"]:
        assert entry["status"] != "blocked-in-part"
    return found


def own_sites(world: World) -> dict[str, set[str]]:
    """The rows, each with the URL that it had before."""
    return {url: {url} | ({world.earlier[url]} if url in world.earlier else set()) for url in world.listed}


class TestTruth:
    """The numbers."""

    def test_every_row(self, fetch: Run, run: Run, world: World) -> None:
        """Of each row all counts, networks, methods, days and the status are true; the order is that of the list."""
        assert fetch().code == 0
        found = entries(run)
        expected = truth(world, own_sites(world))
        assert list(found) == list(world.listed)
        assert {url: plain(entry) for url, entry in found.items()} == expected
        assert {entry["status"] for entry in found.values()} == {
            "blocked-in-part", "ok", "blocked-confirmed", "blocked-likely", "inconclusive", "not-measured",
        }  # fmt: skip
        assert {one["asn"]: one["name"] for entry in found.values() for one in entry["networks"]} == NAMES

    def test_the_country(self, fetch: Run, run: Run, world: World) -> None:
        """With `--scope country` it is everything that was measured, by URL and by domain."""
        assert fetch("--scope", "country").code == 0
        measured = {seen.url for seen in world.measurements}
        found = entries(run)
        assert {url: plain(entry) for url, entry in found.items()} == truth(world, {url: {url} for url in measured})
        domains: dict[str, set[str]] = {}
        for url in measured:
            domains.setdefault(url.split("/")[2], set()).add(url)
        assert entries(run, "--scope", "list").keys() == set(world.listed)
        found = entries(run, "--by", "domain")
        assert {url: plain(entry) for url, entry in found.items()} == truth(world, domains)

    def test_equivalents_when_asked(self, fetch: Run, run: Run, world: World) -> None:
        """Equivalent URLs are joined only when asked; then they are one entry."""
        assert fetch().code == 0
        found = entries(run, "--join-equivalent")
        measured = {seen.url for seen in world.measurements} | set(world.listed)
        sites: dict[str, set[str]] = {}
        names: dict[str, str] = {}
        for url, urls in own_sites(world).items():
            key = equivalence_key(url)
            name = names.setdefault(key, url)
            sites.setdefault(name, set()).update(urls, {one for one in measured if equivalence_key(one) == key})
        assert len(sites) < len(world.listed)
        assert {url: plain(entry) for url, entry in found.items()} == truth(world, sites)

    @pytest.mark.parametrize(("since", "until"), [("2025-07-10", "2025-07-13"), ("2025-07-25", "2025-09-03")])
    def test_parts_of_months(self, fetch: Run, run: Run, world: World, since: str, until: str) -> None:
        """A period need not be whole months; a week or less is still counted by days."""
        assert fetch(since=since, until=until).code == 0
        expected = truth(world, own_sites(world), dt.date.fromisoformat(since), dt.date.fromisoformat(until))
        assert {url: plain(entry) for url, entry in entries(run).items()} == expected

    def test_gaps(self, fetch: Run, run: Run, world: World) -> None:
        """The gaps are all pairs of row and network with fewer than six tests, zeros included."""
        assert fetch().code == 0
        ran = run("evidence", "gaps", "--format", "json")
        assert ran.code == 0
        report = json.loads(ran.out)
        expected = []
        seen = Counter((one.url, one.asn) for one in world.measurements)
        for url, urls in own_sites(world).items():
            for asn in ASNS:
                count = sum(seen[one, asn] for one in urls)
                if count < 6:
                    expected.append({"url": url, "asn": asn, "measurements": count})
        assert report["gaps"] == expected
        assert report["untested"] == [url for url in world.listed if "never" in url]
        some = json.loads(run("evidence", "gaps", "--format", "json", "--asn", "AS64500,64504").out)
        assert some["gaps"] == [gap for gap in expected if gap["asn"] in {64500, 64504}]

    def test_one_site(self, fetch: Run, run: Run, world: World) -> None:
        """A URL finds its site in any spelling; what is not there exits 1."""
        assert fetch().code == 0
        assert set(entries(run, "HTTPS://SITE3.example.com")) == {"https://site3.example.com/"}
        assert set(entries(run, "twin.example.com", "https://twin.example.com/")) == {
            "http://twin.example.com/",
            "https://www.twin.example.com/",
        }
        assert set(entries(run, "http://old.example.org")) == {"https://new.example.org/"}
        assert run("evidence", "show", "https://absent.example.com/").code == 1
        assert world.unlisted[0] not in entries(run)


class TestRequests:
    """What the API is asked."""

    def test_few(self, fetch: Run, api: Stub) -> None:
        """A quarter takes few requests, all of them for this country's web tests by the day; and none the next time."""
        assert fetch().code == 0
        asked = api.of("/api/v1/aggregation")
        assert len(asked) <= 3 + 3 + 1 + len(ASNS)
        assert all(one.params["probe_cc"] == "KH" and one.params["test_name"] == "web_connectivity" for one in asked)
        assert all(one.params["time_grain"] == "day" for one in asked)
        assert "Authorization" not in {name for one in api.asked for name in one.headers}
        api.reset()
        assert fetch().code == 0
        assert fetch("--scope", "country", "--by", "domain").code == 0
        assert {one.params.get("axis_y") for one in api.asked} <= {"measurement_start_day"}
        api.reset()
        assert fetch("--scope", "country", "--by", "domain").code == 0
        assert not api.asked

    def test_show_asks_nobody(self, fetch: Run, run: Run, api: Stub) -> None:
        """`show`, `gaps` and `report` read what is there."""
        assert fetch().code == 0
        api.reset()
        for command in (("evidence", "show"), ("evidence", "gaps"), ("report",)):
            for form in ("text", "json", "csv", "markdown"):
                ran = run(*command, "--format", form)
                assert ran.code == 0
                assert ran.out
                assert "\x1b" not in ran.out
        assert not api.asked

    def test_a_longer_period(self, fetch: Run, api: Stub, run: Run, world: World) -> None:
        """Months that are there are not asked for again where a longer period holds them."""
        assert fetch(until="2025-08-01").code == 0
        api.reset()
        assert fetch().code == 0
        networks = [one.params["since"] for one in api.asked if one.params.get("axis_y") == "probe_asn"]
        assert networks == ["2025-08-01", "2025-09-01"]
        assert {url: plain(entry) for url, entry in entries(run).items()} == truth(world, own_sites(world))
        july = entries(run, "--since", "2025-07-01", "--until", "2025-08-01")
        assert {url: plain(one) for url, one in july.items()} == truth(
            world, own_sites(world), until=dt.date(2025, 8, 1)
        )

    def test_again(self, fetch: Run, api: Stub) -> None:
        """`--again` asks for finished months too."""
        assert fetch().code == 0
        before = len(api.of("/api/v1/aggregation"))
        api.reset()
        assert fetch("--again").code == 0
        assert len(api.of("/api/v1/aggregation")) == before


def test_a_year(project: Path, run: Run, socket_enabled: None) -> None:
    """A year of 2,000 rows on 31 networks, with blocks all over, takes at most 60 requests; once more takes none."""
    del socket_enabled
    world = year(rows=2000, asns=31, total=30_000)
    path = project / "lists" / "kh.csv"
    path.parent.mkdir()
    rows = "".join(f"{url},NEWS,News Media,2024-01-31,x,\n" for url in world.listed)
    path.write_text(HEADER_LINE + rows, "utf-8")
    with serving(world) as stub:
        arguments = ("evidence", "fetch", "--since", "2024-07-01", "--until", "2025-07-01", "--api", stub.root)
        assert run(*arguments).code == 0
        assert len([one for one in stub.asked if "probe_asn" in one.params]) > 20
        assert len(stub.asked) <= 60
        stub.reset()
        assert run(*arguments).code == 0
        assert not stub.asked


def test_options_behind_the_command(fetch: Run, run: Run) -> None:
    """The program's options may stand behind `evidence show` as behind any command, and between the two words."""
    assert fetch().code == 0
    assert run("evidence", "show", "--list", "th").code == 3
    assert run("evidence", "--list", "th", "show").code == 3
    assert run("evidence", "show", "-q", "--color", "never").err == ""


def test_the_usual_period(api: Stub, listed: Path, run: Run) -> None:
    """Without days it is the last three whole months; half a period is none."""
    assert listed.exists()
    assert run("evidence", "fetch", "--api", api.root).code == 0
    said = json.loads(run("evidence", "show", "--format", "json").out)
    expected = last_three_months(dt.datetime.now(dt.UTC).date())
    assert (said["since"], said["until"]) == (expected.since.isoformat(), expected.until.isoformat())
    assert run("evidence", "fetch", "--since", "2025-07-01", "--api", api.root).code == 2


class TestNotThere:
    """What was not fetched is not shown."""

    @pytest.mark.parametrize("command", [("evidence", "show"), ("evidence", "gaps")])
    def test_never(self, listed: Path, run: Run, command: tuple[str, ...]) -> None:
        """Nothing fetched: exit 3, and how to fetch."""
        ran = run(*command)
        assert ran.code == 3
        assert ran.out == ""
        assert "evidence fetch" in ran.err
        assert listed.exists()

    def test_another_period(self, fetch: Run, run: Run) -> None:
        """A period that was not fetched is 3, and one of which a part was says which days are missing."""
        assert fetch(until="2025-08-01").code == 0
        assert run("evidence", "show", "--since", "2024-07-01", "--until", "2024-08-01").code == 3
        ran = run("evidence", "show", "--since", "2025-07-01", "--until", "2025-09-01")
        assert (ran.code, ran.out) == (3, "")
        assert "2025-08-01..2025-09-01" in ran.err
        assert run("report", "--since", "2025-07-01", "--until", "2025-09-01").code == 3

    def test_days_to_come(self, fetch: Run, run: Run, api: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
        """Days that were not over are asked for again, and said to be unfinished."""
        from kh_testlist.ooni import fetching

        monkeypatch.setattr(fetching, "now", lambda: dt.datetime(2025, 9, 20, 12, tzinfo=dt.UTC))
        assert fetch().code == 0
        ran = run("evidence", "show", "--format", "json")
        assert json.loads(ran.out)["unfinished_from"] == "2025-09-20"
        assert "2025-09-20" in ran.err
        api.reset()
        assert fetch().code == 0
        assert {one.params["since"] for one in api.asked if one.params.get("axis_y") == "probe_asn"} == {"2025-09-01"}
        assert len(api.asked) <= 3 + len(ASNS)

    @pytest.mark.parametrize(
        "options",
        [
            ("--since", "2025-07-01"),
            ("--since", "2025-07-02", "--until", "2025-07-02"),
            ("--since", "2025-07-02", "--until", "2025-07-01"),
            ("--since", "2025-13-01", "--until", "2025-07-01"),
            ("--cc", "KHM"),
            ("--cc", "k1"),
            ("--api", "http://192.0.2.1/"),
            ("--api", "https://user:secret@example.org/"),
            ("--api", "ftp://example.org/"),
        ],
    )
    def test_misuse(self, listed: Path, run: Run, options: tuple[str, ...]) -> None:
        """What can't be meant is wrong usage."""
        assert listed.exists()
        assert run("evidence", "show", *options).code == 2

    def test_the_global_list_is_no_country(self, listed: Path, run: Run) -> None:
        """The global list needs a country."""
        assert listed.exists()
        assert run("--list", "global", "evidence", "show").code == 2
