"""What all benchmarks share: their options, their part of `docs/benchmarks.md`, and the output of their results."""

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
"""Upstream's lists, if they are next to the repository."""
NO_SNAPSHOT: Final = "upstream's lists are not here; name their folder"

_DOCUMENT: Final = TOP / "docs" / "benchmarks.md"
_TO: Final = "<!-- To here. -->\n"


def parser(about: str | None, quickly: str) -> argparse.ArgumentParser:
    """Return a parser with the options that every script has."""
    made = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--quick", action="store_true", help=f"{quickly}: does it run at all?")
    made.add_argument("--write", action="store_true", help=f"put the tables into {_DOCUMENT.relative_to(TOP)}")
    return made


def prepare() -> None:
    """Compile the modules as in an installed program, and let Python keep them."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run([sys.executable, "-m", "compileall", "-q", "kh_testlist"], cwd=TOP, check=True)


def program(*arguments: str) -> list[str]:
    """Return the command line of this tree's program, without the user's own settings."""
    return [sys.executable, "-m", "kh_testlist", "--config", "none", "-q", *arguments]


def report(name: str, details: str, comparisons: Sequence[Comparison], *, is_written: bool) -> None:
    """Print the results of the script `name`, hand them over, and put them into the document if `is_written`."""
    text = f"{details.rstrip()}\n\n{table(comparisons)}"
    print(text, end="", flush=True)
    hand_over(comparisons)
    if is_written:
        put(name, text)


def put(name: str, text: str, document: Path = _DOCUMENT) -> None:
    """Put `text` between the marks of the script `name`, or at the end of the document if it has no marks."""
    mark = f"<!-- Made by `python benchmarks/{name}.py --write`: run that, don't edit this. -->\n"
    found = document.read_text("utf-8")
    if mark not in found:
        found = f"{found.rstrip()}\n\n## {name}\n\n{mark}{_TO}"
    before, _, rest = found.partition(mark)
    _, _, after = rest.partition(_TO)
    document.write_text(f"{before}{mark}\n{text.rstrip()}\n\n{_TO}{after}", "utf-8")
