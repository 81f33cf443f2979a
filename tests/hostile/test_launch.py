"""A fork of the loaded program is what a process of its own is: it says, writes, dies and is refused the same."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest

from tests.hostile import launch, processes
from tests.hostile.launch import Forked, command
from tests.hostile.processes import Ended, end, environment, run, start
from tests.samples import HEADER_LINE, row

pytestmark = pytest.mark.skipif(not launch._MAY_FORK, reason="nothing is forked here")  # noqa: SLF001 - its own test

LINES: Final = (
    "",
    "--version",
    "--nonsense",
    "stats",
    "stats --nonsense",
    "validate --format json",
    "--lang km validate",
    "show --format csv",
    "add https://new.example.com/ --category NEWS --date 2024-01-31",
    "remove https://example.com/ --reason closed",
    "review start",
    "tag -i -",
    "--lists nowhere stats",
)
"""Commands that read, write, ask and fail."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A list of two rows."""
    (tmp_path / "lists").mkdir()
    clean(tmp_path)
    return tmp_path


def clean(project: Path) -> None:
    """Put the list back, and take away what else lies there."""
    for path in sorted(project.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (project / "lists").mkdir()
    rows = "".join(f"{one}\n" for one in (row(), row("https://Site.example.org")))
    (project / "lists" / "kh.csv").write_text(HEADER_LINE + rows, "utf-8")


def apart(*arguments: str, folder: Path, stdin: bytes = b"", **options: Any) -> Ended:  # noqa: ANN401 - JSON
    """Run the program as a process of its own."""
    done = subprocess.run(
        command(*arguments, **options), cwd=folder, env=environment(), input=stdin, capture_output=True, check=False
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


def files(project: Path) -> dict[str, bytes]:
    """What lies there, but for locks."""
    found = (path for path in project.rglob("*") if path.is_file() and path.suffix != ".lock")
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in found}


@pytest.mark.parametrize("line", LINES)
def test_the_same(project: Path, line: str) -> None:
    """It says, exits and writes as a process of its own does."""
    said = b"https://news.example.com/\n"
    forked = run(*line.split(), folder=project, stdin=said), files(project)
    clean(project)
    assert (apart(*line.split(), folder=project, stdin=said), files(project)) == forked


@pytest.mark.parametrize(
    ("line", "options"),
    [
        ("normalize", {"broken": True}),
        ("normalize", {"file_size": 100}),
        ("check https://example.com/ --pause 0 --quiet", {"offline": True}),
    ],
)
def test_the_same_stage(project: Path, line: str, options: dict[str, Any]) -> None:
    """What `program.py` does to a process it does to a fork: here, what makes it fail."""
    forked = run(*line.split(), folder=project, **options)
    clean(project)
    assert apart(*line.split(), folder=project, **options) == forked
    assert forked.code == 3


def test_the_same_steps(project: Path) -> None:
    """Killed before its so manieth step, it has done as much; and it takes as many steps."""
    line, codes = ("add", "https://new.example.com/", "--category", "NEWS", "--date", "2024-01-31"), set()
    for number in (1, 5, 9, 10, 11, 12, 14, 16, 20, 40):
        fatal = [str(project / "lists"), number]
        clean(project)
        forked = run(*line, folder=project, fatal=fatal), sorted(files(project).values())
        clean(project)
        assert (apart(*line, folder=project, fatal=fatal), sorted(files(project).values())) == forked, number
        codes.add(forked[0].code)
    assert codes == {0, -signal.SIGKILL}


def test_it_is_a_process(project: Path) -> None:
    """It has a number and a folder of its own, and can be waited for."""
    marker = project / "waits"
    lock = project / "lists" / "kh.csv"
    with processes.waiting("normalize", path=lock, marker=marker) as (process, held):
        assert isinstance(process, Forked)
        place = Path(f"/proc/{process.pid}")
        assert (place / "cwd").readlink() == project
        assert os.getsid(process.pid) == os.getsid(0)
        assert process.poll() is None
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.01)
        with pytest.raises(subprocess.TimeoutExpired):
            process.communicate(0.01)
        held.release()
        assert end(process).code == 0
        assert not place.exists()
    process.kill()  # nobody is there any more
    assert process.wait() == 0


def test_a_session_of_its_own(project: Path) -> None:
    """Where it is asked for, its whole group can be killed."""
    process = start("show", folder=project, session=True)
    assert isinstance(process, Forked)
    os.killpg(process.pid, signal.SIGKILL)
    assert end(process).code == -signal.SIGKILL


@pytest.mark.parametrize(
    ("env", "options"),
    [
        ({}, {"memory": processes.GIBIBYTE}),
        ({}, {"peak": "peak"}),
        ({"PYTHONHASHSEED": "1"}, {}),
        ({"PATH": "/nowhere"}, {}),
        ({"LC_ALL": "en_US.ISO-8859-1"}, {}),
    ],
)
def test_not_where_it_matters(project: Path, env: dict[str, str], options: dict[str, Any]) -> None:
    """Where memory is measured, or Python would start otherwise, it is a process from the start."""
    process = start("--version", folder=project, env=env, **options)
    assert isinstance(process, subprocess.Popen)
    assert sys.executable in str(process.args)
    assert end(process).code == 0
