"""A crowd of processes on one list: each waits for its turn, and nothing is lost."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from kh_testlist import ledger
from tests.hostile.processes import end, run, start
from tests.samples import HEADER_LINE, row


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A list with two rows."""
    (tmp_path / "lists").mkdir()
    path = tmp_path / "lists" / "kh.csv"
    path.write_bytes((HEADER_LINE + row() + "\n" + row("https://example.org/") + "\n").encode())
    return path


def urls(path: Path) -> list[str]:
    """The URLs of the list."""
    with path.open(encoding="utf-8", newline="") as file:
        return [cells[0] for cells in csv.reader(file)][1:]


def test_fifty_adds(path: Path) -> None:
    """Fifty `add` at once: all are done, fifty new rows, none lost, none torn, the list without a fault."""
    before = path.read_bytes()
    new = [f"https://site{number}.example.com/" for number in range(50)]
    processes = [start("add", url, "--category", "NEWS", folder=path.parent.parent) for url in new]
    endings = [end(process) for process in processes]
    assert [ended.code for ended in endings] == [0] * 50, [ended for ended in endings if ended.code]
    assert path.read_bytes().startswith(before)
    assert sorted(urls(path)[2:]) == sorted(new)
    ended = run("validate", "--fail-on", "note", "--format", "json", folder=path.parent.parent)
    assert ended.code == 0
    assert json.loads(ended.out)["lists"] == [{"path": "lists/kh.csv", "entries": 52}]
    assert {found.name for found in path.parent.iterdir()} <= {"kh.csv", ".kh.csv.lock"}


def test_one_site_ten_times(path: Path) -> None:
    """Ten `add` of one URL at once: one is done, nine are refused with the row that was first."""
    processes = [
        start("add", url, "--category", "NEWS", folder=path.parent.parent)
        for url in ["https://new.example.com/", "http://www.new.example.com"] * 5
    ]
    endings = [end(process) for process in processes]
    assert sorted(ended.code for ended in endings) == [0] + [1] * 9
    assert all("line 4" in ended.err for ended in endings if ended.code)
    assert len(urls(path)) == 3


def test_every_kind_at_once(path: Path) -> None:
    """Adds, edits, removals, imports and fixes at once: each does its own, and the ledger has every reason."""
    project = path.parent.parent
    old = [row(f"https://old{number}.example.com/") for number in range(12)]
    faulty = "https://Faulty.example.com,NEWS,x,2024-01-31,anon,"
    path.write_bytes((HEADER_LINE + "".join(text + "\n" for text in [*old, faulty])).encode())
    (project / "new.csv").write_bytes((HEADER_LINE + row("https://imported.example.com/") + "\n").encode())
    arguments = [
        *(("add", f"https://new{number}.example.com/", "--category", "NEWS") for number in range(6)),
        *(("remove", f"https://old{number}.example.com/", "--reason", f"reason {number}") for number in range(6)),
        *(("edit", f"https://old{number}.example.com/", "--notes", f"note {number}") for number in range(6, 12)),
        ("import", "new.csv"),
        ("normalize",),
        ("validate", "--fix"),
        ("validate",),
        ("show",),
    ]
    endings = [end(process) for process in [start(*one, folder=project) for one in arguments]]
    assert all(ended.code == 0 or one == ("validate",) for ended, one in zip(endings, arguments, strict=True)), endings
    kept = [f"https://old{number}.example.com/" for number in range(6, 12)]
    new = [*(f"https://new{number}.example.com/" for number in range(6)), "https://imported.example.com/"]
    assert urls(path)[:7] == [*kept, "https://faulty.example.com/"]
    assert sorted(urls(path)[7:]) == sorted(new)
    text = path.read_text("utf-8")
    assert all(f",note {number}\n" in text for number in range(6, 12))
    reasons = [record.reason for record in ledger.records(ledger.load(path))]
    assert sorted(reasons) == [f"reason {number}" for number in range(6)]


def test_a_reader_among_writers(path: Path) -> None:
    """Who reads while others write sees a whole list every time."""
    project = path.parent.parent
    writers = [
        start("add", f"https://a{number}.example.com/", "--category", "NEWS", folder=project) for number in range(10)
    ]
    readers = [start("validate", "--format", "json", "--fail-on", "note", folder=project) for _ in range(10)]
    for reader in readers:
        ended = end(reader)
        assert ended.code == 0
        assert 2 <= json.loads(ended.out)["lists"][0]["entries"] <= 12
    assert [end(writer).code for writer in writers] == [0] * 10
