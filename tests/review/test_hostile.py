"""What lists, ledgers, journals and evidence bring along is text, wherever it comes out."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import re
import select
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from kh_testlist.ooni.evidence import Counts
from kh_testlist.review import review_store
from tests.hostile import processes
from tests.hostile.processes import HARMFUL, assert_one_error
from tests.review.damage import COMMANDS, DEEP
from tests.review.desk import EARLIER, LATER, Desk, record, write_journal
from tests.review.inert import PAYLOADS, Tags, assert_inert, assert_plain_cells, assert_plain_markdown
from tests.samples import record as csv_record

NAMES: Final = ("up", "dead", "moved", "blocked", "doubt", "kept", "gone", "taken")
FORMATS: Final = ("text", "json", "csv", "markdown", "html")
LANGUAGES: Final = ("en", "km")


def site(name: str, payload: str) -> str:
    """A URL with a payload in its path, as a list can have it."""
    return f"https://{name}.example.com/{payload}".replace(" ", "%20").replace("\n", "%0A")


def filled(desk: Desk, payload: str) -> None:
    """Put `payload` wherever text comes from: list, ledger, journal, evidence."""
    # Characters that no record of a list may hold in its URL would be an error of the list; the rest may be there.
    in_url = re.sub(r"[\x00-\x20\x7f-\xa0\"<>\\^`{|}\u061c\u200f\u202a-\u202e\u2066-\u2069\ufeff]", "", payload)
    urls = {name: site(name, in_url) for name in NAMES}
    desk.put(
        *(
            csv_record(
                [url, "NEWS", "News Media", "2024-01-31", payload, f"keep: {payload}" if name == "kept" else payload]
            )
            for name, url in urls.items()
        )
    )
    lines = ["url,last_reviewed,decision,reason,evidence,next_due,previous_url"]
    lines += [csv_record([url, "2025-01-31", "recheck", payload, payload, payload, payload]) for url in urls.values()]
    lines.append(csv_record([payload] * 7))
    desk.ledger.write_text("\n".join(lines) + "\n", "utf-8", newline="")
    verdicts = {
        "dead": "down",
        "moved": "moved",
        "kept": "down",
        "gone": "gone",
        "blocked": "possibly-blocked",
        "taken": "taken-over",
    }
    for day in (EARLIER, LATER):
        for vantage in ("isp1", payload):
            seen = [
                record(
                    url, verdicts.get(name, "up"), day=day, vantage=vantage, title=payload, signals=[payload],
                    final_url=f"https://new.example.org/{in_url}" if name == "moved" else url,
                    failure=payload if name == "dead" else None,
                )
                for name, url in urls.items()
            ]  # fmt: skip
            number = sum(1 for _ in desk.checks.glob("*")) if desk.checks.exists() else 0
            write_journal(desk.checks / f"{number}.jsonl", seen, vantage)
    desk.measured(
        {
            url: {64500: Counts(ok=3, anomaly=2, confirmed=9), 64501: Counts(ok=20)}
            for url in (urls["blocked"], urls["up"])
        },
        {64500: payload, 64501: "Second"},
    )


@pytest.fixture
def made(desk: Desk) -> Callable[[str], Desk]:
    """A function that gives a desk in which everything says the payload, with a review started."""

    def make(payload: str) -> Desk:
        filled(desk, payload)
        desk.done("review", "start", "--all")
        return desk

    return make


@pytest.mark.parametrize("name", PAYLOADS)
def test_in_everything_that_is_shown(made: Callable[[str], Desk], name: str) -> None:
    """Status, worksheet, decisions, reports in all formats and both languages: to a terminal, a page or a sheet."""
    payload = PAYLOADS[name]
    desk = made(payload)
    for form in ("text", "json", "markdown"):
        said = desk.done("review", "status", "--format", form).out
        if form == "markdown":
            assert_plain_markdown(said)
    desk.done("review", "worksheet", "--output", "sheet.csv")
    sheet = (desk.project / "sheet.csv").read_text("utf-8-sig")
    assert_plain_cells(sheet)
    assert not HARMFUL.search(sheet.replace("\r\n", "\n"))
    urls = desk.urls()
    assert [line["url"].lstrip("'") for line in csv.DictReader(io.StringIO(sheet, newline=""))] == urls
    desk.run("review", "decide", urls[0], payload.replace("\0", ""), "--reason", "x")
    desk.run("review", "decide", payload, "keep", "--reason", payload)
    for url in urls[1:]:
        desk.done("review", "decide", url, "keep", "--reason", payload)
    desk.done("review", "decide", urls[0], "drop", "--reason", payload)
    desk.done("review", "finish")
    for found in sorted(desk.review.glob("report*")):
        text = found.read_text("utf-8")
        assert not HARMFUL.search(text), found
        (assert_inert if found.suffix == ".html" else assert_plain_markdown)(text)
    for language in LANGUAGES:
        for form in FORMATS:
            ended = desk.run("--lang", language, "report", "--format", form)
            assert ended.code == 0, ended
            checked = {"html": assert_inert, "markdown": assert_plain_markdown, "csv": assert_plain_cells}
            if form in checked:
                checked[form](ended.out)
            elif form == "json":
                json.loads(ended.out)


@pytest.mark.parametrize("name", ["escape", "bidi"])
def test_on_a_terminal(made: Callable[[str], Desk], name: str) -> None:
    """Walked through row by row in a real terminal, with links and help: nothing raw of it gets there."""
    pty = pytest.importorskip("pty", reason="needs pseudo-terminals")
    desk = made(PAYLOADS[name])
    ours, theirs = pty.openpty()
    environ = {**os.environ, **desk.environment, "TERM": "dumb", "NO_COLOR": "1", "COLUMNS": "100"}
    process = subprocess.Popen(
        processes.command("review", "decide"), cwd=desk.project, env=environ, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    told, deadline = b"", time.monotonic() + processes.SECONDS
    with contextlib.suppress(OSError):  # how a terminal says that nobody is at its other end any more
        while time.monotonic() < deadline:
            if select.select([ours], [], [], 0.1)[0]:
                told += os.read(ours, 65_536)
            else:  # it waits for a key: the links of the row, then the next row
                os.write(ours, b"o" if told.count(b"explorer.ooni.org") < len(re.findall(rb"\d of 8 ", told)) else b"s")
    os.close(ours)
    assert process.wait(processes.SECONDS) == 0
    text = told.decode().replace("\r\n", "\n")
    assert text.count("explorer.ooni.org") >= len(NAMES) == 8, text
    found = HARMFUL.search(text)
    assert found is None, text[found.start() - 80 : found.end() + 20]
    assert desk.status()["decided"] == 0


@pytest.mark.parametrize("name", ["script", "attribute", "comment", "percent", "formula", "bidi"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_has_the_same_bones(tmp_path: Path, name: str, language: str) -> None:
    """A report on hostile text has the very tags and attributes of one on harmless text, and shows the text."""
    pages = []
    for number, payload in enumerate(("harmless", PAYLOADS[name])):
        desk = Desk(tmp_path / str(number))
        filled(desk, payload)
        pages.append(desk.done("--lang", language, "report", "--format", "html").out)
    harmless, hostile = map(Tags, pages)
    assert hostile.skeleton == harmless.skeleton
    assert hostile.odd == harmless.odd
    if name in {"script", "comment", "percent"}:
        assert PAYLOADS[name] in "".join(hostile.text)


# Journals that a pull request may bring.

VALUES: Final[tuple[object, ...]] = (
    None,
    7,
    -1,
    True,
    1e400,
    "",
    "x" * 100_000,
    "\ud800\x1b",
    [],
    ["x"],
    {},
    {"succeeded": "x"},
    [[[]]],
)


def test_journals_of_garbage(desk: Desk) -> None:
    """Whatever a journal has in place of what belongs there, the review starts and the report is written."""
    url = "https://a.example.com/"
    desk.put(csv_record([url, "NEWS", "News Media", "2024-01-31", "anon", ""]))
    good = record(url, "down", day=LATER)
    desk.checks.mkdir()
    for number, key in enumerate(good):
        lines = [json.dumps({**good, key: value}) for value in VALUES]
        lines += [
            "",
            "null",
            "[1]",
            "{",
            "\x00",
            '{"void": {}}',
            '{"attempt": 7, "url": 7}',
            '{"journal": 99}',
            DEEP[:100_000],
        ]
        (desk.checks / f"{number}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    (desk.checks / "empty.jsonl").write_bytes(b"")
    (desk.checks / "binary.jsonl").write_bytes(bytes(range(256)) * 1_000)
    for name, verdict in {
        "ages.jsonl": "1970-01-01",
        "future.jsonl": "2199-12-31",
        "no-day.jsonl": "2026-02-31",
    }.items():
        (desk.checks / name).write_text(json.dumps({**good, "checked_at": f"{verdict}T10:00:00Z"}) + "\n", "utf-8")
    desk.done("review", "start")
    desk.done("review", "status", "--format", "markdown")
    for form in FORMATS:
        desk.done("report", "--format", form)
    desk.keep_all()
    desk.done("review", "finish")
    for path in desk.checks.iterdir():
        ended = desk.run("report", "--journal", str(path), "--format", "html")
        assert ended.code in {0, 3}, (path, ended)


def test_a_vantage_may_not_be_counted_twice(desk: Desk) -> None:
    """One network under two spellings of its name is one: nothing is dropped by writing it otherwise."""
    url = "https://a.example.com/"
    desk.put(csv_record([url, "NEWS", "News Media", "2024-01-31", "anon", ""]))
    desk.ledger.write_text(
        f"url,last_reviewed,decision,reason,evidence,next_due,previous_url\n{url},2025-01-31,recheck,flagged: dead,,,\n"
    )
    desk.measured({url: {64500: Counts(ok=20)}})
    for day, vantage in ((EARLIER, "isp1"), (LATER, "ISP1 "), (LATER, "isp1")):
        desk.seen({url: "down"}, day, vantage)
    desk.done("review", "start")
    assert review_store.load(desk.review).rows[0].advice.word == "recheck"


@pytest.mark.parametrize("size", [3_000, 20_000, 140_000])
@pytest.mark.parametrize("column", ["url", "category_code", "category_description", "source", "notes", "ledger"])
def test_what_is_longer_than_anything(desk: Desk, column: str, size: int) -> None:
    """A review that starts can be read again, however long a cell of the list or of its ledger is."""
    cells = {"url": "https://a.example.com/", "category_code": "NEWS", "category_description": "News Media",
             "date_added": "2024-01-31", "source": "anon", "notes": "", "ledger": ""}  # fmt: skip
    cells[column] += "x" * size
    url, ledger = cells["url"], cells.pop("ledger")
    desk.put(csv_record(list(cells.values())), csv_record(["https://b.example.com/", *list(cells.values())[1:]]))
    desk.ledger.write_text(
        f"url,last_reviewed,decision,reason,evidence,next_due,previous_url\n{url},2025-01-31,keep,{ledger},,,\n",
        "utf-8",
    )
    desk.seen({url: "down", "https://b.example.com/": "up"})
    ended = desk.run("review", "start")
    if ended.code != 0:
        assert_one_error(ended, 1, 3)
        assert not (desk.review / "review.json").exists()
        return
    for command in COMMANDS[:3]:
        desk.done(*command)
    for form in ("html", "markdown"):
        desk.done("report", "--format", form)
