"""The farm from outside: start it, ask what it saw, and hold what a check said against the truth.

with Farm.started(folder, "--one-of-each", "--timeout", "2", "--speed", "0.05") as farm:
    ...  # farm.urls, farm.truth, farm["resolver"], farm.options()
    farm.stats()["forbidden_hits"]
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, Self

ROOT: Final = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Truth:
    """What is true of one URL."""

    url: str
    kind: str
    verdict: str | list[str]
    """Or the verdicts of which each is right."""
    failure: str | list[str | None] | None
    """Or the failures of which each is right; a final `*` stands for any more text."""
    host: str
    service_s: float
    """Seconds that the servers take for it, at the farm's timeout."""
    deterministic: bool
    """Whether a single attempt can tell."""
    with_control: str | list[str]
    """The verdict with the stub test helper as control."""
    control: str
    """What that helper sees; see `helper.py`."""

    def allows(self, record: Mapping[str, Any], *, control: bool = False) -> bool:
        """Whether `record` says what is true."""
        verdict = self.with_control if control else self.verdict
        return record["verdict"] in _each(verdict) and self.allows_failure(record["failure"])

    def allows_failure(self, failure: str | None) -> bool:
        """Whether `failure` is the right word."""
        return any(_matches(failure, right) for right in _each(self.failure))


def _each(right: str | list[Any] | None) -> list[Any]:
    return right if isinstance(right, list) else [right]


def _matches(failure: str | None, right: str | None) -> bool:
    if failure is None or right is None or not right.endswith("*"):
        return failure == right
    return failure.startswith(right[:-1])


class Farm:
    """A running farm."""

    def __init__(self, folder: Path, process: subprocess.Popen[str] | None = None) -> None:
        self.folder = folder
        self.place: dict[str, Any] = json.loads((folder / "farm.json").read_text("utf-8"))
        lines = (folder / "truth.jsonl").read_text("utf-8").splitlines()
        self.truth: dict[str, Truth] = {found.url: found for found in (Truth(**json.loads(line)) for line in lines)}
        """By URL, in the order of the list."""
        self._process = process

    def __getitem__(self, name: str) -> str:
        """What `farm.json` says of `name`."""
        return str(self.place[name])

    @property
    def urls(self) -> Path:
        """The list, one URL a line."""
        return self.folder / "urls.txt"

    @property
    def process_id(self) -> int:
        """Of the servers."""
        assert self._process is not None
        return self._process.pid

    def of_kind(self, *kinds: str) -> list[str]:
        """The URLs of these kinds, those of the first kind first."""
        return [found.url for kind in kinds for found in self.truth.values() if found.kind == kind]

    def options(self) -> list[str]:
        """The options by which `check` finds the farm, and may."""
        certificate = str(self.folder / "ca.pem")
        allowed = [word for name in ("allow", "allow_6") for word in ("--allow-private", self[name])]
        return ["--resolver", self["resolver"], "--ca-file", certificate, *allowed]

    def stats(self) -> dict[str, Any]:
        """What the servers saw since they were reset; see `counters.py`."""
        found: dict[str, Any] = self._ask("stats")
        return found

    def reset(self) -> None:
        """Clear the counters, and let what fails at first fail anew."""
        self._ask("reset")

    def see(self, **modes: str) -> None:
        """Let the test helper see modes in place of what was planned: by host name, or `all` for all."""
        self._ask("helper " + json.dumps({"*" if host == "all" else host: mode for host, mode in modes.items()}))

    def _ask(self, command: str) -> Any:  # noqa: ANN401 - JSON
        assert self._process is not None
        to, back = _pipes(self._process)
        to.write(command + "\n")
        to.flush()
        return json.loads(back.readline())

    @classmethod
    @contextlib.contextmanager
    def started(cls, folder: Path, *arguments: str) -> Iterator[Self]:
        """Run a farm that writes its files to `folder`, until the block ends."""
        command = [sys.executable, "-m", "tests.farm", "--out", str(folder), *arguments]
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        to, back = _pipes(process)
        try:
            assert back.readline() == "ready\n", "the farm does not start"
            yield cls(folder, process)
        finally:
            to.close()
            back.close()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _pipes(process: subprocess.Popen[str]) -> tuple[IO[str], IO[str]]:
    assert process.stdin is not None
    assert process.stdout is not None
    return process.stdin, process.stdout


def records(text: str) -> list[dict[str, Any]]:
    """The objects in lines of JSON."""
    return [json.loads(line) for line in text.splitlines()]
