"""Every example of the documents runs, or is listed here with the reason why it does not.

Blocks marked `console`, and the files next to them, run in `test_documents.py` and `test_journeys.py`. The blocks of
`docs/library.md` run in `test_library.py`. This module has the other blocks. It runs the lines of `sh` that call
`kh-testlist`, and reads the YAML, the JSON and the lines for `.gitignore` as their readers do.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from itertools import groupby
from typing import Final, NamedTuple

import jsonschema
import pytest
import yaml

from tests.test_documents import FENCED, HOW_TO, JOURNEYS, README, RUN, TOP, TOUR, TUTORIAL, Desk, desk
from tests.test_journeys import furnished

__all__ = ["desk", "furnished"]  # fixtures

_GITHUB: Final = "needs GitHub"
_ASKED_IN_PR: Final = "needs GitHub; tests/upstream runs it with a server in its place"
_ASKED_IN_TARGET: Final = "needs OONI's accounts; tests/ooni/test_target_*.py run it with a server in their place"
_COMPLETION: Final = "sets up a shell; tests/commands/test_completion.py asks as the shells do"
_ANOTHER: Final = "another program, which the tests do not install"
NOT_RUN: Final = {
    "brew": _ANOTHER,
    "cd": "changes the folder; the tests have a folder of their own",
    "eval": _COMPLETION,
    "_KH_TESTLIST_COMPLETE=fish_source": _COMPLETION,
    "export": "sets a variable that the tests have set",
    "gh": _GITHUB,
    "git add": "git itself; nothing of this program",
    "git clone": _GITHUB,
    "git commit": "git itself; nothing of this program",
    "git config": "git itself; nothing of this program",
    "git diff": "git itself; nothing of this program",
    "git push": _GITHUB,
    "git switch": "git itself; nothing of this program",
    "jq": _ANOTHER,
    "kh-testlist pr": _ASKED_IN_PR,
    "kh-testlist target login": _ASKED_IN_TARGET,
    "kh-testlist target publish": _ASKED_IN_TARGET,
    "kh-testlist target qr": _ASKED_IN_TARGET,
    "make run": "fetches packages; the workflow of this project runs it",
    "make test": "runs these tests",
    "mkdir": "makes a folder; the tests have a folder of their own",
    "ooniprobe": _ANOTHER,
    "pip": "fetches packages; `docs/library.md` runs with those that are here",
    "pipx": _GITHUB,
    "pre-commit": "needs GitHub; tests/ci/test_pre_commit.py runs both hooks",
    "source": _COMPLETION,
    "sudo": _ANOTHER,
}
"""How commands start that these tests do not run, and why."""
NOT_READ: Final = {"powershell": "needs Windows; the commands are those of the other systems"}
"""Marks of blocks that these tests do not read, and why."""
READ: Final = {"sh", "yaml", "json", "text"}
"""Marks of blocks that a test of this module reads."""
RUN_ELSEWHERE: Final = {"console", "python"}
"""Marks of blocks that other modules run."""
LIBRARY: Final = "docs/library.md"
DOCUMENTS: Final = (README, TOUR, TUTORIAL, HOW_TO, JOURNEYS, LIBRARY)


class Block(NamedTuple):
    """A fenced block of a document."""

    mark: str
    text: str


def blocks(name: str, mark: str = "") -> list[Block]:
    """Return the fenced blocks of a document; only those with this mark, if it is given."""
    found = [Block(*match.group("mark", "text")) for match in FENCED.finditer((TOP / name).read_text("utf-8"))]
    return [block for block in found if mark in ("", block.mark)]


def commands(name: str) -> Iterator[list[str]]:
    """Yield the words of each command in the `sh` blocks of a document. A pipe separates two commands."""
    for block in blocks(name, "sh"):
        for line in block.text.splitlines():
            lexer = shlex.shlex(line, posix=True, punctuation_chars="|")
            lexer.whitespace_split = True
            for is_pipe, words in groupby(lexer, "|".__eq__):
                if not is_pipe:
                    yield list(words)


def reason(words: list[str]) -> str:
    """Return the start of `NOT_RUN` that a command has; nothing if it has none."""
    if "--dry-run" in words:
        return ""  # it sends nothing
    typed = " ".join(words)
    return max((start for start in NOT_RUN if f"{typed} ".startswith(f"{start} ")), key=len, default="")


def wanted(name: str) -> list[list[str]]:
    """Return the commands of a document that are run, each once."""
    each = dict.fromkeys(tuple(words) for words in commands(name))
    return [list(words) for words in each if words[0] == "kh-testlist" and not reason(list(words))]


def test_every_block_is_known() -> None:
    """No example is outside the tests, and no reason is left over."""
    starts, marks = set(), set()
    for name in DOCUMENTS:
        for block in blocks(name):
            is_file = re.fullmatch(r"(csv|text|toml) \S+( as Excel saves it| now)?", block.mark)
            assert block.mark in {*READ, *NOT_READ, *RUN_ELSEWHERE} or is_file, f"{name}: no test runs:\n{block.text}"
        marks |= {block.mark for block in blocks(name)} & set(NOT_READ)
        for words in commands(name):
            assert words[0] == "kh-testlist" or reason(words), f"{name}: no test runs {shlex.join(words)}"
            starts.add(reason(words))
    assert starts - {""} == set(NOT_RUN)
    assert marks == set(NOT_READ)
    assert {name for name in DOCUMENTS if blocks(name, "console")} == {*RUN, JOURNEYS}
    assert [name for name in DOCUMENTS if blocks(name, "python")] == [LIBRARY]


@pytest.mark.parametrize("name", [README, TOUR, TUTORIAL, HOW_TO])
def test_every_command_can_be_typed(name: str, desk: Desk) -> None:
    """The program has each command and each option, of those too that are not run."""
    for words in {tuple(words[:-1] if words[-1].endswith("…") else words) for words in commands(name)}:
        if words[0] == "kh-testlist":
            said = desk.run(shlex.join([*words, "--help"]))
            assert said.startswith(("Usage: ", "kh-testlist, version ")), f"{shlex.join(words)}\n{said}"


def test_the_readme_makes_what_there_is() -> None:
    """The README's two commands are targets of the Makefile."""
    targets = {words[1] for words in commands(README) if words[0] == "make"}
    assert targets == {"run", "test"}
    for target in targets:
        assert re.search(rf"^{target}: ", (TOP / "Makefile").read_text("utf-8"), re.MULTILINE)


def ran(where: Desk, words: list[str], code: int = 0) -> str:
    """Run a command; fail if it exits with another code."""
    done = where.ran(*words[1:])
    assert done.code == code, f"{shlex.join(words)}\n{done.out}\n{done.err}"
    return done.out


def git(where: Desk, *words: str) -> None:
    """Run git in the project, with nothing of the machine's settings."""
    nothing = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    person = ["-c", "user.name=anon", "-c", "user.email=anon", "-c", "core.autocrlf=false"]
    subprocess.run(["git", *person, *words], cwd=where.folder, env={**os.environ, **nothing}, check=True)


def test_the_tutorial_runs(desk: Desk) -> None:
    """The commands for the real list, on a copy of upstream's lists."""
    for words in (["init"], ["sync", "--upstream", "../upstream"]):
        ran(desk, ["kh-testlist", *words])
    typed = wanted(TUTORIAL)
    assert len(typed) > 6
    for words in typed:
        is_first_look = words[1:] == ["show", "example.com"]
        ran(desk, words, code=1 if is_first_look else 0)
    assert "https://www.example.com/,NEWS," in (desk.folder / "lists" / "kh.csv").read_text("utf-8")


def test_the_how_to_runs(furnished: Desk) -> None:
    """The commands that need a network, with websites, upstream and OONI's API on loopback."""
    for words in (["init"], ["sync", "--upstream", "../upstream"]):
        ran(furnished, ["kh-testlist", *words])
    git(furnished, "init", "--quiet")
    git(furnished, "add", ".")
    git(furnished, "commit", "--quiet", "-m", "Lists")
    git(furnished, "update-ref", "refs/remotes/origin/main", "HEAD")
    typed = wanted(HOW_TO)
    assert len(typed) > 20
    for words in typed:
        said = ran(furnished, words)
        if words[-2:] == ["--format", "json"]:
            assert json.loads(said)
    for made in ("gaps.csv", "new.csv", "report.csv", "report.html", "report.json", "report.km.html", "abroad.jsonl"):
        assert (furnished.folder / made).stat().st_size


def test_workflows_and_hooks() -> None:
    """The YAML is well formed, and names inputs of the action and hooks that there are."""
    inputs = yaml.safe_load((TOP / "action.yml").read_text("utf-8"))["inputs"]
    hooks = {hook["id"] for hook in yaml.safe_load((TOP / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    text = (TOP / HOW_TO).read_text("utf-8")
    workflow, more, commit = (yaml.safe_load(block.text) for block in blocks(HOW_TO, "yaml"))
    own, other = workflow["jobs"]["validate"]["steps"][1], yaml.safe_load(blocks(TOUR, "yaml")[0].text)[1]
    assert own["uses"].partition("@")[0] == other["uses"].partition("@")[0] == "kh-testlist/kh-testlist"
    assert set(own["with"]) <= set(inputs)
    assert re.findall(r"^\| `([\w-]+)` \| [^|]+ \| [^|]+ \|$", text, re.MULTILINE) == list(inputs)
    assert more["env"]["KH_TESTLIST_UPSTREAM"] == more["steps"][0]["with"]["path"]
    assert {hook["id"] for hook in commit["repos"][0]["hooks"]} == hooks


def test_the_finding() -> None:
    """The finding that the how-to shows has the shape of the schema."""
    schema = json.loads((TOP / "schemas" / "findings-v1.schema.json").read_text("utf-8"))
    (block,) = blocks(HOW_TO, "json")
    jsonschema.validate(json.loads(block.text), {"$ref": "#/$defs/FindingRecord", "$defs": schema["$defs"]})


def test_the_lines_for_git(desk: Desk) -> None:
    """Git is told to leave out what `init` leaves out."""
    ran(desk, ["kh-testlist", "init"])
    made = (desk.folder / "lists" / ".gitignore").read_text("utf-8").splitlines()
    (block,) = blocks(HOW_TO, "text")
    assert block.text.splitlines() == [f"lists/{line}" for line in made if not line.startswith("#")]


def test_the_errors_that_the_how_to_explains() -> None:
    """Its last section quotes errors as the program writes them."""
    quoted = re.findall(r"^- \*\*`([^`]*[a-z ]{9}[^`]*)`\*\*", (TOP / HOW_TO).read_text("utf-8"), re.MULTILINE)
    assert len(quoted) > 3
    sources = "".join(path.read_text("utf-8") for path in sorted((TOP / "kh_testlist").rglob("*.py")))
    for text in quoted:
        said = text.strip("… ").replace("lists/", "{FOLDER}/").replace("Not checked: duplicates", "Not checked: ")
        assert said in sources, f"The program does not write: {text}"
