"""The project's own list: large enough, of many kinds, its own work, and without the least remark."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kh_testlist.categories import LEGEND
from tests.hostile.inside import run_inside
from tests.samples import HEADER_LINE

TOP = Path(__file__).resolve().parent.parent
LIST = TOP / "lists" / "kh.csv"


def rows(path: Path = LIST) -> list[list[str]]:
    """The rows of a list, its header left out."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def test_large_enough() -> None:
    """At least forty sites of at least twelve categories, one row each."""
    assert len(rows()) >= 40
    assert len({cells[1] for cells in rows()} & set(LEGEND)) >= 12
    assert len({cells[0] for cells in rows()}) == len(rows())


def test_without_a_remark(tmp_path: Path, upstream_lists: Path) -> None:
    """With upstream's global list beside it, no rule has anything to say, not even a note."""
    for path in (LIST, upstream_lists / "global.csv"):
        shutil.copy(path, tmp_path)
    ended = run_inside(tmp_path, "validate", "--format", "json", "--fail-on", "note")
    report = json.loads(ended.out)
    assert (ended.code, report["findings"], report["skipped"]) == (0, [], [])


def test_without_a_remark_of_its_own(tmp_path: Path) -> None:
    """The same without the global list."""
    shutil.copy(LIST, tmp_path)
    assert run_inside(tmp_path, "validate", "--fail-on", "note").code == 0


def test_nothing_to_fix(tmp_path: Path) -> None:
    """Its form is canonical throughout."""
    shutil.copy(LIST, tmp_path)
    assert run_inside(tmp_path, "normalize", "--check").code == 0


def test_its_own_work(upstream_lists: Path) -> None:
    """No row is upstream's, byte for byte."""
    upstream = set((upstream_lists / "kh.csv").read_bytes().splitlines()) - {HEADER_LINE.strip().encode()}
    assert len(upstream) > 100
    assert not upstream & set(LIST.read_bytes().splitlines())


def test_frictionless() -> None:
    """It is valid by the Frictionless Table Schema, as frictionless itself says."""
    pytest.importorskip("frictionless", reason="needs frictionless")
    script = (
        "import json, sys; from frictionless import Resource, Schema; "
        "schema = Schema.from_descriptor(json.load(open(sys.argv[1], encoding='utf-8'))); "
        "report = Resource(path=sys.argv[2], schema=schema, encoding='utf-8').validate(); "
        "print(json.dumps([report.valid, report.flatten(['rowNumber', 'fieldName', 'message'])]))"
    )

    def valid(path: Path, folder: Path) -> tuple[bool, list[object]]:
        ended = subprocess.run(
            [sys.executable, "-c", script, str(TOP / "schemas" / "test-list.table-schema.json"), path.name],
            cwd=folder,
            capture_output=True,
            text=True,
            check=True,
        )
        good, errors = json.loads(ended.stdout.splitlines()[-1])
        return good, errors

    assert valid(LIST, LIST.parent) == (True, [])


@pytest.mark.parametrize(
    "line",
    [
        "ftp://example.com/,NEWS,News Media,2024-01-31,anon,",
        "https://example.com/,NEWZ,News Media,2024-01-31,anon,",
        "https://example.com/,NEWS,News media,2024-01-31,anon,",
        "https://example.com/,NEWS,News Media,31/01/2024,anon,",
        "https://example.com/,NEWS,News Media,2024-01-31",
        "https://example.com/,NEWS,News Media,2024-01-31,anon,,more",
    ],
)
def test_frictionless_says_no(tmp_path: Path, line: str) -> None:
    """A row with a fault is not: the schema holds something."""
    pytest.importorskip("frictionless", reason="needs frictionless")
    (tmp_path / "kh.csv").write_bytes((HEADER_LINE + line + "\n").encode())
    script = (
        "import sys; from frictionless import Resource, Schema; "
        "sys.exit(not Resource(path='kh.csv', schema=Schema(sys.argv[1])).validate().valid)"
    )
    schema = tmp_path / "schema.json"
    shutil.copy(TOP / "schemas" / "test-list.table-schema.json", schema)
    ended = subprocess.run(
        [sys.executable, "-c", script.replace("Schema(sys.argv[1])", "Schema.from_descriptor('schema.json')")],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (1, b"")
