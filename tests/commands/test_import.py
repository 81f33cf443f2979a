"""`import`: many sites from a CSV or from lines of URLs; all or nothing, and every refused row named."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from tests.commands.conftest import Put, Run
from tests.samples import HEADER_LINE, row


def write(project: Path, text: str, name: str = "new.csv") -> str:
    """A file to import."""
    (project / name).write_bytes(text.encode())
    return name


def rows_of(path: Path) -> list[str]:
    """The rows of a list, its header left out."""
    return path.read_text("utf-8").splitlines()[1:]


def test_csv(run: Run, put: Put, project: Path) -> None:
    """Rows of a CSV go in with what they bring; a URL is made canonical, a description follows its code."""
    path = put(row("https://old.example.com/"))
    file = write(
        project,
        HEADER_LINE
        + "https://EXAMPLE.com,NEWS,news,2023-12-01,CCHR,\n"
        + 'https://example.org/,HUMR,Human Rights Issues,2024-01-31,anon,"a, b"\n',
    )
    ran = run("import", file)
    assert ran.code == 0
    assert ran.out == "added 2 of 2 to lists/kh.csv\n"
    assert rows_of(path) == [
        row("https://old.example.com/"),
        "https://example.com/,NEWS,News Media,2023-12-01,CCHR,",
        'https://example.org/,HUMR,Human Rights Issues,2024-01-31,anon,"a, b"',
    ]


@pytest.mark.parametrize("dress", ["\ufeff{}", "crlf"])
def test_csv_from_a_spreadsheet(run: Run, put: Put, project: Path, dress: str) -> None:
    """A byte order mark and Windows line ends in the file do not come into the list."""
    path = put()
    text = HEADER_LINE + row() + "\n"
    file = write(project, text.replace("\n", "\r\n") if dress == "crlf" else dress.format(text))
    assert run("import", file).code == 0
    assert path.read_bytes() == text.encode()


def test_what_rows_do_not_bring(run: Run, put: Put, project: Path) -> None:
    """Category, date and source of rows that bring none come from the options, or from today and nobody."""
    path = put()
    file = write(project, HEADER_LINE + "https://example.com/,,,,,\nhttps://example.org/,ENV,,2024-01-31,anon,\n")
    days = {dt.datetime.now(dt.UTC).date().isoformat()}
    assert run("import", file, "--category", "NEWS", "--source", "CCHR").code == 0
    days.add(dt.datetime.now(dt.UTC).date().isoformat())
    first, second = rows_of(path)
    assert first in {f"https://example.com/,NEWS,News Media,{day},CCHR," for day in days}
    assert second == "https://example.org/,ENV,Environment,2024-01-31,anon,"


def test_lines(run: Run, put: Put, project: Path) -> None:
    """One URL a line does as well; blank lines and comments are passed over, quotes keep a comma."""
    path = put()
    text = '# new ones\nhttps://example.com\n\n  "https://example.org/a,b"  \r\n   # no\nhttp://ខ្មែរ.com/'
    ran = run("import", write(project, text, "urls.txt"), "--category", "NEWS")
    assert ran.code == 0
    assert ran.out == "added 3 of 3 to lists/kh.csv\n"
    urls = ["https://example.com/", "https://example.org/a", "http://xn--j2e0cg3n2c.com/"]
    assert [line.replace('"', "").split(",")[0] for line in rows_of(path)] == urls
    assert rows_of(path)[1].startswith('"https://example.org/a,b",NEWS,')


def test_lines_need_a_category(run: Run, put: Put, project: Path) -> None:
    """URLs alone need a category: else it is wrong usage, which says what the header of a CSV is."""
    path = put()
    ran = run("import", write(project, "https://example.com/\n"))
    assert ran.code == 2
    assert "--category" in ran.err
    assert HEADER_LINE.strip() in ran.err
    assert rows_of(path) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("url,category_code\nhttps://example.com/,\n", "it has no category."),
        (
            "url,category_description\nhttps://example.com/,Journalism\n",
            "upstream has no category called 'Journalism'.",
        ),
    ],
)
def test_a_row_without_category(run: Run, put: Put, project: Path, text: str, why: str) -> None:
    """What is missing is said, and the option that gives it to all such rows; with that, the row comes in."""
    path = put()
    file = write(project, text)
    ran = run("import", file)
    assert ran.code == 1
    assert f"  {why} Write its category_code, or set one for all such rows: --category CODE\n" in ran.err
    assert "''" not in ran.err
    assert rows_of(path) == []
    assert run("import", file, "--category", "NEWS").code == 0
    assert rows_of(path)[0].startswith("https://example.com/,NEWS,News Media,")


@pytest.mark.parametrize("text", ['"https://example.com/,NEWS"\nx y\n', "From: someone\n\nSee https://example.com/\n"])
def test_a_file_without_a_row_says_why(run: Run, put: Put, project: Path, text: str) -> None:
    """Where no line is a row, the lines are named; a category would not help."""
    put()
    ran = run("import", write(project, text))
    assert ran.code == 1
    assert "--category" not in ran.err
    assert ":1: " in ran.err


@pytest.mark.parametrize("text", [HEADER_LINE + row() + "\n", "https://example.com/\n"])
def test_stdin(run: Run, put: Put, text: str) -> None:
    """`-` reads what is piped in, CSV or lines."""
    path = put()
    assert run("import", "-", "--category", "NEWS", stdin=text.encode()).code == 0
    assert rows_of(path)[0].startswith("https://example.com/,NEWS,")


REFUSED = {
    3: "http://example.com/,NEWS,News Media,2024-01-31,anon,",
    4: "https://global.example.com/,NEWS,News Media,2024-01-31,anon,",
    5: "nonsense,NEWS,News Media,2024-01-31,anon,",
    6: "https://a.example.com/,NEWZ,News Media,2024-01-31,anon,",
    7: "https://b.example.com/,NEWS,News Media,31/01/2024,anon,",
    8: "https://c.example.com/,NEWS,News Media,2024-01-31,anon,a\\b",
    9: "https://d.example.com/,NEWS",
    10: "https://www.new.example.com,NEWS,News Media,2024-01-31,anon,",
    11: 'https://e.example.com/,NEWS,News Media,2024-01-31,anon,"a\nb"',
    13: 'https://f.example.com/,NEWS,News Media,2024-01-31,anon,"a\rb"',
}
"""Rows to refuse by the line where each stands, in a file whose only good row stands in line 2."""


@pytest.mark.parametrize("partial", [False, True])
def test_refused_rows(run: Run, put: Put, put_global: Put, project: Path, *, partial: bool) -> None:
    """Every refused row is named with file, line and URL; none is added, or with `--partial` the others are."""
    put_global(row("http://global.example.com/"))
    path = put(row())
    before = path.read_bytes()
    new = row("https://new.example.com/")
    file = write(project, HEADER_LINE + "\n".join([new, *REFUSED.values()]) + "\n")
    ran = run("import", file, *(["--partial"] if partial else []))
    assert ran.code == 1
    for line, text in REFUSED.items():
        assert f"{file}:{line}: {text.partition(',')[0]}" in ran.err
    assert f"{file}:2:" not in ran.err
    assert ran.out == f"added {int(partial)} of 11 to lists/kh.csv\n"
    assert path.read_bytes() == before + (new + "\n").encode() * partial
    assert ("--partial" in ran.err) is not partial


def test_refused_lines(run: Run, put: Put, project: Path) -> None:
    """The same for lines of URLs: a site twice in the file is refused the second time."""
    path = put()
    text = "https://example.com/\n# x\n\nhttp://www.example.com\nexample.net\n"
    ran = run("import", write(project, text, "urls.txt"), "--category", "NEWS", "--partial")
    assert ran.code == 1
    assert "urls.txt:4: http://www.example.com" in ran.err
    assert "urls.txt:5: example.net" in ran.err
    assert "Did you mean https://example.net/?" in ran.err
    assert len(rows_of(path)) == 1


def test_a_refused_row_is_no_twin(run: Run, put: Put, project: Path) -> None:
    """A row that is refused does not keep out another one of the same site."""
    path = put()
    bad = "https://example.com/,NEWZ,x,2024-01-31,anon,"
    ran = run("import", write(project, HEADER_LINE + bad + "\n" + row("http://example.com/") + "\n"), "--partial")
    assert ran.code == 1
    assert rows_of(path) == [row("http://example.com/")]


@pytest.mark.parametrize("data", [b"", b"\xff\xfeh\0t", b"https://example.com/\0\n", HEADER_LINE.encode() + b"\xe9\n"])
def test_what_is_no_text(run: Run, put: Put, project: Path, data: bytes) -> None:
    """An empty file, or one that is not UTF-8 text, can't be imported."""
    path = put()
    (project / "new").write_bytes(data)
    for ran in (run("import", "new", "--category", "NEWS"), run("import", "-", "--category", "NEWS", stdin=data)):
        assert ran.code == 3
        assert len(ran.err.splitlines()) >= 2
    assert rows_of(path) == []


@pytest.mark.parametrize("kind", ["missing", "folder", "fifo"])
def test_what_is_no_file(run: Run, put: Put, project: Path, kind: str) -> None:
    """What is no file, or not there, can't be imported."""
    put()
    if kind == "folder":
        (project / "new").mkdir()
    elif kind == "fifo":
        os.mkfifo(project / "new")
    ran = run("import", "new", "--category", "NEWS")
    assert ran.code == 3
    assert "new" in ran.err


def test_a_header_alone(run: Run, put: Put, project: Path) -> None:
    """No row is nothing to add."""
    path = put()
    ran = run("import", write(project, HEADER_LINE))
    assert ran.code == 0
    assert ran.out == "added 0 of 0 to lists/kh.csv\n"
    assert path.read_bytes() == HEADER_LINE.encode()


def test_another_country(run: Run, put: Put, project: Path) -> None:
    """`--list` chooses the list that grows."""
    kh, th = put(), put(name="th")
    assert run("import", write(project, HEADER_LINE + row() + "\n"), "--list", "th").code == 0
    assert rows_of(th) == [row()]
    assert rows_of(kh) == []
