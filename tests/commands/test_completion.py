"""The Tab key, asked as the shells ask."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile.processes import environment, run

LISTED = ("https://example.com/", "https://www.example.org/news", "http://news.example.net:8080/")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with a list of a few sites, and an empty one of another country."""
    lists = tmp_path / "lists"
    lists.mkdir()
    header = "url,category_code,category_description,date_added,source,notes\n"
    rows = "".join(f"{url},NEWS,News Media,2024-01-31,anon,\n" for url in LISTED)
    (lists / "kh.csv").write_text(header + rows, "utf-8")
    (lists / "th.csv").write_text(header, "utf-8")
    return tmp_path


def asked(desk: Path, *words: str, shell: str = "zsh") -> list[str]:
    """What the program offers for the last of `words`."""
    ended = run(
        folder=desk,
        env={
            "_KH_TESTLIST_COMPLETE": f"{shell}_complete",
            "COMP_WORDS": " ".join(("kh-testlist", *words)),
            "COMP_CWORD": str(len(words)),
        },
    )
    assert (ended.code, ended.err) == (0, "")
    lines = ended.out.split("\n")
    return lines[1:-1:3] if shell == "zsh" else [line.partition(",")[2] for line in lines if line]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("show", "https://exa"), LISTED[:1]),
        (("show", "exam"), LISTED[:2]),
        (("edit", "http"), LISTED),
        (("remove", "news"), LISTED[2:]),
        (("check", LISTED[0], "https://www"), LISTED[1:2]),
        (("pr", "https://example.com"), LISTED[:1]),
        (("evidence", "show", "https://example.com"), LISTED[:1]),
        (("--list", "th", "show", "http"), ()),
        (("--list", "xx", "show", "http"), ()),
        (("--lists", "nowhere", "show", "http"), ()),
        (("add", "https://x.example/", "--category", "n"), ("NEWS",)),
        (("check", "--all", "--skip-category", "n"), ("NEWS",)),
        (("show", "--category", "GMB,po"), ("GMB,PORN", "GMB,POLR")),
    ],
)
def test_what_is_offered(desk: Path, words: tuple[str, ...], offered: tuple[str, ...]) -> None:
    """URLs by their beginning or their host's, from the list that the options choose; codes by theirs."""
    assert asked(desk, *words) == list(offered)


_MORE_THAN_A_WORD = (
    "$(touch${IFS}x)", "`id`", "a;id", "a&id", "a|id", "a>x", "a<x", "a'id", 'a""id', "a\\id", "a(id)", "{a,b}", "!!",
    "a b", "*", "[a]", "a\nplain,id", "\x1b[31m", "\u202e",
)  # fmt: skip


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_nothing_for_a_shell_to_run(desk: Path, shell: str) -> None:
    """A URL that is more than a word to some shell is not offered: what is offered stands on the line as it is."""
    with (desk / "lists" / "kh.csv").open("a", encoding="utf-8") as file:
        for path in (*_MORE_THAN_A_WORD, "%24?a=b#d"):
            file.write(f'"https://hostile.example/{path}",NEWS,News Media,2024-01-31,anon,\n')
    assert asked(desk, "show", "hostile", shell=shell) == ["https://hostile.example/%24?a=b#d"]


def test_no_settings_no_words(desk: Path) -> None:
    """Settings that can't be read offer nothing, and make no noise on the line that somebody is typing."""
    (desk / "kh-testlist.toml").write_text("nonsense = [", "utf-8")
    assert asked(desk, "show", "http") == []


@pytest.mark.skipif(sys.platform == "win32", reason="bash on Windows may be that of another system")
@pytest.mark.parametrize(
    ("pieces", "offered"),
    [
        ("https : //exa", ["//example.com/"]),
        ("https :", ["//example.com/", "//www.example.org/news"]),
        ("http : //news.example.net : 80", ["8080/"]),
        ("exam", ["https://example.com/", "https://www.example.org/news"]),
        ("ftp : //", []),
    ],
)
def test_bash_takes_colons_for_ends_of_words(desk: Path, pieces: str, offered: list[str]) -> None:
    """A real bash is given what comes behind the last colon: that is the part of the word which it replaces."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed")
    programs = desk / "bin"
    programs.mkdir()
    program = programs / "kh-testlist"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kh_testlist "$@"\n', "utf-8")
    program.chmod(0o755)
    script = f"""
    eval "$(_KH_TESTLIST_COMPLETE=bash_source kh-testlist)"
    COMP_WORDS=(kh-testlist show {pieces}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); COMPREPLY=()
    _kh_testlist_completion kh-testlist
    printf '%s\n' "${{COMPREPLY[@]}}"
    """
    ended = subprocess.run(
        [bash, "--norc", "-c", script],
        cwd=desk,
        env=environment(PATH=f"{programs}{os.pathsep}{os.environ['PATH']}"),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if "not supported for Bash" in ended.stderr:
        pytest.skip("this bash is too old for completion")
    assert [line for line in ended.stdout.splitlines() if line] == offered, ended.stderr
