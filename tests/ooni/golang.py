"""Go's own word on URLs, where Go is installed: probes are written in it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pytest

_SOURCE: Final = Path(__file__).with_name("goprobe")
_OLDEST: Final = (1, 26)
"""The version in go.mod, which no older one builds. Source: go.mod of ooni/probe-cli."""


def built(folder: Path) -> Path:
    """The program that answers, compiled into `folder`; skips the test where there is no Go."""
    go = shutil.which("go")
    if go is None:
        pytest.skip("needs Go: a probe's own parser is asked")
    said = subprocess.run([go, "env", "GOVERSION"], capture_output=True, text=True, check=False, timeout=60).stdout
    version = tuple(map(int, re.findall(r"[0-9]+", said)[:2]))
    if version < _OLDEST:
        pytest.skip(f"needs Go 1.26, whose parser is a probe's own; here is {said.strip() or 'none'}")
    program = folder / "goprobe"
    environment = {**os.environ, "GOCACHE": str(folder / "cache"), "GOPROXY": "off", "GOTOOLCHAIN": "local"}
    # The version in go.mod is that of the probe's own: it decides how strict the parser is.
    arguments = [go, "build", "-o", str(program), "."]
    subprocess.run(arguments, cwd=_SOURCE, env=environment, check=True, timeout=300)
    return program


def ask(program: Path, questions: Sequence[dict[str, str]]) -> list[dict[str, Any]]:
    """What it says to each of `questions`."""
    asked = "".join(json.dumps(question) + "\n" for question in questions)
    done = subprocess.run([str(program)], input=asked.encode(), capture_output=True, check=True, timeout=60)
    return [json.loads(line) for line in done.stdout.splitlines()]
