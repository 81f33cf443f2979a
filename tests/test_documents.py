"""What the documents say the program prints is what it prints, and what they link to is there.

In the tour, the tutorial and the how-to each fenced block marked `console` is run, in the order of the text, in one
empty folder for each document. A line that starts with `$ ` is a command. The lines after it are what a person sees; a
line `...` stands for anything. Blocks with other marks are the job of `test_examples.py`.

A block marked `csv lists/kh.csv` (or `text`, or `toml`) is written to that file; `as Excel saves it` behind the name
adds a byte order mark and CRLF, and with `now` behind it the block is compared with the file in place of writing it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import pytest
from sybil import Document, Example, Region
from sybil.parsers.markdown import CodeBlockParser
from sybil.parsers.markdown.lexers import RawFencedCodeBlockLexer

from kh_testlist import settings
from kh_testlist.categories import LEGEND
from kh_testlist.settings import shape
from kh_testlist.terminal.first_page import COMMANDS
from tests.hostile.processes import Ended, end, launch
from tests.samples import HEADER_LINE, row

TOP: Final = Path(__file__).resolve().parent.parent
README, TOUR, TUTORIAL, HOW_TO = "README.md", "docs/tour.md", "docs/tutorial.md", "docs/how-to.md"
RUN: Final = (TOUR, TUTORIAL, HOW_TO)
"""The documents whose conversations are run here."""
JOURNEYS: Final = "docs/journeys.md"
"""Run by `test_journeys.py`, at a desk with more on it."""
_LINKED: Final = (
    README, "CONTRIBUTING.md", "CHANGELOG.md", TOUR, TUTORIAL, HOW_TO, JOURNEYS, "docs/design.md", "docs/library.md",
    "docs/tagging.md", "docs/threats.md",
)  # fmt: skip

_WRITTEN_DAY: Final = "2026-11-22"
"""What documents write for today."""
_WRITTEN_CLONE: Final = "/home/you/test-lists"
"""What documents write for the clone of upstream's lists."""
_COMMAND: Final = "$ "
_FILE: Final = re.compile(r"(?:csv|text|toml) (?P<file>\S+)(?P<how> as Excel saves it| now)?[ \t]*\n")
FENCED: Final = re.compile(
    r"^(?P<fence>`{3,})(?P<mark>[^\n]*)\n(?P<text>.*?)^(?P=fence)[ \t]*$", re.MULTILINE | re.DOTALL
)
_LINK: Final = re.compile(r"\[[^]]*\]\((?P<target>[^)\s]+)\)")
_HEADING: Final = re.compile(r"^#{1,6} +(?P<title>.+?) *$", re.MULTILINE)


@dataclasses.dataclass(frozen=True)
class Desk:
    """Where a document's commands run, and what they find there."""

    folder: Path
    clone: Path
    environment: dict[str, str]
    offline: bool = True
    """Whether no server can be reached: neither one of this machine, nor one of the world."""

    def run(self, command: str) -> str:
        """What a person sees who types `command`."""
        program, *arguments = shlex.split(command)
        assert program == "kh-testlist", f"{command}: commands of other programs belong in a block marked sh"
        return self.as_written(self.ran(*arguments, stderr=subprocess.STDOUT).out)

    def ran(self, *arguments: str, stderr: int = subprocess.PIPE) -> Ended:
        """Run the program to its end."""
        env = {name: value for name, value in self.environment.items() if name != "PYTHONPATH"}
        return end(launch(*arguments, folder=self.folder, env=env, stderr=stderr, offline=self.offline))

    def as_written(self, text: str) -> str:
        """`text` with the day and the clone as documents write them."""
        return (
            text.replace(_today(), _WRITTEN_DAY)
            .replace(self.clone.as_posix(), _WRITTEN_CLONE)
            .replace(self.folder.parent.as_posix(), "/home/you")
        )


def _today() -> str:
    return dt.datetime.now(dt.UTC).date().isoformat()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty folder to work in, a global list of one row elsewhere, and nothing of the machine's environment."""
    folder, clone, home = (tmp_path / name for name in ("project", "test-lists", "home"))
    for made in (folder, clone / "lists", home):
        made.mkdir(parents=True)
    global_list = HEADER_LINE + row("https://www.example.net/", date="2014-04-15") + "\n"
    (clone / "lists" / "global.csv").write_text(global_list, encoding="utf-8", newline="\n")
    (clone / "lists" / "kh.csv").write_text(HEADER_LINE, encoding="utf-8", newline="\n")
    commit(clone)
    shutil.copytree(clone, tmp_path / "upstream")
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
    homes = dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"))
    environment = {
        **kept,
        **dict.fromkeys(homes, str(home)),
        "COLUMNS": "80",
        "KH_TESTLIST_CHECK_PAUSE": "0",  # where nobody can be reached, a second pass comes after it
        "KH_TESTLIST_UPSTREAM": str(clone),
        "NO_COLOR": "1",
        "PYTHONPATH": str(TOP),
        "TERM": "dumb",
    }
    return Desk(folder, clone, environment)


def commit(folder: Path) -> None:
    """Make `folder` a git repository of one commit, which is the same each time."""
    person = {f"GIT_{role}_{what}": "anon" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    days = {f"GIT_{role}_DATE": "1700000000 +0000" for role in ("AUTHOR", "COMMITTER")}
    nothing = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for arguments in (
        ["init", "--quiet", "--initial-branch=master"],
        ["add", "."],
        ["commit", "--quiet", "-m", "Lists"],
    ):
        subprocess.run(
            ["git", "-c", "core.autocrlf=false", *arguments],
            cwd=folder,
            env={**os.environ, **person, **days, **nothing},
            check=True,
        )


def _files(evaluate: Callable[[Example], str | None]) -> Callable[[Document], Iterable[Region]]:
    """A parser of blocks that are a file."""

    def parse(document: Document) -> Iterable[Region]:
        for region in RawFencedCodeBlockLexer(_FILE)(document):
            region.parsed = region.lexemes["source"]
            region.evaluator = evaluate
            yield region

    return parse


@pytest.mark.parametrize("name", RUN)
def test_the_program_prints_what_the_document_says(name: str, desk: Desk) -> None:
    """Every example is run, as a reader would who types one after the other."""
    converse_by(name, desk)


def converse_by(name: str, desk: Desk) -> None:
    """Run every example of the document `name` at `desk`; fails where the program says something else."""
    ran: list[str] = []

    def converse(example: Example) -> str | None:
        if not str(example.parsed).startswith(_COMMAND):
            return f"A block marked console starts with a command: {_COMMAND}kh-testlist …"
        for command, said in _exchanges(str(example.parsed).splitlines()):
            ran.append(command)
            seen = desk.run(command)
            if not _agree(said, seen):
                return "\n".join([f"{_COMMAND}{command}", seen, "The document says:", *said])
        return None

    def put_or_compare(example: Example) -> str | None:
        path = desk.folder / str(example.region.lexemes["file"])
        text, how = str(example.parsed), example.region.lexemes["how"]
        if how == " now":
            found = desk.as_written(path.read_text(encoding="utf-8"))
            return None if found == text else f"{path.name} is:\n{found}"
        text = text.replace(_WRITTEN_DAY, _today())
        data = text.replace("\n", "\r\n").encode("utf-8-sig") if how else text.encode()
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        return None

    document = Document.parse(str(TOP / name), CodeBlockParser("console", converse), _files(put_or_compare))
    for example in document.examples():
        example.evaluate()
    assert len(ran) > 5, f"{name} has hardly an example"


def _exchanges(lines: list[str]) -> list[tuple[str, list[str]]]:
    """Each command of a block, with the lines that follow it."""
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        if line.startswith(_COMMAND):
            found.append((line.removeprefix(_COMMAND), []))
        else:
            found[-1][1].append(line)
    return found


def _agree(said: list[str], seen: str) -> bool:
    """Whether a document tells what is `seen`; space at the end of lines and of the whole goes for nothing."""
    pattern = "".join(r"(?:.*\n)*?" if line == "..." else re.escape(line.rstrip()) + r"[ ]*\n" for line in said)
    return re.fullmatch(rf"{pattern}\n*", seen.rstrip("\n") + "\n" if seen.strip() else "") is not None


def test_agree() -> None:
    """The comparison itself can fail."""
    assert _agree(["one", "...", "four"], "one\ntwo\nthree\nfour\n")
    assert _agree([], "")
    assert not _agree(["one"], "one\ntwo\n")
    assert not _agree(["one", "two"], "one\n")
    assert not _agree([], "one\n")
    assert not _agree(["..", "two"], "on\ntwo\n")


def _prose(name: str) -> str:
    """A document without its fenced blocks."""
    return FENCED.sub("", (TOP / name).read_text(encoding="utf-8"))


def _anchors(name: str) -> set[str]:
    """What links within a document may lead to: its headings as GitHub writes them."""
    found: set[str] = set()
    for match in _HEADING.finditer(_prose(name)):
        plain = re.sub(r"[^\w\- ]", "", match["title"].lower()).replace(" ", "-")
        number = 1
        anchor = plain
        while anchor in found:
            anchor, number = f"{plain}-{number}", number + 1
        found.add(anchor)
    return found


@pytest.mark.parametrize("name", _LINKED)
def test_links_lead_somewhere(name: str) -> None:
    """Every relative link and every anchor is there."""
    for match in _LINK.finditer(_prose(name)):
        target = match["target"]
        if "://" in target or target.startswith("mailto:"):
            continue
        path, _, anchor = target.partition("#")
        place = (TOP / name).parent / path if path else TOP / name
        assert place.exists(), f"{name}: {target} is not there"
        if anchor:
            inside = place.resolve().relative_to(TOP).as_posix()
            assert anchor in _anchors(inside), f"{name}: {target}: no such heading"


@pytest.mark.parametrize("name", [README, TOUR])
def test_every_command_is_in_the_table(name: str) -> None:
    """The table of commands has all of them, and no other."""
    cells = re.findall(r"^\| ((?:`\w+` ?)+)\|", (TOP / name).read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(re.findall(r"\w+", " ".join(cells))) == sorted(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_a_document(command: str) -> None:
    """Tutorial or how-to show each command at work, and the reference has it too."""
    shown = "".join((TOP / name).read_text(encoding="utf-8") for name in (TUTORIAL, HOW_TO))
    assert re.search(rf"^\$ kh-testlist (?:--\w+ \w+ )*{command}\b", shown, re.MULTILINE)
    assert f"\n## {command}\n" in (TOP / "docs/reference/commands.md").read_text(encoding="utf-8")


def test_the_tutorial_names_real_categories() -> None:
    """No code in the tutorial is of somebody's invention."""
    named = re.findall(r"\*\*([A-Z]{3,5})\*\*", _prose(TUTORIAL))
    assert len(named) > 10
    assert set(named) <= set(LEGEND)


def test_the_how_to_shows_every_setting() -> None:
    """Its settings file has each key there is, and no other."""
    text = (TOP / HOW_TO).read_text(encoding="utf-8")
    block = re.search(r"^```toml kh-testlist\.toml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert block is not None
    shown = tomllib.loads(block[1])
    settings.adapter().validate_python(shown)
    assert set(shown) == {field.name for field in dataclasses.fields(shape.Settings)}
    assert set(shown["add"]) == {field.name for field in dataclasses.fields(shape.AddSettings)}
    assert set(shown["validate"]) == {field.name for field in dataclasses.fields(shape.ValidateSettings)}
