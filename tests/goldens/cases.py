"""What a golden is of: a command line, the project that it runs in, and what else it is given."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from tests.goldens.clock import NOON

_LONG: Final = 100
DESK: Final = "{desk}"
"""In an argument or a variable: the folder that all of a run lies in."""


@dataclass(frozen=True)
class Case:
    """A command line to be run."""

    project: str
    """A name in `projects.PROJECTS`."""
    line: str
    """As typed behind `kh-testlist`."""
    stdin: str | bytes = ""
    environment: Mapping[str, str] = field(default_factory=dict)
    """Beside the usual one."""
    before: tuple[str, ...] = ()
    """Command lines that are run first, in the same copy of the project, and not recorded."""
    clock: str = NOON
    typed: str = ""
    """What a person types at a terminal, a line for each answer and each key; without, there is no terminal."""
    folder: str = "project"
    """Where it runs, below the desk."""

    @property
    def name(self) -> str:
        """What tells it from every other case."""
        given = [f"{key}={value if len(value) < _LONG else '…'}" for key, value in sorted(self.environment.items())]
        if self.clock != NOON:
            given.append(f"clock={self.clock}")
        if self.folder != "project":
            given.append(f"in {self.folder}:")
        before = [f"{line};" for line in self.before]
        more = ["<", repr(self.stdin)[:60]] if self.stdin else []
        more += ["typing", repr(self.typed)] if self.typed else []
        return " ".join([f"{self.project}:", *given, *before, *(["|"] if before else []), self.line, *more])

    @property
    def arguments(self) -> list[str]:
        """The words of the line."""
        return shlex.split(self.line)


def on(project: str, *lines: str, before: tuple[str, ...] = ()) -> list[Case]:
    """Cases of one project that are given nothing but their command lines."""
    return [Case(project, line, before=before) for line in lines]
