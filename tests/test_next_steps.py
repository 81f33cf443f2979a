"""Every command that the program prints can be typed as it is: each is run with `--help`."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from kh_testlist import cli
from kh_testlist.terminal import first_page
from tests.plain.texts import PACKAGE, TOP, Kind, of_code

_RECORDED: Final = TOP / "tests" / "goldens" / "recorded"
_COMMAND: Final = re.compile(r"\bkh-testlist ((?:[^`\n“”\"']|\"[^\"\n]*\"|'[^'\n]*')+)")
_QUOTED: Final = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")
_END: Final = re.compile(r"[.,;:)]+(?=\s|$)|,? (?:or|and|to|in|with|then) |\s{2,}|\s\(|$")
"""Where the sentence goes on after a command that is not in backticks."""
_ESCAPE: Final = re.compile(r"\x1b\[[0-9;]*m")


def _commands(text: str) -> Iterator[str]:
    """Yield the command lines in a text that a person may read, without the program's name."""
    for line in _ESCAPE.sub("", text).split("\n"):
        if line.lstrip().startswith(("Usage: ", "{", "[", "complete ")):
            continue
        for match in _COMMAND.finditer(line):
            before, rest = line[: match.start()], match[1]
            in_code = before.count("`") % 2 == 1
            end = _END.search(_QUOTED.sub(lambda quoted: "q" * len(quoted[0]), rest))
            command = (rest if in_code or end is None else rest[: end.start()]).strip()
            is_meant = in_code or before.rstrip().endswith((":", "$")) or not before.strip()
            if is_meant or command.split(" ")[0] in first_page.COMMANDS:
                yield command


def _of_sources() -> set[str]:
    """Return the commands in the program's own messages. What is put in is `X`."""
    kinds = {Kind.ERROR, Kind.NEXT_STEP, Kind.MESSAGE}
    texts = (text.text for text in of_code(sorted(PACKAGE.rglob("*.py"))) if text.kind in kinds)
    filled = (_filled(text) for text in texts if "(?" not in text)  # that is a pattern
    return {command for text in filled for command in _commands(text)}


def _filled(text: str) -> str:
    """Return `text` with `X` for what is put in. Next to a word, that is an option or nothing."""
    return re.sub(r"(?<=\w)\{\}", " X", text.replace("kh-testlist{}", "kh-testlist")).replace("{}", "X")


def _of_runs() -> set[str]:
    """Return the commands that some hundred runs of the program printed, with what was put in."""
    found: set[str] = set()
    for path in sorted(_RECORDED.glob("*.json")):
        for case, said in json.loads(path.read_text("utf-8")).items():
            for part in ("out", "err"):
                text = said.get(part, [])
                if isinstance(text, list) and not re.search("--format (json|sarif|csv)", case):
                    found |= set(_commands("\n".join(text)))
    return found


COMMANDS: Final = sorted(_of_sources() | _of_runs())


@pytest.mark.parametrize("line", COMMANDS)
def test_it_can_be_typed(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shell reads it, the command exists, and it has these options."""
    monkeypatch.chdir(tmp_path)
    words = shlex.split(line)
    assert not {"|", "…"} & set("".join(words)), "a person can't type this"
    assert cli.run([*words, "--help"]) == 0


def test_there_are_many() -> None:
    """The commands are found in messages, and in what was printed."""
    assert len(_of_sources()) > 60
    assert len(_of_runs()) > 60
