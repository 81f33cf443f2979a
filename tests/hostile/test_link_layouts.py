"""Links of any layout that a pull request may bring: nothing of what they lead to is printed, changed or made.

`KH_TESTLIST_LAYOUTS=500` runs as many layouts as were run once before a release; the suite runs a part of them.
"""

from __future__ import annotations

import os
import random
import shutil
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from kh_testlist import cli
from tests.ci.test_action import PullRequest
from tests.hostile.processes import Ended, assert_civil
from tests.samples import HEADER_LINE, forget_folders, row

LAYOUTS: Final = int(os.environ.get("KH_TESTLIST_LAYOUTS", "60"))
SECRET: Final = "ghs_0123456789SecretOfTheMachine"  # noqa: S105 - that is the point
QUARTER: Final = "2026Q4"
LIST: Final = HEADER_LINE + row() + "\n" + row("https://example.org/") + "\n"
LEDGER: Final = "url,last_reviewed,decision,reason,evidence,next_due,previous_url\n"

PLACES: Final = (
    "lists",
    "lists/kh.csv",
    "lists/kh.ledger.csv",
    "lists/global.csv",
    "lists/.kh.csv.lock",
    "lists/.kh.csv.intent",
    "lists/.kh.csv.next",
    "lists/.kh.ledger.csv.next",
    "lists/.upstream.json.lock",
    "lists/upstream.json",
    "lists/kh.run.json",
    "lists/.gitignore",
    "kh-testlist.toml",
    "reviews",
    f"reviews/{QUARTER}",
    f"reviews/{QUARTER}/review.json",
    f"reviews/{QUARTER}/rows.jsonl",
    f"reviews/{QUARTER}/decisions",
    f"reviews/{QUARTER}/finished.json",
    f"reviews/{QUARTER}/report.html",
    "data",
)
"""What a pull request may put a link in the place of; `data` is a folder that links go through."""

COMMANDS: Final = (
    ("validate",),
    ("validate", "lists"),
    ("validate", "lists/kh.csv", "--format", "json"),
    ("validate", "--fix"),
    ("validate", "--changed-since", "HEAD"),
    ("normalize",),
    ("show",),
    ("stats",),
    ("add", "https://new.example.com/", "--category", "NEWS"),
    ("edit", "https://example.com/", "--url", "https://example.net/"),
    ("remove", "https://example.com/", "--reason", "closed"),
    ("import", "new.csv"),
    ("init",),
    ("init", "--list", "th"),
    ("diff",),
    ("sync", "--upstream", "https://127.0.0.1:1/x/y"),
    ("review", "start", "--quarter", QUARTER),
    ("review", "status"),
    ("review", "decide", "https://example.com/", "keep", "--reason", "fine"),
    ("review", "finish"),
    ("review", "worksheet", "--output", "sheet.csv"),
    ("report", "--format", "markdown"),
    ("target", "input"),
    ("target", "drift"),
)


class Machine:
    """A checkout, and the machine around it that no link may reach."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.checkout = folder / "checkout"
        self.outside = folder / "home"

    def make(self) -> None:
        """Make all of it anew."""
        shutil.rmtree(self.folder, ignore_errors=True)
        (self.outside / "lists").mkdir(parents=True)
        (self.outside / "reviews" / QUARTER / "decisions").mkdir(parents=True)
        for name in ("id_rsa", "lists/kh.csv", "lists/secret.csv", f"reviews/{QUARTER}/review.json"):
            (self.outside / name).write_text(f"{SECRET}\n{SECRET},NEWS,{SECRET},2024-01-31,x,{SECRET}\n", "utf-8")
        (self.checkout / "lists").mkdir(parents=True)
        (self.checkout / "lists" / "kh.csv").write_text(LIST, "utf-8")
        (self.checkout / "lists" / "kh.ledger.csv").write_text(LEDGER, "utf-8")
        (self.checkout / "lists" / "global.csv").write_text(HEADER_LINE, "utf-8")
        (self.checkout / "new.csv").write_text(HEADER_LINE + row("https://import.example.com/") + "\n", "utf-8")
        self.git("init", "--quiet")
        self.git("add", "--all")
        self.git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "--message=.")
        with (self.checkout / ".git" / "config").open("a") as config:
            config.write(f'[http "https://github.com/"]\n\textraheader = AUTHORIZATION: basic {SECRET}\n')
        (self.checkout / ".git" / "commondir").write_text(".\n", "utf-8")

    def git(self, *arguments: str) -> None:
        """Run git in the checkout."""
        subprocess.run(
            ["git", *arguments], cwd=self.checkout, check=True, env={"PATH": os.environ["PATH"], "HOME": "/"}
        )

    def targets(self) -> list[Path]:
        """Places that a link may lead to."""
        git = self.checkout / ".git"
        inside = [git, git / "config", git / "commondir", git / "hooks", git / "refs", git / "new"]
        home = self.outside
        outside = [home, home / "id_rsa", home / "lists", home / "lists" / "kh.csv", home / "reviews", home / "new"]
        system = [Path("/proc/self/environ"), Path("/proc/self"), Path("/etc/hostname"), Path("/dev/zero"), Path("/")]
        return inside + outside + system

    def state(self) -> dict[Path, Any]:
        """What must stay as it is: everything but the data of the checkout."""
        found: dict[Path, Any] = {}
        for top in (self.outside, self.checkout / ".git"):
            for path in (top, *top.rglob("*")):
                status = path.lstat()
                content = path.read_bytes() if stat.S_ISREG(status.st_mode) else None
                found[path] = (status.st_mode, content)
        return found


def bring_links(machine: Machine, chance: random.Random) -> list[str]:
    """Put one to three links into the checkout, direct or in a chain; say which."""
    told: list[str] = []
    for place in chance.sample(PLACES, chance.choice([1, 1, 1, 2, 3])):
        path = machine.checkout / place
        if path.parent.resolve() != path.parent:
            continue  # an earlier link leads away from here
        target = chance.choice(machine.targets())
        for number in range(chance.choice([0, 0, 0, 1, 2])):  # a chain
            link = machine.checkout / f"link{len(told)}{number}"
            link.symlink_to(target)
            target = link
        if chance.random() < 0.2:  # through a folder that is a link
            way = machine.checkout / f"way{len(told)}"
            way.symlink_to(target.parent)
            target = way / target.name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(os.path.relpath(target, path.parent) if chance.random() < 0.5 else target)
        told.append(f"{place} -> {path.readlink()}")
    return told


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    """A machine, which `make` makes."""
    if os.name == "nt":
        pytest.skip("needs links")
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "KH_TESTLIST_UPSTREAM"):
        monkeypatch.setenv(name, str(tmp_path / "own" / name))
    made = Machine(tmp_path / "machine")
    before = Path.cwd()
    yield made
    os.chdir(before)


def run_there(machine: Machine, *arguments: str, capsys: pytest.CaptureFixture[str]) -> Ended:
    """Run the program in the checkout."""
    os.chdir(machine.checkout)
    forget_folders()
    code = cli.run(list(arguments))
    said = capsys.readouterr()
    return Ended(code, said.out, said.err)


@pytest.mark.parametrize("part", range(4))
def test_any_layout(machine: Machine, capsys: pytest.CaptureFixture[str], part: int) -> None:
    """Whatever links there are, and whatever is run: no secret is shown, and nothing that they lead to changes."""
    refused = 0
    for seed in range(part, LAYOUTS, 4):
        chance = random.Random(seed)  # noqa: S311 - layouts, not secrets
        machine.make()
        links = bring_links(machine, chance)
        before = machine.state()
        for command in chance.sample(COMMANDS, 4):
            ended = run_there(machine, *command, capsys=capsys)
            told = f"seed {seed}: {links}: {command}: {ended}"
            assert SECRET not in ended.out + ended.err, told
            assert_civil(ended)
            assert machine.state() == before, told
            refused += "is a link" in ended.err
    assert refused > LAYOUTS // 8, "hardly a link was met"


@pytest.mark.parametrize("command", [("validate",), ("remove", "https://example.com/", "--reason", "closed"),
                                     ("edit", "https://example.com/", "--url", "https://example.net/"),
                                     ("review", "start", "--quarter", QUARTER)],
                         ids=lambda words: words[0])  # fmt: skip
def test_a_folder_that_becomes_a_link(
    machine: Machine, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    """A folder that is swapped for a link before any one step of a run: the step is refused, or goes to the folder."""
    real = os.open
    for folder in ("lists", "reviews"):
        for at in range(1, 80, 3):
            machine.make()
            before = machine.state()
            steps = 0

            def swapping(path: Any, flags: int, *rest: Any, folder: str = folder, at: int = at, **more: Any) -> int:  # noqa: ANN401 - as os.open takes them
                nonlocal steps
                steps += 1
                if steps == at:
                    place = machine.checkout / folder
                    place.mkdir(exist_ok=True)
                    place.rename(machine.checkout / "aside")
                    place.symlink_to(machine.checkout / ".git" if at % 2 else machine.outside / folder)
                return real(path, flags, *rest, **more)

            with monkeypatch.context() as patch:
                patch.setattr(os, "open", swapping)
                ended = run_there(machine, *command, capsys=capsys)
            assert SECRET not in ended.out + ended.err
            assert machine.state() == before, (folder, at, ended)
            if steps < at:
                break
        else:
            pytest.fail("it never came to its end")


@pytest.mark.parametrize("seed", range(max(6, LAYOUTS // 10)))
def test_through_the_action(tmp_path: Path, seed: int) -> None:
    """The action's own script prints nothing of what links lead to, whichever paths it is given."""
    chance = random.Random(seed)  # noqa: S311 - layouts, not secrets
    machine = Machine(tmp_path / "machine")
    machine.make()
    pull_request = PullRequest(tmp_path)
    place = chance.choice(["lists", "lists/zz.csv", "lists/kh.csv", "data", "deep/lists", "lists/global.csv"])
    target = chance.choice(["../.git/config", "../.git", ".git", "../../.git/config", *map(str, machine.targets())])
    path = pull_request.origin / place
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(target)
    paths = chance.choice(
        ["", place, f"./{place}/", f"{place}/kh.csv", f"lists\n{place}", ".git/config", "lists/../.git"]
    )
    job = pull_request.check(inputs={"paths": paths})
    assert SECRET not in job.output + job.summary
    assert "repositoryformatversion" not in job.output + job.summary
    assert job.code in {0, 1, 3}, job.output
