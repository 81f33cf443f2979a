"""Each file of a project is opened once in a run: a list, a ledger and the global list are values from then on."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from tests.commands.conftest import Put
from tests.hostile.processes import environment
from tests.samples import HEADER_LINE, row

TRACED: Final = """
import os, sys

def note(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        name = os.fsdecode(arguments[0])
        flags = arguments[2]
        if not flags & (os.O_WRONLY | os.O_RDWR | os.O_DIRECTORY):
            opened.append(os.path.basename(name))

opened = []
sys.addaudithook(note)
from kh_testlist.cli import run

code = run(sys.argv[1:])
print("\\n".join(opened), file=open("opened.txt", "w"))
sys.exit(code)
"""
CHANGED: Final = {"kh.csv", "global.csv", "kh.ledger.csv", "kh-testlist.toml"}
FILES: Final = CHANGED | {"upstream.json", "here.jsonl"}


@pytest.mark.skipif(sys.platform == "win32", reason="flags of opening are POSIX's")
@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("add https://new.example.com/ --category NEWS", CHANGED - {"kh.ledger.csv"}),
        ("edit https://a.example.com/ --category HUMR --reason x", CHANGED),
        ("remove https://a.example.com/ --reason x", CHANGED),
        ("review start", FILES),
        ("review start --all", FILES),
    ],
)
def test_each_file_once(put: Put, tmp_path: Path, line: str, read: set[str]) -> None:
    """Whatever the run needs of it."""
    place = put(HEADER_LINE + row("https://a.example.com/") + "\n").parent.parent
    lists = place / "lists"
    (lists / "global.csv").write_text(HEADER_LINE + row("https://b.example.com/") + "\n", "utf-8")
    ledger = (
        "url,last_reviewed,decision,reason,evidence,next_due,previous_url\nhttps://a.example.com/,2026-01-31,keep,,,,\n"
    )
    (lists / "kh.ledger.csv").write_text(ledger, "utf-8")
    (lists / "upstream.json").write_text(
        '{"version": 1, "repository": "https://github.com/citizenlab/test-lists", "commit": "' + "a" * 40 + '"}\n',
        "utf-8",
    )
    (place / "kh-testlist.toml").write_text('list = "kh"\n', "utf-8")
    (place / "checks").mkdir()
    (place / "checks" / "here.jsonl").write_text("", "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", TRACED, *line.split()], cwd=place, env=environment(HOME=str(tmp_path / "home")),
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    opened = Counter(name for name in (place / "opened.txt").read_text("utf-8").splitlines() if name in FILES)
    assert opened == dict.fromkeys(read, 1)
