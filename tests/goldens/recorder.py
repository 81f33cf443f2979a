"""Runs command lines, each in a fresh copy of its project, and says what came of them."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

from tests.goldens import files, normal, terminal
from tests.goldens.cases import DESK, Case
from tests.goldens.projects import PROJECTS, Project

_TOP: Final = Path(__file__).resolve().parents[2]
_LONGEST: Final = 10_000
"""Bytes of a text that are recorded; of a longer one the digest is."""

_USUAL: Final = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", "TZ": "UTC"}
_INSIDE: Final = (sys.executable, "-m", "tests.goldens.inside")
_SERVERS: Final = (sys.executable, "-m", "tests.goldens.servers")

Said = dict[str, Any]
"""What is recorded of a case, as JSON has it."""


def environment(desk: Path) -> dict[str, str]:
    """All that a run is given: nothing of the environment of whoever records, but where programs are."""
    home = desk / "home"
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "TMPDIR": str(desk.parent / "tmp"),
        "KH_TESTLIST_UPSTREAM": str(desk / "clone"),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "COLUMNS": "80",
        "LINES": "24",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_DATE": "2026-11-21T12:00:00Z",
        "GIT_COMMITTER_DATE": "2026-11-21T12:00:00Z",
    }


class Recorder:
    """A folder in which command lines are run one after the other, always in the same place.

    With a `checkout`, the program is that of another version of this project.
    """

    def __init__(  # noqa: PLR0913 - each is for one of those who record
        self,
        base: Path,
        *,
        apart: bool = False,
        full: Path | None = None,
        projects: Mapping[str, Project] = PROJECTS,
        checkout: Path | None = None,
        longest: int = _LONGEST,
    ) -> None:
        base = base.resolve()
        self._desk = base / "desk"
        self._kept = base / "kept"
        self._streams = base / "streams"
        self._apart, self._full, self._longest = apart, full, longest
        self._projects = projects
        self._environment = _USUAL | ({"PYTHONPATH": str(checkout)} if checkout else {})
        for folder in (self._kept, self._streams, base / "tmp"):
            folder.mkdir(parents=True)
        self._known = files.Known()
        self._states: dict[str, dict[str, bytes]] = {}
        self._doors: dict[str, int] = {}
        self._processes: dict[str, subprocess.Popen[str]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._processes.values():
            _pipe(process.stdin).close()
            process.wait(30)
            _pipe(process.stdout).close()

    def record(self, cases: Iterable[Case]) -> dict[str, Said]:
        """What came of each case, by its name."""
        found = {}
        for case in cases:
            assert case.name not in found, f"twice in the table: {case.name}"
            found[case.name] = self.run(case)
        return found

    def run(self, case: Case) -> Said:
        """What came of one case."""
        self._lay_out(case.project)
        self._open_doors(case.project)
        for line in case.before:
            code = self._run(Case(case.project, line, environment=case.environment))
            assert code == 0, (
                f"{line}, which comes first, ended with {code}\n{(self._streams / 'err').read_text('utf-8')}"
            )
        # A case that does nothing first starts from what its project is, and that was looked at once.
        before = files.state(self._desk, self._known) if case.before else self._states[case.project]
        code = self._run(case)
        after = files.state(self._desk, self._known)
        found: Said = {"code": code}
        for name in ("out", "err"):
            said = self._text((self._streams / name).read_bytes())
            if said:
                found[name] = said
        changed = {path: self._change(how, data) for path, how, data in files.changes(before, after)}
        if changed:
            found["files"] = changed
        return found

    def _lay_out(self, name: str) -> None:
        """Put a copy of the project `name` on the desk; the first time, make it."""
        kept = self._kept / name
        if not kept.exists():
            self._make(self._projects[name])
            shutil.copytree(self._desk, kept, symlinks=True)
            self._states[name] = files.state(self._desk, self._known)
            return
        self._clear()
        shutil.copytree(kept, self._desk, symlinks=True)

    def _make(self, project: Project) -> None:
        if project.on:
            self._lay_out(project.on)
        else:
            self._clear()
            for folder in ("project", "home"):
                (self._desk / folder).mkdir(parents=True)
        self._open_doors(project.name)
        if project.make:
            project.make(self._desk)
        for line in project.lines:
            code = self._run(line if isinstance(line, Case) else Case(project.name, line))
            err = (self._streams / "err").read_text("utf-8")
            assert code == 0, f"the project {project.name} can't be made: {line} ended with {code}\n{err}"
        if project.then:
            project.then(self._desk)

    def _clear(self) -> None:
        if self._desk.exists():
            shutil.rmtree(self._desk)

    def _run(self, case: Case) -> int:
        """Run the last line of a case."""
        with terminal.opened(case.typed, self._streams / "err") as name:
            code = self._run_at(case, name)
        assert code >= 0, f"ended by the signal {-code}: {case.name}"
        return code

    def _run_at(self, case: Case, name: str | None) -> int:
        def filled(text: str) -> str:
            return text.replace(DESK, str(self._desk))

        given = case.stdin if isinstance(case.stdin, bytes) else case.stdin.encode()
        (self._streams / "in").write_bytes(given)
        for stream in ("out", "err"):
            (self._streams / stream).unlink(missing_ok=True)
        order = {
            "arguments": [filled(word) for word in case.arguments],
            "folder": str(self._desk / case.folder),
            "environment": environment(self._desk) | {key: filled(text) for key, text in case.environment.items()},
            "stdin": name or str(self._streams / "in"),
            "out": str(self._streams / "out"),
            "err": name or str(self._streams / "err"),
            "types": name is not None,
            "clock": case.clock,
            "doors": self._doors if self._projects[case.project].has_network else {},
        }
        if self._apart:
            return subprocess.run(
                [*_INSIDE, json.dumps(order)], cwd=_TOP, env=self._environment, check=False
            ).returncode
        return int(self._ask("program", _INSIDE, json.dumps(order)))

    def _open_doors(self, project: str) -> None:
        """Start the servers, where a project may reach them; have them forget what earlier cases asked of them."""
        if not self._projects[project].has_network:
            return
        if not self._doors:
            self._doors = json.loads(self._start("servers", _SERVERS))
        assert self._ask("servers", _SERVERS, "forget") == "ready"

    def _start(self, name: str, command: Sequence[str]) -> str:
        process = subprocess.Popen(
            command,
            cwd=_TOP,
            env=_USUAL if name == "servers" else self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._processes[name] = process
        return _pipe(process.stdout).readline() if name == "servers" else ""

    def _ask(self, name: str, command: Sequence[str], line: str) -> str:
        if name not in self._processes:
            self._start(name, command)
        process = self._processes[name]
        _pipe(process.stdin).write(f"{line}\n")
        _pipe(process.stdin).flush()
        answer = _pipe(process.stdout).readline().strip()
        assert answer, f"{name} ended"
        return answer

    def _change(self, how: str, data: bytes) -> Said:
        return {how: self._text(data)}

    def _text(self, data: bytes) -> Any:  # noqa: ANN401 - JSON: lines, or what is said of too many
        """What is recorded of a text: its lines; of a long one its digest."""
        data = normal.normal(data, self._desk)
        self._keep(data)
        if len(data) > self._longest:
            return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        return data.decode("utf-8", "surrogateescape").split("\n") if data else []

    def _keep(self, data: bytes) -> None:
        """Write a text in full where somebody wants that, under the digest that stands in the golden."""
        if self._full and len(data) > self._longest:
            self._full.mkdir(parents=True, exist_ok=True)
            (self._full / hashlib.sha256(data).hexdigest()).write_bytes(data)


def _pipe(found: IO[str] | None) -> IO[str]:
    assert found is not None
    return found
