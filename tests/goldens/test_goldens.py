"""What the program says and writes is what it was when the goldens were recorded, but for what is permitted."""

from __future__ import annotations

import csv
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click
import pytest

from kh_testlist.cli import cli
from tests.goldens import goldens
from tests.goldens.cases import Case
from tests.goldens.goldens import Permitted
from tests.goldens.recorder import Recorder, Said
from tests.goldens.table import FAMILIES
from tests.goldens.table.around import COMMANDS

ANEW = "If that is what you want: python -m tests.goldens.record"
linux = pytest.mark.skipif(sys.platform != "linux", reason="recorded on Linux: the system's own words are in it")

ALONE = (
    "stats",
    "validate --format sarif",
    "target handout --link 10123",
    "add https://a.example.com/ --category NEWS",
    "stats --nonsense",
    "--lists nowhere stats",
)
"""A few command lines that are run in a process of their own as well."""


@pytest.fixture(scope="module")
def recorder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recorder]:
    """What runs the command lines."""
    before = os.umask(0o022)
    try:
        with Recorder(tmp_path_factory.mktemp("goldens") / "x") as made:
            yield made
    finally:
        os.umask(before)


@linux
@pytest.mark.parametrize("family", FAMILIES)
def test_goldens(recorder: Recorder, family: str) -> None:
    """Nothing of a family is other than it was recorded."""
    found = list(goldens.differences(goldens.load(family), recorder.record(FAMILIES[family]), goldens.permitted()))
    assert not found, "\n\n".join([*found, ANEW])


@linux
def test_a_process_of_its_own(tmp_path: Path) -> None:
    """What runs in a fork of a process that is warm says what a process of its own says."""
    cases = [Case("plain", line) for line in ALONE]
    with Recorder(tmp_path / "warm") as warm, Recorder(tmp_path / "cold", apart=True) as cold:
        assert warm.record(cases) == cold.record(cases)


def _commands(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    yield " ".join(path), command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from _commands(inner, (*path, name))


TREE = dict(_commands(cli))


def _run(name: str) -> list[Case]:
    """The cases that run a command: its words stand in their line, one after the other."""
    words = re.compile(rf"(^|.* ){name}( |$)")
    return [case for cases in FAMILIES.values() for case in cases if words.match(case.line)]


def test_the_help_of_every_command() -> None:
    """It is recorded, and of no command that is gone."""
    assert set(COMMANDS) == set(TREE)


def test_every_command_and_format() -> None:
    """Each command is run with good and with bad input, and with each of its formats."""
    missing: list[str] = []
    for name, command in TREE.items():
        if isinstance(command, click.Group):
            continue
        cases = [case for case in _run(name) if "--help" not in case.line]
        codes = {_golden(case)["code"] for case in cases}
        missing += [f"{name} that ends well"] if 0 not in codes else []
        missing += [f"{name} that ends in an error"] if codes <= {0} else []
        for option in command.params:
            if "--format" in option.opts and isinstance(option.type, click.Choice):
                _, *others = option.type.choices
                missing += [f"{name} in {form}" for form in others if not _has(cases, f"--format {form}")]
    assert not missing


def _has(cases: list[Case], words: str) -> bool:
    return any(f"{words} " in f"{case.line} " for case in cases)


def _golden(case: Case) -> Said:
    family = next(name for name, cases in FAMILIES.items() if case in cases)
    found: Said = _LOADED[family][case.name]
    return found


_LOADED = {family: goldens.load(family) for family in FAMILIES}


def test_size() -> None:
    """There are enough of them, and they are small enough to be looked at."""
    assert sum(map(len, FAMILIES.values())) >= 150
    assert {path.stem for path in goldens.RECORDED.iterdir()} == set(FAMILIES)
    assert sum(path.stat().st_size for path in goldens.RECORDED.iterdir()) < 3_000_000


def test_permitted() -> None:
    """Each permitted difference has a reason, and differs from what was recorded."""
    for one in goldens.permitted():
        assert len(one.reason) > 10, one
        for family in FAMILIES:
            list(goldens.differences(goldens.load(family), goldens.load(family), [one]))
        assert one.used, f"changes nothing: {one}"


def test_no_row_of_upstream(upstream_lists: Path) -> None:
    """All rows are invented: no URL of upstream's lists stands in a golden."""
    listed = set()
    for path in upstream_lists.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            listed |= {row[0] for row in csv.reader(file) if row}
    listed.remove("https://example.com/")  # reserved for documentation, and on a list all the same
    text = "".join(path.read_text("utf-8") for path in goldens.RECORDED.iterdir())
    assert set(re.findall(r"https?://[^\s\"'<>,\\()`|]+", text)) & listed == set()


THEN: Final[dict[str, Said]] = {
    "a: stats": {"code": 0, "out": ["one", "two", "three", ""], "files": {"x": {"made": ["1"]}}}
}


class TestDifferences:
    """What is told of two recordings."""

    def told(self, now: object, *permitted: Permitted) -> str:
        """What is told of the recording above and another."""
        return "\n".join(goldens.differences(THEN, {"a: stats": now}, list(permitted)))

    def test_none(self) -> None:
        """Nothing of what is alike."""
        assert self.told(THEN["a: stats"]) == ""

    @pytest.mark.parametrize(
        ("now", "seen"),
        [
            ({"code": 1}, ["-0", "+1"]),
            ({"out": ["one", "TWO", "three", ""]}, ["-two", "+TWO"]),
            ({"out": ["one", "two", "three"]}, ["-"]),
            ({"out": {"bytes": 20_000, "sha256": "0"}}, ["-two", '+{"bytes": 20000, "sha256": "0"}']),
            ({"err": ["more"]}, ["+more"]),
            ({"files": {"x": {"changed": ["1"]}}}, ["-made:", "+changed:"]),
            ({"files": {"x": {"made": ["2"]}}}, ["-1", "+2"]),
            ({"files": {}}, ["-x:"]),
        ],
    )
    def test_each(self, now: dict[str, object], seen: list[str]) -> None:
        """A difference in any part is told, with the lines that differ and the case."""
        told = self.told({**THEN["a: stats"], **now})
        assert told.startswith("a: stats\n")
        assert [line for line in seen if not re.search(rf"^ +{re.escape(line)}", told, re.MULTILINE)] == []

    def test_missing(self) -> None:
        """A case without a golden, and a golden without a case."""
        assert "never recorded" in "\n".join(goldens.differences({}, THEN, []))
        assert "no longer in the table" in "\n".join(goldens.differences(THEN, {}, []))

    def test_permitted(self) -> None:
        """What is permitted is not told, nor is anything else permitted by it."""
        one = Permitted("a: *", "out", "^two$", "TWO", "a reason that is given")
        assert self.told({**THEN["a: stats"], "out": ["one", "TWO", "three", ""]}, one) == ""
        assert one.used
        assert self.told({**THEN["a: stats"], "out": ["one", "2", "three", ""]}, one) != ""
        assert self.told({**THEN["a: stats"], "code": 1, "out": ["one", "TWO", "three", ""]}, one) != ""
        other = Permitted("b: *", "out", "two", "TWO", "a reason that is given")
        assert self.told({**THEN["a: stats"], "out": ["one", "TWO", "three", ""]}, other) != ""
        assert not other.used
