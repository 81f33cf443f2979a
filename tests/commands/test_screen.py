"""Reports on a real terminal: as wide as it is, and through the pager if they are longer than it."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from tests.hostile import processes
from tests.hostile.processes import SECONDS
from tests.samples import HEADER_LINE, row

termios = pytest.importorskip("termios", reason="needs pseudo-terminals")
pty = pytest.importorskip("pty", reason="needs pseudo-terminals")

LONG: Final = "https://www.example.com/a/page/with/an/address/that/is/longer/than/most/and/has/to/be/whole"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A list of 40 rows, two of them with a long URL and with Khmer notes."""
    rows = [row(f"https://site{number}.example.com/") for number in range(38)]
    rows += [
        row(LONG, notes="ព័ត៌មាន ថ្មីៗ ប្រចាំថ្ងៃ ពី ភ្នំពេញ"),
        row("https://example.org/", notes="one two three " * 8 + "four"),
    ]
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "kh.csv").write_text(HEADER_LINE + "\n".join(rows) + "\n", "utf-8")
    return tmp_path


def on_terminal(
    folder: Path, *arguments: str, columns: int = 80, rows: int = 24, environment: Mapping[str, str] | None = None
) -> str:
    """Run the program on a terminal of this size, and return what it showed."""
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, (rows, columns))
    given = {key: value for key, value in os.environ.items() if key not in {"COLUMNS", "LINES", "PAGER", "LESS"}}
    process = processes.launch(
        *arguments, folder=folder, stdin=slave, stdout=slave, stderr=slave, session=True,
        env={**given, "KH_TESTLIST_UPSTREAM": os.devnull, "TERM": "xterm", "NO_COLOR": "1", **(environment or {})},
    )  # fmt: skip
    os.close(slave)
    said = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:  # Linux says so when the last of those who hold the terminal is gone
            break
        if not piece:
            break
        said += piece
    assert process.wait(SECONDS) == 0
    os.close(master)
    return said.decode().replace("\r\n", "\n")


@pytest.fixture
def pager(tmp_path: Path) -> str:
    """A pager that shows what it is given, and says that it did."""
    script = tmp_path / "pager.py"
    script.write_text("import sys\nprint('PAGED', flush=True)\nsys.stdout.write(sys.stdin.read())\n", "utf-8")
    return f"{sys.executable} {script}"


def test_long_output_is_paged(project: Path, pager: str) -> None:
    """What is longer than the terminal goes through `PAGER`, whole; what fits does not."""
    assert on_terminal(project, "show", environment={"PAGER": pager}, rows=24).startswith("PAGED\n")
    paged = on_terminal(project, "show", environment={"PAGER": pager}, rows=24).removeprefix("PAGED\n")
    assert paged == on_terminal(project, "show", environment={"PAGER": pager}, rows=200)
    assert len(paged.splitlines()) > 24


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        (("--no-pager", "show"), {}),
        (("show", "--no-pager"), {}),
        (("show",), {"KH_TESTLIST_NO_PAGER": "1"}),
        (("show",), {"PAGER": "cat"}),
        (("show",), {"PAGER": ""}),
    ],
)
def test_without_a_pager(project: Path, pager: str, arguments: tuple[str, ...], environment: dict[str, str]) -> None:
    """It is left out for who says so."""
    said = on_terminal(project, *arguments, environment={"PAGER": pager, **environment})
    assert "PAGED" not in said
    assert "https://site37.example.com/" in said


def test_a_pipe_is_never_paged(project: Path, pager: str) -> None:
    """Nor is it folded: a row is a line."""
    ended = processes.run("show", folder=project, env={"PAGER": pager, "COLUMNS": "80"})
    assert "PAGED" not in ended.out
    assert len(ended.out.splitlines()) == 42


def test_a_pager_that_is_not_there(project: Path) -> None:
    """The report is shown all the same."""
    assert "https://site37.example.com/" in on_terminal(project, "show", environment={"PAGER": "no-such-pager"})


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("lang", ["en", "km"])
@pytest.mark.parametrize("command", ["show", "stats", "validate", "rules", "rules DUP003"])
def test_reports_fit(project: Path, command: str, lang: str, columns: int) -> None:
    """No line is wider than the terminal unless a URL is, and the URL is whole."""
    said = on_terminal(project, "--quiet", "--lang", lang, "--no-pager", *command.split(), columns=columns)
    for line in said.splitlines():
        assert len(re.sub("[\u17b4-\u17d3]", "", line)) <= columns or LONG in line
    if command == "show":
        assert LONG in said
