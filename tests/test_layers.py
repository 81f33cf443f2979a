"""The layers hold what they say: each room is placed, a command sees only what it may, and no command file is long."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

TOP: Final = Path(__file__).resolve().parent.parent
PACKAGE: Final = TOP / "kh_testlist"
MAY_BE_SEEN: Final = {"commands", "errors", "operations", "reports", "settings", "terminal", "workspace"}
"""What a command imports, beside click."""
ABOVE: Final = {"__init__", "__main__", "cli"}
LONGEST_COMMAND: Final = 80
COMMANDS: Final = sorted((PACKAGE / "commands").rglob("*.py"))


def contracts() -> list[dict[str, Any]]:
    """What import-linter holds the code to."""
    with (TOP / "pyproject.toml").open("rb") as file:
        found: list[dict[str, Any]] = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    return found


def test_a_command_sees_nothing_else() -> None:
    """Whatever room there is, a command may see it or is forbidden to: a new one has to be named."""
    rooms = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    [forbidden] = [
        one["forbidden_modules"] for one in contracts() if one.get("source_modules") == ["kh_testlist.commands"]
    ]
    assert {name.removeprefix("kh_testlist.") for name in forbidden} == rooms - MAY_BE_SEEN - ABOVE


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_command_is_short(path: Path) -> None:
    """Options, one operation, one report: with its help it fits on a screen or two."""
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_COMMAND
