"""`stats`: the list counted, and the categories that nobody has filled yet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kh_testlist.categories import BY_CODE, LEGEND
from tests.commands.conftest import Put, Run
from tests.samples import row

ROWS = (
    row("https://a.example.com/", "NEWS", "2024-01-31"),
    row("http://b.example.com/", "NEWS", "2023-12-01"),
    row("HTTPS://c.example.com/", "HUMR", "2024-02-29"),
    "https://d.example.com/,NEWZ,x,2020-01-01,,",
    "https://short.example.com/,NEWS",
)


@pytest.fixture
def path(put: Put) -> Path:
    """A list to count: four whole rows, one of a category that is none, and half a row."""
    return put(*ROWS)


@pytest.mark.usefixtures("path")
def test_json(run: Run) -> None:
    """The whole rows by category, scheme, source and year, and the categories without one."""
    ran = run("stats", "--format", "json")
    assert ran.code == 0
    assert json.loads(ran.out) == {
        "version": 1,
        "path": "lists/kh.csv",
        "entries": 4,
        "categories": {"NEWS": 2, "HUMR": 1, "NEWZ": 1},
        "empty": [code for code in LEGEND if code not in {"NEWS", "HUMR"}],
        "schemes": {"https": 3, "http": 1},
        "sources": {"anon": 3, "": 1},
        "years": {"2020": 1, "2023": 1, "2024": 2},
    }


@pytest.mark.usefixtures("path")
def test_text(run: Run) -> None:
    """For people, the same in tables, categories with their names, the empty ones in a line."""
    ran = run("stats")
    assert ran.code == 0
    assert "lists/kh.csv: 4 rows" in ran.out
    lines = [line.split() for line in ran.out.splitlines()]
    for line in ("NEWS News Media 2", "HUMR Human Rights Issues 1", "NEWZ (no such category) 1", "https 3", "http 1"):
        assert line.split() in lines
    for line in ("anon 3", "(none) 1", "2020 1", "2023 1", "2024 2"):
        assert line.split() in lines
    assert "29 of 31 categories are empty: ALDR REL PORN" in ran.out
    assert "\x1b" not in ran.out


@pytest.mark.usefixtures("path")
def test_markdown(run: Run) -> None:
    """The same for a page."""
    ran = run("stats", "--format", "markdown")
    assert ran.code == 0
    assert "| NEWS | News Media | 2 |" in ran.out
    assert "29 of 31 categories are empty" in ran.out


@pytest.mark.usefixtures("path")
@pytest.mark.parametrize("arguments", [("--lang", "km", "stats"), ("stats", "--lang", "km")])
def test_khmer(run: Run, arguments: tuple[str, ...]) -> None:
    """In Khmer the categories have their Khmer names, the empty ones too."""
    ran = run(*arguments)
    assert BY_CODE["NEWS"].name_km in ran.out
    assert "News Media" not in ran.out
    assert f"ENV ({BY_CODE['ENV'].name_km})" in ran.out


def test_no_category_is_empty(run: Run, put: Put) -> None:
    """Where all 31 have a row, that is said."""
    put(*(row(f"https://{code.lower()}.example.com/", code) for code in LEGEND))
    assert "No category is empty." in run("stats").out
    assert json.loads(run("stats", "--format", "json").out)["empty"] == []


def test_an_empty_list(run: Run, put: Put) -> None:
    """No row is no reason to fail."""
    put()
    ran = run("stats")
    assert ran.code == 0
    assert "0 rows" in ran.out
    assert "31 of 31" in ran.out


def test_another_list(run: Run, put: Put) -> None:
    """`--list` chooses which is counted."""
    put(row(), name="th")
    assert "lists/th.csv: 1 row\n" in run("stats", "--list", "th").out
    assert run("stats").code == 3


@pytest.mark.usefixtures("path")
def test_output(run: Run, project: Path) -> None:
    """`--output` writes the report to a file."""
    expected = run("stats", "--format", "json").out
    assert run("stats", "--format", "json", "-o", "stats.json").out == ""
    assert (project / "stats.json").read_text("utf-8") == expected
