"""Rows and lists that the tests of `sync` share, and what a project has after one."""

from __future__ import annotations

import json
from pathlib import Path

from tests.samples import HEADER_LINE, row

ONE, TWO, THREE, FOUR, FIVE = (row(f"https://{name}.example.com/") for name in ("one", "two", "three", "four", "five"))


def text(*rows: str) -> str:
    """A list of these rows."""
    return HEADER_LINE + "".join(f"{one}\n" for one in rows)


def the_list(project: Path) -> str:
    """Our list."""
    return (project / "lists" / "kh.csv").read_bytes().decode()


def recorded(project: Path) -> dict[str, str]:
    """What `upstream.json` says."""
    found: dict[str, str] = json.loads((project / "lists" / "upstream.json").read_text("utf-8"))
    return found
