"""What each benchmark does alike: its options, its part of `docs/benchmarks.md`, and the way its results go."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from comparison import Comparison, hand_over, table

TOP: Final = Path(__file__).resolve().parent.parent
SNAPSHOT: Final = TOP.parent / "shared" / "upstream" / "lists"
"""Upstream's lists, where they lie beside the repository."""
NO_SNAPSHOT: Final = "upstream's lists are not here; name their folder"

_DOCUMENT: Final = TOP / "docs" / "benchmarks.md"
_TO: Final = "<!-- To here. -->\n"


def parser(about: str | None, quickly: str) -> argparse.ArgumentParser:
    """The options that every script has."""
    made = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--quick", action="store_true", help=f"{quickly}: does it run at all?")
    made.add_argument("--write", action="store_true", help=f"put the tables into {_DOCUMENT.relative_to(TOP)}")
    return made


def prepare() -> None:
    """Make the compiled modules that every installed program has, and let Python keep them."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run([sys.executable, "-m", "compileall", "-q", "kh_testlist"], cwd=TOP, check=True)


def program(*arguments: str) -> list[str]:
    """The command line of this tree's program, with no settings of the user's own."""
    return [sys.executable, "-m", "kh_testlist", "--config", "none", "-q", *arguments]


def report(name: str, details: str, comparisons: Sequence[Comparison], *, is_written: bool) -> None:
    """Print what the script `name` found, hand it over, and put it into the document if `is_written`."""
    text = f"{details.rstrip()}\n\n{table(comparisons)}"
    print(text, end="", flush=True)
    hand_over(comparisons)
    if is_written:
        put(name, text)


def put(name: str, text: str, document: Path = _DOCUMENT) -> None:
    """Put `text` between the marks of the script `name`; at the end of the document if it has none."""
    mark = f"<!-- Made by `python benchmarks/{name}.py --write`: run that, don't edit this. -->\n"
    found = document.read_text("utf-8")
    if mark not in found:
        found = f"{found.rstrip()}\n\n## {name}\n\n{mark}{_TO}"
    before, _, rest = found.partition(mark)
    _, _, after = rest.partition(_TO)
    document.write_text(f"{before}{mark}\n{text.rstrip()}\n\n{_TO}{after}", "utf-8")
