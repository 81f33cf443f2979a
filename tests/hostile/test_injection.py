"""What a list, a file name or an argument brings along never steers a terminal, a log or a page."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.hostile.inside import run_inside
from tests.hostile.processes import JUDGING, assert_civil, run
from tests.samples import HEADER_LINE, record

PAYLOADS = {
    "escape": "\x1b[2J\x1b[31mred\x1b]0;title\x07",
    "C1": "\x9b31m\x9d0;title\x9c\x85",
    "bidi": "\u202eabc\u202c\u2066def\u2069\u200f\u061c",
    "BOM": "\ufeffa\ufeff",
    "backspace": "good\x08\x08\x08\x08evil\x7f\x0c\x0b",
    "NUL and bell": "a\x07\x01",
    "formula": '=HYPERLINK("http://evil.example.com/")',
    "command": "+cmd|' /C calc'!A0",
    "workflow command": "::error file=x::evil%0A::set-output name=a::b",
    "line breaks": "a\n::stop-commands::x\r\n::add-mask::y\rz",
    "markdown": "`](javascript:alert(1)) | <script>alert(1)</script> @all ![](http://evil.example.com/)",
    "markup of rich": "[bold red]x[/] [link=http://evil.example.com/]y[/link] [/]",
    "percent": "%s %n %(a)s {0} {a!r}",
}

READING = [
    *JUDGING,
    ("show",),
    ("show", "--format", "json"),
    ("show", "--format", "csv"),
    ("show", "payload-absent"),
    ("stats",),
    ("stats", "--format", "json"),
    ("stats", "--format", "markdown"),
    ("stats", "--lang", "km"),
    ("add", "http://example.com/", "--category", "NEWS"),
    ("edit", "https://exampel.com/", "--notes", "x"),
    ("remove", "http://example.org/", "--reason", "x"),
]


def hostile_list(payload: str) -> bytes:
    """A list with `payload` in every column in turn, and in all of them."""
    good = ["https://example.com/", "NEWS", "News Media", "2024-01-31", "anon", ""]
    rows = [good, ["https://example.org/" + payload, *good[1:]]]
    for column in range(6):
        cells = [f"https://example{column}.com/", *good[1:]]
        cells[column] += payload
        rows.append(cells)
    rows += [[payload] * 6, [payload], [payload] * 9]
    return (HEADER_LINE + "".join(record(cells) + "\n" for cells in rows)).encode()


@pytest.mark.parametrize("name", PAYLOADS)
def test_in_a_list(tmp_path: Path, name: str) -> None:
    """Whatever the format, nothing raw of what the list holds is printed, by reports and refusals alike."""
    (tmp_path / "kh.csv").write_bytes(hostile_list(PAYLOADS[name]))
    before = (tmp_path / "kh.csv").read_bytes()
    for arguments in READING:
        ended = run_inside(tmp_path, *arguments)
        assert_civil(ended)
        assert (tmp_path / "kh.csv").read_bytes() == before


@pytest.mark.parametrize("name", PAYLOADS)
def test_json_says_it_all(tmp_path: Path, name: str) -> None:
    """What is written out in JSON is the very text once it is read."""
    (tmp_path / "kh.csv").write_bytes(hostile_list(PAYLOADS[name]))
    rows = json.loads(run_inside(tmp_path, "show", "--format", "json").out)["rows"]
    assert rows[-2]["notes"] == PAYLOADS[name]
    findings = json.loads(run_inside(tmp_path, "validate", "--format", "json").out)["findings"]
    assert any(finding["url"] == "https://example.org/" + PAYLOADS[name] for finding in findings) or name == "percent"


@pytest.mark.parametrize("name", PAYLOADS)
def test_one_finding_one_line(tmp_path: Path, name: str) -> None:
    """For GitHub each finding is one workflow command: what a list says can't start another one."""
    (tmp_path / "kh.csv").write_bytes(hostile_list(PAYLOADS[name]))
    count = len(json.loads(run_inside(tmp_path, "validate", "--format", "json").out)["findings"])
    lines = run_inside(tmp_path, "validate", "--format", "github").out.split("\n")
    assert len(lines) == count + 1
    assert all(line.startswith(("::error file=", "::warning file=", "::notice file=")) for line in lines[:-1])


def test_no_markup_on_a_page(tmp_path: Path) -> None:
    """In Markdown nothing of it is markup: no tag, no link, no picture, no mention."""
    (tmp_path / "kh.csv").write_bytes(hostile_list(PAYLOADS["markdown"]))
    for arguments in (("validate", "--format", "markdown"), ("stats", "--format", "markdown")):
        for line in run_inside(tmp_path, *arguments).out.splitlines():
            outside = "".join(line.replace("\\`", "").split("`")[::2]) if "``" not in line else ""
            assert "<script" not in outside
            assert "![](" not in outside
            assert " @all" not in outside


@pytest.mark.parametrize("name", PAYLOADS)
def test_in_arguments(tmp_path: Path, name: str) -> None:
    """Nor of what stands on the command line: refusals say it harmlessly."""
    (tmp_path / "kh.csv").write_bytes(HEADER_LINE.encode())
    payload = PAYLOADS[name]
    for arguments in (
        ("add", payload, "--category", "NEWS"),
        ("add", f"https://example.com/{payload}", "--category", "NEWS"),
        ("add", "https://example.com/", "--category", payload),
        ("add", "https://example.com/", "--category", "NEWS", "--date", payload),
        ("add", "https://example.org/", "--category", "NEWS", "--notes", payload),
        ("add", "https://example.info/", "--category", "NEWS", "--source", payload),
        ("edit", payload, "--notes", "x"),
        ("remove", payload, "--reason", payload),
        ("import", payload),
        ("show", payload),
        ("show", "--category", payload),
        ("validate", payload),
        ("validate", "--select", payload),
        ("validate", "--changed-since", payload),
        ("validate", f"--{payload}"),
        ("rules", payload),
        ("--list", payload, "show"),
        ("--lists", payload, "show"),
        ("--config", payload, "show"),
        (payload,),
    ):
        assert_civil(run_inside(tmp_path, *(argument.replace("\0", "") for argument in arguments)))


@pytest.mark.parametrize("name", [name for name, payload in PAYLOADS.items() if "/" not in payload])
def test_in_file_names(tmp_path: Path, name: str) -> None:
    """Nor of what files and folders are called, which a pull request chooses too."""
    called = PAYLOADS[name]
    folder = tmp_path / f"lists{called}"
    folder.mkdir()
    path = folder / f"{called}.csv"
    rows = ("https://Example.com,NEWZ,x,2024-01-31,,", "https://example.org/,NEWS,x,2024-01-31,,")
    path.write_bytes((HEADER_LINE + "".join(text + "\n" for text in rows)).encode())
    (folder / "kh.csv").write_bytes(path.read_bytes())
    given = (str(path),)
    for arguments in (
        *(("validate", *given, "--format", form) for form in ("text", "json", "github", "sarif", "markdown")),
        ("validate", str(folder)),
        ("validate", *given, "--diff"),
        ("validate", *given, "--changed-since", "HEAD"),
        ("normalize", *given, "--diff"),
        ("normalize", *given),
        ("show",),
        ("show", "absent"),
        ("show", "--format", "json"),
        ("stats",),
        ("stats", "--format", "markdown"),
        ("stats", "--format", "json"),
        ("stats", "--output", str(folder / f"{called}.txt")),
        ("add", "https://new.example.com/", "--category", "NEWS"),
        ("edit", "https://new.example.com/", "--notes", "x"),
        ("remove", "https://new.example.com/", "--reason", "x"),
        ("import", *given),
        ("init", "--list", "th"),
        ("validate", str(folder / f"absent{called}")),
    ):
        ended = run_inside(folder, *arguments)
        assert_civil(ended)
    lines = run_inside(folder, "validate", *given, "--format", "github").out.splitlines()
    assert all(re.match(r"::(error|warning|notice) file=[^:,]*,line=\d+,title=[^:,]*::", line) for line in lines)


def test_in_a_process(tmp_path: Path) -> None:
    """Real streams behave the same."""
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "kh.csv").write_bytes(hostile_list("".join(PAYLOADS.values())))
    for arguments in (("validate",), ("show",), ("show", "--format", "csv"), ("stats",), ("validate", "--diff")):
        assert_civil(run(*arguments, folder=tmp_path))


def test_nothing_of_a_checkout_is_run(tmp_path: Path) -> None:
    """Modules, hooks and settings that lie in a checkout are not run by the program that looks at it."""
    git = "git", "-c", "user.name=x", "-c", "user.email=x@example.com"
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "kh.csv").write_bytes(hostile_list("x"))
    subprocess.run([*git, "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run([*git, "add", "."], cwd=tmp_path, check=True)
    subprocess.run([*git, "commit", "-q", "-m", "x"], cwd=tmp_path, check=True, capture_output=True)
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch '{tmp_path}/sprung'\n", "utf-8")
    trap.chmod(0o755)
    for key in (
        "core.fsmonitor",
        "core.pager",
        "diff.external",
        "core.sshCommand",
        "filter.x.smudge",
        "filter.x.clean",
    ):
        subprocess.run(["git", "config", key, str(trap)], cwd=tmp_path, check=True)
    (tmp_path / ".gitattributes").write_text("*.csv filter=x diff=x\n", "utf-8")
    ended = run("validate", "--changed-since", "HEAD", folder=tmp_path)
    assert ended.code == 0, ended
    assert not (tmp_path / "sprung").exists()
