"""The patches in CONTRIBUTING apply to the code as it is, and do what is said of them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.hostile.processes import environment
from tests.samples import HEADER_LINE, row

TOP: Final = Path(__file__).resolve().parents[1]
SECTION: Final = re.compile(r"^## (?P<title>.+?)$(?P<text>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
PATCH: Final = re.compile(r"^```diff\n(?P<patch>.*?)^```$", re.MULTILINE | re.DOTALL)
PATCHES: Final = {
    section["title"]: patch["patch"]
    for section in SECTION.finditer((TOP / "CONTRIBUTING.md").read_text("utf-8"))
    for patch in PATCH.finditer(section["text"])
}


def test_there_is_a_patch_for_each() -> None:
    """A rule, a format, a country, a verdict and a library call are shown."""
    assert set(PATCHES) == {
        "Add a rule", "Add a report format", "Add a country", "Add a verdict", "Add a library call",
    }  # fmt: skip


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package and its tests, and a folder with a list."""
    for name in ("kh_testlist", "tests"):
        shutil.copytree(TOP / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(TOP / "pyproject.toml", tmp_path)
    (tmp_path / "lists").mkdir()
    rows = row("https://example.com/", notes="daily news \N{NEWSPAPER}") + "\n" + row("https://example.org") + "\n"
    (tmp_path / "lists" / "kh.csv").write_text(HEADER_LINE + rows, encoding="utf-8", newline="\n")
    return tmp_path


def patched(copy: Path, title: str) -> None:
    """Take over the patch of the section `title`."""
    done = subprocess.run(
        ["git", "apply", "-"], cwd=copy, input=PATCHES[title], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr


def run(copy: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python on the copy."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=copy,
        env=environment(PYTHONPATH=str(copy), PATH=os.environ["PATH"]),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_add_a_rule(copy: Path) -> None:
    """The new rule finds its fault, has its page, and passes the tests that every rule must pass."""
    before = run(copy, "-m", "kh_testlist", "validate", "--select", "TXT")
    assert "TXT008" not in before.stdout
    patched(copy, "Add a rule")
    found = run(copy, "-m", "kh_testlist", "validate", "--select", "TXT")
    assert found.stdout.startswith("lists/kh.csv:2: note TXT008 emoji: an emoji\n"), found.stderr
    assert "empty box" in run(copy, "-m", "kh_testlist", "rules", "TXT008").stdout
    tests = run(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/rules/test_pages.py", "-k", "TXT008")
    assert tests.returncode == 0, tests.stdout
    assert " passed" in tests.stdout


def test_add_a_report_format(copy: Path) -> None:
    """`validate` writes the new format."""
    assert run(copy, "-m", "kh_testlist", "validate", "--format", "tsv").returncode == 2
    patched(copy, "Add a report format")
    found = run(copy, "-m", "kh_testlist", "validate", "--format", "tsv")
    assert [line.split("\t")[:3] for line in found.stdout.splitlines()] == [["lists/kh.csv", "3", "URL003"]]


def test_add_a_country(copy: Path) -> None:
    """Its sites are found in another list by the word for it; before, by nothing."""
    rows = row("https://www.example.net/", notes="Brunei daily") + "\n"
    (copy / "lists" / "th.csv").write_text(HEADER_LINE + rows, encoding="utf-8", newline="\n")
    assert run(copy, "-m", "kh_testlist", "--list", "bn", "init").returncode == 0
    asked = ("-m", "kh_testlist", "--list", "bn", "candidates", "--from", "lists", "--format", "csv")
    assert "example.net" not in run(copy, *asked).stdout
    patched(copy, "Add a country")
    found = run(copy, *asked)
    assert "https://www.example.net/" in found.stdout, found.stderr


def test_add_a_verdict(copy: Path) -> None:
    """A status that was odd has a reason of its own, which reports can tell."""
    asked = (
        "from kh_testlist.liveness import verdict\n"
        "from kh_testlist.liveness.attempt import Attempt\n"
        "found = verdict.judge(Attempt('https://example.com/', 1, '', status=402))\n"
        "print(found.verdict, found.reason, verdict.MEANINGS[found.reason])"
    )
    assert run(copy, "-c", asked).stdout.startswith("restricted not-served ")
    patched(copy, "Add a verdict")
    assert run(copy, "-c", asked).stdout == "restricted payment-required it wants to be paid first\n"
    tests = run(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/liveness/test_verdict.py", "-k", "not row")
    assert tests.returncode == 0, tests.stdout


def test_add_a_library_call(copy: Path) -> None:
    """A notebook has it, and the tests of the library hold it to what they ask."""
    asked = "import kh_testlist; print(kh_testlist.count_categories(kh_testlist.load('lists/kh.csv')))"
    assert "AttributeError" in run(copy, "-c", asked).stderr
    patched(copy, "Add a library call")
    assert run(copy, "-c", asked).stdout == "{'NEWS': 2}\n"
    shutil.copytree(TOP / "docs", copy / "docs")
    tests = run(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_library.py", "-k", "not examples")
    assert tests.returncode == 0, tests.stdout
