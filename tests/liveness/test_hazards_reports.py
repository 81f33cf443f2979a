"""What `check` tells, in each format: all of it, nothing raw of what a server said, and no more than is known."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
from pathlib import Path

import pytest

from tests.farm.client import Farm, records
from tests.farm.runs import PATIENCE, arguments, check
from tests.hostile.processes import HARMFUL, Ended, assert_one_error, command, environment

FORMATS = ("text", "jsonl", "json", "csv", "markdown")
KINDS = ("ok", "404", "refused", "hostile-title", "parked-khmer", "moved-301", "nxdomain", "blocked-page", "403")
FAILED = ("refused", "nxdomain")


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_raw(farm: Farm, tmp_path: Path, form: str) -> None:
    """No escape, no control character and no mark that turns text around comes through, whatever a page's title is."""
    checked = check(farm, tmp_path, farm.of_kind(*KINDS), "--format", form)
    assert checked.code == 0, checked.err
    if form in {"json", "csv", "jsonl"}:
        assert "News" in checked.out
    for stream in (checked.out, checked.err):
        assert HARMFUL.search(stream.replace("\r\n", "\n") if form == "csv" else stream) is None


@pytest.mark.parametrize("form", FORMATS)
def test_everything_that_is_wrong_is_told(farm: Farm, tmp_path: Path, form: str) -> None:
    """Each URL that needs a look is in the report with its verdict, and OONI's word where something failed."""
    checked = check(farm, tmp_path, farm.of_kind(*KINDS), "--format", form)
    text = checked.out.replace("\\", "")
    for kind in ("404", "refused", "parked-khmer", "moved-301", "nxdomain", "blocked-page", "403"):
        (url,) = farm.of_kind(kind)
        assert url in text, kind
    words = {"gone", "down", "parked", "moved", "possibly-blocked", "restricted"}
    assert {word for word in words if word in text} == words
    for word in ("connection_refused", "dns_nxdomain_error"):
        assert word in text


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_a_failure_here_is_a_failure_from_here(farm: Farm, tmp_path: Path, form: str) -> None:
    """Without a control, reports for people say that down means down from this vantage, and name it."""
    checked = check(farm, tmp_path, farm.of_kind(*FAILED), "--format", form, "--vantage", "Siem Reap")
    assert "Siem Reap" in checked.out
    assert re.search(r"\bvantage\b", checked.out)
    assert re.search(r"\bcontrol\b", checked.out)


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_the_summary(farm: Farm, tmp_path: Path, form: str) -> None:
    """How many there are of each verdict."""
    checked = check(farm, tmp_path, farm.of_kind(*KINDS), "--format", form)
    for count, verdict in ((2, "up"), (2, "down"), (1, "gone"), (1, "parked"), (1, "restricted")):
        assert re.search(rf"\b{count} {verdict}\b|\b{verdict}\b.{{0,5}}\b{count}\b", checked.out), verdict


def test_json(farm: Farm, tmp_path: Path) -> None:
    """The version, and the same records as in jsonl, in the order of the list."""
    urls = farm.of_kind(*KINDS)
    data = json.loads(check(farm, tmp_path, urls, "--format", "json").out)
    assert data["version"] == 1
    ((found),) = [value for value in data.values() if isinstance(value, list) and value and "verdict" in value[0]]
    assert [record["url"] for record in found] == urls
    assert [record for record in found if not farm.truth[record["url"]].allows(record)] == []
    line = check(farm, tmp_path, urls).by_url[urls[0]]
    assert found[0].keys() == line.keys()


def test_csv(farm: Farm, tmp_path: Path) -> None:
    """One row for each URL, and no cell that a sheet would take for a formula."""
    urls = farm.of_kind(*KINDS)
    rows = list(csv.DictReader(io.StringIO(check(farm, tmp_path, urls, "--format", "csv").out, newline="")))
    assert [row["url"] for row in rows] == urls
    for row in rows:
        verdicts = farm.truth[row["url"]].verdict
        assert row["verdict"] == verdicts
        assert not any(cell.startswith(("=", "+", "@", "\t")) for cell in row.values() if cell)


def test_lines_come_as_they_finish(farm: Farm, tmp_path: Path) -> None:
    """In jsonl, a result is told while others still hang."""
    (quick,), (hanging,) = farm.of_kind("ok"), farm.of_kind("hang")
    given = arguments(farm, hanging, quick, "--timeout", "60")
    process = subprocess.Popen(
        command(*given), cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdout is not None
    try:
        line = json.loads(process.stdout.readline())
        assert line["url"] == quick
        assert process.poll() is None
    finally:
        process.kill()
        process.communicate()


def test_to_a_file(farm: Farm, tmp_path: Path) -> None:
    """`--output` writes the report there, the same, and nothing to stdout; a file that can't be written is an error."""
    urls = farm.of_kind("ok", "404")
    checked = check(farm, tmp_path, urls, "--output", "report.jsonl")
    assert checked.out == ""
    found = records((tmp_path / "report.jsonl").read_text("utf-8"))
    assert {record["url"] for record in found} == set(urls)
    refused = check(farm, tmp_path, urls, "--output", "no/such/folder/report.jsonl")
    assert_one_error(Ended(refused.code, refused.out, refused.err), 2, 3)


@pytest.mark.parametrize("form", FORMATS)
def test_a_full_disk(farm: Farm, tmp_path: Path, form: str) -> None:
    """A report that can't be written is an error, never a success."""
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            command(*arguments(farm, *farm.of_kind("ok", "404"), "--format", form)),
            cwd=tmp_path,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=PATIENCE,
            check=False,
        )
    assert_one_error(Ended(ended.returncode, "", ended.stderr.decode()), 3)


def test_a_reader_that_leaves(farm: Farm, tmp_path: Path) -> None:
    """`check | head -1` ends without a fuss."""
    given = command(*arguments(farm, *farm.of_kind("ok", "404", "500", "410")))
    ended = subprocess.run(
        ["sh", "-c", '"$@" | head -1', "sh", *given],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert b"Traceback" not in ended.stderr
    assert b"is a bug in the program" not in ended.stderr
    assert len(ended.stdout.splitlines()) == 1


def test_the_first_run_from_a_vantage(farm: Farm, tmp_path: Path) -> None:
    """The first run from a vantage says what it fetches and from where; the next does not, one from elsewhere does."""
    urls = farm.of_kind("ok", "404", "410")
    first, second = check(farm, tmp_path, urls), check(farm, tmp_path, urls)
    assert "local" in first.err
    assert "3" in first.err
    assert "local" not in second.err
    elsewhere = check(farm, tmp_path, urls, "--vantage", "elsewhere")
    assert "elsewhere" in elsewhere.err


def test_on_a_terminal(farm: Farm, tmp_path: Path) -> None:
    """Progress goes to the terminal's stderr, the report alone to stdout; nothing of a page steers the terminal."""
    main, terminal = pty.openpty()
    process = subprocess.Popen(
        command(*arguments(farm, *farm.of_kind("hostile-title", "ok", "404", "ok-slow"))),
        cwd=tmp_path,
        env=environment(TERM="xterm", NO_COLOR="1", COLUMNS="100"),
        stdout=subprocess.PIPE,
        stderr=terminal,
    )
    os.close(terminal)
    assert process.stdout is not None
    seen = b""
    while True:
        try:
            piece = os.read(main, 65_536)
        except OSError:  # the other side is closed
            break
        if not piece:
            break
        seen += piece
    out = process.stdout.read().decode()
    process.stdout.close()
    assert process.wait(30) == 0
    os.close(main)
    assert len(records(out)) == 4, seen
    assert re.search(rb"\d+\s*(/|of)\s*\d+|\d+ ?%", seen), "no progress"
    for harm in (b"\x1b]0;", b"[31mred", b"\x9b2J", "\u202e".encode(), b"owned"):
        assert harm not in seen
