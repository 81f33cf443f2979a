"""The stub of OONI Run as tests hold it: a process of its own, told and asked through files."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from unittest import mock

from tests.hostile.inside import run_inside
from tests.hostile.processes import SECONDS, Ended, until

_PROGRAM: Final = str(Path(__file__).with_name("run_stub.py"))


@dataclass(frozen=True)
class RunStub:
    """A running stub."""

    folder: Path
    root: str

    @property
    def state(self) -> dict[str, Any]:
        """What it knows, and what it was asked."""
        place = self.folder / "state.json"
        if not place.exists():
            return {"links": {}, "mails": [], "requests": []}
        state: dict[str, Any] = json.loads(place.read_text("utf-8"))
        return state

    def order(self, **orders: object) -> None:
        """What to do wrong, and what to know, from here on."""
        (self.folder / "orders.json").write_text(json.dumps(orders), "utf-8")


@contextlib.contextmanager
def running(folder: Path) -> Iterator[RunStub]:
    """A stub in `folder`, until the end of the block."""
    folder.mkdir()
    process = subprocess.Popen([sys.executable, _PROGRAM, str(folder)], stdin=subprocess.DEVNULL)
    try:
        until(lambda: (folder / "port").exists() or process.poll() is not None)
        yield RunStub(folder, f"http://127.0.0.1:{(folder / 'port').read_text('utf-8')}")
    finally:
        process.terminate()
        process.wait(SECONDS)


def run_here(folder: Path, *arguments: str, stdin: str = "", **env: str) -> Ended:
    """Run the program inside the test, in `folder` and on the lists there; quick, where a process is not the point."""
    with contextlib.chdir(folder), mock.patch.dict(os.environ, env):
        return run_inside(folder / "lists", *arguments, stdin=stdin.encode())
