"""The works of `growth.py`: a line for each command that takes a list, and the files that it needs, at any size."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from cost import FailedError
from evidence import FETCH, HEADER, Api, api, environment
from script import program

from kh_testlist.categories import CATEGORIES
from tests.upstream.git_server import make_upstream

_NETWORKS: Final = 10
_EACH: Final = 20
"""Measurements of a row, on average."""
_TAUGHT: Final = 2_500
"""Rows of another country's list: the same number at each size, and enough for a model."""
_FEWEST: Final = 50
"""The fewest rows for `train`: it cannot learn from one row."""
_HOST: Final = "madeup"
"""This domain does not exist. Reserved domains are not used, because the rules report more about them."""
_DESK: Final = "desk"
_FILES: Final = "files"
_REVIEWS: Final = "reviews"


class Work(NamedTuple):
    """A command on a list, as `growth.py` measures it."""

    name: str
    arguments: str
    """The command, with names in braces for the files of `Place`."""
    accepted: tuple[int, ...] = (0,)
    why: str = ""
    """The reason why it may grow faster than the list."""
    is_afresh: bool = False
    """True if the cache is empty when it starts."""


_DIFF: Final = "the diff that it shows takes rows times changes, and here a fifth of the rows are changed"
_AGAIN: Final = "no more than 4,096 URLs are remembered as they were parsed; of a longer list some are parsed again"

_SYNCED: Final = "each decision is a file of its own, which the disk confirms before the next"

WORKS: Final = (
    Work("validate", "validate"),
    Work("validate, each row bad", "validate {bad}", (1,)),
    Work("normalize --check", "normalize --check"),
    Work("normalize --check, each row bad", "normalize --check {bad}", (1,), _AGAIN),
    Work("show", "show"),
    Work("stats", "stats"),
    Work("add", "add https://new.madeup/ --category NEWS"),
    Work("edit", "edit https://site0.madeup/ --notes changed"),
    Work("remove", "remove https://site0.madeup/ --reason gone"),
    Work("import", "import {links} --category NEWS"),
    Work("tag", "tag -i {links} --model {model} --format jsonl"),
    Work("tag --audit", "tag --audit"),
    Work("train", "train --lists {learn} --output {here}/trained.model"),
    Work(
        "check, refused before a request",
        "check -i {private} --no-canary --passes 1 --journal {here}/journal.jsonl",
        why=_AGAIN,
    ),
    Work("sync", "sync --upstream {upstream}"),
    Work("diff", "diff"),
    Work("pr --dry-run", "pr --dry-run", why=_DIFF),
    Work("evidence fetch", " ".join((*FETCH, "--api {api}")), is_afresh=True),
    Work("evidence fetch, nothing new", " ".join((*FETCH, "--api {api}"))),
    Work("evidence show", "evidence show"),
    Work("evidence gaps", "evidence gaps"),
    Work("report", "report"),
    Work("review start", "review start --quarter 2026Q3"),
    Work("review status", "review status --quarter 2026Q4"),
    Work("review worksheet", "review worksheet --quarter 2026Q4 -o {here}/sheet.csv"),
    Work("review import", "review import --quarter 2026Q4 {here}/decided.csv", why=_SYNCED),
    Work("review finish", "review finish --quarter 2026Q2"),
    Work("target input", "target input"),
    Work("target link", "target link"),
    Work("target descriptor", "target descriptor"),
    Work("target plan", "target plan"),
    Work("candidates, from a file", "candidates --from {links}"),
)
"""The commands to measure. Add a line to measure one more."""

LEFT_OUT: Final = {
    "init": "it makes a list and reads none",
    "rules": "it reads no list",
    "review decide": "it does for one row what `review import` does for many",
    "target handout": "it reads a link, not a list",
    "target login": "it reads no list",
    "target qr": "it reads a link, not a list",
    "target publish": "it sends one request, with what `target descriptor` makes",
    "target drift": "it compares one answer of OONI with what `target input` makes",
    "target preview": "it mostly waits for OONI's answers, one by one",
}
"""Commands without a line, and why."""


class Place(NamedTuple):
    """A project with a list of one size, and the other files that the works need."""

    folder: Path
    api: Api

    def turn(self, work: Work) -> tuple[list[str], Path, dict[str, str]]:
        """Return the command line of `work`, an unchanged folder to run it in, and its environment."""
        here = self.folder / "turn"
        shutil.rmtree(here, ignore_errors=True)
        # To copy a file for each decision takes longer than most works.
        is_review = work.name.startswith("review")
        shutil.copytree(self.folder / _DESK, here, ignore=None if is_review else shutil.ignore_patterns(_REVIEWS))
        if work.is_afresh:
            shutil.rmtree(here / "cache")
        files = {path.stem: str(path) for path in (self.folder / _FILES).iterdir()}
        words = [word.format(**files, here=here, api=self.api.root) for word in work.arguments.split()]
        return program(*words), here, _environment(here)


def _environment(here: Path) -> dict[str, str]:
    return environment(here) | {"HOME": str(here), "KH_TESTLIST_UPSTREAM": str(here / "clone")}


@contextmanager
def place(folder: Path, rows: int) -> Iterator[Place]:
    """Make a place in `folder` for a list of so many rows, synced some time ago, with evidence of a year."""
    with api(rows, _NETWORKS, _EACH * rows, _HOST) as served:
        desk, files = folder / _DESK, folder / _FILES
        (desk / "lists").mkdir(parents=True)
        files.mkdir()
        _write_files(files, rows)
        upstream = make_upstream(files / "upstream.git")
        upstream.put(kh=_list(rows), th=_list(_TAUGHT, "th"))
        sync = ("sync", "--upstream", str(upstream.folder))
        for arguments in (sync, ("train", "--lists", str(desk / "clone" / "lists"), "--output", str(files / "model"))):
            _run(desk, *arguments)
        _run(desk, *FETCH, "--api", served.root)
        for learning in (("tag", "--audit"), ("candidates", "--from", str(files / "links.txt"))):
            _run(desk, *learning)  # learn a model first, and keep it
        more = max(rows // 10, 1)
        upstream.put(kh=_list(rows, changed=7) + _rows(more, "theirs"))
        (desk / "lists" / "kh.csv").write_text(_list(rows, changed=11) + _rows(more, "ours"), "utf-8")
        _review(desk)
        yield Place(folder, served)


def _review(desk: Path) -> None:
    """Make a review with a filled worksheet that waits, and one with all decisions."""
    for quarter in ("2026Q4", "2026Q2"):
        _run(desk, "review", "start", "--all", "--quarter", quarter)
    _run(desk, "review", "worksheet", "--quarter", "2026Q2", "-o", str(desk / "sheet.csv"))
    with (desk / "sheet.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row | {"decision": "keep"} for row in csv.DictReader(file)]
    with (desk / "decided.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    _run(desk, "review", "import", "--quarter", "2026Q2", str(desk / "decided.csv"))


def _run(desk: Path, *arguments: str) -> None:
    ran = subprocess.run(
        program(*arguments), cwd=desk, env=_environment(desk), capture_output=True, text=True, check=False
    )
    if ran.returncode:
        raise FailedError(f"{' '.join(arguments)} ended with {ran.returncode} {ran.stderr}")


def _write_files(files: Path, rows: int) -> None:
    numbers = range(rows)
    (files / "learn").mkdir()
    (files / "learn" / "kh.csv").write_text(_list(max(rows, _FEWEST)), "utf-8")
    (files / "links.txt").write_text("".join(f"https://link{number}.{_HOST}/\n" for number in numbers), "utf-8")
    private = (f"http://10.{number >> 16}.{number >> 8 & 255}.{number & 255}/\n" for number in numbers)
    (files / "private.txt").write_text("".join(private), "utf-8")
    bad = (f"HTTP://Bad{number}.Example,news,News media,2024-1-31 , x,  spaced \n" for number in numbers)
    (files / "bad.csv").write_text(HEADER + "".join(bad), "utf-8")


def _list(rows: int, name: str = "site", changed: int = 0) -> str:
    return HEADER + _rows(rows, name, changed)


def _rows(rows: int, name: str, changed: int = 0) -> str:
    """Return so many made-up rows, the same each time. If `changed` is a number, every tenth row has another note."""
    made = []
    for number in range(rows):
        category = CATEGORIES[number * number % len(CATEGORIES)]
        note = f"changed {changed}" if changed and number % 10 == changed % 10 else "of a town" if number % 3 else ""
        cells = (f"https://{name}{number}.{_HOST}/", category.code, f'"{category.legend}"', "2024-01-31", "x", note)
        made.append(",".join(cells) + "\n")
    return "".join(made)
