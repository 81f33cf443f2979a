"""A review that somebody damages: what files may hold in place of what belongs there, and what must come of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.hostile.processes import assert_one_error
from tests.review.desk import Desk

DEEP: Final = "[" * 50_000 + "]" * 50_000
MARKERS: Final = '<<<<<<< HEAD\n{"url": "x"}\n=======\n{"url": "y"}\n>>>>>>> other\n'
TEXTS: Final = {
    "nothing": "",
    "no JSON": "{",
    "no object": "[1, 2]",
    "null": "null",
    "deep": DEEP,
    "deep in a value": '{"version": ' + DEEP + "}",
    "conflict": MARKERS,
    "unknown keys": '{"version": 1, "run": "rm -rf /"}',
    "numbers": '{"version": 1e999, "quarter": -1}',
    "bytes": "\udcff\udcfe\0\udc80",
    "huge": '{"version": 1, "quarter": "' + "x" * 40_000_000 + '"}',
    "escapes": '{"version": 1, "\x1b[31m\u202e": "\ud800"}',
}
COMMANDS: Final = (
    ("review", "status"),
    ("review", "status", "--format", "markdown"),
    ("review", "worksheet", "--output", "out.csv"),
    ("review", "finish"),
)


def decision_of(desk: Desk) -> Path:
    """The file of the only decision."""
    [found] = [path for path in desk.review.glob("*/*.json") if path.is_file()]
    return found


def assert_refused(desk: Desk, named: str, *, commands: Sequence[tuple[str, ...]] = COMMANDS) -> None:
    """Every command says in one error what is wrong with which file, and the list stays as it is."""
    before = desk.list.read_bytes()
    for command in commands:
        ended = desk.run(*command)
        assert_one_error(ended, 1, 2, 3)
        assert named in ended.err.replace("\n", ""), ended.err
        assert len(ended.err) < 4_000
    assert desk.list.read_bytes() == before
    assert not desk.ledger.exists()
