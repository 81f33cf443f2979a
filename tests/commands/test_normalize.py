"""`normalize`: the safe fixes and nothing else, once and for all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.commands.conftest import Put, Run
from tests.samples import HEADER_LINE, row

CLEAN = '"https://clean.example.com/",NEWS,"News Media",2024-01-31,anon,"a ""b"""'
FAULTY = {
    "https://Example.com,NEWS,News Media,2024-01-31,anon,": row("https://example.com/"),
    "https://example.org:443/,NEWS,news media,2024-01-31,anon,": row("https://example.org/"),
    "https://ខ្មែរ.com/,NEWS,News Media,2024-01-31, anon ,": row("https://xn--j2e0cg3n2c.com/"),
    " http://example.net/,NEWS,,2024-01-31,anon,": row("http://example.net/"),
}
"""A row with safe fixes, and the row it should become."""

UNSAFE = (
    "https://example.info/?utm_source=a#top,FEXP,News Media,2024-1-31,anon,a  b",
    "http://www.example.info/a/../b,NEWS,News Media,2024-01-31,anon,",
    "https://short.example.com,NEWS",
)
"""Rows with faults that only a person should mend."""


def test_safe_fixes(run: Run, put: Put) -> None:
    """Rows with safe fixes get them; all others keep every byte; a second run has nothing left to do."""
    path = put(CLEAN, *FAULTY, *UNSAFE)
    ran = run("normalize")
    assert ran.code == 0
    expected = (HEADER_LINE + "".join(line + "\n" for line in (CLEAN, *FAULTY.values(), *UNSAFE))).encode()
    assert path.read_bytes() == expected
    ran = run("normalize")
    assert ran.code == 0
    assert "Nothing to fix" in ran.err
    assert path.read_bytes() == expected


def test_of_the_file(run: Run, put: Put) -> None:
    """The byte order mark, the header's spelling, line ends and blank lines are safe to mend too."""
    path = put()
    text = "\ufeff" + HEADER_LINE.upper() + CLEAN + "\n\n" + row()
    path.write_bytes(text.replace("\n", "\r\n").encode())
    assert run("normalize").code == 0
    assert path.read_bytes() == (HEADER_LINE + CLEAN + "\n" + row() + "\n").encode()


@pytest.mark.parametrize("option", ["--check", "--diff"])
def test_a_look_ahead(run: Run, put: Put, option: str) -> None:
    """`--check` and `--diff` write nothing."""
    path = put(CLEAN, *FAULTY)
    before = path.read_bytes()
    ran = run("normalize", option)
    assert path.read_bytes() == before
    assert sorted(entry.name for entry in path.parent.iterdir() if entry.suffix == ".csv") == ["kh.csv"]
    if option == "--check":
        assert (ran.code, ran.out) == (1, "")
        assert "--diff" in ran.err
    else:
        assert ran.code == 0
        assert "--- a/lists/kh.csv\n+++ b/lists/kh.csv\n" in ran.out
        for old, new in FAULTY.items():
            assert f"\n-{old}\n" in ran.out
            assert f"\n+{new}\n" in ran.out
        assert f"-{CLEAN}" not in ran.out
    run("normalize")
    ran = run("normalize", option)
    assert (ran.code, ran.out) == (0, "")


def test_check_and_diff(run: Run, put: Put) -> None:
    """Together, they show and say no."""
    put(*FAULTY)
    ran = run("normalize", "--check", "--diff")
    assert ran.code == 1
    assert "+++ b/lists/kh.csv" in ran.out


def test_no_collision(run: Run, put: Put, put_global: Put) -> None:
    """A fix that would give a row the URL of another, here or in the global list, is withheld."""
    put_global(row("https://global.example.com/"))
    rows = (
        row("https://example.com/"),
        "https://Example.com/,NEWS,News Media,2024-01-31,anon,",
        "https://example.org,NEWS,News Media,2024-01-31,anon,",
        "https://example.ORG,NEWS,News Media,2024-01-31,anon,",
        "https://Global.example.com/,NEWS,News Media,2024-01-31,anon,",
    )
    path = put(*rows)
    assert run("normalize").code == 0
    after = path.read_text("utf-8").splitlines()[1:]
    assert after == [*rows[:2], row("https://example.org/"), *rows[3:]]


@pytest.mark.parametrize("inside", ["a\rb", "a\nb", "a\r\nb", "\r", "a\u2028b", "a\x0bb", "a\x85b"])
@pytest.mark.parametrize("at_fault", ["Example.com", "example.com"])
def test_a_line_break_in_a_cell(run: Run, put: Put, inside: str, at_fault: str) -> None:
    """A row with a line break in a quoted cell stays one row, whether it is mended or a neighbour is."""
    path = put(
        f'https://{at_fault}/,NEWS,News Media,2024-01-31,anon,"x{inside}y"',
        "https://Example.org/,NEWS,News Media,2024-01-31,anon,",
    )
    assert run("normalize").code == 0
    first = f'https://example.com/,NEWS,News Media,2024-01-31,anon,"x{inside}y"\n'
    second = row("https://example.org/") + "\n"
    quoted = HEADER_LINE + first + second
    assert path.read_bytes().decode() in {quoted, quoted.replace('"', "")}
    assert ("\n" in inside or "\r" in inside) <= (path.read_bytes().decode() == quoted)


def test_paths(run: Run, put: Put, project: Path) -> None:
    """Files and folders may be named: a folder means the lists in it, and those alone."""
    (faulty, fixed), *_ = FAULTY.items()
    folder = project / "lists"
    put(faulty), put(faulty, name="th")
    for name in ("00-legend.csv", "kh.ledger.csv", "notes.txt", "deep/us.csv"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes((HEADER_LINE + faulty + "\n").encode())
    assert run("normalize", "lists").code == 0
    changed = {place.name for place in folder.rglob("*.*") if fixed in place.read_text("utf-8")}
    assert changed == {"kh.csv", "th.csv"}
    assert run("normalize", "lists/deep/us.csv").code == 0
    assert fixed in (folder / "deep" / "us.csv").read_text("utf-8")


def test_a_damaged_list(run: Run, put: Put) -> None:
    """A list whose rows can't be told apart is left as it is, and the person is told; others are mended."""
    (faulty, fixed), *_ = FAULTY.items()
    damaged = put(faulty, 'x,"never closed')
    before = damaged.read_bytes()
    sound = put(faulty, name="th")
    ran = run("normalize", "lists")
    assert ran.code == 0
    assert re.search(r"lists/kh\.csv\b.*was not changed", ran.err)
    assert damaged.read_bytes() == before
    assert fixed in sound.read_text("utf-8")


@pytest.mark.parametrize("place", ["absent.csv", "lists"])
def test_nothing_there(run: Run, project: Path, place: str) -> None:
    """A list that is not there, or a folder without one, can't be normalized."""
    (project / "lists").mkdir()
    ran = run("normalize", place)
    assert ran.code == 3
    assert place in ran.err
    assert not list(project.rglob("*.csv"))
