"""`remove`: the row goes, the reason stays in the ledger."""

from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path

import pytest

from kh_testlist import ledger
from tests.commands.conftest import Put, Run
from tests.samples import HEADER_LINE, row

FIRST = '"https://example.com/",NEWS,News Media,2024-01-31,anon,\r\n'
SECOND = "https://example.org/,HUMR,Human Rights Issues,2023-12-01,anon,old notes\n"
THIRD = " https://bad ,nothing"


@pytest.fixture
def path(put: Put) -> Path:
    """A list with quoting, line ends and faults that the removal of another row has no business with."""
    place = put()
    place.write_bytes((HEADER_LINE + FIRST + SECOND + THIRD).encode())
    return place


def records(path: Path) -> list[list[str]]:
    """The ledger's lines, its header first."""
    with ledger.path_of(path).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize("spelling", ["https://example.org/", "http://www.example.org"])
def test_the_row_goes(run: Run, path: Path, spelling: str) -> None:
    """The row is found in any spelling and goes alone; who reads the ledger learns which, when and why."""
    days = {dt.datetime.now(dt.UTC).date().isoformat()}
    ran = run("remove", spelling, "--reason", " closed in 2023,\n parked ")
    days.add(dt.datetime.now(dt.UTC).date().isoformat())
    assert ran.code == 0
    assert ran.out == "removed https://example.org/ from lists/kh.csv; the reason is in lists/kh.ledger.csv\n"
    assert path.read_bytes() == (HEADER_LINE + FIRST + THIRD).encode()
    header, record = records(path)
    assert header == ["url", "last_reviewed", "decision", "reason", "evidence", "next_due", "previous_url"]
    assert record[1] in days
    assert record[:1] + record[2:] == ["https://example.org/", "drop", "closed in 2023, parked", "", "", ""]


def test_a_ledger_that_grows(run: Run, path: Path) -> None:
    """Records are added at the end; those before keep every byte, their line ends too."""
    old = "url,last_reviewed,decision,reason,evidence,next_due,previous_url\r\n" + 'x,"2024-01-31",keep,,,,\r\n'
    ledger.path_of(path).write_bytes(old.encode())
    assert run("remove", "https://example.org/", "--reason", "closed").code == 0
    data = ledger.path_of(path).read_bytes()
    assert data.startswith(old.encode())
    assert data.endswith(b",drop,closed,,,\r\n")
    assert data.count(b"\r\n") == 3


def test_no_list_but_a_ledger(run: Run, path: Path) -> None:
    """The ledger is not taken for a list."""
    run("remove", "https://example.org/", "--reason", "closed")
    report = json.loads(run("validate", "lists", "--format", "json").out)
    assert [one["path"] for one in report["lists"]] == ["lists/kh.csv"]
    assert ledger.path_of(path).exists()


@pytest.mark.parametrize("reason", [(), ("--reason", ""), ("--reason", " \n ")])
def test_no_reason(run: Run, path: Path, reason: tuple[str, ...]) -> None:
    """Without a reason it is wrong usage."""
    before = path.read_bytes()
    ran = run("remove", "https://example.org/", *reason)
    assert ran.code == 2
    assert "reason" in ran.err
    assert path.read_bytes() == before
    assert not ledger.path_of(path).exists()


def test_no_such_row(run: Run, path: Path) -> None:
    """A URL that is not listed: the answer is no, the nearest one is named, and the ledger says nothing."""
    before = path.read_bytes()
    ran = run("remove", "https://exmple.org/", "--reason", "closed")
    assert ran.code == 1
    assert "https://example.org/" in ran.err
    assert path.read_bytes() == before
    assert not ledger.path_of(path).exists()


def test_which_of_them(run: Run, put: Put) -> None:
    """Where a spelling may mean several rows, all are named and none goes."""
    path = put(row("https://example.com/"), row("http://example.com/"))
    before = path.read_bytes()
    ran = run("remove", "https://www.example.com/", "--reason", "closed")
    assert ran.code == 1
    assert "http://example.com/" in ran.err
    assert path.read_bytes() == before


@pytest.mark.parametrize("data", [b"", b"not,a,ledger\n", b"\xff\n"])
def test_what_is_no_ledger(run: Run, path: Path, data: bytes) -> None:
    """A file in the ledger's place that is none is not written to, and the row stays until the reason has a place."""
    ledger.path_of(path).write_bytes(data)
    before = path.read_bytes()
    ran = run("remove", "https://example.org/", "--reason", "closed")
    assert ran.code == 3
    assert "ledger" in ran.err
    assert path.read_bytes() == before
    assert ledger.path_of(path).read_bytes() == data


def test_a_ledger_that_is_open_at_its_end(run: Run, path: Path) -> None:
    """A record is not lost in a quote that somebody left open in the ledger."""
    old = ",".join(ledger.HEADER) + '\nhttps://example.net/,2024-01-31,keep,"never closed\n'
    ledger.path_of(path).write_bytes(old.encode())
    before = path.read_bytes()
    if run("remove", "https://example.org/", "--reason", "closed").code:
        assert (path.read_bytes(), ledger.path_of(path).read_bytes()) == (before, old.encode())
    else:
        assert [record.url for record in ledger.records(ledger.load(path))] == [
            "https://example.net/",
            "https://example.org/",
        ]


def test_no_list(run: Run) -> None:
    """Without a list the work can't be done."""
    assert run("remove", "https://example.org/", "--reason", "closed").code == 3
