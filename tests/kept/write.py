"""Keep what a version of the program writes: `python -m tests.kept.write NAME CHECKOUT`.

CHECKOUT is a folder with the package `kh_testlist` of that version: a worktree of git, or what `git archive` unpacks.
It runs with the libraries that are installed here. What it wrote goes to `tests/kept/written/NAME`, and beside it, in
`said.json`, what that version said when it read that again. Never do that anew for a version that was released: its
files are what people have.

`python -m tests.kept.write --read` writes down where the program as it is now says something else of kept files, in
`since.json`. Read each line of the difference: a text may change, what was read may not.
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from tests.goldens import recorder
from tests.goldens.projects import Project
from tests.goldens.recorder import Recorder
from tests.kept import keeping, reading
from tests.kept.stages import STAGES, Stage

_TOP: Final = Path(__file__).resolve().parents[2]
_KILLED: Final = -9


def main() -> None:
    """Write one version's files anew."""
    parser = argparse.ArgumentParser(prog="python -m tests.kept.write", description=__doc__)
    parser.add_argument("name", nargs="?", help="of the version")
    parser.add_argument("checkout", nargs="?", type=Path)
    parser.add_argument("--read", action="store_true", help="write down what is said now of all that is kept")
    given = parser.parse_args()
    if given.read != (given.checkout is None):
        parser.error("give a name and a checkout, or --read alone")
    os.umask(0o022)
    with tempfile.TemporaryDirectory() as base:
        if given.read:
            read(Path(base))
        else:
            write(keeping.WRITTEN / given.name, given.checkout.resolve(), Path(base).resolve())


def read(base: Path) -> None:
    """Write down what is said now of what each version wrote, where that version said something else."""
    for writer in keeping.writers():
        then, now = keeping.load(writer, keeping.SAID), reading.said(writer, base / writer.name)
        since = {name: keeping.changed(then[name], found) for name, found in now.items()}
        keeping.save(writer, keeping.SINCE, {name: found for name, found in since.items() if found})


def write(writer: Path, checkout: Path, base: Path) -> None:
    """Run every stage with the program in `checkout`, and keep what it leaves in `writer`."""
    shutil.rmtree(writer, ignore_errors=True)
    writer.mkdir(parents=True)
    index: dict[str, Any] = {}
    said: dict[str, Any] = {}
    states: dict[str, dict[str, bytes]] = {}
    stages = [stage for stage in STAGES if writer.name not in stage.not_of]
    projects = {stage.name: _project(stage, checkout) for stage in stages}
    with Recorder(base / "kept", projects=projects, checkout=checkout, longest=keeping.LONGEST) as recorded:
        for stage in stages:
            said |= recorded.record(stage.reads)
            top = base / "kept" / "kept" / stage.name
            below = states.get(stage.on, {})
            states[stage.name] = keeping.collected(top, base / "kept" / "desk")
            keeping.keep(writer / stage.name, states[stage.name], below)
            index[stage.name] = {
                "on": stage.on,
                "without": sorted(below.keys() - states[stage.name].keys()),
                "private": keeping.private(top),
            }
    for name, found in ((keeping.INDEX, index), (keeping.SAID, said), (keeping.SINCE, {})):
        keeping.save(writer, name, found)


def _project(stage: Stage, checkout: Path) -> Project:
    def then(desk: Path) -> None:
        if stage.then:
            stage.then(desk)
        if stage.killed:
            _kill(desk, stage.killed, checkout)

    return Project(stage.name, stage.says, stage.on, stage.make, stage.lines, then, has_network=True)


def _kill(desk: Path, line: str, checkout: Path) -> None:
    environment = recorder.environment(desk) | {"PYTHONPATH": f"{checkout}{os.pathsep}{_TOP}"}
    command = [sys.executable, "-m", "tests.kept.killed", *shlex.split(line)]
    ran = subprocess.run(command, cwd=desk / "project", env=environment, capture_output=True, check=False)
    assert ran.returncode == _KILLED, f"{line} was not killed\n{ran.stderr.decode()}"


if __name__ == "__main__":
    main()
