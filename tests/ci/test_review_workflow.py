"""The scripts of the scheduled review, run as they stand, on real git and a stand-in for gh."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from kh_testlist import __version__
from kh_testlist.review.quarter import quarter_of
from tests.ci.test_workflows import REVIEW, TEMPLATE, load

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the workflow runs on Linux, with GNU date")

STEPS: Final = {step.get("name"): step for job in load(REVIEW)["jobs"].values() for step in job["steps"]}
NAME: Final = ("-c", "user.name=A volunteer", "-c", "user.email=a@volunteer.example")


def script(name: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the script of the step `name` as a runner does, in `folder`."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"GIT_CONFIG_NOSYSTEM": "1", "HOME": str(folder.parent), **variables}
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS[name]["run"]],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def git(folder: Path, *words: str) -> str:
    """What git says in `folder`."""
    done = subprocess.run(["git", *NAME, *words], cwd=folder, capture_output=True, text=True, timeout=60, check=True)
    return done.stdout.strip()


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A checkout of a project with a list, and beside it what the other job gathered."""
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "origin.git")
    git(tmp_path, "clone", "--quiet", "origin.git", "checkout")
    checkout = tmp_path / "checkout"
    (checkout / "lists").mkdir()
    (checkout / "lists" / "kh.csv").write_text("old\n", "utf-8")
    git(checkout, "switch", "--quiet", "--create", "main")
    git(checkout, "add", ".")
    git(checkout, "commit", "--quiet", "--message", "A list")
    git(checkout, "push", "--quiet", "origin", "main")
    gathered = tmp_path / "review"
    for name in ("lists/kh.csv", "checks/2026Q4-kh-github.jsonl", "reviews/2026Q4/review.json", ".github/evil.yml"):
        (gathered / name).parent.mkdir(parents=True, exist_ok=True)
        (gathered / name).write_text("new\n", "utf-8")
    (gathered / "body.md").write_text("12 rows wait for you.\n", "utf-8")
    programs = tmp_path / "bin"
    programs.mkdir()
    gh = programs / "gh"
    gh.write_text(f'#!/bin/sh\nprintf "%s\\n" "$*" >> "{tmp_path}/asked"\n', "utf-8")
    gh.chmod(0o755)
    return checkout


def propose(desk: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the script that opens the pull request."""
    path = f"{desk.parent / 'bin'}{os.pathsep}{os.environ['PATH']}"
    given = {"QUARTER": "2026Q4", "LIST": "kh", "RUNNER_TEMP": str(desk.parent), "PATH": path, **variables}
    return script("Push the branch and open the pull request", desk, **given)


def test_the_review_is_opened(desk: Path) -> None:
    """Data alone comes into the branch, under nobody's name, and the body is what the program wrote."""
    done = propose(desk)
    assert done.returncode == 0, done.stderr
    branch = "review/2026Q4-kh"
    assert git(desk, "ls-remote", "--heads", "origin", branch)
    changed = git(desk, "diff", "--name-only", "main", f"origin/{branch}").splitlines()
    assert changed == ["checks/2026Q4-kh-github.jsonl", "lists/kh.csv", "reviews/2026Q4/review.json"]
    assert git(desk, "log", "-1", "--format=%an", f"origin/{branch}") == "github-actions[bot]"
    asked = (desk.parent / "asked").read_text("utf-8").splitlines()
    assert asked[0] == "auth setup-git"
    assert asked[1].startswith(f"pr create --head {branch} --title Review of kh, 2026Q4 --body-file ")


def test_work_on_a_review_is_left_alone(desk: Path) -> None:
    """A branch that is there already stays as it is, and no second request is opened."""
    assert propose(desk).returncode == 0
    git(desk, "switch", "--quiet", "main")
    before = git(desk, "ls-remote", "origin")
    (desk.parent / "asked").unlink()
    again = propose(desk)
    assert again.returncode == 0, again.stderr
    assert "not changed" in again.stdout
    assert git(desk, "ls-remote", "origin") == before
    assert "pr create" not in (desk.parent / "asked").read_text("utf-8")


@pytest.mark.parametrize("quarter", ["", "2026Q5", "2026Q4;id", "../x", "2026Q4\nmain", "--upload-pack=id"])
def test_no_quarter_no_branch(desk: Path, quarter: str) -> None:
    """What the other job says the quarter is, is checked before it becomes a name."""
    before = git(desk, "ls-remote", "origin")
    assert propose(desk, QUARTER=quarter).returncode == 1
    assert git(desk, "ls-remote", "origin") == before
    assert not (desk.parent / "asked").exists()


def test_the_quarter(tmp_path: Path) -> None:
    """It is today's, as the program names it."""
    (tmp_path / "work").mkdir()
    answers = tmp_path / "answers"
    done = script("Name the quarter", tmp_path / "work", GITHUB_OUTPUT=str(answers))
    assert done.returncode == 0, done.stderr
    assert answers.read_text("utf-8") == f"name={quarter_of(dt.datetime.now(tz=dt.UTC).date())}\n"


def test_no_stranger_comes_near_a_token() -> None:
    """The job that reads what strangers sent has no token; the one with a token runs git and gh alone."""
    gather, propose = load(REVIEW)["jobs"].values()
    assert gather["permissions"] == {"contents": "read"}
    assert "token" not in str(gather).lower().replace("persist-credentials", "")
    assert propose["needs"] == "gather"
    assert "kh-testlist" not in str(propose["steps"])
    assert "python" not in str(propose["steps"])


def test_the_template_is_the_same_for_any_list() -> None:
    """But for the list and for where the program comes from."""
    ours, theirs = load(REVIEW), load(TEMPLATE)
    assert theirs["env"]["LIST"] == "xx"
    theirs["env"]["LIST"] = "kh"
    steps = [step for step in theirs["jobs"]["gather"]["steps"] if step.get("name") == "Install"]
    assert [step["run"] for step in steps] == [f"python -m pip install kh-testlist=={__version__}"]
    steps[0]["run"] = STEPS["Install"]["run"]
    assert ours == theirs
