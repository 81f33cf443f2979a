"""A whole quarter on upstream's own Cambodian list: synced, checked, measured, decided by two, finished, proposed.

The sites are served on loopback under their own names, at two networks and on two days; OONI's API is the stub.
"""

from __future__ import annotations

import csv
import datetime as dt
import difflib
import io
import json
import time
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import pytest_socket

from kh_testlist import __version__, store
from kh_testlist.review import review_store
from tests.ooni.stub.server import serving
from tests.review import country
from tests.review.desk import EARLIER, LATER, PERIOD, QUARTER, TODAY, Desk
from tests.review.quarter import EXPECTED, LEDGER, YCC, Quarter, checked, decide_all, fates, world
from tests.upstream.git_server import make_upstream


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory, upstream_lists: Path) -> Quarter:
    """The whole of it."""
    begun = time.monotonic()
    folder = tmp_path_factory.mktemp("quarter")
    names = ("kh", "global", "00-LEGEND-new_category_codes")
    hub = make_upstream(folder / "upstream.git")
    hub.commit({f"lists/{name}.csv": (upstream_lists / f"{name}.csv").read_bytes() for name in names})
    desk = Desk(folder)
    pytest_socket.enable_socket()
    try:
        desk.done("sync", "--upstream", str(hub.folder))
        before = desk.list.read_text("utf-8")
        entries = store.read(desk.list).entries
        urls = desk.urls()
        chosen = fates(urls, {entry.url: entry.cells[1] for entry in entries})
        journals = checked(desk, folder, urls, chosen)
        with serving(world(urls, chosen)) as stub:
            days = ("--since", PERIOD.since.isoformat(), "--until", PERIOD.until.isoformat())
            ended = desk.apart("evidence", "fetch", *days, "--api", stub.root)
            assert ended.code == 0, ended.err
    finally:
        pytest_socket.disable_socket(allow_unix_socket=True)
    flagged = (f"{url},{TODAY - dt.timedelta(200)},recheck,advice: flagged: dead,,{EARLIER},\n"
               for name, url in chosen.items() if "flagged" in name)  # fmt: skip
    desk.ledger.write_text(LEDGER + "".join(flagged), "utf-8")
    desk.done("review", "start")
    started = review_store.load(desk.review)
    decide_all(desk, started)
    ended = desk.done("review", "finish")
    return Quarter(desk, before, started, chosen, journals, ended, time.monotonic() - begun)


def test_in_time(quarter: Quarter) -> None:
    """All of it takes under two minutes."""
    assert quarter.seconds < 120


def test_every_row_has_its_facts(quarter: Quarter) -> None:
    """All rows are due, each was seen at both networks on both days, and OONI's word is with each."""
    assert len(quarter.started.rows) == len(quarter.upstream.splitlines()) - 1
    for row in quarter.started.rows:
        assert row.due
        assert {(one.day, one.vantage) for one in row.facts.seen} == {
            (day, network) for day in (EARLIER, LATER) for network in ("first", "second")
        }
        assert row.facts.evidence is not None
        assert row.facts.evidence.measurements == 16


def test_what_it_draws_on(quarter: Quarter) -> None:
    """The review's own file says of each source what it was: days, versions, commits, counts."""
    found = {source.name: source for source in quarter.started.sources}
    assert all(source.has_data for source in found.values())
    assert set(found) >= {"list", "check", "evidence", "audit", "upstream"}
    told = json.loads((quarter.desk.review / "review.json").read_text("utf-8"))
    known = json.loads((quarter.desk.list.parent / "upstream.json").read_text("utf-8"))
    assert (told["version"], told["quarter"], told["started"]) == (1, QUARTER, TODAY.isoformat())
    assert told["program"] == __version__
    assert told["thresholds"]["drop_vantages"] == 2
    text = json.dumps(told["sources"])
    for fact in (str(EARLIER), str(LATER), PERIOD.since.isoformat(), PERIOD.until.isoformat(), known["commit"], "2752"):
        assert fact in text, fact


def test_advice(quarter: Quarter) -> None:
    """What becomes of rows is seen, and advised as the policy has it."""
    found = {row.url: row for row in quarter.started.rows}
    for name, word in EXPECTED.items():
        row = found[quarter.chosen[name]]
        assert row.advice.word == word, (name, row)
    assert found[YCC].advice.word == "keep-blocked"
    assert "found blocked" in found[YCC].advice.reasons[0]
    assert found[quarter.chosen["moved"]].advice.new_url == country.NEW_HOME
    drops = {row.url for row in quarter.started.rows if row.advice.word == "drop"}
    assert drops == {quarter.chosen[name] for name, word in EXPECTED.items() if word == "drop"}


def test_every_row_ends_with_a_decision(quarter: Quarter) -> None:
    """Nothing is left, and the ledger has one new record for each row, with the next day to look."""
    status = quarter.desk.status()
    assert (status["undecided"], status["decided"]) == (0, status["due"])
    assert sum(one["due"] for one in status["by_category"]) == len(quarter.started.rows)
    records = [one for one in quarter.desk.decisions() if one.last_reviewed == TODAY.isoformat()]
    assert len(records) == len(quarter.started.rows)
    assert {one.previous_url or one.url for one in records} == {row.url for row in quarter.started.rows}
    advice = {row.url: row.advice.word for row in quarter.started.rows}
    for one in records:
        assert one.decision == advice[one.previous_url or one.url]
        assert one.reason
        assert one.evidence.startswith("https://explorer.ooni.org/")
        assert bool(one.next_due) is (one.decision != "drop")
        assert not one.next_due or one.next_due > one.last_reviewed


def test_the_list_is_sound(quarter: Quarter) -> None:
    """It validates, and only the rows that were decided to change have changed, byte for byte."""
    assert quarter.desk.run("validate").code == 0
    advice = {row.url: row.advice for row in quarter.started.rows}
    changed = {url for url, said in advice.items() if said.word in {"drop", "replace", "recategorise"}}
    after = quarter.desk.list.read_text("utf-8")
    delta = [line for line in difflib.ndiff(quarter.upstream.splitlines(), after.splitlines()) if line[0] in "+-"]
    assert {line[2:].split(",")[0].strip('"') for line in delta if line[0] == "-"} == changed
    kept = sum(advice[url].word != "drop" for url in changed)
    assert sum(line[0] == "+" for line in delta) == kept
    rows = {row["url"]: row for row in csv.DictReader(io.StringIO(after, newline=""))}
    old = {row["url"]: row for row in csv.DictReader(io.StringIO(quarter.upstream, newline=""))}
    new = rows[country.NEW_HOME]
    assert {**new, "url": quarter.chosen["moved"]} == old[quarter.chosen["moved"]]
    for url, said in advice.items():
        if said.word == "recategorise":
            assert rows[url]["category_code"] == said.new_category


def test_the_difference_to_upstream_is_minimal(quarter: Quarter) -> None:
    """`diff` has the rows that were decided to change, and no other."""
    found = json.loads(quarter.desk.done("diff", "--format", "json").out)
    words = {row.url: row.advice.word for row in quarter.started.rows}
    assert [row["url"] for row in found["removed"]] == [url for url, word in words.items() if word == "drop"]
    assert {one["url"] for one in found["changed"]} == {
        url for url, word in words.items() if word in {"replace", "recategorise"}
    }
    assert found["added"] == []


def test_what_is_proposed_cites_the_evidence(quarter: Quarter) -> None:
    """The pull request has each changed row with its reason, its evidence, and where and when it was last seen."""
    journals = [word for path in quarter.journals for word in ("--journal", str(path))]
    body = quarter.desk.done("pr", "--dry-run", *journals).out
    changed = [row for row in quarter.started.rows if row.advice.word in {"drop", "replace", "recategorise"}]
    assert changed
    for row in changed:
        [line] = [
            line
            for line in body.splitlines()
            if line.startswith("| ") and f"| `{row.url}`" in line and "measurements](" in line
        ]
        assert "as advised" in line.replace("\\", "")
        assert "evidence: " in line
        assert "https://explorer.ooni.org/" in line
        assert f"{LATER}" in line.replace("\\", "")


def test_the_way_on_is_said(quarter: Quarter) -> None:
    """`finish` says which command comes next; running it again changes nothing."""
    assert "kh-testlist pr" in quarter.ended.out + quarter.ended.err
    before = {path: path.read_bytes() for path in quarter.desk.project.rglob("*") if path.is_file()}
    again = quarter.desk.run("review", "finish")
    assert again.code in {0, 1}
    assert {path: path.read_bytes() for path in quarter.desk.project.rglob("*") if path.is_file()} == before


class Page(HTMLParser):
    """What a reader of a page sees, and in which language."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.lang = ""
        self.headings: list[str] = []
        self.words: list[str] = []
        self._in: str | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note it."""
        if tag == "html":
            self.lang = dict(attrs).get("lang") or ""
        self._in = tag
        if tag in {"h1", "h2", "h3"}:
            self.headings.append(tag)

    def handle_data(self, data: str) -> None:
        """Note it."""
        if self._in != "style":
            self.words.append(data)


def test_reports(quarter: Quarter) -> None:
    """Both languages and Markdown: what is blocked, what changed and why."""
    blocked = [quarter.chosen[name] for name in quarter.chosen if name.startswith("blocked")]
    pages: dict[str, Any] = {}
    for name, lang in (("report.html", "en"), ("report.km.html", "km")):
        page = Page((quarter.desk.review / name).read_text("utf-8"))
        assert page.lang == lang
        assert page.headings.count("h1") == 1
        assert page.headings.count("h2") >= 6
        pages[name] = "".join(page.words)
    told = (quarter.desk.review / "report.md").read_text("utf-8")
    for text in (*pages.values(), told):
        for url in blocked:
            assert urlsplit(url).hostname in text
        for name in ("dead and flagged", "parked and flagged", "moved"):
            assert urlsplit(quarter.chosen[name]).hostname in text, name
        assert "as advised" in text.replace("\\", "")
    assert any("\u1780" <= letter <= "\u17ff" for letter in pages["report.km.html"])


def test_the_next_quarter_starts_from_it(quarter: Quarter) -> None:
    """What was kept is not due again at once, what was flagged is; and a flag of this quarter drops nothing in it."""
    words = {one.url: one.decision for one in quarter.desk.decisions()}
    year, number = TODAY.year + (TODAY.month + 2) // 12, (TODAY.month + 2) // 3 % 4 + 1
    quarter.desk.done("review", "start", "--quarter", f"{year}Q{number}")
    following = review_store.load(quarter.desk.project / "reviews" / f"{year}Q{number}")
    due = {row.url: row for row in following.due}
    assert quarter.chosen["dead"] in due
    assert due[quarter.chosen["dead"]].advice.word == "drop", "flagged a quarter ago, and still dead"
    still = [row for row in following.rows if row.advice.word == "keep" and words.get(row.url) == "keep"]
    assert not [row.url for row in still if row.due]
    assert quarter.chosen["blocked, dead"] not in [row.url for row in following.due if row.advice.word == "drop"]
