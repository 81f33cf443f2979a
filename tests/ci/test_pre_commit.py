"""The hooks, installed and run by pre-commit itself on a repository of lists."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.samples import HEADER_LINE, row

pytestmark = [
    pytest.mark.network,
    pytest.mark.skipif(
        not os.environ.get("KH_TESTLIST_NETWORK_TESTS"),
        reason="needs a package registry: set KH_TESTLIST_NETWORK_TESTS",
    ),
]

TryHook = Callable[..., subprocess.CompletedProcess[str]]

ROOT: Final = Path(__file__).parents[2]

GOOD: Final = row("https://good.com.kh/")
BAD: Final = row("https://bad.com.kh/", code="NOPE")
UNTIDY: Final = row("HTTPS://Untidy.com.kh")


def run(folder: Path, *command: str | Path) -> subprocess.CompletedProcess[str]:
    """Run `command` in `folder`."""
    who = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    return subprocess.run(
        (command[0], *who, *command[1:]) if command[0] == "git" else command,
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )


def repository(folder: Path) -> Path:
    """Make `folder` a git repository with all that is in it committed."""
    for command in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "--message=.")):
        result = run(folder, "git", *command)
        assert result.returncode == 0, result.stderr
    return folder


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, as pre-commit would clone it."""
    copy = tmp_path_factory.mktemp("project")
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, copy)
    shutil.copytree(ROOT / "kh_testlist", copy / "kh_testlist", ignore=shutil.ignore_patterns("__pycache__"))
    return repository(copy)


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """A repository of lists: a good list, a bad one, and files that look like lists and are none."""
    folder = tmp_path / "repository" / "lists"
    folder.mkdir(parents=True)
    for name, text in {
        "global.csv": HEADER_LINE,
        "kh.csv": f"{HEADER_LINE}{GOOD}\n",
        "th.csv": f"{HEADER_LINE}{GOOD}\n{BAD}\n",
        "vn.csv": f"{HEADER_LINE}{UNTIDY}\n",
        "kh.ledger.csv": "no,list\n",
        "00-LEGEND.csv": "no,list\n",
    }.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return repository(folder.parent)


@pytest.fixture
def try_hook(
    project: Path, lists: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> TryHook:
    """A function that runs `pre-commit try-repo` with a hook on the files named, or on all of them."""
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path_factory.getbasetemp() / "pre-commit"))

    def try_hook(hook: str, *files: str) -> subprocess.CompletedProcess[str]:
        command = (sys.executable, "-m", "pre_commit", "try-repo", project, hook, "--verbose", "--color=never")
        return run(lists, *command, *(("--files", *files) if files else ("--all-files",)))

    return try_hook


def test_validate_passes_a_good_list(try_hook: TryHook) -> None:
    """A commit of the good list goes through."""
    result = try_hook("kh-testlist-validate", "lists/kh.csv")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "Passed" in result.stdout


def test_validate_stops_a_bad_row(try_hook: TryHook) -> None:
    """A bad row stops the commit and is named; what is no list is not looked at."""
    result = try_hook("kh-testlist-validate")
    assert result.returncode == 1, result.stdout + result.stderr
    assert "Failed" in result.stdout
    assert "bad.com.kh" in result.stdout
    assert "good.com.kh" not in result.stdout
    assert "ledger" not in result.stdout
    assert "LEGEND" not in result.stdout


def test_normalize_mends_what_is_safe(try_hook: TryHook, lists: Path) -> None:
    """A row in another form is mended in place, which stops the commit once, and not again."""
    first = try_hook("kh-testlist-normalize", "lists/vn.csv")
    assert first.returncode == 1, first.stdout + first.stderr
    assert "files were modified by this hook" in first.stdout
    assert "https://untidy.com.kh/," in (lists / "lists" / "vn.csv").read_text("utf-8")
    run(lists, "git", "add", "--all")
    again = try_hook("kh-testlist-normalize", "lists/vn.csv")
    assert again.returncode == 0, again.stdout + again.stderr
