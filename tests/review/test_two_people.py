"""Two people review one quarter, each in a clone of their own: git carries it, and finds true conflicts alone."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

from tests.hostile.processes import assert_one_error
from tests.review.desk import Desk
from tests.samples import row

pytestmark = pytest.mark.usefixtures("on_posix")

SITES: Final = tuple(f"https://site{number}.example.com/" for number in range(6))
CASES_APART: Final = ("https://case.example.com/A", "https://case.example.com/a", "https://case.example.com/A/")
"""URLs whose letters differ in size alone, or in a slash: on some systems, so would names made of them."""


def git(folder: Path, *arguments: str, fails: bool = False) -> str:
    """Run git as a person with no settings of their own."""
    who = ("-c", "user.name=Reviewer", "-c", "user.email=reviewer@example.org", "-c", "commit.gpgsign=false")
    environ = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}
    ran = subprocess.run(["git", *who, *arguments], cwd=folder, env=environ, capture_output=True, check=False)
    said = ran.stdout.decode() + ran.stderr.decode()
    assert (ran.returncode != 0) is fails, said
    return said


class Team:
    """A bare repository, and two people with a clone each."""

    def __init__(self, folder: Path) -> None:
        self.hub = folder / "hub.git"
        git(folder, "init", "--quiet", "--bare", "-b", "main", str(self.hub))
        self.first, self.second = Desk(folder / "first"), Desk(folder / "second")
        git(self.first.project, "init", "--quiet", "-b", "main")
        git(self.first.project, "remote", "add", "origin", str(self.hub))
        self.first.put(*(row(url) for url in (*SITES, *CASES_APART)))
        self.first.seen_everywhere({**dict.fromkeys(SITES, "up"), SITES[0]: "down"})
        self.first.done("review", "start")
        self.share(self.first)
        shutil.rmtree(self.second.project)
        git(folder, "clone", "--quiet", str(self.hub), str(self.second.project))

    @staticmethod
    def commit(desk: Desk) -> None:
        """Commit all that a desk has."""
        git(desk.project, "add", "--all")
        git(desk.project, "commit", "--quiet", "-m", "review")

    def share(self, desk: Desk) -> None:
        """Commit and push."""
        self.commit(desk)
        git(desk.project, "push", "--quiet", "origin", "HEAD:main")

    def take(self, desk: Desk, *, conflicts: bool = False) -> str:
        """Commit, and merge in what the other pushed."""
        self.commit(desk)
        git(desk.project, "fetch", "--quiet", "origin")
        return git(desk.project, "merge", "--quiet", "--no-edit", "origin/main", fails=conflicts)


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """Two people who have the same review in front of them."""
    (tmp_path / "first").mkdir()
    (tmp_path / "second").mkdir()
    return Team(tmp_path)


def test_separate_rows_are_no_conflict(team: Team) -> None:
    """Each decides some rows, by command and by worksheet; the merge is the union, and either can finish it."""
    team.first.keep_all(*SITES[:3], CASES_APART[0])
    team.second.keep_all(*SITES[3:])
    sheet = team.second.project.parent / "sheet.csv"
    team.second.done("review", "worksheet", "--output", str(sheet))
    text = sheet.read_text("utf-8-sig")
    lines = []
    for line in text.splitlines():
        parts = line.split(",")
        if parts[0] in CASES_APART[1:]:
            parts[-4:] = ["keep", "", "", "read twice"]
        lines.append(",".join(parts))
    sheet.write_text("\n".join(lines) + "\n", "utf-8-sig")
    team.second.done("review", "import", str(sheet))
    team.share(team.second)
    team.take(team.first)
    assert team.first.status()["undecided"] == 0
    git(team.first.project, "push", "--quiet", "origin", "HEAD:main")
    team.take(team.second) if git(team.second.project, "status", "--porcelain") else git(
        team.second.project, "pull", "--quiet", "origin", "main"
    )
    for desk in (team.first, team.second):
        desk.done("review", "finish")
        assert {one.url for one in desk.decisions()} == {*SITES, *CASES_APART}
    assert team.first.list.read_bytes() == team.second.list.read_bytes()
    assert team.first.ledger.read_bytes() == team.second.ledger.read_bytes()


def test_no_two_rows_share_a_file(team: Team) -> None:
    """Not even where names of files know no capitals."""
    team.first.keep_all()
    found = [path for path in team.first.review.rglob("*.json") if path.parent != team.first.review]
    assert len(found) == len({path.name.casefold() for path in found}) == len((*SITES, *CASES_APART))


def test_one_row_decided_alike(team: Team) -> None:
    """The same decision, word for word, is no conflict."""
    for desk in (team.first, team.second):
        desk.decide(SITES[1], "keep", "--reason", "it is fine")
    team.share(team.first)
    team.take(team.second)
    assert team.second.status()["decided"] == 1


def test_one_row_decided_differently(team: Team) -> None:
    """Git says so in one small file; the program names it and what to do, and nothing is finished meanwhile."""
    team.first.decide(SITES[1], "keep", "--reason", "it is fine")
    team.second.decide(SITES[1], "drop", "--reason", "nobody reads it")
    team.second.keep_all(*SITES[2:])
    team.share(team.first)
    said = team.take(team.second, conflicts=True)
    [name] = [
        line.split()[-1] for line in git(team.second.project, "diff", "--name-only", "--diff-filter=U").splitlines()
    ]
    assert name in said
    before = team.second.list.read_bytes()
    for command in (("status",), ("finish",), ("worksheet", "--output", "sheet.csv")):
        ended = team.second.run("review", *command)
        assert_one_error(ended, 1, 3)
        assert Path(name).name in ended.err.replace("\n", ""), ended.err
    assert team.second.list.read_bytes() == before
    # Deciding the row anew settles it, as the conflict is about nothing else.
    (team.second.project / name).unlink()
    team.second.decide(SITES[1], "keep", "--reason", "we talked")
    assert team.second.status()["undecided"] == len((*SITES, *CASES_APART)) - 5


def test_nobody_is_named(team: Team) -> None:
    """Nothing in the review says who decided, where, or on which computer."""
    team.first.keep_all()
    team.first.done("review", "finish")
    told = b"".join(path.read_bytes() for path in team.first.review.rglob("*") if path.is_file())
    for secret in (str(team.first.project), str(team.first.home), "reviewer@example.org", os.uname().nodename):
        assert secret.encode() not in told
