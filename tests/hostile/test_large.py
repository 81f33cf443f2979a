"""Files too large, too wide or too deep: an answer within a minute and within 1 GiB, as the system enforces it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kh_testlist.store import MAX_BYTES, MAX_RECORDS
from tests.hostile.processes import GIBIBYTE, assert_civil, assert_one_error, run_measured
from tests.samples import HEADER_LINE

HEADER = HEADER_LINE.encode()
MEGABYTE = 1_000_000
MANY = MAX_RECORDS - 100
"""Rows: nearly as many as a file may have."""
MOST = MAX_BYTES - 1000
"""Bytes: nearly as many as a file may have."""


def rows(count: int, text: str) -> Iterator[bytes]:
    """Rows made of `text`, the number of each filled in."""
    yield HEADER
    for start in range(0, count, 10_000):
        yield "".join(text.format(number) for number in range(start, min(count, start + 10_000))).encode()


def cell(text: str, count: int) -> Iterator[bytes]:
    """A list with one row, whose notes are `text` again and again."""
    yield HEADER + b"https://example.com/,NEWS,News Media,2024-01-31,anon,"
    yield text.encode() * count
    yield b"\n"


CLEAN = "https://example{}.com/,NEWS,News Media,2024-01-31,anon,Some words on the site\n"

FILES: dict[str, Callable[[], Iterator[bytes]]] = {
    "a line of 100 MB": lambda: (b"a" * MEGABYTE for _ in range(100)),
    "a million small rows": lambda: rows(1_000_000, "x\n"),
    "a million real rows": lambda: rows(1_000_000, CLEAN),
    "too large by a byte": lambda: iter([HEADER, b"a" * (MAX_BYTES + 1 - len(HEADER))]),
    "rows of two bytes": lambda: iter([HEADER, b"x\n" * (MOST // 2)]),
    "blank lines": lambda: iter([HEADER, b"\n" * MOST]),
    "many real rows": lambda: rows(MANY, CLEAN),
    "many half rows": lambda: rows(MANY, "x\n"),
    "many rows wrong in every cell": lambda: rows(
        MANY, "HTTP://Ex{0}.com:80/?utm_source=a#b,N{0},News,31/1/24, a  b ,=a  b \n"
    ),
    "rows wrong in every cell": lambda: rows(
        10_000, "HTTP://Ex{0}.com:80/?utm_source=a#b,N{0},News,31/1/24, a  b ,=a  b \n"
    ),
    "many rows of one site": lambda: rows(MANY, "https://example.com/,NEWS,News Media,2024-01-31,anon,\n"),
    "20 MB of commas": lambda: iter([HEADER, b"," * (20 * MEGABYTE), b"\n"]),
    "a header of commas": lambda: iter([b"," * MOST, b"\n"]),
    "quotes": lambda: iter([HEADER, b'"' * MOST]),
    "NULs": lambda: iter([b"\0" * MOST]),
    "no UTF-8": lambda: iter([HEADER, b"\xff" * MOST]),
    "UTF-16": lambda: iter([("x" * (MOST // 2 - 2)).encode("utf-16")]),
    "escapes in a cell": lambda: cell("\x1b[31m", MOST // 5),
    "Khmer in a cell": lambda: cell("ក", MOST // 3),
    "mojibake in a cell": lambda: cell("Ã©", MOST // 4),
    "a tab and many spaces in a cell": lambda: cell("a\tb" + " " * 200_000 + "b", 1),
    "a long code": lambda: iter(
        [HEADER, b"https://example.com/,", b"NEWZ" * (MOST // 4 - 50), b",x,2024-01-31,anon,\n"]
    ),
    "a long URL": lambda: iter(
        [HEADER, b"https://example.com/", b"%aa" * (MOST // 3 - 50), b",NEWS,News Media,2024-01-31,anon,\n"]
    ),
    "a long host": lambda: iter(
        [HEADER, b"https://", b"a." * (MOST // 2 - 50), b"com/,NEWS,News Media,2024-01-31,anon,\n"]
    ),
    "a long query": lambda: iter(
        [HEADER, b"https://example.com/?", b"utm_a=1&" * (MOST // 8 - 50), b",NEWS,News Media,2024-01-31,anon,\n"]
    ),
}

COMMANDS = {
    "validate": ("validate",),
    "sarif": ("validate", "--format", "sarif"),
    "show": ("show",),
    "add": ("add", "https://new.example.com/", "--category", "NEWS"),
    "normalize": ("normalize",),
}


WRITES = {
    "rows wrong in every cell",
    "a header of commas",
    "a long URL",
    "no UTF-8",
    "Khmer in a cell",
    "a long code",
}
SHOWS = {"many real rows", "Khmer in a cell", "escapes in a cell"}
REPORTS = {"many rows wrong in every cell", "many rows of one site", "no UTF-8", "a long URL"}
CASES = [
    (name, command)
    for name in FILES
    for command in COMMANDS
    if name
    in {"normalize": WRITES, "show": SHOWS, "sarif": REPORTS}.get(command, set(FILES) - {"rows wrong in every cell"})
]
"""Every file is read and written to; what is made of it is looked at where there is much to make of it."""


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Path]:
    """A project whose list is taken away in the end: it is large."""
    (tmp_path / "lists").mkdir()
    yield tmp_path
    (tmp_path / "lists" / "kh.csv").unlink()


@pytest.mark.parametrize(("name", "command"), CASES)
def test_large(project: Path, name: str, command: str, record_property: Callable[[str, object], None]) -> None:
    """Findings or one clear error, in bounds of memory and time, and the list as it was."""
    path = project / "lists" / "kh.csv"
    with path.open("wb") as file:
        file.writelines(FILES[name]())
    size = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(1000)
    ended, peak = run_measured(*COMMANDS[command], folder=project)
    record_property("peak", peak)
    assert_civil(ended)
    if "Error: " in ended.err:
        assert_one_error(ended, 3)
    assert peak < GIBIBYTE
    if command in {"validate", "sarif", "show"} or ended.code:
        assert path.stat().st_size == size
    elif command == "add":
        assert size < path.stat().st_size < size + 200
    with path.open("rb") as file:
        assert file.read(1000).startswith(start) or command == "normalize"


def test_large_to_import(project: Path) -> None:
    """The same goes for what is piped into `import`: it is not read to its end."""
    path = project / "lists" / "kh.csv"
    path.write_bytes(HEADER)
    ended, peak = run_measured(
        "import", "-", "--category", "NEWS", folder=project, stdin=b"https://example.com/\n" * (5 * MEGABYTE)
    )
    assert_one_error(ended, 3)
    assert peak < GIBIBYTE
    assert path.read_bytes() == HEADER


def test_many_lists(project: Path) -> None:
    """A folder of thirty lists of the largest size does not add up to more than there may be."""
    data = b"".join(rows(100_000, CLEAN))
    for first in "abcdefghij":
        for second in "xyz":
            (project / "lists" / f"{first}{second}.csv").write_bytes(data)
    (project / "lists" / "kh.csv").write_bytes(HEADER)
    ended, peak = run_measured("validate", "lists", folder=project)
    for path in (project / "lists").glob("?[xyz].csv"):
        path.unlink()
    assert_civil(ended)
    assert ended.code in {0, 1, 3}
    assert peak < GIBIBYTE


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_snapshot(upstream_lists: Path, tmp_path: Path, form: str) -> None:
    """All of upstream's lists in one run take less than 150 MB."""
    ended, peak = run_measured("validate", str(upstream_lists), "--format", form, folder=tmp_path)
    assert ended.code == 0, ended.err
    assert peak < 150 * MEGABYTE
