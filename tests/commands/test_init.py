"""`init`: a folder for lists, and a list in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import Put, Run
from tests.samples import HEADER_LINE, row


def test_makes_the_list(run: Run, project: Path) -> None:
    """Without a word, it makes lists/kh.csv with the header alone, and says what comes next."""
    ran = run("init")
    assert ran.code == 0
    assert ran.out == "made lists/kh.csv\n"
    assert "kh-testlist add" in ran.err
    assert (project / "lists" / "kh.csv").read_bytes() == HEADER_LINE.encode()
    assert run("validate").code == 0


@pytest.mark.parametrize("arguments", [("--list", "th", "init"), ("init", "--list", "th"), ("init", "--list", "TH")])
def test_any_country(run: Run, project: Path, arguments: tuple[str, ...]) -> None:
    """`--list` takes any country's letters, before the command or behind it, in any case."""
    assert run(*arguments).code == 0
    assert [path.name for path in (project / "lists").iterdir() if path.suffix == ".csv"] == ["th.csv"]


def test_global(run: Run, project: Path) -> None:
    """The list may be the global one."""
    assert run("init", "--list", "global").code == 0
    assert (project / "lists" / "global.csv").exists()


@pytest.mark.parametrize("code", ["k", "khm", "../x", "", "k1", "kh\n"])
def test_what_names_no_list(run: Run, project: Path, code: str) -> None:
    """A code that is not two letters is wrong usage, and nothing is made."""
    ran = run("init", "--list", code)
    assert ran.code == 2
    assert "two letters" in ran.err
    assert not list(project.iterdir())


def test_never_over_a_list(run: Run, put: Put) -> None:
    """A list that is there already stays as it is."""
    path = put(row())
    before = path.read_bytes()
    ran = run("init")
    assert ran.code == 0
    assert ran.out == ""
    assert "already exists" in ran.err
    assert path.read_bytes() == before


@pytest.mark.parametrize("where", ["option", "variable"])
def test_where(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    """The folder comes from `--lists` or from `KH_TESTLIST_LISTS`, and is made with those above it."""
    if where == "variable":
        monkeypatch.setenv("KH_TESTLIST_LISTS", "a/b")
    ran = run("init", *(("--lists", "a/b") if where == "option" else ()))
    assert ran.code == 0
    assert (project / "a" / "b" / "kh.csv").exists()


def test_a_file_in_the_folders_place(run: Run, project: Path) -> None:
    """A file where the folder should be is an error with a next step; it stays."""
    (project / "lists").write_text("mine", "utf-8")
    ran = run("init")
    assert ran.code == 3
    assert "--lists" in ran.err
    assert (project / "lists").read_text("utf-8") == "mine"
