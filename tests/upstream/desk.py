"""A contributor's desk, for tests of `pr`: a project in step with an upstream on a GitHub of our own."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from unittest import mock

import pytest

from kh_testlist import cli
from kh_testlist.ledger import HEADER as LEDGER_HEADER
from tests.hostile import processes
from tests.hostile.processes import Ended, assert_civil
from tests.samples import HEADER_LINE, forget_folders, row
from tests.upstream.github.description import description
from tests.upstream.github.stub import TOKEN, UPSTREAM, GitHubStub, git, running, serve

PERSON: Final = ("Sokha Private", "sokha@private.example")
"""A volunteer, as git knows them: to be found nowhere."""
NAMES: Final = ("one", "two", "three", "four")


def site(name: str) -> str:
    """The URL of a site of that name."""
    return f"https://{name}.example.com/"


class Desk:
    """A project, and the world around it."""

    def __init__(self, folder: Path, github: GitHubStub) -> None:
        self.github = github
        self.naps: list[float] = []
        """How long the program would have slept."""
        self.project = folder / "project"
        self.clone = folder / "clone"
        self.home = folder / "home"
        self.list = self.project / "lists" / "kh.csv"
        self.ledger = self.project / "lists" / "kh.ledger.csv"
        self.environment = {
            "GITHUB_API_URL": github.url,
            "GITHUB_TOKEN": TOKEN,
            "KH_TESTLIST_UPSTREAM": str(self.clone),
            "HOME": str(self.home),
            "NO_PROXY": "127.0.0.1",
        }
        self.project.joinpath("lists").mkdir(parents=True)
        self.home.mkdir()
        (self.home / ".gitconfig").write_text(f"[user]\n\tname = {PERSON[0]}\n\temail = {PERSON[1]}\n", "utf-8")

    @property
    def upstream(self) -> Path:
        """The upstream repository."""
        return self.github.repository(UPSTREAM)

    def run(self, *arguments: str, **environment: str) -> Ended:
        """Run the program inside the test, where nothing waits in earnest; it must be civil."""
        forget_folders()
        out, err = io.BytesIO(), io.BytesIO()
        with (
            mock.patch.dict("os.environ", {**self.environment, **environment}),
            mock.patch("kh_testlist.upstream.github.sleep", self.naps.append),
            mock.patch("kh_testlist.upstream.push.sleep", self.naps.append),
            mock.patch("sys.stdin", io.TextIOWrapper(io.BytesIO(), encoding="utf-8")),
            contextlib.chdir(self.project),
            contextlib.redirect_stdout(io.TextIOWrapper(out, encoding="utf-8")) as text_out,
            contextlib.redirect_stderr(io.TextIOWrapper(err, encoding="utf-8")) as text_err,
        ):
            code = cli.run(list(arguments))
            text_out.flush()
            text_err.flush()
            return self._judged(Ended(code, out.getvalue().decode(), err.getvalue().decode()))

    def run_apart(self, *arguments: str, **environment: str) -> Ended:
        """Run the program in a process of its own."""
        return self._judged(processes.run(*arguments, folder=self.project, env={**self.environment, **environment}))

    def _judged(self, ended: Ended) -> Ended:
        assert_civil(ended)
        assert TOKEN not in ended.out + ended.err
        return ended

    def pr(self, *arguments: str, **environment: str) -> Ended:
        """Run `pr`."""
        return self.run("pr", *arguments, **environment)

    def done(self, *arguments: str, **environment: str) -> Ended:
        """Run a command that must end well."""
        ended = self.run(*arguments, **environment)
        assert ended.code == 0, ended.err
        return ended

    def add(self, *names: str, category: str = "NEWS", notes: str = "worth it") -> None:
        """Add sites to our list."""
        self.done("add", *map(site, names), "--category", category, "--notes", notes, "--date", "2026-11-01")

    def commit_upstream(self, text: str, *, branch: str = "master", file: str = "lists/kh.csv") -> str:
        """Have upstream's maintainers give a file other text."""
        return commit(self.upstream, {file: text}, branch)

    def upstream_list(self, branch: str = "master", repository: str = UPSTREAM) -> str:
        """The list in a repository."""
        return git(self.github.repository(repository), "show", f"{branch}:lists/kh.csv")

    def in_step(self) -> None:
        """Have our list be upstream's, as after a sync."""
        self.list.write_text(self.upstream_list(), "utf-8", newline="")
        self.record()

    def record(self) -> None:
        """Note that we are in step with upstream as it is."""
        head = git(self.upstream, "rev-parse", "master").strip()
        repository = f"{self.github.url}/{UPSTREAM}.git"
        known = {"repository": repository, "commit": head, "lists": {"kh": head}}
        (self.project / "lists" / "upstream.json").write_text(json.dumps(known), "utf-8")
        self.tell(repository)

    def tell(self, repository: str) -> None:
        """Have this machine know the repository, as after a `sync --upstream` with it."""
        note = self.clone / ".git" / "kh-testlist.json"
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(json.dumps({"repository": repository}), "utf-8")

    def decide(self, *cells: str) -> None:
        """Write a line into the ledger."""
        if not self.ledger.exists():
            self.ledger.write_text(",".join(LEDGER_HEADER) + "\n", "utf-8")
        with self.ledger.open("a", encoding="utf-8") as file:
            file.write(",".join([*cells, *[""] * (len(LEDGER_HEADER) - len(cells))]) + "\n")

    def branches(self, repository: str) -> list[str]:
        """The branches of a repository that are ours."""
        out = git(
            self.github.repository(repository), "for-each-ref", "--format=%(refname:short)", "refs/heads/kh-testlist"
        )
        return out.split()

    def subjects(self, repository: str, branch: str) -> list[str]:
        """The commits of a branch on top of upstream's, the oldest first."""
        base = git(self.upstream, "rev-parse", "master").strip()
        return git(
            self.github.repository(repository), "log", "--reverse", "--format=%s", f"{base}..{branch}"
        ).splitlines()

    def pull(self) -> dict[str, Any]:
        """The only pull request."""
        [found] = self.github.pulls
        return found


def commit(repository: Path, files: dict[str, str], branch: str = "master") -> str:
    """Commit `files` to a branch of a bare repository."""
    work = repository.parent / f"{repository.name}.work"
    if not work.exists():
        git(repository.parent, "init", "--quiet", "-b", "master", "--", str(work))
        git(work, "remote", "add", "origin", str(repository))
    if git(repository, "for-each-ref", f"refs/heads/{branch}"):
        git(work, "fetch", "--quiet", "origin", branch)
        git(work, "checkout", "--quiet", "--detach", "FETCH_HEAD")
    for name, text in files.items():
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        (work / name).write_text(text, "utf-8", newline="")
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "--allow-empty", "-m", "a commit of somebody else's")
    git(work, "push", "--quiet", "origin", f"HEAD:refs/heads/{branch}")
    return git(work, "rev-parse", "HEAD").strip()


@pytest.fixture(scope="session")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of repositories, with upstream's in it, to be copied."""
    root = tmp_path_factory.mktemp("hosted")
    repository = root / f"{UPSTREAM}.git"
    repository.mkdir(parents=True)
    git(repository, "init", "--quiet", "--bare", "-b", "master")
    serve(repository)
    rows = "".join(row(site(name)) + "\n" for name in NAMES)
    commit(repository, {
        "README.md": "# Lists\n",
        "lists/kh.csv": HEADER_LINE + rows,
        "lists/global.csv": HEADER_LINE + row("https://global.example.com/") + "\n",
    })  # fmt: skip
    shutil.rmtree(repository.with_name(f"{repository.name}.work"))
    return root


@pytest.fixture
def github(tmp_path: Path, hosted: Path, socket_enabled: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[GitHubStub]:
    """A GitHub with upstream's repository. Whatever it is asked must be as GitHub's description says."""
    del socket_enabled
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "GITHUB_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    root = tmp_path / "github"
    shutil.copytree(hosted, root)
    with running(root, description()) as stub:
        yield stub
    assert stub.violations == []


@pytest.fixture
def desk(tmp_path: Path, github: GitHubStub) -> Desk:
    """A project whose list is in step with upstream."""
    made = Desk(tmp_path / "desk", github)
    made.in_step()
    return made
