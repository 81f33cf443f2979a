"""Episodes in `evidence show`: what is blocked or down at the end, since when, and what may be said of it."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given

from kh_testlist.ooni import words
from kh_testlist.ooni.episode import Episode, Kind, Outage, State, Where
from kh_testlist.ooni.evidence import Evidence, Status
from kh_testlist.ooni.summary import Summary, summarise
from kh_testlist.reports import episodes, period
from kh_testlist.reports import evidence as reports
from kh_testlist.reports.terminal import PLAIN, Screen, columns
from tests.ooni.test_words import EPISODES
from tests.reports.materials import CODES, HOSTILE, NETWORKS, SITES, evidence, material, site

BLOCK = Episode(
    64500, "2026-07-23", None, Kind.DNS, Where.ISP_RESOLVER, 44, 41, 0.99123, "2026-07-21", "2026-07-23",
    last_bad="2026-09-28",
)  # fmt: skip
ENDED = replace(BLOCK, asn=64501, end="2026-08-09", kind=Kind.TLS, where=Where.PATH, last_bad="2026-08-09")
UNKNOWN_START = replace(BLOCK, asn=64502, start=None, last_good=None, first_bad="2026-07-02")
DOWN = replace(BLOCK, kind=Kind.DOWN, where=Where.UNKNOWN)
DEAD = replace(BLOCK, is_dead_name=True, confirmed=41)
CAUSE_UNCLEAR = replace(BLOCK, kind=Kind.UNKNOWN, where=Where.UNKNOWN)


def quarter(*found: tuple[str, State, tuple[Episode, ...]]) -> Evidence:
    """A quarter in which sites have these states and episodes."""
    entries = [
        replace(site(url, 1, tuple(NETWORKS), status=Status.OK), now=now, episodes=spans, status=_status(spans))
        for url, now, spans in found
    ]
    return evidence(entries, NETWORKS)


def _status(spans: tuple[Episode, ...]) -> Status:
    is_block = any(one.kind is not Kind.DOWN and not one.is_dead_name for one in spans)
    return Status.BLOCKED_IN_PART if is_block else Status.OK


ALL = replace(
    quarter(
        (SITES[0], State.BLOCKED, (BLOCK, ENDED, UNKNOWN_START)),
        (SITES[1], State.DOWN, (DOWN,)),
        (SITES[2], State.DOWN, (DEAD,)),
        (SITES[3], State.UNCLEAR, (CAUSE_UNCLEAR,)),
        ("https://open.example.com/", State.OK, ()),
    ),
    outages=(Outage(64501, "2026-08-10", "2026-08-12", 40, 60),),
    notes=("The service does not say how sites failed.",),
    versions={"3.20.0": 12},
)


def test_json() -> None:
    """Each key that others read, with the words of the interface."""
    report = json.loads(reports.json(ALL))
    first = report["entries"][0]
    assert (first["now"], first["status"]) == ("blocked", "blocked-in-part")
    assert first["episodes"][0] == {
        "asn": 64500, "start": "2026-07-23", "end": None, "kind": "dns", "where": "isp-resolver", "measurements": 44,
        "anomalous": 41, "confidence": 0.9912, "last_good": "2026-07-21", "first_bad": "2026-07-23",
        "last_bad": "2026-09-28", "is_dead_name": False, "word": "consistent-with-blocking",
    }  # fmt: skip
    assert [one["word"] for entry in report["entries"][1:] for one in entry["episodes"]] == [
        "down", "dead-name", "not-working",
    ]  # fmt: skip
    assert {one["state"] for one in first["networks"]} == {"unclear"}
    assert report["outages"] == [{"asn": 64501, "start": "2026-08-10", "end": "2026-08-12", "sites": 40, "of": 60}]
    assert report["notes"] == ["The service does not say how sites failed."]
    assert report["versions"] == {"3.20.0": 12}


def test_text() -> None:
    """What lasts comes first, what is dead is not among the blocked, and remarks follow."""
    said = reports.text(ALL, screen=PLAIN)
    titles = [line for line in said.splitlines() if " on 1 network" in line or " on 2 networks" in line]
    assert titles == [
        "Blocked or consistent with blocking at the end of the period: 1 site on 2 networks",
        "Not working at the end of the period, cause unclear: 1 site on 1 network",
        "Down at the end of the period, which is not blocking: 2 sites on 1 network",
        "Failed in the period, and worked again later: 1 site on 1 network",
    ]
    [row] = [line.split() for line in said.splitlines() if line.startswith(SITES[0]) and "AS64500" in line]
    assert row == [
        SITES[0], "AS64500", "2026-07-23", "2026-07-21", "2026-07-23", "41", "44", "dns", "isp-resolver",
        "consistent", "with", "blocking",
    ]  # fmt: skip
    [row] = [line.split() for line in said.splitlines() if line.startswith(SITES[0]) and "AS64502" in line]
    assert row[2:6] == ["not", "known", "none", "2026-07-02"]
    assert "On AS64501, most sites failed at once from 2026-08-10 to 2026-08-12: 40 of 60 on the worst day." in said
    assert "The service does not say how sites failed." in said
    assert "dead name, the provider answers" in said


def test_without_episodes_nothing_changes() -> None:
    """Evidence without episodes has no new part in text or Markdown."""
    bare = quarter((SITES[0], State.NOT_MEASURED, ()))
    for form in (reports.text(bare, screen=PLAIN), reports.markdown(bare)):
        assert "end of the period" not in form
        assert "network |" not in form
    assert list(episodes.markdown(bare)) == []


def test_a_site_with_an_episode_is_shown() -> None:
    """A site without an anomaly in its counts, but with an episode, is not hidden."""
    assert [entry.url for entry in reports.with_signs(ALL)] == list(SITES)


def test_csv() -> None:
    """New columns at the end; the old ones stay where they were."""
    rows = list(csv.reader(io.StringIO(reports.csv(ALL))))
    assert rows[0][-3:] == ["now", "blocked_now_on", "episodes"]
    assert rows[0][:3] == ["url", "status", "measurements"]
    assert rows[1][-3:] == [
        "blocked", "AS64500 AS64502",
        "AS64500:2026-07-23..:dns:isp-resolver AS64501:2026-07-23..2026-08-09:tls:path AS64502:..:dns:isp-resolver",
    ]  # fmt: skip
    assert rows[2][-3:-1] == ["down", ""]


def test_markdown() -> None:
    """The same tables, and nothing raw."""
    said = reports.markdown(ALL)
    assert "| days | last good |" in said
    assert "| since | last good |" in said
    assert "`https://news.example.com/`" in said
    hostile = reports.markdown(quarter(*((bad, State.BLOCKED, (BLOCK,)) for bad in HOSTILE)))
    assert not {"\x1b", "\u202e"} & set(hostile)
    rows = [line for line in hostile.splitlines() if "AS64500" in line]
    assert len(rows) == len(HOSTILE)


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_it_fits(width: int) -> None:
    """Only a line with a URL or a command may be wider than the screen."""
    for line in reports.text(ALL, screen=Screen(width=width)).splitlines():
        assert columns(line) <= width or "https://" in line


@given(EPISODES)
def test_no_claims(episode: Episode) -> None:
    """No form makes a claim that is never made, whatever the episode. Each episode is in one group."""
    found = quarter((SITES[0], State.UNCLEAR, (episode,)))
    assert len(list(episodes.groups(found.entries, "KH"))) == 1
    said = "".join(episodes.text(found, found.entries, PLAIN))
    assert words.claims(said) == ()
    if not words.has_known_start(episode) and episode.end is None:
        assert "not known" in said


def summary(found: Evidence = ALL) -> Summary:
    """The summary of a period with episodes."""
    return summarise(found, dict(zip(SITES, CODES, strict=False)).get, ("GMB",))


REPORT = replace(material(), summary=summary())


class TestReport:
    """The report has the same episodes, in every format."""

    def test_json(self) -> None:
        """Each blocked site has its episodes, and each site is in `episodes`, with what may be said."""
        report = json.loads(period.json(REPORT, lang="en"))
        assert report["blocked"] == []
        assert len(report["episodes"]) == 6
        first = report["episodes"][0]
        assert first["url"] == SITES[0]
        assert first["says"].startswith("On AS64500, it failed from 2026-07-23 on: 41 of 44 tests until 2026-09-28.")
        assert {one["word"] for one in report["episodes"][-2:]} == {"down", "dead-name"}
        assert report["outages"][0]["asn"] == 64501
        assert report["notes"] == ["The service does not say how sites failed."]

    def test_down(self) -> None:
        """What was down has its days, over all networks together; what touches is one span."""
        spans = (
            replace(DOWN, asn=1, start="2026-07-05", end="2026-07-09"),
            replace(DOWN, asn=2, start="2026-07-08", end="2026-07-12"),
            replace(DOWN, asn=3, start="2026-07-13", end="2026-07-13"),
            replace(DOWN, asn=1, start="2026-09-29", end=None),
            replace(BLOCK, start="2026-07-20", end=None),
        )
        report = json.loads(
            period.json(replace(REPORT, summary=summary(quarter((SITES[1], State.OK, spans)))), lang="en")
        )
        assert report["not_accessible"][0]["down"] == [
            {"since": "2026-07-05", "until": "2026-07-13", "days": 9},
            {"since": "2026-09-29", "until": "2026-09-30", "days": 2},
        ]
        assert report["not_accessible"][0]["days_down"] == 11

    def test_csv_and_text(self) -> None:
        """The tables have the episodes."""
        rows = list(csv.reader(io.StringIO(period.csv(REPORT, lang="en"))))
        assert sum(row[0] == "episodes" for row in rows) == 6
        said = period.text(REPORT, lang="en", screen=PLAIN)
        assert "What was blocked when" in said
        assert words.claims(said) == ()

    @pytest.mark.parametrize("lang", ["en", "km"])
    def test_pages(self, lang: str) -> None:
        """The section has each site and its days, in both languages, and makes no claim that is never made."""
        for said in (period.html(REPORT, lang=lang), period.markdown(REPORT, lang=lang)):
            for one in SITES:
                assert one in said
            assert "AS64500" in said
        if lang == "en":
            said = period.markdown(REPORT, lang=lang)
            assert "## What was blocked when" in said
            assert "another resolver on the network gave the right answer" in said
            assert "the name is dead; the provider answers in its place" in said
            section = said.partition("## What was blocked when")[2].partition("\n## ")[0]
            assert words.claims(section) == ()

    def test_without_episodes(self) -> None:
        """The section says that none were found, and never that nothing is blocked."""
        said = period.markdown(material(), lang="en")
        assert "No days of blocking were found" in said

    def test_where_people_do_not_live(self) -> None:
        """VPN carriers and a ministry's network have their own table; networks of one operator follow each other."""
        known: dict[int, str | None] = {45498: "Smart", 9009: "M247", 38623: "Viettel", 132599: None, 38600: "Smart"}
        found = evidence([site(url, 1, tuple(known)) for url in SITES], known)
        made = replace(REPORT, summary=summary(found))
        report = json.loads(period.json(made, lang="en"))
        uses = {row["asn"]: row["use"] for row in report["by_network"]}
        assert uses == {45498: "access", 9009: "vpn", 38623: "access", 132599: "state", 38600: "access"}
        said = period.markdown(made, lang="en")
        people, _, others = said.partition("networks where people do not live")
        tables = people.partition("**By network**")[2], others.partition("**By method")[0]
        assert "AS9009" not in tables[0]
        assert r"AS9009 M247\: VPN carrier" in tables[1]
        assert r"AS132599 MPTC\: a ministry's network" in tables[1]
        rows = [line for line in tables[0].splitlines() if line.startswith("| AS")]
        places = [place for place, line in enumerate(rows) if "AS45498" in line or "AS38600" in line]
        assert places[1] - places[0] == 1


def test_a_dead_site_is_not_asked_for() -> None:
    """It stays among the blocked, because iMAP counts it, but nobody is asked to unblock it."""
    entries = [
        replace(site(url, 1, (64500,), status=Status.BLOCKED_CONFIRMED), episodes=(one,), now=State.DOWN)
        for url, one in zip(SITES[:2], (DEAD, BLOCK), strict=True)
    ]
    made = replace(REPORT, summary=summary(evidence(entries, NETWORKS)))
    report = json.loads(period.json(made, lang="en"))
    assert [(one["is_dead"], one["ask_to_unblock"]) for one in report["blocked"]] == [(True, False), (False, True)]
    said = period.markdown(made, lang="en")
    assert "asks to unblock 1 website" in said
    assert "Of the websites that count as blocked, 1 are dead" in said
