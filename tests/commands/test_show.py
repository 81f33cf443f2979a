"""`show`: the rows somebody asks for, in the form they ask for."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from kh_testlist.model import HEADER
from tests.commands.conftest import Put, Run
from tests.samples import HEADER_LINE, row

NEWS = "https://www.example.com/"
GOVERNMENT = "http://www.ministry.gov.kh/"
KHMER = "https://xn--j2e0cg3n2c.com/"
PATH = "https://example.org/a/b?q=1"

ROWS = (
    row(NEWS, "NEWS", notes="Daily paper, in Khmer"),
    row(GOVERNMENT, "GOVT"),
    row(KHMER, "CULTR", notes="វប្បធម៌ខ្មែរ"),
    "https://short.example.com/,NEWS",
    "",
    row(PATH, "NEWS"),
)


@pytest.fixture
def path(put: Put) -> Path:
    """A list with rows to look for, and two that are none."""
    return put(*ROWS)


def shown(run: Run, *arguments: str) -> list[str]:
    """The URLs that are shown."""
    return [found["url"] for found in json.loads(run("show", *arguments, "--format", "json").out)["rows"]]


@pytest.mark.usefixtures("path")
@pytest.mark.parametrize(
    ("pattern", "urls"),
    [
        ((), [NEWS, GOVERNMENT, KHMER, PATH]),
        (("https://www.example.com/",), [NEWS]),
        (("http://example.com",), [NEWS]),
        (("HTTPS://Example.com:443/",), [NEWS]),
        (("http://www.ខ្មែរ.com",), [KHMER]),
        (("http://example.org/a/b/?q=1",), [PATH]),
        (("https://example.org/",), []),
        (("*.gov.kh/*",), [GOVERNMENT]),
        (("*.GOV.kh*",), [GOVERNMENT]),
        (("https://*",), [NEWS, KHMER, PATH]),
        (("*",), [NEWS, GOVERNMENT, KHMER, PATH]),
        (("daily",), [NEWS]),
        (("paper, in",), [NEWS]),
        (("ANON",), [NEWS, GOVERNMENT, KHMER, PATH]),
        (("example",), [NEWS, PATH]),
        (("វប្បធម៌",), [KHMER]),
        (("ខ្មែរ.com",), [KHMER]),
        (("--category", "NEWS"), [NEWS, PATH]),
        (("--category", "news", "--category", "GOVT"), [NEWS, GOVERNMENT, PATH]),
        (("example", "--category", "GOVT"), []),
        (("www", "--category", "GOVT"), [GOVERNMENT]),
        (("short",), []),
    ],
)
def test_what_is_found(run: Run, pattern: tuple[str, ...], urls: list[str]) -> None:
    """A URL finds its site in any spelling, a pattern URLs, words URLs, sources and notes, in Khmer too."""
    assert shown(run, *pattern) == urls
    ran = run("show", *pattern)
    assert ran.code == (0 if urls else 1)
    assert all(url in ran.out for url in urls)
    assert bool(ran.out) is bool(urls)
    assert ("Nothing" in ran.err) is not bool(urls)


@pytest.mark.usefixtures("path")
def test_text(run: Run) -> None:
    """The table has the line and all that a row says, and no colours."""
    ran = run("show", GOVERNMENT)
    heading, _, line = ran.out.splitlines()
    assert heading.split() == ["line", "url", "category", "added", "source", "notes"]
    assert line.split() == ["3", GOVERNMENT, "GOVT", "2024-01-31", "anon"]
    assert "\x1b" not in run("show").out


@pytest.mark.usefixtures("path")
def test_json(run: Run) -> None:
    """JSON has a version, the path, and each row with its line and entry."""
    report = json.loads(run("show", PATH, "--format", "json").out)
    assert report == {
        "version": 1,
        "path": "lists/kh.csv",
        "rows": [{"line": 7, "entry": 6, **dict(zip(HEADER, ROWS[5].split(","), strict=True))}],
    }


@pytest.mark.parametrize("form", ["json", "csv"])
def test_nothing_is_still_a_report(run: Run, put: Put, form: str) -> None:
    """Where nothing matches, programs get an empty report, and exit code 1."""
    put()
    ran = run("show", "absent", "--format", form)
    assert ran.code == 1
    assert ran.out == HEADER_LINE if form == "csv" else json.loads(ran.out)["rows"] == []


def test_csv_goes_back(run: Run, path: Path, project: Path) -> None:
    """CSV is upstream's form: it can be imported into another list as it is."""
    ran = run("show", "--format", "csv")
    rows = list(csv.reader(io.StringIO(ran.out, newline="")))
    assert rows[0] == list(HEADER)
    assert [cells[0] for cells in rows[1:]] == [NEWS, GOVERNMENT, KHMER, PATH]
    assert "\r" not in ran.out
    assert path.exists()
    assert run("init", "--list", "th").code == 0
    assert run("--list", "th", "import", "-", stdin=ran.out.encode()).code == 0
    assert (project / "lists" / "th.csv").read_bytes() == ran.out.encode()


def test_output(run: Run, path: Path, project: Path) -> None:
    """`--output` puts the whole report into the file, in place of what was there, and leaves no litter."""
    report = project / "report.csv"
    report.write_text("old", "utf-8")
    expected = run("show", "--format", "csv").out
    ran = run("show", "--format", "csv", "--output", "report.csv")
    assert (ran.code, ran.out) == (0, "")
    assert "report.csv" in ran.err
    assert report.read_bytes() == expected.encode()
    assert sorted(entry.name for entry in project.iterdir()) == ["lists", "report.csv"]
    assert path.exists()


@pytest.mark.usefixtures("path")
@pytest.mark.parametrize("place", ["absent/report.csv", "lists/kh.csv/report.csv"])
def test_output_that_can_not_be(run: Run, place: str) -> None:
    """A report that can't be written is an error with a next step."""
    ran = run("show", "--output", place)
    assert ran.code == 3
    assert "could not be written" in ran.err


@pytest.mark.usefixtures("path")
def test_wrong_usage(run: Run) -> None:
    """A category or a format that is none is wrong usage."""
    assert run("show", "--category", "NEWZ").code == 2
    assert run("show", "--format", "xml").code == 2


def test_no_list(run: Run, project: Path) -> None:
    """No list, and no folder of lists, can't be shown; what to do is said."""
    assert "init" in run("show").err
    (project / "lists").mkdir()
    ran = run("show")
    assert ran.code == 3
    assert "lists/kh.csv" in ran.err
