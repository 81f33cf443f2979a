"""The page on threats tells the truth: what it names is there; and what holds everywhere does."""

from __future__ import annotations

import ast
import functools
import re
import time
from pathlib import Path
from typing import Final

import pytest

from kh_testlist.model import HEADER
from kh_testlist.store import write_record
from tests.samples import a_list, findings_of

_TOP: Final = Path(__file__).resolve().parent.parent
_PAGE: Final = (_TOP / "docs" / "threats.md").read_text("utf-8")
_THREATS: Final = _PAGE.partition("\n## Fuzzing")[0]
_ROWS: Final = [line for line in _THREATS.splitlines() if line.startswith("| ") and "| test |" not in line]
_MODULE: Final = re.compile(r"`([a-z_/]+\.py)`")
_TEST: Final = re.compile(r"`(tests/[a-z_/]+\.py)::(test_\w+)`")

_FORBIDDEN: Final = frozenset({
    "pickle", "marshal", "shelve", "xml", "yaml", "ctypes", "code", "codeop", "pty", "commands", "lxml", "joblib",
    "dill", "runpy",
})  # fmt: skip
"""Modules that run, or are led astray by, what they read."""


@functools.cache
def _functions(path: str) -> frozenset[str]:
    """The names of the functions in a file of tests, those of its classes included."""
    tree = ast.parse((_TOP / path).read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_there_are_threats() -> None:
    """The tables are found: a test of no row would pass."""
    assert len(_ROWS) > 40
    attackers = ("row of a list", "web page", "DNS answer", "upstream repository", "pull request", "API", "user")
    headings = [line for line in _PAGE.splitlines() if line.startswith("## ")]
    for attacker in attackers:
        assert any(attacker in heading for heading in headings), attacker


@pytest.mark.parametrize("row", _ROWS, ids=lambda row: row.split("|")[1].strip()[:50])
def test_what_a_row_names(row: str) -> None:
    """Each module and each test is there, and no row is without a test."""
    _, _, defence, tests, _ = row.split("|")
    for module in _MODULE.findall(defence):
        assert (_TOP / "kh_testlist" / module).is_file(), module
    found = _TEST.findall(tests)
    assert found, "no test"
    assert len(found) == tests.count("::"), "a test that is not written as tests/FILE.py::NAME"
    for path, name in found:
        assert name in _functions(path), f"{path}::{name}"


def _trees() -> dict[str, ast.Module]:
    package = _TOP / "kh_testlist"
    return {
        path.relative_to(package).as_posix(): ast.parse(path.read_text("utf-8"))
        for path in sorted(package.rglob("*.py"))
    }


def _imported(tree: ast.Module) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def test_nothing_runs_what_it_reads() -> None:
    """No shell, no evaluated text, and no module that runs what it loads."""
    for path, tree in _trees().items():
        assert not _imported(tree) & _FORBIDDEN, path
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                assert not (isinstance(node.func, ast.Name) and node.func.id in {"eval", "exec", "__import__"}), path
                assert not any(keyword.arg == "shell" for keyword in node.keywords), path
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "os":
                assert not re.fullmatch(r"system|popen|spawn\w+|exec\w+|posix_spawn\w*", node.attr), path


def test_who_starts_programs() -> None:
    """One door leads to git, and another to `gh`."""
    doors = {path for path, tree in _trees().items() if _imported(tree) & {"subprocess", "multiprocessing"}}
    assert doors == {"git_door.py", "upstream/origin.py"}


_LENGTH: Final = 100_000


@pytest.mark.parametrize(
    "piece",
    [
        "a.", "a-", "a", "www.", ".", "/", "//", "%", "%2", "%25", "&a=", "?utm_source=", "&utm_source=x", "#", "@",
        ":", "[", "xn--", "xn--a.", " ", "\u00a0", "\u200b", "\u202e", "\t", "'", '"', "http://", "https://a.org/ ",
        "keep ", "2024-01-31", "2024-", "1", "01/", "\u17e1", "\u1780", "\x1b[31m", "e\u0301", "\U0001f600", "İ", "ﬃ",
        "%20", "/%20", "/index.html", "?", "?u=https://", "#/%20",
    ],
)  # fmt: skip
def test_hostile_cells_are_quick(piece: str) -> None:
    """A cell as long as a reader takes, made of what rules look for, is judged in a moment, whatever its column."""
    cell = piece * (_LENGTH // len(piece))
    ordinary = ("https://example.org/", "NEWS", "News Media", "2024-01-31", "anon", "")
    rows: list[tuple[str, ...]] = [
        ("https://example.org/" + cell, *ordinary[1:]),
        ("http://" + cell + "!", *ordinary[1:]),
    ]
    for place in range(len(HEADER)):
        rows += [(*ordinary[:place], text, *ordinary[place + 1 :]) for text in (cell, cell + "\\")]
    urls = a_list(*(write_record(one, "") for one in rows))
    started = time.process_time()
    findings_of(urls)
    assert time.process_time() - started < 5
