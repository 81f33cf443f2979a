"""An upstream to be in step with: a bare repository beside the project, with commits that are always the same."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.goldens.making import git
from tests.goldens.rows import GLOBAL, SOUND, THAI, a_list

_FOLDER: Final = "upstream.git"


def commit(desk: Path, files: dict[str, str], day: str) -> None:
    """Have upstream's maintainers commit files."""
    work = desk / "upstream.work"
    git(desk, "clone", "--quiet", _FOLDER, work.name)
    for name, text in files.items():
        (work / name).parent.mkdir(exist_ok=True)
        (work / name).write_text(text, "utf-8", newline="")
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "-m", f"as of {day}", day=day)
    git(work, "push", "--quiet", "origin", "HEAD:refs/heads/master")
    _remove(work)


def _remove(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder)


def make(desk: Path) -> None:
    """Upstream with three lists."""
    git(desk, "init", "--quiet", "--bare", "--initial-branch=master", _FOLDER)
    git(desk / _FOLDER, "config", "uploadpack.allowFilter", "true")
    files = {"kh": a_list(*SOUND[:6]), "th": a_list(*THAI), "global": a_list(*GLOBAL)}
    commit(
        desk, {"README.md": "# Lists\n", **{f"lists/{name}.csv": text for name, text in files.items()}}, "2026-06-01"
    )
    (desk / "project" / "lists").mkdir()


OURS: Final = (
    "add https://ours.example.com/ --category NEWS --notes 'ours alone'",
    "edit https://www.example.com/ --notes 'our notes'",
    "edit http://moved.example.org/ --url https://moved-here.example.com/ --reason 'it moved'",
    "remove https://thin.example.com/ --reason 'closed in 2025'",
    "edit https://open.example.org/ --category POLR --reason 'no museum'",
)
"""What we change."""


def go_on(desk: Path) -> None:
    """Upstream changes some of the same rows, and others."""
    changed = [
        SOUND[0].replace("the oldest daily", "their notes"),
        SOUND[1].replace("blocked in 2021", "blocked again in 2026"),
        SOUND[2],
        SOUND[3].replace("anon,", "anon,open after all"),
        SOUND[4],
        SOUND[5],
        "https://theirs.example.com/,HUMR,Human Rights Issues,2026-09-01,somebody,theirs alone",
    ]
    commit(desk, {"lists/kh.csv": a_list(*changed)}, "2026-09-01")
