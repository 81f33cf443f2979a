"""action.yml, its own steps run by bash as GitHub's runner runs them, on friendly and hostile pull requests."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from tests.samples import HEADER_LINE, row

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="bash on Windows may be that of another system")

ROOT: Final = Path(__file__).parents[2]
ACTION: Final = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
PROGRAM: Final = Path(sys.executable).with_name("kh-testlist")

NETWORK: Final = bool(os.environ.get("KH_TESTLIST_NETWORK_TESTS"))

SECRET: Final = "TOP-SECRET-OF-THE-MACHINE"  # noqa: S105 - nothing is opened with it

IDENTITY: Final = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "A"), ("EMAIL", "a@example.com"), ("DATE", "2026-01-01T00:00:00Z"))
}

REGISTERED: Final = frozenset(
    {
        *("add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group", "notice"),
        *("remove-matcher", "save-state", "set-env", "set-output", "stop-commands", "warning"),
    }
)
"""The commands that the runner obeys. Source: actions/runner, ActionCommandManager.cs."""


@dataclass(frozen=True)
class Command:
    """A line of a step's output that the runner obeyed."""

    name: str
    properties: dict[str, str]
    data: str


def _decoded(text: str, *more: tuple[str, str]) -> str:
    for written, meant in (("%0D", "\r"), ("%0A", "\n"), *more, ("%25", "%")):
        text = text.replace(written, meant)
    return text


def _parsed(line: str, known: frozenset[str]) -> Command | None:
    """The command that the runner sees in `line`. Source: actions/runner, ActionCommand.cs, both syntaxes."""
    modern = re.match(r"\s*::(?P<head>.*?)::(?P<data>.*)", line, re.DOTALL)
    ancient = re.search(r"##\[(?P<head>[^\]]*)\](?P<data>.*)", line, re.DOTALL)
    for match, separator, escapes in (
        (modern, ",", ((("%3A", ":"), ("%2C", ",")))),
        (ancient, ";", (("%3B", ";"), ("%5D", "]"))),
    ):
        if match is None:
            continue
        name, _, written = match["head"].partition(" ")
        if name.lower() not in known:
            continue
        pairs = (pair.partition("=") for pair in written.strip().split(separator) if pair)
        properties = {key: _decoded(value, *escapes) for key, _, value in pairs}
        return Command(name.lower(), properties, _decoded(match["data"]))
    return None


def obeyed(output: str) -> list[Command]:
    """The commands in `output` that the runner obeys, but for those that only stop and resume the obeying."""
    found = []
    stopped_until: str | None = None
    for line in re.split(r"\r\n|\r|\n", output):
        known = REGISTERED | ({stopped_until} if stopped_until else frozenset())
        command = _parsed(line, known)
        if command is None:
            continue
        if stopped_until is not None:
            if command.name == stopped_until:
                stopped_until = None
        elif command.name == "stop-commands":
            stopped_until = command.data.lower()
        else:
            found.append(command)
    assert stopped_until is None, "the runner was never told to resume"
    return found


@dataclass
class Job:
    """What a job left behind."""

    code: int = 0
    """The exit code of the first step that failed, or 0."""
    output: str = ""
    """What the job page would show."""
    summary: str = ""
    failed: str = ""
    """The name of the step that failed."""

    @property
    def commands(self) -> list[Command]:
        """What the runner was made to do."""
        return obeyed(self.output)

    @property
    def annotations(self) -> list[tuple[str, str, int, str]]:
        """Kind, file, line and rule of each annotation on the diff."""
        return [
            (one.name, one.properties["file"], int(one.properties["line"]), one.properties["title"].split()[0])
            for one in self.commands
            if "file" in one.properties
        ]


@dataclass
class Runner:
    """As much of GitHub's runner as the action needs: expressions, steps, files for outputs and the summary."""

    folder: Path
    workspace: Path
    inputs: dict[str, str] = field(default_factory=dict)
    base: str = ""
    """The base commit of the pull request; empty on other events."""
    variables: dict[str, str] = field(default_factory=dict)
    """The job's own environment."""
    install: bool = False
    """Whether to really install the program, which needs a package registry."""

    def run(self) -> Job:
        """Run the action's steps up to the first that fails."""
        job = Job()
        self.folder.mkdir()
        (self.folder / "temp").mkdir()
        values = {
            "github.event.pull_request.base.sha": self.base,
            "steps.python.outputs.python-path": sys.executable,
            "steps.base.outputs.commit": "",
        }
        for name, declared in ACTION["inputs"].items():
            values[f"inputs.{name}"] = self.inputs.get(name, self._evaluate(declared["default"], values))
        assert self.inputs.keys() <= ACTION["inputs"].keys()
        for number, step in enumerate(ACTION["runs"]["steps"]):
            if "uses" in step:
                assert step["uses"].startswith("actions/setup-python@")
                continue
            if step["id" if "id" in step else "name"] == "install" and not self.install:
                values["steps.install.outputs.program"] = str(PROGRAM)
                continue
            job.code = self._step(number, step, values, job)
            if job.code:
                job.failed = step["name"]
                break
        return job

    @staticmethod
    def _evaluate(text: str, values: dict[str, str]) -> str:
        return re.sub(r"\$\{\{ (.+?) \}\}", lambda match: values[match[1]], text)

    def _step(self, number: int, step: dict[str, Any], values: dict[str, str], job: Job) -> int:
        assert step["shell"] == "bash"
        assert "if" not in step
        script, outputs, summary = (self.folder / f"{number}-{name}" for name in ("script.sh", "outputs", "summary"))
        script.write_text(step["run"], encoding="utf-8")
        for path in (outputs, summary):
            path.touch()
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": os.environ["HOME"],
            "LANG": "C.UTF-8",
            **{name: value for name, value in os.environ.items() if name.startswith("PIP_")},
            **self.variables,
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_WORKSPACE": str(self.workspace),
            "GITHUB_OUTPUT": str(outputs),
            "GITHUB_STEP_SUMMARY": str(summary),
            "GITHUB_ENV": str(self.folder / "env"),
            "GITHUB_PATH": str(self.folder / "path"),
            "RUNNER_TEMP": str(self.folder / "temp"),
            **{name: self._evaluate(text, values) for name, text in step.get("env", {}).items()},
        }
        result = subprocess.run(
            ("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script),
            cwd=self.workspace,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=300,
            check=False,
        )
        job.output += result.stdout.decode("utf-8")
        job.summary += summary.read_text("utf-8")
        for line in outputs.read_text("utf-8").splitlines():
            name, _, value = line.partition("=")
            values[f"steps.{step['id']}.outputs.{name}"] = value
        return result.returncode


@dataclass
class PullRequest:
    """A repository of lists with a base commit, a pull request on it, and the runner's shallow checkout of that."""

    folder: Path

    def __post_init__(self) -> None:
        """Make the repository, with one list that has an old row with a fault."""
        self.origin.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")
        self.write("lists/global.csv", HEADER_LINE + row("https://global.com.kh/") + "\n")
        self.write("lists/kh.csv", HEADER_LINE + row("https://old.com.kh/") + "\n" + row("https://bad.com.kh") + "\n")
        self.base = self.commit()

    @property
    def origin(self) -> Path:
        """The repository on the server."""
        return self.folder / "origin"

    @property
    def workspace(self) -> Path:
        """The runner's checkout."""
        return self.folder / "workspace"

    def git(self, *arguments: str, cwd: Path | None = None) -> str:
        """Run git with nothing of the user's settings."""
        result = subprocess.run(
            ("git", *arguments),
            cwd=cwd or self.origin,
            env={"PATH": os.environ["PATH"], "HOME": os.environ["HOME"], **IDENTITY},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        )
        return result.stdout.strip()

    def write(self, path: str, text: str) -> None:
        """Put a file into the pull request."""
        file = self.origin / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")

    def add(self, *rows: str, path: str = "lists/kh.csv") -> None:
        """Add rows to a list."""
        file = self.origin / path
        self.write(
            path, (file.read_text("utf-8") if file.exists() else HEADER_LINE) + "".join(f"{one}\n" for one in rows)
        )

    def commit(self) -> str:
        """Commit all there is."""
        self.git("add", "--all", "--force")
        self.git("commit", "--quiet", "--allow-empty", "--message=.")
        return self.git("rev-parse", "HEAD")

    def check(self, *, base: str | None = None, depth: int = 1, **settings: Any) -> Job:  # noqa: ANN401 - of Runner
        """Commit the pull request, check it out as the runner does, and run the action there."""
        self.commit()
        self.git("clone", "--quiet", f"--depth={depth}", self.origin.as_uri(), str(self.workspace), cwd=self.folder)
        base = self.base if base is None else base
        return Runner(self.folder / "runner", self.workspace, base=base, **settings).run()


@pytest.fixture
def pull_request(tmp_path: Path) -> PullRequest:
    """A pull request that changes nothing yet."""
    return PullRequest(tmp_path)


def test_clean_rows_pass(pull_request: PullRequest) -> None:
    """A good row passes with nothing said of it, nor of the old fault beside it; the base was fetched for that."""
    pull_request.add(row("https://new.com.kh/"))
    job = pull_request.check()
    assert (job.code, job.commands) == (0, []), job.output
    assert "no problems found" in job.summary


def test_broken_rows_fail_with_annotations_on_their_lines(pull_request: PullRequest) -> None:
    """Each new row with a fault is annotated where it stands; the old one is not."""
    pull_request.add(row("https://fine.com.kh/"), row("https://a.com.kh/", code="NOPE"), row("https://OLD.com.kh/"))
    job = pull_request.check()
    assert job.code == 1
    assert {(file, line) for _, file, line, _ in job.annotations} == {("lists/kh.csv", 5), ("lists/kh.csv", 6)}
    assert ("error", "lists/kh.csv", 5) in {found[:3] for found in job.annotations}
    assert "a.com.kh" in job.summary
    assert "bad.com.kh" not in job.output + job.summary


def test_warnings_fail_by_default_and_pass_where_asked(pull_request: PullRequest, tmp_path: Path) -> None:
    """`fail-on` is the limit, and what lies below it is annotated all the same."""
    pull_request.add(row("https://UPPER.com.kh/"))
    job = pull_request.check()
    assert [found[:3] for found in job.annotations] == [("warning", "lists/kh.csv", 4)]
    assert job.code == 1
    lenient = Runner(tmp_path / "again", pull_request.workspace, {"fail-on": "error"}, pull_request.base).run()
    assert lenient.code == 0
    assert lenient.annotations == job.annotations


def test_without_a_pull_request_every_row_counts(pull_request: PullRequest) -> None:
    """On other events there is no base."""
    job = pull_request.check(base="")
    assert job.code == 1
    assert [found[:3] for found in job.annotations] == [("error", "lists/kh.csv", 3)]


def test_merge_commit_is_compared_with_its_first_parent(pull_request: PullRequest) -> None:
    """As our own workflow does it: no fetch is needed, and what the base gained meanwhile is not blamed."""
    pull_request.git("checkout", "--quiet", "-b", "change")
    pull_request.add(row("https://UPPER.com.kh/"))
    pull_request.commit()
    pull_request.git("checkout", "--quiet", "main")
    pull_request.add(row("https://OTHER.com.kh/"), path="lists/th.csv")
    pull_request.commit()
    pull_request.git("merge", "--quiet", "--no-ff", "--no-edit", "change")
    pull_request.write("README", "")
    pull_request.git("add", "README")
    pull_request.git("commit", "--quiet", "--amend", "--no-edit")
    pull_request.git(
        "clone", "--quiet", "--depth=2", pull_request.origin.as_uri(), "workspace", cwd=pull_request.folder
    )
    pull_request.git("remote", "remove", "origin", cwd=pull_request.workspace)
    inputs = {"changed-since": "HEAD^1", "directory": "workspace"}
    job = Runner(pull_request.folder / "runner", pull_request.folder, inputs).run()
    assert [found[:3] for found in job.annotations] == [("warning", "lists/kh.csv", 4)]


def test_paths_with_spaces_and_khmer_letters(pull_request: PullRequest) -> None:
    """Paths come one a line, blank lines and Windows line ends and all; nothing in them is for the shell."""
    strange = ["my lists/បញ្ជី kh.csv", "$(touch pwned)/`touch pwned`.csv", "-n/'\"*.csv"]
    for path in strange:
        pull_request.add(row("https://UPPER.com.kh/"), path=path)
    paths = "\r\n".join(["", *strange, ""])
    job = pull_request.check(inputs={"paths": paths})
    assert [found[:3] for found in job.annotations] == [("warning", path, 2) for path in strange]
    assert not list(pull_request.folder.rglob("pwned"))


def test_messages_are_decoded_as_written(pull_request: PullRequest) -> None:
    """Percent signs of an encoded Khmer URL reach the annotation as they are."""
    url = "https://khmer.com.kh/%E1%9E%81?a=%0A::error::x"
    pull_request.add(row(url, code="NOPE"))
    job = pull_request.check()
    assert {command.name for command in job.commands} <= {"error", "warning", "notice"}
    assert any(url in command.data for command in job.commands)
    assert all(file == "lists/kh.csv" for _, file, _, _ in job.annotations)


@pytest.mark.parametrize("base", ["0" * 40, "no-such-branch"])
def test_unknown_base_is_an_error_with_a_next_step(pull_request: PullRequest, base: str) -> None:
    """A base that is neither here nor on the server ends in words of what to do."""
    job = pull_request.check(base=base)
    assert job.code == 3
    assert job.failed == "Find the commit to compare with"
    assert "fetch-depth: 2" in job.commands[-1].data


@pytest.mark.parametrize(
    "base", ["--upload-pack=touch pwned", "-u touch pwned", "+main:refs/heads/pwned", "main:pwned", "$(touch pwned)"]
)
def test_base_is_no_option_and_no_refspec(pull_request: PullRequest, base: str) -> None:
    """Whoever lets a stranger choose the base loses nothing by it."""
    job = pull_request.check(base=base)
    assert job.code == 3
    assert not list(pull_request.folder.rglob("pwned"))


@pytest.mark.parametrize("inputs", [{"fail-on": "never"}, {"paths": "missing.csv"}, {"paths": "--help"}])
def test_failure_is_not_taken_for_success(pull_request: PullRequest, inputs: dict[str, str]) -> None:
    """Where nothing could be checked, the job fails, and says so."""
    job = pull_request.check(inputs=inputs)
    assert job.code in {2, 3}
    assert [command.name for command in job.commands] == ["error"]
    assert job.summary == ""


# Hostile pull requests


def test_settings_of_the_checkout_are_not_read(pull_request: PullRequest) -> None:
    """A pull request can't switch the rules off for itself."""
    pull_request.write("kh-testlist.toml", '[validate]\nselect = ["TXT001"]\nignore = ["URL002"]\nfail-on = "error"\n')
    shutil.copy(pull_request.origin / "kh-testlist.toml", pull_request.origin / "lists")
    pull_request.add(row("https://UPPER.com.kh/"))
    job = pull_request.check()
    assert job.code == 1
    assert [found[:3] for found in job.annotations] == [("warning", "lists/kh.csv", 4)]


def test_no_module_of_the_checkout_is_imported(pull_request: PullRequest, tmp_path: Path) -> None:
    """Not where it is called like ours or a library's, nor where the job itself puts the checkout on the path."""
    marker = tmp_path / "imported"
    code = f"open({str(marker)!r}, 'w').close()\n"
    for module in ("click", "csv", "git", "sitecustomize", "usercustomize", "pip", "venv", "kh_testlist/__init__"):
        pull_request.write(f"{module}.py", code)
        pull_request.write(f"lists/{module}.py", code)
    for script in ("kh_testlist/__main__.py", "setup.py", "conftest.py"):
        pull_request.write(script, code)
    pull_request.write("evil.pth", f"import os; {code}")
    pull_request.add(row("https://UPPER.com.kh/"))
    job = pull_request.check(variables={"PYTHONPATH": f"{pull_request.workspace}:."})
    assert job.code == 1, job.output
    assert [found[:3] for found in job.annotations] == [("warning", "lists/kh.csv", 4)]
    assert not marker.exists()


@pytest.mark.parametrize("event", ["pull request", "push"])
@pytest.mark.parametrize("kind", ["list", "relative", "global", "folder", "folder of a checkout", "device"])
def test_no_link_leads_out_of_the_checkout(pull_request: PullRequest, tmp_path: Path, kind: str, event: str) -> None:
    """Nothing of the machine is read out into the log, whatever in the lists folder is a link."""
    outside = tmp_path / "outside" / "lists"
    outside.mkdir(parents=True)
    for name in ("kh.csv", "secret.csv", "global.csv"):
        (outside / name).write_text(f"{HEADER_LINE}{SECRET},NEWS,{SECRET},2024-01-31,x,{SECRET}\n", encoding="utf-8")
    if kind == "folder of a checkout":
        pull_request.git("init", "--quiet", cwd=outside)
    lists = pull_request.origin / "lists"
    pull_request.add(row("https://new.com.kh/"))
    if kind.startswith("folder"):
        shutil.rmtree(lists)
        lists.symlink_to(outside)
    elif kind == "global":
        (lists / "global.csv").unlink()
        (lists / "global.csv").symlink_to(outside / "global.csv")
    elif kind == "relative":
        (lists / "zz.csv").symlink_to("../../outside/lists/secret.csv")
    else:
        (lists / "zz.csv").symlink_to("/dev/zero" if kind == "device" else outside / "secret.csv")
    job = pull_request.check(base="" if event == "push" else None)
    assert job.code == 3, job.output
    assert SECRET not in job.output + job.summary


@pytest.mark.parametrize(
    "spelling", ["{}/{}/sub", "{}//{}/sub", "{}/./{}/sub", "{}/{}//sub/", "{}/{}/../{}/sub", "link/{}/sub"]
)
def test_no_spelling_of_the_folder_leads_out(tmp_path: Path, spelling: str) -> None:
    """However the workflow writes the folder of the checkout, a link below it is not followed."""
    workspace, outside = tmp_path / "workspace", tmp_path / "outside"
    for place in (workspace, outside):
        place.mkdir()
    (outside / "kh.csv").write_text(f"{HEADER_LINE}{SECRET},NEWS,{SECRET},2024-01-31,x,{SECRET}\n", encoding="utf-8")
    (workspace / "sub").symlink_to(outside)
    (tmp_path / "link").symlink_to(tmp_path)
    directory = spelling.replace("{}", str(tmp_path), 1) if spelling[0] == "{" else f"{tmp_path}/{spelling}"
    directory = directory.replace("{}", "workspace")
    job = Runner(tmp_path / "runner", workspace, {"directory": directory, "paths": "kh.csv"}).run()
    assert job.code == 3, job.output
    assert SECRET not in job.output + job.summary


def test_the_runners_own_links_are_followed(tmp_path: Path) -> None:
    """What lies above the checkout, or apart from it, no pull request brought."""
    (tmp_path / "workspace" / "lists").mkdir(parents=True)
    (tmp_path / "workspace" / "lists" / "kh.csv").write_text(
        f"{HEADER_LINE}{row('https://a.com.kh/')}\n", encoding="utf-8"
    )
    (tmp_path / "link").symlink_to(tmp_path)
    inputs = {"directory": f"{tmp_path}/link/workspace"}
    assert Runner(tmp_path / "runner", tmp_path / "workspace", inputs).run().code == 0
    (tmp_path / "elsewhere").mkdir()
    assert Runner(tmp_path / "other", tmp_path / "elsewhere", inputs).run().code == 0


@pytest.mark.parametrize(
    "name",
    [
        "evil\n::error file=README,line=1::pwned\n.csv",
        "evil\r::add-mask::a\r.csv",
        "::error::pwned.csv",
        "##[add-mask]a.csv",
        "evil ##[set-output name=pwned]pwned.csv",
        "\x1b]0;pwned\x07.csv",
        "`pwned` [x](https:) | <img> @all.csv",
        "%0A::error::pwned.csv",
    ],
)
@pytest.mark.parametrize("fault", ["row", "link"])
def test_names_of_lists_steer_nothing(pull_request: PullRequest, tmp_path: Path, name: str, fault: str) -> None:
    """A list may be called what it will: the runner is made to annotate, and to do nothing else."""
    if fault == "row":
        pull_request.add(row("https://UPPER.com.kh/"), path=f"lists/{name}")
    else:
        (tmp_path / "secret").write_text(SECRET, encoding="utf-8")
        (pull_request.origin / "lists" / name).symlink_to(tmp_path / "secret")
    job = pull_request.check()
    assert job.code == (1 if fault == "row" else 3)
    assert len(job.commands) == 1, job.output
    [command] = job.commands
    assert command.name == ("warning" if fault == "row" else "error")
    if fault == "row":
        assert command.properties["line"] == "2"
        assert command.properties["title"].startswith("URL002")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f]", job.output)
    assert SECRET not in job.output
    assert not re.search(r"<img|(?<!\\)`pwned|(?<!\\)\[x", job.summary)


def test_cells_steer_nothing(pull_request: PullRequest) -> None:
    """Nor do the cells of a row."""
    evil = ["x\n::error file=README::pwned\ny", "##[add-mask]a", "\x1b[2J", "::stop-commands::x", "<img src=x> @all"]
    cells = io.StringIO(newline="")
    writer = csv.writer(cells, lineterminator="\n")
    for number, text in enumerate(evil):
        writer.writerow([f"https://{number}.com.kh/{text}", text, text, text, text, text])
    pull_request.add(cells.getvalue().removesuffix("\n"))
    job = pull_request.check()
    assert job.code == 1
    assert {command.name for command in job.commands} <= {"error", "warning", "notice"}
    assert {file for _, file, _, _ in job.annotations} == {"lists/kh.csv"}
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f]", job.output + job.summary)
    assert "<img" not in re.sub("`[^`]*`", "", job.summary)


def test_folder_that_looks_like_a_repository_runs_nothing(pull_request: PullRequest, tmp_path: Path) -> None:
    """Nobody leads git to run what the settings of a bare repository inside the pull request say."""
    marker = tmp_path / "executed"
    lists = pull_request.origin / "lists"
    run = f"touch {marker}; false"
    pull_request.write("lists/HEAD", "ref: refs/heads/main\n")
    pull_request.write("lists/objects/info/keep", "")
    pull_request.write("lists/refs/heads/keep", "")
    pull_request.write(
        "lists/config",
        "[core]\n\trepositoryformatversion = 1\n\tbare = true\n"
        f'\tfsmonitor = "{run}"\n\tsshCommand = "{run}"\n\tpager = "{run}"\n'
        "[extensions]\n\tpartialClone = origin\n"
        f'[remote "origin"]\n\tpromisor = true\n\turl = {lists}\n\tuploadpack = "{run};"\n'
        '[protocol]\n\tallow = always\n[protocol "ext"]\n\tallow = always\n',
    )
    pull_request.add(row("https://UPPER.com.kh/"))
    job = pull_request.check()
    assert job.code in {1, 3}, job.output
    assert not marker.exists(), job.output


@pytest.mark.parametrize("size", [15, 40])
def test_huge_list_is_bounded(pull_request: PullRequest, size: int) -> None:
    """A list of many megabytes ends in findings or one error, in bounded time, memory, log and summary."""
    resource = pytest.importorskip("resource")
    line = row("https://UPPER.com.kh/", notes="x" * 950) + "\n"
    pull_request.write("lists/zz.csv", HEADER_LINE + line * (size * 1024**2 // len(line)))
    job = pull_request.check()
    assert job.code == (1 if size == 15 else 3), job.output[:1000]
    assert len(job.summary.encode()) <= 1024**2
    assert len(job.output.encode()) <= 1024**2
    assert {command.name for command in job.commands} == ({"error", "warning", "notice"} if size == 15 else {"error"})
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert peak * (1 if sys.platform == "darwin" else 1024) < 1024**3


@pytest.mark.network
@pytest.mark.skipif(not NETWORK, reason="needs a package registry: set KH_TESTLIST_NETWORK_TESTS")
def test_program_is_installed_without_a_look_at_the_checkout(pull_request: PullRequest, tmp_path: Path) -> None:
    """The step that installs, too, runs in a stranger's checkout."""
    marker = tmp_path / "imported"
    for module in ("pip/__init__", "pip/__main__", "venv/__init__", "venv/__main__", "ensurepip/__init__", "hatchling"):
        pull_request.write(f"{module}.py", f"open({str(marker)!r}, 'w').close()\n")
    pull_request.write("pip.conf", "[global]\nindex-url = https://pwned.invalid/\n")
    pull_request.add(row("https://UPPER.com.kh/"))
    job = pull_request.check(install=True)
    assert job.code == 1, job.output
    assert [found[:3] for found in job.annotations] == [("warning", "lists/kh.csv", 4)]
    assert not marker.exists()
