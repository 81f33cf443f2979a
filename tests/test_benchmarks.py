"""The benchmarks leave no command and no script out, and say of each result what it is. Nothing here takes the time."""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path
from typing import Final

import click
import pytest

from kh_testlist.cli import cli
from kh_testlist.terminal.first_page import COMMANDS

_TOP: Final = Path(__file__).resolve().parent.parent
_SCRIPTS: Final = _TOP / "benchmarks"
sys.path.insert(0, str(_SCRIPTS))

from comparison import Comparison, table  # noqa: E402 - the path to it comes first
from cost import Cost  # noqa: E402 - the same
from growth import Growth  # noqa: E402 - the same
from growth_works import LEFT_OUT, WORKS, Work  # noqa: E402 - the same
from script import put  # noqa: E402 - the same

everything = importlib.import_module("all")  # by its plain name it would hide Python's own

_MARK: Final = "<!-- Made by `python benchmarks/{}.py --write`: run that, don't edit this. -->\n"


def _commands() -> set[str]:
    """All commands, those of a group by both names."""
    found = set()
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        inner = list(command.commands) if isinstance(command, click.Group) else []
        found |= {f"{name} {one}" for one in inner} or {name}
    return found


def _is_run_by(command: str, work: Work) -> bool:
    return f"{work.arguments} ".startswith(f"{command} ")


class TestNothingIsForgotten:
    """A new command or script is measured too, or it is said why not."""

    @pytest.mark.parametrize("command", sorted(_commands()))
    def test_each_command_grows_or_is_left_out(self, command: str) -> None:
        """To mend this, add a line to WORKS in benchmarks/growth_works.py, or to LEFT_OUT with the reason."""
        is_measured = any(_is_run_by(command, work) for work in WORKS)
        assert is_measured != (command in LEFT_OUT)

    def test_what_is_left_out_is_there(self) -> None:
        """A command that was taken away is not excused for ever."""
        assert LEFT_OUT.keys() <= _commands()
        assert all(any(_is_run_by(command, work) for command in _commands()) for work in WORKS)

    def test_each_script_is_run(self) -> None:
        """Whatever reports comparisons is part of `make bench`, and has its place in the document."""
        texts = {path.stem: path.read_text("utf-8") for path in _SCRIPTS.glob("*.py")}
        reporting = {name for name, text in texts.items() if re.search(r"^ +report\(", text, re.MULTILINE)}
        assert reporting == set(everything.SCRIPTS)
        document = (_TOP / "docs" / "benchmarks.md").read_text("utf-8")
        assert [name for name in ("all", *everything.SCRIPTS) if _MARK.format(name) not in document] == []


class TestComparison:
    """What a line of the table says."""

    @pytest.mark.parametrize(
        ("one", "ratio", "verdict"),
        [
            (Comparison("a", 2.0, beside="b", theirs=2.0, goal=1.0), "1.00 x", "met"),
            (Comparison("a", 2.1, beside="b", theirs=2.0, goal=1.0), "1.05 x", "**not met**"),
            (Comparison("a", 2.0, beside="b", theirs=1.0), "2.00 x", ""),
            (Comparison("a", 0.5, goal=0.4, wish=0.6, is_least=True), "", "met"),
            (Comparison("a", 0.6, goal=0.4, wish=0.6, is_least=True), "", "met, and the wish too"),
            (Comparison("a", 0.3, goal=0.4, wish=0.6, is_least=True), "", "**not met**"),
            (Comparison("a", 0.0, goal=0.0), "", "met"),
            (Comparison("a", None, goal=1.0, why="x | y\nz"), "", "not measured: x \\| y z"),
            (Comparison("a", 1.0, beside="b", goal=1.0, why="no b"), "", "not measured: no b"),
        ],
    )
    def test_verdicts(self, one: Comparison, ratio: str, verdict: str) -> None:
        """The goal is one of the ratio where there is a peer; what was not measured is never met."""
        *_, line = table([one]).splitlines()
        cells = re.split(r" ?(?<!\\)\| ?", line)[1:-1]
        assert (cells[3], cells[5]) == (ratio, verdict)
        assert one.is_missing == verdict.startswith("not measured")


class TestAll:
    """One script after another."""

    def _run(self, code: str) -> list[Comparison]:
        head = f"import sys; sys.path.insert(0, {str(_SCRIPTS)!r}); from comparison import *; "
        found: list[Comparison] = everything.run([sys.executable, "-c", head + code], "it")
        return found

    def test_results_come_over(self) -> None:
        """To the last bit, with the script's name before them."""
        assert self._run("hand_over([Comparison('a', 0.1, goal=1 / 3)])") == [Comparison("it: a", 0.1, goal=1 / 3)]

    @pytest.mark.parametrize(
        ("code", "count", "why"),
        [
            ("sys.exit(3)", 1, "it ended with 3"),
            ("hand_over([Comparison('a', 0.1)]); sys.exit(3)", 2, "it ended with 3"),
            ("pass", 1, "it handed nothing over"),
        ],
    )
    def test_failures_are_lines(self, code: str, count: int, why: str) -> None:
        """What was measured before stays."""
        found = self._run(code)
        assert len(found) == count
        assert found[-1].is_missing
        assert found[-1].why == why


class TestDocument:
    """Each script writes between its own marks."""

    def test_twice_is_once(self, tmp_path: Path) -> None:
        """And what stands around them is left alone."""
        document = tmp_path / "benchmarks.md"
        document.write_text("# Title\n\nWords.\n", "utf-8")
        put("one", "1\n", document)
        put("two", "2", document)
        before = document.read_text("utf-8")
        put("two", "22", document)
        put("two", "2", document)
        assert document.read_text("utf-8") == before
        assert before.startswith("# Title\n\nWords.\n\n## one\n\n" + _MARK.format("one") + "\n1\n\n<!-- To here. -->\n")


class TestGrowth:
    """The exponent."""

    @pytest.mark.parametrize(
        ("seconds", "exponent"),
        [
            ((0.2, 0.3, 1.1, 9.2), 1.0),
            ((0.2, 0.3, 0.3, 10.2), 2.0),
            ((0.2, 0.2, 0.21, 9.2), None),
            ((1, 1, 1, 1), None),
        ],
    )
    def test_slope(self, seconds: tuple[float, ...], exponent: float | None) -> None:
        """Between the last two, without what one row takes; none where chance would make it."""
        start, *others = (Cost(0.0, one, 0.0) for one in seconds)
        found = Growth(WORKS[0], start, tuple(others)).exponent
        assert found == (None if exponent is None else pytest.approx(exponent))
